"""Files in ranges (RFC 9110 §14), in codings, and whatever their size."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from endpoint.files import stream_file

ADDRESS = "/download/giaoban.ttl"
SUFFIXES = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


def test_parts_come_as_parts(client: FlaskClient) -> None:
    whole = client.get(ADDRESS).data
    response = client.get(ADDRESS, headers={"Range": "bytes=0-4, 10-19, -5"})
    assert response.status_code == 206
    assert response.content_length == len(response.data)
    size = len(whole)
    kind = b"\r\nContent-Type: text/turtle\r\nContent-Range: bytes "
    assert response.data.split(b"\r\n--giaoban-range") == [
        b"",
        kind + f"0-4/{size}\r\n\r\n".encode() + whole[:5],
        kind + f"10-19/{size}\r\n\r\n".encode() + whole[10:20],
        kind + f"{size - 5}-{size - 1}/{size}\r\n\r\n".encode() + whole[-5:],
        b"--\r\n",
    ]


@pytest.mark.parametrize(
    "wanted", ["lines=0-4", "bytes=4-1", "bytes=x", "bytes=0-,0-", "bytes=" + "0-0," * 17]
)
def test_what_is_no_range_or_too_much_is_ignored(client: FlaskClient, wanted: str) -> None:
    response = client.get(ADDRESS, headers={"Range": wanted})
    assert (response.status_code, response.headers["Accept-Ranges"]) == (200, "bytes")


def test_a_range_behind_the_end_is_told_the_size(client: FlaskClient) -> None:
    response = client.get(ADDRESS, headers={"Range": "bytes=99999999-"})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(client.get(ADDRESS).data)}"


def test_the_conditions_of_a_range(client: FlaskClient) -> None:
    headers = client.get(ADDRESS).headers
    tag, modified = headers["ETag"], headers["Last-Modified"]

    def ask(**more: str) -> int:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return client.get(ADDRESS, headers={"Range": "bytes=0-4", **named}).status_code

    assert ask(If_Range=tag) == ask(If_Range=modified) == ask(If_Match=tag) == 206
    assert ask(If_Range='"another"') == ask(If_Range=f"W/{tag}") == 200
    assert ask(If_Range="Sat, 01 Jan 2000 00:00:00 GMT") == 200
    assert ask(If_None_Match=tag) == 304
    assert ask(If_Match='"another"') == 412


@pytest.mark.parametrize("name", SUFFIXES)
def test_a_large_graph_is_sent_from_its_file_in_each_format(client: FlaskClient, name: str) -> None:
    plain = client.get(f"/graph/authority.{name}")
    held = {quad.triple for quad in parse(plain.data, format=SUFFIXES[name])}
    assert held == {
        quad.triple for quad in parse(client.get("/graph/authority.nq").data, format=RdfFormat.N_QUADS)
    }
    tags = {plain.headers["ETag"]}
    for coding in ("gzip", "zstd"):
        coded = client.get(f"/graph/authority.{name}", headers={"Accept-Encoding": coding})
        assert coded.headers["Content-Encoding"] == coding
        assert coded.content_type == plain.content_type
        tags.add(coded.headers["ETag"])
    assert len(tags) == 3


def test_a_file_of_any_size_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(1 << 28)
    with Flask("test").test_request_context():
        response = stream_file(path, "text/plain", "tag", "large")
        tracemalloc.start()
        sent = sum(len(block) for block in response.response)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert sent == response.content_length == 1 << 28
    assert peak < 1 << 20


@pytest.mark.parametrize("address", [ADDRESS, "/graph/authority.ttl", "/graph/article/one"])
def test_a_part_of_the_dataset_says_whose_it_is(client: FlaskClient, address: str) -> None:
    link = client.get(address, headers={"Accept": "text/turtle"}).headers["Link"]
    for relation in ("cite-as", "type", "license", "author", "describedby", "collection"):
        assert f'rel="{relation}"' in link


def test_the_page_of_downloads_names_its_items(client: FlaskClient) -> None:
    assert (
        '</download/giaoban.ttl>; rel="item"; type="text/turtle"' in client.get("/download/").headers["Link"]
    )
