"""From quads to a published snapshot: files, store, dumps, manifest, verification, swap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode, Quad

from kg.errors import BuildError
from kg.export import (
    FORMATS,
    DumpSource,
    drop_first,
    find_formats,
    make_context,
    put_graph_first,
    triple_lines,
)
from kg.model import Article, Issue
from kg.quads import (
    RDF_TYPE,
    LineFile,
    QuadFile,
    find_quads,
    graph_of,
    lines_of,
    sort_lines,
    subject_of,
    write_lines,
    write_quads,
)
from kg.search import INDEX_FILE, find_entries, list_things, write_index
from kg.settings import Settings
from kg.snapshot.dumping import begin_dumps, end_dumps, open_hands
from kg.snapshot.manifest import LAYOUT, Manifest
from kg.snapshot.reading import COLUMNS, Snapshot, list_snapshots
from kg.snapshot.statistics import STATISTICS_FILE
from kg.snapshot.texts import text_lines
from kg.snapshot.writing import UNFINISHED, identify, issue_line, publish
from kg.store import build_store, open_store

GB = "https://w3id.org/giaoban/ontology#"
TYPE = NamedNode(RDF_TYPE[1:-1].decode())
OUR_TYPE = b" %b <%b" % (RDF_TYPE, GB.encode())
BACKGROUND = ("graph/ontology", "graph/authority", "graph/inferred")


def publish_graph(
    folder: Path,
    settings: Settings,
    quads: Iterable[Quad],
    articles: Iterable[Article],
    issues: Sequence[Issue],
    *,
    allowed_loss: bool = False,
) -> Snapshot:
    """Write the snapshot into ``folder``, look whether it is whole, and make it the one being served.

    :param folder: an empty folder of :func:`kg.snapshot.writing.build_aside`.
    :param quads: all quads, each in a named graph.
    :param articles: in the order of the bytes of their ids.
    :param allowed_loss: somebody said that lost members of classes are meant; the checks read it later.
    :raises BuildError: if the store does not hold what was written.
    """
    with make_room(folder) as work:
        held = quads if isinstance(quads, QuadFile) else write_quads(quads, work / "quads.nq")
        texts, issue_file = folder / "texts.jsonl", folder / "issues.jsonl"
        article_count = write_lines(texts, text_lines(articles, settings.publish_text))
        write_lines(issue_file, map(issue_line, issues))
        formats = find_formats(settings.dumps)
        left_out = [format.name for format in FORMATS if format not in formats]
        id = identify((held.path, texts, issue_file), settings.publish_text, left_out)
        created = datetime.now(UTC)
        source = make_source(held, work)
        with open_hands(settings.jobs, len(held)) as hands:
            begun = begin_dumps(hands, source, settings.base, folder / "dumps", work, formats)
            triples = _write_store(folder / "store", held, work)
            write_tables(folder, held, settings.base)
            manifest = Manifest(
                id=id,
                layout=LAYOUT,
                version=find_version(),
                created=created.isoformat(timespec="milliseconds"),
                base=settings.base,
                publish_text=settings.publish_text,
                articles=article_count,
                issues=len(issues),
                quads=len(held),
                triples=triples,
                graphs=len(set(map(graph_of, held.lines))),
                counts=count_members(held, settings.base),
                dumps=end_dumps(begun, folder / "dumps", id, created.date().isoformat()),
                allowed_loss=allowed_loss,
                turn=max((other.manifest.turn for other in list_snapshots(settings.data)), default=0) + 1,
            )
    manifest.write(folder / "manifest.json")
    return publish(folder, settings.data, id, settings.keep)


@contextmanager
def make_room(folder: Path) -> Iterator[Path]:
    """A folder beside this one for what is needed while it is made; gone at the end."""
    with TemporaryDirectory(prefix=UNFINISHED, dir=folder.parent, ignore_cleanup_errors=True) as room:
        yield Path(room)


def make_source(quads: QuadFile, work: Path) -> DumpSource:
    """What the dumps are made of: the quads as they are, and each graph's together in a file of ``work``."""
    sort_lines(map(put_graph_first, quads.lines), work / "graphs.sorted")
    write_lines(work / "graphs.nq", map(drop_first, LineFile(work / "graphs.sorted")))
    (work / "graphs.sorted").unlink()
    context = make_context(quad.triple for quad in find_quads(quads, {TYPE}))
    return DumpSource(quads.lines, LineFile(work / "graphs.nq"), context)


def write_tables(folder: Path, quads: QuadFile, base: str) -> None:
    """Write what is found and counted without asking the store; numpy, slow to import, is for this alone."""
    from kg.columns import Columns, write_columns
    from kg.snapshot.counting import count_statistics

    write_columns(folder / COLUMNS, quads.lines)
    count_statistics(Columns(folder / COLUMNS), base).write(folder / STATISTICS_FILE)
    entries = find_entries(quads, base)
    write_index(folder / INDEX_FILE, entries, list_things(quads, entries))


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
    background = tuple(f" <{base}{name}> .\n".encode() for name in BACKGROUND)
    lines = lines_of(quads)
    counts: Counter[bytes] = Counter()
    doubtful: dict[bytes, list[bytes]] = {}
    for subject, said in groupby(lines, key=subject_of):
        classes, is_told = [], False
        for line in said:
            is_told = is_told or not line.endswith(background)
            if line.startswith(OUR_TYPE, len(subject)):
                classes.append(line.split(b" ", 3)[2])
        if is_told:
            counts.update(set(classes))
        elif classes:
            doubtful[subject] = classes
    for line in lines if doubtful else ():
        _, predicate, object, _ = line.split(b" ", 3)
        if object in doubtful and predicate != RDF_TYPE and not line.endswith(background):
            counts.update(set(doubtful.pop(object)))
    return {name[len(GB) + 1 : -1].decode(): count for name, count in sorted(counts.items())}


def _write_store(path: Path, quads: QuadFile, work: Path) -> int:
    """Load the store, look whether it holds what was loaded, and count the distinct triples."""
    triples = work / "triples.nt"
    count = write_lines(triples, triple_lines(quads.lines))
    build_store(path, quads.path, triples)
    triples.unlink()
    held = len(open_store(path).raw)
    if held != len(quads) + count:
        raise BuildError(
            f"The store holds {held} quads, not {len(quads) + count}.",
            "Is the disk full or failing? What is served is unchanged.",
        )
    return count
