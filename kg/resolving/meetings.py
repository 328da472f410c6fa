"""Meetings by date, organiser, subject and those present, also where two papers name them differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter, itemgetter

from kg.model import Body, MeetingFact
from kg.resolving.clues import Account
from kg.resolving.entities import Gathering, Reason
from kg.resolving.labels import fold
from kg.resolving.reprints import count_sources
from kg.resolving.rows import Key, Rank, Ranked, Rows
from kg.resolving.verdicts import Verdicts

SAME = 0.5
SURE = 0.6
ALIKE = 0.5
ALIKE_ALONE = 0.75
TELLING = 5
MOST_SHARING = 20
MeetingMention = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A meeting as one article tells it; ``subject``: the words that say what it is about."""

    mention: MeetingMention
    fact: MeetingFact
    organiser: str | None
    present: frozenset[str]
    subject: str


@dataclass(frozen=True, slots=True)
class Held:
    """Which meeting an article tells of: its key and, unless a verdict made the key, why."""

    rank: Rank
    told: _Told
    key: str
    reasons: tuple[Reason, ...] = ()

    @property
    def article(self) -> str:
        """The article that tells of it."""
        return self.told.mention[0]


def find_told(bodies: Mapping[Body, str], account: Account) -> Iterator[tuple[Key, Ranked[_Told]]]:
    """The article's meetings, by exact day and modality: others are never one meeting. One without exact day
    is its article's alone."""
    clues = account.clues
    for number, (fact, subject) in enumerate(zip(clues.meetings, clues.subjects, strict=True)):
        organiser = bodies[fact.organiser] if fact.organiser else None
        mention = clues.article, fact.key
        told = _Told(mention, fact, organiser, account.present(fact.key), subject)
        exact = fact.date and fact.date.precision == "day"
        when = (fact.date.iso, fact.modality) if fact.date and exact else ("", *mention)
        yield when, (clues.rank(number), told)


def tell_meetings(verdicts: Verdicts, when: Key, found: Iterable[Ranked[_Told]]) -> Iterator[Held]:
    """Which meeting each report of one day means.

    Two that one article tells apart stay two.
    """
    ranked = sorted(found, key=itemgetter(0))
    ranks = {told.mention: rank for rank, told in ranked}
    reasons: dict[str, list[Reason]] = defaultdict(list)
    taken: set[str] = set()
    for group in _groups([told for _, told in ranked], reasons):
        given = _key(when[0], when[1], group[0], taken) if when[0] else "/".join(group[0].mention)
        taken.add(given)
        why = tuple(reason for one in group for reason in reasons["/".join(one.mention)])
        for one in group:
            key = verdicts.decide("meeting", given, one.mention[0])
            yield Held(ranks[one.mention], one, key, why if key == given else ())


def pairs_of(subject: str) -> frozenset[str]:
    """Each two words that stand side by side: a subject as it is compared."""
    words = subject.split()
    return frozenset(map(" ".join, pairwise(words)))


@dataclass(slots=True)
class _Day:
    """The meetings of one day while their reports are gathered. A report is compared only with groups that
    share an organiser, a person or words of the subject: no others can be alike enough; of groups that say
    the same set phrases, only with the nearest."""

    groups: list[list[_Told]] = field(default_factory=list)
    sharing: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    saying: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    about: dict[MeetingMention, frozenset[str]] = field(default_factory=dict)

    def add(self, one: _Told) -> Reason | None:
        """Take one more report to the group that it is most like, and why; or alone, where there is none.

        Groups that it is as surely like are one meeting with that.
        """
        self.about[one.mention] = pairs_of(one.subject)
        alike = sorted(self._alike(one), key=lambda found: (-found[0].score, found[1]))
        best = alike[0][1] if alike else len(self.groups)
        if not alike:
            self.groups.append([])
        self._enter(one, best)
        for reason, number in alike[1:]:
            if reason.score >= SURE and not _articles(self.groups[number]) & _articles(self.groups[best]):
                for other in self.groups[number]:
                    self._enter(other, best)
                self.groups[number] = []
        return alike[0][0] if alike else None

    def _alike(self, one: _Told) -> Iterator[tuple[Reason, int]]:
        pairs = self.about[one.mention]
        said = Counter(number for pair in sorted(pairs) for number in self.saying[pair])
        near = {number for number, _ in said.most_common(MOST_SHARING)}
        for number in sorted(near.union(*(self.sharing[clue] for clue in _clues(one)))):
            group = self.groups[number]
            if group and one.mention[0] not in _articles(group):
                reason = max(
                    (_likeness(one, other, share(pairs, self.about[other.mention])) for other in group),
                    key=lambda r: r.score,
                )
                if reason.score >= SAME:
                    yield reason, number

    def _enter(self, one: _Told, number: int) -> None:
        self.groups[number].append(one)
        for clue in _clues(one):
            self.sharing[clue].add(number)
        for pair in self.about[one.mention]:
            if len(self.saying[pair]) < MOST_SHARING and number not in self.saying[pair]:
                self.saying[pair].append(number)


def _clues(one: _Told) -> frozenset[str]:
    return one.present | {f"organiser {one.organiser}"} if one.organiser else one.present


def _articles(group: list[_Told]) -> set[str]:
    return {one.mention[0] for one in group}


def _groups(same_day: list[_Told], reasons: dict[str, list[Reason]]) -> list[list[_Told]]:
    """The reports of each meeting of a day."""
    day = _Day()
    for one in same_day:
        reason = day.add(one)
        if reason:
            reasons["/".join(one.mention)].append(reason)
    return [group for group in day.groups if group]


def _likeness(one: _Told, other: _Told, alike: float | None) -> Reason:
    """How sure it is that two reports of one day, whose subjects are so much alike, tell of one meeting, and
    why."""
    shared = one.present & other.present
    together = len(one.present | other.present) or 1
    strangers = bool(one.present and other.present and not shared)
    if one.organiser and other.organiser:
        score = 0.6 if one.organiser == other.organiser else 0.0
        if score and (strangers or (alike == 0.0 and not shared)):
            score = 0.4
        score += 0.4 * len(shared) / together if len(shared) > 1 or score else 0.0
    else:
        score = 0.5 + 0.5 * len(shared) / together if len(shared) > 1 else 0.0
    if one.fact.title and other.fact.title and fold(one.fact.title) == fold(other.fact.title):
        score += 0.2
    others = one.organiser and other.organiser and one.organiser != other.organiser
    apart = strangers or len(_places(one) | _places(other)) > 1
    if alike and not apart and alike >= (ALIKE_ALONE if others and not shared else ALIKE):
        score = max(score, alike)
    words = (
        f"{one.organiser or '?'} / {other.organiser or '?'}, shared: {', '.join(sorted(shared)) or 'nobody'}"
        f", subject: {'?' if alike is None else round(alike, 2)}"
    )
    return Reason("same-day", words, round(min(score, 1.0), 2))


def _places(one: _Told) -> set[str]:
    """Where a meeting was, and whose place its organiser is of."""
    organiser = one.fact.organiser.place if one.fact.organiser else None
    return {place for place in (one.fact.place, organiser) if place}


def share(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The share of the shorter subject that the other has, 0 to 1; None where one says too little."""
    least = min(len(one), len(other))
    return len(one & other) / least if least >= TELLING else None


def _key(day: str, modality: str, one: _Told, taken: set[str]) -> str:
    parts = [day, one.organiser or "/".join(one.mention)]
    if modality != "stated":
        parts.append(modality)
    key = " · ".join(parts)
    return key if key not in taken else " · ".join((key, *one.mention))


def make_gathering(
    organisations: Mapping[str, str],
    reprints: Mapping[str, str],
    kinds: Mapping[str, str],
    key: str,
    reports: Iterable[Held],
) -> Iterator[Ranked[Gathering]]:
    """The meeting that these reports mean. ``organisations`` maps a body's key to its label, ``kinds`` a
    class of meetings to its name."""
    group = sorted(reports, key=attrgetter("rank"))
    told = [held.told for held in group]
    facts = [one.fact for one in told]
    organiser = next((one.organiser for one in told if one.organiser), None)
    when = next((f.date.iso for f in facts if f.date), None)
    title = next((f.title for f in facts if f.title), None)
    kind = next((f.kind for f in facts if f.kind != "Meeting"), "Meeting")
    articles = tuple(dict.fromkeys(one.mention[0] for one in told))
    distinction = title or f"{kind} {told[0].mention[1]}"
    label = _label(title, kinds.get(kind, ""), organisations.get(organiser or ""), when) or key
    reasons = next((held.reasons for held in group if held.reasons), ())
    yield group[0].rank, Gathering(
        key, label, kind, when, organiser, distinction, facts[0].modality, articles,
        count_sources(articles, reprints), reasons,
    )  # fmt: skip


def settle_distinctions(meetings: Rows[Ranked[Gathering]]) -> Rows[Ranked[Gathering]]:
    """Of the meetings of one organiser on one day the first attested needs no distinction."""
    first = meetings.each(_on_its_day).grouped(_first_of_day)
    return meetings.each(_by_key).plus(first).grouped(_undistinguished)


def _on_its_day(ranked: Ranked[Gathering]) -> Iterator[tuple[Key, tuple[Rank, str]]]:
    rank, meeting = ranked
    yield (meeting.date or "", meeting.organiser or ""), (rank, meeting.key)


def _first_of_day(_: Key, meetings: Iterable[tuple[Rank, str]]) -> Iterator[tuple[str, None]]:
    yield min(meetings)[1], None


def _by_key(ranked: Ranked[Gathering]) -> Iterator[tuple[str, Ranked[Gathering]]]:
    yield ranked[1].key, ranked


def _undistinguished(_: str, found: list[Ranked[Gathering] | None]) -> Iterator[Ranked[Gathering]]:
    for rank, meeting in filter(None, found):
        yield rank, replace(meeting, distinction=None) if None in found else meeting


def _label(title: str | None, kind: str, organiser: str | None, when: str | None) -> str:
    """What a meeting is called: its title and organiser, or what kind of meeting of whom; and its day.

    >>> _label(None, "hội nghị", "Ban Bí thư", "2026-07-28")
    'Hội nghị Ban Bí thư, 28/07/2026'
    """
    kind = kind[:1].upper() + kind[1:]
    name = (title, organiser) if title else (" ".join(filter(None, (kind, organiser))),)
    day = "/".join(reversed(when.split("-"))) if when else None
    return ", ".join(filter(None, (*name, day)))
