"""Whole answers as they go over the wire, for those who answer on the server's own loop."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

from waitress.utilities import build_http_date

from endpoint.headers import CODERS, EXPOSED_HEADERS, SNAPSHOT
from endpoint.pool import Answer
from endpoint.sparql import content_type_of, suffix_of

COMMON_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": EXPOSED_HEADERS,
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "Server": "giaoban",
    "Vary": "Accept, Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


def encode_answer(answer: Answer, snapshot: str, tag: str | None, coding: str | None) -> bytes:
    """The answer from this snapshot as it goes over the wire, but for the status line and the Date."""
    body = answer.body if coding is None else CODERS[coding](answer.body)
    headers = {
        **COMMON_HEADERS,
        "Content-Disposition": f'inline; filename="giaoban.{suffix_of(answer.media_type)}"',
        "Content-Length": str(len(body)),
        "Content-Type": content_type_of(answer.media_type),
        SNAPSHOT: snapshot,
    }
    if coding is not None:
        headers["Content-Encoding"] = coding
    if tag is None:
        headers["Cache-Control"] = "no-store"
    else:
        headers["Etag"] = f'W/"{tag}-{coding}"' if coding else f'W/"{tag}"'
    lines = [f"{name}: {value}\r\n" for name, value in sorted(headers.items())]
    return "".join((*lines, "\r\n")).encode("latin-1") + body


def send(channel: Any, message: bytes) -> None:
    """Send a whole answer on the loop, with the time of now."""
    data = begin_answer(int(time.time())) + message
    with channel.outbuf_lock:
        if not channel.total_outbufs_len:
            try:
                data = data[channel.send(data, do_close=False) :]
            except OSError:
                channel.will_close = True
        if data:
            channel.outbufs[-1].append(data)
            channel.current_outbuf_count += len(data)
            channel.total_outbufs_len += len(data)


@lru_cache(maxsize=2)
def begin_answer(second: int) -> bytes:
    """The first lines of an answer given in this second of the epoch."""
    return f"HTTP/1.1 200 OK\r\nDate: {build_http_date(second)}\r\n".encode()
