"""Tenures over all articles: what attestations and changes say together about when somebody held a post."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from kg.model import Evidence, Post
from kg.resolving.attestation import shown_on
from kg.resolving.bodies import PostWords
from kg.resolving.clues import Account
from kg.resolving.dates import bounds
from kg.resolving.entities import TenureBounds
from kg.resolving.reprints import count_sources
from kg.resolving.rows import Key, Ranked

GAINS = frozenset({"appoint", "assign", "transfer", "elect", "approve"})
LOSSES = frozenset({"relieve", "retire"})
ACTING = "acting"
TenureName = tuple[str, str, bool]
Attestation = tuple[str, str, str, str]
"""Post, person, ISO day, article."""
Told = Literal["shown", "ended", "gained", "lost"]
Bounds = tuple[str | None, str | None]
"""The first and the last ISO day on which something can have happened, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Note:
    """What one article tells of a tenure, the first and the last day on which that may be, and the evidence
    of a change."""

    told: Told
    when: tuple[str, str] | None
    evidence: tuple[Evidence, ...] = ()


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


def find_notes(posts: Mapping[PostWords, str], account: Account) -> Iterator[tuple[Key, Ranked[Note]]]:
    """What the article tells of tenures, by person, post and whether acting: what it shows somebody in, and
    what a change that was done gives or takes."""
    clues, notes = account.clues, []
    for shown in clues.tenures:
        when = bounds(shown_on(shown, clues.meetings, clues.participations, clues.published))
        notes.append((shown.official, shown.post, Note("ended" if shown.post.former else "shown", when)))
    for change in clues.changes:
        if change.modality == "stated" and change.post and change.action in GAINS | LOSSES:
            what: Told = "gained" if change.action in GAINS else "lost"
            notes.append((change.official, change.post, Note(what, bounds(change.date), change.evidence)))
    for number, (name, post, note) in enumerate(notes):
        acting = ACTING if post.acting else ""
        yield (account.persons[name], posts[_words(post)], acting), (clues.rank(number), note)


def merge_notes(
    reprints: Mapping[str, str], name: tuple[str, str, str], found: Iterable[Ranked[Note]]
) -> Iterator[Ranked[TenureBounds]]:
    """The bounds of one tenure.

    It began by its first attestation and, where a gain is dated, not before it; it lasted to its last
    one and ended by the first day on which an article calls it past. A loss before a later attestation ends
    nothing here. Bounds never cross, whatever the articles say.
    """
    notes = sorted(found, key=itemgetter(0))
    record = _Record()
    for (_, article, _), note in notes:
        record.articles[article] = None
        record.changes += [(article, piece) for piece in note.evidence]
        if note.when:
            getattr(record, note.told).append(note.when)
    person, post, acting = name
    yield notes[0][0], _bounded((person, post, acting == ACTING), record, reprints)


def attested_days(
    posts: Mapping[PostWords, str], single: Collection[str], account: Account
) -> Iterator[Attestation]:
    """Each attestation of a full, present tenure on an exact day, of a post in ``single``.

    What an article shows that tells of a change in the post counts for nothing: it speaks of before and
    after on one day.
    """
    clues = account.clues
    changed = {
        posts[_words(change.post)]
        for change in clues.changes
        if change.modality == "stated" and change.post and change.action in GAINS | LOSSES
    }
    for fact in clues.tenures:
        post = posts[_words(fact.post)]
        if post not in single or post in changed or fact.post.former or fact.post.acting:
            continue
        when = shown_on(fact, clues.meetings, clues.participations, clues.published)
        if when and when.precision == "day":
            yield post, account.persons[fact.official], when.iso, clues.article


def _words(post: Post) -> PostWords:
    return post.role, post.role_id, post.body


def _bounded(name: TenureName, record: _Record, reprints: Mapping[str, str]) -> TenureBounds:
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
        count_sources(record.articles, reprints),
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
