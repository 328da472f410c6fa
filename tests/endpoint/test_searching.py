"""Search by name over HTTP, and inside SPARQL."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

IRI = "https://w3id.org/giaoban/id/official/le-van-mau"
QUERY = "PREFIX gb: <https://w3id.org/giaoban/ontology#> SELECT * { %s }"


def ask(client: FlaskClient, pattern: str) -> list[dict[str, dict[str, str]]]:
    headers = {"Accept": "application/sparql-results+json"}
    response = client.get("/sparql", query_string={"query": QUERY % pattern}, headers=headers)
    assert response.status_code == 200, response.get_data(as_text=True)
    rows: list[dict[str, dict[str, str]]] = json.loads(response.data)["results"]["bindings"]
    return rows


@pytest.mark.parametrize("typed", ["Lê Văn Mẫu", "le van mau", "Lê Văn Mâu", "le van mua"])
def test_a_person_is_found_and_the_answer_says_why(client: FlaskClient, typed: str) -> None:
    found = client.get("/search", query_string={"q": typed, "format": "json"}).get_json()
    (first, *_) = found["results"]
    assert (first["iri"], first["kind"], first["page"]) == (IRI, "official", "/page/official/le-van-mau")
    assert first["reasons"]


def test_a_browser_gets_a_page_with_links(client: FlaskClient) -> None:
    page = client.get("/search?q=le+van+mau", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert '<a href="/page/official/le-van-mau">Lê Văn Mẫu</a>' in page


def test_what_was_typed_is_shown_as_text(client: FlaskClient) -> None:
    page = client.get("/search?q=<script>x</script>", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_the_kind_narrows_the_search(client: FlaskClient) -> None:
    assert client.get("/search?q=le+van+mau&kind=body").get_json()["results"] == []


def test_suggestions_have_the_form_that_browsers_read(client: FlaskClient) -> None:
    response = client.get("/search?q=le+van&format=suggestions")
    assert response.mimetype == "application/x-suggestions+json"
    typed, labels, *_ = json.loads(response.data)
    assert (typed, labels[0]) == ("le van", "Lê Văn Mẫu")


@pytest.mark.parametrize("query", ["q=" + "x" * 10_240, "q=x&limit=0", "q=x&limit=1001", "q=x&kind=ghost"])
def test_a_search_that_makes_no_sense_is_told_so(client: FlaskClient, query: str) -> None:
    response = client.get(f"/search?{query}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/search?q=mau").headers["ETag"]
    assert client.get("/search?q=mau", headers={"If-None-Match": tag}).status_code == 304


def test_a_query_can_search_by_name(client: FlaskClient) -> None:
    (row, *_) = ask(client, '?who gb:matches "le van mau" . ?who a gb:Official')
    assert row["who"]["value"] == IRI


def test_a_query_can_have_the_score(client: FlaskClient) -> None:
    (row, *_) = ask(client, '(?who ?score) gb:matches "Lê Văn Mẫu"@vi . ?who a gb:Official')
    assert (row["who"]["value"], float(row["score"]["value"])) == (IRI, 100.0)


def test_the_full_iri_of_the_property_serves_as_well(client: FlaskClient) -> None:
    assert ask(client, "?who <https://w3id.org/giaoban/ontology#matches> 'le van mau' . ?who a gb:Official")


def test_what_matches_nothing_gives_no_row(client: FlaskClient) -> None:
    assert ask(client, '?who gb:matches "qqqqqq" .') == []


def test_the_words_in_a_string_or_comment_are_left_alone(client: FlaskClient) -> None:
    (row,) = ask(client, 'BIND("?x gb:matches \\"y\\" ." AS ?text) # ?x gb:matches "y" .\n')
    assert row["text"]["value"] == '?x gb:matches "y" .'


@pytest.mark.parametrize(
    "pattern",
    [
        '?who a gb:Official ; gb:matches "x" .',
        "?who gb:matches ?text .",
        '?who gb:matches "x" ; a gb:Official .',
        '<urn:x> gb:matches "x" .',
        '?who gb:matches "' + "x" * 300 + '" .',
    ],
)
def test_another_use_of_the_property_is_refused_with_the_right_form(
    client: FlaskClient, pattern: str
) -> None:
    response = client.get("/sparql", query_string={"query": QUERY % pattern})
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["type"].endswith("#query-refused")


def test_no_text_of_a_search_becomes_part_of_the_query(client: FlaskClient) -> None:
    assert ask(client, '?who gb:matches "} SELECT * { ?s ?p ?o" .') == []


def test_the_service_description_tells_of_the_property(client: FlaskClient) -> None:
    text = client.get("/sparql", headers={"Accept": "text/turtle"}).get_data(as_text=True)
    assert "sd:propertyFeature gb:matches" in text
