"""Checks before publication and at any time after: shapes, evidence, references, contradictions, losses."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pyoxigraph import Quad
from rdflib import Graph

from kg.checking.conflicts import check_conflicts
from kg.checking.consistency import check_consistency
from kg.checking.counts import check_counts, find_unmissed
from kg.checking.evidence import check_evidence
from kg.checking.formats import write_json, write_turtle
from kg.checking.references import check_references
from kg.checking.report import CheckReport, Finding
from kg.checking.shapes import check_shapes, load_shapes

__all__ = [
    "CheckReport",
    "Finding",
    "check_counts",
    "check_graph",
    "find_unmissed",
    "load_shapes",
    "write_json",
    "write_turtle",
]


def check_graph(
    quads: Collection[Quad], texts: Mapping[str, str], base: str, shapes: Graph, quoted: bool = True
) -> CheckReport:
    """Run all checks over the quads of all named graphs.

    :param texts: article id → its text, which the offsets count in.
    :param base: the base IRI of the graph's entities.
    :param quoted: False where the graph was published without its quotes.
    """
    outcomes = {
        "evidence": check_evidence(quads, texts, quoted),
        "references": check_references(quads, base),
        "shapes": check_shapes(quads, shapes),
        "consistency": check_consistency(quads, base),
        "conflicts": check_conflicts(quads),
    }
    findings = sorted(finding for found, _ in outcomes.values() for finding in found)
    return CheckReport(tuple(findings), {name: examined for name, (_, examined) in outcomes.items()})
