"""The book of records: one SQLite file in ``DATA/cache``, so that memory stays flat and work is kept.

A record stays as long as a build uses it; a build with one article more reads that one only.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import cast

from kg.errors import BuildError
from kg.intake import Piece, tell_duplicate
from kg.model import Issue, Reading
from kg.records.making import Engine, Made, MakeRecords, Record
from kg.records.packing import unpack

FILE = Path("cache", "records.sqlite")
COMMIT = 1000  # records that are lost at most when a build is killed
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS records
    (key BLOB PRIMARY KEY, article TEXT, failed INTEGER, reading BLOB, issues BLOB) WITHOUT ROWID;
DROP TABLE IF EXISTS used;
DROP TABLE IF EXISTS chosen;
CREATE TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE chosen (article TEXT PRIMARY KEY, key BLOB, place TEXT, name TEXT) WITHOUT ROWID;
"""


class RecordBook:
    """The records of one build, and those kept from the last. ``len`` counts its articles, iteration gives
    their readings in the order of their ids, as often as wanted and one at a time.

    ``issues`` are those of the intake; ``read`` and ``kept`` say how many records were made anew or not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = _connect(path)
        self.issues: set[Issue] = set()
        self.read = 0
        self.kept = 0
        self.entered = 0

    def __len__(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM chosen").fetchone()[0])

    def __iter__(self) -> Iterator[Reading]:
        return map(unpack, self.packed())

    def packed(self) -> Iterator[bytes]:
        """The readings in the order of their ids, as they are kept."""
        query = "SELECT reading FROM chosen JOIN records USING (key) ORDER BY chosen.article"
        return (content for (content,) in self.connection.execute(query))

    def find_reading(self, article: str) -> Reading | None:
        """The reading of the article with this id."""
        row = self.connection.execute(
            "SELECT reading FROM chosen JOIN records USING (key) WHERE chosen.article = ?", (article,)
        ).fetchone()
        return None if row is None else cast(Reading, unpack(row[0]))

    def fill(
        self,
        pieces: Iterable[Piece | Issue],
        fingerprint: bytes,
        engine: Engine,
        make: MakeRecords,
        tell: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Enter the records of these pieces, in their order; what is not in the book the engine makes.

        :param tell: called with the number of records entered.
        """
        order: deque[tuple[bytes, str]] = deque()

        def missing() -> Iterator[Piece]:
            for piece in pieces:
                if isinstance(piece, Issue):
                    self.issues.add(piece)
                    continue
                key = piece.digest(fingerprint)
                order.append((key, piece.name))
                if self._find(key) is None:
                    yield piece
                else:
                    self.kept += 1
                    self._enter(order, tell)

        with _explain_errors(self.path):
            for record in engine(missing(), make):
                self._put(record)
                self._enter(order, tell)
            self._enter(order, tell)
            self.connection.commit()

    def keys(self) -> frozenset[bytes]:
        """The keys of the records that need not be made again."""
        return frozenset(key for (key,) in self.connection.execute("SELECT key FROM records"))

    def take(self, made: Iterable[Made | Issue], tell: Callable[[int], None] = lambda done: None) -> None:
        """Enter what an engine has found and made by itself, in whatever order it comes.

        :param tell: called with the number of records entered.
        """
        with _explain_errors(self.path):
            for item in made:
                if isinstance(item, Issue):
                    self.issues.add(item)
                    continue
                if item.record is None:
                    self.kept += 1
                else:
                    self._put(item.record)
                self._choose(item.key, item.name, item.place)
                tell(self.entered)
            self.connection.commit()

    def forget_unused(self) -> None:
        """Let go of the records that this build did not use, and of failed ones, which are tried again."""
        unused = "DELETE FROM records WHERE failed OR key NOT IN (SELECT key FROM used)"
        with _explain_errors(self.path):
            self.connection.execute(unused)
            self.connection.commit()

    def _find(self, key: bytes) -> tuple[str | None, bytes | None] | None:
        row = self.connection.execute("SELECT article, issues FROM records WHERE key = ?", (key,)).fetchone()
        return None if row is None else (row[0], row[1])

    def _put(self, record: Record) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)",
            (record.key, record.article, record.failed, record.reading, record.issues),
        )
        self.read += 1
        if self.read % COMMIT == 0:
            self.connection.commit()

    def _enter(self, order: deque[tuple[bytes, str]], tell: Callable[[int], None]) -> None:
        """Enter those at the head of the order whose record is there."""
        while order and self._find(order[0][0]) is not None:
            key, name = order.popleft()
            self._choose(key, name, f"{self.entered:012}")
            tell(self.entered)

    def _choose(self, key: bytes, name: str, place: str) -> None:
        """Use the record of this key; of two articles with one id the one with the lesser place stays."""
        found = self._find(key)
        assert found is not None
        article, issues = found
        self.connection.execute("INSERT OR IGNORE INTO used VALUES (?)", (key,))
        if issues is not None:
            self.issues.update(unpack(issues))
        self.entered += 1
        if article is None:
            return
        query = "SELECT place, name FROM chosen WHERE article = ?"
        held = self.connection.execute(query, (article,)).fetchone()
        if held is not None and held[0] != place:
            self.issues.add(tell_duplicate(article, max((held[0], held[1]), (place, name))[1]))
        if held is None or place < held[0]:
            row = (article, key, place, name)
            self.connection.execute("INSERT OR REPLACE INTO chosen VALUES (?, ?, ?, ?)", row)


class BookTexts(Mapping[str, str]):
    """Article id → its text, of which the last asked for is in memory."""

    def __init__(self, book: RecordBook) -> None:
        self._book = book
        self._find = lru_cache(1)(book.find_reading)

    def __getitem__(self, article: str) -> str:
        reading = self._find(article)
        if reading is None:
            raise KeyError(article)
        return reading.article.text

    def __iter__(self) -> Iterator[str]:
        return (reading.article.id for reading in self._book)

    def __len__(self) -> int:
        return len(self._book)


@contextmanager
def open_book(data: Path) -> Iterator[RecordBook]:
    """The book of this data folder; a damaged one is begun anew.

    :raises BuildError: if it cannot be written or read.
    """
    path = data / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with _explain_errors(path):
        book = RecordBook(path)
    try:
        yield book
    finally:
        book.connection.close()


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BuildError(
            f"The records in {path} cannot be written or read: {error}.",
            "Is the disk full? If not, remove this file and build again; what is served is unchanged.",
        ) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLES)
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        connection.close()
        path.unlink()
        connection = sqlite3.connect(path)
        connection.executescript(_TABLES)
    return connection
