"""For those who keep the server running: /healthz and /metrics."""

from __future__ import annotations

import time

from flask import Response, jsonify

from endpoint.admission import Admission
from endpoint.live import Snapshots
from endpoint.metrics import Metrics


class Operation:
    """Tells how the server is."""

    def __init__(self, snapshots: Snapshots, metrics: Metrics, admission: Admission) -> None:
        self._snapshots = snapshots
        self._metrics = metrics
        metrics.watch("giaoban_workers", "Worker processes.", lambda: snapshots.live.pool.size)
        metrics.watch(
            "giaoban_workers_ready", "Workers waiting for a query.", lambda: snapshots.live.pool.ready
        )
        metrics.watch("giaoban_queries_running", "Queries being run.", lambda: admission.running)
        metrics.watch("giaoban_queries_waiting", "Queries in the line.", lambda: admission.length)
        metrics.watch(
            "giaoban_snapshot_age_seconds",
            "Seconds since the snapshot was built.",
            lambda: time.time() - snapshots.live.modified.timestamp(),
        )

    def health(self) -> Response:
        """Live, ready to run queries, and on which snapshot."""
        live = self._snapshots.live
        response = jsonify(
            live=True,
            ready=live.pool.size > 0 and live.can_be_asked(),
            snapshot=live.id,
            created=live.snapshot.manifest.created,
            articles=live.snapshot.manifest.articles,
            quads=live.snapshot.manifest.quads,
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    def metrics(self) -> Response:
        """Numbers for Prometheus."""
        response = Response(self._metrics.show(), content_type=self._metrics.content_type)
        response.headers["Cache-Control"] = "no-store"
        return response
