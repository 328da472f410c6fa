"""The addresses /views and /views/NAME.json: what pictures are drawn from, each cut to a size."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

from flask import Response, request
from pyoxigraph import NamedNode

from endpoint.headers import etag_for, set_etag
from endpoint.live import Live, Snapshots
from endpoint.pages import Pages, choose_language
from endpoint.problems import ProblemError
from endpoint.showing import Labels
from endpoint.views.drawing import Data, Namer
from endpoint.views.graphs import draw_citations, draw_network
from endpoint.views.times import draw_calendar, draw_map, draw_timeline

VIEWS: Mapping[str, Callable[[Live, Namer, NamedNode | None], Data]] = {
    "timeline": draw_timeline,
    "successions": draw_timeline,
    "calendar": draw_calendar,
    "network": draw_network,
    "citations": draw_citations,
    "map": draw_map,
}
KINDS = ("official", "body", "post", "meeting", "directive", "article")
WHOLE = ("network", "calendar", "citations", "map")  # those that need no one thing to start from


class Views:
    """Answers with the data of one picture, and with the page of those that show the whole graph."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages
        self._drawn: WeakKeyDictionary[Live, dict[tuple[str, str], Data]] = WeakKeyDictionary()

    def page(self) -> Response:
        """The pictures of the whole graph, each with its table."""
        live = self._snapshots.live
        return self._pages.render(
            "views.html", live, drawn={name: self._draw(live, name, None) for name in WHOLE}
        )

    def answer(self, name: str) -> Response:
        """The data of the picture ``name``, about the thing that the request names.

        :raises ProblemError: ``not-found`` if there is no such picture, ``bad-request`` if it needs a thing.
        """
        live = self._snapshots.live
        if name not in VIEWS:
            raise ProblemError(
                "not-found", f"No picture is named {name[:50]!r}; there are {', '.join(VIEWS)}."
            )
        thing = read_thing(live)
        if thing is None and name not in WHOLE:
            raise ProblemError("bad-request", f"Name what it is about: one of {', '.join(KINDS)}.")
        body = json.dumps(self._draw(live, name, thing), ensure_ascii=False)
        response = Response(body, content_type="application/json")
        response.vary.update(("Accept-Language", "Cookie"))
        set_etag(response, etag_for(f"{live.id} {choose_language()} {request.full_path}", "application/json"))
        response.last_modified = live.modified
        return response

    def _draw(self, live: Live, name: str, thing: NamedNode | None) -> Data:
        """The data of a picture; those of the whole graph are drawn once for a snapshot and language."""
        language = choose_language()
        kept = self._drawn.setdefault(live, {})
        if thing is None and (name, language) in kept:
            return kept[name, language]
        data = VIEWS[name](live, Namer(live, Labels(live, language)), thing)
        if thing is None:
            kept[name, language] = data
        return data


def read_thing(live: Live) -> NamedNode | None:
    """What the picture is about: ``focus=IRI``, or a kind and what follows it in the address of a thing.

    :raises ProblemError: ``bad-request`` if it is no IRI of this graph.
    """
    given = request.args.get("focus", "")
    if not given:
        kind = next((kind for kind in KINDS if request.args.get(kind)), "")
        if not kind:
            return None
        local = request.args[kind].removeprefix(live.base).removeprefix("id/").removeprefix(f"{kind}/")
        given = f"{live.base}id/{kind}/{local}"
    try:
        thing = NamedNode(given)
    except ValueError as error:
        raise ProblemError("bad-request", f"{given[:80]!r} is no IRI.") from error
    if not given.startswith(live.base):
        raise ProblemError("bad-request", f"IRIs of this graph begin with {live.base}.")
    return thing
