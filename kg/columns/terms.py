"""The terms that a query deals with: those of the graph, and those that its expressions make."""

from __future__ import annotations

from kg.columns.table import UNBOUND, Columns


class Terms:
    """Terms by number: the graph's first, then those made for this query."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._size = len(columns)
        self._made: list[bytes] = []
        self._numbers: dict[bytes, int] = {}

    def write(self, number: int) -> bytes:
        """A term as it stands in a query; UNDEF if unbound."""
        if number == UNBOUND:
            return b"UNDEF"
        return self._columns.term(number) if number < self._size else self._made[number - self._size]

    def add(self, term: bytes) -> int:
        """The number of a term (N-Triples) that an expression made."""
        if term not in self._numbers:
            found = self._columns.find(term)
            if found == UNBOUND:
                found = self._size + len(self._made)
                self._made.append(term)
            self._numbers[term] = found
        return self._numbers[term]
