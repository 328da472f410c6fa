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
from kg.export.nquads import triple_lines

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
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
Lines = Sequence[bytes]


@dataclass(frozen=True, slots=True)
class DumpFormat:
    """One kind of dump. ``name`` is what ``-f`` takes; ``write`` writes canonical N-Quads lines in it."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Lines, IO[bytes]], None]

    @property
    def file_name(self) -> str:
        """The dump's file name."""
        return "giaoban" + self.suffix


def _write_nquads(lines: Lines, file: IO[bytes]) -> None:
    with _gzip(file) as packed:
        packed.writelines(lines)


def _write_ntriples(lines: Lines, file: IO[bytes]) -> None:
    with _gzip(file) as packed:
        packed.writelines(triple_lines(lines))


def _write_turtle(lines: Lines, file: IO[bytes]) -> None:
    triples = _types_first(parse(b"".join(triple_lines(lines)), format=RdfFormat.N_TRIPLES))
    _write_grouped(_serialize(_as_triples(triples), RdfFormat.TURTLE), file)


def _write_trig(lines: Lines, file: IO[bytes]) -> None:
    quads = sorted(
        parse(b"".join(lines), format=RdfFormat.N_QUADS), key=lambda quad: str(quad.graph_name)
    )  # a stable sort: within a graph the canonical order stays
    _write_grouped(_serialize(_types_first(quads), RdfFormat.TRIG), file)


def _write_jsonld(lines: Lines, file: IO[bytes]) -> None:
    quads = sorted(parse(b"".join(lines), format=RdfFormat.N_QUADS), key=lambda quad: str(quad.graph_name))
    serialize(_types_first(quads), file, format=RdfFormat.JSON_LD)


def _write_rdfxml(lines: Lines, file: IO[bytes]) -> None:
    triples = _types_first(parse(b"".join(triple_lines(lines)), format=RdfFormat.N_TRIPLES))
    text = _serialize(_as_triples(triples), RdfFormat.RDF_XML)
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


def write_dump(lines: Lines, format: DumpFormat, folder: Path) -> tuple[str, int]:
    """Write the dump into the folder; its SHA-256 (hex) and size in bytes.

    :param lines: canonical N-Quads lines (see :func:`kg.export.nquads.canonical_lines`).
    """
    path = folder / format.file_name
    with path.open("wb") as file:
        format.write(lines, file)
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


def _types_first(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads in their order, but each subject's types before its other properties."""
    for _, group in groupby(quads, key=lambda quad: (quad.graph_name, quad.subject)):
        yield from sorted(group, key=lambda quad: quad.predicate.value != RDF_TYPE)


def _serialize(data: Iterator[Quad] | Iterator[Triple], format: RdfFormat) -> bytes:
    stream = io.BytesIO()
    serialize(data, stream, format=format, prefixes=PREFIXES)
    return stream.getvalue()


def _as_triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    return (quad.triple for quad in quads)


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
