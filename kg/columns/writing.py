"""Writing the columns: every term once, in the order of its bytes, and the quads as numbers of terms.

Files: ``terms`` (the terms as N-Triples, one after another), ``offsets.npy`` (where each begins; int64) and,
as int32 in the orders that lookups want, the distinct triples (``triples-KEY.npy``) and the quads
(``quads-KEY.npy``), each a matrix with a row for each letter of KEY. ``predicates.npy`` says which triples
and quads have which predicate: rows of predicate, first triple, first quad, with the totals at the end.
``degrees.npy`` has for each term the number of triples that it is subject or object of, whichever is more.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import BuildError
from kg.store import find_canonical

AT_ONCE = 50_000
Numbers = npt.NDArray[np.int32]


def write_columns(folder: Path, lines: Iterable[bytes]) -> None:
    """Write the columns of a graph into ``folder``.

    :param lines: the quads as canonical N-Quads, each in a named graph, no blank nodes.
    :raises BuildError: if a line is not of that form.
    """
    numbers, quads = _read_lines(lines)
    canonical = list(_write_as_stored(list(numbers)))
    terms = sorted(set(canonical))
    places = {term: place for place, term in enumerate(terms)}
    renumber = np.fromiter((places[term] for term in canonical), np.int32, len(canonical))
    folder.mkdir()
    _write_terms(folder, terms)
    _write_quads(folder, _sort(renumber[quads], (0, 1, 2, 3)), len(terms))


def _read_lines(lines: Iterable[bytes]) -> tuple[dict[bytes, int], Numbers]:
    """Every term with its number, in the order in which they come, and rows of p, s, o, g as such numbers."""
    numbers: dict[bytes, int] = {}
    flat = array("i")
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        object, graph, end = rest.rsplit(b" ", 2)
        if end != b".\n" or not (subject[:1] == predicate[:1] == graph[:1] == b"<"):
            raise BuildError("A line is no canonical N-Quads.", "This is a mistake of Giao Ban: report it.")
        for term in (predicate, subject, object, graph):
            flat.append(numbers.setdefault(term, len(numbers)))
    return numbers, np.frombuffer(flat, np.int32).reshape(-1, 4)


def _write_as_stored(terms: list[bytes]) -> Iterator[bytes]:
    """Each term as the engine gives it back: IRIs and plain strings as they are, the others asked for."""
    for begin in range(0, len(terms), AT_ONCE):
        some = terms[begin : begin + AT_ONCE]
        asked = [term for term in some if term[:1] == b'"' != term[-1:]]
        stored = dict(zip(asked, find_canonical(asked), strict=True))
        yield from (stored.get(term, term) for term in some)


def _write_terms(folder: Path, terms: list[bytes]) -> None:
    (folder / "terms").write_bytes(b"".join(terms) + b"\n")  # an empty file cannot be mapped
    np.save(folder / "offsets.npy", np.cumsum([0, *map(len, terms)], dtype=np.int64))


def _write_quads(folder: Path, rows: Numbers, terms: int) -> None:
    """``rows`` are p, s, o, g, distinct and sorted."""
    triples = _sort(rows[:, :3], (0, 1, 2))
    predicates = np.unique(triples[:, 0])
    index = [
        np.append(predicates, -1),
        np.append(np.searchsorted(triples[:, 0], predicates), len(triples)),
        np.append(np.searchsorted(rows[:, 0], predicates), len(rows)),
    ]
    np.save(folder / "predicates.npy", np.array(index, np.int64))
    degrees = [np.bincount(triples[:, column], minlength=terms) for column in (1, 2)]
    np.save(folder / "degrees.npy", np.maximum(*degrees).astype(np.int32))
    _save(folder / "triples-so.npy", triples[:, [1, 2]])
    _save(folder / "triples-os.npy", _sort(triples, (0, 2, 1))[:, [2, 1]])
    _save(folder / "quads-sog.npy", rows[:, [1, 2, 3]])
    _save(folder / "quads-osg.npy", _sort(rows, (0, 2, 1, 3))[:, [2, 1, 3]])


def _sort(rows: Numbers, order: Sequence[int]) -> Numbers:
    """The distinct rows, sorted by these columns in turn."""
    rows = rows[np.lexsort([rows[:, column] for column in reversed(order)])]
    is_new = np.ones(len(rows), bool)
    is_new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return rows[is_new]


def _save(path: Path, columns: Numbers) -> None:
    np.save(path, np.ascontiguousarray(columns.T, np.int32))
