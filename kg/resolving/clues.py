"""What resolution keeps of each article: small values, so that memory does not grow with the length of the
texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Generic, TypeVar
from zlib import crc32

from kg.model import (
    Article,
    Body,
    BodyFact,
    ChangeFact,
    CitationFact,
    Fact,
    FigureFact,
    MeetingFact,
    OfficialFact,
    ParticipationFact,
    Post,
    Reading,
    TaskFact,
    TenureFact,
)
from kg.resolving.labels import fold
from kg.resolving.rows import Rank, Ranked, Rows

SHINGLE = 5
SKETCH = 32
SUBJECT = 25
WORD = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]+")
UNDATED = "9999"
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Clues:
    """One article's names, tenures, changes, meetings, citations and bodies, and a sketch of its text.

    ``subjects`` tells what each of ``meetings`` is about, in the words that follow it in its sentence.
    """

    article: str
    published: str | None
    names: tuple[str, ...]
    tenures: tuple[TenureFact, ...]
    changes: tuple[ChangeFact, ...]
    meetings: tuple[MeetingFact, ...]
    subjects: tuple[str, ...]
    participations: tuple[tuple[str, str], ...]
    citations: tuple[CitationFact, ...]
    bodies: tuple[Body, ...]
    posts: tuple[Post, ...]
    sketch: frozenset[int]

    def rank(self, number: int = 0) -> Rank:
        """Where the article's mention of this number stands among all: by date of publication and id, undated
        ones last."""
        return self.published or UNDATED, self.article, number


@dataclass(frozen=True, slots=True)
class Account:
    """One article's clues, and which person, meeting and document it means: name, handle, citation → key."""

    clues: Clues
    persons: Mapping[str, str]
    meetings: Mapping[str, str] = field(default_factory=dict)
    directives: Mapping[CitationFact, str] = field(default_factory=dict)

    @property
    def article(self) -> str:
        """The article's id."""
        return self.clues.article

    def present(self, handle: str) -> frozenset[str]:
        """The keys of those who took part in a meeting."""
        return frozenset(self.persons[name] for met, name in self.clues.participations if met == handle)


@dataclass(frozen=True, slots=True)
class Attested(Generic[Thing]):
    """A naming that articles have, how many of them, and where it stands first."""

    first: Rank
    thing: Thing
    count: int


def tally(clues: Rows[Clues], find: Callable[[Clues], Iterable[Thing]]) -> list[Attested[Thing]]:
    """The different namings that ``find`` sees, in order of attestation."""
    found = clues.each(partial(_ranked, find)).grouped(_counted).collect()
    return sorted(found, key=attrgetter("first"))


def _ranked(find: Callable[[Clues], Iterable[Thing]], clue: Clues) -> Iterator[tuple[str, Ranked[Thing]]]:
    for number, thing in enumerate(find(clue)):
        yield repr(thing), (clue.rank(number), thing)


def _counted(_: str, seen: list[Ranked[Thing]]) -> Iterator[Attested[Thing]]:
    yield Attested(min(rank for rank, _ in seen), seen[0][1], len(seen))


def clues_of(reading: Reading) -> Clues:
    """The clues of one reading."""
    article, facts = reading.article, reading.facts
    tenures = tuple(f for f in facts if isinstance(f, TenureFact))
    changes = tuple(f for f in facts if isinstance(f, ChangeFact))
    posts = (*(t.post for t in tenures), *(c.post for c in changes if c.post))
    meetings = tuple(f for f in facts if isinstance(f, MeetingFact))
    return Clues(
        article.id,
        article.published,
        tuple(dict.fromkeys(_names(reading))),
        tenures,
        changes,
        meetings,
        tuple(subject_of(article, fact) for fact in meetings),
        tuple((f.meeting, f.official) for f in facts if isinstance(f, ParticipationFact)),
        tuple(dict.fromkeys(_citations(facts))),
        tuple(dict.fromkeys(_bodies(reading))),
        tuple(dict.fromkeys(posts)),
        sketch(article.text[article.body.start : article.body.end]),
    )


def subject_of(article: Article, meeting: MeetingFact) -> str:
    """The first 25 words, folded and without figures, that follow a meeting in the sentence that tells it:
    "về công tác đảm bảo trật tự" of a "Hội nghị"."""
    evidence = meeting.evidence[0]
    words = LETTERS.findall(article.text[evidence.span.end : evidence.sentence.end])
    return fold(" ".join(words[:SUBJECT]))


def _citations(facts: Iterable[Fact]) -> Iterator[CitationFact]:
    for fact in facts:
        if isinstance(fact, CitationFact):
            yield fact
            if fact.cited_by:
                yield fact.cited_by


def _names(reading: Reading) -> Iterator[str]:
    for fact in reading.facts:
        if isinstance(fact, OfficialFact):
            yield fact.name
        elif isinstance(fact, TenureFact | ParticipationFact | ChangeFact):
            yield fact.official
        elif isinstance(fact, TaskFact) and fact.set_by:
            yield fact.set_by


def _bodies(reading: Reading) -> Iterator[Body]:
    for fact in reading.facts:
        for body in _bodies_of(fact):
            while body:
                yield body
                body = body.parent


def _bodies_of(fact: object) -> Iterator[Body | None]:
    if isinstance(fact, TenureFact):
        yield fact.post.body
    elif isinstance(fact, BodyFact | FigureFact):
        yield fact.body
    elif isinstance(fact, MeetingFact):
        yield fact.organiser
    elif isinstance(fact, CitationFact):
        yield from (fact.issuer, fact.cited_by.issuer if fact.cited_by else None)
    elif isinstance(fact, ChangeFact):
        yield from (fact.body, fact.decided_by, fact.post.body if fact.post else None)


def sketch(text: str) -> frozenset[int]:
    """The least hashes of the text's runs of five words: texts that share most of these share most of their
    words.

    Bottom-k sketch (Broder 1997). A text shorter than a run has an empty sketch and is like no other.
    """
    words = WORD.findall(text.lower())
    runs = {crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
    return frozenset(sorted(runs)[:SKETCH])
