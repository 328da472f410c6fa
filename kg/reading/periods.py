"""Careers told by periods: "từ tháng 8/1998 làm Phó Trưởng ban …; năm 2001 - 2005: Bí thư Tỉnh ủy …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import TenureFact
from kg.reading.acts import acted_posts
from kg.reading.dates import DateMention
from kg.reading.labels import as_past
from kg.reading.mentions import PersonMention, PostMention
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.titles import join

_CLAUSE_SIGNS = frozenset({";", ".", ",", "-", ":"})


@dataclass(frozen=True, slots=True)
class _Period:
    """A stretch of a career: who, from which word on, which posts, and whether its end is told."""

    name: str
    start: int
    sentence: Sentence
    posts: tuple[PostMention, ...]
    ended: bool


def read_periods(story: Story) -> Iterator[TenureFact]:
    """The posts that a dated stretch of a life names are the person's: former ones where the stretch ended or
    another followed, present ones in the last.

    Reads: "Ông Lê Văn Tư: từ tháng 8/2001 đến tháng 5/2005, làm Bí thư Huyện ủy." → a former post.
    Not: "Từ tháng 8/2001, Bí thư Huyện ủy giao các xã làm đường." (nobody took the post)
    """
    periods = list(_periods(story))
    last = {period.name: index for index, period in enumerate(periods)}
    for index, period in enumerate(periods):
        followed = index < last[period.name]
        for mention in period.posts:
            post = story.posts.get(mention.start)
            if post is not None:
                evidence = story.evidence(period.start, mention.end, period.sentence, "career-period")
                yield TenureFact(period.name, as_past(post, period.ended or followed), (evidence,))


def tells_ended_period(story: Story, person: PersonMention) -> bool:
    """Whether a clause opens with a stretch that ended, right before a person: "Từ năm 1980 đến năm 1981:
    *Ông* là Phó Bí thư …"."""
    sentence = story.sentence_at(person.start)
    for date in story.dates_between(max(sentence.start, person.start - 14), person.start):
        if _opens_clause(story, sentence, date):
            at, ended = _past_dates(story, date)
            gap = story.tokens.keys[at : person.start]
            if ended and len(gap) <= 1 and set(gap) <= {":", ","}:
                return True
    return False


def _periods(story: Story) -> Iterator[_Period]:
    taken = acted_posts(story) | story.held
    end = -1
    for date in story.dates:
        sentence = story.sentence_at(date.start)
        if date.start < end or not _opens_clause(story, sentence, date):
            continue
        at, ended = _past_dates(story, date)
        person = next((m for m in story.between(at, at + 2) if isinstance(m, PersonMention)), None)
        name = story.names.get(person.start) if person is not None else _subject_before(story, date)
        told = _take_post(story, person.end if person is not None else at)
        posts = _chain(story, told, sentence, taken) if told is not None else ()
        if posts and name is not None:
            end = posts[-1].end
            yield _Period(name, date.start, sentence, posts, ended)


def _opens_clause(story: Story, sentence: Sentence, date: DateMention) -> bool:
    """Whether a date stands at the head of a clause, with at most two small words before it."""
    tokens = story.tokens
    for at in range(date.start - 1, date.start - 4, -1):
        if at < sentence.start or tokens.key(at) in _CLAUSE_SIGNS:
            return True
    return False


def _past_dates(story: Story, date: DateMention) -> tuple[int, bool]:
    """Past the end of a stretch ("đến tháng 5/2005", "đến nay"), and whether it ended."""
    tokens = story.tokens
    at = date.end
    until = tokens.match(at, "w:until")
    if until is None and tokens.key(at) != "-":
        return at, False
    at = until.end if until is not None else at + 1
    last = next(iter(story.dates_between(at, at + 3)), None)
    return (last.end, True) if last is not None else (at, False)


def _subject_before(story: Story, date: DateMention) -> str | None:
    """Whom a life's story tells of: the last person named before."""
    person = story.person_before(date.start)
    return story.names[person.start] if person is not None else None


def _take_post(story: Story, at: int) -> int | None:
    """Past the word by which a post is taken, or a colon: "làm", "giữ chức", "là", ":"."""
    tokens = story.tokens
    while tokens.key(at) in {",", ")"}:
        at += 1
    colon = tokens.key(at) == ":"
    at += colon
    taken = tokens.match(at, "w:take-post") or tokens.match(at, "w:now")
    return taken.end if taken is not None else at if colon else None


def _chain(story: Story, at: int, sentence: Sentence, taken: set[int]) -> tuple[PostMention, ...]:
    """The posts that follow at once, joined by commas and "và"."""
    chain: list[PostMention] = []
    for mention in story.between(at, sentence.end):
        sign = join(story.tokens, at, mention.start).sign
        joined = sign in {",", "and", ";"} if chain else mention.start == at
        if not isinstance(mention, PostMention) or not joined or mention.start in taken:
            break
        chain.append(mention)
        at = mention.end
    return tuple(chain)
