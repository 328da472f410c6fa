"""The contradictions between articles that the graph keeps as data, told by the checks as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.checking.report import OUR_CHECKS, Finding
from kg.closing.terms import TYPE
from kg.quads import lines_of, parse_lines

CHECK = "conflicts"
GB = "https://w3id.org/giaoban/ontology#"
NAMES = {
    TYPE: "kind",
    NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"): "label",
    NamedNode(GB + "severity"): "severity",
    NamedNode(GB + "side"): "side",
}


def check_conflicts(quads: Iterable[Quad]) -> tuple[list[Finding], int]:
    """Tell each gb:Conflict as a warning: articles disagree, and the graph rightly says so.

    :return: the conflicts, and their number.
    """
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in parse_lines(line for line in lines_of(quads) if b"/id/conflict/" in line):
        if isinstance(quad.subject, NamedNode) and "/id/conflict/" in quad.subject.value:
            value = str(getattr(quad.object, "value", quad.object)).removeprefix(GB)
            said[quad.subject.value][NAMES.get(quad.predicate, quad.predicate.value)].add(value)
    conflicts = sorted(iri for iri, told in said.items() if "Conflict" in told["kind"])
    findings = []
    for iri in conflicts:
        kind = min(said[iri]["kind"] - {"Conflict"}, default="Conflict")
        label, severity = (" ".join(sorted(said[iri][name])) for name in ("label", "severity"))
        sides = " against ".join(sorted(said[iri]["side"]))
        message = f"{kind} ({severity}): {label}: {sides}"
        findings.append(Finding("warning", CHECK, iri, message, component=OUR_CHECKS + kind))
    return findings, len(conflicts)
