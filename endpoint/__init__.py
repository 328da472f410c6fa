"""Giao Ban on the web: create_app tells which address is answered by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kg.settings import Settings


def create_app(settings: Settings) -> Flask:
    """The web application over the snapshot in ``settings.data``; ``app.extensions["giaoban"]`` closes it.

    :raises SnapshotError: if there is no snapshot to serve.
    """
    from endpoint.application import assemble, make_app
    from endpoint.services import add_services

    parts = assemble(settings)
    sparql, things, graphs, pages, downloads, operation = (
        parts.sparql,
        parts.things,
        parts.graphs,
        parts.pages,
        parts.downloads,
        parts.operation,
    )
    app = make_app(
        parts,
        (
            ("/", pages.home),
            ("/sparql", sparql.answer),
            ("/id/<kind>/<slug>", things.redirect),
            ("/term/<kind>/<slug>", things.redirect),
            ("/page/<path:path>", things.page),
            ("/data/<path:path>", things.data),
            ("/graph/<path:path>", graphs.answer),
            ("/ontology", things.ontology),
            ("/ontology.<suffix>", things.ontology),
            ("/conflicts", parts.conflicts.page),
            ("/explain", parts.explanations.explain),
            ("/download/", downloads.index),
            ("/download/graphs", graphs.index),
            ("/download/graphs/<path:path>", graphs.describe),
            ("/download/<name>", downloads.file),
            ("/void", things.void),
            ("/.well-known/void", things.void),
            ("/problems", pages.problems),
            ("/healthz", operation.health),
            ("/metrics", operation.metrics),
        ),
    )
    return add_services(app, parts)
