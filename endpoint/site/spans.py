"""Spans of tenures: the time between two holders of a post of which no article says who held it."""

from __future__ import annotations

from collections.abc import Iterable

from endpoint.site.shown import Row


def with_gaps(rows: Iterable[Row]) -> list[Row]:
    """The tenures of a single-holder post, the earliest first, with a row ``gap`` between two of them.

    A gap reaches from the last day that somebody certainly held the post to the first day that the next one
    certainly did; rows without a certain day neither open nor close one.
    """
    told: list[Row] = []
    last = ""
    for row in sorted(rows, key=_first_day):
        first, until = str(row.get("startLatest", "")), str(row.get("endEarliest", ""))
        if last and first > last:
            told.append({"gap": "gap", "from": last, "to": first})
        told.append(row)
        last = max(last, until)
    return told


def _first_day(row: Row) -> tuple[str, str]:
    return str(row.get("startLatest") or row.get("startEarliest", "")), str(row.get("endEarliest", ""))
