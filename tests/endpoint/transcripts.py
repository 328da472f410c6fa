"""The headers of linked data, downloads, search and reconciliation, case by case, as a text to read.

``python -m tests.endpoint.transcripts`` writes data/transcripts.txt anew, from the sample with a history; a
test compares it. What differs from run to run (dates, tags, digests, ids) is written as an ellipsis.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from endpoint import create_app
from kg.settings import Settings
from tests.endpoint.conftest import publish_sample

GOLDEN = Path(__file__).parent / "data" / "transcripts.txt"
THING = "official/le-van-mau"
EARLIER = "<https://w3id.org/giaoban/graph/entities> { <https://w3id.org/giaoban/id/body/only-then> a <x:y> }"
HISTORY = """
@prefix id: <https://w3id.org/giaoban/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://w3id.org/giaoban/graph/authority> {
    id:official\\/le-v-mau dcterms:isReplacedBy id:official\\/le-van-mau .
    id:official\\/nobody <http://www.w3.org/2002/07/owl#deprecated> true .
}"""
SHOWN = (
    *("Location", "Allow", "Content-Type", "Content-Encoding", "Content-Range", "Accept-Ranges"),
    *("Content-Language", "Vary", "ETag", "Last-Modified", "Repr-Digest", "Retry-After"),
    "Access-Control-Allow-Methods",
)
TAG, SINCE = "{the ETag of the answer}", "{the Last-Modified of the answer}"
CUT = 100


@dataclass(frozen=True, slots=True)
class Case:
    """One request under a heading; in headers, TAG and SINCE stand for what the plain answer had."""

    heading: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    form: Mapping[str, str] = field(default_factory=dict)


def list_cases() -> Iterator[Case]:
    """All cases, in the order of the text."""
    for accept in (
        "text/turtle",
        "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
        "text/html;q=0.5 , text/turtle ; q = 0.6",
        "application/*;q=0.9, application/rdf+xml;q=0.95",
        "text/turtle;q=0, */*;q=0.1",
        "*/*;q=0.1",
        "TEXT/TURTLE;q=1.000",
        "image/png",
        "*/*;q=0",
    ):
        yield Case("A thing leads to what the client reads", f"/id/{THING}", {"Accept": accept})
    yield Case("HEAD says what GET says", f"/id/{THING}", method="HEAD")
    for suffix in ("ttl", "nt", "jsonld", "rdf", "trig", "nq"):
        yield Case("A document by its suffix", f"/data/{THING}.{suffix}")
    yield Case("A page", f"/page/{THING}", {"Accept-Language": "en, vi;q=0.5"})
    yield Case("A term of the ontology", "/ontology", {"Accept": "text/html"})
    yield Case("A term of the ontology", "/ontology", {"Accept": "application/rdf+xml"})
    for condition in ({"If-None-Match": TAG}, {"If-None-Match": f'"x", {TAG}'}, {"If-None-Match": "*"}):
        yield Case("Who has the answer is told so", f"/data/{THING}.ttl", condition)
    yield Case("Who has the answer is told so", f"/data/{THING}.ttl", {"If-Modified-Since": SINCE})
    yield Case("Who has another is not", f"/data/{THING}.ttl", {"If-None-Match": 'W/"x"'})
    yield Case("Merged: 308", "/id/official/le-v-mau")
    yield Case("Merged: 308", "/data/official/le-v-mau.ttl")
    yield Case("Withdrawn: 410", "/id/official/nobody")
    yield Case("Known to an earlier snapshot only: 410", "/data/body/only-then.ttl")
    yield Case("Unknown: 404", "/id/official/khong-co")
    yield from list_downloads()
    yield from list_services()
    yield from list_bad_input()


def list_downloads() -> Iterator[Case]:
    """Files: whole, in parts, packed."""
    dump = "/download/giaoban.ttl"
    yield Case("A dump", dump)
    for wanted in ("bytes=0-9", "bytes=-5", "bytes=0-4, 10-19", "bytes=99999999-", "bytes=5-2", "lines=0-1"):
        yield Case("A part of a dump", dump, {"Range": wanted})
    yield Case("A part of what it was", dump, {"Range": "bytes=0-9", "If-Range": '"another"'})
    yield Case("A part of what it is", dump, {"Range": "bytes=0-9", "If-Range": TAG})
    yield Case("Not what is there", dump, {"If-Match": '"another"'})
    yield Case("A packed dump", "/download/giaoban.nq.zst")
    yield Case("A named graph", "/graph/article/one", {"Accept": "text/turtle"})
    yield Case("A named graph, for readers", "/graph/article/one", {"Accept": "text/html"})
    yield Case("A packed named graph", "/graph/article/one.nt.gz")
    coded = {"Accept-Encoding": "zstd, gzip;q=0.5"}
    yield Case("A named graph from its file, coded", "/graph/authority.ttl", coded)
    yield Case("No such file", "/download/giaoban.docx")


def list_services() -> Iterator[Case]:
    """What machines look for, search, reconciliation, questions."""
    for path in (
        *("/.well-known/void", "/sparql", "/sitemap.xml", "/robots.txt", "/llms.txt", "/opensearch.xml"),
        *("/favicon.ico", "/changes.atom", "/context.jsonld", "/openapi.json", "/problems", "/snapshots"),
        *("/search?q=mau", "/reconcile", "/reconcile?callback=done", "/reconcile/suggest/entity?prefix=Mau"),
        *(f"/reconcile/preview?id={THING}", "/questions/officials?format=csv"),
    ):
        yield Case("Services", path)
    queries = json.dumps({"q0": {"query": "Lê Văn Mẫu"}})
    yield Case("A batch", "/reconcile", method="POST", form={"queries": queries})
    preflight = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    yield Case("A preflight", "/reconcile", preflight, method="OPTIONS")
    yield Case("What is not offered", f"/data/{THING}.ttl", method="DELETE")


def list_bad_input() -> Iterator[Case]:
    """What cannot be answered, and how that is told."""
    for path in (
        f"/data/{THING}.docx",
        "/ontology.docx",
        "/graph/article/one.docx",
        "/id/official/%3Ca%3E",
        "/id/official/a%00b",
        "/id/official/%FF",
        f"/data/{THING}.ttl?page=0",
        "/questions/holders-on-date?format=csv&date=2023-02-30",
        "/questions/holders-on-date?format=csv&body=%3Ca%20b%3E",
        "/questions/holders-on-date?format=csv&colour=red",
        "/questions/officials?format=docx",
        "/search?q=" + "a" * 10_000,
        "/search?q=mau&kind=ghost",
        "/search?q=mau&limit=0",
        "/sparql?query=SELECT",
        "/reconcile?queries=%7B",
        "/reconcile?queries=%7B%22q%22%3A%7B%7D%7D",
        "/reconcile?callback=alert(1)//",
        "/reconcile/preview?id=ghost",
        "/snapshots/ghost/giaoban.ttl",
        "/explain?s=%3Cx",
    ):
        yield Case("Bad input", path)
    refused = {"Accept": "image/png;q=0.5, text/turtle;q=0"}
    yield Case("Bad input: an impossible Accept", f"/id/{THING}", refused)
    yield Case("Bad input: an impossible Accept", "/questions/officials", {"Accept": "image/png"})
    many = json.dumps({f"q{number}": {"query": "x"} for number in range(10_000)})
    yield Case("Bad input: a batch of 10,000", "/reconcile", method="POST", form={"queries": many})


def write_transcripts(client: FlaskClient) -> str:
    """The text of all cases."""
    parts, heading = [], ""
    for case in list_cases():
        if case.heading != heading:
            heading = case.heading
            parts.append(f"## {heading}\n")
        parts.append(write_case(client, case))
    return "\n".join(parts)


def write_case(client: FlaskClient, case: Case) -> str:
    """Request and answer of one case: status, headers and, of a problem, what it says."""
    conditional = any("{" in value for value in case.headers.values())
    plain = dict(client.get(case.path).headers) if conditional else {}
    sent = {
        name: value.replace(TAG, plain.get("ETag", "")).replace(SINCE, plain.get("Last-Modified", ""))
        for name, value in case.headers.items()
    }
    with client.open(case.path, method=case.method, headers=sent, data=dict(case.form) or None) as response:
        shown = [f"{case.method} {shorten(case.path)}"]
        shown += [f"{name}: {value}" for name, value in case.headers.items()]
        shown += [f"{name}={shorten(value)}" for name, value in case.form.items()]
        shown += [f"    {line}" for line in show_answer(response)]
    return "\n".join(shown) + "\n"


def show_answer(response: Response) -> Iterator[str]:
    """Status, headers (links by their relations only) and, of a problem, what it says."""
    yield response.status
    for name in SHOWN:
        if name in response.headers:
            yield f"{name}: {mask(name, response.headers[name])}"
    if "Link" in response.headers:
        relations = re.findall(r'rel="([^"]+)"', response.headers["Link"])
        yield f"Link: {', '.join(f'{name} ({relations.count(name)})' for name in dict.fromkeys(relations))}"
    if response.mimetype == "application/problem+json" and response.data:
        problem = json.loads(response.data)
        yield f"{problem['type']}: {shorten(problem['detail'])}"


def mask(name: str, value: str) -> str:
    """The value without what differs from run to run."""
    if name == "Last-Modified":
        return "…"
    value = re.sub(r"bytes (\S+)/\d+", r"bytes \1/…", re.sub(r"\d{3,}-\d{3,}/", "…/", value))
    if name in ("Allow", "Access-Control-Allow-Methods"):
        return ", ".join(sorted(value.split(", ")))
    if name == "ETag":
        return re.sub(r'"[^"]*"', '"…"', value)
    return re.sub(r":.*:", ":…:", value) if name == "Repr-Digest" else value


def shorten(text: str) -> str:
    """The beginning of a long text, with the number of its characters."""
    return text if len(text) <= 2 * CUT else f"{text[:CUT]}… ({len(text)} characters)"


def run(folder: Path) -> str:
    """The transcripts of a server over a sample with an earlier snapshot."""
    publish_sample(folder, EARLIER)
    publish_sample(folder, HISTORY)
    app = create_app(Settings(data=folder, workers=1))
    try:
        return write_transcripts(app.test_client(use_cookies=False))
    finally:
        app.extensions["giaoban"].close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        GOLDEN.write_text(run(Path(made)), "utf-8")
