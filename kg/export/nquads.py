"""Canonical N-Quads: one line a quad, sorted, no line twice. A snapshot's identity is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Quad

from kg.quads import find_lines, graph_of


def canonical_lines(quads: Iterable[Quad]) -> list[bytes]:
    """The quads as sorted lines of canonical N-Quads, all in memory: for few."""
    return sorted(set(find_lines(quads)))


def triple_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The distinct triples of sorted canonical N-Quads, as sorted lines of N-Triples.

    What a line says before its graph ends in a blank that no other such text has at that place, so lines
    without their graphs are still sorted, and equal ones neighbours.
    """
    return (line for line, _ in groupby(map(drop_graph, lines)))


def drop_graph(line: bytes) -> bytes:
    """One N-Quads line without its graph. The graph is an IRI, hence holds no blank."""
    return line.rsplit(b" ", 2)[0] + b" .\n"


def put_graph_first(line: bytes) -> bytes:
    """The line with its graph before it, so that sorting brings each graph's quads together."""
    return graph_of(line) + b" " + line


def drop_first(line: bytes) -> bytes:
    """The line without the graph that was put before it."""
    return line.partition(b" ")[2]
