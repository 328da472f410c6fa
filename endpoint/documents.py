"""The document about a thing: what is said of it in both directions, and what the document itself is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, Triple

from endpoint.live import PREFIXES, Live

PAGE = 500
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
XSD = PREFIXES["xsd"]
OA = PREFIXES["oa"]


def term(name: str) -> NamedNode:
    """The IRI of a prefixed name, such as ``dcterms:license``."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


EVIDENCE = term("gb:evidence")
LABELS = (term("skos:prefLabel"), term("rdfs:label"), term("gb:title"))
PARTS = (term("oa:hasTarget"), term("oa:hasSelector"))


@dataclass(frozen=True, slots=True)
class Document:
    """What is said of a thing: ``triples`` in a stable order; ``next_page`` is 0 on the last page."""

    triples: tuple[Triple, ...]
    next_page: int


def describe_thing(live: Live, thing: NamedNode, page: int = 1) -> Document:
    """The document about ``thing``: its facts, what points at it, their evidence, and labels of all of these.

    What points at a thing may be much: it comes in pages of PAGE triples, the first with the thing's facts.

    :param page: counted from 1.
    """
    incoming = sorted(find_incoming(live, thing), key=str)
    shown = list(islice(incoming, (page - 1) * PAGE, page * PAGE))
    said: set[Triple] = set(shown)
    if page == 1:
        said.update(find_said(live, thing))
    live.store.prepare(triple.subject for triple in shown if isinstance(triple.subject, NamedNode))
    for triple in shown:
        if isinstance(triple.subject, NamedNode) and is_fact(live, triple.subject):
            said.update(find_said(live, triple.subject))
    said.update(find_evidence(live, said, thing))
    next_page = page + 1 if page * PAGE < len(incoming) else 0
    said.update(describe_document(live, thing, page, next_page))
    said.update(find_labels(live, said))
    return Document(tuple(sorted(said, key=str)), next_page)


def find_said(live: Live, thing: NamedNode) -> set[Triple]:
    """The triples with this subject, each once."""
    return {quad.triple for quad in live.store.quads(subject=thing)}


def find_incoming(live: Live, thing: NamedNode) -> set[Triple]:
    """The triples with this object, each once."""
    return {quad.triple for quad in live.store.quads(object=thing)}


def is_fact(live: Live, thing: NamedNode) -> bool:
    """Whether a thing is a fact node: of our graph, stated in an article."""
    return next(live.store.quads(subject=thing, predicate=term("gb:statedIn")), None) is not None


def find_evidence(live: Live, said: Iterable[Triple], thing: NamedNode) -> Iterator[Triple]:
    """The evidence that the triples name, with its target and selectors; the thing's own parts besides."""
    nodes = {triple.object for triple in said if triple.predicate == EVIDENCE}
    waiting = [node for node in (*nodes, thing) if isinstance(node, NamedNode)]
    done: set[NamedNode] = set()
    live.store.prepare(waiting)
    while waiting:
        node = waiting.pop()
        if node in done:
            continue
        done.add(node)
        for triple in find_said(live, node):
            if node != thing:
                yield triple
            if triple.predicate in PARTS and isinstance(triple.object, NamedNode):
                waiting.append(triple.object)


def find_labels(live: Live, said: Iterable[Triple]) -> Iterator[Triple]:
    """The labels of everything that the triples name."""
    named = {
        node
        for triple in said
        for node in (triple.subject, triple.predicate, triple.object)
        if isinstance(node, NamedNode)
    }
    live.store.prepare(named)
    for node in named:
        for predicate in LABELS:
            yield from (quad.triple for quad in live.store.quads(subject=node, predicate=predicate))


def document_iri(live: Live, thing: NamedNode) -> NamedNode:
    """The IRI of the document about a thing."""
    local = thing.value.removeprefix(live.base).removeprefix("id/")
    return NamedNode(f"{live.base}data/{local}")


def describe_document(live: Live, thing: NamedNode, page: int, next_page: int) -> Iterator[Triple]:
    """What the document says of itself: its topic, licence, snapshot, and the graphs it is taken from."""
    document = document_iri(live, thing)
    yield Triple(document, term("rdf:type"), term("foaf:Document"))
    yield Triple(document, term("foaf:primaryTopic"), thing)
    yield Triple(document, term("dcterms:license"), LICENCE)
    yield Triple(document, term("dcterms:isPartOf"), NamedNode(live.base + "void#dataset"))
    created = Literal(live.snapshot.manifest.created, datatype=NamedNode(XSD + "dateTime"))
    yield Triple(document, term("dcterms:modified"), created)
    yield Triple(document, term("dcat:version"), Literal(live.id))
    yield Triple(document, term("prov:wasAttributedTo"), NamedNode(live.base + "id/agent/giaoban"))
    for graph in {quad.graph_name for quad in live.store.quads(subject=thing)}:
        if isinstance(graph, NamedNode):
            yield Triple(document, term("prov:wasDerivedFrom"), graph)
    if next_page:
        following = NamedNode(f"{document.value}?page={next_page}")
        yield Triple(document, NamedNode("http://www.w3.org/ns/hydra/core#next"), following)
