"""Quads on the disk are the same whatever their order, number and the memory at hand."""

import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from kg.errors import BuildError
from kg.quads import join_quads, lines_of, parse_lines, sort_lines, write_quads
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


def test_quads_come_back_once_and_sorted(tmp_path: Path) -> None:
    held = write_quads([*QUADS, *reversed(QUADS)], tmp_path / "quads.nq")
    assert len(held) == len(QUADS) == len(list(held))
    assert set(held) == set(QUADS)
    assert list(held.lines) == sorted(held.lines)
    assert QUADS[3] in held
    assert Quad(node("id/x"), gb("title"), Literal("a"), node("graph/0")) not in held


def test_sorting_in_runs_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = write_quads(QUADS, tmp_path / "whole.nq")
    monkeypatch.setattr("kg.quads.MEMORY", "1k")
    shuffled = random.Random(1).sample([*QUADS, *QUADS], 2 * len(QUADS))
    parts = write_quads(shuffled, tmp_path / "parts.nq")
    assert parts.path.read_bytes() == whole.path.read_bytes()
    assert len(parts) == len(whole)
    assert {path.name for path in tmp_path.iterdir()} == {"whole.nq", "parts.nq"}


def test_what_hinders_sorting_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_quads(QUADS, tmp_path / "nowhere" / "quads.nq")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildError, match="sort is missing"):
        write_quads(QUADS, tmp_path / "quads.nq")


def test_lines_are_parsed_as_they_are_chosen(tmp_path: Path) -> None:
    held = write_quads(QUADS, tmp_path / "quads.nq")
    graph = node("graph/1")
    chosen = parse_lines(line for line in lines_of(held) if line.endswith(f"{graph} .\n".encode()))
    assert set(chosen) == {quad for quad in QUADS if quad.graph_name == graph}
    assert set(lines_of(QUADS)) == set(held.lines)


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
