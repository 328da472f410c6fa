"""What machines look for first is there, and true."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pyoxigraph
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import RDF

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
VOID_TERMS = rdflib.Namespace(VOID)
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def find_locations(client: FlaskClient, address: str) -> list[str]:
    tree = ElementTree.fromstring(client.get(address).data)
    return [node.text or "" for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_robots_are_told_of_the_site_map(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert "Sitemap: http://localhost/sitemap.xml" in response.get_data(as_text=True)


def test_every_address_of_the_site_map_answers(client: FlaskClient) -> None:
    (part,) = find_locations(client, "/sitemap.xml")
    pages = find_locations(client, part)
    assert "http://localhost/page/official/le-van-mau" in pages
    assert all(client.get(page).status_code == 200 for page in pages)
    assert "<lastmod>" in client.get(part).get_data(as_text=True)


@pytest.mark.parametrize("part", ["0", "9"])
def test_a_part_of_the_site_map_that_there_is_not_is_not_found(client: FlaskClient, part: str) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_llms_txt_links_to_what_answers(client: FlaskClient) -> None:
    text = client.get("/llms.txt").get_data(as_text=True)
    assert text.startswith("# Giao Ban\n\n> ")
    links = [
        line.partition("](")[2].partition(")")[0] for line in text.splitlines() if line.startswith("- [")
    ]
    assert len(links) > 30
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_browsers_can_search_here(client: FlaskClient) -> None:
    tree = ElementTree.fromstring(client.get("/opensearch.xml").data)
    templates = [node.get("template", "") for node in tree.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]
    for template in templates:
        assert client.get(template.replace("{searchTerms}", "mau")).status_code == 200
    assert "/opensearch.xml" in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize("address", ["/favicon.ico", "/favicon.svg"])
def test_there_is_an_icon(client: FlaskClient, address: str) -> None:
    with client.get(address) as response:
        assert response.mimetype == "image/svg+xml"


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> set[pyoxigraph.Triple]:
    response = client.get("/.well-known/void", headers={"Accept": "application/n-triples"})
    return {quad.triple for quad in pyoxigraph.parse(response.data, format=pyoxigraph.RdfFormat.N_TRIPLES)}


def values(described: set[pyoxigraph.Triple], predicate: str, subject: Any = None) -> Iterator[Any]:
    return (
        triple.object
        for triple in described
        if triple.predicate.value == predicate and subject in (None, triple.subject)
    )


DATASET = pyoxigraph.NamedNode("https://w3id.org/giaoban/void#dataset")


def count_parts(described: set[pyoxigraph.Triple], whole: Any) -> dict[str, int]:
    """Property → triples, as the partitions of a dataset, or of a class in it, tell."""
    return {
        next(values(described, VOID + "property", part)).value: int(
            next(values(described, VOID + "triples", part)).value
        )
        for part in values(described, VOID + "propertyPartition", whole)
    }


def find_described(response: Any) -> set[str]:
    """The classes of what a document in Turtle describes the endpoint http://localhost/sparql of."""
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    endpoint = rdflib.URIRef("http://localhost/sparql")
    described = {*graph.subjects(VOID_TERMS.sparqlEndpoint, endpoint), *graph.subjects(SD.endpoint, endpoint)}
    return {str(kind).rpartition("#")[2] for thing in described for kind in graph.objects(thing, RDF.type)}


def test_the_endpoint_is_found_at_the_places_that_are_looked_at(client: FlaskClient) -> None:
    """The five of SPARQLES: VoID in the endpoint, at its address and at the well-known place; the service
    description at its address; the Server header, which test_server.py asks for."""
    turtle = {"Accept": "text/turtle"}
    query = f"SELECT ?e {{ ?d a <{VOID}Dataset> ; <{VOID}sparqlEndpoint> ?e }}"
    told = client.get("/sparql", query_string={"query": query, "format": "csv"}).text.split()
    assert told == ["e", "https://w3id.org/giaoban/sparql"]
    assert "Dataset" in find_described(client.get("/.well-known/void", headers=turtle))
    assert {"Dataset", "Service"} <= find_described(client.get("/sparql", headers=turtle))


def test_property_partitions_count_what_the_dump_holds(
    client: FlaskClient, described: set[pyoxigraph.Triple]
) -> None:
    lines = gzip.decompress(client.get("/download/giaoban.nt.gz").data)
    triples = list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert count_parts(described, DATASET) == Counter(quad.predicate.value for quad in triples)
    assert int(next(values(described, VOID + "triples", DATASET)).value) == len(triples)
    assert int(next(values(described, VOID + "distinctSubjects", DATASET)).value) == len(
        {quad.subject for quad in triples}
    )
    assert int(next(values(described, VOID + "distinctObjects", DATASET)).value) == len(
        {quad.object for quad in triples}
    )
    officials = pyoxigraph.NamedNode("https://w3id.org/giaoban/ontology#Official")
    (part,) = (t.subject for t in described if t.predicate.value == VOID + "class" and t.object == officials)
    members = {q.subject for q in triples if q.predicate.value == RDF_TYPE and q.object == officials}
    assert count_parts(described, part) == Counter(
        quad.predicate.value for quad in triples if quad.subject in members
    )


def test_linksets_count_what_leads_to_other_sites(
    client: FlaskClient, described: set[pyoxigraph.Triple]
) -> None:
    lines = gzip.decompress(client.get("/download/giaoban.nt.gz").data).decode().splitlines()
    linksets = [
        t.subject for t in described if (t.predicate.value, str(t.object)) == (RDF_TYPE, f"<{VOID}Linkset>")
    ]
    assert linksets
    for linkset in linksets:
        (predicate,) = values(described, VOID + "linkPredicate", linkset)
        (target,) = values(described, VOID + "objectsTarget", linkset)
        (space,) = values(described, VOID + "uriSpace", target)
        held = [
            line
            for line in lines
            if line.startswith("<https://w3id.org/giaoban/") and f" {predicate} <{space.value}" in line
        ]
        assert len(held) == int(next(values(described, VOID + "triples", linkset)).value)


DCTERMS = "http://purl.org/dc/terms/"
NEEDED = {
    "Catalog": (
        *(DCTERMS + name for name in ("title", "description", "publisher")),
        *(DCAT + name for name in ("dataset", "service")),
    ),
    "Dataset": (
        *(DCTERMS + name for name in ("title", "description", "publisher", "license", "identifier")),
        *(DCAT + name for name in ("distribution", "keyword", "theme", "landingPage", "version")),
    ),
    "DataService": (
        DCTERMS + "title",
        *(DCAT + name for name in ("endpointURL", "endpointDescription", "servesDataset")),
    ),
    "Distribution": tuple(DCAT + name for name in ("downloadURL", "accessURL", "mediaType", "byteSize")),
}
"""What catalogues ask of each class of DCAT 3: the mandatory and recommended terms of DCAT-AP."""


@pytest.mark.parametrize("kind", NEEDED)
def test_a_catalogue_finds_what_it_asks_for(described: set[pyoxigraph.Triple], kind: str) -> None:
    kinds = pyoxigraph.NamedNode(DCAT + kind)
    things = {t.subject for t in described if (t.predicate.value, t.object) == (RDF_TYPE, kinds)}
    assert things
    for thing in things:
        assert [term for term in NEEDED[kind] if not list(values(described, term, thing))] == []


def test_the_document_tells_what_it_describes(described: set[pyoxigraph.Triple]) -> None:
    document = pyoxigraph.NamedNode("https://w3id.org/giaoban/void")
    assert list(values(described, "http://xmlns.com/foaf/0.1/primaryTopic", document)) == [DATASET]


def test_every_named_graph_is_a_subset_with_its_size(
    client: FlaskClient, described: set[pyoxigraph.Triple]
) -> None:
    parts = list(values(described, DCTERMS + "hasPart", DATASET))
    for part in parts:
        (size,) = values(described, VOID + "triples", part)
        (page,) = values(described, DCAT + "landingPage", part)
        assert client.get(page.value).status_code == 200
        address = part.value.removeprefix("https://w3id.org/giaoban") + ".nt"
        assert client.get(address).data.count(b"\n") == int(size.value)
    assert len(parts) > 3


def test_class_partitions_count_what_the_dump_holds(
    client: FlaskClient, described: set[pyoxigraph.Triple]
) -> None:
    lines = gzip.decompress(client.get("/download/giaoban.nt.gz").data)
    members = Counter(
        quad.object.value
        for quad in pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
        if quad.predicate.value == RDF_TYPE and isinstance(quad.object, pyoxigraph.NamedNode)
    )
    told = {
        next(values(described, VOID + "class", part)).value: int(
            next(values(described, VOID + "entities", part)).value
        )
        for part in values(described, VOID + "classPartition")
    }
    assert told == members
    assert len(told) > 10


def test_each_distribution_is_the_file_that_is_served(
    client: FlaskClient, described: set[pyoxigraph.Triple]
) -> None:
    files = list(values(described, DCAT + "distribution"))
    assert files
    for file in files:
        (address,) = values(described, DCAT + "downloadURL", file)
        (size,) = values(described, DCAT + "byteSize", file)
        (checksum,) = values(described, "http://spdx.org/rdf/terms#checksum", file)
        (digest,) = values(described, "http://spdx.org/rdf/terms#checksumValue", checksum)
        with client.get(address.value) as response:
            assert len(response.data) == int(size.value)
            assert sha256(response.data).hexdigest() == digest.value
