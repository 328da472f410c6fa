"""Every IRI of the graph leads somewhere, by path and Accept."""

import pyoxigraph
import pytest
from flask.testing import FlaskClient

from endpoint.showing import local_path

MEETING = "meeting/2024-05-06-ban-to-chuc-thanh-uy-mau"
SENTENCE = "Đồng chí Lê Văn Mẫu chủ trì hội nghị giao ban ngày 6/5."


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/html", "/page/official/le-van-mau"),
        ("text/turtle", "/data/official/le-van-mau.ttl"),
        ("application/ld+json", "/data/official/le-van-mau.jsonld"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", "/data/official/le-van-mau.rdf"),
        ("*/*", "/data/official/le-van-mau.ttl"),
    ],
)
def test_a_thing_sends_on_to_what_the_client_reads(client: FlaskClient, accept: str, target: str) -> None:
    response = client.get("/id/official/le-van-mau", headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (303, target)
    assert client.get(target).status_code == 200


def test_a_word_of_a_list_is_a_thing_too(client: FlaskClient) -> None:
    response = client.get("/term/roles/bi-thu", headers={"Accept": "text/html"})
    assert response.headers["Location"] == "/page/term/roles/bi-thu"
    assert "Bí thư" in client.get("/page/term/roles/bi-thu").get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    ["/id/official/nobody", "/page/official/nobody", "/data/official/nobody.ttl", "/graph/none", "/id/a/%00"],
)
def test_what_the_graph_does_not_know_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_impossible_accept_is_told_what_is_offered(client: FlaskClient) -> None:
    response = client.get("/id/official/le-van-mau", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.json is not None
    assert "text/turtle" in response.json["offered"]


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"])
def test_the_data_of_a_thing_hold_what_it_is_and_what_points_at_it(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"/data/official/le-van-mau.{suffix}")
    media_type = response.mimetype
    assert media_type is not None
    rdf = pyoxigraph.RdfFormat.from_media_type(media_type)
    predicates = {quad.predicate.value for quad in pyoxigraph.parse(response.data, format=rdf)}
    assert "http://www.w3.org/2004/02/skos/core#prefLabel" in predicates
    assert "https://w3id.org/giaoban/ontology#chairedBy" in predicates


def test_the_data_of_a_fact_hold_its_quote(client: FlaskClient) -> None:
    text = client.get(f"/data/{MEETING}.ttl").get_data(as_text=True)
    assert SENTENCE in text
    assert '"Lê Văn Mẫu chủ trì"' in text


def test_a_page_shows_label_facts_quote_and_source(client: FlaskClient) -> None:
    page = client.get(f"/page/{MEETING}").get_data(as_text=True)
    assert '<h1 lang="vi">Hội nghị giao ban của Ban Tổ chức Thành ủy Mẫu</h1>' in page
    assert '<a href="/page/official/le-van-mau" lang="vi">Lê Văn Mẫu</a>' in page
    assert SENTENCE in page
    assert "Giao ban tháng Năm" in page


def test_a_page_speaks_the_readers_language(client: FlaskClient) -> None:
    vietnamese = client.get(f"/page/{MEETING}").get_data(as_text=True)
    english = client.get(f"/page/{MEETING}", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "Diễn ra ngày" in vietnamese
    assert "Held on" in english
    assert client.get(f"/page/{MEETING}?lang=en").headers["Content-Language"] == "en"


def test_a_named_graph_is_served_at_its_iri(client: FlaskClient) -> None:
    response = client.get("/graph/article/one", headers={"Accept": "application/n-triples"})
    assert response.mimetype == "application/n-triples"
    assert SENTENCE in response.get_data(as_text=True)
    assert "prefLabel" not in response.get_data(as_text=True)


def test_the_ontology_is_a_page_with_an_anchor_for_each_term_and_it_is_rdf(client: FlaskClient) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert 'id="Official"' in page
    assert "Người giữ chức vụ." in page
    assert "gb:Official a owl:Class" in client.get("/ontology?format=ttl").get_data(as_text=True)


@pytest.mark.parametrize("address", ["/void", "/.well-known/void"])
def test_void_counts_the_members_of_classes(client: FlaskClient, address: str) -> None:
    quads = list(pyoxigraph.parse(client.get(address).data, format=pyoxigraph.RdfFormat.TURTLE))
    void = "http://rdfs.org/ns/void#"
    part = next(
        quad.subject
        for quad in quads
        if quad.predicate.value == void + "class" and str(quad.object).endswith("ontology#Official>")
    )
    (members,) = (q.object for q in quads if q.subject == part and q.predicate.value == void + "entities")
    assert members.value == "1"


def test_no_host_of_the_client_stands_in_a_redirect(client: FlaskClient) -> None:
    for address in ("//evil.example/%2e%2e", "/id/official/le-van-mau", "/download"):
        location = client.get(address, headers={"Host": "evil.example"}).headers.get("Location", "/")
        assert "evil" not in location


@pytest.mark.parametrize("address", ["/data/official/le-van-mau", "/graph/article/one", "/void"])
def test_json_ld_says_the_same_by_the_terms_of_the_context(client: FlaskClient, address: str) -> None:
    suffix = "?format=jsonld" if address == "/void" else ".jsonld"
    compact = client.get(address + suffix)
    plain = client.get(address + suffix.replace("jsonld", "nt"))
    read = {quad.triple for quad in pyoxigraph.parse(compact.data, format=pyoxigraph.RdfFormat.JSON_LD)}
    own = f"{address}.jsonld".encode(), f"{address}.nt".encode()
    expected = plain.data.replace(own[1], own[0])
    assert read == {quad.triple for quad in pyoxigraph.parse(expected, format=pyoxigraph.RdfFormat.N_TRIPLES)}
    assert set(compact.get_json(force=True)["@context"]) <= set(
        client.get("/context.jsonld").get_json(force=True)["@context"]
    )


def test_a_part_of_an_evidence_is_shown_on_the_page_of_the_whole(client: FlaskClient) -> None:
    live = client.application.extensions["giaoban"].snapshots.live
    assert local_path(live, f"{live.base}id/evidence/one-10-60#quote") == "/page/evidence/one-10-60"
