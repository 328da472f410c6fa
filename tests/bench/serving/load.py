"""Asking queries over a fixed number of connections, and the figures that come of it."""

from __future__ import annotations

import json
import random
import select
import socket
import string
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.bench.serving.made_graph import BASE, DAYS, World, day, name, some

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of queries took: seconds in all, seconds of each answer, how many failed."""

    seconds: float
    each: Sequence[float]
    failed: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return (len(self.each) - self.failed) / self.seconds

    def quantile(self, share: float) -> float:
        """Milliseconds within which ``share`` of the answers came."""
        return sorted(self.each)[min(len(self.each) - 1, int(share * len(self.each)))] * 1000


class Questions:
    """Queries of a folder with ever new parameters: no query comes twice."""

    def __init__(self, world: World, seed: int = 1) -> None:
        self._world = world
        self._rng = random.Random(seed)
        self._asked: set[str] = set()

    def ask(self, folder: str, count: int) -> list[str]:
        """``count`` queries, the folder's templates in turn."""
        templates = [
            string.Template(path.read_text("utf-8")) for path in sorted((HERE / folder).glob("*.rq"))
        ]
        return [self._fill(templates[number % len(templates)]) for number in range(count)]

    def ask_one(self, path: str, count: int) -> list[str]:
        """``count`` queries of one template."""
        template = string.Template((HERE / path).read_text("utf-8"))
        return [self._fill(template) for _ in range(count)]

    def _fill(self, template: string.Template) -> str:
        for _ in range(10_000):
            query = template.substitute(self._draw())
            if query not in self._asked:
                self._asked.add(query)
                return query
        raise SystemExit("The graph is too small for so many different queries: give a larger --quads.")

    def _draw(self) -> dict[str, object]:
        world, rng = self._world, self._rng
        when = rng.randrange(DAYS)
        things = {"official": world.officials, "meeting": world.articles, "directive": world.directives}
        kind = rng.choice(list(things))
        return {
            "thing": name(kind, some(rng, things[kind])),
            "official": name("official", some(rng, world.officials)),
            "body": name("body", some(rng, world.bodies)),
            "meeting": name("meeting", rng.randrange(world.articles) // 3 * 3),
            "graph": f"<{BASE}graph/article/article-{rng.randrange(world.articles)}>",
            "day": day(when),
            "later": day(when + 200),
            "limit": rng.randrange(10, 200),
        }


class Connection:
    """One connection that stays open, read by hand: the asking must cost less than the answering.

    :ivar asked: when the last request was sent, by the clock for performance.
    """

    def __init__(self, url: str, timeout: float = 120.0) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname, parts.port)
        self._path = parts.path
        self._timeout = timeout
        self._socket: socket.socket | None = None
        self.asked = 0.0

    def encode(self, query: str) -> bytes:
        """The request for a query."""
        return (
            f"GET {self._path}?{urlencode({'query': query})} HTTP/1.1\r\n"
            f"Host: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n\r\n"
        ).encode()

    def ask(self, request: bytes) -> bytes | None:
        """The answer's body, or None if there is none."""
        self.send(request)
        return self.finish()

    def send(self, request: bytes) -> None:
        """Send a request.

        :raises OSError: if the server takes no connection.
        """
        self.asked = time.perf_counter()
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._timeout)
        with suppress(OSError):  # finish() will tell
            self._socket.sendall(request)

    @property
    def fileno(self) -> int:
        """The number of the open socket."""
        assert self._socket is not None
        return self._socket.fileno()

    def finish(self) -> bytes | None:
        """The body of the answer to what was sent, or None if there is none."""
        assert self._socket is not None
        try:
            status, body, stays = read_answer(self._socket)
        except (OSError, ValueError):
            status, body, stays = 0, b"", False
        if not stays:
            self._socket.close()
            self._socket = None
        return body if status == 200 else None


def read_answer(connection: socket.socket) -> tuple[int, bytes, bool]:
    """Status and body of an answer, and whether the connection stays open after it (HTTP/1.1)."""
    buffer = b""
    while (end := buffer.find(b"\r\n\r\n")) < 0:
        buffer += receive(connection)
    head, body = buffer[:end].lower(), buffer[end + 4 :]
    status = int(head[9:12])
    stays = b"connection: close" not in head
    if b"transfer-encoding: chunked" in head:
        return status, read_chunks(connection, body), stays
    length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    parts = [body]
    missing = length - len(body)
    while missing > 0:
        parts.append(receive(connection))
        missing -= len(parts[-1])
    return status, b"".join(parts), stays


def read_chunks(connection: socket.socket, buffer: bytes) -> bytes:
    """The body of an answer in chunks, of which ``buffer`` is the beginning."""
    body = b""
    while True:
        while (end := buffer.find(b"\r\n")) < 0:
            buffer += receive(connection)
        length = int(buffer[:end].partition(b";")[0], 16)
        while len(buffer) < end + length + 4:
            buffer += receive(connection)
        if not length:
            return body
        body += buffer[end + 2 : end + 2 + length]
        buffer = buffer[end + length + 4 :]


def receive(connection: socket.socket) -> bytes:
    """Some more bytes; OSError if the other side has hung up."""
    data = connection.recv(262_144)
    if not data:
        raise ConnectionResetError
    return data


def run_queries(url: str, queries: Sequence[str], connections: int) -> Run:
    """Ask every query once, each connection the next one as soon as it has its answer.

    One thread asks on all connections, so that none waits for another's turn at the interpreter.
    """
    sample = Connection(url)
    return run_requests(url, [sample.encode(query) for query in queries], connections)


def run_requests(url: str, requests: Sequence[bytes], connections: int) -> Run:
    """The same with requests as they go over the wire."""
    lines = [Connection(url) for _ in range(connections)]
    waiting = iter(requests)
    each: list[float] = []
    failed = 0
    began = time.perf_counter()
    poll = select.poll()
    asking: dict[int, Connection] = {}

    def ask_next(line: Connection) -> None:
        request = next(waiting, None)
        if request is not None:
            line.send(request)
            asking[line.fileno] = line
            poll.register(line.fileno, select.POLLIN)

    for line in lines:
        ask_next(line)
    while asking:
        for number, _ in poll.poll():
            line = asking.pop(number)
            poll.unregister(number)
            failed += line.finish() is None
            each.append(time.perf_counter() - line.asked)
            ask_next(line)
    return Run(time.perf_counter() - began, each, failed)


def find_rows(url: str, query: str) -> frozenset[str]:
    """The distinct solutions of a query, comparable between systems."""
    connection = Connection(url)
    body = connection.ask(connection.encode(query))
    if body is None:
        return frozenset(["no answer"])
    solutions = json.loads(body)["results"]["bindings"]
    return frozenset(
        json.dumps({variable: term["value"] for variable, term in solution.items()}, sort_keys=True)
        for solution in solutions
    )
