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
from kg.records.making import Engine, MakeRecords, Record
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
CREATE TABLE chosen (article TEXT PRIMARY KEY, key BLOB) WITHOUT ROWID;
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
        rows = self.connection.execute(
            "SELECT reading FROM chosen JOIN records USING (key) ORDER BY chosen.article"
        )
        for (content,) in rows:
            yield unpack(content)

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
        """Enter those at the head of the order whose record is there; of two with one id the first stays."""
        while order and (found := self._find(order[0][0])) is not None:
            key, name = order.popleft()
            article, issues = found
            self.connection.execute("INSERT OR IGNORE INTO used VALUES (?)", (key,))
            if issues is not None:
                self.issues.update(unpack(issues))
            if article is not None:
                chosen = self.connection.execute("INSERT OR IGNORE INTO chosen VALUES (?, ?)", (article, key))
                if chosen.rowcount == 0:
                    self.issues.add(tell_duplicate(article, name))
            self.entered += 1
            tell(self.entered)


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
