"""Small articles, stages and graphs for tests: sentences of our own, stages that need no lexicon."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph

from kg.checking import CheckReport, check_graph
from kg.model import Article, Evidence, Issue, OfficialFact, Reading, Span
from kg.pipeline import Stages
from kg.settings import Settings

BASE = "https://w3id.org/giaoban/"
GB = "https://w3id.org/giaoban/ontology#"
OA = "http://www.w3.org/ns/oa#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD_NUMBER = NamedNode("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")
STORY = "Sáng 12/3, đồng chí Lò Thị Mẩy chủ trì hội nghị giao ban của Huyện ủy Mù Cang Chải.\n"
NAME = "Lò Thị Mẩy"


def gb(name: str) -> NamedNode:
    return NamedNode(GB + name)


def node(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def write_articles(folder: Path, *ids: str, text: str = STORY) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for id in ids:
        (folder / f"{id}.txt").write_text(text, "utf-8")
    return folder


def settings_for(data: Path, **values: Any) -> Settings:
    return Settings(data=data, jobs=values.pop("jobs", 1), **values)


def read_name(article: Article, ontology: Path) -> Reading:
    """A reading of its own: it knows one name."""
    start = article.text.find(NAME)
    if start < 0:
        return Reading(article, ())
    span = Span(start, start + len(NAME))
    return Reading(article, (OfficialFact(NAME, (Evidence(span, article.body, "test.name"),)),))


def evidence_quads(
    id: str, fact: NamedNode, quote: str, start: int, end: int, graph: NamedNode
) -> Iterator[Quad]:
    """A fact node with one piece of evidence, as kg.graph shapes it."""
    evidence = node(f"id/evidence/{id}-{start}-{end}")
    target, selector, position = (
        NamedNode(f"{evidence.value}#{part}") for part in ("target", "quote", "position")
    )
    article = node(f"id/article/{id}")
    for subject, predicate, value in (
        (fact, gb("evidence"), evidence),
        (fact, gb("statedIn"), article),
        (article, gb("articleId"), Literal(id)),
        (evidence, RDF_TYPE, gb("Evidence")),
        (evidence, NamedNode(OA + "hasTarget"), target),
        (target, NamedNode(OA + "hasSource"), article),
        (target, NamedNode(OA + "hasSelector"), selector),
        (target, NamedNode(OA + "hasSelector"), position),
        (selector, RDF_TYPE, NamedNode(OA + "TextQuoteSelector")),
        (selector, NamedNode(OA + "exact"), Literal(quote)),
        (position, NamedNode(OA + "start"), Literal(str(start), datatype=XSD_NUMBER)),
        (position, NamedNode(OA + "end"), Literal(str(end), datatype=XSD_NUMBER)),
    ):
        yield Quad(subject, predicate, value, graph)


def graph_of(readings: Sequence[Reading], entities: Any, base: str, ontology: Path) -> Iterator[Quad]:
    """A graph of officials alone, with the vocabulary that it uses."""
    terms = ("Official", "Evidence", "Article", "evidence", "statedIn", "articleId")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for term in terms:
        yield Quad(gb(term), label, Literal(term, language="en"), node("graph/ontology"))
    for reading in readings:
        id = reading.article.id
        graph = node(f"graph/article/{id}")
        yield Quad(node(f"id/article/{id}"), RDF_TYPE, gb("Article"), graph)
        yield Quad(node(f"id/article/{id}"), gb("articleId"), Literal(id), graph)
        for fact in reading.facts:
            assert isinstance(fact, OfficialFact)
            span = fact.evidence[0].span
            official = node("id/official/lo-thi-may")
            yield Quad(official, RDF_TYPE, gb("Official"), graph)
            yield from evidence_quads(id, official, fact.name, span.start, span.end, graph)


def close_nothing(quads: Collection[Quad], base: str, ontology: Path) -> tuple[set[Quad], list[Issue]]:
    return set(), []


def check_for_real(
    quads: Collection[Quad], texts: Mapping[str, str], base: str, shapes: Graph
) -> CheckReport:
    return check_graph(quads, texts, base, shapes)


def resolve_nothing(readings: Iterable[Reading], ontology: Path) -> None:
    return None


def stages_for_tests(**replaced: Any) -> Stages:
    stages = {
        "read": read_name,
        "resolve": resolve_nothing,
        "build_quads": graph_of,
        "close": close_nothing,
        "check": check_for_real,
    }
    return Stages(**{**stages, **replaced})


def write_ontology(folder: Path) -> Path:
    """A folder with shapes that ask an article for its id."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shapes.ttl").write_text(
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gb: <{GB}> .
<urn:article> a sh:NodeShape ; sh:targetClass gb:Article ;
    sh:property [ sh:path gb:articleId ; sh:minCount 1 ; sh:message "an article needs its id" ] .
"""
    )
    return folder
