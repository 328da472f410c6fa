"""From quads to a published snapshot: files, store, dumps, manifest, verification, swap."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.errors import BuildError
from kg.export import (
    CRATE_MEDIA_TYPE,
    FORMATS,
    DumpSource,
    GraphSize,
    canonical_lines,
    hash_file,
    make_context,
    measure_graph,
    pack_dump,
    split_graphs,
    triple_lines,
    write_crate,
    write_dump,
    write_graph_dump,
    write_sums,
)
from kg.model import Article, Issue
from kg.search import INDEX_FILE, find_entries, list_things, write_index
from kg.settings import ONTOLOGY, Settings
from kg.snapshot.manifest import LAYOUT, Dump, Manifest
from kg.snapshot.reading import GRAPHS_FILE, Snapshot
from kg.snapshot.statistics import STATISTICS_FILE, count_statistics
from kg.snapshot.texts import text_lines
from kg.snapshot.writing import identify, issue_line, publish
from kg.store import build_store, open_store

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
GB = "https://w3id.org/giaoban/ontology#"
OWN_GRAPHS = ("authority", "entities", "inferred", "ontology", "provenance")
LARGE = 20_000
"""Quads beyond which an article's graph has files of its own; others are made when asked for."""
BACKGROUND = ("graph/ontology", "graph/authority", "graph/inferred")


def publish_graph(
    folder: Path,
    settings: Settings,
    quads: Collection[Quad],
    articles: Sequence[Article],
    issues: Sequence[Issue],
    *,
    allowed_loss: bool = False,
) -> Snapshot:
    """Write the snapshot into ``folder``, look whether it is whole, and make it the one being served.

    :param folder: an empty folder of :func:`kg.snapshot.writing.build_aside`.
    :param quads: all quads, each in a named graph.
    :param allowed_loss: somebody said that lost members of classes are meant; the checks read it later.
    :raises BuildError: if the store does not hold what was written.
    """
    lines = canonical_lines(quads)
    triples = triple_lines(lines)
    texts = list(text_lines(articles, settings.publish_text))
    issue_lines = [issue_line(issue) for issue in issues]
    id = identify([*lines, *texts, *issue_lines], settings.publish_text)
    _write_lines(folder / "texts.jsonl", texts)
    _write_lines(folder / "issues.jsonl", issue_lines)
    _write_store(folder, lines, triples)
    entries = find_entries(quads, settings.base)
    write_index(folder / INDEX_FILE, entries, list_things(quads, entries))
    count_statistics(triples).write(folder / STATISTICS_FILE)
    created = datetime.now(UTC)
    day = created.date().isoformat()
    source = DumpSource(lines, triples, make_context(quad.triple for quad in quads))
    manifest = Manifest(
        id=id,
        layout=LAYOUT,
        version=find_version(),
        created=created.isoformat(timespec="seconds"),
        base=settings.base,
        publish_text=settings.publish_text,
        articles=len(articles),
        issues=len(issues),
        quads=len(lines),
        triples=len(triples),
        graphs=len({quad.graph_name for quad in quads}),
        counts=count_members(quads, settings.base),
        dumps=_write_dumps(folder / "dumps", source, settings.base, id, day),
        allowed_loss=allowed_loss,
    )
    manifest.write(folder / "manifest.json")
    return publish(folder, settings.data, id, settings.keep)


def find_version() -> str:
    """The version of giaoban that is at work."""
    try:
        return version("giaoban")
    except PackageNotFoundError:
        return "0+unknown"


def count_members(quads: Iterable[Quad], base: str) -> dict[str, int]:
    """How many things of each class of ours the articles tell of, inferred classes included.

    What only the ontology, the authority lists or the inference mention is not counted.
    """
    background = {base + name for name in BACKGROUND}
    told: set[str] = set()
    members: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.graph_name, NamedNode):
            continue
        is_type = quad.predicate.value == RDF_TYPE
        if quad.graph_name.value not in background:
            told.add(quad.subject.value)
            if isinstance(quad.object, NamedNode) and not is_type:
                told.add(quad.object.value)
        if is_type and isinstance(quad.object, NamedNode):
            members[quad.object.value].add(quad.subject.value)
    counts = {iri.removeprefix(GB): len(found & told) for iri, found in members.items() if iri.startswith(GB)}
    return {name: count for name, count in sorted(counts.items()) if count}


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)


def _write_store(folder: Path, lines: Sequence[bytes], triples: Sequence[bytes]) -> None:
    """Load the store, and look whether it holds what was loaded."""
    nquads, ntriples = folder / "load.nq", folder / "load.nt"
    _write_lines(nquads, lines)
    _write_lines(ntriples, triples)
    build_store(folder / "store", nquads, ntriples)
    nquads.unlink()
    ntriples.unlink()
    held = len(open_store(folder / "store").raw)
    if held != len(lines) + len(triples):
        raise BuildError(
            f"The store holds {held} quads, not {len(lines) + len(triples)}.",
            "Is the disk full or failing? What is served is unchanged.",
        )


def _write_dumps(folder: Path, source: DumpSource, base: str, id: str, day: str) -> dict[str, Dump]:
    """Write every dump, plain and packed, our own graphs also by themselves, and all in one crate."""
    folder.mkdir()
    plain = []
    for format in FORMATS:
        write_dump(source, format, folder)
        plain.append((folder / format.file_name, format.media_type))
    plain += _write_graphs(folder, source, base)
    with ThreadPoolExecutor() as threads:
        packed = threads.map(lambda dump: [(path, dump[1]) for path in pack_dump(dump[0])], plain)
        made = [*plain, *(pair for pairs in packed for pair in pairs)]
    crate = write_crate(folder, ("giaoban.nq.gz", "giaoban.ttl.gz"), ONTOLOGY, id, day)
    made.append((crate, CRATE_MEDIA_TYPE))
    dumps = {path.name: Dump(hash_file(path), path.stat().st_size, media_type) for path, media_type in made}
    write_sums([(name, dump.sha256) for name, dump in dumps.items()], folder)
    return dumps


def _write_graphs(folder: Path, source: DumpSource, base: str) -> list[tuple[Path, str]]:
    """Write the list of the named graphs, and the large ones; the files with their media types."""
    listed = folder / GRAPHS_FILE
    made = [(listed, "text/csv")]
    with listed.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(GraphSize.__slots__)
        for iri, part in split_graphs(source):
            table.writerow(astuple(measure_graph(iri, part)))
            name = iri.removeprefix(base + "graph/")
            if name in OWN_GRAPHS or len(part.quads) > LARGE:
                made += write_graph_dump(part, name, folder)
    return made
