"""A graph that is checked in parts gives the findings of the whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph, URIRef

import kg.checking.parts
from kg.checking import load_shapes
from kg.checking.parts import find_targets, index_quads
from kg.checking.screening import make_screen
from kg.checking.shapes import check_shapes, validate
from kg.closing.conversion import to_rdflib
from kg.graph import Graphs
from tests.kg.graph.sample import ONTOLOGY, sample_quads

GB = "https://w3id.org/giaoban/ontology#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OA = "http://www.w3.org/ns/oa#"
HEAD = f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gb: <{GB}> . @prefix : <http://example.org/> .\n"


def damage(seed: int) -> list[Quad]:
    """The sample world without the authority lists, without some quads, and with others said wrongly."""
    chance = random.Random(seed)
    told = sorted((quad for quad in sample_quads() if quad.graph_name != Graphs().authority), key=str)
    left = [quad for quad in told if chance.random() > 0.08]
    objects = [quad.object for quad in left]
    wrong = [*objects, *(spoil(object) for object in objects if isinstance(object, Literal))]
    again = [
        Quad(quad.subject, quad.predicate, chance.choice(wrong), quad.graph_name)
        for quad in left
        if chance.random() < 0.08 and quad.predicate.value != RDF_TYPE
    ]
    return left + again


def spoil(literal: Literal) -> Literal:
    """The literal, but for its datatype or its form."""
    if literal.language:
        return Literal(literal.value, language="vi-VN")
    if literal.datatype.value.endswith("date"):
        return Literal(literal.value[:-2] + "32", datatype=literal.datatype)
    return Literal(f"0{literal.value}", datatype=literal.datatype)


@pytest.fixture(scope="module")
def damaged() -> list[Quad]:
    return damage(0)


@pytest.mark.parametrize(("seed", "most"), [(1, 3), (2, 1000), (3, 1000), (4, 1000)])
def test_parts_find_what_the_whole_finds(seed: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.checking.parts.Index.parts, "__defaults__", (most,))
    shapes = load_shapes(ONTOLOGY / "shapes.ttl")
    quads = damage(seed)
    whole = set(validate(to_rdflib({quad.triple for quad in quads}), shapes))
    found, examined = check_shapes(quads, shapes)
    assert {(f.focus, f.message, f.severity) for f in found} == {
        (f.focus, f.message, f.severity) for f in whole
    }
    assert len(found) > 50
    assert examined > 200


def test_a_part_has_no_more_focus_nodes_than_allowed_and_little_data(damaged: list[Quad]) -> None:
    shapes = load_shapes(ONTOLOGY / "shapes.ttl")
    index = index_quads(damaged, shapes)
    targets = find_targets(shapes)
    assert targets is not None
    parts = [part for target in targets for part in index.parts(target, index.focus_of(target), 5)]
    assert max(len(part.focus) for part in parts) == 5
    assert max(len(part.data) for part in parts) < 400
    assert len(parts) > 40


def test_the_depth_of_a_shape_is_that_of_its_nested_shapes() -> None:
    targets = find_targets(load_shapes(ONTOLOGY / "shapes.ttl")) or ()
    depth = {target.shape.rpartition("#")[2]: target.depth for target in targets}
    assert (depth["EvidenceShape"], depth["OfficialShape"]) == (2, 1)


@pytest.mark.parametrize(
    "shape",
    [
        ":S a sh:NodeShape ; sh:targetSubjectsOf gb:holder ; sh:property "
        "[ sh:path gb:post ; sh:minCount 1 ] .",
        ":S a sh:NodeShape ; sh:targetClass gb:Post ; sh:property "
        "[ sh:path [ sh:inversePath gb:post ] ; sh:minCount 1 ] .",
        "[] a sh:NodeShape ; sh:targetClass gb:Post ; sh:property [ sh:path gb:none ; sh:minCount 1 ] .",
    ],
)
def test_a_shape_that_looks_further_gets_the_whole_graph(damaged: list[Quad], shape: str) -> None:
    shapes = Graph().parse(data=HEAD + shape, format="turtle")
    assert find_targets(shapes) is None
    found, _ = check_shapes(damaged, shapes)
    assert all(isinstance(NamedNode(finding.focus), NamedNode) for finding in found)


def test_nodes_that_conform_are_let_through_and_unknown_words_are_left_to_pyshacl() -> None:
    quads = list(sample_quads())
    shapes = load_shapes(ONTOLOGY / "shapes.ttl")
    index = index_quads(quads, shapes)
    let_through = [
        sum(map(make_screen(shapes, target.shape, index), index.focus_of(target)))
        for target in find_targets(shapes) or ()
    ]
    assert sum(let_through) > 100
    strange = ":S a sh:NodeShape ; sh:targetClass gb:Post ; sh:property [ sh:path gb:role ; sh:hasValue 1 ] ."
    strange_shapes = Graph().parse(data=HEAD + strange, format="turtle")
    assert not make_screen(strange_shapes, URIRef("http://example.org/S"), index)("any")


def test_the_shipped_shapes_are_checked_in_parts(repo_root: Path) -> None:
    assert find_targets(load_shapes(repo_root / "ontology" / "shapes.ttl"))
