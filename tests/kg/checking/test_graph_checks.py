"""Contradictions, losses and conflicts are found, and told in words, JSON and SHACL."""

from __future__ import annotations

import json

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad

from kg.checking import CheckReport, Finding, check_counts, find_unmissed, write_json, write_turtle
from kg.checking.conflicts import check_conflicts
from kg.checking.consistency import check_consistency
from kg.graph import DEFAULT_BASE, Graphs
from kg.pipeline import close_all
from tests.kg.graph.sample import ONTOLOGY, sample_quads

GRAPHS = Graphs(DEFAULT_BASE)
GB = "https://w3id.org/giaoban/ontology#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SAME = NamedNode("http://www.w3.org/2002/07/owl#sameAs")


def said(subject: str, predicate: NamedNode, object: NamedNode) -> Quad:
    return Quad(NamedNode(DEFAULT_BASE + subject), predicate, object, GRAPHS.article("giao-ban"))


@pytest.fixture(scope="module")
def closed() -> set[Quad]:
    """The sample world and what follows from it."""
    quads = set(sample_quads())
    return quads.union(close_all(quads, DEFAULT_BASE, ONTOLOGY)[0])


def test_the_sample_world_contradicts_nothing(closed: set[Quad]) -> None:
    found, examined = check_consistency(closed, DEFAULT_BASE)
    assert found == []
    assert examined > 100


@pytest.mark.parametrize("with_names", [False, True])
def test_an_official_that_is_a_body_is_a_violation(closed: set[Quad], with_names: bool) -> None:
    extra = {said("id/official/pham-minh-chinh", TYPE, NamedNode(GB + "Body"))}
    if with_names:
        extra.add(said("id/official/x", SAME, NamedNode(DEFAULT_BASE + "id/official/y")))
    (finding, *_) = check_consistency(closed | extra, DEFAULT_BASE)[0]
    assert (finding.severity, finding.focus) == ("violation", DEFAULT_BASE + "id/official/pham-minh-chinh")
    assert "cax-adc" in finding.message and "Axiom:" in finding.message


BEFORE = {"Official": 100, "Meeting": 10, "Figure": 4, "TwoHolders": 12}


@pytest.mark.parametrize(
    ("now", "severities"),
    [
        ({"Official": 51, "Meeting": 6, "Figure": 3}, {}),
        ({"Official": 50, "Meeting": 6, "Figure": 3}, {"Official": "violation"}),
        ({"Official": 90, "Meeting": 9}, {"Figure": "warning"}),
        ({"Official": 90, "Figure": 9}, {"Meeting": "violation"}),
    ],
)
def test_a_class_that_loses_half_its_members_is_told(now: dict[str, int], severities: dict[str, str]) -> None:
    found, examined = check_counts(now, BEFORE, unmissed={"TwoHolders"})
    assert {finding.focus.removeprefix(GB): finding.severity for finding in found} == severities
    assert examined == 3


def test_a_loss_that_is_meant_is_a_warning() -> None:
    (finding,) = check_counts({"Official": 1}, {"Official": 100}, allow_loss=True)[0]
    assert finding.severity == "warning"


def test_nobody_misses_conflicts(closed: set[Quad]) -> None:
    assert {"Conflict", "TwoHolders", "TwoIssuers"} <= find_unmissed(closed)


def test_conflicts_are_told_with_their_sides_and_stop_nothing(closed: set[Quad]) -> None:
    found, examined = check_conflicts(closed)
    assert examined == len(found) >= 2
    assert {finding.severity for finding in found} == {"warning"}
    assert any(
        "TwoHolders (error)" in finding.message and " against " in finding.message for finding in found
    )


REPORT = CheckReport(
    (
        Finding(
            "violation", "shapes", GB + "a", "no label", f"<{GB}name>", '"x"@vi', GB + "Component", GB + "S"
        ),
        Finding("warning", "counts", "data/store", "it had 2 members"),
    ),
    {"shapes": 7},
)


def test_the_report_as_json_says_whether_it_may_be_published() -> None:
    record = json.loads(write_json(REPORT, "abc"))
    assert (record["publishable"], record["conforms"], record["examined"]) == (False, False, {"shapes": 7})
    assert record["findings"][1] == {
        "severity": "warning", "check": "counts", "focus": "data/store", "message": "it had 2 members",
    }  # fmt: skip


def test_the_report_as_shacl_has_each_result_with_its_component() -> None:
    quads = list(pyoxigraph.parse(write_turtle(REPORT), format=pyoxigraph.RdfFormat.TURTLE))
    names = [quad.predicate.value.rpartition("#")[2] for quad in quads]
    assert names.count("result") == names.count("sourceConstraintComponent") == names.count("focusNode") == 2
    assert {"resultPath", "value", "sourceShape", "conforms"} <= set(names)
    assert '"false"' in next(str(quad.object) for quad in quads if quad.predicate.value.endswith("conforms"))


def test_a_report_without_findings_conforms() -> None:
    assert "sh:conforms true" in write_turtle(CheckReport((), {}))
