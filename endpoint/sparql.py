"""The address /sparql: the SPARQL 1.1 Protocol for queries, over the pool of workers."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Request, Response, g, request

from endpoint.admission import Admission
from endpoint.cache import AnswerCache
from endpoint.description import describe_service
from endpoint.formats import GRAPHS, HTML, RESULTS, Format, find_format
from endpoint.headers import etag_for, is_unchanged, not_modified, set_etag
from endpoint.ledger import Ledger
from endpoint.live import Live, Snapshots
from endpoint.matching import resolve_matches
from endpoint.metrics import Metrics
from endpoint.negotiation import choose_format
from endpoint.pages import Pages
from endpoint.pinning import check_pin
from endpoint.pool import SPARE, Answer, ClientGoneError, PoolRetiredError
from endpoint.problems import ProblemError
from endpoint.protocol import DIRECT, FORM, QueryRequest, read_request
from endpoint.tokens import is_volatile
from endpoint.worker import Job
from kg.settings import Settings

METHODS = ("GET", "POST", "QUERY")
FORMATS = {entry.media_type: entry for entry in (*RESULTS, *GRAPHS)}


@dataclass(frozen=True, slots=True)
class Wish:
    """The formats that the client takes, one for each kind of answer; None where it takes none."""

    results: Format | None
    graph: Format | None

    def types(self) -> tuple[str | None, str | None]:
        """Their media types."""
        return tuple(f.media_type if f else None for f in (self.results, self.graph))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a query that was run before the application got to see its request.

    :param tell: gives the answer, or raises the ProblemError.
    """

    live: Live
    tell: Callable[[], Answer]


class SparqlDesk:
    """Takes queries, lets them wait their turn, and hands out the answers.

    :param pages: shows the description as a page to browsers that come without a query.
    :ivar ledger: where costly queries are noted.
    """

    def __init__(self, settings: Settings, snapshots: Snapshots, metrics: Metrics, pages: Pages) -> None:
        self._settings = settings
        self._snapshots = snapshots
        self.metrics = metrics
        self._pages = pages
        self._cache = AnswerCache(settings.cache_bytes)
        self.ledger = Ledger()
        self._outcomes: dict[str, Outcome] = {}
        # Who ends all workers ends one after another, each of which this query may have just been given.
        self._tries = settings.workers + SPARE + 1
        self.admission = Admission(
            settings.workers, settings.threads * 3 // 4, settings.queue, settings.client_seconds
        )

    def answer(self) -> Response:
        """Answer a request to /sparql.

        :raises ProblemError: if the request is refused or the query fails.
        """
        asked = self._read(request)
        if asked is None:
            return self._describe()
        wish = choose_wish(asked, request.headers.get("Accept"))
        g.query_hash = hashlib.sha256(asked.query.encode()).hexdigest()[:16]
        live = self._snapshots.live
        volatile = is_volatile(asked.query)
        key = find_key(live, asked)
        if not volatile and is_unchanged(
            [etag_for(key, media_type) for media_type in wish.types() if media_type]
        ):
            g.outcome = "unchanged"
            return not_modified()
        answer = None if volatile else self.find_kept(key, wish)
        if answer is not None:
            g.outcome = "kept"
        else:
            live, answer = self._run(asked, wish)
            key = find_key(live, asked)
            if not volatile:
                self.keep(key, answer)
        response = Response(answer.body, content_type=content_type_of(answer.media_type))
        if volatile:
            response.headers["Cache-Control"] = "no-store"
        else:
            set_etag(response, etag_for(key, answer.media_type))
        response.headers["Content-Disposition"] = f'inline; filename="giaoban.{suffix_of(answer.media_type)}"'
        return response

    def _read(self, request: Request) -> QueryRequest | None:
        if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
            raise ProblemError("unsupported-media-type", "A compressed body is not read here; send it plain.")
        body = b"" if request.method in ("GET", "HEAD") else request.get_data(cache=False)
        content_type = request.headers.get("Content-Type", "") if body or request.method == "POST" else ""
        query_string = request.environ.get("QUERY_STRING", "")
        asked = read_request(query_string, content_type, body)
        if asked is None and request.method not in ("GET", "HEAD"):
            raise ProblemError("unsupported-media-type", f"Send a query as {DIRECT} or {FORM}.")
        return asked

    def _describe(self) -> Response:
        chosen = choose_format(request.headers.get("Accept"), (*GRAPHS, HTML))
        name = request.args.get("format")
        if name:
            chosen = find_format(name, (*GRAPHS, HTML))
        if chosen is None:
            raise not_acceptable((*GRAPHS, HTML))
        if chosen is HTML:
            return self._pages.sparql()
        return describe_service(self._snapshots.live, request.base_url, chosen)

    @property
    def live(self) -> Live:
        """The snapshot to answer from."""
        return self._snapshots.live

    def hand_over(self, outcome: Outcome) -> str:
        """Leave a query's outcome for its request; the name to find it by, a header of the request."""
        name = secrets.token_hex(16)
        self._outcomes[name] = outcome
        return name

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer for those who ask the same."""
        self._cache.keep(f"{key} {answer.media_type}", answer)

    def find_kept(self, key: str, wish: Wish) -> Answer | None:
        """The answer kept under this key in a format of the wish."""
        for media_type in wish.types():
            answer = self._cache.find(f"{key} {media_type}")
            if answer is not None:
                return answer
        return None

    def _run(self, asked: QueryRequest, wish: Wish) -> tuple[Live, Answer]:
        """Wait for a turn and a worker, and run the query; with the snapshot that answered."""
        handed = self._outcomes.pop(request.headers.get("Giaoban-Outcome", ""), None)
        if handed is not None:
            try:
                answer = handed.tell()
                return self._snapshots.keep_to(handed.live), answer
            except ProblemError as problem:
                self._pass_over_loss(problem, wish)
        with self.admission.admit(request.remote_addr or ""), self.metrics.time_query():
            for _ in range(self._tries if handed is None else self._tries - 1):
                try:
                    return self._try_once(asked, wish)
                except PoolRetiredError:
                    continue
                except ClientGoneError:
                    self.metrics.count_kill("client-gone")
                    break
                except ProblemError as problem:
                    self._pass_over_loss(problem, wish)
        raise ProblemError("worker-lost", "The query lost each of its workers.", headers={"Retry-After": "1"})

    def _try_once(self, asked: QueryRequest, wish: Wish) -> tuple[Live, Answer]:
        is_gone: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
        live = check_pin(self._snapshots.renew())
        with live.pool.lend(self._settings.queue) as worker:
            started = time.monotonic()
            answer = worker.run(self.make_job(asked, wish, live), is_gone)
        if not is_volatile(asked.query):
            self.ledger.note(asked, wish, time.monotonic() - started)
        return live, answer

    def _pass_over_loss(self, problem: ProblemError, wish: Wish) -> None:
        """Raise the problem, unless it is that the worker was ended from outside: then another may try."""
        explained = self._explain(problem, wish)
        if problem.slug != "worker-lost":
            raise explained from problem

    def make_job(self, asked: QueryRequest, wish: Wish, live: Live) -> Job:
        """What a worker is told to do for this query."""
        seconds = min(asked.timeout or self._settings.timeout, self._settings.timeout)
        results, graph = wish.types()
        return Job(
            query=resolve_matches(asked.query, live),
            base=live.base,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            results=results,
            graph=graph,
            seconds=seconds,
            result_bytes=self._settings.result_bytes,
        )

    def _explain(self, problem: ProblemError, wish: Wish) -> ProblemError:
        """The worker's problem with what only the desk knows: the formats offered, the limits set."""
        if problem.slug == "not-acceptable":
            return not_acceptable(GRAPHS if problem.members["kind"] == "graph" else RESULTS)
        if problem.slug in ("time-limit", "memory-limit", "query-too-complex", "worker-lost"):
            self.metrics.count_kill(problem.slug)
        if problem.slug == "store-away":
            return ProblemError(problem.slug, problem.detail, headers={"Retry-After": "5"})
        if problem.slug == "memory-limit":
            limit = {"name": "memory", "value": self._settings.memory, "unit": "MiB"}
            return ProblemError(problem.slug, problem.detail, {"limit": limit})
        return problem


def choose_wish(asked: QueryRequest, accept: str | None) -> Wish:
    """What the client takes: the ``format`` parameter if it names a format, else the Accept header."""
    if asked.format:
        wish = Wish(find_format(asked.format, RESULTS), find_format(asked.format, GRAPHS))
        if wish == Wish(None, None):
            names = ", ".join(entry.name for entry in (*RESULTS, *GRAPHS))
            raise ProblemError("not-acceptable", f"format is one of {names}.")
        return wish
    return Wish(choose_format(accept, RESULTS), choose_format(accept, GRAPHS))


def not_acceptable(formats: tuple[Format, ...]) -> ProblemError:
    """A 406 that names what is offered."""
    offered = [entry.media_type for entry in formats]
    return ProblemError("not-acceptable", f"Offered are {', '.join(offered)}.", {"offered": offered})


def find_key(live: Live, asked: QueryRequest) -> str:
    """What an answer depends on but for its format: the snapshot, the query and its dataset."""
    parts = [live.id, asked.query, repr(asked.default_graphs), repr(asked.named_graphs)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def content_type_of(media_type: str) -> str:
    """The Content-Type header of an answer in this media type."""
    return _format_of(media_type).content_type


def suffix_of(media_type: str) -> str:
    """The file suffix of an answer in this media type."""
    return _format_of(media_type).name


def _format_of(media_type: str) -> Format:
    return FORMATS[media_type]
