"""Countable facts: counts, shares and sums, with what is counted, where, and as of when.

Dates, terms, ordinals, ages, durations and document numbers are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.model import FigureFact, PartialDate
from kg.reading.mentions import PlaceMention
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.tokens import NUMBER, Tokens

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_UNIT_WORDS = 8
_NUMBERS = (NUMBER, "NumberWord")


def read_figures(story: Story) -> Iterator[FigureFact]:
    """A number before what it counts, or a percentage, is a figure of the clause's place and day.

    Reads: "Đến ngày 25-5, tỉnh Hà Giang có 1.215 chi bộ" → 1215 chi bộ, Hà Giang, as of that day.
    Not: "Đại hội lần thứ 17, nhiệm kỳ 2015-2020, trong 5 ngày" (ordinal, term, duration)
    """
    barred = _barred(story)
    for sentence in story.sentences_with(_NUMBERS):
        for at in story.tokens.starts_of_any(_NUMBERS, sentence.start, sentence.end):
            if at not in barred:
                yield from _figures_at(story, sentence, at)


def _barred(story: Story) -> frozenset[int]:
    """The words of dates and of names that hold numbers."""
    return story.covered().union(*(range(date.start, date.end) for date in story.dates))


def parse_number(word: str) -> Decimal | None:
    """A number as Vietnamese writes it: dots for thousands, a comma before decimals. None where it is
    none."""
    if _THOUSANDS.fullmatch(word):
        return Decimal(word.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", word):
        return Decimal(word.replace(",", "."))
    return None


def _figures_at(story: Story, sentence: Sentence, at: int) -> Iterator[FigureFact]:
    tokens = story.tokens
    value = _value(tokens, at, sentence)
    if value is None:
        return
    after = _past_range(tokens, at + 1)
    unit_end = _unit_end(tokens, after, sentence) if after < sentence.end else after
    listed = unit_end == after and _in_breakdown(tokens, at, sentence)
    if unit_end == after and not listed:
        return
    share = unit_end > after and tokens.word(after) == "%"
    unit = tokens.text(at - 2, at) if listed else tokens.text(after, unit_end)
    evidence = story.evidence(at, max(unit_end, at + 1), sentence, "number-counts")
    yield FigureFact(
        value, unit, (evidence,), share, _place_of(story, sentence, at), None, _as_of(story, sentence, at)
    )


def _value(tokens: Tokens, at: int, sentence: Sentence) -> Decimal | None:
    """The value of the number here, unless it numbers, dates or names something."""
    word = tokens.words[at]
    spelled = tokens.match(at, "NumberWord")
    if spelled is not None and (at == sentence.start or not word[:1].isupper()):
        value = Decimal(spelled.entry.feature("numberValue") or 0)
        told = value >= 3 or (value == 2 and _is_news_of_two(tokens, at))
        return value if told and not tokens.has(at, "time-unit") and _is_counted(tokens, at) else None
    if not word[:1].isdecimal() or _is_ordinal(tokens, at) or _is_glued(tokens, at):
        return None
    if len(word) == 4 and word.isdecimal() and "1900" <= word <= "2100" and tokens.any("year", at - 4, at):
        return None
    opens_item = at == sentence.start and tokens.key(at + 1) in {".", ")", "/"}
    return None if opens_item else parse_number(word)


def _is_counted(tokens: Tokens, at: int) -> bool:
    """A spelled number counts when a noun of at least two words follows: "ba đột phá chiến lược"."""
    follower = tokens.key(at + 1)
    return follower.isalpha() and not _breaks(tokens, at + 1) and not tokens.has(at - 1, "ordinal")


def _breaks(tokens: Tokens, at: int) -> bool:
    """Whether a word ends a name: "dự", but not in "dự thảo"."""
    return tokens.has(at, "body-break") and not tokens.has(at, "no-attend")


def _is_news_of_two(tokens: Tokens, at: int) -> bool:
    """ "xây hai trường"; not "hai bên", "của hai xã": those are two that were told before."""
    return not (tokens.has(at + 1, "no-pair") or tokens.ended_by(at, "those-two"))


def _is_ordinal(tokens: Tokens, at: int) -> bool:
    """ "lần thứ 17", "khóa 22", "quận 1", "Nghị quyết 57", "nhiệm kỳ 2015-2020", "18:53"."""
    before = tokens.key(at - 1)
    if tokens.ended_by(at, "ordinal") or (tokens.ended_by(at - 1, "ordinal") and before in {"-", "/"}):
        return tokens.word(at + 1) != "%" and not tokens.ended_by(at, "out-of")
    timed = before == ":" and not tokens.spaced[at]
    divided = before == "/" and tokens.key(at - 2).isdecimal() and not tokens.spaced[at]
    divides = tokens.key(at + 1) in {"/", ":"} and tokens.key(at + 2).isdecimal()
    if timed or divided or divides:
        return not _in_fraction(tokens, at - 2 if divided else at)
    spans_years = before == "-" and tokens.key(at - 2).isdecimal() and len(tokens.key(at - 2)) == 4
    return spans_years or (
        tokens.key(at + 1) == "-" and len(tokens.key(at)) == 4 and tokens.key(at + 2).isdecimal()
    )


def _in_fraction(tokens: Tokens, at: int) -> bool:
    """ "7/19 tiêu chí", "50/51 tỉnh": of so many so many are counted."""
    slashed = tokens.key(at + 1) == "/" and tokens.key(at + 2).isdecimal()
    whole = not tokens.has(at + 3, "fraction-of") and tokens.key(at + 3) != "/"
    return slashed and whole and _begins_unit(tokens, at + 3)


def _is_glued(tokens: Tokens, at: int) -> bool:
    """ "9h", "17g15", "5G", "m2", "COVID-19": letters or a hyphen right beside, with no space; but "4.000m2"
    is measured."""
    measured = tokens.has(at + 1, "measure")
    tight_after = (
        at + 1 < len(tokens) and not tokens.spaced[at + 1] and tokens.word(at + 1).isalpha() and not measured
    )
    glued_before = (
        not tokens.spaced[at] and tokens.word(at - 1) in {"-", "/", "."} and tokens.word(at - 2).isalpha()
    ) and not (tokens.word(at - 1) == "/" and tokens.word(at - 2).islower())
    squared = at > 0 and tokens.starts[at] == tokens.ends[at - 1] and tokens.word(at - 1).isalpha()
    return (tight_after and tokens.starts[at + 1] == tokens.ends[at]) or glued_before or squared


def _past_range(tokens: Tokens, at: int) -> int:
    """Past the second number of a range or fraction, so that both share a unit: "8 đến 9 triệu", "7,5-8%",
    "7/19 tiêu chí", "31 trong số 66 trường"."""
    if tokens.key(at) == "/" and tokens.key(at + 1).isdecimal():
        return at + 2
    part = tokens.match(at, "w:out-of")
    if part is not None and tokens.key(part.end).isdecimal():
        return part.end + 1
    if tokens.has(at, "range") and tokens.word(at + 1)[:1].isdecimal():
        return at + 2
    return at


def _unit_end(tokens: Tokens, at: int, sentence: Sentence) -> int:
    """Where the words that say what is counted end; ``at`` itself where none do."""
    if tokens.word(at) == "%":
        end = at + 1
    elif not _begins_unit(tokens, at):
        return at
    else:
        end = at
    while end < sentence.end and end - at < _UNIT_WORDS:
        if not (tokens.key(end)[:1].isalpha() or tokens.word(end) == "%") or (
            end > at and _ends_unit(tokens, end)
        ):
            break
        end += 1
    return end


def _begins_unit(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    if not word[:1].isalpha() or tokens.has(at, "time-unit") or _breaks(tokens, at):
        return False
    if tokens.has(at, "no-unit"):
        return False
    named = tokens.is_capital(at) and tokens.is_capital(at + 1)
    return not named and not tokens.has(at, "month")


def _ends_unit(tokens: Tokens, at: int) -> bool:
    return (
        _breaks(tokens, at)
        or tokens.has(at, "passive")
        or tokens.has(at, "unit-end")
        or tokens.match(at, "PlaceLevel") is not None
    )


def _in_breakdown(tokens: Tokens, at: int, sentence: Sentence) -> bool:
    """A number after its noun, in a bracket that breaks a total down: "(khiển trách 54, cảnh cáo 25)"."""
    opened = next((i for i in range(at, max(sentence.start, at - 24), -1) if tokens.words[i] == "("), None)
    closed = next((i for i in range(at, min(sentence.end, at + 24)) if tokens.words[i] == ")"), None)
    if opened is None or closed is None or tokens.key(at + 1) not in {",", ")", ";"}:
        return False
    numbers = [
        i for i in range(opened, closed) if tokens.words[i].isdecimal() and tokens.words[i - 1].isalpha()
    ]
    return len(numbers) >= 2 and at in numbers


def _place_of(story: Story, sentence: Sentence, at: int) -> str | None:
    """The place that the clause speaks of: the last one named before the number, bracket or not; not where
    somebody comes from, "ông A (Hà Giang)"."""
    tokens = story.tokens
    for place in reversed(story.mentions_of(sentence)):
        if place.end > at or not isinstance(place, PlaceMention) or not place.entries:
            continue
        person = story.person_before(place.start)
        if tokens.key(place.start - 1) == "(" and person is not None and person.end == place.start - 1:
            continue
        return place.entries[0].slug
    return None


def _as_of(story: Story, sentence: Sentence, at: int) -> PartialDate | None:
    """ "Đến ngày 25-5, …": the day up to which was counted."""
    for date in story.dates_of(sentence):
        counted = story.tokens.any("until", max(0, date.start - 3), date.start)
        if counted and date.start < at:
            return story.calendar.resolve(date)
    return None
