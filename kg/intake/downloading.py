"""Pages from the web, through trafilatura's downloader: politely, once, and kept on disk."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import time
from collections.abc import Callable
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "giaoban (+https://w3id.org/giaoban/)"
UNREACHABLE = "no answer: is the address right, its certificate valid, the network up?"


@dataclass(frozen=True, slots=True)
class Page:
    """What the web answered: the address in the end, and the bytes."""

    url: str
    content: bytes


class DownloadError(ValueError):
    """A page that cannot be had, with the reason in words."""


@dataclass(slots=True)
class Downloader:
    """Fetches pages: none that robots.txt forbids (RFC 9309), one host's no sooner than after ``pause``
    seconds (or the Crawl-delay it asks for), and those in ``folder`` not again.

    Addresses inside a private network are refused, save on a host that is in ``private``: one whom a person
    has named.
    """

    folder: Path
    pause: float = 2.0
    private: frozenset[str] = frozenset()
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def find_kept(self, url: str) -> Page | None:
        """The page as it was fetched before, or None."""
        try:
            head, _, content = self._path(url).read_bytes().partition(b"\n")
            return Page(json.loads(head)["url"], content)
        except (OSError, ValueError, KeyError):
            return None

    def keep(self, url: str, page: Page) -> None:
        """Keep the page of this address, so that it is not fetched again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(url)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_bytes(json.dumps({"asked": url, "url": page.url}).encode() + b"\n" + page.content)
        aside.replace(path)

    def fetch(self, url: str) -> Page:
        """Ask the web for the page.

        :raises DownloadError: if robots.txt forbids it, nobody answers, or the answer is no page.
        """
        self._ask_leave(url)
        page = self._request(url)
        if _site(page.url) != _site(url):
            self._ask_leave(page.url)
        return page

    def _ask_leave(self, url: str) -> None:
        site = _site(url)
        if site not in self._rules:
            self._rules[site] = self._read_rules(site)
        if not self._rules[site].can_fetch("giaoban", url):
            raise DownloadError(f"{site}/robots.txt does not allow it")

    def _read_rules(self, site: str) -> RobotFileParser:
        """The rules of a site: none where it has no robots.txt, nothing allowed where it does not answer."""
        rules = RobotFileParser()
        try:
            lines = self._request(f"{site}/robots.txt").content.decode("utf-8", "replace").splitlines()
        except DownloadError as error:
            missing = str(error).startswith("HTTP status 4")
            lines = [] if missing else ["User-agent: *", "Disallow: /"]
        rules.parse(lines)
        return rules

    def _request(self, url: str) -> Page:
        from trafilatura.downloads import fetch_response  # takes long, and few builds need it

        site = _site(url)
        self._wait(site)
        response = fetch_response(url, config=_configuration(urlsplit(url).netloc in self.private))
        self._last[site] = time.monotonic()
        if response is None:
            raise DownloadError(UNREACHABLE)
        if response.status != 200:
            raise DownloadError(f"HTTP status {response.status}")
        return Page(response.url or url, response.data or b"")

    def _wait(self, site: str) -> None:
        rules = self._rules.get(site)
        delay = float(rules.crawl_delay("giaoban") or 0) if rules else 0.0
        if site in self._last:
            left = self._last[site] + max(self.pause, delay) - time.monotonic()
            if left > 0:
                self.sleep(left)

    def _path(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.page"


def is_private(host: str) -> bool:
    """Whether this is the address, as a number or "localhost", of a machine of a private network."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost"


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _configuration(private: bool) -> ConfigParser:
    """Trafilatura's settings, with our name and no way around a bad certificate."""
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "USER_AGENTS", AGENT)
    config.set("DEFAULT", "INSECURE_SSL_FALLBACK", "off")
    config.set("DEFAULT", "SSRF_PROTECTION", "off" if private else "on")
    return config
