from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ListError, QueryError
from kg.questions import bind, find_question, load_questions, read_question, run_question
from kg.store import memory_store
from tests.kg.factories import BASE, gb, node

HEAD = """# vi: Ai mang tên này?
# en: Who bears this name?
# columns: who,day
# param name: An — tên — the name
# param day: 2020-06-01 — ngày — the day
# param kind: ontology#Official — loại — the class
# param least: 1 — ít nhất — at least
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
QUERY = f"""{HEAD}SELECT ?who ?day WHERE {{
  VALUES ?name {{ "An"@vi }}
  VALUES ?day {{ "2020-06-01"^^xsd:date }}
  VALUES ?kind {{ <https://w3id.org/giaoban/ontology#Official> }}
  VALUES ?least {{ 1 }}
  ?who <{gb("name").value}> ?name ; a ?kind .
  FILTER(?least < 3)
}}
"""
GRAPH = [
    Quad(node(f"id/official/{slug}"), predicate, value, node("graph/g"))
    for slug, name in (("an", "An"), ("o", 'Ô "} #'))
    for predicate, value in (
        (gb("name"), Literal(name, language="vi")),
        (NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), gb("Official")),
    )
]


def write(folder: Path, text: str = QUERY) -> Path:
    path = folder / "names.rq"
    path.write_text(text, "utf-8")
    return path


def asked(folder: Path, **arguments: str) -> list[str]:
    answer = run_question(memory_store(GRAPH), read_question(write(folder)), BASE, arguments)
    assert answer.columns == ("who", "day")
    return [str(row[0].value) for row in answer.rows if row[0] is not None]


def test_the_head_says_what_is_asked(tmp_path: Path) -> None:
    question = read_question(write(tmp_path))
    assert (question.name, question.title_vi, question.title_en) == (
        "names",
        "Ai mang tên này?",
        "Who bears this name?",
    )
    assert question.columns == ("who", "day")
    assert [(parameter.name, parameter.kind, parameter.default) for parameter in question.parameters] == [
        ("name", "vi", "An"),
        ("day", "date", "2020-06-01"),
        ("kind", "iri", "ontology#Official"),
        ("least", "integer", "1"),
    ]


def test_without_arguments_the_defaults_are_asked(tmp_path: Path) -> None:
    assert asked(tmp_path) == [BASE + "id/official/an"]


def test_an_argument_is_a_term_whatever_its_text(tmp_path: Path) -> None:
    assert asked(tmp_path, name='Ô "} #') == [BASE + "id/official/o"]
    assert asked(tmp_path, name='An"@vi "x') == []
    assert asked(tmp_path, name="\\1 \n}") == []


def test_an_iri_may_be_given_relative_to_the_base(tmp_path: Path) -> None:
    assert asked(tmp_path, kind="ontology#Official") == [BASE + "id/official/an"]
    assert asked(tmp_path, kind="id/other") == []


def test_filters_see_the_argument(tmp_path: Path) -> None:
    assert asked(tmp_path, least="5") == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("day", "2020-02-30", "is not a date"),
        ("least", "many", "is not a whole number"),
        ("kind", "http://x y", "is not an IRI"),
        ("nothing", "x", "has no parameter 'nothing'"),
    ],
)
def test_a_wrong_argument_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        bind(read_question(write(tmp_path)), {name: value}, BASE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# vi: Ai mang tên này?\n", "", "no head line # vi:"),
        ("# columns: who,day\n", "", "no head line # columns:"),
        ("  VALUES ?least { 1 }\n", "", "the parameter least needs one line"),
        ("VALUES ?least { 1 }", "VALUES ?least { 1 2 }", "holds 1 2"),
    ],
)
def test_a_damaged_question_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in QUERY
    with pytest.raises(ListError, match=said):
        read_question(write(tmp_path, QUERY.replace(old, new)))


def test_an_unknown_question_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(QueryError, match="no question 'nams'"):
        find_question(load_questions(tmp_path), "nams")


def test_a_folder_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="There is no question"):
        load_questions(tmp_path)
