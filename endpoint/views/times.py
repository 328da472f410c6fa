"""Pictures of time and place: tenures, meetings by day, provinces."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.live import Live
from endpoint.views.drawing import Data, Namer, cut

MOST_TENURES, MOST_MEETINGS = 60, 1000
BOUNDS = ("firstAttested", "lastAttested", "startEarliest", "startLatest", "endEarliest", "endLatest")


def draw_timeline(live: Live, namer: Namer, thing: NamedNode | None) -> Data:
    """The tenures of an official, of a post or of a body's posts; its own name is left out of theirs."""
    found = live.rows("views/tenures", thing=thing) if thing else []
    rows, most = cut(found, MOST_TENURES)
    bars = []
    for row in rows:
        others = [iri for iri in (row["official"], row["post"]) if thing is None or iri != thing.value]
        name = " · ".join(namer.label(iri) for iri in others)
        bars.append({"label": name, "page": namer.page(others[0]), **{key: row.get(key) for key in BOUNDS}})
    return {"bars": bars, "cut": most}


def draw_calendar(live: Live, namer: Namer, thing: NamedNode | None) -> Data:
    """The meetings of a body or an official by day; without one, the newest of all."""
    if thing is None:
        newest = live.search.lists.find("meeting", (), "newest", 0, MOST_MEETINGS + 1)
        found = [
            {"meeting": item.iri, "date": item.date, "label": item.label} for item in newest if item.date
        ]
    else:
        found = live.rows("views/meetings", thing=thing)
    rows, most = cut(found, MOST_MEETINGS)
    meetings = [
        {
            "date": row["date"],
            "label": row.get("label") or namer.label(row["meeting"]),
            "page": namer.page(row["meeting"]),
        }
        for row in rows
    ]
    return {"meetings": meetings, "cut": most}


def draw_map(live: Live, namer: Namer, thing: NamedNode | None) -> Data:
    """The provinces with the number of articles that name a body there, and what they were merged into."""
    places = [
        {
            "id": row["place"],
            "name": row["name"],
            "label": namer.label(row["place"]),
            "page": namer.page(row["place"]),
            "articles": int(row["articles"]),
            "merged": row.get("merged"),
        }
        for row in live.rows("views/provinces")
    ]
    return {"places": places, "cut": None}
