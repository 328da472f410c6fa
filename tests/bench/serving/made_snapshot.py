"""A snapshot of ours with a made-up graph, written without holding it in memory."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.columns import write_columns
from kg.export import FORMATS
from kg.settings import Settings
from kg.snapshot import COLUMNS, build_aside, publish
from kg.snapshot.manifest import LAYOUT, Dump, Manifest
from kg.store import build_store
from tests.bench.serving.made_graph import BASE, World


def make_snapshot(data: Path, graph: Path, quads: int) -> None:
    """Publish the graph in the folder ``data``; its dumps are empty files."""
    id = f"{quads:016x}"
    with build_aside(data) as folder:
        triples = folder / "load.nt"
        with graph.open(encoding="utf-8") as lines, triples.open("w", encoding="utf-8") as file:
            file.writelines(f"{line.rsplit(' ', 2)[0]} .\n" for line in lines)
        build_store(folder / "store", graph, triples)
        triples.unlink()
        with graph.open("rb") as lines_again:
            write_columns(folder / COLUMNS, lines_again)
        (folder / "dumps").mkdir()
        for entry in FORMATS:
            (folder / "dumps" / entry.file_name).touch()
        for name in ("texts.jsonl", "issues.jsonl"):
            (folder / name).touch()
        articles = World.of_size(quads).articles
        Manifest(
            id=id,
            layout=LAYOUT,
            version="bench",
            created="2026-01-01T00:00:00+00:00",
            base=BASE,
            publish_text="none",
            articles=articles,
            issues=0,
            quads=quads,
            triples=quads,
            graphs=articles + 2,
            counts={},
            dumps={entry.file_name: Dump("0" * 64, 0, entry.media_type) for entry in FORMATS},
        ).write(folder / "manifest.json")
        publish(folder, data, id, Settings().keep)


def drop(data: Path) -> None:
    """Remove what was made."""
    shutil.rmtree(data, ignore_errors=True)
