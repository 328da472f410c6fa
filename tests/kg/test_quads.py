"""Quads on the disk are the same whatever their order, number and the memory at hand."""

import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from kg.quads import join_quads, sort_lines, write_quads
from tests.kg.factories import gb, node

AWKWARD = ("", "a", 'a" ', "a\r\nb", "đ\u0301", "\u2028", "\\")
QUADS = [
    Quad(
        node(f"id/official/{n % 7}"),
        gb("title"),
        Literal(f"{text}{n}", language="vi"),
        node(f"graph/{n % 3}"),
    )
    for n in range(60)
    for text in AWKWARD
]


def leave_runs(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if ".run" in path.name]


def test_quads_come_back_once_and_sorted(tmp_path: Path) -> None:
    held = write_quads([*QUADS, *reversed(QUADS)], tmp_path / "quads.nq")
    assert len(held) == len(QUADS) == len(list(held))
    assert set(held) == set(QUADS)
    assert list(held.lines) == sorted(held.lines)
    assert QUADS[3] in held
    assert Quad(node("id/x"), gb("title"), Literal("a"), node("graph/0")) not in held


@pytest.mark.parametrize("merged", [2, 3, 200])
def test_sorting_in_runs_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, merged: int
) -> None:
    whole = write_quads(QUADS, tmp_path / "whole.nq")
    monkeypatch.setattr("kg.quads.RUN_BYTES", 2000)
    monkeypatch.setattr("kg.quads.MERGED", merged)
    shuffled = random.Random(1).sample([*QUADS, *QUADS], 2 * len(QUADS))
    parts = write_quads(shuffled, tmp_path / "parts.nq")
    assert parts.path.read_bytes() == whole.path.read_bytes()
    assert len(parts) == len(whole)
    assert leave_runs(tmp_path) == []


def test_joined_files_hold_each_quad_once(tmp_path: Path) -> None:
    left = write_quads(QUADS[:200], tmp_path / "left.nq")
    right = write_quads(QUADS[100:], tmp_path / "right.nq")
    whole = write_quads(QUADS, tmp_path / "whole.nq")
    joined = join_quads((left, right), tmp_path / "joined.nq")
    assert joined.path.read_bytes() == whole.path.read_bytes()
    assert len(joined) == len(QUADS)


def test_no_quad_is_an_empty_file(tmp_path: Path) -> None:
    assert sort_lines((), tmp_path / "none.nq") == 0
    assert list(write_quads((), tmp_path / "none.nq")) == []
