"""Web addresses as input: of pages, of feeds (RSS, Atom, JSON), and files that list either."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from kg.errors import InputError
from kg.intake.downloading import Downloader, DownloadError, Page, is_private
from kg.intake.pieces import Piece
from kg.model import Issue

SCHEMES = ("http://", "https://")
LISTS = (".txt", ".urls")
MAX_NAME = 80


def part_hadoop(inputs: Iterable[Path | str]) -> tuple[list[str], list[Path | str]]:
    """The inputs that only Hadoop's file systems know (hdfs://…, s3a://…, Parquet), and the others.

    A local Parquet file is named by its file:// address.
    """
    there: list[str] = []
    here: list[Path | str] = []
    for given in inputs:
        scheme, mark, _ = str(given).partition("://")
        if mark and scheme.isascii() and scheme.lower() not in ("http", "https"):
            there.append(str(given))
        elif not mark and str(given).lower().endswith(".parquet"):
            there.append(f"file://{Path(given).resolve()}")
        else:
            here.append(given)
    return there, here


def part_inputs(inputs: Iterable[Path | str]) -> tuple[list[Path], list[str]]:
    """The paths among the inputs, and the addresses: those named, and those in files that list nothing else.

    A list has one address a line; lines that begin with # are notes.

    :raises InputError: if an address is none, or a list has a line of another kind.
    """
    paths: list[Path] = []
    addresses: list[str] = []
    for given in inputs:
        if str(given).lower().startswith(SCHEMES):
            addresses.append(_check_address(str(given)))
        elif (listed := _read_list(Path(given))) is not None:
            addresses += listed
        else:
            paths.append(Path(given))
    return paths, list(dict.fromkeys(addresses))


def fetch_pieces(addresses: Sequence[str], downloader: Downloader) -> Iterator[Piece | Issue]:
    """The pages of these addresses, and of what the feeds among them name, one at a time, none twice.

    A page that was fetched before comes from the disk, a feed is always asked anew.
    """
    seen: set[str] = set()
    for address in addresses:
        links = [address]
        if downloader.find_kept(address) is None:
            try:
                page = downloader.fetch(address)
            except DownloadError as error:
                yield _tell_missing(address, str(error))
                continue
            if is_feed(page.content):
                links = find_links(page, address)
                if not links:
                    yield _tell_missing(address, "this feed names no page")
            else:
                downloader.keep(address, page)
        for link in links:
            if link not in seen:
                seen.add(link)
                yield _fetch_piece(link, downloader)


def named_hosts(addresses: Iterable[str]) -> frozenset[str]:
    """The private hosts, with their ports, that these addresses name: a person has allowed them."""
    parts = map(urlsplit, addresses)
    return frozenset(part.netloc for part in parts if part.hostname and is_private(part.hostname))


def is_feed(content: bytes) -> bool:
    """Whether these are the bytes of a feed, not of a page."""
    from trafilatura.feeds import is_potential_feed  # takes long, and few builds need it

    start = content[:2000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return "jsonfeed.org/version" in start
    return is_potential_feed(start) and re.search(r"<(rss|feed|rdf:RDF)\b", start) is not None


def find_links(feed: Page, address: str) -> list[str]:
    """The pages that a feed names, sorted; its own address and the front of its site are none."""
    from trafilatura.feeds import FeedParameters
    from trafilatura.feeds import find_links as find_feed_links

    parts = urlsplit(feed.url)
    parameters = FeedParameters(f"{parts.scheme}://{parts.netloc}", parts.netloc, address, external=True)
    found = find_feed_links(feed.content.decode("utf-8", "replace").strip().lstrip("\ufeff"), parameters)
    links = {urldefrag(urljoin(feed.url, unescape(link.strip()))).url for link in found}
    return sorted(
        link
        for link in links - {address, feed.url}
        if link.lower().startswith(SCHEMES) and (urlsplit(link).path.strip("/") or urlsplit(link).query)
    )


def name_page(url: str) -> str:
    """The id of the article at this address: readable, and told apart by a hash of the whole address."""
    parts = urlsplit(url)
    name = re.sub(r"[^a-z0-9]+", "-", f"{parts.hostname}{parts.path}".lower()).strip("-")
    return f"{name[:MAX_NAME].rstrip('-')}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def _fetch_piece(url: str, downloader: Downloader) -> Piece | Issue:
    page = downloader.find_kept(url)
    if page is None:
        try:
            page = downloader.fetch(url)
        except DownloadError as error:
            return _tell_missing(url, str(error))
        downloader.keep(url, page)
    return Piece(name_page(url), "html", url, page.content, page.url)


def _tell_missing(url: str, reason: str) -> Issue:
    return Issue(name_page(url), "intake.download", url, f"left out: {url}: {reason}")


def _check_address(text: str) -> str:
    address = urldefrag(text.strip()).url
    try:
        parts = urlsplit(address)
        valid = bool(parts.hostname) and not re.search(r"\s", address) and (parts.port or True)
    except ValueError:
        valid = False
    if not valid:
        raise InputError(f"{text} is no web address.", "Write it like https://example.org/tin/bai-1.html")
    return address


def _read_list(path: Path) -> list[str] | None:
    """The addresses in a file whose first line, notes aside, is one; None for any other file."""
    if path.suffix.lower() not in LISTS or not path.is_file():
        return None
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = ((number, line.strip()) for number, line in enumerate(file, start=1))
        told = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if not told or not told[0][1].lower().startswith(SCHEMES):
        return None
    for number, line in told:
        if not line.lower().startswith(SCHEMES):
            raise InputError(f"{path}, line {number}: {line[:60]!r} is no web address.", "One a line.")
    return [_check_address(line) for _, line in told]
