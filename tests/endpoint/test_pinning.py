"""Every answer names its snapshot; who insists on one gets no other; several servers publish as one."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient

from endpoint.following import Follower
from kg.depot import send_snapshot
from kg.errors import SnapshotError
from kg.settings import Settings
from kg.snapshot import current_id, current_snapshot
from tests.endpoint.serving import PATIENCE, get, publish, running_server, wait_until
from tests.ports import find_port, listens

NAME = "Giaoban-Snapshot"
QUERY = "SELECT ?n { ?s <urn:number> ?n }"
PATHS = (
    "/",
    "/officials",
    f"/sparql?format=csv&query={QUERY}",
    "/graph/entities",
    "/questions/officials?format=csv",
)
NGINX = """
daemon off; master_process off; error_log {folder}/error.log; pid {folder}/pid;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  upstream readers {{ server {servers}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://readers; proxy_http_version 1.1; proxy_set_header Connection ""; }}
  }}
}}
"""
needs_nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="apt-get install nginx-light")
Seen = list[tuple[int, str, str, str]]


@pytest.mark.parametrize("path", [*PATHS, "/healthz", "/nowhere", "/download/", "/void"])
def test_every_answer_names_its_snapshot(client: FlaskClient, sample_data: Path, path: str) -> None:
    assert client.get(path).headers[NAME] == current_id(sample_data)


@pytest.mark.parametrize("path", PATHS)
def test_the_snapshot_served_may_be_insisted_on(client: FlaskClient, sample_data: Path, path: str) -> None:
    id = str(current_id(sample_data))
    joint = "&" if "?" in path else "?"
    assert client.get(path, headers={NAME: id}).status_code == 200
    assert client.get(f"{path}{joint}snapshot={id}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_snapshot_that_is_not_here_is_a_conflict(client: FlaskClient, sample_data: Path, path: str) -> None:
    joint = "&" if "?" in path else "?"
    for response in (client.get(path, headers={NAME: "else"}), client.get(f"{path}{joint}snapshot=else")):
        assert response.status_code == 409
        assert response.headers["Retry-After"] == "1"
        assert response.headers[NAME] == current_id(sample_data)


def test_an_earlier_snapshot_is_gone_both_ways_of_a_query(tmp_path: Path) -> None:
    first = publish(tmp_path, 1)
    second = publish(tmp_path, 2)
    with running_server(tmp_path) as (address, _), httpx.Client(base_url=address, timeout=PATIENCE) as client:
        for path in PATHS:
            assert client.get(path).headers[NAME] == second
            assert client.get(path, headers={NAME: second}).status_code == 200
            assert client.get(path, headers={NAME: first}).status_code == 410
            assert client.get(path, params={"snapshot": first, "query": QUERY}).status_code == 410


@contextmanager
def running_nginx(folder: Path, addresses: list[str]) -> Iterator[str]:
    """nginx before these servers, each asked in turn: its address."""
    folder.mkdir()
    port = find_port()
    servers = "; server ".join(address.removeprefix("http://") for address in addresses)
    path = folder / "nginx.conf"
    path.write_text(NGINX.format(folder=folder, servers=servers, port=port), "utf-8")
    with subprocess.Popen(["nginx", "-c", str(path), "-e", f"{folder}/error.log"]) as process:
        try:
            wait_until(lambda: listens(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def read_pages(address: str, done: threading.Event, seen: Seen) -> None:
    """Ask for page after page until done; status, path, snapshot and text of each answer."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        while not done.is_set():
            for path in PATHS:
                try:
                    response = client.get(path)
                    seen.append((response.status_code, path, response.headers[NAME], response.text))
                except httpx.TransportError as error:
                    seen.append((0, path, "", repr(error)))


def read_on(address: str, done: threading.Event, runs: list[list[int]]) -> None:
    """Read page after page of one snapshot, and begin again with the newest when told that it is gone."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        while not done.is_set():
            pin = {NAME: client.get("/healthz").headers[NAME]}
            runs.append([])
            while not done.is_set():
                response = client.get(PATHS[2], headers=pin)
                runs[-1].append(response.status_code)
                if response.status_code != 200:
                    break
                assert response.headers[NAME] == pin[NAME]


def test_a_server_whose_depot_is_away_goes_on_and_one_with_nothing_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(data=tmp_path / "data", depot=f"file://{tmp_path}/none")
    with pytest.raises(SnapshotError, match=r"none could be copied: There is no snapshot in"):
        Follower(settings)
    id = publish(settings.data, 1)
    follower = Follower(settings)
    follower.look()
    follower.close()
    assert current_id(settings.data) == id
    assert len([line for line in caplog.messages if "nothing is copied" in line]) == 2


@needs_nginx
@pytest.mark.slow
@pytest.mark.parametrize("depot", [False, True], ids=["on one folder", "following a depot"])
def test_two_servers_behind_nginx_go_over_without_a_failed_or_mixed_page(tmp_path: Path, depot: bool) -> None:
    data = tmp_path / "data"
    bucket = f"file://{tmp_path}/depot"
    folders = [tmp_path / name if depot else data for name in ("one", "two")]
    follow: dict[str, Any] = {"depot": bucket, "depot_seconds": 0.1} if depot else {}

    def bring(number: int) -> str:
        id = publish(data, number)
        if depot:
            send_snapshot(current_snapshot(data), bucket, keep=3)
        return id

    numbers = {bring(0): 0}
    seen: Seen = []
    runs: list[list[int]] = []
    done = threading.Event()
    with ExitStack() as stack:
        addresses = [stack.enter_context(running_server(folder, **follow))[0] for folder in folders]
        front = stack.enter_context(running_nginx(tmp_path / "nginx", addresses))
        threads = [threading.Thread(target=read_pages, args=(front, done, seen)) for _ in range(3)]
        threads.append(threading.Thread(target=read_on, args=(front, done, runs)))
        for thread in threads:
            thread.start()
        try:
            wait_until(lambda: bool(seen))
            for number in range(1, 5):
                id = bring(number)
                numbers[id] = number
                for address in addresses:
                    wait_until(lambda at=address, id=id: get(at + "/healthz").headers[NAME] == id)  # type: ignore[misc]
                wait_until(lambda id=id: any(named == id for _, _, named, _ in seen))  # type: ignore[misc]
        finally:
            done.set()
            for thread in threads:
                thread.join()
    print(f"{len(seen)} pages, {sum(map(len, runs))} of them by readers of one snapshot")
    assert [entry for entry in seen if entry[0] != 200] == []
    assert {id for _, _, id, _ in seen} == set(numbers)
    assert {status for run in runs for status in run[:-1]} <= {200}
    assert {run[-1] for run in runs if run} <= {200, 409, 410}
    for _, path, id, text in seen:
        if path == PATHS[2]:
            assert text == f"n\r\n{numbers[id]}\r\n"
        elif path == PATHS[3]:
            assert f" {numbers[id]} " in text or f'"{numbers[id]}"' in text
        elif path == "/":
            assert f"<code>{id[:12]}</code>" in text
