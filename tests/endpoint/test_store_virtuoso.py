"""A server in front of Virtuoso 7: an engine with ways of its own, that dies and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from flask.testing import FlaskClient

from kg.remote import RemoteStore, publish_snapshot
from kg.snapshot import current_snapshot
from tests.endpoint.conftest import publish_sample
from tests.endpoint.serving import PATIENCE, get, running_server, wait_until
from tests.virtuoso import WANTS, Virtuoso, is_here

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not is_here(), reason=WANTS)]
MOST_ROWS = 12
PREFIXES = """PREFIX gb: <https://w3id.org/giaoban/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?s ?p { ?s ?p true } ORDER BY ?s ?p",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * { GRAPH <graph/entities> { ?s a gb:Official } OPTIONAL { GRAPH ?g { ?s gb:nothing ?o } } }",
    "SELECT * FROM <graph/entities> { ?s a gb:Official }",
    "SELECT * FROM NAMED <graph/entities> { { ?s a gb:Official } UNION { GRAPH ?g { ?t a gb:Official } } }",
    'SELECT ?s { ?s gb:matches "le van mau" }',
    "SELECT * {}",
    "SELECT ?s { ?s a gb:Official MINUS { ?s gb:nothing ?o } FILTER NOT EXISTS { ?s gb:nothing ?o } }",
    "ASK { ?s a gb:Official }",
    "ASK { ?s a gb:Nothing }",
    "ASK {}",
    "DESCRIBE <id/official/le-van-mau>",
    "CONSTRUCT WHERE { ?s a gb:Official }",
    "SELECT * { ?s a gb:Official LATERAL { OPTIONAL { ?s skos:prefLabel ?l } } LATERAL { ?s a ?k } }",
)


@dataclass(frozen=True)
class Front:
    """A server process in front of Virtuoso."""

    address: str
    virtuoso: Virtuoso
    built: Path

    def ask(self, query: str) -> httpx.Response:
        text = PREFIXES + query
        accept = {"Accept": "text/csv, application/sparql-results+json;q=0.5, application/n-triples"}
        return httpx.post(f"{self.address}/sparql", data={"query": text}, headers=accept, timeout=PATIENCE)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("virtuoso")
    virtuoso = Virtuoso(folder, MOST_ROWS)
    try:
        publish_sample(folder / "built")
        publish_snapshot(current_snapshot(folder / "built"), RemoteStore(virtuoso.updates()), keep=5)
        with running_server(folder / "front", folder / "log", store=virtuoso.queries) as (address, _):
            yield Front(address, virtuoso, folder / "built")
    finally:
        virtuoso.kill()


@pytest.mark.parametrize("query", QUERIES)
def test_it_answers_as_the_snapshot_itself(front: Front, client: FlaskClient, query: str) -> None:
    text = PREFIXES + query
    accept = {"Accept": "text/csv, application/sparql-results+json;q=0.5, application/n-triples"}
    ours = client.post("/sparql", data={"query": text}, headers=accept)
    theirs = front.ask(query)
    assert (theirs.status_code, ours.status_code) == (200, 200)
    assert sorted(theirs.content.splitlines()) == sorted(ours.data.splitlines())


@pytest.mark.parametrize(
    "query",
    ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "SELECT * { ?s ?p ?o } LIMIT 100"],
)
def test_rows_that_it_cuts_are_an_error(front: Front, query: str) -> None:
    answer = front.ask(query)
    assert (answer.status_code, answer.json()["type"]) == (507, "/problems#result-too-large")
    assert len(front.ask(f"SELECT * {{ ?s ?p ?o }} LIMIT {MOST_ROWS}").text.splitlines()) == MOST_ROWS + 1


def test_what_it_refuses_is_told_in_its_words(front: Front) -> None:
    answer = front.ask('SELECT * { ?s ?p "abc"^^<http://www.w3.org/2001/XMLSchema#integer> }')
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems#query-refused")
    assert "Invalid integer value" in answer.json()["detail"]


def test_it_dies_comes_back_and_is_gone_over_to_a_new_snapshot(front: Front) -> None:
    page = front.address + "/page/official/le-van-mau"
    assert get(page).status_code == 200
    front.virtuoso.kill()
    answer = front.ask("SELECT (RAND() AS ?never_kept) {}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    wait_until(lambda: get(page, headers={"Accept": "text/html"}).status_code == 503)
    assert get(front.address + "/download/giaoban.ttl").status_code == 200
    front.virtuoso.start()
    wait_until(lambda: front.ask("SELECT (RAND() AS ?never_kept) {}").status_code == 200)
    assert get(page).status_code == 200
    id = publish_sample(front.built, "<https://w3id.org/giaoban/graph/entities> { <urn:new> <urn:n> 7 }")
    publish_snapshot(current_snapshot(front.built), RemoteStore(front.virtuoso.updates()), keep=5)
    wait_until(lambda: get(front.address + "/healthz").json()["snapshot"] == id)
    assert front.ask("SELECT ?n { <urn:new> <urn:n> ?n }").text == "n\r\n7\r\n"
