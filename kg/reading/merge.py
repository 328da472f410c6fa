"""One fact for what is said several times, with the evidence of all places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from operator import attrgetter

from kg.lexicon import fold
from kg.model import (
    BodyFact,
    ChangeFact,
    CitationFact,
    Fact,
    FigureFact,
    MeetingFact,
    OfficialFact,
    ParticipationFact,
    Post,
    TaskFact,
    TenureFact,
)

_SAID = {
    kind: attrgetter(*(field.name for field in fields(kind) if field.name != "evidence"))
    for kind in (FigureFact, MeetingFact, ParticipationFact, TaskFact)
}


def merge_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts that say the same become one; the first one's wording stays, evidence is kept in the order of
    the text."""
    alike: dict[object, list[Fact]] = {}
    for fact in facts:
        alike.setdefault(_key(fact), []).append(fact)
    return tuple(_join(same) if len(same) > 1 else same[0] for same in alike.values())


def _join(same: Sequence[Fact]) -> Fact:
    """The first of several facts that say the same, with the evidence of all; of documents also what any of
    them says to cite it."""
    evidence = tuple(sorted({evidence for fact in same for evidence in fact.evidence}))
    first = same[0]
    if isinstance(first, CitationFact):
        citing = (fact.cited_by for fact in same if isinstance(fact, CitationFact) and fact.cited_by)
        return replace(first, evidence=evidence, cited_by=next(citing, None))
    return replace(first, evidence=evidence)


def _key(fact: Fact) -> object:
    """What a fact says, without where it says it and how its labels are typed."""
    if isinstance(fact, TenureFact):
        return "tenure", fold(fact.official), _post_key(fact.post), fact.post.former, fact.on
    if isinstance(fact, BodyFact):
        return "body", fold(fact.body.label)
    if isinstance(fact, OfficialFact):
        return "official", fold(fact.name)
    if isinstance(fact, ChangeFact):
        label = fact.post.label if fact.post else fact.body.label if fact.body else ""
        return "change", fold(fact.official), fact.action, fold(label), fact.modality
    if isinstance(fact, CitationFact):
        return "citation", fact.type, fact.number, fold(fact.issuer.label) if fact.issuer else None
    return type(fact).__name__, _SAID[type(fact)](fact)


def _post_key(post: Post | None) -> object:
    return fold(post.label) if post else None
