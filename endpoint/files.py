"""A file of a snapshot as an answer, read as it is sent: whole or in ranges (RFC 9110 §14)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from flask import Response, request
from werkzeug.exceptions import PreconditionFailed, RequestedRangeNotSatisfiable
from werkzeug.http import parse_if_range_header

from endpoint.headers import is_unchanged, tell_digest

BLOCK = 1 << 16
MOST_RANGES = 16
BOUNDARY = "giaoban-range"
Span = tuple[int, int]


def stream_file(
    path: Path, content_type: str, tag: str, name: str, coding: str = "", digest: str = ""
) -> Response:
    """The file, whatever its size: no more than a block of it is in memory.

    :param tag: a strong validator, such as its SHA-256.
    :param name: what a browser saves it as.
    :param coding: the content coding that its bytes are in, if they are not the content itself.
    :param digest: its SHA-256 in hex, if the answer shall tell it.
    :raises PreconditionFailed: 412 where If-Match wants another file.
    :raises RequestedRangeNotSatisfiable: 416 for parts behind its end.
    """
    state = path.stat()
    response = Response(content_type=content_type)
    response.set_etag(tag)
    response.last_modified = datetime.fromtimestamp(int(state.st_mtime), UTC)
    response.accept_ranges = "bytes"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if coding:
        response.headers["Content-Encoding"] = coding
    if digest:
        tell_digest(response, bytes.fromhex(digest))
    if request.if_match and not request.if_match.contains(tag):
        raise PreconditionFailed
    unchanged = request.if_none_match.star_tag or is_unchanged([tag])
    spans = read_spans(state.st_size) if is_still(response, tag) and not unchanged else None
    if spans is None:
        return fill(response, path, [(b"", (0, state.st_size))])
    if not spans:
        raise RequestedRangeNotSatisfiable(state.st_size)
    response.status_code = 206
    ranges = [f"bytes {first}-{last - 1}/{state.st_size}" for first, last in spans]
    if len(spans) == 1:
        response.headers["Content-Range"] = ranges[0]
        return fill(response, path, [(b"", spans[0])])
    response.content_type = f"multipart/byteranges; boundary={BOUNDARY}"
    kind = f"\r\n--{BOUNDARY}\r\nContent-Type: {content_type}\r\nContent-Range: "
    heads = [f"{kind}{part}\r\n\r\n".encode() for part in ranges]
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    return fill(response, path, [*zip(heads, spans, strict=True), (end, (0, 0))])


def read_spans(size: int) -> list[Span] | None:
    """The parts that Range asks for, from byte to byte (not included); None where it is to be ignored.

    Ignored are other units, what is no Range, and more parts than MOST_RANGES or than the file has bytes.
    Those that begin behind the file's end are left out; if none is left, the list is empty.
    """
    asked = request.range
    if asked is None or asked.units != "bytes" or request.method != "GET" or len(asked.ranges) > MOST_RANGES:
        return None
    spans = []
    for start, end in asked.ranges:
        first = max(size + start, 0) if start < 0 else start
        last = min(size if end is None else end, size)
        if first < last:
            spans.append((first, last))
    return None if sum(last - first for first, last in spans) > size else spans


def is_still(response: Response, tag: str) -> bool:
    """Whether the file is that of which If-Range has a part (RFC 9110 §13.1.5)."""
    wanted = request.headers.get("If-Range", "")
    condition = parse_if_range_header(wanted)
    if condition.date is not None:
        return condition.date == response.last_modified
    return condition.etag is None or (condition.etag == tag and not wanted.startswith("W/"))


def fill(response: Response, path: Path, parts: Sequence[tuple[bytes, Span]]) -> Response:
    """Give the answer these parts of the file, each after some bytes of its own."""

    def write() -> Iterator[bytes]:
        with path.open("rb") as file:
            for head, (first, last) in parts:
                yield head
                file.seek(first)
                while first < last and (block := file.read(min(BLOCK, last - first))):
                    first += len(block)
                    yield block

    response.response = write()
    response.content_length = sum(len(head) + last - first for head, (first, last) in parts)
    return response
