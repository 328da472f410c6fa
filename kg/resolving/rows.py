"""Rows that go through resolution step by step: in lists, or wherever else they can be mapped and grouped.

A step looks at one row, or at all rows of one key. What a step makes of a group must not depend on the order
in which its rows come, so that the result is the same wherever it runs; hence each row that tells of a
mention has its ``Rank``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, Generic, Self, TypeVar, cast

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
Made = TypeVar("Made")
Key = str | tuple[str, ...]
Rank = tuple[str, str, int]
"""The order of attestation: day of publication, article, place among the article's mentions of a kind."""
Ranked = tuple[Rank, Row]


class Rows(ABC, Generic[Row_co]):
    """Any number of rows, each of which exists once a step asks for it."""

    @abstractmethod
    def each(self, work: Callable[[Row_co], Iterable[Made]]) -> Rows[Made]:
        """What ``work`` makes of each row."""

    @abstractmethod
    def grouped(self, work: Callable[[Any, list[Any]], Iterable[Made]]) -> Rows[Made]:
        """What ``work`` makes of each key and the values of all pairs (key, value) that have it."""

    @abstractmethod
    def plus(self, other: Rows[Any]) -> Rows[Any]:
        """These rows and others."""

    @abstractmethod
    def kept(self) -> Self:
        """The same rows, kept since more than one step asks for them."""

    @abstractmethod
    def collect(self) -> Sequence[Row_co]:
        """All rows, in any order; only for those that are few."""


class ListedRows(Rows[Row]):
    """Rows in the memory of this process."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)

    def each(self, work: Callable[[Row], Iterable[Made]]) -> ListedRows[Made]:
        """See `Rows`."""
        return ListedRows(chain.from_iterable(map(work, self.rows)))

    def grouped(self, work: Callable[[Any, list[Any]], Iterable[Made]]) -> ListedRows[Made]:
        """See `Rows`."""
        groups: dict[Any, list[Any]] = {}
        for key, value in cast("list[tuple[Any, Any]]", self.rows):
            groups.setdefault(key, []).append(value)
        return ListedRows(chain.from_iterable(work(key, values) for key, values in groups.items()))

    def plus(self, other: Rows[Any]) -> ListedRows[Any]:
        """See `Rows`."""
        return ListedRows([*self.rows, *other.collect()])

    def kept(self) -> Self:
        """See `Rows`."""
        return self

    def collect(self) -> list[Row]:
        """See `Rows`."""
        return self.rows
