"""Directives by type, number, issuer and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from kg.model import Body, CitationFact
from kg.resolving.clues import Clues
from kg.resolving.entities import Document, Reason
from kg.resolving.labels import fold
from kg.resolving.rows import Key, Rank, Ranked
from kg.resolving.verdicts import Verdicts

CitationMention = tuple[str, CitationFact]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A document as one article cites it."""

    rank: Rank
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


@dataclass(frozen=True, slots=True)
class Meant:
    """Which document a citation means: its key and, unless a verdict made the key, why and what it is known
    by."""

    cited: _Cited
    key: str
    identity: _Identity | None
    reasons: tuple[Reason, ...]

    @property
    def article(self) -> str:
        """The article that cites it."""
        return self.cited.mention[0]


def find_cited(bodies: Mapping[Body, str], clue: Clues) -> Iterator[tuple[Key, _Cited]]:
    """The article's citations, by type and number as compared: others are never one document. What has
    neither number nor subject is its article's alone."""
    for number, fact in enumerate(clue.citations):
        issuer = bodies[fact.issuer] if fact.issuer else None
        year = fact.date.iso[:4] if fact.date else None
        cited = _Cited(clue.rank(number), (clue.article, fact), issuer, year)
        yield cited.name if cited.name[1] else (*cited.name, clue.article), cited


def tell_documents(verdicts: Verdicts, _: Key, found: Iterable[_Cited]) -> Iterator[Meant]:
    """Which document each citation of one type and number means.

    Same type, number and issuer are one document, years not contradicting. A citation without issuer is the
    one document of its type and number in the same article, else the only one of all articles; otherwise it
    is a document of that article alone. A document without any number is known by article and subject.
    """
    cited = sorted(found, key=attrgetter("rank"))
    everywhere: dict[str, None] = {}
    local: dict[str, dict[str, None]] = defaultdict(dict)
    years = _years(cited)
    for one in cited:
        if one.issuer:
            everywhere[one.issuer] = None
            local[one.mention[0]][one.issuer] = None
    identities: dict[str, _Identity] = {}
    keys: list[str] = []
    reasons: dict[str, dict[Reason, None]] = defaultdict(dict)
    for one in cited:
        identity, reason = _decide(one, list(local[one.mention[0]]), list(everywhere), years)
        keys.append(identity.key)
        identities[identity.key] = identity
        if reason:
            reasons[identity.key][reason] = None
    for one, given in zip(cited, keys, strict=True):
        key = verdicts.decide("directive", given, one.mention[0])
        if key == given:
            yield Meant(one, key, identities[given], tuple(reasons[given]))
        else:
            yield Meant(one, key, None, ())


def make_document(key: str, meant: Iterable[Meant]) -> Iterator[Ranked[Document]]:
    """The document that these citations mean."""
    group = sorted(meant, key=lambda one: one.cited.rank)
    identity = next((one.identity for one in group if one.identity), None)
    reasons = next((one.reasons for one in group if one.reasons), ())
    yield group[0].cited.rank, _document(key, [one.cited for one in group], identity, reasons)


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
