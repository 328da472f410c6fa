"""The lists of officials, bodies, meetings, directives, articles and places: facets, order, pages, CSV, JSON.

The whole state stands in the address: each facet's value, ``sort``, ``page``, ``format``, ``lang``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Response, request

from endpoint.formats import HTML, Format, find_format
from endpoint.headers import etag_for, set_etag
from endpoint.live import PREFIXES, Live, Snapshots
from endpoint.negotiation import choose_format
from endpoint.pages import Pages, choose_language
from endpoint.problems import ProblemError
from endpoint.showing import local_path
from endpoint.site.shown import Shown
from kg.search import FACETS, ORDERS, Item

LISTS = {
    "officials": "official",
    "bodies": "body",
    "meetings": "meeting",
    "directives": "directive",
    "articles": "article",
    "places": "place",
}
"""Address of a list → the kind of what stands in it."""
CSV = Format("csv", "text/csv")
CHOICES = (HTML, Format("json", "application/json"), CSV)
DATED = frozenset(("meeting", "directive", "article"))
PER_PAGE, MOST_VALUES, MOST_ROWS = 50, 40, 200_000


class Lists:
    """Answers the lists of the snapshot being served."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def answer(self, name: str) -> Response:
        """One page of the list, or all that the facets leave as CSV or JSON."""
        live, kind = self._snapshots.live, LISTS[name]
        chosen = choose_by_request()
        choices = read_choices(live, kind)
        order = request.args.get("sort", "newest" if kind in DATED else "weight")
        if order not in ORDERS:
            raise ProblemError("bad-request", f"sort is one of {', '.join(ORDERS)}.")
        if chosen is not HTML:
            items = live.search.lists.find(kind, choices, order, 0, MOST_ROWS)
            return write_items(live, items, chosen)
        return self._show(live, name, choices, order)

    def _show(self, live: Live, name: str, choices: tuple[tuple[str, str], ...], order: str) -> Response:
        kind, page, lists = LISTS[name], read_page(), live.search.lists
        shown = Shown(live, choose_language())
        total = lists.total(kind, choices)
        items = lists.find(kind, choices, order, (page - 1) * PER_PAGE, PER_PAGE)
        return self._pages.render(
            "site/list.html",
            live,
            name=name,
            kind=kind,
            dated=kind in DATED,
            total=total,
            items=[(item, shown.name(item.iri), show_value(shown, item.beside)) for item in items],
            facets=[describe_facet(live, shown, kind, choices, facet) for facet in FACETS[kind]],
            chosen=[(facet, show_value(shown, value), change(**{facet: ""})) for facet, value in choices],
            orders=[
                (one, change(sort=one), one == order) for one in ORDERS if kind in DATED or one[-3:] != "est"
            ],
            page=page,
            pages=-(-total // PER_PAGE),
            before=change(page=str(page - 1)) if page > 1 else "",
            after=change(page=str(page + 1)) if page * PER_PAGE < total else "",
            exports=[(entry.name, change(format=entry.name)) for entry in CHOICES if entry is not HTML],
        )


def describe_facet(
    live: Live, shown: Shown, kind: str, choices: tuple[tuple[str, str], ...], facet: str
) -> dict[str, object]:
    """A facet with its most frequent values (years: the latest first), each with its count and address."""
    counts = live.search.lists.counts(kind, choices, facet)
    if facet == "year":
        counts = tuple(sorted(counts, reverse=True))
    taken = dict(choices).get(facet)
    values = [
        (show_value(shown, value), number, change(**{facet: shorten(live, value)}), value == taken)
        for value, number in counts[:MOST_VALUES]
    ]
    return {"name": facet, "values": values, "more": len(counts) > MOST_VALUES}


def show_value(shown: Shown, value: str) -> tuple[str, str]:
    """A value as text with its language; "" where the texts of the page may have the word."""
    if value.startswith(("http://", "https://")):
        name = shown.name(value)
        return name.label, name.language
    return value, ""


def change(**values: str) -> str:
    """The address of this list with other values; an empty value is left out, and the first page is shown."""
    given = {name: value for name, value in request.args.items() if name not in ("page", "lang")}
    kept = {name: value for name, value in {**given, **values}.items() if value}
    return "?" + urlencode(kept, safe="/:")


def shorten(live: Live, value: str) -> str:
    """A value as it stands in an address: an IRI of ours without the base, a term with its prefix."""
    if value.startswith(PREFIXES["gb"]):
        return "gb:" + value.removeprefix(PREFIXES["gb"])
    return value.removeprefix(live.base)


def read_choices(live: Live, kind: str) -> tuple[tuple[str, str], ...]:
    """The facets that the address chooses a value of, with the values in full."""
    found = []
    for facet in FACETS[kind]:
        value = request.args.get(facet, "")[:2000]
        if value.startswith(("id/", "term/")):
            value = live.base + value
        elif value.startswith("gb:"):
            value = PREFIXES["gb"] + value.removeprefix("gb:")
        if value:
            found.append((facet, value))
    return tuple(found)


def read_page() -> int:
    """The page that ``page=`` asks for, counted from 1.

    :raises ProblemError: ``bad-request`` if it is no such number.
    """
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) < 10**6):
        raise ProblemError("bad-request", "page is a whole number from 1.")
    return int(asked[:9])


def choose_by_request() -> Format:
    """The format by ``format=`` or Accept.

    :raises ProblemError: ``not-acceptable`` if none is offered.
    """
    name = request.args.get("format")
    found = find_format(name, CHOICES) if name else choose_format(request.headers.get("Accept"), CHOICES)
    if found is None:
        raise ProblemError("not-acceptable", f"Offered are {', '.join(one.media_type for one in CHOICES)}.")
    return found


def write_items(live: Live, items: Iterable[Item], chosen: Format) -> Response:
    """The things as CSV or JSON: IRI, label, day, and how often the articles speak of each."""
    if chosen is CSV:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(("iri", "label", "date", "mentions"))
        writer.writerows((item.iri, item.label, item.date, item.weight) for item in items)
        body = out.getvalue()
    else:
        rows = [
            {
                "iri": i.iri,
                "label": i.label,
                "date": i.date,
                "mentions": i.weight,
                "page": local_path(live, i.iri),
            }
            for i in items
        ]
        body = json.dumps(rows, ensure_ascii=False) + "\n"
    response = Response(body, content_type=chosen.content_type)
    set_etag(response, etag_for(f"{live.id} {request.full_path}", chosen.media_type))
    response.last_modified = live.modified
    return response
