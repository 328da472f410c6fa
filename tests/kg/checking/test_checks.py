from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.checking import CheckReport, check_graph, load_shapes
from kg.errors import ListError
from tests.kg.factories import (
    BASE,
    NAME,
    OA,
    RDF_TYPE,
    STORY,
    evidence_quads,
    gb,
    graph_of,
    node,
    write_ontology,
)

START = STORY.index(NAME)
END = START + len(NAME)
GRAPH = node("graph/article/a")
OFFICIAL = node("id/official/lo-thi-may")
EVIDENCE = node(f"id/evidence/a-{START}-{END}")


def quads_of_a(quote: str = NAME, start: int = START, end: int = END) -> set[Quad]:
    return {
        *graph_of([], None, BASE, Path()),
        Quad(OFFICIAL, RDF_TYPE, gb("Official"), GRAPH),
        Quad(node("id/article/a"), RDF_TYPE, gb("Article"), GRAPH),
        *evidence_quads("a", OFFICIAL, quote, start, end, GRAPH),
    }


def check(folder: Path, quads: set[Quad]) -> CheckReport:
    return check_graph(quads, {"a": STORY}, BASE, load_shapes(write_ontology(folder) / "shapes.ttl"))


def found(report: CheckReport) -> list[tuple[str, str]]:
    return [(finding.check, finding.focus) for finding in report.violations]


def test_a_sound_graph_has_no_findings_and_each_check_has_looked(tmp_path: Path) -> None:
    report = check(tmp_path, quads_of_a())
    assert report.findings == ()
    assert report.examined["evidence"] == 1
    assert report.examined["references"] >= 8
    assert report.examined["shapes"] == 1


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        ("Lò Thị", START, END),
        (NAME, START + 1, END + 1),
        (NAME, 5000, 5010),
        (NAME, END, START),
        ("", START, START),
    ],
)
def test_a_quote_that_does_not_stand_there_is_a_violation(
    tmp_path: Path, quote: str, start: int, end: int
) -> None:
    report = check(tmp_path, quads_of_a(quote, start, end))
    assert found(report) == [("evidence", f"{BASE}id/evidence/a-{start}-{end}")]


def test_a_sentence_is_compared_too(tmp_path: Path) -> None:
    number = NamedNode("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")
    described = {
        Quad(gb(name), RDF_TYPE, RDF_TYPE, GRAPH) for name in ("sentence", "sentenceStart", "sentenceEnd")
    }
    sentence = {
        Quad(EVIDENCE, gb("sentence"), Literal("Chiều 12/3", language="vi"), GRAPH),
        Quad(EVIDENCE, gb("sentenceStart"), Literal("0", datatype=number), GRAPH),
        Quad(EVIDENCE, gb("sentenceEnd"), Literal("9", datatype=number), GRAPH),
    }
    (finding,) = check(tmp_path, quads_of_a() | described | sentence).violations
    assert finding.message == "article a, sentence: at 0-9 stands 'Sáng 12/3', not 'Chiều 12/3'"


def test_a_fact_without_evidence_is_a_violation(tmp_path: Path) -> None:
    extra = {
        Quad(node("id/tenure/x"), gb("statedIn"), node("id/article/a"), GRAPH),
        Quad(node("id/tenure/x"), RDF_TYPE, gb("Official"), GRAPH),
    }
    assert found(check(tmp_path, quads_of_a() | extra)) == [("evidence", BASE + "id/tenure/x")]


def test_a_conflict_needs_no_evidence_of_its_own(tmp_path: Path) -> None:
    extra = {
        Quad(node("id/conflict/x"), gb("statedIn"), node("id/article/a"), GRAPH),
        Quad(node("id/conflict/x"), RDF_TYPE, gb("Conflict"), GRAPH),
        Quad(gb("Conflict"), RDF_TYPE, RDF_TYPE, GRAPH),
    }
    assert found(check(tmp_path, quads_of_a() | extra)) == []


@pytest.mark.parametrize(("start", "end", "sound"), [(START, END, True), (START, 5000, False)])
def test_without_quotes_the_offsets_are_still_checked(
    tmp_path: Path, start: int, end: int, sound: bool
) -> None:
    quads = {quad for quad in quads_of_a("", start, end) if quad.predicate.value != OA + "exact"}
    shapes = load_shapes(write_ontology(tmp_path) / "shapes.ttl")
    report = check_graph(quads, {"a": STORY}, BASE, shapes, quoted=False)
    assert (report.violations == ()) is sound


def test_evidence_from_an_article_that_is_not_there_is_a_violation(tmp_path: Path) -> None:
    quads = quads_of_a() | set(evidence_quads("b", OFFICIAL, NAME, START, END, GRAPH))
    quads.add(Quad(node("id/article/b"), RDF_TYPE, gb("Article"), GRAPH))
    assert found(check(tmp_path, quads)) == [("evidence", f"{BASE}id/evidence/b-{START}-{END}")]


def test_evidence_that_points_nowhere_is_a_violation(tmp_path: Path) -> None:
    quads = {quad for quad in quads_of_a() if quad.predicate.value != OA + "hasTarget"}
    assert found(check(tmp_path, quads)) == [("evidence", EVIDENCE.value)]


@pytest.mark.parametrize("dangling", [node("id/post/nothing"), node("term/role/nothing")])
def test_a_reference_to_something_undescribed_is_a_violation(tmp_path: Path, dangling: NamedNode) -> None:
    extra = Quad(OFFICIAL, RDF_TYPE, dangling, GRAPH)
    report = check(tmp_path, quads_of_a() | {extra})
    assert found(report) == [("references", dangling.value)]
    assert OFFICIAL.value in report.violations[0].message


def test_a_term_that_the_ontology_does_not_declare_is_a_warning(tmp_path: Path) -> None:
    report = check(tmp_path, quads_of_a() | {Quad(OFFICIAL, gb("nothing"), Literal("x"), GRAPH)})
    assert found(report) == []
    assert [(finding.check, finding.focus) for finding in report.warnings] == [
        ("references", gb("nothing").value)
    ]


def test_iris_of_others_need_no_description(tmp_path: Path) -> None:
    extra = Quad(OFFICIAL, RDF_TYPE, NamedNode("http://xmlns.com/foaf/0.1/Person"), GRAPH)
    assert found(check(tmp_path, quads_of_a() | {extra})) == []


def test_a_shape_that_is_not_met_is_a_violation_with_its_message(tmp_path: Path) -> None:
    extra = Quad(node("id/article/b"), RDF_TYPE, gb("Article"), GRAPH)
    (finding,) = check(tmp_path, quads_of_a() | {extra}).violations
    assert (finding.check, finding.focus) == ("shapes", BASE + "id/article/b")
    assert finding.message.endswith("articleId: an article needs its id")


@pytest.mark.parametrize("content", [None, "@prefix sh: <http://www.w3.org/ns/shacl#\n<a> a"])
def test_damaged_or_missing_shapes_are_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "shapes.ttl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ListError, match=r"shapes\.ttl cannot be read"):
        load_shapes(path)
