"""Statements that cannot all be true, found and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.resolving.entities import Disagreement, Document, Position, TenureBounds
from kg.resolving.labels import fold

Attestation = tuple[str, str, str, str]


def find_two_holders(
    attestations: Iterable[Attestation], posts: Sequence[Position], tenures: Sequence[TenureBounds]
) -> Iterator[Disagreement]:
    """Two holders of a single-holder post: one is shown in it on a day inside the time that shows the other
    there.

    Nothing is said of a day on which a change is known to have begun or ended one of the two tenures, nor
    of what an article shows that tells of a change in the post: it speaks of before and after on one day.
    """
    single = {post.key for post in posts if post.single_holder}
    handover = {
        (t.position, day)
        for t in tenures
        for day in (t.start_earliest, t.end_latest)
        if t.position in single and day
    }
    seen: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    changed = changed_posts(tenures)
    for post, person, day, article in attestations:
        if post in single and (post, article) not in changed:
            seen[post][person][day].append(article)
    for post in sorted(seen):
        for one, other in combinations(sorted(seen[post]), 2):
            days = [d for d in shared_days(seen[post][one], seen[post][other]) if (post, d) not in handover]
            if days:
                articles = {a for person in (one, other) for on in seen[post][person].values() for a in on}
                sides = tuple(("tenure", person, post, "") for person in (one, other))
                yield Disagreement(
                    "two-holders", ("post", post), sides, days[0], "error", tuple(sorted(articles))
                )


def changed_posts(tenures: Iterable[TenureBounds]) -> set[tuple[str, str]]:
    """(post, article) where the article tells who got or left the post."""
    return {(tenure.position, article) for tenure in tenures for article, _ in tenure.changes}


def shared_days(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> list[str]:
    """The days of each that lie within the time of the other, in order."""
    inside_one = [day for day in other if min(one) <= day <= max(one)]
    inside_other = [day for day in one if min(other) <= day <= max(other)]
    return sorted({*inside_one, *inside_other})


def find_two_names(posts: Sequence[Position], tenures: Sequence[TenureBounds]) -> Iterator[Disagreement]:
    """Two holders of a single-holder post whose names differ in one syllable of three or more.

    Such a likeness in one post is far more often a slip of a paper than a succession; it is a warning, and
    both stay.
    """
    single = {post.key for post in posts if post.single_holder}
    holders: dict[str, dict[str, TenureBounds]] = defaultdict(dict)
    for tenure in tenures:
        if tenure.position in single and not tenure.acting:
            holders[tenure.position][tenure.person] = tenure
    for post, by_person in sorted(holders.items()):
        for one, other in combinations(sorted(by_person), 2):
            if _one_syllable_apart(one, other):
                articles = {*by_person[one].articles, *by_person[other].articles}
                sides = tuple(("tenure", person, post, "") for person in (one, other))
                yield Disagreement("two-names", ("post", post), sides, articles=tuple(sorted(articles)))


def _one_syllable_apart(one: str, other: str) -> bool:
    pairs = list(zip(one.split(), other.split(), strict=False))
    alike = len(one.split()) == len(other.split()) >= 3
    return alike and sum(a != b for a, b in pairs) == 1


def find_two_issuers(documents: Sequence[Document]) -> Iterator[Disagreement]:
    """One full symbol that articles give to different issuers, their years not telling two documents
    apart."""
    by_symbol: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in documents:
        if document.symbol and document.issuer:
            by_symbol[fold(document.type), fold(document.symbol)].append(document)
    for _, alike in sorted(by_symbol.items()):
        for one, other in combinations(sorted(alike, key=lambda d: d.key), 2):
            if one.issuer != other.issuer and (not one.year or not other.year or one.year == other.year):
                yield Disagreement(
                    "two-issuers",
                    ("directive", one.key),
                    (("directive", one.key), ("directive", other.key)),
                    articles=tuple(sorted({*one.articles, *other.articles})),
                )
