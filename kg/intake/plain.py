"""``.txt``: a page as it was scraped. What is headline, date or furniture, the reading finds out later."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article, Issue, Span

BOM = "\ufeff"


def decode(content: bytes) -> str:
    """The text with every code point that the file has: line ends stay as they are, and so does a BOM.

    :raises ValueError: with the reason and the byte offset, if it is not UTF-8.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("it is UTF-16, not UTF-8: convert it, for example with iconv -f utf-16 -t utf-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"it is not UTF-8 (byte {error.start}): convert it, for example with iconv -t utf-8"
        ) from error


def whole_body(text: str) -> Span:
    """The whole text, without the BOM that may stand at its start; offsets count the BOM all the same."""
    return Span(len(BOM) if text.startswith(BOM) else 0, len(text))


def read_plain(id: str, content: bytes) -> Iterator[Article | Issue]:
    """One article; its metadata stand somewhere in its text."""
    try:
        text = decode(content)
    except ValueError as error:
        yield Issue(id, "intake.encoding", "", f"left out: {error}")
        return
    yield Article(id=id, text=text, body=whole_body(text))
