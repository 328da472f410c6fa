"""Persons, the posts they hold, and bodies: what is named, and who is said to be what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kg.lexicon import fold
from kg.model import BodyFact, OfficialFact, PartialDate, TenureFact
from kg.reading.labels import as_past
from kg.reading.mentions import BodyMention, Mention, PersonMention, PostMention
from kg.reading.periods import tells_ended_period
from kg.reading.sentences import Sentence
from kg.reading.story import Story


def read_officials(story: Story) -> Iterator[OfficialFact]:
    """Every person named in full who acts in public life is an official, once, with each place of the full
    name.

    Reads: "Chủ trì hội nghị là đồng chí Nguyễn Văn An, Bí thư Tỉnh ủy." → Nguyễn Văn An.
    Not: "Đoàn viếng nghĩa trang trên đường Nguyễn Văn An." (a street has no title)
    """
    for sentence in story.sentences:
        for mention in story.mentions_of(sentence):
            if isinstance(mention, PersonMention) and mention.full and mention.start in story.names:
                evidence = story.evidence(mention.start, mention.end, sentence, "official-named")
                yield OfficialFact(story.names[mention.start], (evidence,), _gender(mention))


def _gender(mention: PersonMention) -> Literal["female", "male"] | None:
    return "female" if mention.gender == "female" else "male" if mention.gender == "male" else None


def read_titles(story: Story) -> Iterator[TenureFact]:
    """A person written with a title holds the post when it happened; "nguyên" makes it a former one.

    Reads: "Bà Lê Thị Hoa, Phó Bí thư Thường trực Tỉnh ủy, dự lễ." → Lê Thị Hoa holds the post.
    Not: "Bà Lê Thị Hoa đề nghị Phó Bí thư Thường trực Tỉnh ủy cho ý kiến." (the post is another's)
    """
    for holding in story.holdings:
        name = story.names[holding.person.start]
        sentence = story.sentence_at(holding.person.start)
        former = holding.former or tells_ended_period(story, holding.person)
        for mention in holding.posts:
            former = former or mention.former
            post = story.posts.get(mention.start)
            if post is not None:
                start, end = min(mention.start, holding.person.start), max(mention.end, holding.person.end)
                evidence = story.evidence(start, end, sentence, holding.rule)
                yield TenureFact(name, as_past(post, former), (evidence,), _told_day(story, sentence))


def _told_day(story: Story, sentence: Sentence) -> PartialDate | None:
    """The date that opens a sentence about another year than the article's: "Ngày 2/12/2009, Chủ tịch … đã
    ký …" tells who held the post then."""
    first = next(iter(story.dates_between(sentence.start, sentence.start + 4)), None)
    told = story.calendar.resolve(first) if first is not None and first.year is not None else None
    return told if told is not None and story.calendar.is_history(told) else None


def read_bodies(story: Story) -> Iterator[BodyFact]:
    """Every organisation named is a body, written out with its place, also where it stands inside a title.

    Reads: "Ban Tổ chức Tỉnh ủy tham mưu kế hoạch." in an article about Hà Giang → Ban Tổ chức Tỉnh ủy Hà
    Giang.
    Not: "Cấp ủy các cấp tham mưu kế hoạch." (all bodies of a kind, none by name)
    """
    for sentence in story.sentences:
        for mention in story.mentions_of(sentence):
            part = mention.body if isinstance(mention, PostMention) else mention
            if not isinstance(part, BodyMention) or _is_of_a_kind(story, mention, part):
                continue
            body = story.bodies.get(part.start)
            if body is not None and part.end > part.start:
                yield BodyFact(body, (story.evidence(part.start, part.end, sentence, "body-named"),))


def _is_of_a_kind(story: Story, mention: Mention, part: BodyMention) -> bool:
    """A title in small letters that nobody holds and no place settles is of a kind: "bầu bí thư huyện
    ủy"."""
    if (
        not isinstance(mention, PostMention)
        or mention.start in story.held
        or story.tokens.is_capital(mention.start)
    ):
        return False
    inner = part.parent or part
    return part.known is None and inner.known is None and inner.place is None and inner.form != "known"


def same_person(one: str, other: str) -> bool:
    """Whether two written names are the same name."""
    return fold(one) == fold(other)
