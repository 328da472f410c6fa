"""A snapshot published to Virtuoso 7: whole or not at all, and taken up where it broke off."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from kg.cli import main
from kg.errors import RemoteError, SettingsError
from kg.model import Article, Span
from kg.remote import RemoteStore, publish_snapshot
from kg.remote.protocol import write_query
from kg.settings import Settings
from kg.snapshot import Snapshot, build_aside, publish_graph
from tests.ports import find_port
from tests.virtuoso import WANTS, Virtuoso, is_here

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_here(), reason=WANTS),
]
BASE = "https://w3id.org/giaoban/"
REGISTER = NamedNode(BASE + "snapshots")
CURRENT = f"SELECT ?set {{ GRAPH {REGISTER} {{ ?r <http://www.w3.org/ns/dcat#hasCurrentVersion> ?set }} }}"


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    server = Virtuoso(tmp_path_factory.mktemp("virtuoso"))
    yield server
    server.kill()


def open_store(virtuoso: Virtuoso) -> RemoteStore:
    return RemoteStore(virtuoso.updates(), seconds=30)


def make_snapshot(data: Path, size: int, mark: str) -> Snapshot:
    """A snapshot of about ``size`` triples in three named graphs, two of which say some of the same."""
    lines = [
        f"<{BASE}id/body/{mark}-{n}> <urn:says> \"Số {n}\"@vi ; <urn:on> '2020-06-01'^^<{XSD}date> ."
        for n in range(size // 2)
    ]
    half = len(lines) // 2
    graphs = {"entities": lines[:half], "article/a": lines[half:], "article/b": lines[-3:]}
    text = "".join(f"<{BASE}graph/{name}> {{ {' '.join(part)} }}\n" for name, part in graphs.items())
    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG))
    with build_aside(data) as folder:
        return publish_graph(folder, Settings(data=data), quads, [Article("a", "x", Span(0, 1))], [])


XSD = "http://www.w3.org/2001/XMLSchema#"


def find_current(virtuoso: Virtuoso) -> list[str]:
    return [row["set"].value for row in open_store(virtuoso).rows(CURRENT)]


def count_triples(virtuoso: Virtuoso, set: NamedNode) -> int:
    (row,) = open_store(virtuoso).rows(write_query("union_size.rq", set=set))
    return int(row["triples"].value)


def test_the_command_publishes_once_and_finds_it_there_again(virtuoso: Virtuoso, tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, 1300, "one")
    command = ["publish", "-d", str(tmp_path), "--to", virtuoso.updates()]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert "dba:dba" not in done.output
    total = snapshot.manifest.quads + snapshot.manifest.triples
    assert f"{total} quads sent, 0 there before" in done.output
    assert find_current(virtuoso) == [f"{BASE}snapshot/{snapshot.id}"]
    again = CliRunner().invoke(main, command)
    assert f"0 quads sent, {total} there before" in again.output


def test_a_named_graph_says_what_it_said_here(virtuoso: Virtuoso, tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, 100, "names")
    set = publish_snapshot(snapshot, open_store(virtuoso), keep=5).set
    name = NamedNode(BASE + "graph/article/b")
    query = f"""SELECT ?s ?p ?o {{
      GRAPH <{set.value}/graphs> {{ ?graph <http://purl.org/dc/terms/isVersionOf> {name} }}
      GRAPH ?graph {{ ?s ?p ?o }} }}"""
    there = {(row["s"], row["p"], row["o"]) for row in open_store(virtuoso).rows(query)}
    here = {(quad.subject, quad.predicate, quad.object) for quad in snapshot.open().quads(graph=name)}
    assert there == here
    assert len(here) == 6


def test_a_store_that_dies_half_way_keeps_the_old_one_and_the_next_run_goes_on(
    virtuoso: Virtuoso, tmp_path: Path
) -> None:
    old = publish_snapshot(make_snapshot(tmp_path, 60, "old"), open_store(virtuoso), keep=5).set
    snapshot = make_snapshot(tmp_path, 1000, "new")

    def die(at: int, total: int) -> None:
        if at > total // 2:
            virtuoso.kill()

    with pytest.raises(RemoteError, match=r"does not answer.*goes on where it stopped"):
        publish_snapshot(snapshot, open_store(virtuoso), keep=5, batch=100, progress=die)
    virtuoso.start()
    assert find_current(virtuoso) == [old.value]
    done = publish_snapshot(snapshot, open_store(virtuoso), keep=5, batch=70)
    assert done.found >= snapshot.manifest.triples // 2
    assert done.found + done.sent == snapshot.manifest.quads + snapshot.manifest.triples
    assert find_current(virtuoso) == [done.set.value]
    assert count_triples(virtuoso, done.set) == snapshot.manifest.triples


def test_a_store_that_lost_something_is_not_switched_and_loaded_anew(
    virtuoso: Virtuoso, tmp_path: Path
) -> None:
    store = open_store(virtuoso)
    old = publish_snapshot(make_snapshot(tmp_path, 60, "before"), store, keep=5).set
    snapshot = make_snapshot(tmp_path, 200, "lost")
    lost = f"DELETE WHERE {{ GRAPH <{BASE}snapshot/{snapshot.id}> {{ <{BASE}id/body/lost-7> ?p ?o }} }}"
    total = snapshot.manifest.quads + snapshot.manifest.triples

    def lose(at: int, _: int) -> None:
        if at == total:
            store.update(lost)

    with pytest.raises(RemoteError, match="not made the current one"):
        publish_snapshot(snapshot, store, keep=5, progress=lose)
    assert find_current(virtuoso) == [old.value]
    assert publish_snapshot(snapshot, store, keep=5).sent == total
    assert find_current(virtuoso) == [f"{BASE}snapshot/{snapshot.id}"]


def test_of_the_earlier_ones_only_so_many_stay(virtuoso: Virtuoso, tmp_path: Path) -> None:
    store = open_store(virtuoso)
    first = publish_snapshot(make_snapshot(tmp_path, 60, "first"), store, keep=5).set
    second = publish_snapshot(make_snapshot(tmp_path, 60, "second"), store, keep=1).set
    rows = store.rows(write_query("whole_sets.rq", register=REGISTER))
    assert [row["set"] for row in rows] == [second]
    assert count_triples(virtuoso, first) > 0, "who still reads it goes on"
    done = publish_snapshot(make_snapshot(tmp_path, 60, "third"), store, keep=5)
    assert done.removed >= 1
    assert count_triples(virtuoso, first) == 0
    assert count_triples(virtuoso, second) > 0


def test_the_later_of_two_is_known_whatever_their_clocks_say(virtuoso: Virtuoso, tmp_path: Path) -> None:
    store = open_store(virtuoso)
    fast = make_snapshot(tmp_path / "fast", 60, "fast-clock")
    ahead = replace(fast, manifest=replace(fast.manifest, created="2099-01-01T00:00:00+00:00"))
    publish_snapshot(ahead, store, keep=5)
    done = publish_snapshot(make_snapshot(tmp_path / "right", 60, "right-clock"), store, keep=5)
    rows = store.rows(write_query("whole_sets.rq", register=REGISTER))
    assert [row["set"].value for row in rows][:2] == [done.set.value, f"{BASE}snapshot/{fast.id}"]
    assert find_current(virtuoso) == [done.set.value]


def test_wrong_credentials_and_addresses_are_told(virtuoso: Virtuoso, tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, 60, "refused")
    with pytest.raises(RemoteError, match="refuses the user or password"):
        publish_snapshot(snapshot, RemoteStore(virtuoso.updates("dba:wrong")), keep=5)
    with pytest.raises(RemoteError, match="answered 404"):
        publish_snapshot(snapshot, RemoteStore(f"http://127.0.0.1:{virtuoso.port}/nothing"), keep=5)
    with pytest.raises(RemoteError, match="does not answer"):
        publish_snapshot(snapshot, RemoteStore(f"http://127.0.0.1:{find_port()}/sparql"), keep=5)
    with pytest.raises(SettingsError, match="no address of a store"):
        RemoteStore("ftp://user:secret@example.org/")
