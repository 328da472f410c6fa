"""Dumps for download: the same bytes for the same graph, whatever the format."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg.errors import SettingsError

RDF_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "gb": "https://w3id.org/giaoban/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class DumpSource:
    """What dumps are made of: canonical N-Quads lines, and the N-Triples lines of their union, sorted."""

    quads: Sequence[bytes]
    triples: Sequence[bytes]


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
        packed.writelines(source.quads)


def _write_ntriples(source: DumpSource, file: IO[bytes]) -> None:
    with _gzip(file) as packed:
        packed.writelines(source.triples)


def _write_turtle(source: DumpSource, file: IO[bytes]) -> None:
    _write_grouped(_serialize(_parse_triples(source.triples), RdfFormat.TURTLE), file)


def _write_trig(source: DumpSource, file: IO[bytes]) -> None:
    _write_grouped(_serialize(_parse_by_graph(source.quads), RdfFormat.TRIG), file)


def _write_jsonld(source: DumpSource, file: IO[bytes]) -> None:
    serialize(_parse_by_graph(source.quads), file, format=RdfFormat.JSON_LD)


def _write_rdfxml(source: DumpSource, file: IO[bytes]) -> None:
    text = _serialize(_parse_triples(source.triples), RdfFormat.RDF_XML)
    start, end = text.index(b"<rdf:RDF"), text.index(b">", text.index(b"<rdf:RDF"))
    names = sorted(re.findall(rb'xmlns:[^ ]+="[^"]*"', text[start:end]))
    file.write(text[:start] + b"<rdf:RDF " + b" ".join(names) + text[end:])


FORMATS = (
    DumpFormat("ttl", ".ttl", "text/turtle", _write_turtle),
    DumpFormat("nq", ".nq.gz", "application/n-quads", _write_nquads),
    DumpFormat("nt", ".nt.gz", "application/n-triples", _write_ntriples),
    DumpFormat("trig", ".trig", "application/trig", _write_trig),
    DumpFormat("jsonld", ".jsonld", "application/ld+json", _write_jsonld),
    DumpFormat("rdf", ".rdf", "application/rdf+xml", _write_rdfxml),
)


def find_format(name: str) -> DumpFormat:
    """The format of this name.

    :raises SettingsError: if there is none.
    """
    for format in FORMATS:
        if format.name == name:
            return format
    known = ", ".join(format.name for format in FORMATS)
    raise SettingsError(f"There is no dump format {name!r}.", f"Known are: {known}.")


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


def _types_first(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The sorted lines, but each subject's types before its other properties."""
    for _, group in groupby(lines, key=_subject_of):
        yield from sorted(group, key=_is_no_type)


def _subject_of(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def _is_no_type(line: bytes) -> bool:
    return not line.startswith(RDF_TYPE, line.index(b" ") + 1)


def graph_of(line: bytes) -> bytes:
    """The graph of a line of N-Quads, as written there."""
    return line.rsplit(b" ", 2)[1]


def _parse_triples(lines: Iterable[bytes]) -> Iterator[Triple]:
    text = b"".join(_types_first(lines))
    return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def _parse_by_graph(lines: Iterable[bytes]) -> Iterator[Quad]:
    """The quads, graph by graph; within one, the canonical order stays."""
    text = b"".join(_types_first(sorted(lines, key=graph_of)))
    return iter(parse(text, format=RdfFormat.N_QUADS))


def _serialize(data: Iterator[Quad] | Iterator[Triple], format: RdfFormat) -> bytes:
    stream = io.BytesIO()
    serialize(data, stream, format=format, prefixes=PREFIXES)
    return stream.getvalue()


def _write_grouped(text: bytes, file: IO[bytes]) -> None:
    """Turtle or TriG with the prefixes sorted, the licence on top and an empty line before each subject."""
    stream = io.BytesIO(text)
    prefixes = []
    for line in stream:
        if not line.startswith(b"@prefix "):
            break
        prefixes.append(line)
    else:
        line = b""
    file.write(f"# Giao Ban, {LICENCE}\n".encode())
    file.writelines(sorted(prefixes))
    file.write(b"\n" + line)
    for line in stream:
        if not line.startswith((b"\t\t", b"}", b"\t")):
            file.write(b"\n")
        file.write(line)
