"""/explain: the proof of a triple as a page in two languages and as JSON-LD, by Accept."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from kg.settings import Settings
from tests.endpoint.conftest import publish_sample

AXIOM = """
<graph/ontology> { gb:Official rdfs:subClassOf <http://xmlns.com/foaf/0.1/Person> . }
<graph/inferred> { <id/official/le-van-mau> a <http://xmlns.com/foaf/0.1/Person> . }
"""
PERSON = {"s": "id/official/le-van-mau", "p": "a", "o": "foaf:Person"}
CHAIRED = {
    "s": "id/meeting/2024-05-06-ban-to-chuc-thanh-uy-mau",
    "p": "gb:chairedBy",
    "o": "<https://w3id.org/giaoban/id/official/le-van-mau>",
}
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The sample with an axiom, and what follows from it."""
    data: Path = tmp_path_factory.mktemp("data")
    publish_sample(data, AXIOM)
    app = create_app(Settings(data=data, workers=1))
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()


def test_the_page_names_the_rule_and_ends_in_the_sentence(explained: FlaskClient) -> None:
    page = explained.get("/explain", query_string={**CHAIRED, "lang": "en"}, headers=HTML).get_data(
        as_text=True
    )
    assert "Why is this in the graph?" in page
    assert "Đồng chí Lê Văn Mẫu chủ trì hội nghị giao ban ngày 6/5." in page
    inferred = explained.get("/explain", query_string=PERSON, headers=HTML).get_data(as_text=True)
    assert "cax-sco" in inferred and "tab-rules-class-axioms" in inferred
    assert "Vì sao có điều này?" in inferred


def test_json_ld_is_a_graph_of_statements_derived_from_each_other(explained: FlaskClient) -> None:
    response = explained.get("/explain", query_string=PERSON, headers={"Accept": "application/ld+json"})
    assert response.mimetype == "application/ld+json"
    quads = list(pyoxigraph.parse(response.data, format=pyoxigraph.RdfFormat.JSON_LD))
    (proved,) = {quad.subject for quad in quads if quad.predicate.value.endswith("rdf-schema#comment")}
    of_proved = [quad.predicate.value.rpartition("#")[2] for quad in quads if quad.subject == proved]
    assert of_proved.count("wasDerivedFrom") == 2
    assert {"subject", "predicate", "object"} <= set(of_proved)
    assert any(quad.predicate.value.endswith("#hadPrimarySource") for quad in quads)


def test_json_ld_quotes_the_evidence(explained: FlaskClient) -> None:
    answer = explained.get("/explain", query_string={**CHAIRED, "format": "jsonld"}).get_json(force=True)
    quote = answer["@graph"][0]["sources"][0]["quotes"][0]
    assert quote["@id"].endswith("id/evidence/one-10-60")
    assert quote["words"] == "Lê Văn Mẫu chủ trì"


def test_a_thing_alone_is_explained_triple_by_triple(explained: FlaskClient) -> None:
    page = explained.get("/explain", query_string={"s": PERSON["s"]}, headers=HTML).get_data(as_text=True)
    assert page.count("<h2>") >= 3


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"s": "id/a", "p": "gb:b"}, 400),
        ({"s": "id/a", "p": "gb:b", "o": '"open'}, 400),
        ({"s": "id/official/nobody", "p": "a", "o": "gb:Official"}, 404),
        ({"s": "id/official/nobody"}, 404),
    ],
)
def test_what_cannot_be_explained_is_a_problem(
    explained: FlaskClient, query: dict[str, str], status: int
) -> None:
    assert explained.get("/explain", query_string=query).status_code == status


def test_a_format_that_is_not_offered_is_refused(explained: FlaskClient) -> None:
    response = explained.get("/explain", query_string=PERSON, headers={"Accept": "image/png"})
    assert response.status_code == 406
