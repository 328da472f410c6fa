"""One named graph as a file in each format, plain and packed.

The files of large graphs lie in the snapshot, those of others are made when they are asked for. The same
graph gives the same bytes, so that what is made has a size and a SHA-256 as well.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Response, request
from pyoxigraph import NamedNode

from endpoint.files import BLOCK, stream_file
from endpoint.formats import Format
from endpoint.headers import set_digest
from endpoint.live import Live
from endpoint.negotiation import choose_coding
from kg.export import (
    FORMATS,
    DumpSource,
    canonical_lines,
    find_format,
    name_graph_dump,
    pack_bytes,
    render_graph,
)

CODINGS = {"zstd": ".zst", "gzip": ".gz"}
PACKED = {".gz": "application/gzip", ".zst": "application/zstd"}


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A file: its name, its address, the media type of what is in it, its bytes and their SHA-256 (hex)."""

    name: str
    address: str
    media_type: str
    bytes: int
    sha256: str


def find_files(live: Live, graph: str, root: str) -> list[GraphFile]:
    """The files of one named graph, with their addresses below ``root``.

    :param graph: what follows ``graph/`` in its IRI.
    """
    dumps = live.snapshot.manifest.dumps
    source = None if is_stored(live, graph) else read_graph(live, graph)
    files = []
    for format in FORMATS:
        plain = name_graph_dump(graph, format).removesuffix(".gz")
        content = render_graph(source, format) if source else b""
        for suffix in ("", *PACKED):
            address = f"{root}graph/{graph}.{format.name}{suffix}"
            if source:
                body = pack_bytes(content, suffix) if suffix else content
                digest = hashlib.sha256(body).hexdigest()
                files.append(GraphFile(plain + suffix, address, format.media_type, len(body), digest))
            elif dump := dumps.get(plain + suffix):
                files.append(GraphFile(plain + suffix, address, format.media_type, dump.bytes, dump.sha256))
    return files


def is_stored(live: Live, graph: str) -> bool:
    """Whether the graph's files lie in the snapshot."""
    return name_graph_dump(graph, FORMATS[0]) in live.snapshot.manifest.dumps


def read_graph(live: Live, graph: str) -> DumpSource:
    """A named graph from the store, as a source of dumps."""
    lines = canonical_lines(live.store.quads(graph=NamedNode(f"{live.base}graph/{graph}")))
    return DumpSource(lines, lines, live.context)


def send_graph(live: Live, graph: str, chosen: Format, packing: str = "") -> Response:
    """One named graph in a format, packed if ``packing`` is the suffix of a packed file.

    :param graph: what follows ``graph/`` in its IRI.
    """
    if is_stored(live, graph):
        return send_stored(live, graph, chosen, packing)
    format = find_format(chosen.name)
    body = render_graph(read_graph(live, graph), format)
    body = pack_bytes(body, packing) if packing else body
    response = Response(body, content_type=PACKED.get(packing, chosen.content_type))
    response.set_etag(hashlib.sha256(body).hexdigest())
    response.last_modified = live.modified
    set_digest(response, body)
    name = name_graph_dump(graph, format).removesuffix(".gz") + packing
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def send_stored(live: Live, graph: str, chosen: Format, packing: str) -> Response:
    """A large graph from its file; unpacked, in a coding that it lies there in and the client takes."""
    plain = name_graph_dump(graph, find_format(chosen.name)).removesuffix(".gz")
    folder, dumps = live.snapshot.dumps_path.resolve(), live.snapshot.manifest.dumps
    if packing:
        name = plain + packing
        return stream_file(
            folder / name, PACKED[packing], dumps[name].sha256, name, digest=dumps[name].sha256
        )
    coding = choose_coding(request.headers.get("Accept-Encoding"), tuple(CODINGS))
    name = plain + CODINGS[coding] if coding else plain
    if name in dumps:
        digest = dumps[name].sha256
        return stream_file(folder / name, chosen.content_type, digest, plain, coding or "", digest=digest)
    response = Response(unpack(folder / f"{plain}.gz"), content_type=chosen.content_type)
    response.set_etag(f"{dumps[f'{plain}.gz'].sha256}-plain")
    return response


def unpack(path: Path) -> Iterator[bytes]:
    """The content of a gzip file, block by block."""
    with gzip.open(path) as file:
        while block := file.read(BLOCK):
            yield block
