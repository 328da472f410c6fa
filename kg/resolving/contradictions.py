"""Statements that cannot be true for what the things are: posts that exclude each other, days that cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from operator import attrgetter

from kg.model import Body, MeetingFact
from kg.resolving.clues import Account
from kg.resolving.conflicts import shared_days
from kg.resolving.dates import bounds
from kg.resolving.entities import Disagreement, Position
from kg.resolving.knowledge import Knowledge
from kg.resolving.labels import fold
from kg.resolving.rows import Key, Rank
from kg.resolving.tenures import Attestation

NEAR = 7
"""Days by which two reports of one meeting may differ; what lies further apart is another meeting."""
TOGETHER = 2
"""How many people two reports must have in common to be of one meeting though their days differ."""
REGULAR = frozenset({"Briefing", "Session", "WorkingVisit"})
"""Kinds of meeting that the same people hold again within days."""


def find_incompatible_posts(
    person: str,
    attestations: Iterable[Attestation],
    posts: Mapping[str, Position],
    places: Mapping[str, str | None],
    knowledge: Knowledge,
) -> Iterator[Disagreement]:
    """One person shown on one day in two posts that nobody holds together.

    Such are the roles that the lists call incompatible, and one single-holder role in two provinces.

    :param posts: the posts with a single holder, by key.
    :param places: a body's key → the slug of its place.
    """
    seen: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for post, _, day, article in attestations:
        seen[post][day].append(article)
    for one, other in combinations(sorted(seen), 2):
        days = shared_days(seen[one], seen[other])
        if days and _exclude(posts[one], posts[other], places, knowledge):
            articles = {a for post in (one, other) for on in seen[post].values() for a in on}
            sides = tuple(("tenure", person, post, "") for post in (one, other))
            about = ("official", person)
            yield Disagreement(
                "incompatible-posts", about, sides, days[0], "warning", tuple(sorted(articles))
            )


def _exclude(one: Position, other: Position, places: Mapping[str, str | None], knowledge: Knowledge) -> bool:
    if frozenset({fold(one.role), fold(other.role)}) in knowledge.incompatible:
        return True
    provinces = [knowledge.province(places.get(post.body or "")) for post in (one, other)]
    return one.role == other.role and None not in provinces and provinces[0] != provinces[1]


@dataclass(frozen=True, slots=True)
class Report:
    """A meeting of an exact day as one article tells it; ``key`` is the meeting's, ``present`` theirs."""

    rank: Rank
    article: str
    fact: MeetingFact
    key: str
    present: frozenset[str]


def find_reports(bodies: Mapping[Body, str], account: Account) -> Iterator[tuple[Key, Report]]:
    """The article's meetings that others may put on other days, by organiser and kind."""
    clues = account.clues
    for number, fact in enumerate(clues.meetings):
        exact = fact.date and fact.date.precision == "day" and bounds(fact.date)
        if exact and fact.organiser and fact.modality == "stated" and fact.kind not in REGULAR:
            key, present = account.meetings[fact.key], account.present(fact.key)
            report = Report(clues.rank(number), clues.article, fact, key, present)
            yield (bodies[fact.organiser], fact.kind), report


def find_two_dates(reports: Iterable[Report]) -> Iterator[Disagreement]:
    """One meeting that two articles put on different days: same organiser, kind and people, days apart.

    Two meetings that one article tells apart are two; so are those of a kind that is held every few days.
    ``reports`` are of one organiser and kind.
    """
    told: set[tuple[str, str]] = set()
    reports = sorted(reports, key=attrgetter("rank"))
    days_of: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        days_of[report.article].add(report.key)
    for one, other in _near_pairs(reports):
        pair = (min(one.key, other.key), max(one.key, other.key))
        together = len(one.present & other.present)
        alone = len(days_of[one.article]) == len(days_of[other.article]) == 1
        apart = 0 < _days_apart(one.fact, other.fact) <= NEAR
        if one.key != other.key and alone and apart and together >= TOGETHER and pair not in told:
            told.add(pair)
            sides = (("meeting", pair[0]), ("meeting", pair[1]))
            articles = tuple(sorted((one.article, other.article)))
            yield Disagreement("two-dates", sides[0], sides, severity="warning", articles=articles)


def _near_pairs(reports: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """The pairs of reports whose days are near each other, in the order of the days."""
    ordered = sorted(reports, key=lambda report: report.fact.date.iso if report.fact.date else "")
    for index, report in enumerate(ordered):
        for later in ordered[index + 1 :]:
            if _days_apart(report.fact, later.fact) > NEAR:
                break
            yield report, later


def _days_apart(one: MeetingFact, other: MeetingFact) -> int:
    assert one.date is not None and other.date is not None
    return abs((date.fromisoformat(one.date.iso) - date.fromisoformat(other.date.iso)).days)


def find_crossed_ends(account: Account) -> Iterator[str]:
    """The meetings that the article says to have ended before they began."""
    for fact in account.clues.meetings:
        start, end = bounds(fact.date), bounds(fact.until)
        if start and end and end[1] < start[0]:
            yield account.meetings[fact.key]


def tell_crossed_ends(meeting: str, articles: Iterable[str]) -> Iterator[Disagreement]:
    """A meeting that is said to have ended before it began."""
    articles = tuple(articles)
    sides = (("meeting", meeting), *(("article", article) for article in articles))
    yield Disagreement("ends-before-start", ("meeting", meeting), sides, severity="error", articles=articles)


def find_self_citations(account: Account) -> Iterator[str]:
    """The documents that the article says to cite themselves."""
    for fact in account.clues.citations:
        if fact.cited_by and account.directives[fact] == account.directives[fact.cited_by]:
            yield account.directives[fact]


def tell_self_citations(directive: str, articles: Iterable[str]) -> Iterator[Disagreement]:
    """A document that is said to cite itself."""
    named = tuple(dict.fromkeys(articles))
    sides = (("directive", directive), *(("citation", directive, article) for article in named))
    yield Disagreement("cites-itself", ("directive", directive), sides, severity="error", articles=named)
