"""The closure of the whole shipped corpus is owlrl's."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Triple

from kg.closing import close, compile_rules
from kg.closing.conversion import to_rdflib
from kg.graph import DEFAULT_BASE, Graphs, build_quads
from kg.pipeline import resolve_all, take_in
from kg.records import read_with_lexicon
from tests.kg.closing.graphs import as_rows, closed_by_owlrl, compared, sameness, sameness_of

GRAPHS = Graphs(DEFAULT_BASE)
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OMITS = "https://w3id.org/giaoban/ontology#closureOmitsReflexive"


def touched(data: set[Triple], axioms: list[Triple]) -> list[Triple]:
    """The triples whose property or class some axiom speaks of: from the others nothing follows in OWL RL.

    owlrl's time grows with about the square of the triples, so that labels and offsets are left out.
    """
    spoken = {term for axiom in axioms for term in (axiom.subject, axiom.object)}
    return [
        triple
        for triple in data
        if (triple.object if triple.predicate.value == TYPE else triple.predicate) in spoken
    ]


@pytest.mark.slow
def test_closure_of_the_corpus_equals_owlrls(repo_root: Path) -> None:
    ontology = repo_root / "ontology"
    readings = [read_with_lexicon(article, ontology) for article in take_in([repo_root / "corpus"]).articles]
    quads = list(build_quads(readings, resolve_all(readings, ontology), DEFAULT_BASE, ontology))
    said = [quad.triple for quad in quads if quad.graph_name == GRAPHS.ontology]
    axioms = [triple for triple in said if triple.predicate.value != OMITS]
    aside = (GRAPHS.ontology, GRAPHS.authority, GRAPHS.provenance)
    rules = [triple for triple in axioms if _is_axiom(triple)]
    data = touched({quad.triple for quad in quads if quad.graph_name not in aside}, rules)
    closure = close(data, compile_rules(axioms))
    graph = to_rdflib(rules)
    expected, errors = closed_by_owlrl(graph + to_rdflib(data))
    ours = {*as_rows(data), *as_rows(closure.inferred)}
    theirs = {row for row in compared(expected, closure, graph) if "#node-" not in f"{row[1]} {row[2]}"}
    assert len(data) > 10_000
    assert compared(ours, closure, graph) == theirs
    terms = set(graph.subjects())
    assert sameness_of(closure) == {row for row in sameness(expected) if row[0] not in terms}
    assert (errors, closure.inconsistencies) == ([], ())


def _is_axiom(triple: Triple) -> bool:
    """Whether the triple says how terms hang together, and is no label, definition or note."""
    words = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#sub")
    lists = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    return triple.predicate.value.startswith((*words, lists))
