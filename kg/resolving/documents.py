"""Directives by type, number, issuer and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Body, CitationFact
from kg.resolving.clues import Clues
from kg.resolving.entities import Document, Reason
from kg.resolving.labels import fold
from kg.resolving.verdicts import Verdicts

CitationMention = tuple[str, CitationFact]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A document as one article cites it."""

    mention: CitationMention
    issuer: str | None
    year: str | None

    @property
    def fact(self) -> CitationFact:
        return self.mention[1]

    @property
    def name(self) -> tuple[str, str]:
        """Type and number as compared; the gathering's name stands for a number."""
        number = self.fact.number or self.fact.symbol or self.fact.subject or ""
        return fold(self.fact.type), fold(number)


@dataclass(frozen=True, slots=True)
class _Identity:
    """What a document is known by."""

    issuer: str | None
    type: str
    number: str
    year: str | None = None
    article: str | None = None

    @property
    def key(self) -> str:
        parts = (self.issuer or "?", self.type, self.number, self.year, self.article)
        return " · ".join(part for part in parts if part)


def resolve_directives(
    clues: Sequence[Clues], bodies: Mapping[Body, str], verdicts: Verdicts
) -> tuple[dict[CitationMention, str], tuple[Document, ...]]:
    """Which document each citation means.

    Same type, number and issuer are one document, years not contradicting. A citation without issuer is the
    one document of its type and number in the same article, else the only one of all articles; otherwise it
    is a document of that article alone. A document without any number is known by article and subject.
    """
    cited = [_cited(clue, fact, bodies) for clue in clues for fact in clue.citations]
    issuers: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    local: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    years = _years(cited)
    for one in cited:
        if one.issuer:
            issuers[one.name][one.issuer] = None
            local[one.mention[0], *one.name][one.issuer] = None
    identities: dict[str, _Identity] = {}
    keys: dict[CitationMention, str] = {}
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for one in cited:
        here, everywhere = list(local[one.mention[0], *one.name]), list(issuers[one.name])
        identity, reason = _decide(one, here, everywhere, years)
        keys[one.mention] = identity.key
        identities[identity.key] = identity
        if reason and reason not in reasons[identity.key]:
            reasons[identity.key].append(reason)
    groups: dict[str, list[_Cited]] = defaultdict(list)
    keys = verdicts.applied("directive", keys, {mention: mention[0] for mention in keys})
    for one in cited:
        groups[keys[one.mention]].append(one)
    return keys, tuple(
        _document(key, group, identities.get(key), tuple(reasons[key])) for key, group in groups.items()
    )


def _cited(clue: Clues, fact: CitationFact, bodies: Mapping[Body, str]) -> _Cited:
    issuer = bodies[fact.issuer] if fact.issuer else None
    return _Cited((clue.article, fact), issuer, fact.date.iso[:4] if fact.date else None)


def _years(cited: Iterable[_Cited]) -> dict[tuple[str, str, str], list[str]]:
    years: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in cited:
        if one.issuer and one.year:
            years[(*one.name, one.issuer)].add(one.year)
    return {name: sorted(found) for name, found in years.items()}


def _decide(
    one: _Cited, here: list[str], everywhere: list[str], years: Mapping[tuple[str, str, str], list[str]]
) -> tuple[_Identity, Reason | None]:
    kind, number = one.name
    article = one.mention[0]
    if not one.fact.number and not one.fact.symbol:
        return _Identity(one.issuer, kind, number, article=article), None
    issuer, reason = one.issuer, None
    if not issuer and len(here) == 1:
        issuer, reason = here[0], Reason("issuer-named-beside", f"{one.fact.type} {number}: {here[0]}", 0.95)
    elif not issuer and len(everywhere) == 1:
        issuer, reason = (
            everywhere[0],
            Reason("only-issuer", f"{one.fact.type} {number}: {everywhere[0]}", 0.8),
        )
    if not issuer:
        named_after_gathering = not number[:1].isdigit()
        return _Identity(None, kind, number, article=None if named_after_gathering else article), None
    known = years.get((kind, number, issuer), [])
    year = one.year or (known[-1] if known else None)
    return _Identity(issuer, kind, number, year if len(known) > 1 and year != known[0] else None), reason


def _document(
    key: str, group: list[_Cited], identity: _Identity | None, reasons: tuple[Reason, ...]
) -> Document:
    """``identity`` is None where a verdict made the key; the issuer is then what the group's citations
    say."""
    facts = [one.fact for one in group]
    number = next((f.number for f in facts if f.number), None)
    symbol = next((f.symbol for f in facts if f.symbol), None)
    subject = next((f.subject for f in facts if f.subject), None)
    return Document(
        key,
        " ".join(filter(None, (facts[0].type, symbol or number or subject))),
        facts[0].type,
        number or symbol or subject,
        identity.issuer if identity else next((one.issuer for one in group if one.issuer), None),
        symbol,
        next((one.year for one in group if one.year), None),
        identity.article if identity else None,
        identity.year if identity else key.rpartition(" (")[2].removesuffix(")"),
        tuple(dict.fromkeys(one.mention[0] for one in group)),
        reasons,
    )
