"""Dumps for download: the same bytes for the same graph, whatever the format."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice, takewhile
from pathlib import Path
from typing import IO, Any

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg.errors import SettingsError
from kg.export.jsonld import write_graphs, write_triples
from kg.export.nquads import triple_lines
from kg.export.prefixes import PREFIXES
from kg.quads import RDF_TYPE, graph_of, subject_of

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BATCH = 5000
"""Lines that are parsed and written at once: the memory that a dump costs beyond its lines."""
BLOCK = 1000


@dataclass(frozen=True, slots=True)
class DumpSource:
    """What dumps are made of: canonical N-Quads lines that can be read as often as wanted, in two orders.

    ``quads`` are sorted; ``by_graph`` are the same, each graph's together and sorted; ``context`` is the
    JSON-LD context.
    """

    quads: Iterable[bytes]
    by_graph: Iterable[bytes]
    context: Mapping[str, Any]

    @property
    def triples(self) -> Iterator[bytes]:
        """The distinct triples of all graphs, as sorted lines of N-Triples."""
        return triple_lines(self.quads)


@dataclass(frozen=True, slots=True)
class DumpFormat:
    """One kind of dump. ``name`` is what ``-f`` takes; ``write`` writes a graph in it."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[DumpSource, IO[bytes]], None]

    @property
    def file_name(self) -> str:
        """The dump's file name."""
        return "giaoban" + self.suffix


def _write_nquads(source: DumpSource, file: IO[bytes]) -> None:
    with _gzip(file) as packed:
        _write_blocks(source.quads, packed)


def _write_ntriples(source: DumpSource, file: IO[bytes]) -> None:
    with _gzip(file) as packed:
        _write_blocks(source.triples, packed)


def _write_turtle(source: DumpSource, file: IO[bytes]) -> None:
    batches = _in_batches(source.triples, subject_of)
    _write_grouped((_serialize(_parse_triples(text), RdfFormat.TURTLE) for text in batches), file)


def _write_trig(source: DumpSource, file: IO[bytes]) -> None:
    batches = _in_batches(source.by_graph, _subject_in_graph)
    _write_grouped(
        (_serialize(parse(text, format=RdfFormat.N_QUADS), RdfFormat.TRIG) for text in batches), file
    )


def _write_jsonld(source: DumpSource, file: IO[bytes]) -> None:
    file.writelines(write_graphs(source.by_graph, source.context))


def _write_rdfxml(source: DumpSource, file: IO[bytes]) -> None:
    end = b"</rdf:RDF>"
    for at, batch in enumerate(_in_batches(source.triples, subject_of)):
        text = _serialize(_parse_triples(batch), RdfFormat.RDF_XML)
        start, body = text.index(b"<rdf:RDF"), text.index(b">", text.index(b"<rdf:RDF"))
        if not at:
            names = sorted(re.findall(rb'xmlns:[^ ]+="[^"]*"', text[start:body]))
            file.write(text[:start] + b"<rdf:RDF " + b" ".join(names) + b">")
        file.write(text[body + 1 : text.rindex(end)].rstrip())
    file.write(b"\n" + end + b"\n")


FORMATS = (
    DumpFormat("ttl", ".ttl", "text/turtle", _write_turtle),
    DumpFormat("nq", ".nq.gz", "application/n-quads", _write_nquads),
    DumpFormat("nt", ".nt.gz", "application/n-triples", _write_ntriples),
    DumpFormat("trig", ".trig", "application/trig", _write_trig),
    DumpFormat("jsonld", ".jsonld", "application/ld+json", _write_jsonld),
    DumpFormat("rdf", ".rdf", "application/rdf+xml", _write_rdfxml),
)


def write_part(source: DumpSource, format: DumpFormat, file: IO[bytes]) -> None:
    """Write one named graph in a format; in JSON-LD its triples alone, which who reads one graph finds."""
    if format.name != "jsonld":
        format.write(source, file)
        return
    file.writelines(write_triples(source.triples, source.context))


def find_format(name: str) -> DumpFormat:
    """The format of this name.

    :raises SettingsError: if there is none.
    """
    for format in FORMATS:
        if format.name == name:
            return format
    known = ", ".join(format.name for format in FORMATS)
    raise SettingsError(f"There is no dump format {name!r}.", f"Known are: {known}.")


def find_formats(names: str) -> tuple[DumpFormat, ...]:
    """The formats with these names, parted by commas, in their own order.

    :raises SettingsError: if there is none of one of the names.
    """
    chosen = {find_format(name.strip()) for name in names.split(",")}
    return tuple(format for format in FORMATS if format in chosen)


def write_dump(source: DumpSource, format: DumpFormat, folder: Path) -> tuple[str, int]:
    """Write the dump into the folder; its SHA-256 (hex) and size in bytes."""
    path = folder / format.file_name
    with path.open("wb") as file:
        format.write(source, file)
    return hash_file(path), path.stat().st_size


def hash_file(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(sums: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write ``SHA256SUMS`` from (file name, SHA-256) pairs, as ``sha256sum -c`` reads it."""
    text = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums))
    (folder / "SHA256SUMS").write_text(text, "ascii")


@contextmanager
def _gzip(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """A gzip stream without name and time, so that the same content gives the same bytes."""
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as packed:
        yield packed  # type: ignore[misc]


def _write_blocks(lines: Iterable[bytes], file: IO[bytes]) -> None:
    """Write lines, many at a time: a call for each costs more than packing it."""
    lines = iter(lines)
    while block := b"".join(islice(lines, BLOCK)):
        file.write(block)


def _in_batches(lines: Iterable[bytes], key: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """The sorted lines in pieces of about BATCH, at least one: each subject's together, its types first."""
    batch: list[bytes] = []
    for _, group in groupby(lines, key=key):
        if len(batch) >= BATCH:
            yield b"".join(batch)
            batch = []
        batch += sorted(group, key=_is_no_type)
    yield b"".join(batch)


def _is_no_type(line: bytes) -> bool:
    return not line.startswith(RDF_TYPE, line.index(b" ") + 1)


def _subject_in_graph(line: bytes) -> bytes:
    return graph_of(line) + subject_of(line)


def _parse_triples(text: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def _serialize(data: Iterator[Quad] | Iterator[Triple], format: RdfFormat) -> bytes:
    stream = io.BytesIO()
    serialize(data, stream, format=format, prefixes=dict(PREFIXES))
    return stream.getvalue()


def _write_grouped(texts: Iterable[bytes], file: IO[bytes]) -> None:
    """Turtle or TriG with the prefixes sorted, the licence on top and an empty line before each subject."""
    for at, text in enumerate(texts):
        lines = text.splitlines(keepends=True)
        heads = sum(1 for _ in takewhile(lambda line: line.startswith(b"@prefix "), lines))
        if not at:
            file.write(f"# Giao Ban, {LICENCE}\n".encode())
            file.writelines(sorted(lines[:heads]))
        for line in lines[heads:]:
            if not line.startswith((b"\t\t", b"}", b"\t")):
                file.write(b"\n")
            file.write(line)
