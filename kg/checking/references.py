"""Every IRI of ours that a triple points to is described somewhere in the graph."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import NamedNode, Quad

from kg.checking.report import Finding

CHECK = "references"
_GB = "https://w3id.org/giaoban/ontology#"


def check_references(quads: Collection[Quad], base: str) -> tuple[list[Finding], int]:
    """Find terms of ours (``{base}id/``, ``{base}term/``, ``gb:``) that are no subject of a triple.

    An entity or list entry that is not there breaks the graph; a term that the ontology does not declare is a
    warning, so that someone's own lists may have properties of their own.

    :return: what is wrong, and the number of IRIs looked at.
    """
    ours = (base + "id/", base + "term/", _GB)
    described: set[str] = set()
    named: set[str] = set()
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            described.add(quad.subject.value)
        named.update(_names_in(quad, ours))
    examples: dict[str, str] = {}
    dangling = named - described
    for quad in quads if dangling else ():
        for iri in dangling.intersection(_names_in(quad, ours)):
            examples[iri] = min(examples.get(iri, "\uffff"), str(quad.triple))
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


def _names_in(quad: Quad, ours: tuple[str, ...]) -> list[str]:
    """The IRIs of ours that the quad points to."""
    return [
        term.value
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(ours)
    ]
