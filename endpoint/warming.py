"""Answers made ahead: what was costly on the last snapshot is answered on the next before anyone is given it.

Grouping all meetings takes the engine a hundred times as long as handing out a kept answer. Such a query
comes again (it stands in pages, notebooks, dashboards), so a new snapshot is published with answers: to the
samples that the pages show and the costliest queries of late, as many as a few seconds allow.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from endpoint.formats import GRAPHS, RESULTS
from endpoint.live import Live
from endpoint.pool import PoolRetiredError
from endpoint.problems import ProblemError
from endpoint.protocol import QueryRequest
from endpoint.samples import read_samples
from endpoint.sparql import SparqlDesk, Wish, find_key
from kg.settings import Settings

MOST_REMEMBERED = 200
COSTLY = 0.02
log = logging.getLogger("giaoban.serving")
Asked = tuple[QueryRequest, Wish]


class Ledger:
    """The costly queries of late, each with the seconds that it took the last time.

    :param most: how many are remembered; the longest unseen is forgotten first.
    :param costly: seconds from which on a query is worth remembering.
    """

    def __init__(self, most: int = MOST_REMEMBERED, costly: float = COSTLY) -> None:
        self._most = most
        self._costly = costly
        self._seconds: OrderedDict[Asked, float] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, asked: QueryRequest, wish: Wish, seconds: float) -> None:
        """A query took so long."""
        if seconds < self._costly:
            return
        with self._lock:
            self._seconds[asked, wish] = seconds
            self._seconds.move_to_end((asked, wish))
            if len(self._seconds) > self._most:
                self._seconds.popitem(last=False)

    def costliest(self) -> Sequence[Asked]:
        """The remembered queries, the costliest first."""
        with self._lock:
            return sorted(self._seconds, key=self._seconds.__getitem__, reverse=True)


class Warmer:
    """Fills the desk's kept answers for a snapshot.

    :ivar ledger: where costly queries are noted.
    """

    def __init__(self, desk: SparqlDesk, settings: Settings) -> None:
        self.ledger = Ledger()
        self._desk = desk
        self._seconds = settings.warm_seconds

    def warm(self, live: Live) -> None:
        """Answer the samples and the costliest queries on ``live``, as far as the time allows."""
        if not self._seconds:
            return
        began, count = time.monotonic(), 0
        for asked, wish in (*read_sample_queries(), *self.ledger.costliest()):
            if time.monotonic() - began > self._seconds:
                break
            count += self._answer(live, asked, wish)
        log.info("snapshot %s: %d answers made in %.1f s", live.id, count, time.monotonic() - began)

    def _answer(self, live: Live, asked: QueryRequest, wish: Wish) -> bool:
        """Keep the answer to one query; False if there is none this time, which its asker will be told."""
        try:
            with live.pool.lend(self._seconds) as worker:
                answer = worker.run(self._desk.make_job(asked, wish, live), lambda: False)
        except (ProblemError, PoolRetiredError):
            return False
        self._desk.keep(find_key(live, asked), answer)
        return True


def read_sample_queries() -> Iterable[Asked]:
    """The queries that the pages show, in the formats given to a client without a wish."""
    wish = Wish(RESULTS[0], GRAPHS[0])
    return [(QueryRequest(sample.query), wish) for sample in read_samples()]
