from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SnapshotError
from kg.snapshot.statistics import TYPE, Statistics, count_statistics, read_statistics

SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
LINES = sorted(
    f"{line} .\n".encode()
    for line in (
        f"<x:a> {TYPE} <x:A>",
        f"<x:a> {TYPE} <x:B>",
        '<x:a> <x:says> "a . \\" b"@vi',
        '<x:a> <x:says> "hai"',
        f"<x:a> {SAME} <http://other.example/thing/1>",
        f"<x:a> {SAME} <x:b>",
        f"<y:a> {SAME} <http://other.example/thing/2>",
        f"<x:b> {TYPE} <x:A>",
        "<x:b> <x:knows> <x:a>",
        '<x:b> <x:says> "hai"',
        f'<x:b> {SAME} "no thing"',
    )
)


def test_a_graph_is_counted_in_one_pass() -> None:
    counted = count_statistics(LINES, "x:")
    assert (counted.subjects, counted.objects) == (3, 9)
    assert counted.classes == {"x:A": 2, "x:B": 1}
    assert counted.properties == {TYPE[1:-1]: 3, SAME[1:-1]: 4, "x:says": 3, "x:knows": 1}
    assert counted.class_properties["x:B"] == {TYPE[1:-1]: 2, SAME[1:-1]: 2, "x:says": 2}
    assert counted.links == [(SAME[1:-1], "http://other.example/", 1)]


def test_a_link_leads_from_a_thing_of_ours_to_one_of_others() -> None:
    counted = count_statistics(LINES, "x:")
    assert counted.links == [(SAME[1:-1], "http://other.example/", 1)]
    assert count_statistics(LINES, "y:").links == [(SAME[1:-1], "http://other.example/", 1)]


def test_nothing_is_counted_as_nothing() -> None:
    assert count_statistics([], "x:") == Statistics(0, 0, {}, {}, {}, [])


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    counted = count_statistics(LINES, "x:")
    counted.write(tmp_path / "statistics.json")
    assert read_statistics(tmp_path / "statistics.json") == counted


def test_a_snapshot_without_statistics_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="giaoban build"):
        read_statistics(tmp_path / "statistics.json")
