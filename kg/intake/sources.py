"""Finding the files that hold articles, and their bytes."""

from __future__ import annotations

import gzip
import os
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

KINDS = {".txt": "txt", ".md": "md", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One file: ``id`` is its name without endings (NFC), ``kind`` one of txt, md, html and jsonl."""

    id: str
    kind: str
    path: Path

    def read_bytes(self) -> bytes:
        """The file's content, unpacked if it is gzip.

        :raises ValueError: with the reason, if it cannot be had.
        """
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ValueError(f"the file cannot be read: {error.strerror}") from error
        return unpack_file(self.path.name, content)


def find_sources(paths: Iterable[Path]) -> list[Source]:
    """The files that hold articles: those named, and those found in the named folders, however deep.

    In folders, these are passed over: hidden files and folders, files with other endings, and notes in
    capitals such as README.md and SOURCES.md.
    The order depends on the names alone: by id, then kind, then path.

    :raises InputError: if a path does not exist, a named file has an unknown ending, or nothing is found.
    """
    paths = list(paths)
    found: set[Source] = set()
    for path in paths:
        if path.is_dir():
            found.update(_find_in_folder(path))
        elif not path.exists():
            raise InputError(f"{path} does not exist.", "Name a file or folder of articles.")
        else:
            source = describe_source(path)
            if source is None:
                raise InputError(f"{path} has an unknown ending.", _known_endings())
            found.add(source)
    if not found:
        raise InputError(
            f"There is no article in {', '.join(map(str, paths)) or 'no path'}.", _known_endings()
        )
    return sorted(found)


def unpack_file(name: str, content: bytes) -> bytes:
    """The content of a file of this name, unpacked if it is gzip.

    :raises ValueError: with the reason, if it is damaged.
    """
    if not name.lower().endswith(".gz"):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"the gzip data is damaged: {error}") from error


def describe_source(path: Path) -> Source | None:
    """The path as a source, or None if its ending is not one of an article."""
    described = describe_name(path.name)
    return Source(*described, path) if described else None


def describe_name(name: str) -> tuple[str, str] | None:
    """The id and the kind of a file of articles of this name, or None if its ending is no article's."""
    name = unicodedata.normalize("NFC", name)
    if name.lower().endswith(".gz"):
        name = name[:-3]
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
    kind = KINDS.get(ending.lower())
    return (stem, kind) if kind and stem else None


def _find_in_folder(folder: Path) -> Iterator[Source]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            source = describe_source(Path(parent, name))
            if source and not name.startswith(".") and not is_note(source.id, source.kind):
                yield source


def is_note(id: str, kind: str) -> bool:
    """Whether a file is no article but a note in capitals, such as README.md."""
    return kind == "md" and id.isupper()


def _known_endings() -> str:
    return f"Articles end in {', '.join(KINDS)}, each also with .gz."
