"""Canonical N-Quads: one line a quad, sorted, no line twice. A snapshot's identity is made of it."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, serialize


def canonical_lines(quads: Iterable[Quad]) -> list[bytes]:
    """The quads as sorted lines of canonical N-Quads (https://www.w3.org/TR/rdf-canon/#canonical-quads).

    Our data has no blank nodes, so that sorting the lines is all there is to canonicalisation.
    """
    stream = io.BytesIO()
    serialize(quads, stream, format=RdfFormat.N_QUADS)
    stream.seek(0)
    return sorted(set(stream))


def triple_lines(lines: Iterable[bytes]) -> list[bytes]:
    """The distinct triples of canonical N-Quads lines, as N-Triples, sorted."""
    return sorted({drop_graph(line) for line in lines})


def drop_graph(line: bytes) -> bytes:
    """One N-Quads line without its graph. The graph is an IRI, hence holds no blank."""
    return line.rsplit(b" ", 2)[0] + b" .\n"
