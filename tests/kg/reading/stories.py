"""Small stories for tests of the reading, and what was read from them as plain rows.

A story is told under a headline of its own and, unless told otherwise, in Hà Giang on 5 March 2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kg.lexicon import Lexicon, load_lexicon
from kg.model import (
    Article,
    Body,
    BodyFact,
    ChangeFact,
    CitationFact,
    Evidence,
    FigureFact,
    MeetingFact,
    OfficialFact,
    ParticipationFact,
    Post,
    Reading,
    Span,
    TaskFact,
    TenureFact,
)
from kg.reading import read_article

ONTOLOGY = Path(__file__).resolve().parents[3] / "ontology"
HEADLINE = "Tỉnh ủy Hà Giang bàn việc đầu xuân với các huyện vùng cao"


@cache
def lexicon() -> Lexicon:
    """The lists as shipped."""
    return load_lexicon(ONTOLOGY)


def read_page_text(text: str, **fields: str | None) -> Reading:
    """The reading of a whole page as scraped; ``fields`` are what its head says of the article."""
    return read_article(Article("story", text, Span(0, len(text)), **fields), lexicon())


def read(
    text: str, *, headline: str = HEADLINE, published: str | None = "2021-03-05", **fields: str | None
) -> Reading:
    """The reading of a story under a headline."""
    return read_page_text(f"{headline}\n{text}", published=published, **fields)


def written(post: Post | None) -> str | None:
    """A post as the questions give it: "nguyên" before a former one."""
    return None if post is None else f"nguyên {post.label}" if post.former else post.label


def name_of(body: Body | None) -> str | None:
    return None if body is None else body.label


def officials(reading: Reading) -> list[str]:
    return [fact.name for fact in reading.facts if isinstance(fact, OfficialFact)]


def posts(reading: Reading) -> list[tuple[str, str | None]]:
    return [(fact.official, written(fact.post)) for fact in reading.facts if isinstance(fact, TenureFact)]


def posts_of(reading: Reading, official: str) -> list[str | None]:
    return [post for holder, post in posts(reading) if holder == official]


def bodies(reading: Reading) -> list[str]:
    return [fact.body.label for fact in reading.facts if isinstance(fact, BodyFact)]


def body_named(reading: Reading, label: str) -> Body:
    return next(f.body for f in reading.facts if isinstance(f, BodyFact) and f.body.label == label)


def meetings(reading: Reading) -> list[tuple[str | None, str | None, str]]:
    """Day, organiser and mode of each meeting that is told as held."""
    return [
        (fact.date.iso if fact.date else None, name_of(fact.organiser), fact.mode)
        for fact in reading.facts
        if isinstance(fact, MeetingFact) and fact.modality == "stated"
    ]


def unheld(reading: Reading) -> list[tuple[str | None, str]]:
    """Day and modality of each meeting that is told as planned or denied."""
    return [
        (fact.date.iso if fact.date else None, fact.modality)
        for fact in reading.facts
        if isinstance(fact, MeetingFact) and fact.modality != "stated"
    ]


def participations(reading: Reading) -> set[tuple[str, str]]:
    """Who took part and in which role, over all meetings."""
    return {(fact.official, fact.role) for fact in reading.facts if isinstance(fact, ParticipationFact)}


def citations(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    """Type, number and issuer of each document."""
    return [
        (fact.type, fact.number, name_of(fact.issuer))
        for fact in reading.facts
        if isinstance(fact, CitationFact)
    ]


def citation(reading: Reading) -> CitationFact:
    (only,) = (fact for fact in reading.facts if isinstance(fact, CitationFact))
    return only


def changes(reading: Reading) -> list[tuple[str, str, str | None]]:
    """Person, action and post (or the body gone to) of each change that is told as done."""
    return [row for row, modality in _changes(reading) if modality == "stated"]


def modalities(reading: Reading) -> set[str]:
    return {modality for _, modality in _changes(reading)}


def _changes(reading: Reading) -> Iterator[tuple[tuple[str, str, str | None], str]]:
    for fact in reading.facts:
        if isinstance(fact, ChangeFact):
            yield (fact.official, fact.action, written(fact.post) or name_of(fact.body)), fact.modality


def change(reading: Reading) -> ChangeFact:
    (only,) = (fact for fact in reading.facts if isinstance(fact, ChangeFact))
    return only


def figures(reading: Reading) -> list[tuple[str, str]]:
    """Value and unit of each figure."""
    return [(f"{fact.value}", fact.unit) for fact in reading.facts if isinstance(fact, FigureFact)]


def values(reading: Reading) -> list[str]:
    return [value for value, _ in figures(reading)]


def tasks(reading: Reading) -> list[tuple[int, str]]:
    """Number and words of each task."""
    text = reading.article.text
    return [
        (fact.order, text[fact.text.start : fact.text.end])
        for fact in reading.facts
        if isinstance(fact, TaskFact)
    ]


def evidence_of(reading: Reading) -> Iterable[Evidence]:
    """Every piece of evidence of every fact."""
    return (evidence for fact in reading.facts for evidence in fact.evidence)


def quotes(reading: Reading) -> list[str]:
    """The words of every piece of evidence."""
    return [reading.article.text[e.span.start : e.span.end] for e in evidence_of(reading)]


def issues(reading: Reading) -> list[tuple[str, str]]:
    """Rule and words of each doubt."""
    return [(issue.rule, issue.text) for issue in reading.issues]
