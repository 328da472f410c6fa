"""Reading: articles a second by stage on one core, beside two rivals; its growth with an article's length;
and the whole stage, records and all, in one process and in one a core.

The texts are those of a folder, corpus/ by default, put one after another and cut to the length of the
genre's articles. Rounds of all readers alternate; figures are medians. pyvi (words and their classes) and
underthesea (named entities) only cut and tag: they read no fact, and stand here for want of anything nearer.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import kg
from kg.intake import Piece
from kg.intake.loading import load_articles
from kg.intake.sources import find_sources
from kg.lexicon import Lexicon, load_lexicon
from kg.model import Article, Span
from kg.reading import read_article
from kg.reading.dates import find_dates
from kg.reading.page import read_page
from kg.reading.scan import scan
from kg.reading.sentences import find_sentences
from kg.reading.story import open_story
from kg.reading.text import normalise
from kg.reading.tokens import tokenise
from kg.records import fingerprint_of, make_records, open_book, read_in_processes, read_with_lexicon

ROOT = Path(kg.__file__).parents[1]
LENGTH = 5_700  # characters of an article
SECOND = 1.0


def make_article(text: str, name: str = "bench") -> Article:
    """A text as an article without a head."""
    return Article(name, text, Span(0, len(text)))


def read_texts(folder: Path) -> list[str]:
    """Headlines and stories of the articles in a folder."""
    articles = load_articles(find_sources([folder])).articles
    return [article.text[article.body.start : article.body.end].strip() for article in articles]


def make_articles(texts: list[str]) -> list[Article]:
    """One article for each text, lengthened by those that follow it and cut."""
    return [
        make_article("\n".join(texts[at:] + texts[:at])[:LENGTH], f"bench-{at}") for at in range(len(texts))
    ]


def time_all(read: Callable[[Article], object], articles: list[Article]) -> float:
    """Seconds of this process that one article takes, one after another for about a second."""
    start, count = time.process_time(), 0
    for article in cycle(articles):
        read(article)
        count += 1
        spent = time.process_time() - start
        if spent > 5 * SECOND or (spent > SECOND and count >= len(articles)):
            break
    return (time.process_time() - start) / count


def find_stages(lexicon: Lexicon) -> Iterator[tuple[str, Callable[[Article], object]]]:
    """The steps of reading, each with all that stand before it; what one takes is the difference."""

    def page(article: Article) -> Any:
        normal = normalise(article.text)
        return normal, read_page(normal.text, article.body, lexicon)

    def words(article: Article) -> Any:
        normal, found = page(article)
        return tokenise(normal, Span(found.title_span.start, found.story.end), lexicon)

    def sentences(article: Article) -> Any:
        tokens = words(article)
        return tokens, find_sentences(tokens), find_dates(tokens)

    yield "page", page
    yield "words and what the lists know", words
    yield "sentences, dates", sentences
    yield "mentions", lambda article: scan(sentences(article)[0])
    yield "context, titles", lambda article: open_story(article, lexicon)
    yield "meetings, acts, rules, merging", lambda article: read_article(article, lexicon)


def load_pyvi() -> Callable[[Article], object]:
    """pyvi's words and their classes."""
    cutter: Any = importlib.import_module("pyvi.ViTokenizer")
    tagger: Any = importlib.import_module("pyvi.ViPosTagger")
    return lambda article: tagger.postagging(cutter.tokenize(article.text))


def load_underthesea() -> Callable[[Article], object]:
    """underthesea's named entities."""
    underthesea: Any = importlib.import_module("underthesea")
    return lambda article: underthesea.ner(article.text)


def find_rivals() -> Iterator[tuple[str, Callable[[Article], object]]]:
    """Those that are installed; the others are named."""
    for name, load in (("pyvi, words and classes", load_pyvi), ("underthesea, NER", load_underthesea)):
        try:
            yield name, load()
        except ImportError as error:
            print(f"{name}: not installed ({error})")


def bench_articles(articles: list[Article], lexicon: Lexicon, rounds: int) -> None:
    """Stages and rivals, in alternating rounds."""
    stages = list(find_stages(lexicon))
    readers = [*stages, *find_rivals()]
    took: dict[str, list[float]] = {name: [] for name, _ in readers}
    for _, read in readers:
        read(articles[0])
    for _ in range(rounds):
        for name, read in readers:
            took[name].append(time_all(read, articles))
    medians = {name: statistics.median(times) for name, times in took.items()}
    size = statistics.mean(len(article.text) for article in articles)
    last = 0.0
    for name, _ in stages:
        print(f"  {name:32} {1000 * (medians[name] - last):7.2f} ms")
        last = medians[name]
    for name, seconds in [("Giao Ban, all of it", last), *list(medians.items())[len(stages) :]]:
        print(f"{name:34} {1 / seconds:7.1f} articles/s {size / seconds / 1e6:7.3f} million characters/s")


def bench_lengths(texts: list[str], lexicon: Lexicon, size: int) -> None:
    """One article of ever greater length: as much a character at the end as at the beginning."""
    told = "\n".join(texts)
    names = [
        f"đồng chí Nguyễn Văn {chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}"
        for n in range(size // 50)
    ]
    for name, text in (
        ("article", told * (size // len(told) + 1)),
        ("one line", told.replace("\n", " ") * (size // len(told) + 1)),
        ("names in one list", "Hội nghị\n" + ", ".join(names)),
        ("names, a sentence each", "Hội nghị\n" + ". ".join(names)),
    ):
        for share in (100, 10, 1):
            article = make_article(text[: min(size, len(text)) // share])
            start = time.process_time()
            read_article(article, lexicon)
            seconds = time.process_time() - start
            length = len(article.text)
            print(f"{name:24} {length:10,} characters {seconds:8.2f} s {1e6 * seconds / length:7.2f} µs each")


def write_pieces(articles: list[Article], number: int) -> Iterator[Piece]:
    """So many articles, no two the same."""
    for index, article in zip(range(number), cycle(articles), strict=False):
        name = f"bench-{index:06}"
        yield Piece(name, "txt", f"{name}.txt", f"{article.text}\n{index}".encode())


def bench_jobs(articles: list[Article], number: int, rounds: int) -> None:
    """The whole stage of a build, start-up included, in one process and in one a core, by turns."""
    ontology = ROOT / "ontology"
    fingerprint = fingerprint_of(read_with_lexicon, ontology)
    make = partial(make_records, read_with_lexicon, ontology, fingerprint)
    took: dict[int, list[float]] = {1: [], len(os.sched_getaffinity(0)): []}
    for _ in range(rounds):
        for jobs, times in took.items():
            with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
                start = time.perf_counter()
                book.fill(write_pieces(articles, number), fingerprint, read_in_processes(jobs), make)
                times.append(time.perf_counter() - start)
    alone = statistics.median(took[1])
    for jobs, times in took.items():
        seconds = statistics.median(times)
        print(
            f"{jobs} processes: {number:,} articles in {seconds:.1f} s, {number / seconds:.0f} a second, "
            f"{alone / seconds:.2f} times as fast as one"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "corpus", help="of articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=int, default=5_000_000, help="characters of the longest article")
    parser.add_argument("--articles", type=int, default=2_000, help="articles of the whole stage")
    options = parser.parse_args()
    lexicon, texts = load_lexicon(ROOT / "ontology"), read_texts(options.folder)
    bench_articles(make_articles(texts), lexicon, options.rounds)
    bench_lengths(texts, lexicon, options.size)
    bench_jobs(make_articles(texts), options.articles, options.rounds)


if __name__ == "__main__":
    main()
