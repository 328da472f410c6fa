"""One line a request for the operator: what was answered, how, how fast; no word of the client's."""

from __future__ import annotations

import json
import logging
import time

from flask import Flask, Response, g, request

from endpoint.metrics import Metrics


def log_answers(app: Flask, metrics: Metrics, log: logging.Logger) -> None:
    """Count every answer of ``app`` and log it as one JSON object a line."""

    def begin() -> None:
        g.began = time.monotonic()

    def note(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        metrics.count_request(route, response.status_code)
        log.info(
            json.dumps(
                {
                    "method": request.method if request.url_rule else "-",
                    "route": route,
                    "status": response.status_code,
                    "ms": round((time.monotonic() - g.began) * 1000, 1),
                    "query": g.get("query_hash"),
                    "outcome": g.get("outcome", "answered"),
                }
            )
        )
        return response

    app.before_request(begin)
    app.after_request(note)
