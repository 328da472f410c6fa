"""Contradictions: what the ontology forbids and the closed graph nevertheless says."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import NamedNode, Quad

from kg.checking.report import OUR_CHECKS, Finding
from kg.closing import Inconsistency, close, compile_rules
from kg.closing.consistency import find_inconsistencies
from kg.closing.state import State
from kg.closing.terms import DIFFERENT_FROM, SAME_AS, TYPE, is_anonymous
from kg.quads import find_quads, lines_of, parse_lines

CHECK = "consistency"


def check_consistency(quads: Collection[Quad], base: str) -> tuple[list[Finding], int]:
    """Look for members of disjoint classes and the like; ``quads`` hold the graph that was inferred.

    Since they are closed, only the relations that some axiom forbids are looked at. Where names are said to
    be of one thing, or an axiom forbids an expression without a name, the closure is made again.

    :return: what is wrong, and the number of axioms looked at.
    """
    ontology, inferred = NamedNode(base + "graph/ontology"), NamedNode(base + "graph/inferred")
    lines, told = lines_of(quads), f" {ontology} .\n".encode()
    rules = compile_rules(
        [quad.triple for quad in parse_lines(line for line in lines if line.endswith(told))]
    )
    forbidden = {key for prohibition in rules.prohibitions for key in prohibition.keys}
    equal = any(True for _ in find_quads(quads, (SAME_AS, DIFFERENT_FROM)))
    if equal or any(is_anonymous(key) for key in forbidden):
        asserted = {quad.triple for quad in quads if quad.graph_name != inferred}
        clashes = close(asserted, rules).inconsistencies
    else:
        state = State.empty(rules)
        known = {state.dictionary.decode(max(key, ~key)) for key in forbidden}
        for quad in find_quads(quads, {TYPE, *(term for term in known if isinstance(term, NamedNode))}):
            if quad.predicate in known or quad.object in known:
                key, code = state.dictionary.fact_of(quad.triple)
                if key in forbidden:
                    state.facts.add(key, {code})
        clashes = find_inconsistencies(state)
    return [as_finding(clash) for clash in clashes], len(rules.prohibitions)


def as_finding(clash: Inconsistency) -> Finding:
    """The contradiction as a finding, with the triples that clash and the axiom."""
    premises = "; ".join(str(triple) for triple in clash.premises)
    focus = str(getattr(clash.premises[0].subject, "value", "")) if clash.premises else ""
    axiom = "; ".join(str(triple) for triple in clash.axiom)
    message = f"{clash.message} By {clash.rule} ({clash.table}) from: {premises}. Axiom: {axiom}"
    return Finding("violation", CHECK, focus, message, component=f"{OUR_CHECKS}{clash.rule}")
