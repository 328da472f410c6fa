"""The server as a process: start, stop, new snapshots under load, and the batteries of abuse."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from endpoint.server import bind_address
from kg.errors import SettingsError
from tests.endpoint.serving import (
    PATIENCE,
    find_children,
    get,
    held_workers,
    publish,
    running_server,
    tells,
    wait_until,
)
from tests.ports import listens

ROOT = Path(__file__).parents[2]
CHECKS = ROOT.parent / "shared" / "checks"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"


def test_a_port_in_use_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Cannot listen on 127.0.0.1 port {port}"):
            bind_address("127.0.0.1", port)


def test_a_stop_lets_the_query_under_way_be_answered(sample_data: Path) -> None:
    with running_server(sample_data) as (address, process), ThreadPoolExecutor(1) as asking:
        with held_workers(address, process):
            answer = asking.submit(get, f"{address}/sparql", params={"query": "ASK {}"})
            wait_until(lambda: tells(address, "giaoban_queries_running 1.0"))
            process.send_signal(signal.SIGTERM)
            wait_until(lambda: not listens(int(address.rpartition(":")[2])))
        assert answer.result().status_code == 200
        assert process.wait(PATIENCE) == 0


def test_snapshots_are_exchanged_under_load_without_a_failed_request(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    query = "SELECT ?n { ?s <urn:number> ?n } #"
    with running_server(tmp_path) as (address, _):
        seen: list[tuple[int, str]] = []
        done = threading.Event()

        def load(name: int) -> None:
            with httpx.Client(timeout=PATIENCE) as client:
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
            wait_until(lambda id=id: get(f"{address}/healthz").json()["snapshot"] == id)  # type: ignore[misc]
            wait_until(lambda number=number: seen[-1:] == [(200, f"n\r\n{number}\r\n")])  # type: ignore[misc]
        done.set()
        for thread in threads:
            thread.join()
        last = get(f"{address}/sparql", params={"query": query, "format": "csv"}).text
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
            response = get(f"{address}/sparql", params={"query": f"ASK {{}} # {number}"})
            assert response.status_code == 200


def test_a_dump_of_any_size_costs_the_server_no_memory(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    with (tmp_path / "current" / "dumps" / "giaoban.ttl").open("r+b") as file:
        file.truncate(1 << 28)

    def read_peak(pid: int) -> int:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) << 10

    with running_server(tmp_path, warm_seconds=0) as (address, process):
        get(f"{address}/download/giaoban.nq.gz")
        before = read_peak(process.pid)
        for wanted in ("bytes=0-", f"bytes=-{1 << 27}", f"bytes=0-9,{1 << 26}-"):
            with httpx.stream(
                "GET", f"{address}/download/giaoban.ttl", headers={"Range": wanted}, timeout=PATIENCE
            ) as answer:
                assert answer.status_code == 206
                assert sum(map(len, answer.iter_raw())) >= 1 << 27
        assert read_peak(process.pid) - before < 12 << 20


def test_pages_answer_while_queries_wait_for_workers(sample_data: Path) -> None:
    def ask(number: int) -> int:
        return get(f"{address}/sparql", params={"query": f"ASK {{}} # {number}"}).status_code

    with running_server(sample_data) as (address, process), ThreadPoolExecutor(12) as crowd:
        with held_workers(address, process):
            answers = crowd.map(ask, range(12))
            wait_until(lambda: tells(address, "giaoban_queries_running 1.0", "giaoban_queries_waiting 11.0"))
            assert get(f"{address}/page/official/le-van-mau").status_code == 200
            assert get(f"{address}/").status_code == 200
        assert set(answers) == {200}


@pytest.mark.slow
@pytest.mark.skipif(not CHECKS.exists(), reason="the batteries of ../shared are not here")
def test_the_battery_of_the_protocol_finds_nothing(sample_data: Path) -> None:
    """The hostile battery, which looks at the clock, is run by .ci/run, when nothing else runs."""
    with running_server(sample_data, workers=4) as (address, _):
        ran = subprocess.run(
            [sys.executable, str(CHECKS / "protocol_battery.py"), f"{address}/sparql"],
            capture_output=True,
            text=True,
        )
    assert ran.stdout.strip().endswith(" 0 failed"), ran.stdout + ran.stderr
    counts = re.search(r"NICE \(not in the score\) (\d+)/14", ran.stdout)
    assert counts is not None
    assert int(counts[1]) >= 13


FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "data.example", "X-Forwarded-For": "192.0.2.7"}


@pytest.mark.parametrize("trusted", [True, False])
def test_only_a_trusted_proxy_is_believed_what_the_address_is(sample_data: Path, trusted: bool) -> None:
    proxy = "127.0.0.1" if trusted else "192.0.2.1"
    with running_server(sample_data, trusted_proxy=proxy, url_prefix="/kg") as (address, _):
        told = get(f"{address}/sparql", headers={"Accept": "text/turtle", **FORWARDED})
        asked = get(f"{address}/sparql", params={"query": "ASK {}"}, headers=FORWARDED)
        page = get(f"{address}/", headers=FORWARDED)
    assert asked.status_code == 200
    assert ("<https://data.example/kg/sparql>" in told.text) == trusted
    assert ("data.example" in told.text) == trusted
    assert 'href="/kg/' in page.text


def test_the_log_tells_the_hash_and_outcome_of_a_query_and_no_word(tmp_path: Path, sample_data: Path) -> None:
    log = tmp_path / "log"
    with running_server(sample_data, log=log) as (address, _):
        for query in ("ASK { ?secretly ?b ?c }", "ASK { ?secretly ?b ?c }", "ASK { ?secretly"):
            get(f"{address}/sparql?secretly=1", params={"query": query}, headers={"Referer": "secretly"})
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines() if "/sparql" in line]
    assert [line["outcome"] for line in lines] == ["answered", "kept", "syntax-error"]
    assert lines[0]["query"] == lines[1]["query"] != lines[2]["query"]
    assert all(re.fullmatch("[0-9a-f]{16}", line["query"]) for line in lines)
    assert "secretly" not in log.read_text("utf-8")


def test_the_metrics_tell_requests_seconds_kills_workers_and_age(
    sample_data: Path,
) -> None:
    with running_server(sample_data, timeout=0.3) as (address, _):
        wait_until(lambda: tells(address, "giaoban_workers_ready 3.0"))
        assert get(f"{address}/sparql", params={"query": HEAVY}).status_code == 504
        health = get(f"{address}/healthz").json()
        metrics = get(f"{address}/metrics").text
    assert health["live"] is health["ready"] is True
    assert health["snapshot"] == (sample_data / "current").readlink().name
    for line in (
        r'giaoban_requests_total\{route="/sparql",status="504"\} 1\.0',
        r"giaoban_query_seconds_count 1\.0",
        r'giaoban_worker_deaths_total\{reason="time-limit"\} 1\.0',
        r"giaoban_workers [123]\.0",
        r"giaoban_snapshot_age_seconds \d",
    ):
        assert re.search(f"^{line}", metrics, re.M), line
