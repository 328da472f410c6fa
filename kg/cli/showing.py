"""An article's text with what was read from where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal

import click
from rich.console import Console
from rich.text import Text

from kg.model import Body, Evidence, Fact, Issue, PartialDate, Post, Reading, Span

STYLES = {
    "official": "bold cyan",
    "tenure": "green",
    "body": "yellow",
    "meeting": "bold magenta",
    "participation": "magenta",
    "citation": "blue",
    "change": "bold red",
    "figure": "bright_blue",
    "task": "underline",
}


def kind_of(fact: Fact) -> str:
    """The fact's kind in one word: ``TenureFact`` is a tenure."""
    return type(fact).__name__.removesuffix("Fact").lower()


def describe(fact: Fact) -> dict[str, object]:
    """The fact's own values, without its evidence and what is unknown; bodies and posts as their labels."""
    values = {field.name: _value(getattr(fact, field.name)) for field in fields(fact)}
    return {
        name: value for name, value in values.items() if name != "evidence" and value not in (None, False)
    }


def as_record(reading: Reading, issues: Iterable[Issue]) -> dict[str, object]:
    """The reading as a JSON object; offsets as everywhere, in code points of the article's text."""
    article = reading.article
    return {
        "article": article.id,
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher,
        "author": article.author,
        "facts": [
            {
                "kind": kind_of(fact),
                **describe(fact),
                "evidence": [_evidence_record(article.text, evidence) for evidence in fact.evidence],
            }
            for fact in reading.facts
        ],
        "issues": [
            {
                "rule": issue.rule,
                "text": issue.text,
                "reason": issue.reason,
                "span": [issue.span.start, issue.span.end] if issue.span else None,
            }
            for issue in issues
        ],
    }


def show_reading(reading: Reading, issues: Iterable[Issue], colour: bool) -> None:
    """Print the text with its marks, then the list of facts, then what was not understood."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    article = reading.article
    head = [article.title, article.published, article.publisher, article.author]
    console.print(" · ".join([article.id, *filter(None, head)]))
    console.print()
    console.print(paint(reading) if colour else mark(reading))
    console.print()
    for fact in sorted(reading.facts, key=lambda fact: (fact.evidence[0].span, kind_of(fact))):
        evidence = fact.evidence[0]
        values = ", ".join(f"{name}: {value}" for name, value in describe(fact).items())
        line = Text(f"{kind_of(fact):<13}", style=STYLES[kind_of(fact)] if colour else "")
        console.print(line.append(f" {values}  [{_place(evidence.span)} {evidence.rule}]", style="default"))
    for issue in issues:
        place = f" [{_place(issue.span)}]" if issue.span else ""
        click.echo(f"? {issue.rule}: {issue.text}{' - ' if issue.text else ''}{issue.reason}{place}")


def paint(reading: Reading) -> Text:
    """The text in colours; where facts overlap, the shorter one shows."""
    text = Text(_visible(reading.article.text))
    for span, kind in sorted(_spans(reading), key=lambda item: item[0].start - item[0].end):
        text.stylize(STYLES[kind], span.start, span.end)
    return text


def mark(reading: Reading) -> str:
    """The text with ``[words]{kind}`` around what was read."""
    text = _visible(reading.article.text)
    opened: dict[int, int] = {}
    closed: dict[int, list[str]] = {}
    for span, kind in sorted(_spans(reading), key=lambda item: (item[0].end, -item[0].start)):
        opened[span.start] = opened.get(span.start, 0) + 1
        closed.setdefault(span.end, []).append(f"]{{{kind}}}")
    return "".join(
        "".join(closed.get(i, [])) + "[" * opened.get(i, 0) + text[i : i + 1] for i in range(len(text) + 1)
    )


def _spans(reading: Reading) -> set[tuple[Span, str]]:
    return {(evidence.span, kind_of(fact)) for fact in reading.facts for evidence in fact.evidence}


def _visible(text: str) -> str:
    """The text without control characters that would act on a terminal; its length stays."""
    return re.sub(r"[^\n\t\x20-\x7e\xa0-\U0010ffff]", " ", text)


def _place(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _value(value: object) -> object:
    if isinstance(value, Body | Post):
        return value.label
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, Span):
        return _place(value)
    return str(value) if isinstance(value, Decimal) else value


def _evidence_record(text: str, evidence: Evidence) -> dict[str, object]:
    span = evidence.span
    quote = text[span.start : span.end]
    return {"start": span.start, "end": span.end, "quote": quote, "rule": evidence.rule}
