"""The shipped articles through the product's own stages."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from kg.pipeline import BuildReport, build
from kg.questions import Question, load_questions, run_question
from kg.settings import CORPUS, Settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The build of the shipped articles, read by one process."""
    return build(Settings(data=tmp_path_factory.mktemp("shipped"), jobs=1))


def test_every_shipped_article_is_read(report: BuildReport) -> None:
    shipped = {path.stem for path in CORPUS.glob("[0-9]*.md")}
    assert report.snapshot.manifest.articles == len(shipped)
    assert [issue for issue in report.issues if issue.reason.startswith("left out:")] == []


def test_every_quote_of_the_shipped_graph_stands_in_its_article(report: BuildReport) -> None:
    assert report.checks.violations == ()
    assert report.checks.examined["evidence"] > 30 * report.snapshot.manifest.articles


def test_a_second_build_in_another_order_gives_the_same_bytes(report: BuildReport, tmp_path: Path) -> None:
    paths = sorted(CORPUS.glob("[0-9]*.md"), reverse=True)
    again = build(Settings(data=tmp_path, jobs=2), paths)
    assert again.snapshot.id == report.snapshot.id
    assert again.snapshot.manifest.dumps == report.snapshot.manifest.dumps


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_a_question_answers_with_the_columns_of_its_head(report: BuildReport, question: Question) -> None:
    answer = run_question(report.snapshot.open(), question, report.snapshot.manifest.base)
    assert answer.columns == question.columns


def test_rdflib_reads_the_turtle_of_the_shipped_graph(report: BuildReport) -> None:
    graph = Graph().parse(report.snapshot.dumps_path / "giaoban.ttl")
    assert len(graph) == report.snapshot.manifest.triples
