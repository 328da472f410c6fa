"""Answers made ahead: what was costly on the last snapshot is answered on the next before anyone is given it.

Grouping all meetings takes the engine a hundred times as long as handing out a kept answer. Such a query
comes again (it stands in pages, notebooks, dashboards), so a new snapshot is published with answers: to the
samples that the pages show and the costliest queries of late, as many as a few seconds allow.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from endpoint.formats import GRAPHS, RESULTS
from endpoint.ledger import Asked
from endpoint.live import Live
from endpoint.pool import PoolRetiredError
from endpoint.problems import ProblemError
from endpoint.protocol import QueryRequest
from endpoint.samples import read_samples
from endpoint.sparql import SparqlDesk, Wish, find_key
from kg.settings import Settings

log = logging.getLogger("giaoban.serving")


class Warmer:
    """Fills the desk's kept answers for a snapshot."""

    def __init__(self, desk: SparqlDesk, settings: Settings) -> None:
        self._desk = desk
        self._seconds = settings.warm_seconds

    def warm(self, live: Live) -> None:
        """Answer the samples and the costliest queries on ``live``, as far as the time allows."""
        if not self._seconds:
            return
        began, count = time.monotonic(), 0
        for asked, wish in (*read_sample_queries(), *self._desk.ledger.costliest()):
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
