"""Pieces: the bytes of one article each, the unit that is read, kept and handed to other processes."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.intake.sources import Source
from kg.model import Issue


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one article: a file unpacked, one line of a ``.jsonl``, a page from the web.

    ``id`` names the article where its content does not; ``kind`` is one of txt, md, html and jsonl; ``name``
    is what people know it by; ``url`` is the web address that it was fetched from.
    """

    id: str
    kind: str
    name: str
    content: bytes
    url: str | None = None

    def digest(self, fingerprint: bytes) -> bytes:
        """What its reading depends on, in 32 bytes: all but its name, and the fingerprint of the reader."""
        sum = hashlib.sha256(fingerprint)
        sum.update("\0".join((self.id, self.kind, self.url or "", "")).encode("utf-8", "surrogatepass"))
        sum.update(self.content)
        return sum.digest()


def find_pieces(sources: Iterable[Source]) -> Iterator[Piece | Issue]:
    """The pieces of these files in their order, one at a time; an issue in the place of an unreadable
    file."""
    for source in sources:
        if source.kind == "jsonl":
            yield from _find_lines(source)
            continue
        try:
            yield Piece(source.id, source.kind, source.path.name, source.read_bytes())
        except ValueError as error:
            yield Issue(source.id, "intake.unreadable", "", f"left out: {error}")


def _find_lines(source: Source) -> Iterator[Piece | Issue]:
    """The lines that hold something, without the whole file in memory."""
    packed = source.path.suffix.lower() == ".gz"
    try:
        with gzip.open(source.path) if packed else source.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield Piece(f"{source.id}-{number}", "jsonl", source.path.name, line)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Issue(source.id, "intake.unreadable", "", f"left out: the gzip data is damaged: {error}")
    except OSError as error:
        reason = f"left out: the file cannot be read: {error.strerror}"
        yield Issue(source.id, "intake.unreadable", "", reason)
