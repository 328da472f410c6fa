"""A process that runs clients' queries, parsing included, and may die of them.

Run as ``python -m endpoint.worker``, a fresh interpreter rather than a fork, which starts in some 20 ms: it
imports the store and nothing of the web; the columns are opened when it first has nothing to do. Before the
first query it gives up what a query must not have: sockets, memory beyond its share (RLIMIT_AS above what the
opened store takes), a life without its parent. Each query runs under a kernel timer whose signal ends the
process.

Messages, each a line of JSON, an answer's body after it: ``{"ready": true}`` once; then for each job (the
list of :class:`Job`'s members) ``{"outcome": "done", "kind": "results"|"graph", …}`` and the body, or
``{"outcome": "refused", "slug": …, …}`` with its detail and members.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import partial
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat

from endpoint.confinement import (
    die_with_parent,
    fall_silent,
    limit_memory,
    limit_stack,
    refuse_sockets,
    take_last_place,
)
from endpoint.grouping import find_mistake
from endpoint.shortener import Shortener
from endpoint.tokens import SERVICE, SERVICE_REFUSED, holds_any
from kg.errors import CutAnswerError, QueryError, RemoteError, StoreAwayError, StoreRefusalError
from kg.store import GraphStore, Result, open_store, select_variables

REMOTE = "GIAOBAN_REMOTE"
"""Where the environment, which no other user can read, tells of another store and its password."""
MEBIBYTE = 2**20
LONGEST_MESSAGE = 300
QUIET = 0.2
"""Seconds without a query after which a worker takes the time to open the columns."""
MOST_UNKNOWN = 20
UNKNOWN = re.compile(r"The custom function <(?P<iri>[^>]*)> is not supported")
PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<message>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Job:
    """One query to run.

    :param default_graphs: IRIs of the default graph; None leaves it to the query (None with the other too).
    :param results: media type for solutions and booleans, None if the client takes none.
    :param graph: media type for triples, None if the client takes none.
    :param seconds: how long it may take, parsing and serialising included.
    :param result_bytes: how long its answer may be.
    """

    query: str
    base: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    results: str | None
    graph: str | None
    seconds: float
    result_bytes: int

    def encode(self) -> bytes:
        """The job as a message."""
        return json.dumps([getattr(self, name) for name in MEMBERS]).encode()


MEMBERS = tuple(field.name for field in fields(Job))


@dataclass(frozen=True, slots=True)
class Remote:
    """Another store that is asked in the place of one on disk: see :class:`kg.remote.RemoteGraph`."""

    address: str
    base: str
    id: str
    most_rows: int
    longest: int


class RefusalError(Exception):
    """The query gets no answer; ``slug`` names the kind of problem (endpoint.problems)."""

    def __init__(self, slug: str, detail: str, members: dict[str, object] | None = None) -> None:
        super().__init__(detail)
        self.header: dict[str, object] = {
            "outcome": "refused",
            "slug": slug,
            "detail": detail,
            "members": members or {},
        }


class CappedBuffer(BytesIO):
    """A buffer that refuses to grow beyond ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Append ``data``, or raise RefusalError."""
        if self.tell() + len(data) > self.limit:
            raise RefusalError(
                "result-too-large",
                f"The answer is longer than {self.limit} bytes.",
                {"limit": {"name": "result_bytes", "value": self.limit}},
            )
        return super().write(data)


def run_worker(
    connection: Connection,
    open_graph: Callable[[], GraphStore],
    columns: Path | None,
    memory: int,
    prefixes: dict[str, str],
) -> None:
    """Answer jobs until the connection ends or the process has grown too much.

    :param open_graph: opens what is asked.
    :param columns: folder of the same graph by columns, which may be missing.
    :param memory: MiB that queries may take above what the process has once the store is open.
    :param prefixes: for answers in Turtle.
    """
    die_with_parent()
    limit_stack()
    gauge = MemoryGauge()
    store = open_graph()
    shortener = Shortener(store, columns)
    fall_silent()
    take_last_place()
    connection.send_bytes(b'{"ready": true}')
    ceiling = limit_growth(gauge, memory)
    while True:
        if shortener.is_due and not connection.poll(QUIET):
            ceiling = open_columns(shortener, gauge, memory)
        try:
            job = Job(*json.loads(connection.recv_bytes()))
        except EOFError:
            return
        if shortener.is_due and shortener.may_help(job.query):
            ceiling = open_columns(shortener, gauge, memory)
        header, body = answer(store, shortener, job, prefixes)
        header["retires"] = gauge.own() > ceiling
        connection.send_bytes(b"\n".join((json.dumps(header).encode(), body.getbuffer() if body else b"")))
        if header["retires"]:
            return


def open_columns(shortener: Shortener, gauge: MemoryGauge, memory: int) -> int:
    """Open the columns, which are no part of what a query takes; the new ceiling."""
    limit_memory(None)
    shortener.open()
    return limit_growth(gauge, memory)


def limit_growth(gauge: MemoryGauge, memory: int) -> int:
    """Allow so many MiB above what the process has now; the bytes in memory from which on it is to go."""
    limit_memory(gauge.address_space() + memory * MEBIBYTE)
    return gauge.own() + memory * MEBIBYTE // 3


def answer(
    store: GraphStore, shortener: Shortener, job: Job, prefixes: dict[str, str]
) -> tuple[dict[str, object], CappedBuffer | None]:
    """Header and body of the answer to one job; the process dies when the job's time is over."""
    signal.setitimer(signal.ITIMER_REAL, job.seconds)
    store.limit(job.seconds)
    try:
        if job.default_graphs is None and shortener.may_help(job.query):
            job = replace(job, query=shortener.shorten(job.query, job.base))
        return find_answer(store, job, prefixes)
    except RefusalError as refusal:
        return refusal.header, None
    except QueryError as error:
        return explain(error.__cause__ or error).header, None
    except (SyntaxError, ValueError, RuntimeError) as error:
        return explain(error).header, None
    except MemoryError:
        return RefusalError("memory-limit", "The query needs more memory than it may use.").header, None
    except OSError:
        if holds_any(job.query, SERVICE):  # written so that only the engine saw it; no socket could be opened
            return RefusalError("query-refused", SERVICE_REFUSED).header, None
        return RefusalError("worker-lost", "The store could not be read while the query ran.").header, None
    except RemoteError as error:
        return explain_store(error, job).header, None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class UnknownFunctions:
    """Functions that a query names and the engine lacks: refused only if the answer depends on one.

    An expression in which such a function is never reached has its value all the same (SPARQL 1.1 §17.6).
    """

    def __init__(self) -> None:
        self._functions: dict[str, Callable[..., None]] = {}
        self._called = ""

    def query(self, store: GraphStore, job: Job) -> Result:
        """Run the query of ``job``; whatever function it lacks is only noted when it is called."""
        while True:
            try:
                return store.query(
                    job.query,
                    base=job.base,
                    default_graphs=job.default_graphs,
                    named_graphs=job.named_graphs,
                    functions=self._functions,
                )
            except QueryError as error:
                named = UNKNOWN.match(str(error.__cause__))
                if named is None or len(self._functions) == MOST_UNKNOWN:
                    raise
                self._functions[named["iri"]] = partial(self._note, named["iri"])

    def _note(self, iri: str, *arguments: object) -> None:
        self._called = self._called or iri

    def check(self) -> None:
        """Raise RefusalError if one was called."""
        if self._called:
            raise RefusalError("query-refused", f"The custom function <{self._called}> is not supported.")


def find_answer(
    store: GraphStore, job: Job, prefixes: dict[str, str]
) -> tuple[dict[str, object], CappedBuffer]:
    """Run the query and write its answer in the format that its kind asks for.

    :raises RefusalError: if the client takes no format of that kind, or the answer is too long.
    """
    unknown = UnknownFunctions()
    found = unknown.query(store, job)
    check_grouping(job.query)
    kind = "results" if isinstance(found, QuerySolutions | QueryBoolean) else "graph"
    media_type = job.graph if kind == "graph" else job.results
    if media_type is None:
        raise RefusalError("not-acceptable", "", {"kind": kind})
    body = CappedBuffer(job.result_bytes)
    write_answer(found, media_type, body, prefixes)
    unknown.check()
    return {"outcome": "done", "kind": kind, "media_type": media_type}, body


def check_grouping(query: str) -> None:
    """Raise RefusalError if a query that the engine takes is no valid one."""
    mistake = find_mistake(query)
    if mistake is not None:
        line = query.count("\n", 0, mistake.place) + 1
        column = mistake.place - query.rfind("\n", 0, mistake.place)
        raise refuse_syntax(mistake.message, line, column)


def write_answer(found: Result, media_type: str, body: CappedBuffer, prefixes: dict[str, str]) -> None:
    """Serialise what the engine found into ``body``; the media type is one of endpoint.formats."""
    if isinstance(found, QuerySolutions | QueryBoolean):
        found.serialize(body, QueryResultsFormat.from_media_type(media_type))
        return
    rdf = RdfFormat.from_media_type(media_type)
    if media_type == "text/turtle":
        pyoxigraph.serialize(found, body, rdf, prefixes=prefixes)
    else:
        pyoxigraph.serialize(found, body, rdf)


def explain_store(error: RemoteError, job: Job) -> RefusalError:
    """What an error of another store means for the client; the operator reads more in the server's log."""
    told = error.args[0][:LONGEST_MESSAGE]
    if isinstance(error, StoreAwayError):
        return RefusalError("store-away", "The store of the graph does not answer.")
    if isinstance(error, CutAnswerError) and error.limit == "rows":
        return RefusalError("result-too-large", told, {"limit": {"name": "rows of the store"}})
    if isinstance(error, CutAnswerError):
        limit = {"name": "timeout", "value": job.seconds, "unit": "seconds"}
        return RefusalError("time-limit", told, {"limit": limit})
    refused = isinstance(error, StoreRefusalError) and error.status < 500
    return RefusalError("query-refused" if refused else "store-failed", told)


def explain(error: BaseException) -> RefusalError:
    """What the client did wrong, by the engine's message, with the place if it names one."""
    place = PLACE.match(str(error))
    if place is None:
        slug = "syntax-error" if isinstance(error, SyntaxError | ValueError) else "query-refused"
        return RefusalError(slug, str(error)[:LONGEST_MESSAGE].rstrip(".") + ".")
    return refuse_syntax(shorten(place["message"]), int(place["line"]), int(place["column"]))


def refuse_syntax(message: str, line: int, column: int) -> RefusalError:
    """What is wrong with the query at this place, both counted from 1."""
    told = f"Line {line}, column {column}: {message}."
    return RefusalError("syntax-error", told, {"line": line, "column": column})


def shorten(message: str) -> str:
    """The engine's message without the character classes that it lists and within LONGEST_MESSAGE."""
    head, separator, expected = message.partition("expected one of ")
    if not separator:
        return " ".join(message.split())[:LONGEST_MESSAGE].replace("expected [_]", "unexpected text")
    items = [
        item for item in re.split(r",\s+", re.sub(r"\[.*?\]+(?=,|$)", "", expected, flags=re.DOTALL)) if item
    ]
    told = ", ".join(items)[:LONGEST_MESSAGE].strip(", ")
    if not told:
        return "unexpected text"
    plain = len(items) == 1 and items[0][:1].isupper() and " " in items[0]
    return told if plain else f"{head}expected one of {told}"


class MemoryGauge:
    """What this process holds in memory, readable when no file can be opened any more."""

    def __init__(self) -> None:
        self._statm = os.open("/proc/self/statm", os.O_RDONLY)

    def address_space(self) -> int:
        """Bytes of the address space."""
        return self._read()[0] * resource.getpagesize()

    def own(self) -> int:
        """Bytes in memory that are this process's own: without the pages of mapped files, such as the
        columns, which all workers share and the system may take back."""
        pages = self._read()
        return (pages[1] - pages[2]) * resource.getpagesize()

    def _read(self) -> list[int]:
        """Pages: in all, in memory, and in memory of mapped files (proc(5))."""
        return [int(pages) for pages in os.pread(self._statm, 100, 0).split()[:3]]


def open_confined(path: Path) -> GraphStore:
    """The store in this folder, opened by a process that can reach nothing else."""
    refuse_sockets()
    return open_store(path)


def open_remote(remote: Remote) -> GraphStore:
    """A snapshot in another store. Queries are read by a thread that can open no socket; only what has been
    written anew from them (no SERVICE in it) is sent, by this one."""
    from kg.remote import Layout, RemoteGraph, RemoteStore

    layout = Layout(remote.base, remote.id)
    graph = RemoteGraph(RemoteStore(remote.address), layout, remote.most_rows, remote.longest)
    reader = ThreadPoolExecutor(1, "reader", refuse_sockets)
    graph.read = lambda text, base, functions: reader.submit(select_variables, text, base, functions).result()
    return graph


def main() -> None:
    """Run by the pool: arguments are the connection's file descriptor and a JSON object of the others."""
    options = json.loads(sys.argv[2])
    remote = os.environ.pop(REMOTE, None)
    open_graph, columns = partial(open_confined, Path(options["store"])), Path(options["columns"])
    if remote:
        open_graph = partial(open_remote, Remote(**json.loads(remote)))
    with Connection(int(sys.argv[1])) as connection:
        run_worker(
            connection, open_graph, None if remote else columns, options["memory"], options["prefixes"]
        )


if __name__ == "__main__":
    main()
