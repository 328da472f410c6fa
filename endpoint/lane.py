"""The short way of a query: taken, run by a worker and answered on the server's own loop, without a thread.

Most requests to /sparql are alike: a query, no condition, an answer. They need none of the application's
machinery. Whatever is otherwise (a header that changes the answer, a refusal, a worker that died, a long
answer) goes the long way, through a thread and the application, which is told what has been found out so far.
Both ways give the same bytes; a test compares them.
"""

from __future__ import annotations

import hashlib
import logging
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from endpoint.access import AccessLog
from endpoint.admission import Ticket
from endpoint.cache import AnswerCache
from endpoint.channel import is_whole, read_body
from endpoint.headers import CODERS, SMALLEST, etag_for, is_compressible
from endpoint.live import Live
from endpoint.messages import encode_answer, send
from endpoint.negotiation import choose_coding
from endpoint.pool import GRACE, Answer, Worker
from endpoint.problems import ProblemError
from endpoint.protocol import QueryRequest, read_request
from endpoint.sparql import Outcome, SparqlDesk, Wish, choose_wish, find_key
from endpoint.tokens import is_volatile
from endpoint.worker import Job
from kg.settings import Settings

log = logging.getLogger("giaoban.serving")

PATH = "/sparql"
LONGEST_REQUEST = 32 * 1024
LONGEST_ANSWER = 1024 * 1024
LONGEST_CODED = 64 * 1024
LOOK_ROUND = 0.1
HANDED = "GIAOBAN_OUTCOME"
PLAIN_HEADERS = frozenset(
    [
        "ACCEPT",
        "ACCEPT_ENCODING",
        "ACCEPT_LANGUAGE",
        "CACHE_CONTROL",
        "CONNECTION",
        "CONTENT_LENGTH",
        "CONTENT_TYPE",
        "COOKIE",
        "DNT",
        "HOST",
        "ORIGIN",
        "PRAGMA",
        "PRIORITY",
        "REFERER",
        "USER_AGENT",
        "VIA",
        "X_FORWARDED_FOR",
        "X_FORWARDED_HOST",
        "X_FORWARDED_PORT",
        "X_FORWARDED_PROTO",
        "X_REQUESTED_WITH",
        "SEC_CH_UA",
        "SEC_CH_UA_MOBILE",
        "SEC_CH_UA_PLATFORM",
        "SEC_FETCH_DEST",
        "SEC_FETCH_MODE",
        "SEC_FETCH_SITE",
    ]
)


@dataclass(slots=True, eq=False)
class Flight:
    """One query on its way; while a worker has it, an entry of the loop's map of sockets."""

    lane: Lane
    channel: Any
    request: Any
    began: float
    raw: bytes
    asked: QueryRequest
    wish: Wish
    live: Live
    key: str
    query_hash: str
    volatile: bool
    ticket: Ticket | None = None
    worker: Worker | None = None
    descriptor: int = -1
    job: Job | None = None
    started: float = 0.0
    until: float = 0.0
    ended: bool = False

    def readable(self) -> bool:
        """Always waiting for the worker."""
        return True

    def writable(self) -> bool:
        """Never: the job was sent at once."""
        return False

    def handle_read_event(self) -> None:
        """The worker has answered or died."""
        self.lane.land(self)

    handle_expt_event = handle_close = handle_read_event

    def handle_error(self) -> None:
        """A mistake of ours: the operator is told, the client's connection ends, the loop goes on."""
        log.exception("a query was lost on the way")
        self.channel.will_close = True


class Lane:
    """Answers plain queries on the loop of ``server``, over the workers of the desk's live snapshot.

    All but :meth:`add_task` and the waking of flights happens on the thread that made it, the loop's.
    """

    def __init__(self, desk: SparqlDesk, settings: Settings, log: AccessLog, server: Any) -> None:
        self._desk = desk
        self._settings = settings
        self._path = settings.url_prefix.rstrip("/") + PATH
        self._log = log
        self._dispatch: Callable[[Any], None] = server.task_dispatcher.add_task
        self._sockets = server._map
        self._pull_trigger: Callable[[], None] = server.pull_trigger
        self._kept = AnswerCache(settings.cache_bytes)
        self._thread = threading.get_ident()
        self._looked = 0.0
        self._waiting: list[Flight] = []
        self._flying: dict[int, Flight] = {}
        self._called: deque[Flight] = deque()

    def add_task(self, channel: Any) -> None:
        """Take the first request of ``channel``, whose lock is held, or leave it to a thread."""
        if threading.get_ident() != self._thread or not self._take(channel):
            self._dispatch(channel)

    def _take(self, channel: Any) -> bool:
        request = channel.requests[0]
        return self._is_plain(request) and self._start(channel, read_body(request), time.monotonic())

    def answer_again(self, channel: Any, raw: bytes) -> bool:
        """Answer the plain request of these very bytes, if its answer is kept, without reading it."""
        kept = self._kept.find(self._desk.live.id.encode() + raw)
        if kept is None or channel.will_close or channel.close_when_flushed:
            return False
        began = time.monotonic()
        self._log.note("POST" if raw.startswith(b"POST") else "GET", PATH, 200, began, kept.kind, "kept")
        send(channel, kept.body)
        return True

    def _is_plain(self, request: Any) -> bool:
        headers = request.headers
        return (
            request.error is None
            and request.path == self._path
            and request.command in ("GET", "POST")
            and request.version == "1.1"
            and len(request.query) + request.content_length <= LONGEST_REQUEST
            and "snapshot=" not in request.query
            and not request.expect_continue
            and not request.chunked
            and headers.get("CONNECTION", "keep-alive").lower() == "keep-alive"
            and PLAIN_HEADERS.issuperset(headers)
        )

    def _start(self, channel: Any, body: bytes, began: float) -> bool:
        """Put the query in the line for a worker; False if it is none that can be run."""
        request, live = channel.requests[0], self._desk.live
        content_type = request.headers.get("CONTENT_TYPE", "") if request.command == "POST" else ""
        try:
            asked = read_request(request.query, content_type, body)
            if asked is None:
                return False
            wish = choose_wish(asked, request.headers.get("ACCEPT"))
            volatile = is_volatile(asked.query)
            raw = channel.raw if is_whole(channel.raw, body) else b""
            key, query_hash = find_key(live, asked), hash_query(asked.query)
            flight = Flight(self, channel, request, began, raw, asked, wish, live, key, query_hash, volatile)
            kept = None if volatile else self._desk.find_kept(key, wish)
            if kept is not None:
                message = self._encode(flight, kept)
                if message is not None:
                    channel.requests.pop(0)
                    self._finish(flight, message, "kept")
                return message is not None
            flight.ticket = self._desk.admission.enter(
                self._find_client(channel, request), lambda: self._call(flight)
            )
        except ProblemError:
            return False
        self._waiting.append(flight)
        self._call_up()
        return True

    def _find_client(self, channel: Any, request: Any) -> str:
        """Who asks: the peer, or whom a trusted proxy names last."""
        peer = str(channel.addr[0])
        if self._settings.trusted_proxy and peer == self._settings.trusted_proxy:
            return str(request.headers.get("X_FORWARDED_FOR", peer)).rpartition(",")[2].strip(' "') or peer
        return peer

    def _call(self, flight: Flight) -> None:
        """The flight's turn has come; any thread may say so."""
        self._called.append(flight)
        if threading.get_ident() != self._thread:
            self._pull_trigger()

    def _call_up(self) -> None:
        """Give workers to the flights whose turn has come."""
        while self._called:
            flight = self._called.popleft()
            self._waiting.remove(flight)
            assert flight.ticket is not None
            live = self._desk.live
            if live is not flight.live:
                flight.live, flight.key = live, find_key(live, flight.asked)
            flight.worker = live.pool.take_now()
            if flight.worker is None:  # being replaced: a thread can wait for it
                self._desk.admission.leave(flight.ticket, 0.0)
                self._dispatch(flight.channel)
                continue
            flight.job = self._desk.make_job(flight.asked, flight.wish, live)
            flight.started = time.monotonic()
            flight.until = flight.started + flight.job.seconds + GRACE
            flight.descriptor = flight.worker.connection.fileno()
            self._flying[flight.descriptor] = self._sockets[flight.descriptor] = flight
            with suppress(OSError):  # a dead worker is seen as such by land()
                flight.worker.send(flight.job)

    def land(self, flight: Flight) -> None:
        """Take the worker's answer, give the worker back and answer the client; only once for each flight."""
        assert flight.worker is not None
        assert flight.job is not None
        if self._flying.get(flight.descriptor) is not flight:  # who answers and ends is told of twice
            return
        del self._flying[flight.descriptor], self._sockets[flight.descriptor]
        try:
            answer = flight.worker.receive(flight.job)
        except ProblemError as problem:
            self._settle(flight)
            self._go_long(flight, Outcome(flight.live, partial(tell, problem)))
        except (EOFError, OSError):
            self._go_long(flight, Outcome(flight.live, partial(self._bury, flight)))
        else:
            self._settle(flight)
            message = self._encode(flight, answer)
            if message is None:
                self._go_long(flight, Outcome(flight.live, lambda: answer))
            else:
                with flight.channel.requests_lock:
                    if flight.channel.requests:
                        flight.channel.requests.pop(0)
                    self._finish(flight, message, "answered")
                    if flight.channel.requests:
                        self.add_task(flight.channel)
        self._call_up()

    def _settle(self, flight: Flight) -> None:
        assert flight.worker is not None
        assert flight.ticket is not None
        flight.live.pool.take_back(flight.worker)
        seconds = time.monotonic() - flight.began
        self._desk.admission.leave(flight.ticket, seconds)
        self._desk.metrics.note_query(seconds)
        if not flight.volatile:
            self._desk.ledger.note(flight.asked, flight.wish, time.monotonic() - flight.started)

    def _bury(self, flight: Flight) -> Answer:
        """Wait, in a thread, for the end of a worker that is dying, and tell why."""
        assert flight.worker is not None
        assert flight.job is not None
        try:
            raise flight.worker.tell_end(flight.job)
        finally:
            self._settle(flight)

    def _go_long(self, flight: Flight, outcome: Outcome) -> None:
        """Let the application answer with what came of the query; if the client has gone, just tidy up."""
        if flight.channel.connected:
            flight.request.headers[HANDED] = self._desk.hand_over(outcome)
            self._dispatch(flight.channel)
        else:
            self._dispatch(Errand(outcome))

    def _encode(self, flight: Flight, answer: Answer) -> bytes | None:
        """The answer as a message, kept for those who ask the same; None if that takes too long here."""
        coding = None
        if len(answer.body) >= SMALLEST and is_compressible(answer.media_type):
            coding = choose_coding(flight.request.headers.get("ACCEPT_ENCODING"), tuple(CODERS))
        if len(answer.body) > (LONGEST_ANSWER if coding is None else LONGEST_CODED):
            return None
        if flight.volatile:
            return encode_answer(answer, flight.live.id, None, coding)
        message = encode_answer(answer, flight.live.id, etag_for(flight.key, answer.media_type), coding)
        self._desk.keep(flight.key, answer)
        if flight.raw:
            self._kept.keep(flight.live.id.encode() + flight.raw, Answer(message, "", flight.query_hash))
        return message

    def _finish(self, flight: Flight, message: bytes, outcome: str) -> None:
        """Note the answer, and send it to the client if it is still there: whoever has it finds it noted."""
        flight.request.close()
        self._log.note(flight.request.command, PATH, 200, flight.began, flight.query_hash, outcome)
        if flight.channel.connected:
            send(flight.channel, message)

    def look_round(self) -> None:
        """Give workers to those who have been called; end, now and then, what is over or wanted by nobody."""
        self._call_up()
        now = time.monotonic()
        if now - self._looked < LOOK_ROUND:
            return
        self._looked = now
        for flight in list(self._flying.values()):
            assert flight.worker is not None
            if flight.ended:  # killed already; land() is told once the kernel is done with it
                continue
            if not flight.channel.connected:
                flight.ended = True
                self._desk.metrics.count_kill("client-gone")
                flight.worker.process.kill()
            elif now > flight.until:
                flight.worker.process.send_signal(signal.SIGALRM)
        for flight in list(self._waiting):
            if now - flight.began > self._settings.queue or not flight.channel.connected:
                self._give_up(flight)

    def _give_up(self, flight: Flight) -> None:
        """Leave the line, unless the turn has just come."""
        assert flight.ticket is not None
        try:
            self._desk.admission.abandon(flight.ticket)
        except ProblemError as problem:
            self._waiting.remove(flight)
            self._go_long(flight, Outcome(flight.live, partial(tell, problem)))


@dataclass(frozen=True, slots=True)
class Errand:
    """Something for a thread to do when nobody waits for an answer any more."""

    outcome: Outcome

    def service(self) -> None:
        """Do it; what it raises was for the client."""
        with suppress(ProblemError):
            self.outcome.tell()

    def cancel(self) -> None:
        """Nothing is lost."""


def tell(problem: ProblemError) -> Answer:
    """Raise the problem."""
    raise problem


def hash_query(query: str) -> str:
    """By what name the access log calls a query."""
    return hashlib.sha256(query.encode()).hexdigest()[:16]
