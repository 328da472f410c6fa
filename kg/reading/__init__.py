"""Reading: one article in, all facts that its words state out, each with the words that state it.

article → page → words → mentions → context → rules → facts. See ARCHITECTURE.md for the story of each step.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import Article, Reading
from kg.reading.acts import find_acts
from kg.reading.deputies import find_debate
from kg.reading.doubts import find_doubts
from kg.reading.meetings import find_meetings
from kg.reading.merge import merge_facts
from kg.reading.public import keep_public
from kg.reading.rules import RULES
from kg.reading.story import open_story


def read_article(article: Article, lexicon: Lexicon) -> Reading:
    """All facts of one article. What the article's head says of it comes before what its page shows."""
    with _uncollected():
        return _read(article, lexicon)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No collection of cycles: reading makes none, and each would look at all of a long article's words."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read(article: Article, lexicon: Lexicon) -> Reading:
    story = open_story(article, lexicon)
    story.meetings, story.unheld = find_meetings(story)
    story.debate = find_debate(story)
    story.acts = find_acts(story)
    facts = keep_public(story, merge_facts(fact for rule in RULES for fact in rule(story)))
    page = story.page
    described = replace(
        article,
        title=article.title or page.title,
        published=article.published or page.published,
        publisher=article.publisher or page.publisher,
        author=article.author or page.author,
    )
    return Reading(described, facts, tuple(find_doubts(story)))
