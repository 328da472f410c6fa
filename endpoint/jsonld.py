"""The JSON-LD context of the graph, published at /context.jsonld: prefixes, and the terms of the ontology."""

from __future__ import annotations

import json

from flask import Response

from endpoint.headers import etag_for, set_etag
from endpoint.live import Snapshots


class Context:
    """Answers with the context of the snapshot being served."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    def answer(self) -> Response:
        """The context; its terms are the local names of our classes and properties."""
        live = self._snapshots.live
        text = json.dumps({"@context": live.context}, indent=1, sort_keys=True) + "\n"
        response = Response(text, content_type="application/ld+json")
        set_etag(response, etag_for(text, live.id))
        response.last_modified = live.modified
        return response
