"""The articles' texts that offsets point into: ``texts.jsonl``, one article a line, sorted by id."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Article, Span
from kg.quads import QuadFile, join_quads, parse_lines, write_lines, write_quads

Shown = OneOf["full", "quotes", "none"]
TEXT = NamedNode("https://w3id.org/giaoban/ontology#text")
ARTICLE_ID = NamedNode("https://w3id.org/giaoban/ontology#articleId")
QUOTES = (
    NamedNode("https://w3id.org/giaoban/ontology#sentence"),
    NamedNode("http://www.w3.org/ns/oa#exact"),
    NamedNode("http://www.w3.org/ns/oa#prefix"),
    NamedNode("http://www.w3.org/ns/oa#suffix"),
)

# Licences under which a text may be shown whole, to anybody, for any purpose.
OPEN_LICENCES = (
    "https://creativecommons.org/licenses/by/",
    "https://creativecommons.org/licenses/by-sa/",
    "https://creativecommons.org/licenses/by-nd/",
    "https://creativecommons.org/publicdomain/",
)


@dataclass(frozen=True, slots=True)
class StoredText:
    """One article's text with its metadata. ``shown``: what of it readers may see."""

    id: str
    text: str
    body: tuple[int, int]
    shown: Shown
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None
    licence: str | None = None

    def as_article(self) -> Article:
        """The article as it came in."""
        return Article(
            self.id,
            self.text,
            Span(*self.body),
            self.title,
            self.published,
            self.publisher,
            self.author,
            self.url,
            self.source,
            self.licence,
        )


def decide_shown(article: Article, publish_text: str) -> Shown:
    """What readers may see of the article's text, by its licence unless the operator has said it."""
    if publish_text in ("full", "quotes", "none"):
        return publish_text  # type: ignore[return-value]
    licence = (article.licence or "").replace("http://", "https://")
    return "full" if licence.startswith(OPEN_LICENCES) else "quotes"


def limit_texts(quads: QuadFile, articles: Iterable[Article], publish_text: str, path: Path) -> QuadFile:
    """The quads as readers may have them: ``gb:text`` for the articles shown in full, and for no other.

    Where nothing may be shown, the quotes and sentences of the evidence go too; its offsets stay.

    :param path: for a new file, with parts beside it meanwhile; where nothing changes there is none.
    """
    withheld = {str(name).encode() for name in ((TEXT, *QUOTES) if publish_text == "none" else (TEXT,))}
    texts = write_quads(_find_texts(quads, articles, publish_text), path.with_suffix(".texts"))
    if not len(texts) and not any(line.split(b" ", 2)[1] in withheld for line in quads.lines):
        return quads
    kept = path.with_suffix(".kept")
    lines = (line for line in quads.lines if line.split(b" ", 2)[1] not in withheld)
    limited = join_quads((QuadFile(kept, write_lines(kept, lines)), texts), path)
    kept.unlink()
    texts.path.unlink()
    return limited


def _find_texts(quads: QuadFile, articles: Iterable[Article], publish_text: str) -> Iterator[Quad]:
    """The texts of the articles shown in full, wherever their articles' ids stand."""
    marked = str(ARTICLE_ID).encode()
    places: dict[str, list[Quad]] = defaultdict(list)
    for quad in parse_lines(line for line in quads.lines if line.split(b" ", 2)[1] == marked):
        if isinstance(quad.object, Literal):
            places[quad.object.value].append(quad)
    for article in articles:
        if decide_shown(article, publish_text) == "full":
            text = Literal(article.text, language="vi")
            for place in places[article.id]:
                yield Quad(place.subject, TEXT, text, place.graph_name)


def text_line(article: Article, publish_text: str) -> bytes:
    """The article as one line of ``texts.jsonl``; the id comes first."""
    record = {
        "id": article.id,
        "shown": decide_shown(article, publish_text),
        "body": [article.body.start, article.body.end],
    }
    for name in ("title", "published", "publisher", "author", "url", "source", "licence"):
        if (value := getattr(article, name)) is not None:
            record[name] = value
    record["text"] = article.text
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def text_lines(articles: Iterable[Article], publish_text: str) -> Iterator[bytes]:
    """The lines of ``texts.jsonl``; the articles stand in the order of the bytes of their ids.

    :raises ValueError: if they do not: no text could be found by bisection.
    """
    last = b""
    for article in articles:
        if (key := article.id.encode()) < last:
            raise ValueError(f"{article.id} stands behind {last.decode()}")
        last = key
        yield text_line(article, publish_text)


def read_texts(path: Path) -> Iterator[StoredText]:
    """All texts of the file, in its order."""
    with path.open("rb") as file:
        for line in file:
            yield parse_line(line)


def find_text(path: Path, id: str) -> StoredText | None:
    """The text of one article, found by bisection in the sorted file."""
    wanted = id.encode()
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            start, line = _line_at(file, middle, low)
            found = parse_line(line)
            if found.id == id:
                return found
            if found.id.encode() < wanted:
                low = start + len(line)
            else:
                high = start
    return None


def parse_line(line: bytes) -> StoredText:
    """One line of ``texts.jsonl``."""
    record = json.loads(line)
    record["body"] = tuple(record["body"])
    return StoredText(**record)


def _line_at(file: BinaryIO, position: int, low: int, step: int = 4096) -> tuple[int, bytes]:
    """Start and content of the line that holds ``position``; ``low`` is the start of some line before it."""
    start = position
    while start > low:
        begin = max(low, start - step)
        file.seek(begin)
        newline = file.read(start - begin).rfind(b"\n")
        if newline >= 0:
            start = begin + newline + 1
            break
        start = begin
    file.seek(start)
    return start, file.readline()
