"""Statements that cannot be true for what the things are: posts that exclude each other, days that cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from kg.model import Body, CitationFact, MeetingFact
from kg.resolving.clues import Clues
from kg.resolving.conflicts import Attestation, changed_posts, shared_days
from kg.resolving.dates import bounds
from kg.resolving.entities import Disagreement, Position, TenureBounds
from kg.resolving.knowledge import Knowledge
from kg.resolving.labels import fold
from kg.resolving.persons import PersonMention

NEAR = 7
"""Days by which two reports of one meeting may differ; what lies further apart is another meeting."""
TOGETHER = 2
"""How many people two reports must have in common to be of one meeting though their days differ."""
REGULAR = frozenset({"Briefing", "Session", "WorkingVisit"})
"""Kinds of meeting that the same people hold again within days."""

_Report = tuple[str, MeetingFact, str]
Present = Mapping[tuple[str, str], frozenset[str]]


def find_incompatible_posts(
    attestations: Iterable[Attestation],
    posts: Sequence[Position],
    tenures: Iterable[TenureBounds],
    places: Mapping[str, str | None],
    knowledge: Knowledge,
) -> Iterator[Disagreement]:
    """One person shown on one day in two posts that nobody holds together.

    Such are the roles that the lists call incompatible, and one single-holder role in two provinces. What
    an article shows that tells of a change in the post counts for nothing: the person moves.

    :param places: a body's key → the slug of its place.
    """
    single = {post.key: post for post in posts if post.single_holder}
    seen: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    changed = changed_posts(tenures)
    for post, person, day, article in attestations:
        if post in single and (post, article) not in changed:
            seen[person][post][day].append(article)
    for person in sorted(seen):
        for one, other in combinations(sorted(seen[person]), 2):
            days = shared_days(seen[person][one], seen[person][other])
            if days and _exclude(single[one], single[other], places, knowledge):
                articles = {a for post in (one, other) for on in seen[person][post].values() for a in on}
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


def find_two_dates(
    clues: Sequence[Clues],
    meetings: Mapping[tuple[str, str], str],
    bodies: Mapping[Body, str],
    persons: Mapping[PersonMention, str],
) -> Iterator[Disagreement]:
    """One meeting that two articles put on different days: same organiser, kind and people, days apart.

    Two meetings that one article tells apart are two; so are those of a kind that is held every few days.
    """
    by_organiser: dict[tuple[str, str], list[_Report]] = defaultdict(list)
    present = _present(clues, persons)
    for clue in clues:
        for fact in clue.meetings:
            exact = fact.date and fact.date.precision == "day" and bounds(fact.date)
            if exact and fact.organiser and fact.modality == "stated" and fact.kind not in REGULAR:
                key = meetings[clue.article, fact.key]
                by_organiser[bodies[fact.organiser], fact.kind].append((clue.article, fact, key))
    told: set[tuple[str, str]] = set()
    for _, reports in sorted(by_organiser.items()):
        days_of: dict[str, set[str]] = defaultdict(set)
        for article, _, key in reports:
            days_of[article].add(key)
        for (one, left, first), (other, right, second) in _near_pairs(reports):
            pair = (min(first, second), max(first, second))
            apart = _days_apart(left, right)
            together = len(present[one, left.key] & present[other, right.key])
            alone = len(days_of[one]) == len(days_of[other]) == 1
            if first != second and alone and 0 < apart <= NEAR and together >= TOGETHER and pair not in told:
                told.add(pair)
                sides = (("meeting", pair[0]), ("meeting", pair[1]))
                yield Disagreement(
                    "two-dates", sides[0], sides, severity="warning", articles=tuple(sorted((one, other)))
                )


def _near_pairs(reports: Sequence[_Report]) -> Iterator[tuple[_Report, _Report]]:
    """The pairs of reports whose days are near each other, in the order of the days."""
    ordered = sorted(reports, key=lambda report: report[1].date.iso if report[1].date else "")
    for index, report in enumerate(ordered):
        for later in ordered[index + 1 :]:
            if _days_apart(report[1], later[1]) > NEAR:
                break
            yield report, later


def _present(clues: Sequence[Clues], persons: Mapping[PersonMention, str]) -> Present:
    present: dict[tuple[str, str], set[str]] = defaultdict(set)
    for clue in clues:
        for handle, name in clue.participations:
            present[clue.article, handle].add(persons[clue.article, name])
    return defaultdict(frozenset, {at: frozenset(names) for at, names in present.items()})


def _days_apart(one: MeetingFact, other: MeetingFact) -> int:
    assert one.date is not None and other.date is not None
    return abs((date.fromisoformat(one.date.iso) - date.fromisoformat(other.date.iso)).days)


def find_crossed_ends(
    clues: Sequence[Clues], meetings: Mapping[tuple[str, str], str]
) -> Iterator[Disagreement]:
    """A meeting that is said to have ended before it began."""
    found: dict[str, list[str]] = defaultdict(list)
    for clue in clues:
        for fact in clue.meetings:
            start, end = bounds(fact.date), bounds(fact.until)
            if start and end and end[1] < start[0]:
                found[meetings[clue.article, fact.key]].append(clue.article)
    for key, articles in sorted(found.items()):
        sides = (("meeting", key), *(("article", article) for article in articles))
        yield Disagreement(
            "ends-before-start", ("meeting", key), sides, severity="error", articles=tuple(articles)
        )


def find_self_citations(
    clues: Sequence[Clues], directives: Mapping[tuple[str, CitationFact], str]
) -> Iterator[Disagreement]:
    """A document that is said to cite itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for clue in clues:
        for fact in clue.citations:
            if fact.cited_by:
                key = directives[clue.article, fact]
                if key == directives[clue.article, fact.cited_by]:
                    found[key].append(clue.article)
    for key, articles in sorted(found.items()):
        named = tuple(dict.fromkeys(articles))
        sides = (("directive", key), *(("citation", key, article) for article in named))
        yield Disagreement("cites-itself", ("directive", key), sides, severity="error", articles=named)
