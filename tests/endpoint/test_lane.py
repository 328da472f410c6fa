"""The short way of a query through the server's loop: the answers of the long way, and no query lost."""

import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock, call

import httpx
import pytest

import endpoint.lane
from endpoint.lane import Flight, Lane
from endpoint.pool import Answer
from endpoint.problems import ProblemError
from tests.endpoint.serving import PATIENCE, get, held_workers, running_server, tells, wait_until

NAMES = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"
LONG_WAY = {"X-Unheard-Of": "1"}


@pytest.fixture(scope="module")
def address(sample_data: Path) -> Iterator[str]:
    with running_server(sample_data) as (address, _):
        yield f"{address}/sparql"


def show(response: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """An answer without what time changes."""
    return response.status_code, response.content, {k: v for k, v in response.headers.items() if k != "date"}


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
@pytest.mark.parametrize("accept", ["*/*", "text/csv", "text/turtle", "application/ld+json", "image/png"])
@pytest.mark.parametrize(
    "query", [NAMES, GRAPH, "ASK {}", "SELECT (NOW() AS ?n) {} LIMIT 0", "SELECT * {", ""]
)
def test_both_ways_give_the_same_answer(address: str, query: str, accept: str, coding: str) -> None:
    headers = {"Accept": accept, "Accept-Encoding": coding}
    params = {"query": f"{query}# {accept} {coding}"}
    first = get(address, params=params, headers=headers)
    again = get(address, params=params, headers=headers)
    long_way = get(address, params=params, headers=headers | LONG_WAY)
    assert show(first) == show(again) == show(long_way)


@pytest.mark.parametrize("media_type", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_a_posted_query_goes_either_way_too(address: str, media_type: str) -> None:
    query = f"{NAMES} # {media_type}"
    sent: dict[str, object] = {"data": {"query": query}}
    if media_type == "application/sparql-query":
        sent = {"content": query}
    headers = {"Content-Type": media_type}
    short = httpx.post(address, headers=headers, timeout=PATIENCE, **sent)  # type: ignore[arg-type]
    long_way = httpx.post(address, headers=headers | LONG_WAY, timeout=PATIENCE, **sent)  # type: ignore[arg-type]
    assert short.status_code == 200
    assert show(short) == show(long_way)


def test_a_query_that_takes_too_long_is_told_so(address: str) -> None:
    response = get(address, params={"query": HEAVY, "timeout": 1})
    assert response.status_code == 504
    assert response.json()["limit"] == {"name": "timeout", "value": 1.0, "unit": "seconds"}


def test_requests_that_come_together_on_one_connection_are_answered_in_order(address: str) -> None:
    host, port = re.findall(r"//([\d.]+):(\d+)", address)[0]
    queries = [f"SELECT (COUNT(*) AS ?q{number}) {{ ?s ?p ?o }}" for number in range(6)]
    lines = [
        str(httpx.Request("GET", address, params={"query": query}).url.raw_path, "ascii") for query in queries
    ]
    with socket.create_connection((host, int(port)), PATIENCE) as connection:
        connection.sendall(
            b"".join(f"GET {line} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode() for line in lines)
        )
        received = b""
        while received.count(b"HTTP/1.1 200") < 6 or not received.endswith(b"\r\n"):
            received += connection.recv(65536)
    assert re.findall(rb"\r\n\r\n(q\d)\r\n", received) == [b"q%d" % number for number in range(6)]


@pytest.mark.parametrize("pieces", [1, 2])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_same_bytes_again_get_the_same_answer(address: str, method: str, pieces: int) -> None:
    host, port = re.findall(r"//([\d.]+):(\d+)", address)[0]
    query = f"SELECT ?s {{ ?s ?p ?o }} ORDER BY ?s LIMIT 1 # {method} {pieces}"
    sent = {"params": {"query": query}} if method == "GET" else {"data": {"query": query}}
    made = httpx.Request(method, address, **sent)  # type: ignore[arg-type]
    lines = [f"{method} {str(made.url.raw_path, 'ascii')} HTTP/1.1", "Accept: text/csv"]
    lines += [f"{name}: {value}" for name, value in made.headers.items()]
    request = "\r\n".join([*lines, "", ""]).encode() + made.read()
    cut = len(request) // pieces
    answers = []
    with socket.create_connection((host, int(port)), PATIENCE) as connection:
        for _ in range(4):
            for part in filter(None, (request[:cut], request[cut:])):
                connection.sendall(part)
                time.sleep(0.02)
            received = b""
            while not received.endswith(b"\r\n") or b"\r\n\r\ns\r\n" not in received:
                received += connection.recv(65536)
            answers.append(re.sub(rb"Date: [^\r]*", b"", received))
    assert answers[0].startswith(b"HTTP/1.1 200")
    assert set(answers) == {answers[0]}


def test_more_queries_at_once_than_workers_are_all_answered(address: str) -> None:
    def ask(number: int) -> int:
        return get(address, params={"query": f"{NAMES} OFFSET {number}"}).status_code

    with ThreadPoolExecutor(24) as crowd:
        assert set(crowd.map(ask, range(96))) == {200}


def test_a_query_whose_client_has_gone_is_ended(sample_data: Path) -> None:
    with running_server(sample_data) as (address, _):
        host, port = re.findall(r"//([\d.]+):(\d+)", address)[0]
        path = str(httpx.Request("GET", f"{address}/sparql", params={"query": HEAVY}).url.raw_path, "ascii")
        with socket.create_connection((host, int(port)), PATIENCE) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            wait_until(lambda: tells(address, "giaoban_queries_running 1.0"))
        wait_until(lambda: tells(address, "giaoban_queries_running 0.0"))
        assert tells(address, 'giaoban_worker_deaths_total{reason="client-gone"} 1.0')


def test_a_query_whose_worker_is_killed_is_given_to_another(sample_data: Path) -> None:
    with running_server(sample_data) as (address, process), ThreadPoolExecutor(1) as asking:
        with held_workers(address, process) as workers:
            answer = asking.submit(get, f"{address}/sparql", params={"query": "ASK {}"})
            wait_until(lambda: tells(address, "giaoban_queries_running 1.0"))
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
        assert answer.result().status_code == 200
        deaths = re.search(r'reason="worker-lost"} (\d+)', get(f"{address}/metrics").text)
        assert deaths and int(deaths[1]) >= 1  # more, if the next worker that it was given had died as well


@pytest.fixture
def flight() -> Iterator[Any]:
    """A query that waits for a worker, everything around it made up; its worker's connection is a socket."""
    ours = socket.socketpair()
    dispatcher = SimpleNamespace(add_task=MagicMock())
    server = SimpleNamespace(task_dispatcher=dispatcher, _map={}, pull_trigger=lambda: None)
    desk, live, worker = MagicMock(), MagicMock(), MagicMock()
    worker.connection.fileno.side_effect = ours[0].fileno
    live.pool.take_now.return_value = worker
    desk.live = live
    desk.make_job.return_value = SimpleNamespace(seconds=1.0)
    lane = Lane(desk, SimpleNamespace(url_prefix="", cache_bytes=1), MagicMock(), server)  # type: ignore[arg-type]
    channel, request, asked, wish, ticket = (MagicMock() for _ in range(5))
    flight = Flight(lane, channel, request, 0.0, b"", asked, wish, live, "", "", True, ticket)
    lane._waiting.append(flight)
    lane._called.append(flight)
    yield flight
    for end in ours:
        end.close()


def test_a_worker_that_answers_and_ends_is_told_of_twice_and_heard_once(flight: Any) -> None:
    """The loop sees both at once, and by then the worker's connection may be closed."""
    lane, live = flight.lane, flight.live
    worker = live.pool.take_now()
    worker.receive.side_effect = ProblemError("result-too-large", "")
    live.pool.take_back.side_effect = lambda worker: worker.connection.fileno.configure_mock(
        side_effect=OSError
    )
    lane._call_up()
    assert list(lane._sockets) == [worker.connection.fileno()]
    flight.handle_read_event()
    flight.handle_close()
    assert lane._dispatch.call_args_list == [call(flight.channel)]
    assert not lane._sockets


def test_an_answer_is_noted_before_it_is_sent(flight: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    lane = flight.lane
    monkeypatch.setattr(lane._log, "note", lambda *_: done.append("noted"))
    monkeypatch.setattr(endpoint.lane, "send", lambda *_: done.append("sent"))
    lane._call_up()
    flight.live.pool.take_now().receive.return_value = Answer(b"true", "text/csv", "results")
    flight.handle_read_event()
    assert done == ["noted", "sent"]
    monkeypatch.setattr(lane, "_kept", MagicMock())
    flight.channel.will_close = flight.channel.close_when_flushed = False
    assert lane.answer_again(flight.channel, b"GET")
    assert done == ["noted", "sent"] * 2


def test_a_worker_that_is_long_in_ending_is_counted_once(
    flight: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint.lane, "LOOK_ROUND", 0)
    lane = flight.lane
    lane._call_up()
    flight.channel.connected = False
    for _ in range(3):
        lane.look_round()
    assert lane._desk.metrics.count_kill.call_args_list == [call("client-gone")]
