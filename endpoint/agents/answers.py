"""What the tools answer; their schemas, which agents read, are made from these."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entity:
    """Something found by name. score: 0 to 100; reasons: how the name was met."""

    iri: str
    kind: str
    label: str
    score: float
    reasons: list[str]


@dataclass(frozen=True)
class Quote:
    """A sentence of an article that states something."""

    quote: str
    article: str
    title: str = ""
    publisher: str = ""
    published: str = ""


@dataclass(frozen=True)
class Value:
    """One value: an IRI with its label, or text."""

    value: str
    label: str = ""


@dataclass(frozen=True)
class Fact:
    """One property with its values."""

    property: str
    label: str
    values: list[Value]


@dataclass(frozen=True)
class Description:
    """What the graph says of a thing, and the sentences that say it."""

    iri: str
    label: str
    facts: list[Fact]
    mentioned_by: list[Value]
    quotes: list[Quote]


@dataclass(frozen=True)
class Holder:
    """Who held a post. certainty: "certain" between attestations, else "possible"; bounds are ISO dates."""

    tenure: str
    official: Value
    post: Value
    certainty: str
    start_earliest: str = ""
    start_latest: str = ""
    end_earliest: str = ""
    end_latest: str = ""
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True)
class Meeting:
    """A meeting with its date (ISO; empty where unknown)."""

    iri: str
    label: str
    date: str
    quotes: list[Quote]


@dataclass(frozen=True)
class Question:
    """A ready-made question. parameters: name → what it is, with an example."""

    name: str
    vi: str
    en: str
    columns: list[str]
    parameters: dict[str, str]
    query: str


@dataclass(frozen=True)
class Table:
    """The answer of a query: rows of columns; None where unbound. media_type tells of a graph in text."""

    columns: list[str]
    rows: list[list[str | None]]
    text: str = ""
    media_type: str = "application/sparql-results+json"
