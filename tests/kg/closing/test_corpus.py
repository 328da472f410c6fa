"""The closure of the shipped articles is owlrl's, and each of its triples can be explained."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad, Triple

from kg.closing import close, compile_rules
from kg.closing.conversion import to_rdflib
from kg.graph import DEFAULT_BASE, Graphs, build_quads
from kg.pipeline import resolve_all, take_in
from kg.records import read_with_lexicon
from tests.kg.closing.graphs import Row, as_rows, closed_by_owlrl, compared, sameness, sameness_of

GRAPHS = Graphs(DEFAULT_BASE)


@pytest.fixture(scope="module")
def quads(repo_root: Path) -> list[Quad]:
    """The quads of the first two articles of the corpus."""
    ontology = repo_root / "ontology"
    paths = sorted(path for path in (repo_root / "corpus").glob("*.md") if path.name != "README.md")
    readings = [read_with_lexicon(article, ontology) for article in take_in(paths[:2]).articles]
    return list(build_quads(readings, resolve_all(readings, ontology), DEFAULT_BASE, ontology))


def triples_of(quads: list[Quad], *without: object) -> list[Triple]:
    """The triples of all graphs but these."""
    return [quad.triple for quad in quads if quad.graph_name not in without]


def test_closure_of_articles_equals_owlrls(quads: list[Quad]) -> None:
    axioms = [quad.triple for quad in quads if quad.graph_name == GRAPHS.ontology]
    data = triples_of(quads, GRAPHS.ontology, GRAPHS.authority, GRAPHS.provenance)
    told = [triple for triple in axioms if "closureOmitsReflexive" not in triple.predicate.value]
    closure = close(data, compile_rules(told))
    ontology = to_rdflib(axioms)
    expected, errors = closed_by_owlrl(ontology + to_rdflib(data))
    ours = {*as_rows(data), *as_rows(closure.inferred)}
    assert sameness_of(closure) == individuals_only(sameness(expected), ontology)
    assert compared(ours, closure, ontology) == without_expressions(compared(expected, closure, ontology))
    assert (errors, closure.inconsistencies) == ([], ())


def individuals_only(rows: set[Row], ontology: rdflib.Graph) -> set[Row]:
    """The rows that are not about terms of the ontology."""
    terms = set(ontology.subjects())
    return {row for row in rows if row[0] not in terms}


def without_expressions(rows: set[Row]) -> set[Row]:
    """The rows without membership in expressions, which the published ontology gives an IRI."""
    return {row for row in rows if "#node-" not in f"{row[1]} {row[2]}"}


def test_each_inferred_triple_of_articles_can_be_explained(quads: list[Quad]) -> None:
    rules = compile_rules([quad.triple for quad in quads if quad.graph_name == GRAPHS.ontology])
    given = set(triples_of(quads))
    closure = close(given, rules)
    for triple in closure.inferred:
        (proof,) = closure.explain(triple, limit=1)
        assert proof.conclusion == triple
        assert proof.leaves <= given
