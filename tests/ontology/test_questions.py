"""Every competency question runs as it stands and is answered in the sample world; ten have fixed columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import DEFAULT_BASE
from kg.questions import Question, load_questions, run_question
from kg.store import GraphStore, memory_store
from tests.kg.graph.sample import sample_quads, sample_readings

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "questions"
QUESTIONS = {question.name: question for question in load_questions(FOLDER)}
FIXED = {
    "articles": "article,title,published,publisher,author",
    "officials": "article,official",
    "posts": "article,official,post",
    "bodies": "article,body",
    "meetings": "article,date,organiser,mode",
    "participations": "article,date,official,role",
    "directives": "article,type,number,issuer,date",
    "personnel": "article,official,action,post,date",
    "figures": "article,value,unit",
    "evidence": "article,fact,quote,start,end",
}


@pytest.fixture(scope="module")
def store() -> GraphStore:
    """The sample world."""
    return memory_store(sample_quads())


def rows(store: GraphStore, question: Question, **arguments: str) -> list[tuple[str, ...]]:
    """The rows of an answer as plain text."""
    answer = run_question(store, question, DEFAULT_BASE, arguments)
    assert answer.columns == question.columns
    return [tuple(str(cell.value) if cell is not None else "" for cell in row) for row in answer.rows]


def test_there_are_the_ten_fixed_questions_and_twenty_more() -> None:
    assert {name: ",".join(QUESTIONS[name].columns) for name in FIXED} == FIXED
    assert len(QUESTIONS) >= 30


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_question_has_an_answer(name: str, store: GraphStore) -> None:
    assert rows(store, QUESTIONS[name])


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_question_says_each_row_once(name: str, store: GraphStore) -> None:
    found = rows(store, QUESTIONS[name])
    assert len(found) == len(set(found))


def test_posts_says_former_first(store: GraphStore) -> None:
    former = [row for row in rows(store, QUESTIONS["posts"]) if row[0] == "gap-mat"]
    assert former == [("gap-mat", "Phạm Minh Chính", "nguyên Trưởng ban Ban Tổ chức Trung ương")]


def test_directives_leaves_out_the_issuer_that_only_another_article_tells(store: GraphStore) -> None:
    found = rows(store, QUESTIONS["directives"])
    assert ("giao-ban", "Chỉ thị", "35", "", "") in found
    assert ("nhan-su", "Chỉ thị", "35", "Bộ Chính trị", "2019-05-30") in found


def test_dates_are_given_as_far_as_known(store: GraphStore) -> None:
    dates = {(row[1], row[2]): row[4] for row in rows(store, QUESTIONS["personnel"])}
    assert dates == {
        ("Hoàng Trọng Hưng", "relieve"): "2020-06-15",
        ("Nguyễn Văn An", "appoint"): "2020-06",
        ("Nguyễn Văn An", "transfer"): "",
    }


def test_planned_and_proposed_things_are_not_told_as_done(store: GraphStore) -> None:
    assert not [row for row in rows(store, QUESTIONS["personnel"]) if row[1] == "Lê Thị Cúc"]
    assert {row[1] for row in rows(store, QUESTIONS["meetings"])} == {"2020-06-01"}
    assert {row[1] for row in rows(store, QUESTIONS["not-yet-done"])} == {"planned", "proposed"}


def test_evidence_gives_the_words_at_their_place(store: GraphStore) -> None:
    texts = {reading.article.id: reading.article.text for reading in sample_readings()}
    found = rows(store, QUESTIONS["evidence"])
    assert len(found) > 40
    for article, _, quote, start, end in found:
        assert texts[article][int(start) : int(end)] == quote


def test_holders_on_a_date_are_certain_only_between_attestations(store: GraphStore) -> None:
    question = QUESTIONS["holders-on-date"]
    assert [row[2] for row in rows(store, question, date="2020-06-01")] == ["certain"]
    assert [row[2] for row in rows(store, question, date="2021-06-01")] == ["possible"]
    assert rows(store, question, date="2023-01-01") == []


def test_conflicts_show_both_sides_with_their_sentences(store: GraphStore) -> None:
    sides = {(row[0], row[3]) for row in rows(store, QUESTIONS["conflicts"])}
    assert {side for conflict, side in sides if "Bí thư" in conflict} == {
        "Huỳnh Thanh Tạo – Bí thư Tỉnh ủy Hậu Giang",
        "Nguyễn Thị Mai – Bí thư Tỉnh ủy Hậu Giang",
    }
