"""Questions of time tell the certain from the possible, with the sentences; none says "current"."""

from __future__ import annotations

import pytest

from kg.graph import DEFAULT_BASE, build_quads
from kg.model import Post
from kg.questions import load_questions, run_question
from kg.resolving import read_knowledge, resolve
from kg.store import GraphStore, memory_store
from tests.kg.graph.factories import CENTRAL, HAU_GIANG, Telling, post
from tests.kg.graph.sample import ONTOLOGY

QUESTIONS = {question.name: question for question in load_questions()}
SECRETARY = "id/post/bi-thu-tinh-uy-hau-giang"


def seen(id: str, name: str, held: Post, day: str) -> Telling:
    told = Telling(id, day)
    told.holds(name, held, day)
    return told


def chain() -> list[Telling]:
    """Three secretaries one after the other; the second is relieved on a known day; one head besides."""
    secretary = post("Bí thư", HAU_GIANG)
    leaving = Telling("d", "2020-03-01")
    leaving.change("Lê Thị Cúc", "relieve", secretary, "2020-02-20")
    return [
        seen("a", "Trần Văn Bình", secretary, "2016-05-01"),
        seen("b", "Trần Văn Bình", secretary, "2017-05-01"),
        seen("c", "Lê Thị Cúc", secretary, "2018-05-01"),
        leaving,
        seen("e", "Hoàng Văn Dũng", secretary, "2020-06-01"),
        seen("f", "Hoàng Văn Dũng", secretary, "2021-06-01"),
        seen("g", "Phạm Thị Mai", post("Trưởng ban", CENTRAL), "2020-05-01"),
        seen("h", "Phạm Thị Mai", post("Trưởng ban", CENTRAL), "2020-07-01"),
    ]


@pytest.fixture(scope="module")
def store() -> GraphStore:
    readings = [told.reading() for told in chain()]
    return memory_store(build_quads(readings, resolve(readings, knowledge=read_knowledge(ONTOLOGY))))


def ask(store: GraphStore, name: str, **arguments: str) -> list[dict[str, str]]:
    """The rows of an answer by column."""
    answer = run_question(store, QUESTIONS[name], DEFAULT_BASE, arguments)
    return [
        {
            column: str(cell.value)
            for column, cell in zip(answer.columns, row, strict=True)
            if cell is not None
        }
        for row in answer.rows
    ]


def holders(store: GraphStore, date: str) -> set[tuple[str, str]]:
    rows = ask(store, "holder-on-date", post=SECRETARY, date=date)
    return {(row["official"], row["certainty"]) for row in rows}


BINH, CUC, DUNG = "Trần Văn Bình", "Lê Thị Cúc", "Hoàng Văn Dũng"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2016-05-01", {(BINH, "certain")}),
        ("2016-12-31", {(BINH, "certain")}),
        ("2017-05-02", {(BINH, "possible"), (CUC, "possible"), (DUNG, "possible")}),
        ("2019-01-01", {(CUC, "certain")}),
        ("2020-02-20", {(CUC, "certain")}),
        ("2020-02-21", {(BINH, "possible"), (DUNG, "possible")}),
        ("2020-12-31", {(DUNG, "certain")}),
    ],
)
def test_a_holder_is_certain_inside_the_bounds_and_possible_where_nobody_else_is(
    store: GraphStore, date: str, expected: set[tuple[str, str]]
) -> None:
    assert holders(store, date) == expected


def test_an_answer_brings_the_sentences_and_the_articles(store: GraphStore) -> None:
    rows = ask(store, "holder-on-date", post=SECRETARY, date="2016-12-31")
    assert {(row["article"], row["published"]) for row in rows} == {("a", "2016-05-01"), ("b", "2017-05-01")}
    assert all(BINH in row["sentence"] for row in rows)


def test_who_headed_a_body_on_a_day(store: GraphStore) -> None:
    rows = ask(store, "head-on-date", body="id/body/ban-to-chuc-trung-uong", date="2020-06-01")
    assert {(row["official"], row["certainty"]) for row in rows} == {("Phạm Thị Mai", "certain")}
    assert {row["article"] for row in rows} == {"g", "h"}


def test_a_change_bounds_a_tenure_beyond_its_attestations(store: GraphStore) -> None:
    (bounds,) = {
        (row["startLatest"], row["endEarliest"], row["endLatest"])
        for row in ask(store, "holder-on-date", post=SECRETARY, date="2019-01-01")
    }
    assert bounds == ("2018-05-01", "2020-02-20", "2020-02-20")


def test_the_chain_of_a_post_goes_step_by_step(store: GraphStore) -> None:
    steps = {
        (row["predecessor"], row["until"], row["successor"], row["since"])
        for row in ask(store, "successors", post=SECRETARY)
    }
    assert steps == {(BINH, "2017-05-01", CUC, "2018-05-01"), (CUC, "2020-02-20", DUNG, "2020-06-01")}


def test_no_question_speaks_of_today() -> None:
    for question in QUESTIONS.values():
        said = f"{question.title_vi} {question.title_en} {question.query}".lower()
        assert not any(word in said for word in ("now()", "current", "hiện nay", "hiện tại")), question.name
