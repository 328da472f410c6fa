"""A graph that is checked in parts gives the findings of the whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad
from rdflib import Graph

import kg.checking.parts
from kg.checking import load_shapes
from kg.checking.parts import find_targets, index_quads
from kg.checking.shapes import check_shapes, validate
from kg.closing.conversion import to_rdflib
from kg.graph import Graphs
from tests.kg.graph.sample import ONTOLOGY, sample_quads

GB = "https://w3id.org/giaoban/ontology#"
OA = "http://www.w3.org/ns/oa#"
HEAD = f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gb: <{GB}> . @prefix : <http://example.org/> .\n"


def damage(seed: int) -> list[Quad]:
    """The sample world without the authority lists, and without about each tenth quad."""
    chance = random.Random(seed)
    told = sorted((quad for quad in sample_quads() if quad.graph_name != Graphs().authority), key=str)
    return [quad for quad in told if chance.random() > 0.1]


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
    parts = [part for target in targets for part in index.parts(target, most=5)]
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


def test_the_shipped_shapes_are_checked_in_parts(repo_root: Path) -> None:
    assert find_targets(load_shapes(repo_root / "ontology" / "shapes.ttl"))
