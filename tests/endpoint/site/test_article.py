"""The text of an article with its marks."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from endpoint.site.article import Piece, cut_text
from endpoint.site.shown import Name
from kg.settings import Settings
from tests.endpoint.conftest import publish_sample

HTML = {"Accept": "text/html"}


def fact(label: str) -> Name:
    return Name(f"urn:{label}", f"/page/official/{label}", label, "vi")


A, B, C = fact("a"), fact("b"), fact("c")


def test_overlapping_spans_are_cut_where_each_begins_and_ends() -> None:
    pieces = cut_text("0123456789", (0, 10), [(1, 5, A, "e-a"), (3, 8, B, "e-b")])
    assert [(p.text, p.facts, p.anchors) for p in pieces] == [
        ("0", (), []),
        ("12", (A,), ["e-a"]),
        ("34", (A, B), ["e-b"]),
        ("567", (B,), []),
        ("89", (), []),
    ]


def test_nested_and_equal_spans_keep_every_fact_and_each_id_once() -> None:
    pieces = cut_text("0123456789", (0, 10), [(0, 10, A, "e-a"), (2, 4, B, "e-b"), (2, 4, C, "e-c")])
    assert [p.text for p in pieces] == ["01", "23", "456789"]
    assert pieces[1] == Piece("23", (A, B, C), ["e-b", "e-c"])
    assert pieces[2].anchors == []


def test_what_lies_outside_the_story_is_neither_shown_nor_marked() -> None:
    pieces = cut_text("HEADstoryFOOT", (4, 9), [(0, 4, A, "e-a"), (2, 6, B, "e-b"), (10, 13, C, "e-c")])
    assert [(p.text, p.facts) for p in pieces] == [("st", (B,)), ("ory", ())]


def test_a_text_without_facts_is_one_piece() -> None:
    assert [p.text for p in cut_text("story", (0, 5), [])] == ["story"]


def test_a_long_article_says_that_it_is_cut(site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = site.get("/articles?format=json").get_json()[0]["page"]
    assert "Bài dài" not in site.get(address, headers=HTML).get_data(as_text=True)
    monkeypatch.setattr("endpoint.site.article.MOST_TEXT", 100)
    assert "Bài dài" in site.get(address, headers=HTML).get_data(as_text=True)


def test_an_article_of_which_nothing_is_known_but_its_id_has_a_page(tmp_path: Path) -> None:
    publish_sample(
        tmp_path,
        "<graph/article/two> { <id/article/two> a gb:Article ; gb:articleId 'two' ; gb:title 'Hai'@vi . }",
    )
    app = create_app(Settings(data=tmp_path, workers=1))
    try:
        client = app.test_client(use_cookies=False)
        assert ">Hai</h1>" in client.get("/page/article/two", headers=HTML).get_data(as_text=True)
    finally:
        app.extensions["giaoban"].close()
