"""A crawl of the whole site: no link leads nowhere, no fragment is missing."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from zlib import crc32

import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from kg.settings import Settings
from kg.snapshot import current_snapshot

ROOT = "http://localhost"
MANY = r"^/(explain\?|graph/|questions/[^?]+\?)"  # many, and made alike: explanations, files, tables
ONE_IN = 12
KINDS = ("Official", "Body", "Post", "Meeting", "Directive", "Article", "Tenure", "Participation", "Figure")
FACETED = r"^/(officials|bodies|meetings|directives|articles|places)\?"  # any number of choices


def find_links(page: str, address: str) -> Iterator[tuple[str, str]]:
    """The links of a page to this site, as (address, fragment)."""
    for found in re.findall(r'(?:href|src)="([^"]+)"', page):
        link, fragment = urldefrag(urljoin(ROOT + address, html.unescape(found)))
        if link.startswith(ROOT + "/") and "lang=" not in link:
            yield link.removeprefix(ROOT), fragment


def is_left_out(address: str) -> bool:
    """Whether it is one of MANY that is not among the one in ONE_IN that are followed."""
    return re.match(MANY, address) is not None and crc32(address.encode()) % ONE_IN != 0


def crawl(client: FlaskClient, skipped: str = "") -> tuple[set[str], list[str]]:
    """Follow every link from the home page and the site map; what answered, and what is broken.

    :param skipped: a pattern of addresses that are not followed.
    """
    listed = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap-1.xml").get_data(as_text=True))
    waiting = ["/", *(address.removeprefix(ROOT) for address in listed)]
    seen: set[str] = set()
    broken: list[str] = []
    anchors: dict[str, set[str]] = {}
    wanted: set[tuple[str, str]] = set()
    while waiting:
        address = waiting.pop()
        if address in seen or (skipped and re.search(skipped, address)) or is_left_out(address):
            continue
        seen.add(address)
        with client.get(address, headers={"Accept": "text/html"}, follow_redirects=True) as response:
            if response.status_code != 200:
                broken.append(f"{response.status_code} {address}")
            if response.mimetype != "text/html":
                continue
            page = response.get_data(as_text=True)
        anchors[address] = set(re.findall(r'\bid="([^"]+)"', page))
        links = list(find_links(page, address))
        wanted.update((link, fragment) for link, fragment in links if fragment)
        waiting += [link for link, _ in links]
    missing = [f"{link}#{name}" for link, name in wanted if link in anchors and name not in anchors[link]]
    return seen, sorted(broken + missing)


def test_no_link_of_a_small_site_is_broken(client: FlaskClient) -> None:
    answered, broken = crawl(client, skipped=FACETED)
    assert [entry for entry in broken if "/ontology#" not in entry] == []  # its ontology is cut short
    assert {"/page/official/le-van-mau", "/download/graphs/article/one", "/conflicts"} <= answered


@pytest.mark.slow
def test_no_link_of_the_shipped_site_is_broken(corpus_data: Path) -> None:
    # The data of each thing are asked for in test_dereferencing.py.
    app = create_app(Settings(data=corpus_data, workers=1))
    try:
        answered, broken = crawl(app.test_client(use_cookies=False), skipped=rf"^/data/|{FACETED}")
        assert broken == []
        reached = Counter(address.split("/")[2] for address in answered if address.startswith("/page/"))
        counts = current_snapshot(corpus_data).manifest.counts
        assert {kind: counts[kind] for kind in KINDS if reached[kind.lower()] < counts[kind]} == {}
    finally:
        app.extensions["giaoban"].close()
