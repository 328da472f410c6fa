"""Meetings by date, organiser, subject and those present, also where two papers name them differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from kg.model import Body, MeetingFact
from kg.resolving.clues import Clues
from kg.resolving.entities import Gathering, Reason
from kg.resolving.labels import fold
from kg.resolving.persons import PersonMention
from kg.resolving.reprints import count_sources
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


def resolve_meetings(
    clues: Sequence[Clues],
    bodies: Mapping[Body, str],
    persons: Mapping[PersonMention, str],
    organisations: Mapping[str, str],
    verdicts: Verdicts,
    sources: Mapping[str, str],
    kinds: Mapping[str, str] = MappingProxyType({}),
) -> tuple[dict[MeetingMention, str], tuple[Gathering, ...]]:
    """Which meeting each (article, handle) means. ``organisations`` maps a body's key to its label, ``kinds``
    a class of meetings to its name.

    Only meetings of one exact day and one modality can be one; two that one article tells apart stay two.
    """
    told = [t for clue in clues for t in _told(clue, bodies, persons)]
    by_day: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    keys: dict[MeetingMention, str] = {}
    reasons: dict[str, list[Reason]] = defaultdict(list)
    taken: set[str] = set()
    for one in told:
        when = one.fact.date
        if not when or when.precision != "day":
            keys[one.mention] = "/".join(one.mention)
            continue
        by_day[when.iso, one.fact.modality].append(one)
    for (day, modality), same_day in by_day.items():
        for group in _groups(same_day, reasons):
            key = _key(day, modality, group[0], taken)
            taken.add(key)
            keys.update({one.mention: key for one in group})
            reasons[key] = [r for one in group for r in reasons.pop("/".join(one.mention), [])]
    keys = verdicts.applied("meeting", keys, {mention: mention[0] for mention in keys})
    return keys, _gatherings(told, keys, reasons, organisations, sources, kinds)


def _told(clue: Clues, bodies: Mapping[Body, str], persons: Mapping[PersonMention, str]) -> list[_Told]:
    present: dict[str, set[str]] = defaultdict(set)
    for handle, name in clue.participations:
        present[handle].add(persons[clue.article, name])
    return [
        _Told(
            (clue.article, fact.key),
            fact,
            bodies[fact.organiser] if fact.organiser else None,
            frozenset(present[fact.key]),
            subject,
        )
        for fact, subject in zip(clue.meetings, clue.subjects, strict=True)
    ]


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


def _gatherings(
    told: list[_Told],
    keys: Mapping[MeetingMention, str],
    reasons: Mapping[str, list[Reason]],
    organisations: Mapping[str, str],
    sources: Mapping[str, str],
    kinds: Mapping[str, str],
) -> tuple[Gathering, ...]:
    groups: dict[str, list[_Told]] = defaultdict(list)
    for one in told:
        groups[keys[one.mention]].append(one)
    twice: set[tuple[str | None, str | None]] = set()
    made = []
    for key, group in groups.items():
        facts = [one.fact for one in group]
        organiser = next((one.organiser for one in group if one.organiser), None)
        when = next((f.date.iso for f in facts if f.date), None)
        title = next((f.title for f in facts if f.title), None)
        kind = next((f.kind for f in facts if f.kind != "Meeting"), "Meeting")
        articles = tuple(dict.fromkeys(one.mention[0] for one in group))
        distinction = (title or f"{kind} {group[0].mention[1]}") if (when, organiser) in twice else None
        twice.add((when, organiser))
        label = _label(title, kinds.get(kind, ""), organisations.get(organiser or ""), when) or key
        made.append(
            Gathering(
                key, label, kind, when, organiser, distinction, facts[0].modality, articles,
                count_sources(articles, sources), tuple(reasons.get(key, ())),
            )
        )  # fmt: skip
    return tuple(made)


def _label(title: str | None, kind: str, organiser: str | None, when: str | None) -> str:
    """What a meeting is called: its title and organiser, or what kind of meeting of whom; and its day.

    >>> _label(None, "hội nghị", "Ban Bí thư", "2026-07-28")
    'Hội nghị Ban Bí thư, 28/07/2026'
    """
    kind = kind[:1].upper() + kind[1:]
    name = (title, organiser) if title else (" ".join(filter(None, (kind, organiser))),)
    day = "/".join(reversed(when.split("-"))) if when else None
    return ", ".join(filter(None, (*name, day)))
