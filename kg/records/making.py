"""Pieces in, records out: the reading stage, in one process or several, and how an engine of one's own does
it."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path

import kg
from kg.errors import BuildError, GiaoBanError
from kg.intake import Piece, load_piece
from kg.model import Article, Issue, Reading
from kg.records.packing import pack

Read = Callable[[Article, Path], Reading]
MakeRecords = Callable[[Sequence[Piece]], list["Record"]]

Engine = Callable[[Iterable[Piece], MakeRecords], Iterator["Record"]]

BATCH = 16  # pieces that a process takes at a time
AHEAD = 3  # batches that wait for each process
READERS = ("errors.py", "model.py", "intake", "lexicon", "reading", "records")


@dataclass(frozen=True, slots=True)
class Record:
    """What was read from one piece, packed: the Reading, if there is one, and a tuple of the intake's Issues.

    ``key`` is the digest of the piece and of the reader; ``article`` the id of the article that is in it;
    ``failed`` says that the reading broke off, so that it is tried again the next time.
    """

    key: bytes
    article: str | None
    failed: bool
    reading: bytes | None
    issues: bytes | None


@dataclass(frozen=True, slots=True)
class Made:
    """What an engine that finds the pieces itself gives back: the key of one, its file's ``name``, its
    ``place`` in the order of the sources, and its record, unless that was known."""

    key: bytes
    name: str
    place: str
    record: Record | None


def make_records(read: Read, ontology: Path, fingerprint: bytes, pieces: Sequence[Piece]) -> list[Record]:
    """The records of some pieces: a pure function, of which any engine may run any number anywhere."""
    return [make_record(read, ontology, fingerprint, piece) for piece in pieces]


def make_record(read: Read, ontology: Path, fingerprint: bytes, piece: Piece) -> Record:
    """The record of one piece: taken in, read, packed."""
    reading, issues = None, []
    for item in load_piece(piece):
        if isinstance(item, Issue):
            issues.append(item)
        else:
            reading = read_safely(read, ontology, item)
    return Record(
        piece.digest(fingerprint),
        reading.article.id if reading else None,
        any(issue.rule == "reading.failed" for issue in reading.issues) if reading else False,
        pack(reading) if reading else None,
        pack(tuple(issues)) if issues else None,
    )


def read_safely(read: Read, ontology: Path, article: Article) -> Reading:
    """The article's reading; if reading it fails, none of its facts, and an issue that says why."""
    try:
        return read(article, ontology)
    except GiaoBanError:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not stop the others; the issue names the error
        reason = f"left out: reading it failed: {type(error).__name__}: {error}"
        return Reading(article, (), (Issue(article.id, "reading.failed", "", reason),))


def fingerprint_of(read: Read, ontology: Path) -> bytes:
    """What a reading depends on beside the piece: the lists, the code that reads, and trafilatura."""
    sum = hashlib.sha256(f"{read.__module__}.{read.__qualname__} {version('trafilatura')}".encode())
    code = Path(kg.__file__).parent
    files = [path for name in READERS for path in (code / name, *(code / name).rglob("*.py"))]
    for path in (*sorted(files), *sorted((ontology / "lists").glob("*.ttl"))):
        if path.is_file():
            sum.update(hashlib.sha256(path.read_bytes()).digest())
    return sum.digest()


def read_here(pieces: Iterable[Piece], make: MakeRecords) -> Iterator[Record]:
    """The pieces' records in their order, made in this process."""
    for piece in pieces:
        yield from make([piece])


def read_in_processes(jobs: int) -> Engine:
    """The engine of ``jobs`` processes (0: one per core); fewer than 32 pieces are read here."""
    return partial(_read_in_processes, jobs or len(os.sched_getaffinity(0)))


def _read_in_processes(jobs: int, pieces: Iterable[Piece], make: MakeRecords) -> Iterator[Record]:
    pieces = iter(pieces)
    first = list(islice(pieces, 2 * BATCH if jobs > 1 else 0))
    pieces = chain(first, pieces)
    if len(first) < 2 * BATCH:
        yield from read_here(pieces, make)
        return
    context = multiprocessing.get_context("forkserver")
    waiting: deque[Future[list[Record]]] = deque()
    try:
        with ProcessPoolExecutor(jobs, context, ignore_interrupt) as pool:
            while batch := list(islice(pieces, BATCH)):
                waiting.append(pool.submit(make, batch))
                if len(waiting) > AHEAD * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise BuildError(
            "A process that read articles has died.", "Is the memory full? Build again with --jobs 1."
        ) from error


def ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
