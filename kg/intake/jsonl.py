"""``.jsonl``: one JSON object a line: text, id, title, published, publisher, author, url, source, licence."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.intake.metadata import make_article
from kg.intake.plain import decode, whole_body
from kg.model import Article, Issue


def read_line(id: str, content: bytes) -> Iterator[Article | Issue]:
    """The article of one line, whose ``id`` is FILE-LINE; offsets count in its ``text`` field.

    Lines that have no ``text`` field at all, such as those of a catalogue, all give the same issue, of FILE.
    """
    try:
        record = parse_record(content)
    except ValueError as error:
        yield Issue(id, "intake.json", "", f"left out: line {id.rpartition('-')[2]}: {error}")
        return
    text = record.get("text", "")
    if "text" not in record:
        file = id.rpartition("-")[0]
        yield Issue(file, "intake.empty", "", f"left out: lines of {file}.jsonl that have no text field")
    elif not isinstance(text, str) or not text.strip():
        yield Issue(str(record.get("id") or id), "intake.empty", "", "left out: there is no text in it")
    else:
        article, issues = make_article(id, text, whole_body(text), record)
        yield from issues
        yield article


def parse_record(line: bytes) -> dict[str, object]:
    """The JSON object of one line.

    :raises ValueError: with the reason, if it is none.
    """
    record = json.loads(decode(line).lstrip("\ufeff"))
    if not isinstance(record, dict):
        raise ValueError("it is no JSON object")
    return record
