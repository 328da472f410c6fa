"""Resolution from beginning to end: each kind of entity in turn, told apart inside groups of mentions.

What two mentions must share to be one entity is the key by which they are brought together: the name of a
person, the day of a meeting, the type and number of a document. So no step looks at more than one such group
but those on bodies and posts, whose different names are few beside the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter, itemgetter
from typing import TypeVar

from kg.model import Body, Reading
from kg.resolving.bodies import PostWords, resolve_bodies, resolve_posts
from kg.resolving.clues import Account, Clues, clues_of, tally
from kg.resolving.documents import Meant, find_cited, make_document, tell_documents
from kg.resolving.entities import (
    Disagreement,
    Document,
    Entities,
    Gathering,
    Organisation,
    Person,
    Position,
    TenureBounds,
)
from kg.resolving.judging import find_conflicts
from kg.resolving.knowledge import Knowledge
from kg.resolving.meetings import Held, find_told, make_gathering, settle_distinctions, tell_meetings
from kg.resolving.persons import Named, find_sights, make_person, tell_apart
from kg.resolving.reprints import find_reprints
from kg.resolving.rows import ListedRows, Ranked, Row, Rows
from kg.resolving.tenures import find_notes, merge_notes
from kg.resolving.verdicts import Verdicts

Mention = Named | Held | Meant
Decided = TypeVar("Decided", Named, Held, Meant)


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What resolution concludes: what is known of all articles, and rows of the entities that grow with
    them."""

    bodies: tuple[Organisation, ...]
    body_of: Mapping[Body, str]
    posts: tuple[Position, ...]
    post_of: Mapping[PostWords, str]
    reprints: Mapping[str, str]
    accounts: Rows[Account]
    persons: Rows[Ranked[Person]]
    meetings: Rows[Ranked[Gathering]]
    directives: Rows[Ranked[Document]]
    tenures: Rows[Ranked[TenureBounds]]
    conflicts: tuple[Disagreement, ...]


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
    clues = ListedRows(map(clues_of, readings))
    found = conclude(clues, verdicts or Verdicts(), knowledge or Knowledge())
    accounts = found.accounts.collect()
    return Entities(
        persons=in_order(found.persons),
        bodies=found.bodies,
        posts=found.posts,
        meetings=in_order(found.meetings),
        directives=in_order(found.directives),
        tenures=in_order(found.tenures),
        conflicts=found.conflicts,
        reprints=found.reprints,
        person_of={(a.article, name): key for a in accounts for name, key in a.persons.items()},
        body_of=found.body_of,
        post_of=found.post_of,
        meeting_of={(a.article, handle): key for a in accounts for handle, key in a.meetings.items()},
        directive_of={(a.article, fact): key for a in accounts for fact, key in a.directives.items()},
    )


def conclude(clues: Rows[Clues], verdicts: Verdicts, knowledge: Knowledge) -> Conclusions:
    """Resolve the articles with these clues, wherever their rows are."""
    clues = clues.kept()
    reprints = find_reprints(clues)
    body_of, bodies = resolve_bodies(tally(clues, attrgetter("bodies")), verdicts, knowledge)
    post_of, posts = resolve_posts(tally(clues, attrgetter("posts")), body_of, knowledge)

    named = clues.each(partial(find_sights, knowledge)).grouped(partial(tell_apart, verdicts)).kept()
    accounts = clues.each(by_article).plus(named.each(by_article)).grouped(open_account).kept()

    held = accounts.each(partial(find_told, body_of)).grouped(partial(tell_meetings, verdicts)).kept()
    labels = {body.key: body.label for body in bodies}
    make_meeting = partial(make_gathering, labels, reprints, knowledge.meeting_kinds)
    meetings = settle_distinctions(held.each(by_key).grouped(make_meeting).kept())

    meant = clues.each(partial(find_cited, body_of)).grouped(partial(tell_documents, verdicts)).kept()
    directives = meant.each(by_key).grouped(make_document).kept()

    decided = held.each(by_article).plus(meant.each(by_article))
    accounts = accounts.each(by_article).plus(decided).grouped(complete_account).kept()
    tenures = accounts.each(partial(find_notes, post_of)).grouped(partial(merge_notes, reprints)).kept()
    return Conclusions(
        bodies,
        body_of,
        posts,
        post_of,
        reprints,
        accounts,
        named.each(by_key).grouped(make_person),
        meetings,
        directives,
        tenures,
        find_conflicts(accounts, tenures, directives, body_of, bodies, post_of, posts, knowledge),
    )


def by_article(row: Clues | Account | Mention) -> Iterator[tuple[str, Clues | Account | Mention]]:
    """The row by the article that it is of."""
    yield row.article, row


def by_key(mention: Decided) -> Iterator[tuple[str, Decided]]:
    """The mention by the entity that it means."""
    yield mention.key, mention


def open_account(_: str, found: Iterable[Clues | Named]) -> Iterator[Account]:
    """One article's clues with the persons in it."""
    persons: dict[str, str] = {}
    for row in found:
        if isinstance(row, Named):
            persons[row.name] = row.key
        else:
            clues = row
    yield Account(clues, persons)


def complete_account(_: str, found: Iterable[Account | Held | Meant]) -> Iterator[Account]:
    """One article's account with its meetings and documents."""
    meetings: dict[str, str] = {}
    directives = {}
    for row in found:
        if isinstance(row, Held):
            meetings[row.told.mention[1]] = row.key
        elif isinstance(row, Meant):
            directives[row.cited.fact] = row.key
        else:
            account = row
    yield Account(account.clues, account.persons, meetings, directives)


def in_order(rows: Rows[Ranked[Row]]) -> tuple[Row, ...]:
    """All rows in order of attestation."""
    return tuple(row for _, row in sorted(rows.collect(), key=itemgetter(0)))
