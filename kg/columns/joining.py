"""Joining: solutions are a table with a column of term numbers for each variable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.columns.query import BeyondError, Pattern
from kg.columns.table import Columns, Numbers, Relation, Table

MOST_ROWS = 3_000_000
"""Rows up to which a table may grow; 320 MiB, a query's share of memory, hold some 8 columns of that."""


def join_patterns(
    columns: Columns, patterns: Sequence[Pattern], table: Table | None = None, fewest: int = 0
) -> Table:
    """The solutions of a basic graph pattern: of all patterns together, and of ``table`` if there is one.

    :param fewest: matches that every pattern must have, for the engine to be no quicker.
    :raises BeyondError: for a pattern without variables or with one twice, for parts that share no variable,
        and for too many solutions.
    """
    for pattern in patterns:
        variables = [part for part in pattern.parts if not isinstance(part, bytes)]
        if not variables or len(pattern.names) < len(variables):
            raise BeyondError
    rest = sorted((columns.match(pattern) for pattern in patterns), key=lambda relation: relation.size)
    if rest[0].size < fewest:
        raise BeyondError
    if table is None:
        table = dict(rest.pop(0).ways[0])
    while rest:
        relation = next((r for r in rest if not table.keys().isdisjoint(r.ways[0])), None)
        if relation is None:
            raise BeyondError
        rest.remove(relation)
        table = join(table, relation)
    return table


def join(table: Table, relation: Relation) -> Table:
    """The rows of both that agree in the variables that both have.

    :raises BeyondError: for too many rows, or if the relation is sorted by none of these variables.
    """
    name, way = next(
        ((name, way) for name in table if (way := relation.sorted_by(name)) is not None), ("", None)
    )
    if way is None:
        raise BeyondError
    low, high = (np.searchsorted(way[name], table[name], side) for side in ("left", "right"))
    rows, places = spread(low, high)
    shared = [other for other in way if other in table and other != name]
    if shared:
        agrees = np.logical_and.reduce([table[other][rows] == way[other][places] for other in shared])
        rows, places = rows[agrees], places[agrees]
    joined = {other: column[rows] for other, column in table.items()}
    return joined | {other: column[places] for other, column in way.items() if other not in table}


def spread(low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Every place of the ranges from ``low`` to before ``high``, and the number of the range that it is of.

    :raises BeyondError: if they are too many.
    """
    counts = high - low
    total = int(counts.sum())
    if total > MOST_ROWS:
        raise BeyondError
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(total) + np.repeat(low - (np.cumsum(counts) - counts), counts)
