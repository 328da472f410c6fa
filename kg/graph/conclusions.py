"""The graph of entities: what resolution concludes over all articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph.iris import Iris, slug
from kg.graph.literals import TRUE, day_literal, integer, vi
from kg.graph.vocabulary import GB, ORG, RDF, SKOS, gb
from kg.resolving.entities import (
    Disagreement,
    Document,
    Entities,
    Gathering,
    Organisation,
    Person,
    Position,
    Reason,
    TenureBounds,
)

CONFLICT_CLASSES: Mapping[str, NamedNode] = {
    "two-holders": GB.TwoHolders,
    "two-issuers": GB.TwoIssuers,
    "two-names": GB.TwoNames,
    "two-dates": GB.TwoDates,
    "incompatible-posts": GB.IncompatiblePosts,
    "cites-itself": GB.CitesItself,
    "ends-before-start": GB.EndsBeforeStart,
}


def entity_quads(entities: Entities, iris: Iris, labelled: Collection[NamedNode] = ()) -> Iterator[Quad]:
    """Labels, merged facts, reasons and conflicts. ``labelled``: IRIs that a list labels already and that
    get none."""
    graph = iris.graphs.entities
    names = _Names(entities)
    for triple in _triples(entities, iris, names):
        if triple.predicate == SKOS.prefLabel and triple.subject in labelled:
            continue
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


class _Names:
    """Labels of entities by key, for the labels of facts."""

    def __init__(self, entities: Entities) -> None:
        self.person = {p.key: p.label for p in entities.persons}
        self.post = {p.key: p.label for p in entities.posts}
        self.body = {b.key: b.label for b in entities.bodies}
        self.body_of_post = {p.key: p.body for p in entities.posts}
        self.directive = {d.key: d.label for d in entities.directives}
        self.meeting = {m.key: m.label for m in entities.meetings}

    def of(self, named: tuple[str, ...]) -> str | None:
        """The label of an entity by (kind, key)."""
        kinds = {
            "official": self.person,
            "post": self.post,
            "directive": self.directive,
            "meeting": self.meeting,
        }
        return kinds.get(named[0], {}).get(named[1])


def _triples(entities: Entities, iris: Iris, names: _Names) -> Iterator[Triple]:
    for person in entities.persons:
        yield from person_triples(person, iris)
    for body in entities.bodies:
        yield from body_triples(body, iris)
    for post in entities.posts:
        yield from post_triples(post, iris)
    for meeting in entities.meetings:
        yield from meeting_triples(meeting, iris)
    for document in entities.directives:
        yield from directive_triples(document, iris, names.body)
    for tenure in entities.tenures:
        yield from tenure_triples(tenure, iris, names)
    for article, first in sorted(entities.reprints.items()):
        yield Triple(iris.article(article), GB.reprintOf, iris.article(first))
    for conflict in entities.conflicts:
        yield from conflict_triples(conflict, iris, names)


def _reasons(node: NamedNode, reasons: tuple[Reason, ...]) -> Iterator[Triple]:
    for reason in reasons:
        yield Triple(node, GB.reason, Literal(f"{reason.rule}: {reason.words} ({reason.score:.2f})"))


def person_triples(person: Person, iris: Iris) -> Iterator[Triple]:
    """One official."""
    node = iris.official(person.key)
    yield Triple(node, RDF.type, GB.Official)
    yield Triple(node, SKOS.prefLabel, vi(person.label))
    if person.distinction:
        yield Triple(node, GB.distinction, vi(person.distinction))
    yield from _reasons(node, person.reasons)


def body_triples(body: Organisation, iris: Iris) -> Iterator[Triple]:
    """One body."""
    node = iris.body(body.key)
    yield Triple(node, RDF.type, GB.Body)
    if body.kind != "Body":
        yield Triple(node, RDF.type, gb(body.kind))
    yield Triple(node, SKOS.prefLabel, vi(body.label))
    if body.place:
        yield Triple(node, GB.inPlace, iris.place(body.place))
    if body.parent and body.parent != body.key:
        yield Triple(node, GB.subBodyOf, iris.body(body.parent))
    yield from _reasons(node, body.reasons)


def post_triples(post: Position, iris: Iris) -> Iterator[Triple]:
    """One post."""
    node = iris.post(post.key)
    yield Triple(node, RDF.type, GB.Post)
    yield Triple(node, SKOS.prefLabel, vi(post.label))
    if post.body:
        yield Triple(node, GB.body, iris.body(post.body))
    if post.single_holder:
        yield Triple(node, GB.singleHolder, TRUE)
    yield from _reasons(node, post.reasons)


def meeting_triples(meeting: Gathering, iris: Iris) -> Iterator[Triple]:
    """One meeting that took place; one that is only planned gets its label and no class."""
    node = iris.meeting(meeting.key)
    if meeting.modality == "stated":
        yield Triple(node, RDF.type, GB.Meeting)
        yield Triple(node, GB.independentSources, integer(meeting.independent_sources))
    yield Triple(node, SKOS.prefLabel, vi(meeting.label))
    yield from _reasons(node, meeting.reasons)


def directive_triples(document: Document, iris: Iris, bodies: Mapping[str, str]) -> Iterator[Triple]:
    """One document, with its issuer where any article tells it, and the key that identifies it then."""
    node = iris.directive(document.key)
    yield Triple(node, RDF.type, GB.Directive)
    issuer = f" ({bodies[document.issuer]})" if document.issuer else ""
    yield Triple(node, SKOS.prefLabel, vi(document.label + issuer))
    if document.issuer:
        yield Triple(node, GB.issuedBy, iris.body(document.issuer))
        if document.number:
            parts = (iris.slug_of("body", document.issuer), slug(document.type), slug(document.number))
            key = "/".join((*parts, document.distinction) if document.distinction else parts)
            yield Triple(node, GB.citationKey, Literal(key))
    yield from _reasons(node, document.reasons)


def tenure_triples(tenure: TenureBounds, iris: Iris, names: _Names) -> Iterator[Triple]:
    """One tenure with its bounds over all articles."""
    node = iris.tenure(tenure.person, tenure.position, tenure.acting)
    yield Triple(node, RDF.type, GB.Tenure)
    yield Triple(node, GB.holder, iris.official(tenure.person))
    yield Triple(node, GB.post, iris.post(tenure.position))
    body = names.body_of_post[tenure.position]
    if body:
        yield Triple(node, ORG.organization, iris.body(body))
    yield Triple(node, SKOS.prefLabel, vi(f"{names.person[tenure.person]} – {names.post[tenure.position]}"))
    for term, day in (
        (GB.firstAttested, tenure.first_attested),
        (GB.lastAttested, tenure.last_attested),
        (GB.startEarliest, tenure.start_earliest),
        (GB.startLatest, tenure.start_latest),
        (GB.endEarliest, tenure.end_earliest),
        (GB.endLatest, tenure.end_latest),
    ):
        if day:
            yield Triple(node, term, day_literal(day))
    yield Triple(node, GB.independentSources, integer(tenure.independent_sources))
    for article, piece in tenure.changes:
        yield Triple(node, GB.evidence, iris.evidence(article, piece.span.start, piece.span.end, piece.rule))
        yield Triple(node, GB.statedIn, iris.article(article))


def conflict_triples(conflict: Disagreement, iris: Iris, names: _Names) -> Iterator[Triple]:
    """One conflict: what it is about, its sides, its day and the articles that speak."""
    about = _node_of(conflict.about, iris)
    node = iris.node("conflict", conflict.kind, about.value.rsplit("/", 1)[1], conflict.day or "")
    label = names.of(conflict.about) or conflict.kind
    yield Triple(node, RDF.type, GB.Conflict)
    yield Triple(node, RDF.type, CONFLICT_CLASSES[conflict.kind])
    yield Triple(node, SKOS.prefLabel, vi(": ".join((label, conflict.day)) if conflict.day else label))
    yield Triple(node, GB.about, about)
    for side in conflict.sides:
        yield Triple(node, GB.side, _node_of(side, iris))
    if conflict.day:
        yield Triple(node, GB.onDate, day_literal(conflict.day))
    yield Triple(node, GB.severity, Literal(conflict.severity))
    for article in conflict.articles:
        yield Triple(node, GB.statedIn, iris.article(article))


def _node_of(named: tuple[str, ...], iris: Iris) -> NamedNode:
    kind, key = named[:2]
    if kind == "article":
        return iris.article(key)
    if kind == "citation":
        return iris.citation(named[2], key)
    if kind == "tenure":
        return iris.tenure(key, named[2], named[3] == "acting")
    return iris.entity(kind, key)
