"""A plain SPARQL server on pyoxigraph: a second engine for the tests, which can be made to fail.

It answers queries and updates by the SPARQL Protocol and graphs by the Graph Store Protocol at one address.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"


class PlainStore:
    """The store behind the server, and how it behaves.

    :ivar status: answered to everything, if not 0.
    :ivar delay: seconds before each answer.
    :ivar most_rows: rows at which answers are cut without a word; 0: none.
    :ivar writers: who may write, as ``user:password``; "": everybody. ``readers`` likewise.
    :ivar protocols: of "update" and "graphs", those that it speaks.
    :ivar queries: those that were asked, in order.
    """

    def __init__(self) -> None:
        self.graph = Store()
        self.status = 0
        self.delay = 0.0
        self.most_rows = 0
        self.readers = self.writers = ""
        self.protocols = {"update", "graphs"}
        self.queries: list[str] = []
        self.lock = threading.Lock()

    def answer(self, query: str) -> tuple[str, bytes]:
        """The media type and body of a query's answer."""
        self.queries.append(query)
        with self.lock:
            found = self.graph.query(query)
            if isinstance(found, QuerySolutions | QueryBoolean):
                body = found.serialize(format=QueryResultsFormat.JSON)
            else:
                return NTRIPLES, found.serialize(format=RdfFormat.N_TRIPLES) or b""
        assert body is not None
        return JSON, cut_rows(body, self.most_rows) if self.most_rows else body


def cut_rows(body: bytes, most: int) -> bytes:
    """An answer without the rows beyond the first ``most``."""
    answer = json.loads(body)
    if "results" in answer:
        del answer["results"]["bindings"][most:]
    return json.dumps(answer).encode()


@contextmanager
def serve_plainly(port: int = 0, store: PlainStore | None = None) -> Iterator[tuple[PlainStore, str]]:
    """A server on loopback: its store and address."""
    served = store or PlainStore()

    class Handler(_Handler):
        plain = served

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = False  # so that closing waits for them
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served, f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    plain: PlainStore

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if "graph" in self._parameters():
            self._change_graph(body)
            return
        if not self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
            self._send(415)
            return
        fields = parse_qs(body.decode(), keep_blank_values=True)
        if self._refuses(self.plain.writers if "update" in fields else self.plain.readers):
            return
        if "update" in fields and "update" not in self.plain.protocols:
            self._send(405)
            return
        try:
            if "update" in fields:
                with self.plain.lock:
                    self.plain.graph.update(fields["update"][0])
                self._send(204)
            else:
                self._send(200, *self.plain.answer(fields["query"][0]))
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            self._send(400, "text/plain", str(error).encode())

    def do_PUT(self) -> None:
        self._change_graph(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def do_DELETE(self) -> None:
        self._change_graph(b"")

    def _change_graph(self, body: bytes) -> None:
        if "graphs" not in self.plain.protocols:
            self._send(405)
            return
        if self._refuses(self.plain.writers):
            return
        graph = NamedNode(self._parameters()["graph"][0])
        with self.plain.lock:
            if self.command == "DELETE" and not self.plain.graph.contains_named_graph(graph):
                self._send(404)
                return
            if self.command in ("PUT", "DELETE"):
                self.plain.graph.remove_graph(graph)
            if self.command != "DELETE":
                self.plain.graph.load(body, format=RdfFormat.N_TRIPLES, to_graph=graph)
        self._send(204)

    def _parameters(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query)

    def _refuses(self, user: str) -> bool:
        time.sleep(self.plain.delay)
        if self.plain.status:
            self._send(self.plain.status, "text/plain", b"out of order")
            return True
        wanted = "Basic " + base64.b64encode(user.encode()).decode()
        if user and self.headers.get("Authorization") != wanted:
            self._send(401)
            return True
        return False

    def _send(self, status: int, media_type: str = "text/plain", body: bytes = b"") -> None:
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="plain"')
        if status != 204:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def fill(store: PlainStore, trig: str) -> None:
    """Add the quads of a text in TriG."""
    store.graph.extend(pyoxigraph.parse(trig, format=RdfFormat.TRIG))
