"""What resolution concludes over all articles: frozen entities, each with the reasons of its decisions.

Entities are known by ``key``, a string that is unique inside its kind and says what the entity was told
apart by. Keys are no IRIs: `kg.graph.iris` mints those from the fields here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.model import Body, CitationFact, Evidence, Modality, Post

Severity = Literal["error", "warning"]
ConflictKind = Literal[
    "two-holders",
    "two-issuers",
    "two-names",
    "two-dates",
    "incompatible-posts",
    "cites-itself",
    "ends-before-start",
]


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why mentions were taken as one (or as two): the rule, the words it looked at, its score from 0 to 1."""

    rule: str
    words: str
    score: float


@dataclass(frozen=True, slots=True)
class Person:
    """An official. ``distinction`` tells a namesake apart ("Tỉnh ủy Hậu Giang"); the first attested has
    none."""

    key: str
    label: str
    distinction: str | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body. ``known`` is the slug of its authority entry, ``place`` the slug of its place, ``parent`` a
    key."""

    key: str
    label: str
    kind: str = "Body"
    known: str | None = None
    place: str | None = None
    parent: str | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """A post: a role, as compared, in a body. ``body`` is the key of an Organisation."""

    key: str
    label: str
    role: str
    body: str | None = None
    single_holder: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting. ``date`` is ISO as far as known; ``distinction`` tells several of one body on one day
    apart."""

    key: str
    label: str
    kind: str = "Meeting"
    date: str | None = None
    organiser: str | None = None
    distinction: str | None = None
    modality: Modality = "stated"
    articles: tuple[str, ...] = ()
    independent_sources: int = 1
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A directive. ``issuer`` is the key of an Organisation, concluded over all articles that cite the
    document.

    ``article`` is set where the document could not be told from others of its number: it is known by that
    article only.
    """

    key: str
    label: str
    type: str
    number: str | None = None
    issuer: str | None = None
    symbol: str | None = None
    year: str | None = None
    article: str | None = None
    distinction: str | None = None
    articles: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


ChangeEvidence = tuple[str, Evidence]
"""Evidence of a personnel change, with the id of the article that has it."""


@dataclass(frozen=True, slots=True)
class TenureBounds:
    """What all attestations of one person in one post say together. Dates are ISO days or None where
    nothing is known.

    The tenure began in ``[start_earliest, start_latest]`` and ended in ``[end_earliest, end_latest]``.
    ``changes`` is the evidence of the changes that gave or took the post.
    """

    person: str
    position: str
    acting: bool
    first_attested: str | None = None
    last_attested: str | None = None
    start_earliest: str | None = None
    start_latest: str | None = None
    end_earliest: str | None = None
    end_latest: str | None = None
    articles: tuple[str, ...] = ()
    independent_sources: int = 0
    changes: tuple[ChangeEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more statements that cannot all be true, kept as data.

    ``about`` is what they disagree on, ``sides`` what speaks for each side: (kind, key) of an entity, or
    ("tenure", person key, position key, "acting" or ""), ("citation", directive key, article).
    """

    kind: ConflictKind
    about: tuple[str, str]
    sides: tuple[tuple[str, ...], ...]
    day: str | None = None
    severity: Severity = "warning"
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entities:
    """All that resolution concludes, each tuple in order of first attestation, and which mention is which
    entity. ``reprints``: an article that says the same as an earlier one → the first of those.

    The five mappings lead from what an article says to a key; use the methods, which fail with ``KeyError``
    for a mention that was not among the readings resolved.
    """

    persons: tuple[Person, ...] = ()
    bodies: tuple[Organisation, ...] = ()
    posts: tuple[Position, ...] = ()
    meetings: tuple[Gathering, ...] = ()
    directives: tuple[Document, ...] = ()
    tenures: tuple[TenureBounds, ...] = ()
    conflicts: tuple[Disagreement, ...] = ()
    reprints: Mapping[str, str] = field(default_factory=dict)
    person_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    body_of: Mapping[Body, str] = field(default_factory=dict)
    post_of: Mapping[tuple[str, str | None, Body | None], str] = field(default_factory=dict)
    meeting_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    directive_of: Mapping[tuple[str, CitationFact], str] = field(default_factory=dict)

    def person(self, article: str, name: str) -> str:
        """The key of the person whom this article calls ``name``."""
        return self.person_of[article, name]

    def body(self, body: Body) -> str:
        """The key of a body as some article names it."""
        return self.body_of[body]

    def post(self, post: Post) -> str:
        """The key of a post as some article names it."""
        return self.post_of[post.role, post.role_id, post.body]

    def meeting(self, article: str, handle: str) -> str:
        """The key of the meeting that has this handle ("m1") in this article."""
        return self.meeting_of[article, handle]

    def directive(self, article: str, citation: CitationFact) -> str:
        """The key of the document that this citation means."""
        return self.directive_of[article, citation]
