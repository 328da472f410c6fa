"""The same dump once more, packed: gzip for every tool, zstd for speed; and each named graph by itself."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path
from typing import IO

import zstandard

from kg.export.dumps import DumpFormat, DumpSource, write_part
from kg.quads import LineFile, graph_of, write_lines

ZSTD_LEVEL = 6
GZIP_LEVEL = 5


@dataclass(frozen=True, slots=True)
class GraphSize:
    """A named graph: its IRI, its number of triples, and bytes and SHA-256 (hex) of its N-Triples, sorted."""

    graph: str
    triples: int
    bytes: int
    sha256: str


def pack_dump(path: Path) -> list[Path]:
    """Write the file packed beside it: x.ttl as x.ttl.gz and x.ttl.zst, x.nq.gz as x.nq.zst; the new files.

    The content is copied as a stream, so that a large dump costs no memory.
    """
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    made = []
    for suffix, pack in PACKERS.items():
        target = plain.with_name(plain.name + suffix)
        if target != path:
            with _open_plain(path) as source, target.open("wb") as packed:
                pack(source, packed)
            made.append(target)
    return made


def pack_bytes(content: bytes, suffix: str) -> bytes:
    """The content packed as a file of this suffix (".gz" or ".zst") would be."""
    packed = io.BytesIO()
    PACKERS[suffix](io.BytesIO(content), packed)
    return packed.getvalue()


def split_graphs(source: DumpSource, folder: Path, few: int) -> Iterator[tuple[str, DumpSource]]:
    """The named graphs by their IRIs, sorted, each as a source of dumps.

    :param folder: where a graph of more than ``few`` quads lies meanwhile; others are in memory.
    """
    for graph, group in groupby(source.by_graph, key=graph_of):
        path = folder / f"graph-{hashlib.sha256(graph).hexdigest()}.nq"
        lines = _hold(group, path, few)
        yield graph[1:-1].decode(), DumpSource(lines, lines, source.context)


def _hold(lines: Iterator[bytes], path: Path, few: int) -> Iterable[bytes]:
    """The lines in memory, or in the file if they are more than ``few``."""
    held = list(islice(lines, few))
    more = next(lines, None)
    if more is None:
        return held
    write_lines(path, chain(held, (more,), lines))
    return LineFile(path)


def measure_graph(iri: str, source: DumpSource) -> GraphSize:
    """The size and the checksum of one named graph."""
    triples = size = 0
    sum = hashlib.sha256()
    for line in source.triples:
        sum.update(line)
        triples += 1
        size += len(line)
    return GraphSize(iri, triples, size, sum.hexdigest())


def name_graph_dump(name: str, format: DumpFormat) -> str:
    """The name of the file that holds one named graph.

    :param name: what follows ``graph/`` in its IRI; where it is no name for a file, a hash tells those apart
        that come out alike.
    """
    safe = re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII)[:80]
    mark = "" if safe == name else "-" + hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"giaoban-{safe}{mark}{format.suffix}"


def render_graph(source: DumpSource, format: DumpFormat) -> bytes:
    """One named graph in this format, not packed: the bytes of its file, had it one."""
    file = io.BytesIO()
    write_part(source, format, file)
    return gzip.decompress(file.getvalue()) if format.suffix.endswith(".gz") else file.getvalue()


def _open_plain(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return gzip.open(path)  # type: ignore[return-value]
    return path.open("rb")


def _gzip(source: IO[bytes], target: IO[bytes]) -> None:
    with gzip.GzipFile("", "wb", GZIP_LEVEL, target, mtime=0) as packed:
        shutil.copyfileobj(source, packed, 1 << 20)


def _zstd(source: IO[bytes], target: IO[bytes]) -> None:
    zstandard.ZstdCompressor(level=ZSTD_LEVEL).copy_stream(source, target)


PACKERS: Mapping[str, Callable[[IO[bytes], IO[bytes]], None]] = {".gz": _gzip, ".zst": _zstd}
