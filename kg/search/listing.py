"""Browsing the lists of a snapshot: pages of things by their facets, and how many each value leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
    """One line of a list; ``weight`` is how often the articles speak of it, ``beside`` as in Listed."""

    iri: str
    label: str
    date: str
    weight: int
    beside: str


Choice = tuple[str, str]
Counts = Mapping[str, tuple[tuple[str, int], ...]]


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
        source, values = _chosen(self._values(kind, choices), "listed")
        by = ORDERS[order]
        rows = self._ask(
            f"SELECT e.iri, e.label, l.date, e.weight, l.beside FROM (SELECT l.entity FROM {source} "
            f"WHERE l.kind = ? ORDER BY {by} LIMIT ? OFFSET ?) page "
            f"CROSS JOIN listed l ON l.entity = page.entity JOIN entity e ON e.id = l.entity ORDER BY {by}",
            [*values, kind, most, start],
        )
        return [Item(iri, label, date, weight, beside) for iri, label, date, weight, beside in rows]

    def total(self, kind: str, choices: tuple[Choice, ...] = ()) -> int:
        """How many things have all the chosen values."""
        _check(kind, choices)
        return self._remember(kind, choices, "")[""][0][1]

    def counts(self, kind: str, choices: tuple[Choice, ...], facet: str) -> tuple[tuple[str, int], ...]:
        """The values of a facet with how many things have each, all other choices kept; the most first."""
        _check(kind, (*choices, (facet, "")))
        others = tuple(choice for choice in choices if choice[0] != facet)
        only = facet if others and others != choices else ""
        return self._remember(kind, others, only)[facet]

    def _count(self, kind: str, choices: tuple[Choice, ...], only: str) -> Counts:
        """The values of every facet with their numbers, the most first; the number of things under "".

        :param only: count this facet alone; "" counts all.
        """
        chosen = self._values(kind, choices)
        source, values = _chosen(chosen, "listed")
        total = self._ask(f"SELECT COUNT(*) FROM {source} WHERE l.kind = ?", [*values, kind])[0][0]
        if not choices:
            rows = self._ask("SELECT facet, value, number FROM value WHERE kind = ?", [kind])
        else:
            source, values = _chosen(chosen, "has")
            rows = self._ask(
                "SELECT v.facet, v.value, n.number FROM "
                f"(SELECT l.value, COUNT(*) AS number FROM {source} WHERE l.value BETWEEN ? AND ? "
                "GROUP BY l.value) n CROSS JOIN value v ON v.id = n.value",
                [*values, *self._span(kind, only)],
            )
        counted: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS[kind]}
        for facet, value, number in rows:
            counted[facet].append((value, number))
        sorted_counts = {
            facet: tuple(sorted(found, key=lambda one: (-one[1], one[0]))) for facet, found in counted.items()
        }
        return {"": (("", total),), **sorted_counts}

    def _values(self, kind: str, choices: tuple[Choice, ...]) -> list[int]:
        """The row numbers of the chosen values, the rarest first; 0 stands for one that nothing has."""
        found = []
        for choice in choices:
            rows = self._ask(
                "SELECT number, id FROM value WHERE kind = ? AND facet = ? AND value = ?", [kind, *choice]
            )
            found.append(rows[0] if rows else (0, 0))
        return [id for _, id in sorted(found)]

    def _span(self, kind: str, facet: str) -> tuple[int, int]:
        """The first and the last row number of a facet's values, or of all values of a kind."""
        rows = self._ask(
            "SELECT MIN(id), MAX(id) FROM value WHERE kind = ? AND ? IN ('', facet)", [kind, facet]
        )
        return rows[0][0] or 0, rows[0][1] or 0

    def _ask(self, query: str, values: list[str | int]) -> list[tuple[Any, ...]]:
        try:
            return self._connect().execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            raise SnapshotError("The snapshot has no lists.", "Build anew with: giaoban build") from error


def _chosen(values: list[int], table: str) -> tuple[str, list[str | int]]:
    """The rows ``l`` of the table whose things have all these values, as a FROM clause that starts from them.

    The engine keeps the order of a CROSS JOIN; left to itself it looks every row of the table up.
    """
    if not values:
        return f"{table} l", []
    joined = "".join(
        f" CROSS JOIN has c{number} ON c{number}.value = ? AND c{number}.entity = c0.entity"
        for number in range(1, len(values))
    )
    first = "(SELECT entity FROM has WHERE value = ?) c0"
    return f"{first}{joined} CROSS JOIN {table} l ON l.entity = c0.entity", list(values)


def _check(kind: str, choices: tuple[Choice, ...], order: str = "weight") -> None:
    if kind not in FACETS or order not in ORDERS:
        raise QueryError(
            f"There is no list {kind!r} in the order {order!r}.", f"Orders: {', '.join(ORDERS)}."
        )
    unknown = [facet for facet, _ in choices if facet not in FACETS[kind]]
    if unknown:
        raise QueryError(f"There is no facet {unknown[0]!r}.", f"Facets here: {', '.join(FACETS[kind])}.")
