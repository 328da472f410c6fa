"""The pages of things on the graph of the shipped articles."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from endpoint.pages import LANGUAGES
from endpoint.site import KINDS

HTML = {"Accept": "text/html"}
PAGES = {
    "official": ("official/pham-minh-chinh", "Trưởng Ban Tổ chức Trung ương"),
    "body": ("body/ban-to-chuc-trung-uong", "Tô Huy Rứa"),
    "post": ("post/truong-ban-to-chuc-trung-uong", "Phạm Minh Chính"),
    "meeting": ("meeting/2025-04-16-bo-chinh-tri", "Lê Minh Hưng"),
    "directive": ("directive/bo-chinh-tri-quy-dinh-205", "205-QĐ/TW"),
    "article": ("article/2013-06-01-ho-duc-viet-tu-tran", "mất lúc 17 giờ 15"),
    "place": ("place/tinh-hau-giang", "2004"),
}


def read(site: FlaskClient, address: str) -> str:
    response = site.get(address, headers=HTML)
    assert response.status_code == 200, address
    return response.get_data(as_text=True)


def test_every_kind_with_a_page_of_its_own_is_looked_at_here() -> None:
    assert set(PAGES) == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_tells_what_its_kind_is_asked_for(site: FlaskClient, kind: str, language: str) -> None:
    path, told = PAGES[kind]
    page = read(site, f"/page/{path}?lang={language}")
    assert told in page
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1
    assert "style=" not in page
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_official_has_certain_spans_and_quotes_that_lead_to_the_words(site: FlaskClient) -> None:
    page = read(site, "/page/official/pham-minh-chinh")
    assert re.search(r"19/01/2018</time> – <time[^>]*>12/03/2021", page)
    anchor = re.search(r'href="(/page/article/2020-06-01[^"#]*)#(e-[^"]+)"', page)
    assert anchor
    assert f'id="{anchor[2]}"' in read(site, anchor[1])


def test_a_body_shows_the_time_between_two_holders_of_a_single_post(site: FlaskClient) -> None:
    assert re.search(
        r"01/06/2013</time> – <time[^>]*>19/01/2018", read(site, "/page/body/ban-to-chuc-trung-uong")
    )


def test_every_mark_of_an_article_leads_to_a_fact_and_no_id_stands_twice(site: FlaskClient) -> None:
    page = read(site, "/page/article/2013-06-01-ho-duc-viet-tu-tran")
    text = page[page.index('<div class="text"') :]
    assert text.count("<mark") == text.count("</mark>") > 10
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#(e-[^"]+)"', page):
        assert target in ids


def test_pictures_stand_around_the_table_that_says_the_same(site: FlaskClient) -> None:
    page = read(site, "/page/official/pham-minh-chinh")
    assert (
        'data-view="timeline" data-source="/views/timeline.json?official=id/official/pham-minh-chinh"' in page
    )
    assert re.search(r'<figure class="view"[^>]*>.*?<table>.*?</figure>', page, re.S)


def test_the_language_chosen_is_kept_and_the_switch_keeps_the_parameters(site: FlaskClient) -> None:
    response = site.get("/search?q=Minh&kind=official&lang=en", headers=HTML)
    assert "lang=en" in response.headers["Set-Cookie"]
    assert 'href="?q=Minh&amp;kind=official&amp;lang=vi"' in response.get_data(as_text=True)
    page = site.get("/search", headers={**HTML, "Cookie": "lang=en"}).get_data(as_text=True)
    assert '<html lang="en">' in page
