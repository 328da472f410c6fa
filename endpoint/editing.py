"""The address /query: the editor, with what it needs to know of this graph."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from endpoint.headers import POLICY
from endpoint.live import PREFIXES, Live, Snapshots, read_query
from endpoint.pages import Pages, choose_language
from endpoint.site.asked import order_by_topic
from kg.questions import load_questions

# CodeMirror and the result table of YASGUI write style elements; scripts stay as strict as everywhere.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self' data:", "img-src 'self' data:; font-src 'self' data:"
)


class Editing:
    """Shows the editor with the terms of the snapshot being served and the ready-made questions."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages
        self._examples = order_by_topic(load_questions())

    def page(self) -> Response:
        """The editor; without JavaScript, a form that sends the query to /sparql."""
        live, language = self._snapshots.live, choose_language()
        first = self._examples[0][1][0].query
        config = {
            "language": language,
            "root": request.script_root,
            "endpoint": f"{request.url_root}sparql",
            "address": f"{request.url_root}query",
            "search": f"{request.script_root}/search",
            "base": live.base,
            "prefixes": PREFIXES,
            "terms": list_terms(live),
            "labelQuery": read_query("labels_of"),
            "first": first,
            "examples": {
                question.name: {"query": question.query}
                for _, questions in self._examples
                for question in questions
            },
        }
        response = self._pages.render(
            "query.html",
            live,
            config=config,
            examples=self._examples,
            query=request.args.get("query") or first,
        )
        response.headers["Content-Security-Policy"] = EDITOR_POLICY
        return response


def list_terms(live: Live) -> list[dict[str, Any]]:
    """The classes and properties of our ontology for completion: IRI, name, labels, whether it is a class."""
    rows = live.terms
    return [
        {
            "iri": row["term"],
            "name": row["term"].removeprefix(PREFIXES["gb"]),
            "class": row["term"].removeprefix(PREFIXES["gb"])[:1].isupper(),
            **{language: row[language] for language in ("vi", "en") if language in row},
        }
        for row in rows
    ]
