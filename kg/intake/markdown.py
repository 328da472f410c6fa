"""``.md``: a YAML head between two lines of ``---``, then the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from kg.intake.metadata import make_article
from kg.intake.plain import decode
from kg.model import Article, Issue, Span

_HEAD = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def read_markdown(id: str, content: bytes) -> Iterator[Article | Issue]:
    """One article; offsets count from the start of the file, its head included."""
    try:
        text = decode(content)
    except ValueError as error:
        yield Issue(id, "intake.encoding", "", f"left out: {error}")
        return
    match = _HEAD.match(text)
    if match is None:
        yield Issue(
            id, "intake.head", text[:40].strip(), "left out: it has no YAML head between lines of ---"
        )
        return
    try:
        metadata = parse_head(match.group(1))
    except ValueError as error:
        yield Issue(id, "intake.head", "", f"left out: the YAML head is damaged: {error}")
        return
    article, issues = make_article(id, text, Span(match.end(), len(text)), metadata)
    yield from issues
    yield article


def parse_head(head: str) -> Mapping[str, object]:
    """The head's names and values.

    :raises ValueError: with line and reason, if it is not YAML or not a mapping.
    """
    try:
        metadata = yaml.safe_load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 2}: " if mark else ""
        raise ValueError(where + (getattr(error, "problem", None) or "unreadable")) from error
    if metadata is None:
        return {}
    if not isinstance(metadata, dict):
        raise ValueError("it holds no name: value lines")
    return {str(name): value for name, value in metadata.items()}
