"""Meetings by date, organiser and those present, also where two papers name them differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.model import Body, MeetingFact
from kg.resolving.clues import Clues
from kg.resolving.entities import Gathering, Reason
from kg.resolving.labels import fold
from kg.resolving.persons import PersonMention
from kg.resolving.reprints import count_sources
from kg.resolving.verdicts import Verdicts

SAME = 0.5
MeetingMention = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A meeting as one article tells it."""

    mention: MeetingMention
    fact: MeetingFact
    organiser: str | None
    present: frozenset[str]


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
        )
        for fact in clue.meetings
    ]


def _groups(same_day: list[_Told], reasons: dict[str, list[Reason]]) -> list[list[_Told]]:
    """The reports of each meeting. Only groups that share an organiser or a person are compared: no others
    can be alike enough."""
    groups: list[list[_Told]] = []
    sharing: dict[str, set[int]] = defaultdict(set)
    for one in same_day:
        best, best_reason = None, None
        clues = sorted(one.present | {f"organiser {one.organiser}"} if one.organiser else one.present)
        for number in sorted({number for clue in clues for number in sharing[clue]}):
            group = groups[number]
            if any(other.mention[0] == one.mention[0] for other in group):
                continue
            reason = max((_likeness(one, other) for other in group), key=lambda r: r.score)
            if reason.score >= SAME and (best_reason is None or reason.score > best_reason.score):
                best, best_reason = number, reason
        if best is None or best_reason is None:
            best = len(groups)
            groups.append([one])
        else:
            groups[best].append(one)
            reasons["/".join(one.mention)].append(best_reason)
        for clue in clues:
            sharing[clue].add(best)
    return groups


def _likeness(one: _Told, other: _Told) -> Reason:
    shared = one.present & other.present
    together = len(one.present | other.present) or 1
    if one.organiser and other.organiser:
        score = 0.6 if one.organiser == other.organiser else 0.0
        if score and one.present and other.present and not shared:
            score = 0.4
        score += 0.4 * len(shared) / together if len(shared) > 1 or score else 0.0
    else:
        score = 0.5 + 0.5 * len(shared) / together if len(shared) > 1 else 0.0
    if one.fact.title and other.fact.title and fold(one.fact.title) == fold(other.fact.title):
        score += 0.2
    words = (
        f"{one.organiser or '?'} / {other.organiser or '?'}, shared: {', '.join(sorted(shared)) or 'nobody'}"
    )
    return Reason("same-day", words, round(min(score, 1.0), 2))


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
