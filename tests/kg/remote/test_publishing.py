"""A snapshot published to Virtuoso 7: whole or not at all, and taken up where it broke off."""

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
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

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("virtuoso-t"), reason="apt-get install virtuoso-opensource-7"),
]
INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = 8
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 1000
"""
BASE = "https://w3id.org/giaoban/"
REGISTER = NamedNode(BASE + "snapshots")
CURRENT = f"SELECT ?set {{ GRAPH {REGISTER} {{ ?r <http://www.w3.org/ns/dcat#hasCurrentVersion> ?set }} }}"


class Virtuoso:
    """A server on loopback that can be killed and started again on its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, sql_port = find_port(), find_port()
        (folder / "virtuoso.ini").write_text(
            INI.format(folder=folder, port=self.port, sql_port=sql_port), "utf-8"
        )
        self.start()

    def start(self) -> None:
        command = ["virtuoso-t", "+configfile", str(self.folder / "virtuoso.ini"), "+foreground"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sparql", timeout=5).close()
                return
            except OSError:
                assert time.monotonic() < until, "Virtuoso does not start"
                assert self.process.poll() is None, (self.folder / "virtuoso.log").read_text("utf-8")
                time.sleep(0.1)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)

    def address(self, user: str = "dba:dba") -> str:
        return f"http://{user}@127.0.0.1:{self.port}/sparql-auth"

    def store(self) -> RemoteStore:
        return RemoteStore(self.address(), seconds=30)


def find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    server = Virtuoso(tmp_path_factory.mktemp("virtuoso"))
    yield server
    server.kill()


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
    return [row["set"].value for row in virtuoso.store().rows(CURRENT)]


def count_triples(virtuoso: Virtuoso, set: NamedNode) -> int:
    (row,) = virtuoso.store().rows(write_query("union_size.rq", set=set))
    return int(row["triples"].value)


def test_the_command_publishes_once_and_finds_it_there_again(virtuoso: Virtuoso, tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, 1300, "one")
    command = ["publish", "-d", str(tmp_path), "--to", virtuoso.address()]
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
    set = publish_snapshot(snapshot, virtuoso.store(), keep=5).set
    name = NamedNode(BASE + "graph/article/b")
    query = f"""SELECT ?s ?p ?o {{
      GRAPH {REGISTER} {{ ?graph <http://purl.org/dc/terms/isVersionOf> {name} ;
        <http://purl.org/dc/terms/isPartOf> {set} }}
      GRAPH ?graph {{ ?s ?p ?o }} }}"""
    there = {(row["s"], row["p"], row["o"]) for row in virtuoso.store().rows(query)}
    here = {(quad.subject, quad.predicate, quad.object) for quad in snapshot.open().quads(graph=name)}
    assert there == here
    assert len(here) == 6


def test_a_store_that_dies_half_way_keeps_the_old_one_and_the_next_run_goes_on(
    virtuoso: Virtuoso, tmp_path: Path
) -> None:
    old = publish_snapshot(make_snapshot(tmp_path, 60, "old"), virtuoso.store(), keep=5).set
    snapshot = make_snapshot(tmp_path, 1000, "new")

    def die(at: int, total: int) -> None:
        if at > total // 2:
            virtuoso.kill()

    with pytest.raises(RemoteError, match=r"does not answer.*goes on where it stopped"):
        publish_snapshot(snapshot, virtuoso.store(), keep=5, batch=100, progress=die)
    virtuoso.start()
    assert find_current(virtuoso) == [old.value]
    done = publish_snapshot(snapshot, virtuoso.store(), keep=5, batch=70)
    assert done.found >= snapshot.manifest.triples // 2
    assert done.found + done.sent == snapshot.manifest.quads + snapshot.manifest.triples
    assert find_current(virtuoso) == [done.set.value]
    assert count_triples(virtuoso, done.set) == snapshot.manifest.triples


def test_a_store_that_lost_something_is_not_switched_and_loaded_anew(
    virtuoso: Virtuoso, tmp_path: Path
) -> None:
    store = virtuoso.store()
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
    first = publish_snapshot(make_snapshot(tmp_path, 60, "first"), virtuoso.store(), keep=5).set
    done = publish_snapshot(make_snapshot(tmp_path, 60, "second"), virtuoso.store(), keep=1)
    assert done.removed >= 1
    assert count_triples(virtuoso, first) == 0
    assert count_triples(virtuoso, done.set) > 0
    rows = virtuoso.store().rows(write_query("whole_sets.rq", register=REGISTER))
    assert [row["set"] for row in rows] == [done.set]


def test_wrong_credentials_and_addresses_are_told(virtuoso: Virtuoso, tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, 60, "refused")
    with pytest.raises(RemoteError, match="refuses the user or password"):
        publish_snapshot(snapshot, RemoteStore(virtuoso.address("dba:wrong")), keep=5)
    with pytest.raises(RemoteError, match="answered 404"):
        publish_snapshot(snapshot, RemoteStore(f"http://127.0.0.1:{virtuoso.port}/nothing"), keep=5)
    with pytest.raises(RemoteError, match="does not answer"):
        publish_snapshot(snapshot, RemoteStore(f"http://127.0.0.1:{find_port()}/sparql"), keep=5)
    with pytest.raises(SettingsError, match="no address of a store"):
        RemoteStore("ftp://user:secret@example.org/")
