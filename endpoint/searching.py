"""The address /search: things by their names, as a page, as JSON, or as a browser's suggestions."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request

from endpoint.formats import HTML, Format, find_format
from endpoint.headers import etag_for, set_etag
from endpoint.live import PREFIXES, Live, Snapshots
from endpoint.negotiation import choose_format
from endpoint.pages import Pages
from endpoint.problems import ProblemError
from endpoint.showing import local_path
from kg.errors import GiaoBanError
from kg.search import KINDS, Hit

JSON = Format("json", "application/json", ("application/ld+json",))
SUGGESTIONS = Format("suggestions", "application/x-suggestions+json")
CHOICES = (JSON, HTML, SUGGESTIONS)
USUAL, MOST = 20, 100


class Searching:
    """Finds things by name in the snapshot being served."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def answer(self) -> Response:
        """What has a name like ``q``, the best first; ``kind`` and ``limit`` narrow it."""
        live = self._snapshots.live
        chosen = choose_by_request()
        text, kinds, limit = request.args.get("q", ""), read_kinds(), read_limit()
        hits = find_hits(live, text, kinds, limit)
        if chosen is HTML:
            shown = [(hit, local_path(live, hit.iri)) for hit in hits]
            return self._pages.render(
                "search.html", live, query=text, hits=shown, kinds=KINDS, chosen_kinds=kinds
            )
        body: object = (
            [text, [hit.label for hit in hits], [hit.kind for hit in hits], [hit.iri for hit in hits]]
            if chosen is SUGGESTIONS
            else {
                "@context": {"@vocab": PREFIXES["gb"], "iri": "@id", "label": PREFIXES["skos"] + "prefLabel"},
                "query": text,
                "kinds": kinds,
                "count": len(hits),
                "results": [show_hit(live, hit) for hit in hits],
            }
        )
        response = Response(json.dumps(body, ensure_ascii=False) + "\n", content_type=chosen.content_type)
        set_etag(response, etag_for(f"{live.id} {request.full_path}", chosen.media_type))
        response.last_modified = live.modified
        return response


def choose_by_request() -> Format:
    """The format by ``format=`` or Accept.

    :raises ProblemError: ``not-acceptable`` if none is offered.
    """
    name = request.args.get("format")
    chosen = find_format(name, CHOICES) if name else choose_format(request.headers.get("Accept"), CHOICES)
    if chosen is None:
        offered = [entry.media_type for entry in CHOICES]
        raise ProblemError("not-acceptable", f"Offered are {', '.join(offered)}.", {"offered": offered})
    return chosen


def find_hits(live: Live, text: str, kinds: list[str], limit: int) -> list[Hit]:
    """What is found in this snapshot.

    :raises ProblemError: ``bad-request`` if the text is too long, ``busy`` if there is no index.
    """
    try:
        return live.search.find(text, kinds, limit)
    except GiaoBanError as error:
        raise ProblemError("bad-request", str(error)) from error


def read_kinds() -> list[str]:
    """The kinds that ``kind=`` names, once or often.

    :raises ProblemError: ``bad-request`` for one that there is not.
    """
    kinds = [kind for kind in request.args.getlist("kind") if kind]
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise ProblemError("bad-request", f"There is no kind {unknown[0][:50]!r}; kinds: {', '.join(KINDS)}.")
    return kinds


def read_limit() -> int:
    """The number that ``limit=`` gives.

    :raises ProblemError: ``bad-request`` if it is none from 1 to MOST.
    """
    asked = request.args.get("limit", str(USUAL))
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= MOST):
        raise ProblemError("bad-request", f"limit is a whole number from 1 to {MOST}.")
    return int(asked[:9])


def show_hit(live: Live, hit: Hit) -> dict[str, Any]:
    """A hit as JSON: what it is, why it was found, and where its page is."""
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "label": hit.label,
        "matched": hit.name,
        "score": hit.score,
        "reasons": list(hit.reasons),
        "page": request.script_root + local_path(live, hit.iri),
    }
