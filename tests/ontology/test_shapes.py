"""The shapes accept the sample world and refuse each way of breaking it."""

from __future__ import annotations

from collections.abc import Callable

import pyshacl
import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, SKOS, XSD, Graph, Literal, Namespace
from rdflib.term import Node

from kg.graph import Graphs
from tests.kg.graph.sample import ONTOLOGY, sample_quads

GB = Namespace("https://w3id.org/giaoban/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
GRAPHS = Graphs()


@pytest.fixture(scope="module")
def sample() -> Graph:
    """The union of the sample's graphs, with those entries of the lists that it speaks of."""
    quads = sample_quads()
    told = [q for q in quads if q.graph_name not in (GRAPHS.ontology, GRAPHS.authority)]
    named = {q.object for q in told} | {q.subject for q in told}
    entries = [q for q in quads if q.graph_name == GRAPHS.authority and q.subject in named]
    kept = {q.triple for q in (*told, *entries)}
    return Graph().parse(data=serialize(kept, format=RdfFormat.N_TRIPLES), format="nt")


def copy_of(graph: Graph) -> Graph:
    """A graph of its own with the same triples."""
    copy = Graph()
    for triple in graph:
        copy.add(triple)
    return copy


def report(graph: Graph) -> str:
    """What the shapes say of the graph; empty where it conforms."""
    conforms, _, text = pyshacl.validate(graph, shacl_graph=Graph().parse(ONTOLOGY / "shapes.ttl"))
    return "" if conforms else str(text)


def one(graph: Graph, kind: Node) -> Node:
    """The first node of a class."""
    return min(graph.subjects(RDF.type, kind))  # type: ignore[type-var]


def test_the_sample_world_conforms(sample: Graph) -> None:
    assert report(sample) == ""


Break = Callable[[Graph], object]
BREAKS: dict[str, tuple[Break, str]] = {
    "a tenure without evidence": (
        lambda g: g.remove((one(g, GB.Tenure), GB.evidence, None)),
        "without evidence",
    ),
    "a tenure without holder": (
        lambda g: g.remove((one(g, GB.Tenure), GB.holder, None)),
        "exactly one holder",
    ),
    "a tenure with two posts": (
        lambda g: g.add((one(g, GB.Tenure), GB.post, GB.other)),
        "exactly one post",
    ),
    "a meeting without mode": (lambda g: g.remove((one(g, GB.Meeting), GB.mode, None)), "neither online"),
    "a meeting on a text": (lambda g: g.add((one(g, GB.Meeting), GB.heldOn, Literal("1/6"))), "no date"),
    "a participation without role": (
        lambda g: g.remove((one(g, GB.Participation), GB.inRole, None)),
        "exactly one role",
    ),
    "a citation of nothing": (lambda g: g.remove((one(g, GB.Citation), GB.directive, None)), "one document"),
    "a change of nobody": (
        lambda g: g.remove((one(g, GB.PersonnelChange), GB.official, None)),
        "one official",
    ),
    "a figure without value": (lambda g: g.remove((one(g, GB.Figure), GB.value, None)), "decimal value"),
    "a task without text": (lambda g: g.remove((one(g, GB.Task), GB.taskText, None)), "without text"),
    "a plan without modality": (
        lambda g: g.remove((one(g, GB.Unrealised), GB.modality, None)),
        "one modality",
    ),
    "a conflict with one side": (
        lambda g: g.set((one(g, GB.Conflict), GB.side, one(g, GB.Tenure))),
        "two sides",
    ),
    "an official without label": (lambda g: g.remove((one(g, GB.Official), SKOS.prefLabel, None)), "label"),
    "a body without label": (lambda g: g.remove((one(g, GB.Body), SKOS.prefLabel, None)), "label"),
    "an article without id": (lambda g: g.remove((one(g, GB.Article), GB.articleId, None)), "exactly one id"),
    "evidence without rule": (lambda g: g.remove((one(g, GB.Evidence), GB.rule, None)), "rule that read it"),
    "evidence without target": (lambda g: g.remove((one(g, GB.Evidence), OA.hasTarget, None)), "one target"),
    "a quotation without words": (
        lambda g: g.remove((one(g, OA.TextQuoteSelector), OA.exact, None)),
        "exact words",
    ),
    "a quotation that ends where it starts": (
        lambda g: g.set((one(g, OA.TextPositionSelector), OA.end, Literal(0))),
        "start before they end",
    ),
    "a tenure that ended before it began": (
        lambda g: [
            g.set((one(g, GB.Tenure), GB.startEarliest, Literal("2021-01-01", datatype=XSD.date))),
            g.set((one(g, GB.Tenure), GB.startLatest, Literal("2021-01-01", datatype=XSD.date))),
            g.set((one(g, GB.Tenure), GB.endEarliest, Literal("2020-01-01", datatype=XSD.date))),
            g.set((one(g, GB.Tenure), GB.endLatest, Literal("2020-01-01", datatype=XSD.date))),
        ],
        "ended before it began",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_shapes_refuse(name: str, sample: Graph) -> None:
    graph = copy_of(sample)
    damage, complaint = BREAKS[name]
    damage(graph)
    assert complaint in report(graph)
