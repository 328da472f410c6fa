"""From sources to articles: one reader a kind of file, in a visible table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.intake.html import read_html
from kg.intake.jsonl import read_jsonl
from kg.intake.language import looks_vietnamese
from kg.intake.markdown import read_markdown
from kg.intake.plain import read_plain
from kg.intake.sources import Source
from kg.model import Article, Issue

Reader = Callable[[str, bytes], Iterator[Article | Issue]]

READERS: dict[str, Reader] = {
    "txt": read_plain,
    "md": read_markdown,
    "html": read_html,
    "jsonl": read_jsonl,
}


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in: the articles by id, and what was left out or is doubtful, each with its reason."""

    articles: tuple[Article, ...]
    issues: tuple[Issue, ...]


def load_articles(sources: Iterable[Source]) -> Intake:
    """Read all sources. Of two articles with one id the first stays (by id, kind, path of file)."""
    articles: dict[str, Article] = {}
    issues: list[Issue] = []
    for source in sources:
        for item in load_source(source):
            if isinstance(item, Issue):
                issues.append(item)
            elif item.id in articles:
                reason = f"left out: another article has the same id ({source.path.name})"
                issues.append(Issue(item.id, "intake.duplicate", "", reason))
            else:
                articles[item.id] = item
    ordered = tuple(articles[key] for key in sorted(articles))
    return Intake(ordered, tuple(sorted(issues, key=lambda issue: (issue.article, issue.rule, issue.reason))))


def load_source(source: Source) -> Iterator[Article | Issue]:
    """The articles of one source; an issue stands in the place of each that is left out."""
    try:
        content = source.read_bytes()
    except ValueError as error:
        yield Issue(source.id, "intake.unreadable", "", f"left out: {error}")
        return
    for item in READERS[source.kind](source.id, content):
        yield item if isinstance(item, Issue) else _judge_text(item)


def _judge_text(article: Article) -> Article | Issue:
    """The article, or why it is left out: it says nothing, or not in Vietnamese."""
    story = article.text[article.body.start : article.body.end]
    if not story.strip():
        return Issue(article.id, "intake.empty", "", "left out: there is no text in it")
    if not looks_vietnamese(story):
        reason = "left out: this is not Vietnamese, or Vietnamese typed without accents"
        return Issue(article.id, "intake.language", " ".join(story.split())[:80], reason)
    return article
