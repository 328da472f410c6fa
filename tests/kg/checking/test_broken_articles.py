"""A broken set of articles, and what the checks say of it: both sides kept, each conflict told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Quad

from kg.checking import CheckReport, check_graph, load_shapes
from kg.graph import DEFAULT_BASE, build_quads
from kg.model import Article, CitationFact, MeetingFact, PartialDate, Reading, Span
from kg.pipeline import close_all
from kg.questions import load_questions, run_question
from kg.records import read_with_lexicon
from kg.resolving import read_knowledge, resolve
from kg.store import memory_store
from tests.kg.graph.factories import CENTRAL, HAU_GIANG, POLITBURO, Telling, post
from tests.kg.graph.sample import ONTOLOGY


def broken_readings() -> list[Reading]:
    """A post with two holders, a meeting that ends before it begins, a document that cites itself."""
    one, other = Telling("mot-nguoi", "2020-06-02"), Telling("nguoi-khac", "2020-06-03")
    one.holds("Trần Văn Bình", post("Bí thư", HAU_GIANG), "2020-06-01")
    other.holds("Lê Thị Cúc", post("Bí thư", HAU_GIANG), "2020-06-01")
    one.meeting("m1", "2020-05-20", CENTRAL)
    one.facts = [
        replace(fact, until=PartialDate("2020-05-18")) if isinstance(fact, MeetingFact) else fact
        for fact in one.facts
    ]
    citing = CitationFact("Kết luận", other.say("Kết luận 12"), "12", None, POLITBURO)
    other.facts[-1:] = [*other.facts[-1:], replace(other.cites("Kết luận", "12", POLITBURO), cited_by=citing)]
    return [one.reading(), other.reading()]


@pytest.fixture(scope="module")
def quads() -> set[Quad]:
    readings = broken_readings()
    entities = resolve(readings, knowledge=read_knowledge(ONTOLOGY))
    built = set(build_quads(readings, entities))
    return built.union(close_all(built, DEFAULT_BASE, ONTOLOGY)[0])


@pytest.fixture(scope="module")
def report(quads: set[Quad]) -> CheckReport:
    texts = {reading.article.id: reading.article.text for reading in broken_readings()}
    return check_graph(quads, texts, DEFAULT_BASE, load_shapes(ONTOLOGY / "shapes.ttl"))


FIRST = """Hậu Giang giao ban công tác tháng 5

Báo Mẫu, ngày 02/6/2020

Ngày 1/6/2020, Tỉnh ủy Hậu Giang tổ chức hội nghị. Đồng chí Trần Văn Bình, Bí thư Tỉnh ủy Hậu Giang, chủ trì.

Hội nghị do Ban Tổ chức Trung ương tổ chức, diễn ra từ ngày 20/5/2020 đến ngày 18/5/2020 tại Hà Nội.

Kết luận số 12-KL/TW thực hiện Kết luận số 12-KL/TW của Bộ Chính trị.
"""
SECOND = """Hậu Giang bàn việc đầu tháng 6

Báo Mẫu, ngày 02/6/2020

Ngày 1/6/2020, Tỉnh ủy Hậu Giang tổ chức hội nghị. Đồng chí Lê Thị Cúc, Bí thư Tỉnh ủy Hậu Giang, chủ trì.
"""


def test_what_articles_say_wrongly_is_found_in_their_text() -> None:
    articles = [Article(name, text, Span(0, len(text))) for name, text in (("a1", FIRST), ("a2", SECOND))]
    readings = [read_with_lexicon(article, ONTOLOGY) for article in articles]
    built = set(build_quads(readings, resolve(readings, knowledge=read_knowledge(ONTOLOGY))))
    texts = {article.id: article.text for article in articles}
    report = check_graph(built, texts, DEFAULT_BASE, load_shapes(ONTOLOGY / "shapes.ttl"))
    found = {finding.message.split(" ")[0] for finding in report.findings if finding.check == "conflicts"}
    assert found == {"TwoHolders", "EndsBeforeStart", "CitesItself"}


def test_the_graph_itself_is_sound_and_the_conflicts_are_warnings(report: CheckReport) -> None:
    assert report.violations == ()
    assert {finding.check for finding in report.warnings} == {"conflicts"}


@pytest.mark.parametrize(
    ("kind", "about", "side"),
    [
        ("TwoHolders (error)", "Bí thư Tỉnh ủy Hậu Giang: 2020-06-01", "tran-van-binh"),
        ("EndsBeforeStart (error)", "Hội nghị Ban Tổ chức Trung ương, 20/05/2020", "article/mot-nguoi"),
        ("CitesItself (error)", "Kết luận 12: ", "citation/nguoi-khac"),
    ],
)
def test_each_conflict_is_told_with_what_it_is_about_and_its_sides(
    report: CheckReport, kind: str, about: str, side: str
) -> None:
    (message,) = [finding.message for finding in report.warnings if finding.message.startswith(kind)]
    assert about in message
    assert side in message


def test_the_question_gives_the_sentences_of_each_conflict(quads: set[Quad]) -> None:
    (question,) = [question for question in load_questions() if question.name == "conflicts"]
    answer = run_question(memory_store(quads), question, DEFAULT_BASE)
    found = [tuple(str(getattr(cell, "value", "")) for cell in row) for row in answer.rows]
    assert {row[-1] for row in found} == {
        "hai người một chức", "kết thúc trước khi bắt đầu", "văn bản viện dẫn chính nó",
    }  # fmt: skip
    assert all(row[5] for row in found)
    holders = {(row[3], row[4]) for row in found if row[-1] == "hai người một chức"}
    assert {article for _, article in holders} == {"mot-nguoi", "nguoi-khac"}
