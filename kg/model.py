"""The frozen values that pass from stage to stage: articles, spans, mentions and the facts read from them.

A stage is a pure function from these values to these values. Offsets count Unicode code points of the file
as read (for ``.txt`` and ``.md``), of the ``text`` field (``.jsonl``) or of the extracted text (``.html``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Mode = Literal["online", "onsite"]
ParticipationRole = Literal["participant", "chair", "speaker", "presenter"]
Action = Literal[
    "appoint", "assign", "transfer", "relieve", "elect", "approve", "retire", "discipline", "nominate"
]
Modality = Literal["stated", "planned", "proposed", "denied"]


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of an article's text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text byte for byte as decoded, and what its page says of itself.

    ``id`` is the file name without ending, or the ``id`` field. ``published`` is an ISO date or None.
    ``licence`` is an IRI where the article's own head states one. ``body`` is the stretch of ``text`` that
    holds headline and story, without YAML head; page furniture inside it is told apart by the reading.
    """

    id: str
    text: str
    body: Span
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None
    licence: str | None = None


class Evidence(NamedTuple):
    """Where a fact is said: the exact words, the sentence around them, and the rule that read them."""

    span: Span
    sentence: Span
    rule: str


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day (``2020-06-01``), the month (``2020-06``) or the year (``2020``)."""

    iso: str

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """How much of the date is known."""
        return {10: "day", 7: "month", 4: "year"}[len(self.iso)]  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as the article names it, written out with the place that the context gives.

    ``label`` is the written-out name ("Ban Tổ chức Tỉnh ủy Hà Giang"); ``kind`` the local name of the class
    of the ontology ("PartyBody"); ``known`` the slug of the authority entry where the name is one's
    ("ban-to-chuc-trung-uong"); ``place`` the slug of the place it belongs to ("tinh-ha-giang"); ``parent``
    the body it is part of by its own name.
    """

    label: str
    kind: str = "Body"
    known: str | None = None
    place: str | None = None
    parent: Body | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A role in a body, written out: "Phó Bí thư Thường trực Tỉnh ủy Hậu Giang".

    ``label`` never holds "nguyên"; ``former`` says so. ``role`` is the role's written-out name ("Phó Bí thư
    Thường trực"), ``role_id`` the slug of its authority entry. ``body`` is None where the role stands alone
    ("Tổng Bí thư").
    """

    label: str
    role: str
    role_id: str | None = None
    body: Body | None = None
    former: bool = False
    acting: bool = False


@dataclass(frozen=True, slots=True)
class OfficialFact:
    """A person named in public life; ``name`` is the full name without honorific, rank or title."""

    name: str
    evidence: tuple[Evidence, ...]
    gender: Literal["female", "male"] | None = None


@dataclass(frozen=True, slots=True)
class TenureFact:
    """The article says that the person holds (or, ``post.former``, held) the post. ``on``: the day it
    speaks of."""

    official: str
    post: Post
    evidence: tuple[Evidence, ...]
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class BodyFact:
    """The article names the body."""

    body: Body
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting that the article reports. ``key`` is its handle inside this article ("m1").

    ``kind`` is the local name of the class ("Conference", "Briefing", "Congress", "Session",
    "WorkingVisit", "Ceremony"); ``title`` the words that name it; ``venue`` where it was held, as written;
    ``until`` its last day, where the article tells one apart.
    """

    key: str
    evidence: tuple[Evidence, ...]
    date: PartialDate | None = None
    organiser: Body | None = None
    mode: Mode = "onsite"
    kind: str = "Meeting"
    title: str | None = None
    venue: str | None = None
    place: str | None = None
    modality: Modality = "stated"
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ParticipationFact:
    """A person took part in the meeting ``meeting`` (a MeetingFact's key) in one role."""

    meeting: str
    official: str
    role: ParticipationRole
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class CitationFact:
    """The article cites a document. ``type`` is the noun ("Chỉ thị"), ``number`` the number without its
    suffix or the gathering that passed it ("Đại hội XIII"), ``symbol`` the full sign where written
    ("205-QĐ/TW").
    ``cited_by`` is the document that cites it, where the article says so ("Kết luận 12 bổ sung Nghị quyết
    18").
    """

    type: str
    evidence: tuple[Evidence, ...]
    number: str | None = None
    symbol: str | None = None
    issuer: Body | None = None
    date: PartialDate | None = None
    subject: str | None = None
    cited_by: CitationFact | None = None


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A personnel change: the person gains or loses ``post``, or moves to ``body`` where no post is
    named."""

    official: str
    action: Action
    evidence: tuple[Evidence, ...]
    post: Post | None = None
    body: Body | None = None
    date: PartialDate | None = None
    decided_by: Body | None = None
    modality: Modality = "stated"


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A countable fact. ``unit`` is what is counted, as written; ``share`` says that the value is a
    percentage."""

    value: Decimal
    unit: str
    evidence: tuple[Evidence, ...]
    share: bool = False
    place: str | None = None
    body: Body | None = None
    as_of: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task that a meeting sets in numbered form ("Một là …", "1. …")."""

    order: int
    text: Span
    evidence: tuple[Evidence, ...]
    meeting: str | None = None
    set_by: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that looked like a title, body, document … and was not understood, or an article left
    out."""

    article: str
    rule: str
    text: str
    reason: str
    span: Span | None = None


Fact = (
    OfficialFact
    | TenureFact
    | BodyFact
    | MeetingFact
    | ParticipationFact
    | CitationFact
    | ChangeFact
    | FigureFact
    | TaskFact
)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article. ``article`` has its title, date, author and publisher filled
    in."""

    article: Article
    facts: tuple[Fact, ...]
    issues: tuple[Issue, ...] = ()
