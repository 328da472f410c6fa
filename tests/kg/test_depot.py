"""A depot names a snapshot only once it is whole there, and a copy counts only if every sum is right."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest

from kg.depot import fetch_snapshot, list_files, open_depot, read_pointer, send_snapshot
from kg.errors import SettingsError, SnapshotError
from kg.model import Article, Span
from kg.settings import Settings
from kg.snapshot import Snapshot, build_aside, current_id, current_snapshot, publish_graph
from tests.kg.factories import STORY, evidence_quads, node


def make_snapshot(data: Path, id: str) -> Snapshot:
    quads = list(evidence_quads(id, node("id/official/x"), "Sáng", 0, 4, node("graph/g")))
    with build_aside(data) as folder:
        articles = [Article(id, STORY, Span(0, len(STORY)))]
        return publish_graph(folder, Settings(data=data), quads, articles, [])


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of an S3 server on loopback, where moto and s3fs are installed."""
    pytest.importorskip("s3fs", reason="pip install s3fs 'moto[server]'")
    moto = pytest.importorskip("moto.server", reason="pip install s3fs 'moto[server]'")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", "http://{}:{}".format(*server.get_host_and_port()))
        fsspec.filesystem("s3").mkdir("bucket")
        yield "s3://bucket"
    server.stop()


@pytest.fixture(params=["file", "memory", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty depot."""
    if request.param == "s3":
        yield f"{request.getfixturevalue('bucket')}/depot-{uuid4().hex}"
        return
    if request.param == "file":
        yield f"file://{tmp_path}/depot"
        return
    root = f"/depot-{uuid4().hex}"
    yield f"memory:/{root}"
    system = fsspec.filesystem("memory")
    if system.exists(root):
        system.rm(root, recursive=True)


def test_what_is_sent_is_fetched_to_the_byte(address: str, tmp_path: Path) -> None:
    sent = make_snapshot(tmp_path / "here", "a")
    assert send_snapshot(sent, address, keep=5) == len(list_files(sent))
    fetched = fetch_snapshot(address, tmp_path / "there", keep=5)
    assert fetched.id == sent.id == current_id(tmp_path / "there")
    assert list_files(fetched) == list_files(sent)
    assert len(fetched.open()) == len(sent.open())


def test_what_is_there_is_neither_sent_nor_fetched_again(address: str, tmp_path: Path) -> None:
    sent = make_snapshot(tmp_path / "here", "a")
    send_snapshot(sent, address, keep=5)
    assert send_snapshot(sent, address, keep=5) == 0
    fetched = fetch_snapshot(address, tmp_path / "there", keep=5)
    number = fetched.path.stat().st_ino
    assert fetch_snapshot(address, tmp_path / "there", keep=5).path.stat().st_ino == number


def test_a_run_that_broke_off_is_taken_up_and_was_never_named(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_snapshot(tmp_path / "here", "a")
    send_snapshot(first, address, keep=5)
    second = make_snapshot(tmp_path / "here", "b")
    depot = open_depot(address)
    put, room = depot.system.put_file, [3]

    def put_some(*arguments: object, **named: object) -> None:
        if not room[0]:
            raise OSError("the line is cut")
        room[0] -= 1
        put(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(depot.system, "put_file", put_some)
        with pytest.raises(SnapshotError, match="the line is cut"):
            send_snapshot(second, address, keep=5)
    assert read_pointer(depot).id == first.id  # type: ignore[union-attr]
    assert fetch_snapshot(address, tmp_path / "there", keep=5).id == first.id
    assert send_snapshot(second, address, keep=5) == len(list_files(second)) - 3
    assert fetch_snapshot(address, tmp_path / "there", keep=5).id == second.id


def test_the_same_graph_of_another_build_takes_the_place_of_the_first(address: str, tmp_path: Path) -> None:
    one, other = (make_snapshot(tmp_path / name, "a") for name in ("one", "other"))
    assert one.id == other.id
    assert list_files(one) != list_files(other)
    send_snapshot(one, address, keep=5)
    assert send_snapshot(other, address, keep=5) == len(list_files(other))
    assert list_files(fetch_snapshot(address, tmp_path / "there", keep=5)) == list_files(other)


def test_a_copy_that_was_cut_off_is_refused_and_what_is_served_stays(address: str, tmp_path: Path) -> None:
    first = make_snapshot(tmp_path / "here", "a")
    send_snapshot(first, address, keep=5)
    fetch_snapshot(address, tmp_path / "there", keep=5)
    second = make_snapshot(tmp_path / "here", "b")
    send_snapshot(second, address, keep=5)
    depot = open_depot(address)
    for name in (f"snapshots/{second.id}/dumps/giaoban.ttl", f"snapshots/{second.id}.json"):
        whole = depot.system.cat_file(depot.path(name))
        depot.system.pipe_file(depot.path(name), whole[:-1])
        with pytest.raises(SnapshotError, match=r"cut off or damaged: its SHA-256"):
            fetch_snapshot(address, tmp_path / "there", keep=5)
        assert current_id(tmp_path / "there") == first.id
        assert [path.name for path in (tmp_path / "there" / "snapshots").iterdir()] == [first.id]
        depot.system.pipe_file(depot.path(name), whole)
    assert fetch_snapshot(address, tmp_path / "there", keep=5).id == second.id


def test_a_list_that_leads_out_of_the_snapshot_is_refused(address: str, tmp_path: Path) -> None:
    sent = make_snapshot(tmp_path / "here", "a")
    send_snapshot(sent, address, keep=5)
    depot = open_depot(address)
    outside = tmp_path / "there" / "current.json"
    for name in ("../../current.json", str(outside)):
        content = b"{}"
        listed = json.dumps({name: (len(content), hashlib.sha256(content).hexdigest())}).encode()
        depot.write(f"snapshots/{sent.id}.json", listed)
        depot.write(
            "current.json", json.dumps({"id": sent.id, "list": hashlib.sha256(listed).hexdigest()}).encode()
        )
        with pytest.raises(SnapshotError, match="not of the snapshot"):
            fetch_snapshot(address, tmp_path / "there", keep=5)
        assert not outside.exists()
        assert current_id(tmp_path / "there") is None


def test_older_snapshots_go_but_not_the_one_before(address: str, tmp_path: Path) -> None:
    ids = []
    for name in "abc":
        ids.append(make_snapshot(tmp_path / "here", name).id)
        send_snapshot(current_snapshot(tmp_path / "here"), address, keep=1)
    depot = open_depot(address)
    kept = {path.rpartition("/")[2] for path in depot.system.ls(depot.path("snapshots"), detail=False)}
    assert kept == {name for id in ids[1:] for name in (id, f"{id}.json")}


def test_a_builder_whose_clock_is_behind_is_followed_all_the_same(address: str, tmp_path: Path) -> None:
    first = make_snapshot(tmp_path / "here", "a")
    send_snapshot(first, address, keep=1)
    fetch_snapshot(address, tmp_path / "there", keep=1)
    second = make_snapshot(tmp_path / "here", "b")
    manifest = second.path / "manifest.json"
    record = {**json.loads(manifest.read_text("utf-8")), "created": "2001-01-01T00:00:00+00:00"}
    manifest.write_text(json.dumps(record), "utf-8")
    os.utime(manifest, (1, 1))
    send_snapshot(second, address, keep=1)
    assert fetch_snapshot(address, tmp_path / "there", keep=1).id == second.id
    assert current_id(tmp_path / "there") == second.id


def test_an_empty_depot_and_one_of_no_kind_are_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="There is no snapshot in"):
        fetch_snapshot(address, tmp_path / "there", keep=5)
    with pytest.raises(SettingsError, match="cannot be opened"):
        fetch_snapshot("nosuch://x/y", tmp_path / "there", keep=5)
    send_snapshot(make_snapshot(tmp_path / "here", "a"), address, keep=5)
    for damaged in (b"{", b'{"id": "../x", "list": ""}', b'{"id": 1, "list": ""}'):
        open_depot(address).write("current.json", damaged)
        with pytest.raises(SnapshotError, match=r"current\.json is damaged"):
            fetch_snapshot(address, tmp_path / "there", keep=5)
