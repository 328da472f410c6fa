"""The lists with facets."""

from __future__ import annotations

import csv
import html
import re
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from endpoint.pages import LANGUAGES
from endpoint.site.lists import LISTS
from kg.search import INDEX_FILE
from kg.settings import Settings
from kg.snapshot import current_snapshot
from tests.endpoint.conftest import publish_sample

HTML = {"Accept": "text/html"}


def read(site: FlaskClient, address: str) -> str:
    response = site.get(address, headers=HTML)
    assert response.status_code == 200, address
    return response.get_data(as_text=True)


def count(page: str) -> int:
    found = re.search(r"<strong>(\d+)</strong>", page)
    assert found
    return int(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_counts_what_its_table_holds(site: FlaskClient, name: str, language: str) -> None:
    rows = list(csv.DictReader(site.get(f"/{name}?format=csv").get_data(as_text=True).splitlines()))
    assert count(read(site, f"/{name}?lang={language}")) == len(rows) > 10
    assert len({row["iri"] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", LISTS)
def test_every_value_of_a_facet_leaves_as_many_as_it_says(site: FlaskClient, name: str) -> None:
    page = read(site, f"/{name}")
    facets = page[page.index('<nav class="facets"') : page.index("</nav>", page.index('<nav class="facets"'))]
    values = re.findall(r'<a href="([^"]+)"[^>]*>.*?</a> <span>(\d+)</span>', facets)
    assert values
    for address, number in values[:12]:
        assert count(read(site, f"/{name}{html.unescape(address)}")) == int(number), address


def test_facets_narrow_together_and_each_can_be_taken_back(site: FlaskClient) -> None:
    page = read(site, "/meetings?year=2021&mode=gb:Online")
    both = count(page)
    assert 0 < both < count(read(site, "/meetings?year=2021"))
    assert 'href="?mode=gb:Online"' in page and 'href="?year=2021"' in page


def test_meetings_come_the_latest_first_and_names_in_the_order_of_the_alphabet(site: FlaskClient) -> None:
    lines = site.get("/meetings?format=csv").get_data(as_text=True).splitlines()
    days = [row["date"] for row in csv.DictReader(lines)]
    assert days == sorted(days, reverse=True)
    names = [row["label"] for row in site.get("/officials?format=json&sort=name").get_json()]
    assert names.index("Hồ Đức Việt") < names.index("Lê Minh Hưng") < names.index("Phạm Minh Chính")


def test_pages_follow_one_another_and_keep_what_was_chosen(site: FlaskClient) -> None:
    page = read(site, "/officials?sort=name")
    assert 'href="?sort=name&amp;page=2"' in page
    assert read(site, "/officials?sort=name&page=2") != page


@pytest.mark.parametrize(
    "query", [{"year": "9999"}, {"place": "id/place/x"}, {"page": "99"}, {"role": "đ" * 600}]
)
def test_nothing_found_keeps_the_way_back(site: FlaskClient, query: dict[str, str]) -> None:
    page = read(site, "/officials?" + urlencode(query))
    assert "Không có gì hợp" in page
    assert 'action="/search"' in page and 'href="/officials"' in page


@pytest.mark.parametrize("query", ["page=0", "page=x", "sort=size"])
def test_a_wrong_page_or_order_is_said_kindly(site: FlaskClient, query: str) -> None:
    response = site.get(f"/officials?{query}", headers=HTML)
    assert response.status_code == 400
    assert 'action="/search"' in response.get_data(as_text=True)


def test_a_snapshot_without_lists_has_a_home_and_says_what_to_do(tmp_path: Path) -> None:
    publish_sample(tmp_path)
    with sqlite3.connect(current_snapshot(tmp_path).path / INDEX_FILE) as index:
        index.executescript("DROP TABLE has; DROP TABLE value; DROP TABLE listed")
    index.close()
    app = create_app(Settings(data=tmp_path, workers=1))
    try:
        client = app.test_client(use_cookies=False)
        assert "Cuộc họp mới nhất" not in read(client, "/")
        for name in LISTS:
            response = client.get(f"/{name}", headers=HTML)
            page = response.get_data(as_text=True)
            assert response.status_code == 503
            assert "giaoban build" in page and 'action="/search"' in page
        assert client.get("/officials?format=csv").get_json()["type"] == "/problems#snapshot-incomplete"
    finally:
        app.extensions["giaoban"].close()


def test_a_line_tells_what_its_thing_is(site: FlaskClient) -> None:
    page = read(site, "/officials?sort=name")
    assert re.search(r'>Lê Minh Hưng</a> <span class="beside-name"><span lang="vi">Thủ tướng', page)
    assert re.search(r'<span class="beside-name">Giao Ban', read(site, "/articles"))
    assert "Hội nghị Ban Bí thư, " not in read(site, "/meetings")


def test_a_list_has_as_many_as_the_home_page_counts(site: FlaskClient) -> None:
    counted = re.findall(r'<dt><a href="/(\w+)">[^<]+</a></dt><dd>([\d.]+)</dd>', read(site, "/"))
    assert len(counted) == 5
    for name, number in counted:
        assert count(read(site, f"/{name}")) == int(number.replace(".", "")), name
