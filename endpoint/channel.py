"""A client's connection, and the bytes of what comes on it."""

from __future__ import annotations

from typing import Any

from waitress.channel import HTTPChannel


class Channel(HTTPChannel):  # type: ignore[misc]
    """A client's connection, on which a request that came before is known by its bytes.

    :ivar raw: the bytes of the request that came last, where it is known that they are one whole request.
    """

    raw = b""

    def received(self, data: bytes) -> bool:
        """Take what the client sent: answer at once what has been answered before, else read it."""
        if self.requests or self.request is not None:
            self.raw = b""
        elif self.server.lane.answer_again(self, data):
            return True
        else:
            self.raw = data
        return bool(super().received(data))


def read_body(request: Any) -> bytes:
    """The whole body of a request, which can be read again after."""
    if request.command == "GET" or not request.content_length:
        return b""
    stream = request.get_body_stream()
    body: bytes = stream.read()
    stream.seek(0)
    return body


def is_whole(raw: bytes, body: bytes) -> bool:
    """Whether these bytes are one request with this body and nothing after it."""
    _, separator, rest = raw.partition(b"\r\n\r\n")
    return bool(separator) and rest == body
