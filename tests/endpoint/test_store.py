"""A server in front of another store: the same answers, and clear words whenever that store fails."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

import kg.remote.companions
import kg.remote.offering
from endpoint import create_app
from kg.cli import main
from kg.errors import SnapshotError, StoreAwayError
from kg.remote import RemoteStore, publish_snapshot
from kg.settings import Settings
from kg.snapshot import current_snapshot
from tests.endpoint.conftest import publish_sample
from tests.endpoint.serving import FAR, find_children, get, running_server, wait_until
from tests.kg.remote.plain_store import PlainStore, fill, serve_plainly
from tests.ports import find_port

OFFICIAL = "/page/official/le-van-mau"
PAGES = (
    "/",
    "/officials",
    "/meetings",
    "/questions",
    "/views",
    "/conflicts",
    "/ontology",
    "/download/",
    "/about",
    "/snapshots",
    "/changes.atom",
    "/void",
    "/sitemap.xml",
    "/search?q=mau",
    "/questions/officials?format=csv",
    "/graph/entities",
    OFFICIAL,
    "/data/official/le-van-mau.ttl",
)


@dataclass(frozen=True)
class Front:
    """A server's client, and the store behind it, which is filled from ``built``."""

    client: FlaskClient
    plain: PlainStore
    address: str
    built: Path

    def publish(self, extra: str = "", keep: int = 5) -> str:
        """Publish a new snapshot to the store."""
        id = publish_sample(self.built, extra)
        publish_snapshot(current_snapshot(self.built), RemoteStore(self.address), keep=keep)
        return id

    def ask(self, query: str, accept: str = "text/csv") -> tuple[int, str]:
        answer = self.client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
        return answer.status_code, answer.get_data(as_text=True)


@pytest.fixture
def front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    monkeypatch.setattr(kg.remote.offering, "LOOK_EVERY", 0.05)
    with serve_plainly() as (plain, address):
        built = tmp_path / "built"
        publish_sample(built)
        publish_snapshot(current_snapshot(built), RemoteStore(address), keep=5)
        app = create_app(Settings(data=tmp_path / "front", store=address, workers=1, **FAR))
        yield Front(app.test_client(use_cookies=False), plain, address, built)
        app.extensions["giaoban"].close()


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A front that no test changes anything about, and that asks its store nothing by itself."""
    folder = tmp_path_factory.mktemp("still")
    with pytest.MonkeyPatch.context() as patch, serve_plainly() as (plain, address):
        patch.setattr(kg.remote.offering, "LOOK_EVERY", threading.TIMEOUT_MAX)
        fill(plain, '<urn:a> <urn:secret> "s" . <urn:other> { <urn:a> <urn:secret> "s" }')
        publish_sample(folder / "built")
        publish_snapshot(current_snapshot(folder / "built"), RemoteStore(address), keep=5)
        app = create_app(Settings(data=folder / "front", store=address, workers=1, **FAR))
        yield Front(app.test_client(use_cookies=False), plain, address, folder / "built")
        app.extensions["giaoban"].close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_as_from_the_snapshot_itself(
    still: Front, client: FlaskClient, path: str
) -> None:
    ours, theirs = still.client.get(path), client.get(path)
    assert ours.status_code == theirs.status_code == 200
    assert ours.mimetype == theirs.mimetype


@pytest.mark.parametrize("path", [OFFICIAL, "/officials", "/search?q=mau", "/data/official/le-van-mau.nt"])
def test_a_page_says_the_same(still: Front, client: FlaskClient, path: str) -> None:
    def words(text: str) -> list[str]:
        return sorted(line for line in text.splitlines() if "modified" not in line and "dateM" not in line)

    ours, theirs = (one.get(path).get_data(as_text=True) for one in (still.client, client))
    assert words(ours) == words(theirs)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT ?o { ?s <urn:secret> ?o }",
        'PREFIX gb: <https://w3id.org/giaoban/ontology#> SELECT ?s { ?s gb:matches "le van mau" }',
        "ASK { ?s ?p ?o }",
        "DESCRIBE <id/official/le-van-mau>",
        "CONSTRUCT WHERE { ?s a <https://w3id.org/giaoban/ontology#Official> }",
    ],
)
def test_a_query_is_answered_alike(still: Front, client: FlaskClient, query: str) -> None:
    def lines(one: FlaskClient) -> list[bytes]:
        answer = one.get(
            "/sparql", query_string={"query": query}, headers={"Accept": "text/csv, application/n-triples"}
        )
        assert answer.status_code == 200
        return sorted(answer.data.splitlines())

    assert lines(still.client) == lines(client)


@pytest.mark.parametrize(
    ("query", "status", "slug"),
    [
        ("SELECT * {", 400, "syntax-error"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400, "query-refused"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", 400, "query-refused"),
        ("SELECT * { ?s ?p ?o FILTER(<urn:unknown>(?s)) }", 400, "query-refused"),
        ("SELECT * { " + "{ " * 4000 + "?s ?p ?o" + " }" * 4000 + " }", 422, "query-too-complex"),
    ],
)
def test_a_bad_query_is_refused_here_with_its_place(still: Front, query: str, status: int, slug: str) -> None:
    asked = len(still.plain.queries)
    answer = still.client.post("/sparql", data={"query": query})
    assert (answer.status_code, answer.json["type"]) == (status, f"/problems#{slug}")  # type: ignore[index]
    if slug != "query-refused":
        assert len(still.plain.queries) == asked
    assert still.ask("ASK {}")[0] == 200


@pytest.mark.parametrize(
    "query",
    [
        "ASK {{ FILTER(?a<?b)SERVICE#>\n<{0}> {{ ?s ?p ?o }} }}",
        "ASK {{ SERVICE:x {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(1 AS ?a) FILTER(?a<?b)SERVICE#>\n:x {{ ?s ?p ?o }} }}",
        "ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    ],
)
def test_no_wording_makes_anybody_call_another_server(still: Front, query: str) -> None:
    asked = list(still.plain.queries)
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.3)
        address = f"http://127.0.0.1:{other.getsockname()[1]}/"
        text = f"PREFIX : <{address}>\n" + query.format(address)
        answer = still.client.post("/sparql", data={"query": text})
        with pytest.raises(TimeoutError):
            other.accept()
    assert answer.status_code in (200, 400)
    assert not any("SERVICE" in sent.split() for sent in still.plain.queries[len(asked) :])


def test_a_store_that_takes_too_long_is_a_time_limit(tmp_path: Path) -> None:
    with serve_plainly() as (plain, address):
        publish_sample(tmp_path / "built")
        publish_snapshot(current_snapshot(tmp_path / "built"), RemoteStore(address), keep=5)
        app = create_app(Settings(data=tmp_path, store=address, workers=1, **{**FAR, "timeout": 0.4}))
        client = app.test_client()
        plain.delay = 1.5
        answer = client.get("/sparql?query=ASK%20{}")
        assert (answer.status_code, answer.json["type"]) == (504, "/problems#time-limit")  # type: ignore[index]
        plain.delay = 0.0
        wait_until(lambda: client.get("/sparql?query=ASK%20{}").status_code == 200)
        app.extensions["giaoban"].close()


def test_an_answer_that_the_store_cuts_is_an_error(tmp_path: Path) -> None:
    with serve_plainly() as (plain, address):
        publish_sample(tmp_path / "built")
        publish_snapshot(current_snapshot(tmp_path / "built"), RemoteStore(address), keep=5)
        plain.most_rows = 7
        app = create_app(Settings(data=tmp_path / "front", store=address, workers=1, **FAR))
        client = app.test_client()
        answer = client.get("/sparql", query_string={"query": "SELECT * { ?s ?p ?o }"})
        assert (answer.status_code, answer.json["type"]) == (507, "/problems#result-too-large")  # type: ignore[index]
        few = client.get("/sparql", query_string={"query": "SELECT * { ?s ?p ?o } LIMIT 7"})
        assert few.status_code == 200
        assert client.get(OFFICIAL).status_code == 200, "what pages need is read in parts"
        app.extensions["giaoban"].close()


def test_a_store_that_dies_is_told_in_words_and_the_server_recovers_by_itself(front: Front) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    known = front.ask(query)
    front.plain.status = 503
    wait_until(lambda: front.ask("SELECT ?s { ?s ?p 1 }")[0] == 503)
    answer = front.client.get("/sparql", query_string={"query": "ASK { ?s ?p 2 }"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json["type"] == "/problems#store-away"  # type: ignore[index]
    page = front.client.get(OFFICIAL, headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype, page.headers["Retry-After"]) == (503, "text/html", "5")
    assert "không trả lời" in page.get_data(as_text=True)
    assert front.ask(query) == known, "what was answered before is kept"
    assert front.client.get("/search?q=mau").status_code in (200, 503)
    wait_until(lambda: front.client.get("/healthz").json["ready"] is False)  # type: ignore[index]
    assert front.client.get("/download/giaoban.ttl").status_code == 200
    front.plain.status = 0
    wait_until(lambda: front.ask("SELECT ?s { ?s ?p 1 }")[0] == 200)
    assert front.client.get(OFFICIAL).status_code == 200
    wait_until(lambda: front.client.get("/healthz").json["ready"] is True)  # type: ignore[index]


def test_a_snapshot_published_there_is_served_without_a_restart(front: Front) -> None:
    before = front.client.get("/healthz").json["snapshot"]  # type: ignore[index]
    id = front.publish("<https://w3id.org/giaoban/graph/entities> { <urn:new> <urn:number> 7 }")
    wait_until(lambda: front.client.get("/healthz").json["snapshot"] == id)  # type: ignore[index]
    assert front.ask("SELECT ?n { <urn:new> <urn:number> ?n }") == (200, "n\r\n7\r\n")
    earlier = front.client.get("/officials", headers={"Giaoban-Snapshot": before})
    assert earlier.status_code == 410
    assert front.client.get("/officials", headers={"Giaoban-Snapshot": "else"}).status_code == 409


def test_nobody_answers_from_a_snapshot_that_is_being_taken_away(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    making = kg.remote.companions.find_companion

    def wait(*arguments: object) -> object:
        let_go.wait()
        return making(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.remote.offering, "find_companion", wait)
    front.publish("<https://w3id.org/giaoban/graph/entities> { <urn:new> <urn:number> 8 }", keep=1)
    try:
        wait_until(lambda: front.ask("SELECT (RAND() AS ?never_kept) {}")[0] == 503)
        assert front.client.get(OFFICIAL).status_code == 503
    finally:
        let_go.set()
    wait_until(lambda: front.ask("SELECT ?n { <urn:new> <urn:number> ?n }") == (200, "n\r\n8\r\n"))


def test_the_files_beside_the_store_are_made_once_or_taken_from_the_snapshot_here(front: Front) -> None:
    data = front.built.parent / "front"
    (companion,) = (data / "cache" / "stores").iterdir()
    made = companion.stat().st_mtime_ns
    again = create_app(Settings(data=data, store=front.address, workers=1, **FAR))
    again.extensions["giaoban"].close()
    assert companion.stat().st_mtime_ns == made
    shared = create_app(Settings(data=front.built, store=front.address, workers=1, **FAR))
    assert not (front.built / "cache" / "stores").exists()
    assert shared.test_client().get("/search?q=mau").status_code == 200
    shared.extensions["giaoban"].close()


def test_a_store_that_cannot_be_served_from_is_told_at_the_start(tmp_path: Path) -> None:
    def start(address: str) -> str:
        done = CliRunner().invoke(main, ["serve", "-d", str(tmp_path), "--port", "0", "--store", address])
        assert done.exit_code == 1, done.output
        return done.output

    assert "does not answer" in start(f"http://127.0.0.1:{find_port()}/sparql")
    assert "no address of a store" in start("ftp://me:secret@127.0.0.1/")
    with serve_plainly() as (plain, address):
        assert "holds no snapshot of" in start(address)
        plain.readers = "me:right"
        told = start(address.replace("//", "//me:wrong-secret@"))
        assert "refuses the user or password" in told
        assert "wrong-secret" not in told
        plain.readers = ""
        plain.status = 500
        assert "answered 500" in start(address)


def test_a_companion_of_a_store_that_lost_something_is_not_made(tmp_path: Path) -> None:
    with serve_plainly() as (plain, address):
        set = f"https://w3id.org/giaoban/snapshot/{publish_sample(tmp_path / 'built')}"
        publish_snapshot(current_snapshot(tmp_path / "built"), RemoteStore(address), keep=5)
        plain.graph.update(f"DELETE WHERE {{ GRAPH <{set}/graph/authority> {{ ?s ?p ?o }} }}")
        threads = threading.enumerate()
        with pytest.raises(SnapshotError, match="were found"):
            create_app(Settings(data=tmp_path / "front", store=address))
        assert list((tmp_path / "front" / "cache" / "stores").iterdir()) == []
        assert threading.enumerate() == threads, "nobody goes on looking at the store"


def test_the_password_is_used_and_is_in_no_log_and_no_list_of_processes(tmp_path: Path) -> None:
    with serve_plainly() as (plain, address):
        publish_sample(tmp_path / "built")
        publish_snapshot(current_snapshot(tmp_path / "built"), RemoteStore(address), keep=5)
        plain.readers = "me:very-secret"
        log = tmp_path / "log"
        secret = address.replace("//", "//me:very-secret@")
        with running_server(tmp_path / "front", log, store=secret) as (server, process):
            asked = get(f"{server}/sparql", params={"query": "ASK { ?s ?p ?o }"})
            assert asked.json() == {"head": {}, "boolean": True}
            for pid in (process.pid, *find_children(process.pid)):
                assert b"very-secret" not in Path(f"/proc/{pid}/cmdline").read_bytes()
            plain.status = 502
            wait_until(lambda: get(f"{server}/healthz").json()["ready"] is False)
            failed = get(f"{server}/sparql", params={"query": "ASK { ?s ?p 3 }"})
            assert failed.status_code == 503
            assert "very-secret" not in failed.text
        assert "answered 502" in log.read_text("utf-8")
        assert "very-secret" not in log.read_text("utf-8")


def test_an_offering_knows_that_its_store_is_away(front: Front) -> None:
    offering = kg.remote.offering.Offering(front.address, Settings().base, front.built)
    id = offering.current_id()
    assert id
    offering.check(id)
    front.plain.status = 404

    def is_away() -> bool:
        try:
            offering.check(id)
        except StoreAwayError:
            return True
        return False

    wait_until(is_away)
    offering.close()
