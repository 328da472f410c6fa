"""Search in 100,000 entities: SQLite FTS5 as the product has it, and tantivy where that is installed.

Prints milliseconds of one search (median, p95, worst) by the clock and by the processor, and what the index
weighs and takes to write.
"""

from __future__ import annotations

import importlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.search import Entry, SearchIndex, write_index
from kg.search.forms import cut, shorten, strip

ENTITIES = 100_000
QUERIES = 2000


def read_words() -> tuple[list[str], list[str], list[str]]:
    """Family names, other syllables and names of bodies, from the lists of the ontology."""
    from kg.graph import authority_quads

    labels: dict[str, list[str]] = {"family-name": [], "place": [], "body": []}
    for quad in authority_quads():
        iri = str(quad.subject)
        for kind, found in labels.items():
            if f"/{kind}/" in iri and "prefLabel" in str(quad.predicate) and quad.object.language == "vi":  # type: ignore[union-attr]
                found.append(quad.object.value)  # type: ignore[union-attr]
    syllables = sorted({word for label in labels["place"] for word in label.split()})
    return labels["family-name"], syllables, labels["body"]


def make_entries(chance: random.Random) -> list[Entry]:
    """Officials with likely names and bodies of places, the weightiest first."""
    families, syllables, bodies = read_words()
    common = families[:30]
    entries = []
    shorts: tuple[str, ...]
    for number in range(ENTITIES):
        if number % 4:
            family = chance.choice(common if chance.random() < 0.8 else families)
            label = " ".join([family, *chance.choices(syllables, k=chance.choice((1, 2, 2, 2, 3)))])
            kind, shorts = "official", ()
        else:
            label = " ".join([chance.choice(bodies), *chance.choices(syllables, k=2)])
            kind, shorts = "body", tuple(shorten(cut(label), {}))
        entries.append(Entry(f"urn:{number}", kind, label, (label,), shorts, ENTITIES - number))
    return entries


def make_queries(entries: list[Entry], chance: random.Random) -> list[str]:
    """Names as typed, without accents, cut short, with a typo, one word of it."""
    queries = []
    for _ in range(QUERIES):
        name = chance.choice(entries).label
        at = chance.randrange(len(name))
        queries.append(
            chance.choice(
                (
                    name,
                    strip(name.lower()),
                    name[: max(2, len(name) * 2 // 3)],
                    name[:at] + name[at + 1 :],
                    chance.choice(name.split()),
                )
            )
        )
    return queries


def measure(name: str, search: Callable[[str], object], queries: list[str]) -> None:
    """Time the searches one by one and print the figures, by the clock and by the processor.

    On a machine that others load as well, the clock counts their work too.
    """
    for kind, clock in (("", time.perf_counter), (", processor", time.thread_time)):
        took = []
        for query in queries:
            start = clock()
            search(query)
            took.append(1000 * (clock() - start))
        took.sort()
        middle, most = statistics.median(took), took[len(took) * 95 // 100]
        print(f"{name}{kind}: median {middle:.2f} ms, p95 {most:.2f} ms, worst {took[-1]:.2f} ms")


def bench_sqlite(entries: list[Entry], queries: list[str], folder: Path) -> None:
    """The product's own index."""
    path = folder / "search.sqlite"
    start = time.perf_counter()
    write_index(path, entries)
    print(f"SQLite: written in {time.perf_counter() - start:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
    index = SearchIndex(path)
    measure("SQLite", lambda query: index.find(query), queries)


def bench_tantivy(entries: list[Entry], queries: list[str], folder: Path) -> None:
    """The nearest that tantivy does by itself: both forms, a fuzzy term a word, its own ranking."""
    try:
        tantivy: Any = importlib.import_module("tantivy")
    except ImportError:
        print("tantivy: not installed")
        return
    builder = tantivy.SchemaBuilder()
    for field in ("folded", "plain"):
        builder.add_text_field(field, stored=True)
    schema = builder.build()
    start = time.perf_counter()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(heap_size=100_000_000)
    for entry in entries:
        folded = " ".join(cut(entry.label))
        writer.add_document(tantivy.Document(folded=folded, plain=strip(folded)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"tantivy: written in {time.perf_counter() - start:.1f} s, {size / 1e6:.0f} MB")
    searcher = index.searcher()

    def search(text: str) -> object:
        words = cut(text) or ["x"]
        clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "folded", w)) for w in words] + [
            (tantivy.Occur.Must, tantivy.Query.fuzzy_term_query(schema, "plain", strip(w), distance=1))
            for w in words
        ]
        found = searcher.search(tantivy.Query.boolean_query(clauses), 100).hits
        return [searcher.doc(address) for _, address in found]

    measure("tantivy", search, queries)


def main() -> None:
    """Make the entities, and measure both."""
    chance = random.Random(6)
    entries = make_entries(chance)
    queries = make_queries(entries, chance)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        bench_sqlite(entries, queries, Path(one))
        bench_tantivy(entries, queries, Path(other))


if __name__ == "__main__":
    main()
