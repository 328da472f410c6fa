"""The address /sparql, from the request to the answer, with real workers."""

import json
import resource
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"
MakeClient = Callable[..., FlaskClient]


def ask(client: FlaskClient, query: str, accept: str = "*/*", **parameters: str) -> TestResponse:
    address = "/sparql?" + urlencode({"query": query, **parameters})
    return client.get(address, headers={"Accept": accept})


def problem_of(response: TestResponse) -> dict[str, object]:
    assert response.mimetype == "application/problem+json"
    members: dict[str, object] = json.loads(response.data)
    assert members["status"] == response.status_code
    return members


def test_a_select_is_answered_from_the_union_of_all_graphs(client: FlaskClient) -> None:
    query = """PREFIX gb: <https://w3id.org/giaoban/ontology#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name { ?meeting gb:chairedBy/skos:prefLabel ?name }"""
    response = ask(client, query, "text/csv")
    assert response.get_data(as_text=True) == "name\r\nLê Văn Mẫu\r\n"


def test_a_relative_iri_is_resolved_against_the_base(client: FlaskClient) -> None:
    response = ask(client, "ASK { <id/official/le-van-mau> a ?class }")
    assert response.json == {"head": {}, "boolean": True}


def test_a_query_may_name_its_dataset(client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/giaoban/ontology#Official> }"
    graph = "https://w3id.org/giaoban/graph/"
    inside = ask(client, query, "text/csv", **{"default-graph-uri": graph + "entities"})
    outside = ask(client, query, "text/csv", **{"default-graph-uri": graph + "authority"})
    assert (inside.data, outside.data) == (b"n\r\n1\r\n", b"n\r\n0\r\n")


def test_triples_come_as_turtle_with_our_prefixes(client: FlaskClient) -> None:
    query = "CONSTRUCT WHERE { ?s a <https://w3id.org/giaoban/ontology#Official> }"
    response = ask(client, query)
    assert response.mimetype == "text/turtle"
    assert "a gb:Official" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("tsv", "text/tab-separated-values"), ("xml", "application/sparql-results+xml")],
)
def test_the_format_parameter_goes_before_accept(client: FlaskClient, name: str, media_type: str) -> None:
    response = ask(client, "SELECT * {}", "text/csv", format=name)
    assert response.mimetype == media_type


def test_a_format_of_the_other_kind_is_not_acceptable(client: FlaskClient) -> None:
    response = ask(client, "SELECT * {}", format="ttl")
    assert problem_of(response)["status"] == 406
    assert "application/sparql-results+json" in problem_of(response)["offered"]  # type: ignore[operator]


def test_a_malformed_query_is_told_line_and_column(client: FlaskClient) -> None:
    response = ask(client, "SELECT *\n{ ?s nosuch:p ?o }")
    members = problem_of(response)
    assert members["type"] == "/problems#syntax-error"
    assert (members["line"], members["column"]) == (2, 14)
    assert members["detail"] == "Line 2, column 14: Prefix not found."


def test_a_malformed_query_is_a_readable_page_in_a_browser(client: FlaskClient) -> None:
    response = ask(client, "SELECT <script>alert(1)</script> {", "text/html")
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "không đúng cú pháp SPARQL" in page
    assert "<script>" not in page


def test_an_unknown_function_is_the_clients_mistake(client: FlaskClient) -> None:
    response = ask(client, "SELECT (<http://example.org/f>(1) AS ?x) {}")
    assert problem_of(response)["status"] == 400


def test_a_query_that_takes_too_long_is_stopped_and_the_limit_named(make_client: MakeClient) -> None:
    response = ask(make_client(timeout=0.2), HEAVY)
    assert problem_of(response)["status"] == 504
    assert problem_of(response)["limit"] == {"name": "timeout", "value": 0.2, "unit": "seconds"}


def test_a_client_may_ask_for_less_time_but_not_for_more(make_client: MakeClient) -> None:
    client = make_client(timeout=0.3)
    for asked, given in (("0.1", 0.1), ("100", 0.3)):
        assert problem_of(ask(client, HEAVY, timeout=asked))["limit"]["value"] == given  # type: ignore[index]


def test_a_mistake_in_grouping_that_the_engine_does_not_see_is_told_with_its_place(
    make_client: MakeClient,
) -> None:
    problem = problem_of(ask(make_client(), "SELECT\n(SUM(COUNT(?x)) AS ?n) { ?x ?p ?o }"))
    assert (problem["status"], problem["line"], problem["column"]) == (400, 2, 6)


def test_a_query_that_takes_too_much_memory_is_stopped(make_client: MakeClient) -> None:
    grow = " ".join(f'BIND(REPLACE(?v{i}, "a", "aaaaaaaaaa") AS ?v{i + 1})' for i in range(8))
    query = f'SELECT (STRLEN(?v8) AS ?n) {{ BIND("{"a" * 100}" AS ?v0) {grow} }}'
    assert problem_of(ask(make_client(memory=64), query))["status"] == 507


def test_an_answer_that_is_too_large_is_an_error_and_never_cut(make_client: MakeClient) -> None:
    client = make_client(result_bytes=200)
    members = problem_of(ask(client, "SELECT * { ?s ?p ?o }"))
    assert members["status"] == 507
    assert members["limit"] == {"name": "result_bytes", "value": 200}
    assert ask(client, "ASK {}").status_code == 200


@pytest.fixture(params=["as given", "as large as allowed"])
def stack(request: pytest.FixtureRequest) -> Iterator[None]:
    """A limit of the stack that workers inherit."""
    given, most = resource.getrlimit(resource.RLIMIT_STACK)
    if request.param != "as given":
        resource.setrlimit(resource.RLIMIT_STACK, (most, most))
    yield
    resource.setrlimit(resource.RLIMIT_STACK, (given, most))


@pytest.mark.usefixtures("stack")
def test_a_query_that_breaks_the_parser_breaks_nothing_else(make_client: MakeClient) -> None:
    client = make_client()
    response = ask(client, "SELECT * " + "{" * 20_000 + "}" * 20_000)
    assert problem_of(response)["status"] == 422
    assert ask(client, "ASK {}").status_code == 200


def test_a_request_that_is_too_large_is_refused(make_client: MakeClient) -> None:
    client = make_client(request_bytes=100)
    response = client.post("/sparql", data="ASK {} #" + "x" * 200, content_type="application/sparql-query")
    assert problem_of(response)["status"] == 413


def test_a_compressed_request_is_refused(client: FlaskClient) -> None:
    response = client.post(
        "/sparql", data=b"x", content_type="application/sparql-query", headers={"Content-Encoding": "gzip"}
    )
    assert problem_of(response)["status"] == 415


def test_the_query_method_asks_like_a_direct_post(client: FlaskClient) -> None:
    response = client.open("/sparql", method="QUERY", data="ASK {}", content_type="application/sparql-query")
    assert response.json == {"head": {}, "boolean": True}


def test_another_method_is_told_which_are_offered(client: FlaskClient) -> None:
    response = client.put("/sparql?query=ASK{}")
    assert problem_of(response)["status"] == 405
    assert {"GET", "POST", "QUERY"} <= set(response.headers["Allow"].split(", "))


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = ask(client, "SELECT * { ?s ?p ?o } LIMIT 3", "text/csv")
    tag = first.headers["ETag"]
    address = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 3"})
    again = client.get(address, headers={"Accept": "text/csv", "If-None-Match": tag})
    other = client.get(address, headers={"Accept": "text/tab-separated-values", "If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert other.status_code == 200


def test_an_answer_that_changes_by_itself_has_no_tag_and_is_not_kept(client: FlaskClient) -> None:
    answers = {ask(client, "SELECT (STRUUID() AS ?x) {}", "text/csv").data for _ in range(3)}
    assert len(answers) == 3
    assert "ETag" not in ask(client, "SELECT (STRUUID() AS ?x) {}").headers


def test_a_repeated_query_is_answered_from_memory(make_client: MakeClient) -> None:
    client = make_client()
    first = ask(client, "SELECT * { ?s ?p ?o } LIMIT 2", "text/csv")
    ran = client.get("/metrics").get_data(as_text=True)
    assert ask(client, "SELECT * { ?s ?p ?o } LIMIT 2", "text/csv").data == first.data
    assert "giaoban_query_seconds_count 1.0" in ran
    assert "giaoban_query_seconds_count 1.0" in client.get("/metrics").get_data(as_text=True)


def test_head_answers_like_get_without_a_body(client: FlaskClient) -> None:
    response = client.head("/sparql?query=ASK{}")
    assert (response.status_code, response.mimetype, response.data) == (
        200,
        "application/sparql-results+json",
        b"",
    )


def test_the_description_counts_what_is_there(client: FlaskClient) -> None:
    import rdflib

    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    rows = graph.query(
        """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?name ?triples { ?named sd:name ?name ; sd:graph/void:triples ?triples } ORDER BY ?name"""
    )
    told = {str(row[0]).rpartition("/")[2]: int(str(row[1])) for row in rows}  # type: ignore[index]
    real = ask(client, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").json
    assert real is not None
    assert told == {
        row["g"]["value"].rpartition("/")[2]: int(row["n"]["value"]) for row in real["results"]["bindings"]
    }


def test_a_browser_without_a_query_gets_a_page_to_write_one(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert '<textarea id="query" name="query"' in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT (<x:f>(?unbound + 1) AS ?value) {}", 200),
        ("SELECT * { FILTER(false) FILTER(<x:f>(<x:g>(1))) }", 200),
        ("SELECT (<x:f>(1) AS ?value) {}", 400),
        ("ASK { ?s ?p ?o FILTER(" + " || ".join(f"<x:{n}>(?unbound)" for n in range(50)) + ") }", 400),
        ("SELECT * { ?s ?p ?o FILTER(COALESCE(<x:f>(?o), true)) } LIMIT 1", 400),
    ],
)
def test_an_unknown_function_matters_only_where_the_answer_depends_on_it(
    client: FlaskClient, query: str, status: int
) -> None:
    response = ask(client, query)
    assert response.status_code == status
    assert status == 200 or "custom function <x:" in str(problem_of(response)["detail"])


def test_escapes_are_read_in_names_and_never_twice(client: FlaskClient) -> None:
    response = ask(client, r"SELECT ?n\u0061me { ?name a <nothing> }", "text/csv")
    assert response.get_data(as_text=True) == "name\r\n"
    assert ask(client, r'ASK { ?s ?p "\u005CU0001F46A" }').status_code == 400


def test_nobody_is_called_under_any_spelling(client: FlaskClient) -> None:
    for verb in ("SERVICE", "service", r"SERV\u0049CE", "SERVICE SILENT"):
        query = f"PREFIX e: <x:> SELECT * {{ ?s e:a\\#b ?o . {verb} <http://127.0.0.1:9/> {{ ?a ?b ?c }} }}"
        assert ask(client, query).status_code == 400, query


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT ?o { ?s ?p ?o } GROUP BY ?s", 400),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 400),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", 400),
        ("SELECT * { ?x ?p ?o BIND(2 AS ?x) }", 400),
        ("SELECT * { _:a ?p ?o OPTIONAL { _:a ?q ?r } }", 400),
        ("SELECT * { GRAPH ?g { _:a ?p ?o } _:a ?q ?r }", 400),
        ("SELECT (COUNT(*) AS ?c) { ?s ?p ?o } GROUP BY ?s VALUES ?c { 0 1 }", 400),
        ("SELECT * { VALUES (?a ?b) { (1 2 3) } }", 400),
        ("CONSTRUCT WHERE { ?s ?p ?o FILTER(?o = 1) }", 400),
        ("SELECT * { ?s ?p ?o } ; ASK {}", 400),
        ("SELECT ?s ?v { ?s ?p ?o } GROUP BY ?s VALUES ?v { 1 }", 200),
        ("SELECT * { BIND(1 AS ?x) { BIND(2 AS ?y) } }", 200),
        ("SELECT * { _:a ?p ?o FILTER(1 = 1) _:a ?q ?r }", 200),
        ("SELECT ?y { ?s ?p ?o } GROUP BY (STR(?s) AS ?y)", 200),
    ],
)
def test_the_rules_of_scope_and_grouping_are_held(client: FlaskClient, query: str, status: int) -> None:
    assert ask(client, query).status_code == status
