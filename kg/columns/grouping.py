"""Grouping and counting the solutions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.columns.query import Aggregate, BeyondError
from kg.columns.table import UNBOUND, Numbers, Table
from kg.columns.terms import Terms

INTEGER = re.compile(rb'"(-?[0-9]{1,9})"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')
DATE = re.compile(rb'"[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^<http://www\.w3\.org/2001/XMLSchema#date>')
ALIKE = re.compile(rb'(?P<begin>[<"])(?P<value>[^"\\]*)(?P<end>>|"(?:@[a-z-]+)?)')
MOST_VALUES = 50_000
"""Different values up to which sums and extremes are worth their reading."""


class Groups:
    """The rows of a table by the values of some of its columns.

    :ivar count: how many groups; without keys there is one, of no rows perhaps.
    :ivar of_row: the group of each row.
    """

    def __init__(self, table: Table, keys: Sequence[str], rows: int) -> None:
        self.count, self.of_row = 1, np.zeros(rows, np.int64)
        for key in keys:
            width, codes = densify(table[key])
            self.count, self.of_row = densify_back(self.of_row * width + codes)
        if keys and not rows:
            self.count = 0
        first = np.zeros(self.count, np.int64)
        first[self.of_row[::-1]] = np.arange(rows)[::-1]
        self.keys: Table = {key: table[key][first] if rows else table[key] for key in keys}


def densify(column: Numbers) -> tuple[int, Numbers]:
    """Numbers from 0 that are alike where those of the column are, and a bound of theirs."""
    if not len(column):
        return 1, column.astype(np.int64)
    low, high = int(column.min()), int(column.max())
    return high - low + 1, column.astype(np.int64) - low


def densify_back(codes: Numbers) -> tuple[int, Numbers]:
    """How many different numbers from 0 on there are, and the place of each among them."""
    width = int(codes.max()) + 1 if len(codes) else 1
    if width <= 16 * len(codes) + 1024:
        seen = np.bincount(codes, minlength=width) > 0
        places = np.cumsum(seen) - 1
        return int(places[-1]) + 1, places[codes]
    found, inverse = np.unique(codes, return_inverse=True)
    return len(found), inverse


def aggregate(groups: Groups, wanted: Aggregate, table: Table, terms: Terms) -> list[bytes]:
    """The value of an aggregate for each group, as SPARQL writes it.

    :raises BeyondError: where its value is not a plain count, or a sum or extreme of plain integers or days.
    """
    if wanted.variable is None:
        return _write(np.bincount(groups.of_row, minlength=groups.count))
    column = table[wanted.variable]
    of_row, column = groups.of_row[column != UNBOUND], column[column != UNBOUND]
    if wanted.distinct:
        of_row, column = drop_repeated(of_row, column)
    counts = np.bincount(of_row, minlength=groups.count)
    if wanted.kind == "COUNT":
        return _write(counts)
    if len(column) < len(groups.of_row) and not wanted.distinct:
        raise BeyondError  # an unbound value makes the aggregate an error
    if wanted.distinct and (table[wanted.variable] == UNBOUND).any():
        raise BeyondError
    different, places = np.unique(column, return_inverse=True)
    values, written = read_values(different, terms)
    if wanted.kind == "SUM":
        if written is not None:
            raise BeyondError
        sums = np.zeros(groups.count, np.int64)
        np.add.at(sums, of_row, values[places])
        return _write(sums)
    if not counts.all():
        raise BeyondError
    return find_extremes(groups.count, of_row, values[places], wanted.kind, written)


def find_extremes(
    count: int, of_row: Numbers, values: Numbers, kind: str, written: Sequence[bytes] | None
) -> list[bytes]:
    """The least or greatest value of each group; values are places in ``written`` if that is given."""
    choose = np.minimum if kind == "MIN" else np.maximum
    found = np.full(count, values[0] if len(values) else 0, np.int64)
    found[of_row] = values
    choose.at(found, of_row, values)
    return _write(found) if written is None else [written[place] for place in found.tolist()]


def read_values(numbers: Numbers, terms: Terms) -> tuple[npt.NDArray[np.int64], Sequence[bytes] | None]:
    """The values of some terms: integers, or their places among the sorted days, with these as written.

    :raises BeyondError: if they are neither all plain integers nor all plain days, or too many.
    """
    if len(numbers) > MOST_VALUES:
        raise BeyondError
    written = [terms.write(int(number)) for number in numbers]
    found = [INTEGER.fullmatch(term) for term in written]
    if all(found):
        return np.array([int(match[1]) for match in found if match], np.int64), None
    if not all(DATE.fullmatch(term) for term in written):
        raise BeyondError
    order = sorted(written)
    places = {term: place for place, term in enumerate(order)}
    return np.array([places[term] for term in written], np.int64), order


def rank(column: Numbers, terms: Terms) -> Numbers | None:
    """Numbers that order terms as SPARQL does, if all are IRIs, plain strings or strings of one language."""
    different, places = np.unique(column, return_inverse=True)
    found = [ALIKE.fullmatch(terms.write(int(number))) for number in different]
    values = [match["value"] for match in found if match]
    kinds = {(match["begin"], match["end"]) for match in found if match}
    if len(values) < len(found) or len(kinds) > 1:
        return None
    ranks = np.zeros(len(values), np.int64)
    ranks[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return ranks[places]


def drop_repeated(of_row: Numbers, column: Numbers) -> tuple[Numbers, Numbers]:
    """Every value once for each group."""
    width, codes = densify(column)
    pairs = np.unique(of_row * width + codes)
    least = int(column.min()) if len(column) else 0
    return pairs // width, pairs % width + least


def _write(numbers: Numbers) -> list[bytes]:
    return [b"%d" % number for number in numbers.tolist()]
