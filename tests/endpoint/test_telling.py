"""Problems are told in the reader's language, as pages and as JSON."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import endpoint
from endpoint.pages import read_texts
from endpoint.problems import KINDS
from endpoint.telling import translate

RAISED = ("ProblemError", "RefusalError", "_too_many")
UNTOLD = {"The query {} is not right: a query {}.", "{}."}
"""What only a program sees, in the terms of the Reconciliation API; and the engine's own words."""


def find_details() -> Iterator[str]:
    """Every sentence that stands where a problem is raised, with {} for what it names."""
    for path in Path(endpoint.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED:
                for said in node.args[:2]:
                    if isinstance(said, ast.JoinedStr):
                        yield "".join(
                            str(part.value) if isinstance(part, ast.Constant) else "{}"
                            for part in said.values
                        )
                    elif isinstance(said, ast.Constant) and " " in str(said.value):
                        yield str(said.value)


def test_every_problem_has_vietnamese_words() -> None:
    details = set(find_details()) - UNTOLD
    assert len(details) > 50
    assert [
        said for said in sorted(details) if translate(said.replace("{}", "7")) == said.replace("{}", "7")
    ] == []
    kinds = read_texts()["vi"]["problems"]
    assert {kind.slug for kind in KINDS} == set(kinds)
    assert all(kinds[kind.slug]["title"] and kinds[kind.slug]["cure"] for kind in KINDS)


def test_what_a_sentence_names_stands_in_its_translation() -> None:
    assert translate("Line 2, column 9: expected a variable.") == "Dòng 2, cột 9: expected a variable."
    assert translate("Nobody has said this.") == "Nobody has said this."


@pytest.mark.parametrize(
    ("headers", "language", "title"),
    [
        ({}, "en", "There is nothing at this address"),
        ({"Accept-Language": "vi-VN,vi;q=0.9,en;q=0.1"}, "vi", "Không có gì ở địa chỉ này"),
        ({"Accept-Language": "en,vi;q=0.5"}, "en", "There is nothing at this address"),
    ],
)
def test_a_program_is_told_in_english_unless_it_asks_for_vietnamese(
    client: FlaskClient, headers: dict[str, str], language: str, title: str
) -> None:
    answer = client.get("/page/official/nobody", headers={"Accept": "application/json", **headers})
    assert answer.status_code == 404
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]
    problem = answer.get_json()
    assert (problem["title"], problem["type"]) == (title, "/problems#not-found")
    assert ("Đồ thị" in problem["detail"]) == (language == "vi")


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [
        ("/nowhere", "vi", "Không có trang nào"),
        ("/nowhere", "en", "was not found"),
        ("/officials?page=x", "vi", "page là số nguyên từ 1"),
        ("/officials?page=x", "en", "page is a whole number"),
        ("/sparql?query=SELECT", "vi", "Hãy sửa ở chỗ được nêu"),
    ],
)
def test_a_page_tells_a_problem_in_its_language_and_keeps_the_way_back(
    client: FlaskClient, address: str, language: str, words: str
) -> None:
    sign = "&" if "?" in address else "?"
    answer = client.get(f"{address}{sign}lang={language}", headers={"Accept": "text/html"})
    page = answer.get_data(as_text=True)
    assert answer.status_code >= 400 and words in page
    assert 'action="/search"' in page and 'href="/officials"' in page
