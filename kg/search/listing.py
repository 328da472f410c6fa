"""Browsing the lists of a snapshot: pages of things by their facets, and how many each value leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import QueryError, SnapshotError
from kg.search.facets import FACETS

ORDERS: Mapping[str, str] = {
    "weight": "l.entity",
    "name": "l.plain, l.entity",
    "newest": "l.date DESC, l.entity",
    "oldest": "l.date = '', l.date, l.entity",
}
"""How a list may be sorted; row numbers follow how much is said of each thing."""
KEPT = 512


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list; ``weight`` is how often the articles speak of it."""

    iri: str
    label: str
    date: str
    weight: int


Choice = tuple[str, str]


class Listing:
    """The lists of one snapshot; what was counted is remembered, since a snapshot never changes.

    :param connect: gives this thread's connection to the search index.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._remember = lru_cache(maxsize=KEPT)(self._count)

    def find(
        self,
        kind: str,
        choices: tuple[Choice, ...] = (),
        order: str = "weight",
        start: int = 0,
        most: int = 50,
    ) -> list[Item]:
        """The things of a list from ``start`` on that have all the chosen values.

        :raises QueryError: for a kind, a facet or an order that there is not.
        """
        _check(kind, choices, order)
        source, values = _chosen(kind, choices, "listed l")
        rows = self._ask(
            f"SELECT e.iri, e.label, l.date, e.weight FROM {source} JOIN entity e ON e.id = l.entity "
            f"WHERE l.kind = ? ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            [*values, kind, most, start],
        )
        return [Item(str(iri), str(label), str(date), int(str(weight))) for iri, label, date, weight in rows]

    def total(self, kind: str, choices: tuple[Choice, ...] = ()) -> int:
        """How many things have all the chosen values."""
        _check(kind, choices)
        return dict(self._remember(kind, choices, ""))[""]

    def counts(self, kind: str, choices: tuple[Choice, ...], facet: str) -> tuple[tuple[str, int], ...]:
        """The values of a facet with how many things have each, all other choices kept; the most first."""
        _check(kind, (*choices, (facet, "")))
        return self._remember(kind, tuple(choice for choice in choices if choice[0] != facet), facet)

    def _count(self, kind: str, choices: tuple[Choice, ...], facet: str) -> tuple[tuple[str, int], ...]:
        source, values = _chosen(kind, choices, "facet l" if facet else "listed l")
        if facet:
            rows = self._ask(
                f"SELECT l.value, COUNT(*) FROM {source} WHERE l.kind = ? AND l.facet = ? "
                "GROUP BY l.value ORDER BY COUNT(*) DESC, l.value",
                [*values, kind, facet],
            )
        else:
            rows = self._ask(f"SELECT '', COUNT(*) FROM {source} WHERE l.kind = ?", [*values, kind])
        return tuple((str(value), int(str(number))) for value, number in rows)

    def _ask(self, query: str, values: list[str | int]) -> list[tuple[object, ...]]:
        try:
            return self._connect().execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            raise SnapshotError("The snapshot has no lists.", "Build anew with: giaoban build") from error


def _chosen(kind: str, choices: tuple[Choice, ...], table: str) -> tuple[str, list[str | int]]:
    """The rows of the table that have all the chosen values, as a FROM clause that starts from the choices.

    The engine keeps the order of a CROSS JOIN; left to itself it looks every row of the table up.
    """
    sources, values = [], []
    for number, (facet, value) in enumerate(choices):
        rows = "(SELECT entity FROM facet WHERE kind = ? AND facet = ? AND value = ?)"
        if number:
            rows = "facet"
            on = f" ON c{number}.entity = c0.entity AND c{number}.facet = ? AND c{number}.value = ?"
            values += [facet, value]
        else:
            on = ""
            values += [kind, facet, value]
        sources.append(f"{rows} c{number}{on}")
    sources.append(f"{table} ON l.entity = c0.entity" if choices else table)
    return " CROSS JOIN ".join(sources), list(values)


def _check(kind: str, choices: tuple[Choice, ...], order: str = "weight") -> None:
    if kind not in FACETS or order not in ORDERS:
        raise QueryError(
            f"There is no list {kind!r} in the order {order!r}.", f"Orders: {', '.join(ORDERS)}."
        )
    unknown = [facet for facet, _ in choices if facet not in FACETS[kind]]
    if unknown:
        raise QueryError(f"There is no facet {unknown[0]!r}.", f"Facets here: {', '.join(FACETS[kind])}.")
