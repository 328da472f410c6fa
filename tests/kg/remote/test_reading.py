"""A snapshot in another store answers as it does here, and nothing else in that store can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat

from kg.errors import CutAnswerError, QueryError, RemoteError
from kg.model import Article, Span
from kg.remote import Layout, RemoteGraph, RemoteStore, publish_snapshot
from kg.settings import Settings
from kg.snapshot import Snapshot, build_aside, publish_graph
from kg.store import GraphStore, Term
from tests.kg.remote.plain_store import PlainStore, fill, serve_plainly

BASE = "https://w3id.org/giaoban/"
GRAPHS = """
PREFIX : <https://w3id.org/giaoban/id/>
PREFIX g: <https://w3id.org/giaoban/graph/>
g:entities { :a a :Person ; :name "Lê Văn Mẫu"@vi ; :knows :b ; :born 1950 . :b a :Person ; :knows :c }
g:inferred { :a :knows :c . :c a :Person }
<https://w3id.org/giaoban/graph/article/one> { :a :knows :b . :one :said g:entities , :a }
"""
STRANGE = """
PREFIX : <https://w3id.org/giaoban/id/>
:a :secret "default" .
<urn:other> { :a :secret "other" ; :knows :z }
<https://w3id.org/giaoban/snapshot/old> { :a :secret "old" }
"""
PREFIXES = "PREFIX : <https://w3id.org/giaoban/id/> PREFIX g: <https://w3id.org/giaoban/graph/>\n"


def make_snapshot(data: Path, trig: str = GRAPHS) -> Snapshot:
    quads = list(pyoxigraph.parse(trig, format=RdfFormat.TRIG))
    with build_aside(data) as folder:
        return publish_graph(folder, Settings(data=data), quads, [Article("one", "x", Span(0, 1))], [])


@pytest.fixture(scope="module")
def plain() -> Iterator[tuple[PlainStore, str]]:
    with serve_plainly() as (store, address):
        fill(store, STRANGE)
        yield store, address


@pytest.fixture(scope="module")
def local(plain: tuple[PlainStore, str], tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    snapshot = make_snapshot(tmp_path_factory.mktemp("data"))
    publish_snapshot(snapshot, RemoteStore(plain[1]), keep=5)
    return snapshot.open()


@pytest.fixture
def remote(plain: tuple[PlainStore, str], local: GraphStore) -> RemoteGraph:
    store = RemoteStore(plain[1])
    current = "?register <http://www.w3.org/ns/dcat#hasCurrentVersion> ?set"
    (row,) = store.rows(f"SELECT ?set {{ GRAPH <{BASE}snapshots> {{ {current} }} }}")
    return RemoteGraph(store, Layout(BASE, row["set"].value.rpartition("/")[2]))


def show(graph: GraphStore, query: str, bound: Mapping[str, Term] | None = None) -> object:
    """An answer in a form that can be compared: the columns, and the rows in some fixed order."""
    found = graph.query(query, base=BASE, substitutions=bound)
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QuerySolutions):
        names = [variable.value for variable in found.variables]
        return names, sorted(str([row[name] for name in names]) for row in found)
    return sorted({str(triple) for triple in found})


QUERIES = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * {}",
    "SELECT DISTINCT * { ?s :knows ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?s (COUNT(?o) AS ?n) { ?s :knows ?o } GROUP BY ?s HAVING(COUNT(?o) > 1) ORDER BY ?s LIMIT 3",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH g:entities { ?s ?p ?o } GRAPH <graph/inferred> { ?s ?q ?r } }",
    "SELECT * { GRAPH <urn:other> { ?s ?p ?o } }",
    "SELECT * { GRAPH <https://w3id.org/giaoban/snapshots> { ?s ?p ?o } }",
    "SELECT * { ?x :said ?g . GRAPH ?g { ?s :born ?o } }",
    "SELECT * { ?s a :Person OPTIONAL { GRAPH ?g { ?s :name ?n } } }",
    "SELECT * { ?s a :Person MINUS { GRAPH g:inferred { ?s a ?t } } }",
    "SELECT * { ?s a :Person FILTER NOT EXISTS { GRAPH ?g { ?s :name ?n } } }",
    "SELECT ?s { { SELECT ?s { ?s :knows+ :c } } UNION { GRAPH ?g { ?s :name ?n } } }",
    "SELECT (EXISTS { :a :knows :b } AS ?yes) (EXISTS { :a :secret ?x } AS ?no) {}",
    "SELECT ?s { ?s :knows/:knows? :c } VALUES ?s { :a :b }",
    "SELECT * FROM g:entities { ?s ?p ?o }",
    "SELECT * FROM <urn:other> { ?s ?p ?o }",
    "SELECT * FROM NAMED g:inferred { ?s ?p ?o }",
    "SELECT * FROM g:entities FROM NAMED g:inferred WHERE { ?s a :Person GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM g:entities { GRAPH g:inferred { ?s ?p ?o } }",
    "ASK { ?s :secret ?o }",
    "ASK { :a :knows :b }",
    "ASK FROM g:inferred { :a :knows :b }",
    "CONSTRUCT { ?s :of ?g . ?g :has [ :it ?s ] } WHERE { GRAPH ?g { ?s a :Person } } LIMIT 0",
    "CONSTRUCT { ?s :of ?g } WHERE { GRAPH ?g { ?s a :Person } }",
    "CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }",
    "CONSTRUCT WHERE { ?s :knows ?o ; a :Person }",
    "CONSTRUCT FROM g:inferred WHERE { ?s ?p ?o }",
    "CONSTRUCT { :a :is true } WHERE {}",
    "CONSTRUCT {} WHERE { ?s ?p ?o }",
    "DESCRIBE :a",
    "DESCRIBE ?s { ?s :born ?o }",
    "DESCRIBE * { ?s :born ?o }",
    "DESCRIBE :c ?s FROM g:inferred WHERE { ?s a :Person }",
    "DESCRIBE <urn:other>",
    "SELECT * { ?s a :Person LATERAL { OPTIONAL { ?s :name ?n } } LATERAL { ?s :knows ?o } ?o a ?k }",
    "SELECT * { { ?s :born ?n } UNION { ?s :knows :b LATERAL { ?s :knows ?o FILTER(?o != :b) } } }",
    'SELECT ?s { ?s :name """Lê Văn Mẫu"""@vi . FILTER(?s != :b) # GRAPH ?x {\n }',
    "SELECT * { ?s :born ?n FILTER(?n<2000&&?n >1900) }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_it_answers_as_the_snapshot_does_here(local: GraphStore, remote: RemoteGraph, query: str) -> None:
    assert show(remote, PREFIXES + query) == show(local, PREFIXES + query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s :knows ?o } ORDER BY ?o",
        "SELECT ?s (COUNT(*) AS ?n) { { ?s :knows ?o } UNION { BIND(?s AS ?o) } } GROUP BY ?s",
        "ASK { ?s :name ?n }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_variables_can_be_given_values(local: GraphStore, remote: RemoteGraph, query: str) -> None:
    bound = {"s": NamedNode(BASE + "id/a")}
    assert show(remote, PREFIXES + query, bound) == show(local, PREFIXES + query, bound)


@pytest.mark.parametrize(
    ("default", "named"),
    [((BASE + "graph/entities",), ()), ((), (BASE + "graph/inferred",)), (("urn:other",), ("urn:other",))],
)
def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(
    local: GraphStore, remote: RemoteGraph, default: tuple[str, ...], named: tuple[str, ...]
) -> None:
    query = PREFIXES + "SELECT * FROM g:inferred { { ?s a ?t } UNION { GRAPH ?g { ?s :knows ?o } } }"
    rows = [
        sorted(
            str([row["s"], row["g"]])
            for row in graph.query(query, base=BASE, default_graphs=default, named_graphs=named)  # type: ignore[union-attr]
        )
        for graph in (local, remote)
    ]
    assert rows[0] == rows[1]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a :knows ?b FILTER(?a<?b)GRAPH#>\n?g { ?a :secret ?c } }",
        "SELECT * { ?a :knows ?b FILTER(?a<?b)GRAPH#>\n?g { ?a :secret ?c } FILTER(?c != '''\n''') }",
        "SELECT * { GRAPH:x { ?s ?p ?o } }",
        "PREFIX GRAPH: <urn:> SELECT * { GRAPH:other { ?s ?p ?o } }",
        "SELECT * { graph<urn:other>{ ?s ?p ?o } }",
        "SELECT * { GRAPH # a comment\n<urn:other> { ?s ?p ?o } }",
        r"SELECT * { GRAPH <urn:\u006Fther> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { GRAPH ?g { ?s :secret ?o } } } }",
        "SELECT (EXISTS { GRAPH ?g { ?s :secret ?o } } AS ?o) {} ",
        "SELECT * FROM <urn:other> FROM NAMED <urn:other> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { GRAPH ?g { ?s :secret ?x } })",
    ],
)
def test_no_wording_shows_what_else_the_store_holds(
    plain: tuple[PlainStore, str], remote: RemoteGraph, query: str
) -> None:
    prefixes = "" if query.startswith("PREFIX") else PREFIXES
    try:
        shown = str(show(remote, prefixes + query))
    except (QueryError, RemoteError):
        return
    assert '"default"' not in shown
    assert "secret" not in shown
    assert "urn:other" not in shown.replace(query, "")


def test_patterns_are_read_by_our_names_of_the_graphs(local: GraphStore, remote: RemoteGraph) -> None:
    a, knows = NamedNode(BASE + "id/a"), NamedNode(BASE + "id/knows")
    b, entities = NamedNode(BASE + "id/b"), NamedNode(BASE + "graph/entities")
    patterns: list[tuple[object, ...]] = [
        (),
        (a,),
        (a, knows),
        (None, knows),
        (None, None, b),
        (None, None, Literal("Lê Văn Mẫu", language="vi")),
        (a, knows, b, entities),
        (None, None, None, entities),
        (None, knows, b, entities),
        (NamedNode("urn:nobody"),),
    ]
    for pattern in patterns:
        assert set(remote.quads(*pattern)) == set(local.quads(*pattern))  # type: ignore[arg-type]
    assert remote.graphs() == local.graphs()
    assert len(remote) == len(local)


def test_what_was_fetched_is_not_asked_for_again(plain: tuple[PlainStore, str], remote: RemoteGraph) -> None:
    things = [NamedNode(BASE + "id/" + name) for name in "abc"]
    before = len(plain[0].queries)
    remote.prepare(things)
    found = [set(remote.quads(thing)) for thing in things]
    assert all(found)
    assert len(plain[0].queries) == before + 1


def test_an_answer_that_may_be_cut_is_an_error_and_patterns_are_read_on(
    plain: tuple[PlainStore, str], local: GraphStore, remote: RemoteGraph
) -> None:
    cut = RemoteGraph(remote.store, remote.layout, most_rows=3)
    plain[0].most_rows = 3
    try:
        assert set(cut.quads()) == set(local.quads())
        for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "DESCRIBE :a"):
            with pytest.raises(CutAnswerError):
                show(cut, PREFIXES + query)
        assert len(show(cut, PREFIXES + "SELECT * { ?s ?p ?o } LIMIT 3")[1]) == 3  # type: ignore[index]
        assert show(cut, PREFIXES + "SELECT ?s { ?s :name ?o }") == show(
            local, PREFIXES + "SELECT ?s { ?s :name ?o }"
        )
    finally:
        plain[0].most_rows = 0
