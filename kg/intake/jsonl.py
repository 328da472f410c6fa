"""``.jsonl``: one JSON object a line: text, id, title, published, publisher, author, url, source, licence."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.intake.metadata import make_article
from kg.intake.plain import decode, whole_body
from kg.model import Article, Issue


def read_jsonl(id: str, content: bytes) -> Iterator[Article | Issue]:
    """The articles of the lines; offsets count in the ``text`` field. A line without id gets FILE-LINE.

    Records that have no ``text`` field at all, such as those of a catalogue, make one issue together.
    """
    without_text = 0
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = parse_record(line)
        except ValueError as error:
            yield Issue(
                f"{id}-{number}", "intake.json", "", f"left out: line {number} of {id}.jsonl: {error}"
            )
            continue
        if "text" not in record:
            without_text += 1
        else:
            yield from _read_record(f"{id}-{number}", record)
    if without_text:
        yield Issue(
            id, "intake.empty", "", f"left out: {without_text} lines of {id}.jsonl have no text field"
        )


def parse_record(line: bytes) -> dict[str, object]:
    """The JSON object of one line.

    :raises ValueError: with the reason, if it is none.
    """
    record = json.loads(decode(line).lstrip("\ufeff"))
    if not isinstance(record, dict):
        raise ValueError("it is no JSON object")
    return record


def _read_record(id: str, record: dict[str, object]) -> Iterator[Article | Issue]:
    text = record["text"]
    if not isinstance(text, str) or not text.strip():
        yield Issue(str(record.get("id") or id), "intake.empty", "", "left out: there is no text in it")
        return
    article, issues = make_article(id, text, whole_body(text), record)
    yield from issues
    yield article
