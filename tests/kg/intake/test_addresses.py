from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError
from kg.intake import Downloader, Piece, fetch_pieces, load_piece, named_hosts, part_inputs
from kg.model import Article, Issue
from tests.kg.factories import STORY

PAGE = f"""<html><head><title>Giao ban tháng Ba</title><meta property="og:site_name" content="Báo Huyện">
<link rel="canonical" href="https://example.org/other"></head>
<body><article><h1>Giao ban tháng Ba</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title><link>{site}/</link>
<item><title>Một</title><link>{site}/tin/1.html?a=1&amp;b=2</link></item>
<item><title>Hai</title><link><![CDATA[{site}/tin/2.html]]></link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{site}/atom"/>
<entry><link href="{site}/tin/2.html"/></entry><entry><link href="/tin/3.html"/></entry></feed>"""


class Site(ThreadingHTTPServer):
    """A paper on loopback that counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.asked: Counter[str] = Counter()
        self.robots: str | None = "User-agent: *\nDisallow: /secret\n"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Desk(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        status, text = self.answer()
        content = text.format(site=self.server.url).encode() if "{site}" in text else text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def answer(self) -> tuple[int, str]:
        if self.path == "/robots.txt":
            return (404, "none") if self.server.robots is None else (200, self.server.robots)
        feeds = {"/rss": RSS, "/atom": ATOM, "/bare": RSS.split("<item>")[0] + "</channel></rss>"}
        if self.path in feeds:
            return 200, feeds[self.path]
        return (200, PAGE) if self.path.startswith(("/tin/", "/secret/")) else (404, "không có trang này")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def downloader(folder: Path, *addresses: str, pauses: list[float] | None = None) -> Downloader:
    waits = pauses if pauses is not None else []
    return Downloader(folder, 0 if pauses is None else 2.0, named_hosts(addresses), waits.append)


def fetch(folder: Path, *addresses: str) -> list[Piece | Issue]:
    return list(fetch_pieces(addresses, downloader(folder, *addresses)))


def reasons(found: list[Piece | Issue]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Issue)]


def test_a_page_is_an_article_whose_address_is_where_it_was_fetched(tmp_path: Path, site: Site) -> None:
    (piece,) = fetch(tmp_path, f"{site.url}/tin/1.html")
    assert isinstance(piece, Piece)
    (article,) = load_piece(piece)
    assert isinstance(article, Article)
    assert (article.url, article.publisher) == (f"{site.url}/tin/1.html", "Báo Huyện")
    assert article.id.startswith("127-0-0-1-tin-1-html-")
    assert STORY.strip() in article.text


def test_feeds_name_pages_and_none_is_fetched_twice(tmp_path: Path, site: Site) -> None:
    found = fetch(tmp_path, f"{site.url}/rss", f"{site.url}/atom")
    names = [item.name.removeprefix(site.url) for item in found if isinstance(item, Piece)]
    assert names == ["/tin/1.html?a=1&b=2", "/tin/2.html", "/tin/3.html"]
    assert set(site.asked.values()) == {1}


def test_what_was_fetched_is_kept_and_feeds_are_asked_anew(tmp_path: Path, site: Site) -> None:
    stopped = fetch_pieces([f"{site.url}/rss"], downloader(tmp_path, site.url))
    first = next(stopped)
    again = fetch(tmp_path, f"{site.url}/rss")
    assert again[0] == first
    assert len(again) == 2
    assert (site.asked["/tin/1.html?a=1&b=2"], site.asked["/tin/2.html"], site.asked["/rss"]) == (1, 1, 2)


def test_robots_are_obeyed(tmp_path: Path, site: Site) -> None:
    found = fetch(tmp_path, f"{site.url}/secret/1.html", f"{site.url}/tin/1.html")
    assert reasons(found) == [f"left out: {site.url}/secret/1.html: {site.url}/robots.txt does not allow it"]
    assert site.asked["/secret/1.html"] == 0
    site.robots = None
    assert reasons(fetch(tmp_path, f"{site.url}/secret/1.html")) == []


def test_one_site_is_asked_no_sooner_than_after_the_pause_or_what_it_asks_for(
    tmp_path: Path, site: Site
) -> None:
    for robots, least in (("", 2.0), ("User-agent: *\nCrawl-delay: 7\n", 7.0)):
        site.robots, pauses = robots, list[float]()
        pages = [f"{site.url}/tin/{least}-1.html", f"{site.url}/tin/{least}-2.html"]
        list(fetch_pieces(pages, downloader(tmp_path, site.url, pauses=pauses)))
        assert len(pauses) == 2  # after robots.txt, and after the first page
        assert all(least - 1 < pause <= least for pause in pauses)


def test_what_cannot_be_fetched_is_left_out_with_the_reason(tmp_path: Path, site: Site) -> None:
    found = fetch(tmp_path, f"{site.url}/gone", f"{site.url}/bare", "http://127.0.0.1:1/x")
    assert [reason.rpartition(": ")[2] for reason in reasons(found[:2])] == [
        "HTTP status 404",
        "this feed names no page",
    ]
    assert reasons(found)[2].endswith("robots.txt does not allow it")


def test_an_address_inside_the_network_must_be_named_by_a_person(tmp_path: Path, site: Site) -> None:
    found = list(fetch_pieces([f"{site.url}/tin/1.html"], Downloader(tmp_path, 0)))
    assert len(reasons(found)) == 1
    assert site.asked.total() == 0


def test_inputs_are_paths_addresses_and_lists_of_addresses(tmp_path: Path) -> None:
    listed, story = tmp_path / "feeds.txt", tmp_path / "bai-1.txt"
    listed.write_text("# Báo\nhttps://example.org/rss\n\nhttps://example.org/a#top\n")
    story.write_text(STORY)
    paths, addresses = part_inputs([listed, str(story), "https://example.org/a"])
    assert (paths, addresses) == ([story], ["https://example.org/rss", "https://example.org/a"])


@pytest.mark.parametrize("address", ["https://", "http://[::1", "https://example.org/a b", "http://a:b/"])
def test_an_address_that_is_none_is_an_error(address: str) -> None:
    with pytest.raises(InputError, match="is no web address"):
        part_inputs([address])


def test_a_line_of_a_list_that_is_no_address_is_an_error_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text("https://example.org/a\nbáo\n")
    with pytest.raises(InputError, match=r"feeds\.txt, line 2: 'báo' is no web address"):
        part_inputs([tmp_path / "feeds.txt"])


def test_build_takes_addresses(tmp_path: Path, site: Site) -> None:
    (tmp_path / "feeds.txt").write_text(f"{site.url}/atom\n")
    arguments = ["build", str(tmp_path / "feeds.txt"), "-o", str(tmp_path / "data"), "--pause", "0"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert "Articles  2 in the graph, 0 left out" in done.stdout
    dump = gzip.decompress((tmp_path / "data/current/dumps/giaoban.nq.gz").read_bytes()).decode()
    assert f'/ontology#url> "{site.url}/tin/2.html"' in dump
    again = CliRunner().invoke(main, arguments)
    assert "read 0, kept 2" in again.stdout
