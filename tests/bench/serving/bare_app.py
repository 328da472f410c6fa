"""The endpoint that one writes in an afternoon, to compare with: no limits, no isolation."""

from __future__ import annotations

import os

from flask import Flask, Response, request
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, Store


def make_app() -> Flask:
    """An application over the store that the environment variable STORE names."""
    app = Flask("bare")
    store = Store.read_only(os.environ["STORE"])

    def answer() -> Response:
        found = store.query(request.values["query"])
        assert isinstance(found, QuerySolutions | QueryBoolean)
        body = found.serialize(format=QueryResultsFormat.JSON)
        return Response(body, content_type="application/sparql-results+json")

    app.add_url_rule("/sparql", view_func=answer, methods=["GET", "POST"])
    return app
