"""Every IRI of ours that a triple points to is described somewhere in the graph."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from pyoxigraph import Quad

from kg.checking.report import Finding
from kg.quads import lines_of, subject_of

CHECK = "references"
_GB = "https://w3id.org/giaoban/ontology#"


def check_references(quads: Collection[Quad], base: str) -> tuple[list[Finding], int]:
    """Find terms of ours (``{base}id/``, ``{base}term/``, ``gb:``) that are no subject of a triple.

    An entity or list entry that is not there breaks the graph; a term that the ontology does not declare is a
    warning, so that someone's own lists may have properties of their own.

    :return: what is wrong, and the number of IRIs looked at.
    """
    ours = tuple(f"<{start}".encode() for start in (base + "id/", base + "term/", _GB))
    lines = lines_of(quads)
    described: set[bytes] = set()
    named: set[bytes] = set()
    for subject, said in groupby(lines, key=subject_of):
        described.add(subject)
        for line in said:
            named.update(_names_in(line, ours))
    examples: dict[str, str] = {}
    dangling = named - described
    for line in lines if dangling else ():
        for name in dangling.intersection(_names_in(line, ours)):
            iri = name[1:-1].decode()
            examples[iri] = min(examples.get(iri, "\uffff"), line.rsplit(b" ", 2)[0].decode())
    findings = [
        Finding(
            "warning" if iri.startswith(_GB) else "violation",
            CHECK,
            iri,
            f"nothing is said of it, but it stands in: {example}",
        )
        for iri, example in examples.items()
    ]
    return findings, len(named)


def _names_in(line: bytes, ours: tuple[bytes, ...]) -> list[bytes]:
    """The IRIs of ours that a line points to; a text begins with a quotation mark."""
    _, predicate, object, _ = line.split(b" ", 3)
    return [term for term in (predicate, object) if term.startswith(ours)]
