"""Dates as the genre writes them, and the year where the text leaves it out.

"Ngày 1/6", "Sáng 12.3", "28/4/2020", "ngày 20-1-2021", "ngày 18 tháng 1 năm 2025", "tháng 8/2014", "năm
2016", "hôm nay". The year is the publication's; a day after the publication's own belongs to the year
before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from kg.model import PartialDate
from kg.reading.tokens import NUMBER, Tokens

BESIDE = timedelta(60)
BESIDE_IN_LATEST_YEAR = timedelta(100)
_OPENERS = (NUMBER, "w:today", "w:month", "w:year")
_WEEKS = 60  # days between a document and the report of it
_NEAR = 40  # words between a day and the month that tells its year
_SEPARATORS = frozenset({"/", "-", "."})
_LONG = 9  # digits: no day and month
_COUNTED = (
    "w:ordinal",
    "w:hamlet",
    "w:measure",
    "w:not-person",
)  # classes of nouns that are counted too: "7/9 thôn"
_DOTTED = re.compile(r"(\d{1,2})[.,](\d{1,2})(?:[.,](\d{4}))?")


class DateMention(NamedTuple):
    """A date at words ``[start, end)``; parts that are not said are None. ``last`` is the last day where the
    words tell a stretch of days."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    relative: int | None = None
    last: DateMention | None = None

    @property
    def is_day(self) -> bool:
        """Whether a day is named, with or without its year."""
        return self.day is not None or self.relative is not None


def find_dates(tokens: Tokens) -> tuple[DateMention, ...]:
    """All dates of the article, in order."""
    dates: list[DateMention] = []
    past = 0
    for at in tokens.starts_of_any(_OPENERS, 0, len(tokens)):
        found = _date_at(tokens, at) if at >= past else None
        if found is None:
            continue
        if (
            dates
            and dates[-1].relative is not None
            and found.day is not None
            and found.start - dates[-1].end <= 3
        ):
            dates.pop()
        if dates and found.is_day and _goes_on_until(tokens, dates[-1], found):
            dates[-1] = dates[-1]._replace(last=found)
        dates.append(found)
        past = found.end
    return tuple(dates)


def _goes_on_until(tokens: Tokens, first: DateMention, last: DateMention) -> bool:
    """ "từ ngày 22-2 đến ngày 28-2": the second date ends what the first begins."""
    near = first.day is not None and 0 < last.start - first.end <= 2
    return near and tokens.has(first.end, "until")


def _date_at(tokens: Tokens, at: int) -> DateMention | None:
    relative = tokens.match(at, "w:today")
    if relative is not None:
        back = 1 if relative.entry.slug.endswith("hom-qua") else 0
        return DateMention(at, relative.end, None, relative=back)
    if tokens.keys[at][:1].isdecimal():
        return _numeric(tokens, at)
    month = tokens.match(at, "w:month")
    if month is not None and tokens.key(month.end).isdecimal():
        return _month(tokens, at, month.end)
    year = tokens.match(at, "w:year")
    if year is not None and _is_year(tokens.key(year.end)) and tokens.key(year.end + 1) != "-":
        return DateMention(at, year.end + 1, int(tokens.key(year.end)))
    return None


def _is_year(key: str) -> bool:
    return len(key) == 4 and key.isdecimal() and "1900" <= key <= "2100"


def _numeric(tokens: Tokens, at: int) -> DateMention | None:
    key = tokens.keys[at]
    dotted = _DOTTED.fullmatch(key)
    if dotted and (
        dotted[3] or tokens.has(at - 1, "part-of-day") or ("," not in key and _is_introduced(tokens, at))
    ):
        return _checked(at, at + 1, dotted[1], dotted[2], dotted[3])
    if not key.isdecimal() or len(key) > 4:
        return None
    stretch = _stretch(tokens, at)
    if stretch is not None:
        return stretch
    if tokens.has(at + 1, "month") and tokens.key(at + 2).isdecimal():
        return _spoken(tokens, at)
    if tokens.key(at + 1) not in _SEPARATORS or not tokens.key(at + 2).isdecimal() or len(key) > 2:
        return None
    third = tokens.key(at + 4) if tokens.key(at + 3) == tokens.key(at + 1) else ""
    if _is_year(third):
        return _checked(at, at + 5, key, tokens.key(at + 2), third)
    if _is_year(tokens.key(at + 2)):
        return DateMention(at, at + 3, int(tokens.key(at + 2)), int(key)) if int(key) <= 12 else None
    slashed = tokens.key(at + 1) == "/" and not _is_fraction(tokens, at)
    heads_line = (at == 0 or tokens.breaks[at]) and tokens.key(at + 3) == ","
    if slashed or _is_introduced(tokens, at) or heads_line or _part_of_range(tokens, at):
        return _checked(at, at + 3, key, tokens.key(at + 2), None)
    return None


def _is_fraction(tokens: Tokens, at: int) -> bool:
    """ "10/11 đội viên", "2/3 tổng số": a noun right after two numbers is what they count."""
    if tokens.has(at + 3, "fraction-of"):
        return True
    follower = tokens.word(at + 3)
    noun = follower.isalpha() and follower.islower() and not tokens.breaks[at + 3]
    found = tokens.found[at + 3] or () if noun else ()
    return noun and not any(finder.startswith("w:") and finder not in _COUNTED for finder in found)


def _is_introduced(tokens: Tokens, at: int) -> bool:
    """ "sáng 12.3", "(12-3)"."""
    return tokens.has(at - 1, "part-of-day") or tokens.word(at - 1) == "("


def _stretch(tokens: Tokens, at: int) -> DateMention | None:
    """ "25-26/10", "từ ngày 21 đến 23/10", "hai ngày 21 và 22 tháng 10": from the first day to the last."""
    if len(tokens.key(at)) > 2 or not (tokens.key(at + 1) == "-" or _is_joined(tokens, at)):
        return None
    end = at + 3 if tokens.has(at + 2, "part-of-day") else at + 2
    parted = tokens.key(end + 1) == "/" or (tokens.key(at + 1) != "-" and tokens.key(end + 1) in _SEPARATORS)
    if not tokens.key(end).isdecimal() or not tokens.key(end + 2).isdecimal():
        return None
    if not parted and not tokens.has(end + 1, "month"):
        return None
    last = _spoken(tokens, end) if tokens.has(end + 1, "month") else _with_year(tokens, end)
    if last is None or last.day is None or not 0 < int(tokens.key(at)) < last.day:
        return None
    return last._replace(start=at, day=int(tokens.key(at)), last=last)


def _is_joined(tokens: Tokens, at: int) -> bool:
    """ "ngày 21 đến …", "ngày 21 và …"."""
    joined = tokens.has(at + 1, "until") or tokens.has(at + 1, "joiner")
    return joined and tokens.has(at - 1, "part-of-day")


def _with_year(tokens: Tokens, at: int) -> DateMention | None:
    """ "23/10", "23/10/2020"."""
    year = tokens.key(at + 4) if tokens.key(at + 3) == tokens.key(at + 1) else ""
    end = at + 5 if _is_year(year) else at + 3
    return _checked(at, end, tokens.key(at), tokens.key(at + 2), year if _is_year(year) else None)


def _part_of_range(tokens: Tokens, at: int) -> bool:
    """ "từ ngày 22-2 đến ngày 28-2-2021"."""
    return tokens.has(at - 1, "until")


def _checked(start: int, end: int, day: str, month: str, year: str | None) -> DateMention | None:
    if len(day + month) < _LONG and 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
        return DateMention(start, end, int(year) if year else None, int(month), int(day))
    return None


def _spoken(tokens: Tokens, at: int) -> DateMention | None:
    """ "18 tháng 1 năm 2025"."""
    day, month = tokens.keys[at], tokens.key(at + 2)
    if tokens.has(at + 3, "year") and _is_year(tokens.key(at + 4)):
        return _checked(at, at + 5, day, month, tokens.key(at + 4))
    if tokens.key(at + 3) == "/" and _is_year(tokens.key(at + 4)):
        return _checked(at, at + 5, day, month, tokens.key(at + 4))
    return _checked(at, at + 3, day, month, None)


def _month(tokens: Tokens, start: int, at: int) -> DateMention | None:
    """ "tháng 8/2014", "tháng 5-2020", "tháng 8 năm 2014"."""
    month = tokens.keys[at]
    if len(month) > 2 or int(month) > 12:
        return None
    if tokens.key(at + 1) in _SEPARATORS and _is_year(tokens.key(at + 2)):
        return DateMention(start, at + 3, int(tokens.key(at + 2)), int(month))
    if tokens.has(at + 1, "year") and _is_year(tokens.key(at + 2)):
        return DateMention(start, at + 3, int(tokens.key(at + 2)), int(month))
    return DateMention(start, at + 1, None, int(month))


def is_of_document(tokens: Tokens, mention: DateMention) -> bool:
    """Whether a date stands in what names a document: "Kết luận số 118 ngày 18/1"."""
    for back in tokens.starts_of("DocumentType", max(0, mention.start - 16), mention.start):
        document = tokens.match(back, "DocumentType")
        if document and (tokens.has(document.end, "document-number") or tokens.key(document.end).isdecimal()):
            return True
    return False


def find_telling(tokens: Tokens, dates: Sequence[DateMention]) -> list[DateMention]:
    """The dates that can tell the year of a report: none that is to come, and those of documents only where
    they are of the weeks before its first day, since papers cite what was issued years ago."""
    cited = [mention for mention in dates if mention.is_day and is_of_document(tokens, mention)]
    first = next((mention for mention in dates if mention.is_day and mention not in cited), None)
    return [
        mention
        for mention in dates
        if (mention not in cited or _is_just_before(mention, first)) and not _is_to_come(tokens, mention)
    ]


def _is_to_come(tokens: Tokens, mention: DateMention) -> bool:
    """ "dự kiến ngày 15/3/2026": a day still to come tells the year of no news."""
    return tokens.any("planned", mention.start - 5, mention.start)


def _is_just_before(mention: DateMention, first: DateMention | None) -> bool:
    if first is None or not (first.month and first.day and mention.month and mention.day):
        return True
    return 0 <= (first.month - mention.month) * 30 + first.day - mention.day <= _WEEKS


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the article tells of its own time: the publication day; where there is none, the days that are
    told in full, the latest year named, and the year of days told without one."""

    published: date | None = None
    year: int | None = None
    told: tuple[date, ...] = ()
    latest: int | None = None

    def resolve(self, mention: DateMention) -> PartialDate | None:
        """The date meant, to the day, month or year that is known; None where no year can be told."""
        if mention.relative is not None:
            return (
                PartialDate((self.published - timedelta(mention.relative)).isoformat())
                if self.published
                else None
            )
        year = mention.year or self._year_of(mention)
        if year is None:
            return None
        if mention.month is None:
            return PartialDate(f"{year:04d}")
        if mention.day is None:
            return PartialDate(f"{year:04d}-{mention.month:02d}")
        try:
            return PartialDate(date(year, mention.month, mention.day).isoformat())
        except ValueError:
            return None

    def is_ahead(self, when: PartialDate) -> bool:
        """Whether a day comes after the publication's own."""
        known = self.published is not None and when.precision == "day"
        return known and when.iso > str(self.published)

    def is_history(self, when: PartialDate) -> bool:
        """Whether a date lies two calendar years or more before the publication's: no news."""
        year = self.published.year if self.published is not None else self.year
        return year is not None and int(when.iso[:4]) < year - 1

    def _year_of(self, mention: DateMention) -> int | None:
        if self.published is None:
            return _year_near(mention, self.told, self.latest) or self.year
        month_day = (mention.month or 1, mention.day or 1)
        ahead = (month_day[0] - self.published.month) % 12
        later = month_day > (self.published.month, self.published.day)
        return self.published.year - 1 if later and ahead > 3 else self.published.year


def _year_near(mention: DateMention, told: Iterable[date], latest: int | None) -> int | None:
    """The latest year that puts a day or month within sixty days of a day told in full; within a hundred
    where it is the ``latest`` year that the text names.

    A birthday, the day of a law or of a victory that is further off tells nothing of the news.
    """
    years = {day.year + step for day in told for step in (-1, 0, 1)}
    for year in sorted(years, reverse=True):
        try:
            meant = date(year, mention.month or 1, mention.day or 15)
        except ValueError:
            continue
        near = BESIDE_IN_LATEST_YEAR if year == latest else BESIDE
        if any(abs(meant - day) <= near for day in told):
            return year
    return None


def _told_in_full(dates: Iterable[DateMention]) -> tuple[date, ...]:
    days = []
    for mention in dates:
        if mention.year and mention.month and mention.day:
            with suppress(ValueError):
                days.append(date(mention.year, mention.month, mention.day))
    return tuple(sorted(set(days)))


def _year_beside(dates: Iterable[DateMention], first_day: DateMention | None) -> int | None:
    """The year of a first day whose month is told near it: "Ngày 22/5, … phiên họp tháng 5/2025"."""
    if first_day is None or first_day.year is not None or first_day.month is None:
        return None
    near = (m for m in dates if m.day is None and abs(m.start - first_day.start) <= _NEAR)
    return next((m.year for m in near if m.month == first_day.month and m.year is not None), None)


def make_calendar(
    published: str | None,
    dates: Sequence[DateMention],
    years: Iterable[int],
    first_day: DateMention | None,
    term: int | None = None,
) -> Calendar:
    """The article's calendar. Without a publication date the year is that of a full date near by; else that
    in which the term of a congress begins; else that of work reviewed and planned: "tổng kết năm 2020, nhiệm
    vụ năm 2021" is held around the turn of the two."""
    if published:
        try:
            return Calendar(date.fromisoformat(published))
        except ValueError:
            return Calendar()
    told = _told_in_full(dates)
    latest = max((mention.year for mention in dates if mention.year), default=None)
    bare = (mention for mention in dates if mention.day and mention.month and not mention.year)
    beside = _year_beside(dates, first_day) or next(
        (year for mention in bare if (year := _year_near(mention, told, latest))), None
    )
    if beside is not None or term is not None:
        return Calendar(None, beside or term, told, latest)
    spoken = sorted(set(years))
    if first_day is None or first_day.month is None:
        return Calendar(None, None, told, latest)
    if len(spoken) >= 2 and spoken[-1] - spoken[-2] == 1:
        return Calendar(None, spoken[-1] if first_day.month <= 6 else spoken[-2], told, latest)
    return Calendar(None, None, told, latest)
