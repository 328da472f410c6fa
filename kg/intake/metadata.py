"""Metadata from a YAML head or a JSON record, made into the fields of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from kg.model import Article, Issue, Span

TEXT_FIELDS = ("title", "publisher", "author", "url", "source", "licence")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


def make_article(
    id: str, text: str, body: Span, metadata: Mapping[str, object]
) -> tuple[Article, tuple[Issue, ...]]:
    """The article with its metadata, and an issue for a date that is none (it goes on without it)."""
    own_id = as_text(metadata.get("id")) or id
    given = metadata.get("published")
    published = as_day(given)
    issues: tuple[Issue, ...] = ()
    if given not in (None, "") and published is None:
        reason = "the publication date is no date: write it like 2020-06-03"
        issues = (Issue(own_id, "intake.date", str(given), reason),)
    fields = {name: as_text(metadata.get(name)) for name in TEXT_FIELDS}
    return Article(id=own_id, text=text, body=body, published=published, **fields), issues


def as_day(value: object) -> str | None:
    """The day as an ISO date; of a time stamp, its day; None for anything else."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    match = _ISO_DAY.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return date.fromisoformat(match.group()).isoformat()
    except ValueError:
        return None


def as_text(value: object) -> str | None:
    """The value on one line: a list joined by "; ", a mapping's values by ", "; None if nothing is left."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, Mapping):
        return ", ".join(filter(None, map(as_text, value.values()))) or None
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(as_text, value))) or None
    return " ".join(str(value).split()) or None
