"""Linked data to the letter of its headers: links, conditions, documents, what is merged and withdrawn."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from kg.settings import Settings
from kg.snapshot import current_snapshot
from tests.endpoint.conftest import publish_sample

OFFICIAL = "official/le-van-mau"
BASE = "https://w3id.org/giaoban/"
HISTORY = """
@prefix id: <https://w3id.org/giaoban/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://w3id.org/giaoban/graph/authority> {
    id:official\\/le-v-mau dcterms:isReplacedBy id:official\\/mau .
    id:official\\/mau dcterms:isReplacedBy id:official\\/le-van-mau .
    id:official\\/nobody <http://www.w3.org/2002/07/owl#deprecated> true .
}"""


@pytest.fixture(scope="module")
def historic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A server whose graph names merged and withdrawn things, and that has an earlier snapshot."""
    data = tmp_path_factory.mktemp("historic")
    earlier = (
        "<https://w3id.org/giaoban/graph/entities> { <https://w3id.org/giaoban/id/body/only-then> a <x:y> }"
    )
    publish_sample(data, earlier)
    publish_sample(data, HISTORY)
    app = create_app(Settings(data=data, workers=1))
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()


def read_links(response: object) -> set[tuple[str, str]]:
    """The links of an answer as (relation, target)."""
    header = response.headers["Link"]  # type: ignore[attr-defined]
    return {(relation, target) for target, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', header)}


@pytest.mark.parametrize("address", [f"/page/{OFFICIAL}", f"/data/{OFFICIAL}.ttl"])
def test_a_document_carries_its_signposts(client: FlaskClient, address: str) -> None:
    links = read_links(client.get(address))
    relations = {relation for relation, _ in links}
    assert {"alternate", "canonical", "cite-as", "type", "license", "author", "collection"} <= relations
    assert ("cite-as", f"{BASE}id/{OFFICIAL}") in links
    assert ("canonical", address) in links
    assert ("alternate", address) not in links


def test_a_page_names_the_data_that_describe_the_thing(client: FlaskClient) -> None:
    assert ("describedby", f"/data/{OFFICIAL}.jsonld") in read_links(client.get(f"/page/{OFFICIAL}"))


def test_a_redirect_varies_by_accept_and_links_to_all_forms(client: FlaskClient) -> None:
    response = client.get(f"/id/{OFFICIAL}")
    assert "Accept" in response.headers["Vary"]
    assert ("alternate", f"/data/{OFFICIAL}.nt") in read_links(response)


@pytest.mark.parametrize(
    "address", [f"/page/{OFFICIAL}", f"/data/{OFFICIAL}.ttl", "/ontology?format=ttl", "/graph/entities"]
)
def test_who_has_an_answer_is_told_that_it_has_not_changed(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    since = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert (again.status_code, again.data, since.status_code, other.status_code) == (304, b"", 304, 200)
    assert again.headers["ETag"] == first.headers["ETag"]


def test_an_entity_tag_rules_out_the_date(client: FlaskClient) -> None:
    first = client.get(f"/data/{OFFICIAL}.ttl")
    headers = {"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(f"/data/{OFFICIAL}.ttl", headers=headers).status_code == 200


def test_a_document_says_what_it_is(client: FlaskClient) -> None:
    text = client.get(f"/data/{OFFICIAL}.nt").get_data(as_text=True)
    document = f"<{BASE}data/{OFFICIAL}>"
    assert f"{document} <http://xmlns.com/foaf/0.1/primaryTopic> <{BASE}id/{OFFICIAL}> ." in text
    assert f"{document} <http://purl.org/dc/terms/license>" in text
    assert f"{document} <http://www.w3.org/ns/prov#wasDerivedFrom> <{BASE}graph/entities> ." in text
    snapshot = client.get("/healthz").get_json()["snapshot"]
    assert f'{document} <http://www.w3.org/ns/dcat#version> "{snapshot}" .' in text


def test_a_document_holds_the_facts_that_point_at_a_thing_with_their_quotes_and_labels(
    client: FlaskClient,
) -> None:
    text = client.get(f"/data/{OFFICIAL}.nt").get_data(as_text=True)
    assert f"<{BASE}id/participation/one> <{BASE}ontology#meeting>" in text
    assert '"Lê Văn Mẫu chủ trì"' in text
    assert '"chair"@en' in text
    assert '"chaired by"@en' in text


def test_a_merged_thing_leads_to_what_it_is_now(historic: FlaskClient) -> None:
    for address, target in (
        ("/id/official/le-v-mau", "/id/official/le-van-mau"),
        ("/page/official/le-v-mau", "/page/official/le-van-mau"),
        ("/data/official/le-v-mau.nt", "/data/official/le-van-mau.nt"),
    ):
        response = historic.get(address)
        assert (response.status_code, response.headers["Location"]) == (308, target)
        assert historic.get(target).status_code in (200, 303)


@pytest.mark.parametrize(
    "address", ["/id/official/nobody", "/data/body/only-then.ttl", "/page/body/only-then"]
)
def test_what_was_withdrawn_is_gone(historic: FlaskClient, address: str) -> None:
    response = historic.get(address)
    assert response.status_code == 410
    assert response.json is not None
    assert response.json["type"].endswith("#gone")


def test_what_never_was_is_not_found(historic: FlaskClient) -> None:
    assert historic.get("/id/official/never").status_code == 404


def test_an_unknown_suffix_is_told_the_known_ones(client: FlaskClient) -> None:
    response = client.get(f"/data/{OFFICIAL}.docx")
    assert response.status_code == 404
    assert "ttl, nt, jsonld, rdf" in response.get_data(as_text=True)


@pytest.mark.parametrize("page", ["0", "-1", "x", "¹", "99999999999"])
def test_an_impossible_page_is_a_bad_request(client: FlaskClient, page: str) -> None:
    assert client.get(f"/data/{OFFICIAL}.ttl?page={page}").status_code == 400


def test_a_long_document_comes_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endpoint.documents.PAGE", 1)
    first = client.get(f"/data/{OFFICIAL}.nt")
    assert "hydra/core#next" in first.get_data(as_text=True)
    assert ("next", f"/data/{OFFICIAL}.nt?page=2") in read_links(first)
    second = client.get(f"/data/{OFFICIAL}.nt?page=2").get_data(as_text=True)
    assert f"<{BASE}id/{OFFICIAL}>" in second
    assert second != first.get_data(as_text=True)


@pytest.mark.parametrize(
    "address", ["/", "/ontology?format=html", f"/page/{OFFICIAL}", "/download/", "/problems"]
)
def test_every_page_describes_itself_in_schema_org(client: FlaskClient, address: str) -> None:
    page = client.get(address).get_data(as_text=True)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    described = json.loads(found[1])
    assert described["@context"] == "https://schema.org"
    assert described["@type"]


def test_the_licence_of_a_page_is_not_that_of_the_thing(client: FlaskClient) -> None:
    page = client.get("/page/article/one").get_data(as_text=True)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    described = json.loads(found[1])
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert described["mainEntity"]["@id"] == f"{BASE}id/article/one"
    assert "license" not in described["mainEntity"]


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "html"])
def test_the_ontology_has_an_address_for_each_form(client: FlaskClient, suffix: str) -> None:
    assert client.get(f"/ontology.{suffix}").status_code == 200


def test_an_unknown_form_of_the_ontology_is_not_found(client: FlaskClient) -> None:
    assert client.get("/ontology.docx").status_code == 404


@pytest.mark.slow
def test_every_iri_of_the_shipped_graph_resolves(corpus_data: Path) -> None:
    snapshot = current_snapshot(corpus_data)
    app = create_app(Settings(data=corpus_data, workers=1))
    try:
        client = app.test_client(use_cookies=False)
        iris = {
            node.value
            for quad in snapshot.open().quads()
            for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)
            if isinstance(node, pyoxigraph.NamedNode) and node.value.startswith(BASE)
        }
        page = client.get("/ontology", headers={"Accept": "text/html"}).get_data(as_text=True)
        by_address = defaultdict(set)
        for iri in iris:
            by_address[iri.removeprefix(BASE.rstrip("/")).partition("#")[0]].add(iri)
        broken = {iri for address in by_address for iri in find_broken(client, address, by_address, page)}
        assert len(iris) > 5000
        assert sorted(broken)[:10] == []
    finally:
        app.extensions["giaoban"].close()


def find_broken(
    client: FlaskClient, address: str, by_address: dict[str, set[str]], ontology: str
) -> Iterator[str]:
    """The IRIs at this address whose document does not speak of them; a term has its anchor."""
    if address == "/ontology":
        terms = {iri: iri.partition("#")[2] for iri in by_address[address]}
        yield from (iri for iri, term in terms.items() if term and f'id="{term}"' not in ontology)
        return
    headers = {"Accept": "application/n-triples"}
    response = client.get(address, headers=headers, follow_redirects=True)
    for iri in by_address[address]:
        spoken_of = address.startswith("/graph/") or f"<{iri}>".encode() in response.data
        if response.status_code != 200 or not spoken_of:
            yield iri
