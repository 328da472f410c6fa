"""The conflicts of all kinds, each found inside the group of statements that can contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from kg.model import Body
from kg.resolving.bodies import PostWords
from kg.resolving.clues import Account
from kg.resolving.conflicts import find_two_holders, find_two_issuers, find_two_names
from kg.resolving.contradictions import (
    find_crossed_ends,
    find_incompatible_posts,
    find_reports,
    find_self_citations,
    find_two_dates,
    tell_crossed_ends,
    tell_self_citations,
)
from kg.resolving.entities import Disagreement, Document, Organisation, Position, TenureBounds
from kg.resolving.knowledge import Knowledge
from kg.resolving.labels import fold
from kg.resolving.rows import Key, Ranked, Rows
from kg.resolving.tenures import Attestation, attested_days

ORDER = (
    "two-holders",
    "two-names",
    "two-issuers",
    "incompatible-posts",
    "two-dates",
    "ends-before-start",
    "cites-itself",
)
Found = tuple[Key, int, Disagreement]


def find_conflicts(
    accounts: Rows[Account],
    tenures: Rows[Ranked[TenureBounds]],
    directives: Rows[Ranked[Document]],
    body_of: Mapping[Body, str],
    bodies: Iterable[Organisation],
    post_of: Mapping[PostWords, str],
    posts: Iterable[Position],
    knowledge: Knowledge,
) -> tuple[Disagreement, ...]:
    """Statements of all articles that cannot all be true, kind by kind."""
    single = {post.key: post for post in posts if post.single_holder}
    places = {body.key: body.place for body in bodies}
    shown = accounts.each(partial(attested_days, post_of, frozenset(single))).kept()
    of_posts = shown.each(_by_post).plus(tenures.each(partial(_tenures_by_post, frozenset(single))))
    exclude = partial(_find_excluding, single, places, knowledge)
    groups = (
        of_posts.grouped(partial(_told, _find_holders)),
        directives.each(_by_symbol).grouped(partial(_told, _find_issuers)),
        shown.each(_by_person).grouped(partial(_told, exclude)),
        accounts.each(partial(find_reports, body_of)).grouped(partial(_told, _find_dates)),
        accounts.each(partial(_ranked, find_crossed_ends)).grouped(partial(_told, _tell_ends)),
        accounts.each(partial(_ranked, find_self_citations)).grouped(partial(_told, _tell_citations)),
    )
    found = [conflict for group in groups for conflict in group.collect()]
    told: dict[tuple[object, ...], Disagreement] = {}
    for _, _, conflict in sorted(found, key=_order):
        told.setdefault((conflict.kind, conflict.about, conflict.sides), conflict)
    return tuple(told.values())


def _order(found: Found) -> tuple[int, Key, int]:
    key, number, conflict = found
    return ORDER.index(conflict.kind), key, number


def _told(
    find: Callable[[Any, list[Any]], Iterable[Disagreement]], key: Key, group: list[Any]
) -> Iterator[Found]:
    for number, conflict in enumerate(find(key, group)):
        yield key, number, conflict


def _by_post(shown: Attestation) -> Iterator[tuple[str, Attestation]]:
    yield shown[0], shown


def _by_person(shown: Attestation) -> Iterator[tuple[str, Attestation]]:
    yield shown[1], shown


def _tenures_by_post(
    single: Collection[str], ranked: Ranked[TenureBounds]
) -> Iterator[tuple[str, TenureBounds]]:
    if ranked[1].position in single:
        yield ranked[1].position, ranked[1]


def _by_symbol(ranked: Ranked[Document]) -> Iterator[tuple[Key, Document]]:
    document = ranked[1]
    if document.symbol and document.issuer:
        yield (fold(document.type), fold(document.symbol)), document


def _ranked(
    find: Callable[[Account], Iterable[str]], account: Account
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for key in find(account):
        yield key, account.clues.rank()


def _find_holders(post: str, group: list[Attestation | TenureBounds]) -> Iterator[Disagreement]:
    tenures = [row for row in group if isinstance(row, TenureBounds)]
    yield from find_two_holders(post, [row for row in group if not isinstance(row, TenureBounds)], tenures)
    yield from find_two_names(post, tenures)


def _find_issuers(_: Key, documents: list[Document]) -> Iterator[Disagreement]:
    return find_two_issuers(documents)


def _find_excluding(
    single: Mapping[str, Position],
    places: Mapping[str, str | None],
    knowledge: Knowledge,
    person: str,
    shown: list[Attestation],
) -> Iterator[Disagreement]:
    return find_incompatible_posts(person, shown, single, places, knowledge)


def _find_dates(_: Key, reports: list[Any]) -> Iterator[Disagreement]:
    return find_two_dates(reports)


def _tell_ends(meeting: str, ranks: list[tuple[str, str, int]]) -> Iterator[Disagreement]:
    return tell_crossed_ends(meeting, [article for _, article, _ in sorted(ranks)])


def _tell_citations(directive: str, ranks: list[tuple[str, str, int]]) -> Iterator[Disagreement]:
    return tell_self_citations(directive, [article for _, article, _ in sorted(ranks)])
