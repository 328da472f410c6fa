"""Nothing that is exchanged, killed or started anew costs a client an answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from kg.snapshot import current_id
from tests.endpoint.serving import (
    PATIENCE,
    ROOT,
    find_children,
    get,
    has_ended,
    publish,
    running_server,
    wait_until,
)
from tests.ports import find_port

PUBLISH = """
import sys
from pathlib import Path
from tests.endpoint.serving import publish
publish(Path(sys.argv[1]), 99)
"""
QUERY = "SELECT ?n { ?s <urn:number> ?n }"
CLIENTS = 4
Seen = list[tuple[int, str, int]]


@contextmanager
def load(address: str, clients: int = CLIENTS) -> Iterator[Seen]:
    """Clients that ask without pause, each query a new one: status (0: lost connection), text, and client."""
    seen: Seen = []
    done = threading.Event()

    def ask(name: int) -> None:
        with httpx.Client(timeout=PATIENCE) as client:
            count = 0
            while not done.is_set():
                count += 1
                params = {"query": f"{QUERY} # {name} {count}", "format": "csv"}
                try:
                    response = client.get(f"{address}/sparql", params=params)
                    seen.append((response.status_code, response.text, name))
                except httpx.TransportError as error:
                    seen.append((0, repr(error), name))

    threads = [threading.Thread(target=ask, args=(name,)) for name in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        done.set()
        for thread in threads:
            thread.join()


def serves(address: str, id: str) -> bool:
    """Whether the server is on this snapshot."""
    return bool(get(f"{address}/healthz").json()["snapshot"] == id)


def wait_for_answers(seen: Seen) -> None:
    """Return when each client has got another answer: whatever it had asked before is answered then."""
    before = len(seen)
    wait_until(lambda: len({client for _, _, client in seen[before:]}) == CLIENTS)


def kill_workers(pid: int, seen: Seen) -> None:
    """Kill every worker that there is, again and again, while others ask."""
    for _ in range(6):
        for child in find_children(pid):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        wait_for_answers(seen)


@pytest.mark.slow
def test_no_request_fails_while_snapshots_are_exchanged_and_processes_killed(
    tmp_path: Path,
) -> None:
    publish(tmp_path, 0)
    with running_server(tmp_path) as (address, process), load(address) as seen:
        for number in range(1, 9):
            id = publish(tmp_path, number)
            wait_until(lambda id=id: serves(address, id))  # type: ignore[misc]
            wait_for_answers(seen)
        for seconds in (0.15, 0.25, 0.35):
            builder = subprocess.Popen([sys.executable, "-c", PUBLISH, str(tmp_path)], cwd=ROOT)
            time.sleep(seconds)
            builder.kill()
            builder.wait()
            assert current_id(tmp_path) is not None
        kill_workers(process.pid, seen)
        last = publish(tmp_path, 10)
        wait_until(lambda: serves(address, last))
    print(f"{len(seen)} requests, {sum(status != 200 for status, *_ in seen)} failures")
    assert {status for status, *_ in seen} == {200}
    assert {text for _, text, _ in seen} <= {f"n\r\n{number}\r\n" for number in (*range(11), 99)}


def test_a_server_that_was_killed_leaves_no_process_and_another_takes_its_place(tmp_path: Path) -> None:
    id = publish(tmp_path, 1)
    port = find_port()
    with running_server(tmp_path, port=port) as (address, process):
        workers = find_children(process.pid)
        with load(address, clients=1) as seen:
            wait_until(lambda: len(seen) > 4)
            process.kill()
            process.wait()
        wait_until(lambda: all(map(has_ended, workers)))
    with running_server(tmp_path, port=port) as (address, _):
        assert serves(address, id)
        response = get(f"{address}/sparql", params={"query": QUERY, "format": "csv"})
        assert response.text == "n\r\n1\r\n"
