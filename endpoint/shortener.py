"""What a worker does before it lets the engine run a query: count over columns what can be counted there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from endpoint.tokens import counts
from kg.errors import SnapshotError
from kg.store import GraphStore, Result

FEWEST = 150
"""Triples of a query's rarest thing below which the engine is quicker alone."""


class Shortener:
    """Lets the columns do what they can of a query, once they are open: numpy is slow to import.

    :param columns: their folder, None if there can be none.
    :ivar is_due: there are columns, which are not open yet.
    """

    def __init__(self, store: GraphStore, columns: Path | None, fewest: int = FEWEST) -> None:
        self._store = store
        self._fewest = fewest
        self._columns = columns
        self._shorten: Callable[[str, Callable[[str], Result]], str | None] | None = None
        self.is_due = columns is not None and columns.is_dir()

    def open(self) -> None:
        """Open the columns; without them, if they are harmed, the engine does all by itself."""
        from kg.columns import Columns, shorten

        assert self._columns is not None
        self.is_due = False
        try:
            columns = Columns(self._columns)
        except SnapshotError:
            return
        self._shorten = lambda query, ask: shorten(query, columns, ask, self._fewest)

    def may_help(self, query: str) -> bool:
        """Whether it is worth reading the query: it may count or sum up what it finds."""
        return (self.is_due or self._shorten is not None) and counts(query)

    def shorten(self, query: str, base: str) -> str:
        """A query with the same answer that is less work for the engine, or the same query."""
        if self._shorten is None:
            return query
        return self._shorten(query, lambda text: self._store.query(text, base=base)) or query
