"""How the web application is put together from its parts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, Response

from endpoint.access import AccessLog, log_answers
from endpoint.conflicts import Conflicts
from endpoint.downloads import Downloads
from endpoint.errors import register_errors
from endpoint.explanations import Explanations
from endpoint.graphs import Graphs
from endpoint.headers import finish
from endpoint.live import Snapshots
from endpoint.metrics import Metrics
from endpoint.operation import Operation
from endpoint.pages import Pages
from endpoint.pinning import Pinning
from endpoint.sparql import METHODS, SparqlDesk
from endpoint.things import Things
from kg.settings import Settings

Route = tuple[str, Callable[..., Response]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the addresses lead to; ``close`` ends the workers and threads."""

    settings: Settings
    snapshots: Snapshots
    metrics: Metrics
    pages: Pages
    sparql: SparqlDesk
    things: Things
    graphs: Graphs
    explanations: Explanations
    conflicts: Conflicts
    downloads: Downloads
    operation: Operation
    access_log: AccessLog

    def close(self) -> None:
        """End what runs in the background; the application answers no more."""
        self.snapshots.close()


def assemble(settings: Settings) -> Parts:
    """Open the snapshot, start the workers and make every part.

    :raises SnapshotError: if there is no snapshot to serve.
    """
    snapshots = Snapshots(settings)
    metrics = Metrics()
    pages = Pages(settings, snapshots)
    sparql = SparqlDesk(settings, snapshots, metrics, pages)
    return Parts(
        settings=settings,
        snapshots=snapshots,
        metrics=metrics,
        pages=pages,
        sparql=sparql,
        things=Things(settings, snapshots, pages),
        graphs=Graphs(snapshots, pages),
        explanations=Explanations(snapshots, pages),
        conflicts=Conflicts(snapshots, pages),
        downloads=Downloads(snapshots, pages),
        operation=Operation(snapshots, metrics, sparql.admission),
        access_log=AccessLog(metrics, logging.getLogger("giaoban.access")),
    )


def make_app(parts: Parts, routes: Sequence[Route]) -> Flask:
    """A Flask application with these addresses, each open to GET, and /sparql to its own methods."""
    app = Flask("endpoint")
    app.config["MAX_CONTENT_LENGTH"] = parts.settings.request_bytes
    app.extensions["giaoban"] = parts
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for rule, view in routes:
        methods = METHODS if rule == "/sparql" else ("GET",)
        app.add_url_rule(rule, endpoint=rule, view_func=view, methods=methods)
    register_errors(app, parts.pages)
    log_answers(app, parts.access_log)
    pinning = Pinning(parts.snapshots)
    app.before_request(pinning.check)
    app.after_request(pinning.name)
    app.after_request(finish)
    return app
