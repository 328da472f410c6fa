"""Each kind of fact as triples: what one article says of persons, posts, bodies, meetings, documents and
numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.authority import Authority
from kg.graph.evidence import evidence_iri, evidence_triples
from kg.graph.iris import Iris, article_slug, slug
from kg.graph.literals import FALSE, TRUE, dated, day_literal, decimal, integer, vi
from kg.graph.vocabulary import GB, RDF, gb
from kg.model import (
    Article,
    Body,
    BodyFact,
    ChangeFact,
    CitationFact,
    Evidence,
    Fact,
    FigureFact,
    MeetingFact,
    OfficialFact,
    ParticipationFact,
    Post,
    Reading,
    TaskFact,
    TenureFact,
)
from kg.resolving.attestation import shown_on
from kg.resolving.dates import bounds
from kg.resolving.entities import Entities

ACTION_CLASSES: Mapping[str, NamedNode] = {
    "appoint": GB.Appointment,
    "assign": GB.Assignment,
    "transfer": GB.Transfer,
    "relieve": GB.Relief,
    "elect": GB.Election,
    "approve": GB.Approval,
    "retire": GB.Retirement,
    "discipline": GB.Discipline,
    "nominate": GB.Nomination,
}
ROLES: Mapping[str, tuple[NamedNode, NamedNode]] = {
    "participant": (GB.ParticipantRole, GB.participant),
    "chair": (GB.ChairRole, GB.chairedBy),
    "speaker": (GB.SpeakerRole, GB.addressedBy),
    "presenter": (GB.PresenterRole, GB.presentedBy),
}
MODES: Mapping[str, NamedNode] = {"online": GB.Online, "onsite": GB.Onsite}
MODALITIES: Mapping[str, NamedNode] = {"planned": GB.Planned, "proposed": GB.Proposed, "denied": GB.Denied}


@dataclass(frozen=True, slots=True)
class Scene:
    """One article being written: its reading, the entities its words mean, and the IRIs of all."""

    reading: Reading
    entities: Entities
    iris: Iris
    authority: Authority
    meetings: tuple[MeetingFact, ...] = ()
    participations: tuple[tuple[str, str], ...] = ()
    unrealised: Mapping[str, str] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article

    @property
    def node(self) -> NamedNode:
        """The article's IRI."""
        return self.iris.article(self.article.id)


def open_scene(reading: Reading, entities: Entities, iris: Iris, authority: Authority) -> Scene:
    """The scene of one article, knowing which of its meetings are only planned, proposed or denied."""
    meetings = tuple(fact for fact in reading.facts if isinstance(fact, MeetingFact))
    present = tuple((f.meeting, f.official) for f in reading.facts if isinstance(f, ParticipationFact))
    unrealised = {m.key: m.modality for m in meetings if m.modality != "stated"}
    return Scene(reading, entities, iris, authority, meetings, present, unrealised)


def fact_triples(fact: Fact, scene: Scene) -> Iterator[Triple]:
    """All triples of one fact, its evidence and what it names included."""
    return WRITERS[type(fact)](fact, scene)


def supported(node: NamedNode, evidence: tuple[Evidence, ...], scene: Scene) -> Iterator[Triple]:
    """That the article states ``node``, and where."""
    yield Triple(node, GB.statedIn, scene.node)
    yield from with_evidence(node, evidence, scene)


def with_evidence(node: NamedNode, evidence: tuple[Evidence, ...], scene: Scene) -> Iterator[Triple]:
    """The evidence of ``node``."""
    for piece in evidence:
        yield Triple(node, GB.evidence, evidence_iri(scene.article, piece, scene.iris))
        yield from evidence_triples(scene.article, piece, scene.iris)


def kind_of(node: NamedNode, kind: NamedNode, main: NamedNode, modality: str) -> Iterator[Triple]:
    """The types of a fact: kind and main class where stated as done, else gb:Unrealised with kind and
    modality."""
    if modality == "stated":
        yield Triple(node, RDF.type, main)
        if kind != main:
            yield Triple(node, RDF.type, kind)
        return
    yield Triple(node, RDF.type, GB.Unrealised)
    yield Triple(node, GB.ofKind, kind)
    yield Triple(node, GB.modality, MODALITIES[modality])


def official_described(name: str, scene: Scene) -> tuple[NamedNode, list[Triple]]:
    """The person whom the article calls ``name``: IRI, type and label."""
    node = scene.iris.official(scene.entities.person(scene.article.id, name))
    return node, [Triple(node, RDF.type, GB.Official), Triple(node, RDF.label, vi(name))]


def body_described(body: Body, scene: Scene) -> tuple[NamedNode, list[Triple]]:
    """A body as the article writes it out: IRI, types, label, place and the body it is part of."""
    node = scene.iris.body(scene.entities.body(body))
    triples = [Triple(node, RDF.type, GB.Body), Triple(node, RDF.label, vi(body.label))]
    if body.kind != "Body":
        triples.append(Triple(node, RDF.type, gb(body.kind)))
    if body.place:
        triples.append(Triple(node, GB.inPlace, scene.iris.place(body.place)))
    if body.parent:
        parent, described = body_described(body.parent, scene)
        if parent != node:
            triples += [Triple(node, GB.subBodyOf, parent), *described]
    return node, triples


def post_described(post: Post, scene: Scene) -> tuple[NamedNode, list[Triple]]:
    """A post as the article writes it out: IRI, type, label, role and body."""
    node = scene.iris.post(scene.entities.post(post))
    triples = [
        Triple(node, RDF.type, GB.Post),
        Triple(node, RDF.label, vi(post.label)),
        Triple(node, GB.roleName, vi(post.role)),
    ]
    role = scene.iris.term("role", post.role_id) if post.role_id else None
    if role and role in scene.authority.entries:
        triples.append(Triple(node, GB.role, role))
    if post.body:
        body, described = body_described(post.body, scene)
        triples += [Triple(node, GB.body, body), *described]
    return node, triples


def write_official(fact: OfficialFact, scene: Scene) -> Iterator[Triple]:
    """The article names a person."""
    node, described = official_described(fact.name, scene)
    yield from described
    if fact.gender:
        yield Triple(node, GB.gender, Literal(fact.gender))
    yield Triple(scene.node, GB.mentions, node)
    yield from with_evidence(node, fact.evidence, scene)


def write_body(fact: BodyFact, scene: Scene) -> Iterator[Triple]:
    """The article names a body."""
    node, described = body_described(fact.body, scene)
    yield from described
    yield Triple(scene.node, GB.mentions, node)
    yield from with_evidence(node, fact.evidence, scene)


def write_tenure(fact: TenureFact, scene: Scene) -> Iterator[Triple]:
    """The article shows a person in a post (``former`` false), or as having held it; some show both."""
    holder, holder_described = official_described(fact.official, scene)
    post, post_said = post_described(fact.post, scene)
    node = scene.iris.tenure(
        scene.entities.person(scene.article.id, fact.official),
        scene.entities.post(fact.post),
        fact.post.acting,
    )
    yield from holder_described
    yield from post_said
    yield Triple(node, RDF.type, GB.Tenure)
    yield Triple(node, GB.holder, holder)
    yield Triple(node, GB.post, post)
    if fact.post.acting:
        yield Triple(node, GB.acting, TRUE)
    yield Triple(node, GB.former, TRUE if fact.post.former else FALSE)
    shown = shown_on(fact, scene.meetings, scene.participations, scene.article.published)
    yield from dated(node, GB.attestedEndedOn if fact.post.former else GB.attestedOn, shown)
    yield from supported(node, fact.evidence, scene)


def write_meeting(fact: MeetingFact, scene: Scene) -> Iterator[Triple]:
    """The article reports a meeting, or speaks of one that is planned."""
    node = scene.iris.meeting(scene.entities.meeting(scene.article.id, fact.key))
    yield from kind_of(node, gb(fact.kind), GB.Meeting, fact.modality)
    if fact.title:
        yield Triple(node, GB.title, vi(fact.title))
    if fact.organiser:
        organiser, described = body_described(fact.organiser, scene)
        yield Triple(node, GB.organiser, organiser)
        yield from described
    if fact.venue:
        yield Triple(node, GB.venue, vi(fact.venue))
    if fact.place:
        yield Triple(node, GB.inPlace, scene.iris.place(fact.place))
    yield Triple(node, GB.mode, MODES[fact.mode])
    yield from dated(node, GB.heldOn, fact.date)
    if fact.until and fact.until.precision == "day" and bounds(fact.until):
        yield Triple(node, GB.heldUntil, day_literal(fact.until.iso))
    yield from supported(node, fact.evidence, scene)


def write_participation(fact: ParticipationFact, scene: Scene) -> Iterator[Triple]:
    """A person took part in a meeting; the shortcut from the meeting only where the meeting took place."""
    modality = scene.unrealised.get(fact.meeting, "stated")
    meeting_key = scene.entities.meeting(scene.article.id, fact.meeting)
    person, described = official_described(fact.official, scene)
    meeting = scene.iris.meeting(meeting_key)
    person_key = scene.entities.person(scene.article.id, fact.official)
    node = scene.iris.participation(
        meeting_key, person_key, fact.role, "" if modality == "stated" else modality
    )
    role, shortcut = ROLES[fact.role]
    yield from described
    yield from kind_of(node, GB.Participation, GB.Participation, modality)
    yield Triple(node, GB.meeting, meeting)
    yield Triple(node, GB.official, person)
    yield Triple(node, GB.inRole, role)
    if modality == "stated":
        yield Triple(meeting, shortcut, person)
    yield from supported(node, fact.evidence, scene)


def write_citation(fact: CitationFact, scene: Scene) -> Iterator[Triple]:
    """The article cites a document."""
    key = scene.entities.directive(scene.article.id, fact)
    directive = scene.iris.directive(key)
    node = scene.iris.citation(scene.article.id, key)
    kind = scene.authority.directive_class(fact.type)
    yield from kind_of(directive, kind or GB.Directive, GB.Directive, "stated")
    yield Triple(directive, RDF.label, vi(" ".join(filter(None, (fact.type, fact.symbol or fact.number)))))
    yield Triple(directive, GB.documentType, vi(fact.type))
    for term, value in ((GB.number, fact.number), (GB.symbol, fact.symbol)):
        if value:
            yield Triple(directive, term, Literal(value))
    if fact.subject:
        yield Triple(directive, GB.subject, vi(fact.subject))
    if fact.issuer:
        issuer, described = body_described(fact.issuer, scene)
        yield Triple(directive, GB.issuedBy, issuer)
        yield from described
    yield from dated(directive, GB.issuedOn, fact.date)
    yield Triple(scene.node, GB.cites, directive)
    if fact.cited_by:
        citing = scene.iris.directive(scene.entities.directive(scene.article.id, fact.cited_by))
        yield Triple(citing, GB.cites, directive)
    yield Triple(node, RDF.type, GB.Citation)
    yield Triple(node, GB.directive, directive)
    yield from supported(node, fact.evidence, scene)


def write_change(fact: ChangeFact, scene: Scene) -> Iterator[Triple]:
    """A personnel change, done or only planned, proposed, denied."""
    person, described = official_described(fact.official, scene)
    yield from described
    post, post_said = post_described(fact.post, scene) if fact.post else (None, [])
    body, body_said = body_described(fact.body, scene) if fact.body else (None, [])
    target = (post or body).value.rsplit("/", 1)[1] if post or body else ""  # type: ignore[union-attr]
    node = scene.iris.change(
        scene.entities.person(scene.article.id, fact.official),
        fact.action,
        target,
        fact.date.iso if fact.date else "",
        "" if fact.modality == "stated" else fact.modality,
    )
    yield from kind_of(node, ACTION_CLASSES[fact.action], GB.PersonnelChange, fact.modality)
    yield Triple(node, GB.official, person)
    yield from (*post_said, *body_said)
    if post:
        yield Triple(node, GB.post, post)
    if body:
        yield Triple(node, GB.body, body)
    if fact.decided_by:
        decider, decider_said = body_described(fact.decided_by, scene)
        yield Triple(node, GB.decidedBy, decider)
        yield from decider_said
    yield from dated(node, GB.effectiveOn, fact.date)
    yield from supported(node, fact.evidence, scene)


def write_figure(fact: FigureFact, scene: Scene) -> Iterator[Triple]:
    """A number that the article states. Its IRI holds the article, for "11 projects" elsewhere are others."""
    body, described = body_described(fact.body, scene) if fact.body else (None, [])
    node = scene.iris.node(
        "figure",
        article_slug(scene.article.id),
        slug(str(decimal(fact.value).value)),
        "percent" if fact.share else "",
        slug(fact.unit) if fact.unit else "",
        fact.place or "",
        body.value.rsplit("/", 1)[1] if body else "",
        fact.as_of.iso if fact.as_of else "",
    )
    yield Triple(node, RDF.type, GB.Figure)
    yield Triple(node, GB.value, decimal(fact.value))
    yield Triple(node, GB.unit, vi(fact.unit))
    if fact.share:
        yield Triple(node, GB.share, TRUE)
    if fact.place:
        yield Triple(node, GB.inPlace, scene.iris.place(fact.place))
    if body:
        yield Triple(node, GB.body, body)
        yield from described
    yield from dated(node, GB.asOf, fact.as_of)
    yield from supported(node, fact.evidence, scene)


def write_task(fact: TaskFact, scene: Scene) -> Iterator[Triple]:
    """A task set in numbered form; its start in the text keeps two lists of one article apart."""
    node = scene.iris.node("task", article_slug(scene.article.id), str(fact.order), str(fact.text.start))
    yield Triple(node, RDF.type, GB.Task)
    yield Triple(node, GB.order, integer(fact.order))
    yield Triple(node, GB.taskText, vi(scene.article.text[fact.text.start : fact.text.end]))
    if fact.meeting:
        yield Triple(
            node, GB.meeting, scene.iris.meeting(scene.entities.meeting(scene.article.id, fact.meeting))
        )
    if fact.set_by:
        person, described = official_described(fact.set_by, scene)
        yield Triple(node, GB.setBy, person)
        yield from described
    yield from supported(node, fact.evidence, scene)


WRITERS: Mapping[type, Callable[[Any, Scene], Iterator[Triple]]] = {
    OfficialFact: write_official,
    TenureFact: write_tenure,
    BodyFact: write_body,
    MeetingFact: write_meeting,
    ParticipationFact: write_participation,
    CitationFact: write_citation,
    ChangeFact: write_change,
    FigureFact: write_figure,
    TaskFact: write_task,
}
