"""``.html``: trafilatura tells the article from the page and finds its metadata."""

from __future__ import annotations

from collections.abc import Iterator

from kg.intake.metadata import make_article
from kg.model import Article, Issue, Span


def read_html(id: str, content: bytes) -> Iterator[Article | Issue]:
    """One article; offsets count in the extracted text, which the snapshot keeps."""
    import trafilatura  # takes long, and few readers need it
    from trafilatura.metadata import extract_metadata

    tree = trafilatura.load_html(content) if content.strip() else None
    text = (
        trafilatura.extract(tree, include_comments=False, include_tables=True) if tree is not None else None
    )
    if not text:
        yield Issue(id, "intake.empty", "", "left out: no article was found in the page")
        return
    found = extract_metadata(tree)
    metadata: dict[str, object] = {}
    if found is not None:
        metadata = {
            "title": found.title,
            "published": found.date,
            "author": found.author,
            "publisher": found.sitename,
            "url": found.url,
            "licence": found.license,
        }
    article, issues = make_article(id, text, Span(0, len(text)), metadata)
    yield from issues
    yield article
