"""Each named graph is a file in every format, plain and packed, with its bytes and SHA-256."""

from __future__ import annotations

import base64
import csv
import gzip
import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import rdflib
import zstandard
from flask.testing import FlaskClient
from rdflib import DCAT, URIRef

from endpoint import create_app
from kg.settings import Settings
from kg.snapshot import current_snapshot
from tests.endpoint.conftest import publish_sample

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
BASE = "https://w3id.org/giaoban/graph/"
SMALL, STORED = "article/one", "authority"
ENDS = ("", ".gz", ".zst")


@pytest.fixture(scope="module", params=["small", "large"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A server whose articles' graphs are small, hence made when asked for, or large, hence files."""
    data: Path = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "large":
            patch.setattr("kg.snapshot.dumping.LARGE", 1)
        publish_sample(data)
    app = create_app(Settings(data=data, workers=1))
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()


def test_the_list_tells_size_and_checksum_of_each_graph(client: FlaskClient, sample_data: Path) -> None:
    with client.get("/download/giaoban-graphs.csv") as response:
        rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    assert len(rows) == current_snapshot(sample_data).manifest.graphs
    for row in rows:
        content = client.get(f"/graph/{row['graph'].removeprefix(BASE)}.nt").data
        assert (len(content), sha256(content).hexdigest()) == (int(row["bytes"]), row["sha256"])
        assert content.count(b"\n") == int(row["triples"])


@pytest.mark.parametrize("graph", [SMALL, STORED])
def test_each_file_of_a_graph_is_what_its_description_says(server: FlaskClient, graph: str) -> None:
    described = rdflib.Graph().parse(
        data=server.get(f"/download/graphs/{graph}", headers={"Accept": "text/turtle"}).data
    )
    files = list(described.objects(URIRef(BASE + graph), DCAT.distribution))
    addresses = {str(described.value(file, DCAT.downloadURL)) for file in files}
    kinds = {address.partition(f"{graph}.")[2] for address in addresses}
    assert kinds >= {f"{name}{end}" for name in ("ttl", "trig", "rdf", "jsonld") for end in ENDS}
    assert kinds >= {f"{name}{end}" for name in ("nt", "nq") for end in ENDS[1:]}
    page = server.get(f"/download/graphs/{graph}", headers={"Accept": "text/html"}).get_data(as_text=True)
    for file in files:
        with server.get(str(described.value(file, DCAT.downloadURL))) as response:
            body, digest = response.data, response.headers["Repr-Digest"]
        assert len(body) == int(str(described.value(file, DCAT.byteSize)))
        checksum = described.value(file, SPDX.checksum)
        told = str(described.value(checksum, SPDX.checksumValue))
        assert sha256(body).hexdigest() == told == response.headers["ETag"].strip('"')
        assert digest == f"sha-256=:{base64.b64encode(bytes.fromhex(told)).decode()}:"
        assert told in page


@pytest.mark.parametrize("graph", [SMALL, STORED])
@pytest.mark.parametrize("name", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"])
def test_a_packed_graph_is_the_graph(server: FlaskClient, graph: str, name: str) -> None:
    plain = server.get(f"/graph/{graph}.{name}").data
    with server.get(f"/graph/{graph}.{name}.gz") as response:
        assert response.mimetype == "application/gzip"
        assert gzip.decompress(response.data) == plain
    with server.get(f"/graph/{graph}.{name}.zst") as response:
        assert response.mimetype == "application/zstd"
        assert zstandard.ZstdDecompressor().stream_reader(response.data).read() == plain


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("address", [f"/graph/{SMALL}.jsonld", "/graph/ontology.jsonld", "/ontology.jsonld"])
def test_who_reads_one_graph_as_json_ld_finds_its_triples(server: FlaskClient, address: str) -> None:
    with server.get(address) as response:
        read = rdflib.Graph().parse(data=response.data, format="json-ld")
    assert len(read) == len(rdflib.Graph().parse(data=server.get(address.replace("jsonld", "ttl")).data))


def test_a_digest_is_that_of_the_coded_body(server: FlaskClient) -> None:
    for coding in ("identity", "gzip", "zstd", "br"):
        response = server.get(f"/graph/{SMALL}.ttl", headers={"Accept-Encoding": coding})
        told = base64.b64encode(sha256(response.data).digest()).decode()
        assert response.headers["Repr-Digest"] == f"sha-256=:{told}:"


def test_a_reader_is_led_to_the_files_of_a_graph(client: FlaskClient) -> None:
    response = client.get(f"/graph/{SMALL}", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/download/graphs/{SMALL}")
    assert "SHA-256" in client.get(response.headers["Location"]).get_data(as_text=True)


def test_the_list_of_graphs_comes_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endpoint.graphs.PAGE", 2)
    seen: list[str] = []
    address = "/download/graphs?format=json"
    while address:
        listed = client.get(address).get_json()
        assert "page=" not in address or "rel=" in client.get(address.replace("json", "html")).text
        seen += [entry["graph"] for entry in listed["graphs"]]
        address = listed["next"]
    assert len(seen) == len(set(seen)) == listed["number"]
    assert client.get("/download/graphs?page=99").status_code == 404


@pytest.mark.parametrize(
    "address", ["/graph/none", f"/graph/{SMALL}.docx", "/download/graphs/none", "/graph/.ttl.gz"]
)
def test_a_graph_that_there_is_not_is_told_with_the_suffixes(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "ttl, nt, jsonld, rdf, trig, nq, each also with .gz or .zst" in response.get_data(as_text=True)
