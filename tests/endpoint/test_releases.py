"""Earlier snapshots, what changed between two, and files by ranges."""

from __future__ import annotations

import gzip
import io
import json
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import zstandard
from flask.testing import FlaskClient
from rdflib import VOID, Graph

from endpoint import create_app
from kg.settings import Settings
from tests.endpoint.conftest import publish_sample

EXTRA = '<https://w3id.org/giaoban/graph/entities> { <https://w3id.org/giaoban/id/body/x> <x:%s> "%s" }'


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, str, str]]:
    """A server over two snapshots, and their ids, the older first."""
    data: Path = tmp_path_factory.mktemp("released")
    old = publish_sample(data, EXTRA % ("old", "went"))
    new = publish_sample(data, EXTRA % ("new", "came"))
    app = create_app(Settings(data=data, workers=1))
    yield app.test_client(use_cookies=False), old, new
    app.extensions["giaoban"].close()


def test_kept_snapshots_are_listed_with_files_that_are_served(
    released: tuple[FlaskClient, str, str],
) -> None:
    client, old, new = released
    listed = client.get("/snapshots?format=json").get_json()
    assert {entry["id"] for entry in listed} == {old, new}
    for entry in listed:
        for file in entry["files"].values():
            with client.get(file["url"]) as response:
                assert len(response.data) == file["bytes"]
    assert old in client.get("/snapshots").get_data(as_text=True)


def test_a_difference_is_two_files_of_quads_and_a_page(released: tuple[FlaskClient, str, str]) -> None:
    client, old, new = released
    added = client.get(f"/changes/{old}/{new}/added.nq").get_data(as_text=True)
    removed = client.get(f"/changes/{old}/{new}/removed.nq").get_data(as_text=True)
    assert ('"came"' in added, added.count("\n")) == (True, 1)
    assert ('"went"' in removed, removed.count("\n")) == (True, 1)
    page = client.get(f"/changes/{old}/{new}").get_data(as_text=True)
    assert "came" in page
    assert "went" in page


def test_the_feed_tells_each_snapshot_with_what_it_changed(released: tuple[FlaskClient, str, str]) -> None:
    client, _, _ = released
    response = client.get("/changes.atom")
    assert response.mimetype == "application/atom+xml"
    atom = "{http://www.w3.org/2005/Atom}"
    entries = list(ElementTree.fromstring(response.data).iter(f"{atom}entry"))
    assert len(entries) == 2
    assert "1 quads added, 1 removed" in (entries[0].findtext(f"{atom}summary") or "")
    for node in ElementTree.fromstring(response.data).iter(f"{atom}link"):
        assert client.get(node.get("href", "")).status_code == 200


@pytest.mark.parametrize(
    "address", ["/changes/ghost/ghost", "/changes/ghost/x/added.nq", "/snapshots/ghost/giaoban.ttl"]
)
def test_an_unknown_snapshot_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("suffix", "media_type"), [(".gz", "application/gzip"), (".zst", "application/zstd")]
)
@pytest.mark.parametrize("name", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_every_dump_comes_packed_and_says_so(
    client: FlaskClient, name: str, suffix: str, media_type: str
) -> None:
    with client.get(f"/download/giaoban.{name}{suffix}") as response:
        assert response.mimetype == media_type
        assert "Content-Encoding" not in response.headers
        packed = response.data
    plain = (
        gzip.decompress(packed)
        if suffix == ".gz"
        else zstandard.ZstdDecompressor().stream_reader(packed).read()
    )
    format = pyoxigraph.RdfFormat.from_extension(name)
    assert len({quad.triple for quad in pyoxigraph.parse(plain, format=format)}) > 20


def test_a_named_graph_is_a_file_of_its_own(client: FlaskClient) -> None:
    with client.get("/download/giaoban-authority.ttl") as response:
        assert "skos:prefLabel" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("wanted", "status", "length"),
    [("bytes=0-99", 206, 100), ("bytes=-10", 206, 10), ("bytes=9999999-", 416, None)],
)
def test_a_part_of_a_file_can_be_had(
    client: FlaskClient, wanted: str, status: int, length: int | None
) -> None:
    with client.get("/download/giaoban.ttl", headers={"Range": wanted}) as response:
        assert response.status_code == status
        assert length is None or len(response.data) == length


def test_downloads_and_catalogue_name_no_dump_that_was_left_out(tmp_path: Path) -> None:
    publish_sample(tmp_path, dumps="nq,jsonld")
    app = create_app(Settings(data=tmp_path, workers=1))
    client = app.test_client(use_cookies=False)
    catalogue = Graph().parse(data=client.get("/void").data, format="turtle")
    told = {str(address).rpartition("/")[2] for address in catalogue.objects(None, VOID.dataDump)}
    assert told == {f"giaoban.{name}" for name in ("nq.gz", "nq.zst", "jsonld", "jsonld.gz", "jsonld.zst")}
    assert all(f"/download/{name}" in client.get("/download/").get_data(as_text=True) for name in told)
    for address in ("/download/", "/void", "/"):
        response = client.get(address)
        assert "giaoban.ttl" not in response.get_data(as_text=True) + response.headers.get("Link", "")
    assert client.get("/download/giaoban.ttl").status_code == 404
    assert client.get("/graph/entities.ttl").status_code == 200
    app.extensions["giaoban"].close()


def test_the_crate_holds_the_graph_the_ontology_the_questions_and_how_to_serve_them(
    client: FlaskClient,
) -> None:
    with client.get("/download/giaoban-rocrate.zip") as response:
        crate = zipfile.ZipFile(io.BytesIO(response.data))
    names = set(crate.namelist())
    described = json.loads(crate.read("ro-crate-metadata.json"))["@graph"]
    (root,) = (entity for entity in described if entity["@id"] == "./")
    assert {part["@id"] for part in root["hasPart"]} == names - {"ro-crate-metadata.json"}
    assert {"ontology/shapes.ttl", "ontology/giaoban.ttl", "ontology/questions/officials.rq"} <= names
    readme = crate.read("README.md").decode()
    program = readme.partition("    import gzip")[2].partition("\n\n")[0]
    assert "store.query" in program
    store = pyoxigraph.Store()
    store.bulk_load(gzip.decompress(crate.read("dumps/giaoban.nq.gz")), format=pyoxigraph.RdfFormat.N_QUADS)
    assert len(store) > 20


def test_the_context_names_the_terms(client: FlaskClient) -> None:
    response = client.get("/context.jsonld")
    assert response.mimetype == "application/ld+json"
    context = json.loads(response.data)["@context"]
    assert context["chairedBy"] == {"@id": "gb:chairedBy", "@type": "@id"}
    assert context["gb"] == "https://w3id.org/giaoban/ontology#"
