"""The server as a process: start, stop, new snapshots under load, and the batteries of abuse."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from endpoint.server import bind_address
from kg.errors import SettingsError
from tests.endpoint.serving import find_children, publish, running_server, wait_until

ROOT = Path(__file__).parents[2]
CHECKS = ROOT.parent / "shared" / "checks"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"


def test_a_port_in_use_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Cannot listen on 127.0.0.1 port {port}"):
            bind_address("127.0.0.1", port)


def test_a_stop_lets_the_query_under_way_be_answered(sample_data: Path) -> None:
    with running_server(sample_data, timeout=1.5) as (address, process):
        answers: list[int] = []
        asking = threading.Thread(
            target=lambda: answers.append(
                httpx.get(f"{address}/sparql", params={"query": HEAVY}, timeout=20).status_code
            )
        )
        asking.start()
        wait_until(lambda: "giaoban_queries_running 1.0" in httpx.get(f"{address}/metrics").text)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        asking.join()
        assert answers == [504]


def test_snapshots_are_exchanged_under_load_without_a_failed_request(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    query = "SELECT ?n { ?s <urn:number> ?n } #"
    with running_server(tmp_path) as (address, _):
        seen: list[tuple[int, str]] = []
        done = threading.Event()

        def load(name: int) -> None:
            with httpx.Client(timeout=20) as client:
                count = 0
                while not done.is_set():
                    count += 1
                    params = {"query": f"{query} {name} {count}", "format": "csv"}
                    response = client.get(f"{address}/sparql", params=params)
                    seen.append((response.status_code, response.text))

        threads = [threading.Thread(target=load, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        for number in (1, 2, 3):
            id = publish(tmp_path, number)
            wait_until(lambda id=id: httpx.get(f"{address}/healthz").json()["snapshot"] == id)  # type: ignore[misc]
        done.set()
        for thread in threads:
            thread.join()
        last = httpx.get(f"{address}/sparql", params={"query": query, "format": "csv"}).text
    assert {status for status, _ in seen} == {200}
    assert {text for _, text in seen} <= {f"n\r\n{number}\r\n" for number in range(4)}
    assert last == "n\r\n3\r\n"


def test_a_killed_worker_costs_no_later_request(sample_data: Path) -> None:
    with running_server(sample_data) as (address, process):
        workers = find_children(process.pid)
        assert workers
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        for number in range(5):
            response = httpx.get(f"{address}/sparql", params={"query": f"ASK {{}} # {number}"})
            assert response.status_code == 200


def test_pages_answer_while_heavy_queries_hold_all_workers(sample_data: Path) -> None:
    with running_server(sample_data, timeout=3.0) as (address, _):

        def ask(number: int) -> None:
            httpx.get(f"{address}/sparql", params={"query": f"{HEAVY} # {number}"}, timeout=30)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        wait_until(lambda: "giaoban_queries_running 1.0" in httpx.get(f"{address}/metrics").text)
        assert httpx.get(f"{address}/page/official/le-van-mau").status_code == 200
        assert httpx.get(f"{address}/").status_code == 200
        for thread in threads:
            thread.join()


@pytest.mark.slow
@pytest.mark.skipif(not CHECKS.exists(), reason="the batteries of ../shared are not here")
@pytest.mark.parametrize("battery", ["protocol", "hostile"])
def test_the_batteries_find_nothing(sample_data: Path, battery: str) -> None:
    with running_server(sample_data, workers=4) as (address, process):
        extra = [] if battery == "protocol" else [str(process.pid), "--deadline", "10", "--mem-mb", "2000"]
        ran = subprocess.run(
            [sys.executable, str(CHECKS / f"{battery}_battery.py"), f"{address}/sparql", *extra],
            capture_output=True,
            text=True,
            timeout=400,
        )
    assert ran.stdout.strip().endswith(" 0 failed"), ran.stdout + ran.stderr
    if battery == "protocol":
        counts = re.search(r"NICE \(not in the score\) (\d+)/14", ran.stdout)
        assert counts is not None
        assert int(counts[1]) >= 13
