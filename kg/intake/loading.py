"""From sources to articles: one reader a kind of file, in a visible table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.intake.html import read_html
from kg.intake.jsonl import read_line
from kg.intake.language import looks_vietnamese
from kg.intake.markdown import read_markdown
from kg.intake.pieces import Piece, find_pieces
from kg.intake.plain import read_plain
from kg.intake.sources import Source
from kg.model import Article, Issue

Reader = Callable[[str, bytes], Iterator[Article | Issue]]

READERS: dict[str, Reader] = {
    "txt": read_plain,
    "md": read_markdown,
    "html": read_html,
    "jsonl": read_line,
}


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in: the articles by id, and what was left out or is doubtful, each with its reason."""

    articles: tuple[Article, ...]
    issues: tuple[Issue, ...]


def load_articles(sources: Iterable[Source]) -> Intake:
    """Read all sources into memory. Of two articles with one id the first stays (by id, kind, path of
    file)."""
    articles: dict[str, Article] = {}
    issues: set[Issue] = set()
    for piece in find_pieces(sources):
        for item in [piece] if isinstance(piece, Issue) else load_piece(piece):
            if isinstance(item, Issue):
                issues.add(item)
            elif item.id in articles:
                issues.add(tell_duplicate(item.id, piece.name if isinstance(piece, Piece) else item.id))
            else:
                articles[item.id] = item
    ordered = tuple(articles[key] for key in sorted(articles))
    return Intake(ordered, tuple(sorted(issues, key=lambda issue: (issue.article, issue.rule, issue.reason))))


def tell_duplicate(id: str, name: str) -> Issue:
    """Why the article in the file ``name`` is left out: another has its id."""
    return Issue(id, "intake.duplicate", "", f"left out: another article has the same id ({name})")


def load_piece(piece: Piece) -> Iterator[Article | Issue]:
    """The article of one piece; an issue stands in its place if it is left out.

    The address that a page was fetched from is kept before the one that it gives itself.
    """
    for item in READERS[piece.kind](piece.id, piece.content):
        if isinstance(item, Issue):
            yield item
            continue
        yield _judge_text(replace(item, url=piece.url or item.url))


def _judge_text(article: Article) -> Article | Issue:
    """The article, or why it is left out: it says nothing, or not in Vietnamese."""
    story = article.text[article.body.start : article.body.end]
    if not story.strip():
        return Issue(article.id, "intake.empty", "", "left out: there is no text in it")
    if not looks_vietnamese(story):
        reason = "left out: this is not Vietnamese, or Vietnamese typed without accents"
        return Issue(article.id, "intake.language", " ".join(story.split())[:80], reason)
    return article
