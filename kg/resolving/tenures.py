"""Tenures over all articles: what attestations and changes say together about when somebody held a post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Evidence, Post
from kg.resolving.attestation import shown_on
from kg.resolving.bodies import PostWords
from kg.resolving.clues import Clues
from kg.resolving.dates import bounds
from kg.resolving.entities import TenureBounds
from kg.resolving.persons import PersonMention
from kg.resolving.reprints import count_sources

GAINS = frozenset({"appoint", "assign", "transfer", "elect", "approve"})
LOSSES = frozenset({"relieve", "retire"})
TenureName = tuple[str, str, bool]
Bounds = tuple[str | None, str | None]
"""The first and the last ISO day on which something can have happened, as far as it is known."""


@dataclass(slots=True)
class _Record:
    """What is known of one tenure while the articles are gone through; all days as (first, last) that they
    may be."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    ended: list[tuple[str, str]] = field(default_factory=list)
    gained: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    articles: dict[str, None] = field(default_factory=dict)
    changes: list[tuple[str, Evidence]] = field(default_factory=list)


def merge_tenures(
    clues: Sequence[Clues],
    persons: Mapping[PersonMention, str],
    posts: Mapping[PostWords, str],
    sources: Mapping[str, str],
) -> tuple[TenureBounds, ...]:
    """The bounds of every tenure that an article shows, or that a change which was done gives or takes.

    A tenure began by its first attestation and, where a gain is dated, not before it; it lasted to its last
    one and ended by the first day on which an article calls it past. A loss before a later attestation ends
    nothing here. Bounds never cross, whatever the articles say.
    """
    records: dict[TenureName, _Record] = defaultdict(_Record)
    for clue in clues:
        _note_attestations(clue, persons, posts, records)
        _note_changes(clue, persons, posts, records)
    return tuple(_bounded(name, record, sources) for name, record in records.items())


def attested_days(
    clues: Sequence[Clues], persons: Mapping[PersonMention, str], posts: Mapping[PostWords, str]
) -> Iterator[tuple[str, str, str, str]]:
    """(post, person, ISO day, article) of each attestation of a full, present tenure on an exact day."""
    for clue in clues:
        for fact in clue.tenures:
            when = shown_on(fact, clue.meetings, clue.participations, clue.published)
            if when and when.precision == "day" and not fact.post.former and not fact.post.acting:
                yield posts[_words(fact.post)], persons[clue.article, fact.official], when.iso, clue.article


def _words(post: Post) -> PostWords:
    return post.role, post.role_id, post.body


def _note_attestations(
    clue: Clues,
    persons: Mapping[PersonMention, str],
    posts: Mapping[PostWords, str],
    records: dict[TenureName, _Record],
) -> None:
    for fact in clue.tenures:
        name = persons[clue.article, fact.official], posts[_words(fact.post)], fact.post.acting
        record = records[name]
        record.articles[clue.article] = None
        when = bounds(shown_on(fact, clue.meetings, clue.participations, clue.published))
        if when:
            (record.ended if fact.post.former else record.shown).append(when)


def _note_changes(
    clue: Clues,
    persons: Mapping[PersonMention, str],
    posts: Mapping[PostWords, str],
    records: dict[TenureName, _Record],
) -> None:
    for fact in clue.changes:
        if fact.modality != "stated" or not fact.post or fact.action not in GAINS | LOSSES:
            continue
        record = records[persons[clue.article, fact.official], posts[_words(fact.post)], fact.post.acting]
        record.articles[clue.article] = None
        record.changes += [(clue.article, piece) for piece in fact.evidence]
        when = bounds(fact.date)
        if when:
            (record.gained if fact.action in GAINS else record.lost).append(when)


def _bounded(name: TenureName, record: _Record, sources: Mapping[str, str]) -> TenureBounds:
    days = sorted(first for first, last in record.shown if first == last)
    start = _start(record)
    end = _end(record, start[0])
    return TenureBounds(
        *name,
        days[0] if days else None,
        days[-1] if days else None,
        *start,
        *end,
        tuple(record.articles),
        count_sources(record.articles, sources),
        tuple(record.changes),
    )


def _start(record: _Record) -> Bounds:
    """Between the first gain and the first attestation; several gains (approved, then appointed; elected
    anew) bound it together. A gain after the first attestation says nothing of the start."""
    seen = min((last for _, last in record.shown), default=None)
    gains = [g for g in record.gained if seen is None or g[0] <= seen]
    told = max((last for _, last in gains), default=None)
    return (
        min((first for first, _ in gains), default=None),
        min((day for day in (seen, told) if day), default=None),
    )


def _end(record: _Record, start: str | None) -> Bounds:
    """Between the last attestation or the first loss, and the last loss or the first day on which the post
    is called past. What would end the tenure before it began or was last seen speaks of an earlier one; a
    loss after the post was called past ends nothing here."""
    seen = max((first for first, _ in record.shown), default=None)
    begun = max((day for day in (seen, start) if day), default=None)
    past = min((last for _, last in record.ended if begun is None or last >= begun), default=None)
    losses = [
        loss
        for loss in record.lost
        if (begun is None or loss[1] >= begun) and (past is None or loss[0] <= past)
    ]
    told = max((last for _, last in losses), default=None)
    lost = min((first for first, _ in losses), default=None)
    return (
        max((day for day in (seen, lost) if day), default=None),
        min((day for day in (past, told) if day), default=None),
    )
