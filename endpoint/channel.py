"""A client's connection, and the bytes of what comes on it."""

from __future__ import annotations

import re
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask

from endpoint.headers import EXPOSED_HEADERS
from endpoint.problems import PROBLEM_JSON, ProblemError, kind_for_status, write_problem

BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request; an address typed as it is spoken ("/search?q=Trần") is encoded as browsers do."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the request line and the header."""
        line, newline, rest = header_plus.partition(b"\n")
        line = BEYOND_ASCII.sub(lambda match: b"%%%02X" % ord(match[0]), line)
        super().parse_header(line + newline + rest)


class Refusal(ErrorTask):  # type: ignore[misc]
    """Answers what cannot be read as a request, in the shape of all other problems."""

    def execute(self) -> None:
        """Write the answer; the connection ends with it, since where the next request begins is unknown."""
        error = self.request.error
        kind, prefix = kind_for_status(error.code), self.channel.server.adj.url_prefix
        problem = ProblemError(kind.slug, f"{error.body}.", status=error.code)
        body = write_problem(problem.describe(f"{prefix}/problems")).encode()
        self.status = f"{error.code} {error.reason}"
        self.content_length = len(body)
        self.response_headers += [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Expose-Headers", EXPOSED_HEADERS),
            ("Cache-Control", "no-store"),
            ("Content-Language", "en"),
            ("Content-Type", PROBLEM_JSON.content_type),
        ]
        self.set_close_on_finish()
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A client's connection, on which a request that came before is known by its bytes.

    :ivar raw: the bytes of the request that came last, where it is known that they are one whole request.
    """

    raw = b""
    parser_class = Parser
    error_task_class = Refusal

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
