"""Where an asserted triple comes from: the graphs that say it, and the sentences of the articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.export import PREFIXES
from kg.store import GraphStore

MOST_SOURCES = 5
"""How many graphs of one triple are shown; the others are counted."""
MOST_QUOTES = 3
"""How many sentences of one graph are shown."""

Node = NamedNode | BlankNode | Literal | Triple


def _gb(name: str) -> NamedNode:
    return NamedNode(PREFIXES["gb"] + name)


def _oa(name: str) -> NamedNode:
    return NamedNode(PREFIXES["oa"] + name)


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of an article that say something; ``start`` and ``end`` count code points of its text.

    ``evidence`` and ``iri`` are the IRIs of the evidence and of the article, ``rule`` is the rule that read
    it. Words that are not published are empty.
    """

    evidence: str
    article: str
    iri: str
    title: str
    words: str
    sentence: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Source:
    """One graph that asserts a triple. ``kind`` is article, entities, authority, ontology or provenance.

    ``reasons`` say why resolution took mentions as one, where the triple is a conclusion of it.
    """

    graph: str
    kind: str
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Looks up sources in a store whose entities and graphs begin with ``base``."""

    store: GraphStore
    base: str

    def find(self, triple: Triple) -> tuple[tuple[Source, ...], int]:
        """The sources of a triple, articles first, and how many more there are."""
        inferred = self.base + "graph/inferred"
        pattern = self.store.quads(triple.subject, triple.predicate, triple.object)  # type: ignore[arg-type]
        graphs = {quad.graph_name.value for quad in pattern if isinstance(quad.graph_name, NamedNode)}
        ordered = sorted(graphs - {inferred}, key=lambda graph: (self._kind(graph) != "article", graph))
        shown = tuple(self._source(graph, triple) for graph in ordered[:MOST_SOURCES])
        return shown, len(ordered) - len(shown)

    def _kind(self, graph: str) -> str:
        return graph.removeprefix(self.base + "graph/").partition("/")[0]

    def _source(self, graph: str, triple: Triple) -> Source:
        kind = self._kind(graph)
        if kind == "article":
            return Source(graph, kind, self._quotes(triple, NamedNode(graph)))
        if kind != "entities":
            return Source(graph, kind)
        reasons = self._values(triple.subject, _gb("reason"), None)
        return Source(graph, kind, self._quotes(triple, None), tuple(sorted(reasons)))

    def _quotes(self, triple: Triple, graph: NamedNode | None) -> tuple[Quote, ...]:
        """The evidence of the facts that speak of both ends, else of the subject itself, else of an end.

        :param graph: the article's graph; None for all articles.
        """
        subject, object = triple.subject, triple.object
        ways = (
            self._facts_between(subject, object, graph),
            iter([subject]),
            iter([object] if isinstance(object, NamedNode) else []),
            self._facts_about(subject, graph),
        )
        for facts in ways:
            found = {evidence for fact in facts for evidence in self._evidence(fact, graph)}
            if found:
                ordered = sorted(found, key=lambda evidence: evidence.value)
                return tuple(self._quote(evidence) for evidence in ordered[:MOST_QUOTES])
        return ()

    def _facts_between(self, subject: Node, object: Node, graph: NamedNode | None) -> Iterator[Node]:
        if isinstance(object, NamedNode):
            for fact in self._facts_about(subject, graph):
                pattern = self.store.quads(fact, None, object, graph)  # type: ignore[arg-type]
                if next(pattern, None) is not None:
                    yield fact

    def _facts_about(self, thing: Node, graph: NamedNode | None) -> Iterator[Node]:
        for quad in islice(self.store.quads(None, None, thing, graph), 1000):  # type: ignore[arg-type]
            yield quad.subject

    def _evidence(self, fact: Node, graph: NamedNode | None) -> Iterator[NamedNode]:
        pattern = self.store.quads(fact, _gb("evidence"), None, graph)  # type: ignore[arg-type]
        for quad in islice(pattern, 20):
            if isinstance(quad.object, NamedNode):
                yield quad.object

    def _quote(self, evidence: NamedNode) -> Quote:
        target = self._value(evidence, _oa("hasTarget"))
        article = self._value(target, _oa("hasSource"))
        selectors = list(self._objects(target, _oa("hasSelector")))

        def select(name: str) -> str:
            return next((v for one in selectors for v in self._values(one, _oa(name), None)), "")

        return Quote(
            evidence=evidence.value,
            article=self._text(article, "articleId"),
            iri=getattr(article, "value", ""),
            title=self._text(article, "title"),
            words=select("exact"),
            sentence=self._text(evidence, "sentence"),
            start=int(select("start") or 0),
            end=int(select("end") or 0),
            rule=self._text(evidence, "rule"),
        )

    def _objects(self, subject: Node | None, predicate: NamedNode) -> Iterator[Node]:
        if isinstance(subject, NamedNode):
            for quad in self.store.quads(subject, predicate):
                yield quad.object

    def _value(self, subject: Node | None, predicate: NamedNode) -> Node | None:
        return next(self._objects(subject, predicate), None)

    def _values(self, subject: Node | None, predicate: NamedNode, default: str | None) -> set[str]:
        found = {str(getattr(term, "value", term)) for term in self._objects(subject, predicate)}
        return found or ({default} if default is not None else set())

    def _text(self, subject: Node | None, name: str) -> str:
        return min(self._values(subject, _gb(name), ""))
