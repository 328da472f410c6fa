"""The same dump once more, packed: gzip for every tool, zstd for speed; and each named graph by itself."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import IO

import zstandard

from kg.export.dumps import FORMATS, DumpFormat, DumpSource, graph_of
from kg.export.nquads import triple_lines

ZSTD_LEVEL = 6
GZIP_LEVEL = 5


def pack_dump(path: Path) -> list[Path]:
    """Write the file packed beside it: x.ttl as x.ttl.gz and x.ttl.zst, x.nq.gz as x.nq.zst; the new files.

    The content is copied as a stream, so that a large dump costs no memory.
    """
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    packers: Mapping[str, Callable[[IO[bytes], IO[bytes]], None]] = {".gz": _gzip, ".zst": _zstd}
    made = []
    for suffix, pack in packers.items():
        target = plain.with_name(plain.name + suffix)
        if target != path:
            with _open_plain(path) as source, target.open("wb") as packed:
                pack(source, packed)
            made.append(target)
    return made


def split_graphs(source: DumpSource, names: Mapping[str, str]) -> Iterator[tuple[str, DumpSource]]:
    """The named graphs in ``names`` (IRI → short name), each as a source of dumps."""
    wanted = {f"<{iri}>".encode(): name for iri, name in names.items()}
    held = sorted((line for line in source.quads if graph_of(line) in wanted), key=graph_of)
    for graph, group in groupby(held, key=graph_of):
        quads = list(group)
        yield wanted[graph], DumpSource(quads, triple_lines(quads), source.context)


def name_graph_dump(name: str, format: DumpFormat) -> str:
    """The name of the file that holds one named graph."""
    return f"giaoban-{name}{format.suffix}"


def write_graph_dump(source: DumpSource, name: str, folder: Path) -> list[tuple[Path, str]]:
    """Write one named graph in each format; the files with their media types."""
    made = []
    for format in FORMATS:
        path = folder / name_graph_dump(name, format)
        with path.open("wb") as file:
            format.write(source, file)
        made.append((path, format.media_type))
    return made


def _open_plain(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return gzip.open(path)  # type: ignore[return-value]
    return path.open("rb")


def _gzip(source: IO[bytes], target: IO[bytes]) -> None:
    with gzip.GzipFile("", "wb", GZIP_LEVEL, target, mtime=0) as packed:
        shutil.copyfileobj(source, packed, 1 << 20)


def _zstd(source: IO[bytes], target: IO[bytes]) -> None:
    zstandard.ZstdCompressor(level=ZSTD_LEVEL).copy_stream(source, target)
