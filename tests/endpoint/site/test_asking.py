"""Asking ready-made questions as people do, and the pages around it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.pages import LANGUAGES, read_texts
from endpoint.site.about import find_readme, read_scores
from endpoint.site.asked import choose_chart, read_columns
from kg.questions import load_questions
from kg.search import Entry, SearchIndex, write_index

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("typed", ["Trưởng Ban Tổ chức Trung ương", "truong ban to chuc trung uong"])
def test_a_question_takes_the_name_of_a_thing_for_its_iri(site: FlaskClient, typed: str) -> None:
    query = {"post": typed, "format": "csv"}
    answer = site.get("/questions/succession", query_string=query).get_data(as_text=True)
    assert "Tô Huy Rứa" in answer and "Phạm Minh Chính" in answer


def test_the_form_shows_the_name_and_the_answer_opens_in_the_editor(site: FlaskClient) -> None:
    page = site.get("/questions/succession", headers=HTML).get_data(as_text=True)
    assert 'value="Trưởng Ban Tổ chức Trung ương"' in page
    assert re.search(r'href="/query\?query=[^"]*SELECT', page)
    assert "format=csv" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_date_gives_the_form_again_with_what_was_typed(site: FlaskClient, language: str) -> None:
    address = f"/questions/holders-on-date?date=2020-13-45&lang={language}"
    response = site.get(address, headers=HTML)
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert 'value="2020-13-45"' in page and 'role="alert"' in page
    assert site.get(address, headers={"Accept": "application/json"}).status_code == 400


@pytest.mark.parametrize("name", ["x" * 600, "Đ" * 600, "<b>&\"'"])
def test_a_long_or_odd_name_is_answered_with_a_page(site: FlaskClient, name: str) -> None:
    for address, key in (("/questions/succession", "post"), ("/search", "q"), ("/officials", "role")):
        response = site.get(address, query_string={key: name}, headers=HTML)
        assert response.status_code in (200, 400)
        assert 'action="/search"' in response.get_data(as_text=True)
        assert "<b>&" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "Không có gì ở địa chỉ này"), ("en", "The graph says nothing of this")]
)
def test_an_unknown_page_is_told_in_the_readers_language(site: FlaskClient, language: str, told: str) -> None:
    response = site.get(f"/page/official/nobody?lang={language}", headers=HTML)
    assert response.status_code == 404
    page = response.get_data(as_text=True)
    assert told in page and 'class="menu"' in page


def test_home_offers_the_latest_meetings_and_three_questions(site: FlaskClient) -> None:
    page = site.get("/", headers=HTML).get_data(as_text=True)
    assert page.count('href="/page/meeting/') == 8
    assert len(set(re.findall(r'href="/questions/([a-z-]+)"', page))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_states_the_scores_of_the_readme(site: FlaskClient, language: str) -> None:
    scores = read_scores(find_readme())
    assert [row[0] for row in scores.rows][:3] == ["officials", "posts", "bodies"]
    page = site.get(f"/about?lang={language}", headers=HTML).get_data(as_text=True)
    words = dict(read_texts()[language]["about"]["rows"])
    for row in scores.rows:
        assert f">{words.get(row[0], row[0])}</th" in page
        assert all(f">{cell}</td" in page for cell in row[1:])


def test_a_readme_without_scores_gives_none() -> None:
    assert read_scores("# Nothing measured").rows == ()


def test_every_column_of_every_question_has_a_head_in_both_languages() -> None:
    heads = read_columns()
    assert {column for question in load_questions() for column in question.columns} == set(heads)
    assert all(head.keys() == set(LANGUAGES) and all(head.values()) for head in heads.values())


def test_an_answer_is_headed_in_the_readers_language(site: FlaskClient) -> None:
    page = site.get("/questions/most-cited?lang=vi", headers=HTML).get_data(as_text=True)
    assert '<th scope="col">Văn bản</th><th scope="col">Số bài</th>' in page


def test_the_index_shows_every_question_once(site: FlaskClient) -> None:
    page = site.get("/questions", headers=HTML).get_data(as_text=True)
    shown = re.findall(r'href="/questions/([a-z-]+)"', page)
    assert sorted(shown) == sorted(question.name for question in load_questions())


@pytest.mark.parametrize(
    ("columns", "chart"),
    [
        (("official", "firstAttested", "lastAttested"), "timeline"),
        (("meeting", "date", "article"), "calendar"),
        (("document", "articles"), "bars"),
        (("articles",), ""),
        (("article", "quote"), ""),
    ],
)
def test_a_picture_is_shown_where_the_columns_make_one(columns: tuple[str, ...], chart: str) -> None:
    assert choose_chart(columns) == chart


def test_an_answer_leads_to_the_pages_of_what_it_names(site: FlaskClient) -> None:
    page = site.get("/questions/holders-on-date", headers=HTML).get_data(as_text=True)
    assert '<a href="/page/official/pham-minh-chinh" lang="vi">Phạm Minh Chính</a>' in page
    assert 'data-source="/questions/holders-on-date?format=json" data-table="open"' in page
    assert "<td>có thể</td>" in page or "<td>chắc chắn</td>" in page
    told = site.get("/questions/chaired?lang=en", headers=HTML).get_data(as_text=True)
    assert re.search(r'<a href="/page/article/[^"]+" lang="vi">', told)


def test_a_name_of_two_things_leads_nowhere(tmp_path: Path) -> None:
    entries = [
        Entry(f"urn:{iri}", "official", name, (name,), (), 1)
        for iri, name in (("a", "Lê An"), ("b", "Lê An"), ("c", "Lê Ân"))
    ]
    write_index(tmp_path / "search.sqlite", entries)
    index = SearchIndex(tmp_path / "search.sqlite")
    assert index.named("Lê Ân", "official") == "urn:c"
    assert index.named("Lê An", "official") is None
    assert index.named("Lê Ân", "body") is None
