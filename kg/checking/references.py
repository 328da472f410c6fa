"""Every IRI of ours that a triple points to is described somewhere in the graph."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.checking.report import Finding

CHECK = "references"
_GB = "https://w3id.org/giaoban/ontology#"


def check_references(quads: Iterable[Quad], base: str) -> tuple[list[Finding], int]:
    """Find terms of ours (``{base}id/``, ``{base}term/``, ``gb:``) that are no subject of a triple.

    An entity or list entry that is not there breaks the graph; a term that the ontology does not declare is a
    warning, so that someone's own lists may have properties of their own.

    :return: what is wrong, and the number of IRIs looked at.
    """
    ours = (base + "id/", base + "term/", _GB)
    described: set[str] = set()
    named: dict[str, Quad] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            described.add(quad.subject.value)
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(ours):
                named.setdefault(term.value, quad)
    findings = [
        Finding(
            "warning" if iri.startswith(_GB) else "violation",
            CHECK,
            iri,
            f"nothing is said of it, but it stands in: {quad.triple}",
        )
        for iri, quad in named.items()
        if iri not in described
    ]
    return findings, len(named)
