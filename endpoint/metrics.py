"""What the server counts about itself, for Prometheus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


class Metrics:
    """The counters of one server; no state is shared between two of them."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "giaoban_requests", "Answers given.", ("route", "status"), registry=self._registry
        )
        self._counters: dict[tuple[str, int], Counter] = {}
        self._seconds = Histogram(
            "giaoban_query_seconds",
            "Seconds that clients' queries held a worker.",
            buckets=SECONDS,
            registry=self._registry,
        )
        self._kills = Counter(
            "giaoban_worker_deaths", "Query workers that ended.", ("reason",), registry=self._registry
        )

    def watch(self, name: str, help: str, read: Callable[[], float]) -> None:
        """Show the gauge ``name`` with the value that ``read`` gives when asked."""
        Gauge(name, help, registry=self._registry).set_function(read)

    def count_request(self, route: str, status: int) -> None:
        """One answer was given."""
        counter = self._counters.get((route, status))
        if counter is None:
            counter = self._counters[route, status] = self._requests.labels(route, str(status))
        counter.inc()

    def count_kill(self, reason: str) -> None:
        """One worker ended, for this reason."""
        self._kills.labels(reason).inc()

    @contextmanager
    def time_query(self) -> Iterator[None]:
        """Measure the block as one query."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.note_query(time.monotonic() - started)

    def note_query(self, seconds: float) -> None:
        """One query took so long."""
        self._seconds.observe(seconds)

    def show(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self._registry)
