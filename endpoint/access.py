"""One line a request for the operator: what was answered, how, how fast; no word of the client's."""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

from endpoint.metrics import Metrics


class AccessLog:
    """Counts every answer and logs it as one JSON object a line."""

    def __init__(self, metrics: Metrics, log: logging.Logger) -> None:
        self._metrics = metrics
        self._log = log

    def note(
        self, method: str, route: str, status: int, began: float, query_hash: str | None, outcome: str
    ) -> None:
        """One answer was given.

        :param began: when the request was begun on, by the monotonic clock.
        :param query_hash: the first digits of the SHA-256 of the query, if there was one.
        """
        self._metrics.count_request(route, status)
        if self._log.isEnabledFor(logging.INFO):
            ms = (time.monotonic() - began) * 1000
            query = "null" if query_hash is None else f'"{query_hash}"'
            self._log.info(  # all of these are words of ours: nothing to escape
                f'{{"method": "{method}", "route": "{route}", "status": {status}, "ms": {ms:.1f}, '
                f'"query": {query}, "outcome": "{outcome}"}}'
            )


def log_answers(app: Flask, log: AccessLog) -> None:
    """Note every answer of ``app``."""

    def begin() -> None:
        g.began = time.monotonic()

    def note(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.url_rule else "-"
        outcome = g.get("outcome", "answered")
        log.note(method, route, response.status_code, g.began, g.get("query_hash"), outcome)
        return response

    app.before_request(begin)
    app.after_request(note)
