"""Writing the search index: one SQLite file with FTS5, the same bytes' worth for the same entries."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from kg.errors import BuildError
from kg.search.entries import Entry
from kg.search.facets import Listed
from kg.search.forms import cut, drop_one, strip

INDEX_FILE = "search.sqlite"
SHORTEST_FUZZY = 3
NameRow = tuple[int, int, str, str, str, int]


def write_index(path: Path, entries: Iterable[Entry], listed: Iterable[Listed] = ()) -> None:
    """Write the index of these entries, the weightiest first, into a new file.

    :param listed: those of them that stand in the lists for readers.

    :raises BuildError: if it cannot be written.
    """
    try:
        with closing(sqlite3.connect(path)) as base, base:
            base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            base.executescript((Path(__file__).parent / "schema.sql").read_text("utf-8"))
            _fill(base, list(entries), listed)
    except sqlite3.Error as error:
        raise BuildError(f"The search index cannot be written: {error}.", "Is the disk full?") from error


def _fill(base: sqlite3.Connection, entries: list[Entry], listed: Iterable[Listed]) -> None:
    numbered = list(enumerate(entries, start=1))
    base.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?)",
        ((number, e.iri, e.kind, e.label, e.weight) for number, e in numbered),
    )
    names = list(_name_rows(numbered))
    base.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", names)
    base.executemany(
        "INSERT INTO words (rowid, folded, plain) VALUES (?, ?, ?)",
        ((number, folded, plain) for number, _, _, folded, plain, _ in names),
    )
    base.execute("INSERT INTO words (words) VALUES ('optimize')")
    words = sorted({word for row in names for word in row[4].split()})
    base.executemany("INSERT INTO word VALUES (?)", ((word,) for word in words))
    base.executemany("INSERT INTO near VALUES (?, ?)", sorted(_near_rows(words)))
    _fill_lists(base, {entry.iri: (number, entry) for number, entry in numbered}, listed)
    base.execute("ANALYZE")


def _fill_lists(
    base: sqlite3.Connection, known: Mapping[str, tuple[int, Entry]], listed: Iterable[Listed]
) -> None:
    having: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for thing in listed:
        number, entry = known[thing.iri]
        plain = strip(" ".join(cut(entry.label)))
        row = (number, entry.kind, thing.date, plain, thing.beside)
        base.execute("INSERT INTO listed VALUES (?, ?, ?, ?, ?)", row)
        for facet, value in thing.facets:
            having[entry.kind, facet, value].append(number)
    for id, (key, things) in enumerate(sorted(having.items()), start=1):
        base.execute("INSERT INTO value VALUES (?, ?, ?, ?, ?)", (id, *key, len(things)))
        base.executemany("INSERT INTO has VALUES (?, ?)", ((id, thing) for thing in sorted(things)))


def _name_rows(numbered: list[tuple[int, Entry]]) -> Iterator[NameRow]:
    number = 0
    for entity, entry in numbered:
        seen: set[str] = set()
        for short, forms in ((0, entry.names), (1, entry.shorts)):
            for written in forms:
                folded = " ".join(cut(written))
                if folded and folded not in seen:
                    seen.add(folded)
                    number += 1
                    yield number, entity, written, folded, strip(folded), short


def _near_rows(words: list[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        if len(word) >= SHORTEST_FUZZY and not word.isdigit():
            for dropped in {word, *drop_one(word)}:
                yield dropped, word
