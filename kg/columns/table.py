"""Reading the columns: terms by number, and what matches a triple pattern."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.columns.query import Part, Pattern, Variable
from kg.errors import SnapshotError

Numbers = npt.NDArray[Any]
Table = dict[str, Numbers]
UNBOUND = -1
MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """What matches one pattern: equally long columns by variable, in one or two orders.

    :param ways: the first column of each is sorted; all hold the same rows.
    """

    ways: Sequence[Table]

    @property
    def size(self) -> int:
        """How many rows."""
        return len(next(iter(self.ways[0].values())))

    def sorted_by(self, name: str) -> Table | None:
        """The rows sorted by this variable, if there is that way."""
        return next((way for way in self.ways if next(iter(way)) == name), None)


class Columns:
    """The columns of a snapshot, mapped into memory: processes that read them share what they hold.

    :raises SnapshotError: if they cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._found: dict[bytes, int] = {}
            self._offsets = _load(folder / "offsets.npy")
            with (folder / "terms").open("rb") as file:
                self._terms = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._degrees = _load(folder / "degrees.npy")
            predicates, *self._starts = _load(folder / "predicates.npy")
            self._places = {int(number): place for place, number in enumerate(predicates[:-1])}
            self._triples = {"so": _load(folder / "triples-so.npy"), "os": _load(folder / "triples-os.npy")}
            self._quads = {"sog": _load(folder / "quads-sog.npy"), "osg": _load(folder / "quads-osg.npy")}
        except (OSError, ValueError) as error:
            raise SnapshotError(
                f"{folder} cannot be read: {error}.", "Build anew with: giaoban build"
            ) from error

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._offsets) - 1

    def term(self, number: int) -> bytes:
        """A term in N-Triples."""
        return self._terms[self._offsets[number] : self._offsets[number + 1]]

    @cached_property
    def first_iri(self) -> int:
        """The number from which on all terms are IRIs."""
        return self._seek(b"<")

    def find(self, term: bytes) -> int:
        """The number of a term in N-Triples as the engine writes it; UNBOUND if the graph has it nowhere."""
        if term not in self._found:
            place = self._seek(term)
            there = place < len(self) and self.term(place) == term
            if len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            self._found[term] = place if there else UNBOUND
        return self._found[term]

    def is_rare(self, term: bytes, fewest: int) -> bool:
        """Whether a term is in less than ``fewest`` triples, being no predicate."""
        number = self.find(term)
        return number not in self._places and (number == UNBOUND or int(self._degrees[number]) < fewest)

    def _seek(self, term: bytes) -> int:
        """The number of the first term that is not before this one."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def by_predicate(self) -> Iterator[tuple[int, Numbers, Numbers]]:
        """Each predicate with the subjects and objects of its distinct triples, sorted by subject."""
        for number, place in self._places.items():
            low, high = self._starts[0][place : place + 2]
            subjects, objects = self._triples["so"][:, low:high]
            yield number, subjects, objects

    def match(self, pattern: Pattern) -> Relation:
        """What matches a pattern, which has at least one variable, and none twice."""
        parts: dict[str, Part] = {"s": pattern.subject, "o": pattern.object}
        if pattern.graph is not None:
            parts["g"] = pattern.graph
        ways = self._find_ways(pattern)
        for letter in "so":
            part = parts[letter]
            if isinstance(part, bytes):
                way = next(way for way in ways if next(iter(way)) == letter)
                low, high = np.searchsorted(way.pop(letter), [(wanted := self.find(part)), wanted + 1])
                ways = [{name: column[low:high] for name, column in way.items()}]
        graph = parts.get("g")
        if isinstance(graph, bytes):
            number = self.find(graph)
            ways = [_select(way, way.pop("g") == number) for way in ways]
        names = {letter: part.name for letter, part in parts.items() if isinstance(part, Variable)}
        return Relation([{names[letter]: column for letter, column in way.items()} for way in ways])

    def _find_ways(self, pattern: Pattern) -> list[Table]:
        """All triples or quads with the predicate, in both orders."""
        place = self._places.get(self.find(pattern.predicate))
        starts = self._starts[pattern.graph is not None]
        low, high = (0, 0) if place is None else starts[place : place + 2]
        matrices = self._triples if pattern.graph is None else self._quads
        return [dict(zip(letters, matrix[:, low:high], strict=True)) for letters, matrix in matrices.items()]


def _select(table: Table, mask: npt.NDArray[np.bool_]) -> Table:
    return {name: column[mask] for name, column in table.items()}


def _load(path: Path) -> Numbers:
    """A saved array, mapped into memory."""
    found: Numbers = np.load(path, mmap_mode="r").view(np.ndarray)
    return found
