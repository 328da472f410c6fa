from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions

from kg.errors import QueryError, SnapshotError
from kg.store import GraphStore, memory_store, open_store
from tests.kg.factories import BASE, gb, node

SAID_TWICE = [
    Quad(node("id/official/a"), gb("holds"), node("id/post/b"), node(f"graph/article/{n}")) for n in "12"
]


def rows(store: GraphStore, text: str, **options: list[str]) -> list[list[str]]:
    result = store.query(text, base=BASE, **options)  # type: ignore[arg-type]
    assert isinstance(result, QuerySolutions)
    return [[getattr(term, "value", "") for term in solution] for solution in result]


def test_the_default_graph_holds_a_triple_once_that_two_graphs_say() -> None:
    assert rows(memory_store(SAID_TWICE), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["1"]]


def test_graph_patterns_see_it_in_both() -> None:
    assert rows(memory_store(SAID_TWICE), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [["2"]]


def test_from_restricts_the_default_graph() -> None:
    extra = Quad(node("id/x"), gb("holds"), node("id/y"), node("graph/other"))
    text = f"SELECT ?s FROM <{BASE}graph/other> {{ ?s ?p ?o }}"
    assert rows(memory_store([*SAID_TWICE, extra]), text) == [[BASE + "id/x"]]


def test_the_caller_can_name_the_default_graph() -> None:
    extra = Quad(node("id/x"), gb("holds"), node("id/y"), node("graph/other"))
    store = memory_store([*SAID_TWICE, extra])
    text = "SELECT ?s { ?s ?p ?o }"
    assert rows(store, text, default_graphs=[BASE + "graph/other"]) == [[BASE + "id/x"]]


def test_quads_are_those_of_the_named_graphs_alone() -> None:
    store = memory_store(SAID_TWICE)
    assert set(store.quads()) == set(SAID_TWICE)
    assert len(store) == 2
    assert [graph.value for graph in store.graphs()] == [f"{BASE}graph/article/{n}" for n in "12"]


def test_relative_iris_are_resolved_against_the_base() -> None:
    result = memory_store(SAID_TWICE).query("ASK { <id/official/a> ?p ?o }", base=BASE)
    assert isinstance(result, QueryBoolean)
    assert bool(result)


def test_a_substitution_is_a_term_and_no_text() -> None:
    store = memory_store([Quad(node("id/a"), gb("title"), Literal('" } #'), node("graph/g"))])
    result = store.query("SELECT ?t { ?s ?p ?t }", base=BASE, substitutions={"t": Literal('" } #')})
    assert isinstance(result, QuerySolutions)
    assert len(list(result)) == 1


@pytest.mark.parametrize(
    "text", ["SELECT", "SELECT ?s { ?s ?p }", "SELECT ?x { ?s ?p ?o FILTER(<urn:f>(?s)) }", "DROP ALL"]
)
def test_a_bad_query_says_what_is_wrong(text: str) -> None:
    with pytest.raises(QueryError, match="The query cannot be run: "):
        memory_store(SAID_TWICE).query(text, base=BASE)


def test_a_missing_store_is_a_snapshot_error(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="cannot be opened"):
        open_store(tmp_path / "nothing")


def test_a_named_node_matches_by_pattern() -> None:
    store = memory_store(SAID_TWICE)
    assert list(store.quads(graph=NamedNode(f"{BASE}graph/article/1"))) == [SAID_TWICE[0]]
