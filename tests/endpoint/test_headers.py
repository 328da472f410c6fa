"""What every answer carries, whatever the address and the outcome."""

import base64
import gzip
import hashlib

import pytest
import zstandard
from flask.testing import FlaskClient

ADDRESSES = ["/", "/sparql?query=ASK{}", "/sparql?query=ASK{", "/nowhere", "/healthz", "/id/official/nobody"]
LONG = "/sparql?format=csv&query=SELECT+*+{+VALUES+?x+{" + "+".join(map(str, range(900))) + "}}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_other_origins_may_read_every_answer(client: FlaskClient, address: str) -> None:
    headers = client.get(address, headers={"Origin": "http://example.org"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_answers_depend_on_accept(client: FlaskClient) -> None:
    assert {"Accept", "Accept-Encoding"} <= set(client.get("/sparql?query=ASK{}").vary)


@pytest.mark.parametrize(
    "address",
    ["/reconcile", "/reconcile/suggest/type?prefix=c", "/views/tenures.json", "/nowhere", "/problems"],
)
def test_what_is_in_the_readers_language_depends_on_it(client: FlaskClient, address: str) -> None:
    assert {"Accept-Language", "Cookie"} <= set(client.get(address).vary)
    assert "Accept-Language" not in client.get("/sparql?query=ASK{}").vary


def test_a_preflight_is_answered(client: FlaskClient) -> None:
    response = client.options("/sparql", headers={"Access-Control-Request-Method": "POST"})
    assert response.status_code == 200
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


def test_a_long_answer_is_compressed_as_the_client_likes(client: FlaskClient) -> None:
    plain = client.get(LONG).data
    zipped = client.get(LONG, headers={"Accept-Encoding": "gzip"})
    zstd = client.get(LONG, headers={"Accept-Encoding": "zstd, gzip;q=0.5"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain
    assert zstandard.decompress(zstd.data) == plain
    assert client.get(LONG, headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"


def test_a_compressed_answer_has_its_own_tag_which_is_honoured(client: FlaskClient) -> None:
    plain = client.get(LONG).headers["ETag"]
    coded = client.get(LONG, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    assert plain != coded
    assert client.get(LONG, headers={"If-None-Match": coded}).status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/reconcile",
        "/reconcile/suggest/entity?prefix=Mau",
        "/reconcile/properties?type=Meeting",
        "/openapi.json",
        "/problems",
        "/snapshots",
        "/snapshots?format=json",
        "/changes.atom",
        "/download/graphs",
        "/sparql",
        "/questions?format=json",
        "/void",
    ],
)
def test_whoever_has_an_answer_is_told_so(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    for condition in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get(address, headers={"If-None-Match": condition})
        assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert client.get(address, headers={"If-None-Match": '"other"'}).data == first.data


@pytest.mark.parametrize("address", ["/healthz", "/metrics"])
def test_what_changes_all_the_time_has_no_tag(client: FlaskClient, address: str) -> None:
    assert "ETag" not in client.get(address).headers


@pytest.mark.parametrize("address", ["/nowhere", "/sparql?query=x", "/reconcile?queries=x"])
def test_a_condition_hides_no_problem(client: FlaskClient, address: str) -> None:
    plain = client.get(address)
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == plain.status_code >= 400


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "address", ["/questions/officials?format=csv", "/download/giaoban.ttl", "/search?q=mau"]
)
def test_who_wants_a_digest_gets_that_of_what_is_sent(client: FlaskClient, address: str, coding: str) -> None:
    response = client.get(address, headers={"Want-Repr-Digest": "sha-256=5", "Accept-Encoding": coding})
    told = base64.b64encode(hashlib.sha256(response.data).digest()).decode()
    assert response.headers["Repr-Digest"] == f"sha-256=:{told}:"


def test_a_short_answer_is_sent_as_it_is(client: FlaskClient) -> None:
    response = client.get("/sparql?query=ASK{}", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers


def test_pages_run_no_script_of_others(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_style_is_packed_and_not_sent_again(client: FlaskClient) -> None:
    packed = {"Accept-Encoding": "gzip"}
    whole = client.get("/static/style.css", buffered=True)
    small = client.get("/static/style.css", buffered=True, headers=packed)
    assert gzip.decompress(small.data) == whole.data and len(small.data) < len(whole.data) / 2
    known = {**packed, "If-None-Match": small.headers["ETag"]}
    again = client.get("/static/style.css", buffered=True, headers=known)
    assert (again.status_code, again.data) == (304, b"")
