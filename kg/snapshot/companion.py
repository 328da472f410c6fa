"""The files of a snapshot whose store is elsewhere: search index, numbers, dumps, and texts that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, Quad

from kg.errors import SnapshotError
from kg.model import Article, Span
from kg.quads import QuadFile, write_lines, write_quads
from kg.snapshot.dumping import begin_dumps, end_dumps, open_hands
from kg.snapshot.manifest import Manifest
from kg.snapshot.publishing import make_room, make_source, write_tables
from kg.snapshot.texts import ARTICLE_ID, TEXT, text_lines


def write_companion(folder: Path, quads: Iterable[Quad], manifest: Manifest, jobs: int) -> None:
    """Write into ``folder`` what a snapshot has but its store; its manifest names the dumps as they are here.

    :param quads: all its quads, each in a named graph.
    :param manifest: what it says of itself where it was built.
    :param jobs: processes that write dumps.
    :raises SnapshotError: if the quads are not as many as the manifest says.
    """
    with make_room(folder) as work:
        held = write_quads(quads, work / "quads.nq")
        if len(held) != manifest.quads:
            raise SnapshotError(
                f"Of the {manifest.quads} quads of {manifest.id}, {len(held)} were found.", "Publish it anew."
            )
        write_lines(folder / "texts.jsonl", text_lines(find_articles(held), "full"))
        write_lines(folder / "issues.jsonl", ())
        source = make_source(held, work)
        with open_hands(jobs, len(held)) as hands:
            begun = begin_dumps(hands, source, manifest.base, folder / "dumps", work)
            write_tables(folder, held, manifest.base)
            dumps = end_dumps(begun, folder / "dumps", manifest.id, manifest.created[:10])
        replace(manifest, dumps=dumps).write(folder / "manifest.json")


def find_articles(quads: QuadFile) -> Iterator[Article]:
    """The articles whose whole text the graph has, in the order of the bytes of their ids."""
    ids = {quad.subject: quad.object for quad in quads if quad.predicate == ARTICLE_ID}
    texts = {
        id.value: quad.object.value
        for quad in quads
        if quad.predicate == TEXT
        and isinstance(quad.object, Literal)
        and isinstance(id := ids.get(quad.subject), Literal)
    }
    for name in sorted(texts, key=str.encode):
        yield Article(name, texts[name], Span(0, len(texts[name])))
