"""Statements that cannot all be true, found and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.resolving.entities import Disagreement, Document, TenureBounds
from kg.resolving.tenures import Attestation


def find_two_holders(
    post: str, attestations: Iterable[Attestation], tenures: Iterable[TenureBounds]
) -> Iterator[Disagreement]:
    """Two holders of a single-holder post: one is shown in it on a day inside the time that shows the other
    there.

    Nothing is said of a day on which a change is known to have begun or ended one of the two tenures.
    """
    handover = {day for tenure in tenures for day in (tenure.start_earliest, tenure.end_latest)}
    seen: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for _, person, day, article in attestations:
        seen[person][day].append(article)
    for one, other in combinations(sorted(seen), 2):
        days = [day for day in shared_days(seen[one], seen[other]) if day not in handover]
        if days:
            articles = {a for person in (one, other) for on in seen[person].values() for a in on}
            sides = tuple(("tenure", person, post, "") for person in (one, other))
            yield Disagreement(
                "two-holders", ("post", post), sides, days[0], "error", tuple(sorted(articles))
            )


def shared_days(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> list[str]:
    """The days of each that lie within the time of the other, in order."""
    inside_one = [day for day in other if min(one) <= day <= max(one)]
    inside_other = [day for day in one if min(other) <= day <= max(other)]
    return sorted({*inside_one, *inside_other})


def find_two_names(post: str, tenures: Iterable[TenureBounds]) -> Iterator[Disagreement]:
    """Two holders of a single-holder post whose names differ in one syllable of three or more.

    Such a likeness in one post is far more often a slip of a paper than a succession; it is a warning, and
    both stay.
    """
    holders = {tenure.person: tenure for tenure in tenures if not tenure.acting}
    for one, other in combinations(sorted(holders), 2):
        if _one_syllable_apart(one, other):
            articles = {*holders[one].articles, *holders[other].articles}
            sides = tuple(("tenure", person, post, "") for person in (one, other))
            yield Disagreement("two-names", ("post", post), sides, articles=tuple(sorted(articles)))


def _one_syllable_apart(one: str, other: str) -> bool:
    pairs = list(zip(one.split(), other.split(), strict=False))
    alike = len(one.split()) == len(other.split()) >= 3
    return alike and sum(a != b for a, b in pairs) == 1


def find_two_issuers(documents: Iterable[Document]) -> Iterator[Disagreement]:
    """One full symbol that articles give to different issuers, their years not telling two documents
    apart."""
    for one, other in combinations(sorted(documents, key=lambda d: d.key), 2):
        if one.issuer != other.issuer and (not one.year or not other.year or one.year == other.year):
            yield Disagreement(
                "two-issuers",
                ("directive", one.key),
                (("directive", one.key), ("directive", other.key)),
                articles=tuple(sorted({*one.articles, *other.articles})),
            )
