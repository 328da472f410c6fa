"""A store is written to by updates or by the Graph Store Protocol, with the same outcome."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg.errors import RemoteError
from kg.remote import Publication, RemoteStore, publish_snapshot
from kg.remote.writing import GraphWriter, UpdateWriter, choose_writer
from kg.snapshot import Snapshot
from tests.kg.remote.plain_store import PlainStore, serve_plainly
from tests.kg.remote.test_reading import GRAPHS, make_snapshot
from tests.virtuoso import WANTS, Virtuoso, is_here

REGISTER = NamedNode("https://w3id.org/giaoban/snapshots")
OLD = GRAPHS + 'g:inferred { :c :name "Cũ"@vi }'


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    folder = tmp_path_factory.mktemp("snapshots")
    texts = [GRAPHS, OLD, OLD + "g:inferred { :d a :Person }"]
    return [make_snapshot(folder / str(number), text) for number, text in enumerate(texts)]


@pytest.fixture
def plain() -> Iterator[tuple[PlainStore, str]]:
    with serve_plainly() as served:
        yield served


def dump(plain: PlainStore) -> set[str]:
    return {str(quad) for quad in plain.graph if not isinstance(quad.graph_name, DefaultGraph)}


def test_both_ways_leave_the_same_quads(snapshots: list[Snapshot]) -> None:
    held = []
    for protocol in ("update", "gsp"):
        with serve_plainly() as (plain, address):
            plain.protocols = {"update"} if protocol == "update" else {"graphs"}
            for snapshot in (*snapshots, snapshots[0]):
                publish_snapshot(snapshot, RemoteStore(address), keep=1, batch=4, protocol=protocol)
            held.append(dump(plain))
    assert held[0] == held[1]
    assert len(held[0]) > 20


@pytest.mark.parametrize(
    ("spoken", "writer"),
    [({"update", "graphs"}, UpdateWriter), ({"update"}, UpdateWriter), ({"graphs"}, GraphWriter)],
)
def test_the_way_is_chosen_by_what_the_store_answers(
    plain: tuple[PlainStore, str], spoken: set[str], writer: type
) -> None:
    plain[0].protocols = spoken
    assert isinstance(choose_writer(RemoteStore(plain[1]), REGISTER, "auto"), writer)


def test_a_store_that_takes_neither_is_told_by_its_first_answer(plain: tuple[PlainStore, str]) -> None:
    plain[0].protocols = set()
    with pytest.raises(RemoteError, match="answered 405"):
        choose_writer(RemoteStore(plain[1]), REGISTER, "auto")
    plain[0].protocols = {"graphs", "update"}
    plain[0].writers = "me:right"
    for protocol in ("auto", "update", "gsp"):
        with pytest.raises(RemoteError, match="refuses the user or password"):
            store = RemoteStore(plain[1].replace("//", "//me:wrong@"))
            choose_writer(store, REGISTER, protocol).insert({REGISTER: ["<urn:a> <urn:b> <urn:c> .\n"]})


@pytest.mark.parametrize("protocol", ["update", "gsp"])
def test_a_publication_that_broke_off_is_taken_up(
    plain: tuple[PlainStore, str], snapshots: list[Snapshot], protocol: str
) -> None:
    store = RemoteStore(plain[1])

    def fail(at: int, total: int) -> None:
        plain[0].status = 503 if at >= total // 2 else 0

    def publish(**others: object) -> Publication:
        return publish_snapshot(snapshots[0], store, keep=5, batch=3, protocol=protocol, **others)  # type: ignore[arg-type]

    with pytest.raises(RemoteError, match="answered 503"):
        publish(progress=fail)
    plain[0].status = 0
    done = publish()
    total = snapshots[0].manifest.quads + snapshots[0].manifest.triples
    assert total // 2 <= done.found < total
    assert done.found + done.sent == total


@pytest.mark.slow
@pytest.mark.skipif(not is_here(), reason=WANTS)
def test_virtuoso_takes_graphs_too_and_the_next_run_goes_on(
    snapshots: list[Snapshot], tmp_path: Path
) -> None:
    virtuoso = Virtuoso(tmp_path, most_rows=7)
    address = virtuoso.updates().replace("/sparql-auth", "/sparql-graph-crud-auth")
    store = RemoteStore(address, virtuoso.queries, seconds=30)
    try:
        publish_snapshot(snapshots[0], store, keep=1, batch=6)

        def die(at: int, total: int) -> None:
            if at >= total // 2 and virtuoso.process.poll() is None:
                virtuoso.kill()

        with pytest.raises(RemoteError, match="does not answer"):
            publish_snapshot(snapshots[1], store, keep=1, batch=6, progress=die)
        virtuoso.start()
        done = publish_snapshot(snapshots[1], store, keep=1, batch=5)
        assert done.found > 0
        third = publish_snapshot(snapshots[2], store, keep=1, batch=50)
        assert third.removed == 1
        current = "SELECT ?set { GRAPH ?g { ?r <http://www.w3.org/ns/dcat#hasCurrentVersion> ?set } }"
        assert [row["set"] for row in store.rows(current)] == [third.set]
    finally:
        virtuoso.kill()
