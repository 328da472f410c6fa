"""The JSON-LD context of the graph, published at /context.jsonld: prefixes, and the terms of the ontology."""

from __future__ import annotations

import json
from typing import Any

from flask import Response
from pyoxigraph import NamedNode

from endpoint.documents import term
from endpoint.headers import etag_for, set_etag
from endpoint.live import PREFIXES, Live, Snapshots


class Context:
    """Answers with the context of the snapshot being served."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    def answer(self) -> Response:
        """The context; its terms are the local names of our classes and properties."""
        live = self._snapshots.live
        text = json.dumps({"@context": make_context(live)}, indent=1, sort_keys=True) + "\n"
        response = Response(text, content_type="application/ld+json")
        set_etag(response, etag_for(text, live.id))
        response.last_modified = live.modified
        return response


def make_context(live: Live) -> dict[str, Any]:
    """Prefixes, classes, and properties; those that lead to things have IRIs for values."""
    context: dict[str, Any] = {"@version": 1.1, **PREFIXES}
    for kind, value in (("owl:Class", None), ("owl:DatatypeProperty", None), ("owl:ObjectProperty", "@id")):
        for quad in live.store.quads(predicate=term("rdf:type"), object=term(kind)):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(PREFIXES["gb"]):
                name = quad.subject.value.removeprefix(PREFIXES["gb"])
                context[name] = {"@id": f"gb:{name}", "@type": value} if value else f"gb:{name}"
    return context
