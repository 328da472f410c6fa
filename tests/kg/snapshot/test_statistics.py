from __future__ import annotations

from pathlib import Path

import pytest

from kg.columns import Columns, write_columns
from kg.errors import SnapshotError
from kg.snapshot.counting import count_statistics
from kg.snapshot.statistics import Statistics, read_statistics

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
LINES = sorted(
    f"{line} <x:{graph}> .\n".encode()
    for graph in ("g", "h")
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


@pytest.fixture
def columns(tmp_path: Path) -> Columns:
    write_columns(tmp_path / "columns", LINES)
    return Columns(tmp_path / "columns")


def test_each_triple_is_counted_once_in_however_many_graphs_it_is(columns: Columns) -> None:
    counted = count_statistics(columns, "x:")
    assert (counted.subjects, counted.objects) == (3, 9)
    assert counted.classes == {"x:A": 2, "x:B": 1}
    assert counted.properties == {TYPE[1:-1]: 3, SAME[1:-1]: 4, "x:says": 3, "x:knows": 1}
    assert counted.class_properties["x:B"] == {TYPE[1:-1]: 2, SAME[1:-1]: 2, "x:says": 2}
    assert counted.links == [(SAME[1:-1], "http://other.example/", 1)]


def test_a_link_leads_from_a_thing_of_ours_to_one_of_others(columns: Columns) -> None:
    counted = count_statistics(columns, "x:")
    assert counted.links == [(SAME[1:-1], "http://other.example/", 1)]
    assert count_statistics(columns, "y:").links == [(SAME[1:-1], "http://other.example/", 1)]


def test_nothing_is_counted_as_nothing(tmp_path: Path) -> None:
    write_columns(tmp_path / "columns", [])
    assert count_statistics(Columns(tmp_path / "columns"), "x:") == Statistics(0, 0, {}, {}, {}, [])


def test_what_is_written_is_read_again(tmp_path: Path, columns: Columns) -> None:
    counted = count_statistics(columns, "x:")
    counted.write(tmp_path / "statistics.json")
    assert read_statistics(tmp_path / "statistics.json") == counted


def test_a_snapshot_without_statistics_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="giaoban build"):
        read_statistics(tmp_path / "statistics.json")
