"""Resolution from beginning to end: one pass over the readings, then each kind of entity in turn."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Reading
from kg.resolving.bodies import resolve_bodies, resolve_posts
from kg.resolving.clues import gather
from kg.resolving.conflicts import find_two_holders, find_two_issuers, find_two_names
from kg.resolving.contradictions import (
    find_crossed_ends,
    find_incompatible_posts,
    find_self_citations,
    find_two_dates,
)
from kg.resolving.documents import resolve_directives
from kg.resolving.entities import Entities
from kg.resolving.knowledge import Knowledge
from kg.resolving.meetings import resolve_meetings
from kg.resolving.persons import resolve_persons
from kg.resolving.reprints import group_reprints
from kg.resolving.tenures import attested_days, merge_tenures
from kg.resolving.verdicts import Verdicts


def resolve(
    readings: Iterable[Reading], verdicts: Verdicts | None = None, knowledge: Knowledge | None = None
) -> Entities:
    """Conclude which mentions of all articles are the same person, body, post, meeting or directive.

    The result does not depend on the order of the readings. Only small clues of each are kept, so a
    generator may be given. Each kind is decided by its rules and then by the reviewed verdicts; later kinds
    build on the outcome.

    Args:
        readings: one reading an article; article ids differ.
        verdicts: what people have decided (`read_verdicts`).
        knowledge: provinces of places and roles with a single holder (`read_knowledge`).
    """
    verdicts, knowledge = verdicts or Verdicts(), knowledge or Knowledge()
    clues = gather(readings)
    sources = group_reprints(clues)
    body_of, bodies = resolve_bodies(clues, verdicts, knowledge)
    post_of, posts = resolve_posts(clues, body_of, knowledge)
    person_of, persons = resolve_persons(clues, knowledge, verdicts)
    labels = {body.key: body.label for body in bodies}
    meeting_of, meetings = resolve_meetings(
        clues, body_of, person_of, labels, verdicts, sources, knowledge.meeting_kinds
    )
    directive_of, directives = resolve_directives(clues, body_of, verdicts)
    tenures = merge_tenures(clues, person_of, post_of, sources)
    attestations = list(attested_days(clues, person_of, post_of))
    places = {body.key: body.place for body in bodies}
    conflicts = (
        *find_two_holders(attestations, posts, tenures),
        *find_two_names(posts, tenures),
        *find_two_issuers(directives),
        *find_incompatible_posts(attestations, posts, tenures, places, knowledge),
        *find_two_dates(clues, meeting_of, body_of, person_of),
        *find_crossed_ends(clues, meeting_of),
        *find_self_citations(clues, directive_of),
    )
    return Entities(
        persons=persons,
        bodies=bodies,
        posts=posts,
        meetings=meetings,
        directives=directives,
        tenures=tenures,
        conflicts=conflicts,
        source_groups=sources,
        person_of=person_of,
        body_of=body_of,
        post_of=post_of,
        meeting_of=meeting_of,
        directive_of=directive_of,
    )
