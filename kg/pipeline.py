"""The whole way, in one screen: articles → readings → entities → quads → closure → checks → snapshot.

The lock on the data folder is taken first and the link is swapped last; whatever fails between, the
snapshot being served is not touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from pyoxigraph import Quad
from rdflib import Graph

from kg.checking import CheckReport, check_counts, check_graph, find_unmissed, load_shapes
from kg.closing import close, compile_rules
from kg.errors import BuildError, InputError, SettingsError, SnapshotError
from kg.export import find_formats
from kg.graph import Graphs, build_quads
from kg.intake import (
    Downloader,
    Intake,
    Piece,
    fetch_pieces,
    find_pieces,
    find_sources,
    load_articles,
    named_hosts,
    part_hadoop,
    part_inputs,
)
from kg.model import Article, Issue, Reading
from kg.quads import join_quads, write_quads
from kg.records import (
    BookTexts,
    Engine,
    Read,
    RecordBook,
    fingerprint_of,
    make_records,
    open_book,
    read_from_hadoop,
    read_in_processes,
    read_on_spark,
    read_with_lexicon,
    write_tables,
)
from kg.resolving import Entities, read_knowledge, read_verdicts, resolve
from kg.settings import CORPUS, ONTOLOGY, Settings
from kg.snapshot import (
    Snapshot,
    build_aside,
    count_members,
    current_snapshot,
    limit_texts,
    make_room,
    publish_graph,
)

Progress = Callable[[str, int, int | None], None]
Tell = Callable[[int, int | None], None]

WEB = Path("cache", "web")  # pages that were fetched, below the data folder


@dataclass(frozen=True, slots=True)
class Stages:
    """The functions between intake and snapshot; each takes the folder of the ontology or the base last.

    ``resolve`` returns whatever ``build_quads`` wants as entities. ``close`` takes the asserted quads and
    returns the inferred ones, and what it finds contradictory.
    """

    read: Read
    resolve: Callable[[Iterable[Reading], Path], Any]
    build_quads: Callable[[Iterable[Reading], Any, str, Path], Iterable[Quad]]
    close: Callable[[Collection[Quad], str, Path], tuple[Iterable[Quad], list[Issue]]]
    check: Callable[[Collection[Quad], Mapping[str, str], str, Graph], CheckReport]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the snapshot, what was left out or not understood, and seconds by stage.

    ``read`` is the number of articles, taken or left out, that were read now; ``kept`` of those whose
    reading was there already.
    """

    snapshot: Snapshot
    read: int
    kept: int
    issues: tuple[Issue, ...]
    checks: CheckReport
    seconds: Mapping[str, float]


def build(
    settings: Settings,
    inputs: Sequence[Path | str] = (),
    *,
    progress: Progress | None = None,
    stages: Stages | None = None,
    engine: Engine | None = None,
    ontology: Path = ONTOLOGY,
    allow_loss: bool = False,
) -> BuildReport:
    """Build a verified snapshot from the articles in ``inputs`` and serve it.

    :param inputs: files, folders, web addresses, lists of these; the shipped corpus by default.
    :param progress: called with a stage's name, the articles done and their number (None: unknown).
    :param stages: other functions in the place of the product's, for tests.
    :param engine: what runs the reading; by default what the settings choose.
    :param ontology: the folder of the ontology, its lists and shapes.
    :param allow_loss: publish also where a class has lost half of its members since the last snapshot.
    :raises InputError: if no article could be read.
    :raises SettingsError: if a setting asks for what there is not.
    :raises ListError: if a file of the ontology is damaged.
    :raises BuildError: if the snapshot cannot be written, or the checks find the graph broken.
    """
    stages = stages or product_stages()
    engine = engine or choose_engine(settings)
    clock = Clock(progress or (lambda stage, done, total: None))
    base = settings.base
    find_formats(settings.dumps)  # a mistake is told now rather than after hours
    with build_aside(settings.data) as folder, make_room(folder) as work, open_book(settings.data) as book:
        with clock.stage("intake"):
            sources = find_all(inputs or (CORPUS,), settings)
            shapes = load_shapes(ontology / "shapes.ttl")
        with clock.stage("reading"):
            fill_book(book, sources, engine, stages.read, ontology, clock.tell)
        with clock.stage("resolving"):
            entities = stages.resolve(book, ontology)
        with clock.stage("graph"):
            asserted = write_quads(stages.build_quads(book, entities, base, ontology), work / "asserted.nq")
            del entities
            articles = find_articles(book)
            public = limit_texts(asserted, articles, settings.publish_text, work / "public.nq")
        with clock.stage("closing"):
            follows, contradictions = stages.close(public, base, ontology)
            inferred = write_quads(follows, work / "inferred.nq")
            del follows
            quads = join_quads((public, inferred), work / "whole.nq")
        with clock.stage("checking"):
            closed = quads if public is asserted else join_quads((asserted, inferred), work / "closed.nq")
            checks = stages.check(closed, BookTexts(book), base, shapes)
            checks = compare_counts(checks, quads, settings, allow_loss)
            refuse_if_broken(checks)
        with clock.stage("snapshot"):
            issues = gather_issues(book.issues, book, contradictions)
            articles = find_articles(book)
            snapshot = publish_graph(folder, settings, quads, articles, issues, allowed_loss=allow_loss)
            book.forget_unused()
        if settings.tables:
            with clock.stage("tables"):
                write_tables(settings.master, settings.tables, snapshot.id, quads.lines, book.packed())
    return BuildReport(snapshot, book.read, book.kept, issues, checks, clock.seconds)


def choose_engine(settings: Settings) -> Engine:
    """The engine of reading that the settings name.

    :raises SettingsError: if something is asked of it that it cannot do.
    """
    if settings.tables and settings.engine != "spark":
        raise SettingsError("Tables are written by Spark only.", "Add --engine spark, or leave --tables out.")
    if settings.engine == "spark":
        return read_on_spark(settings.master)
    return read_in_processes(settings.jobs)


def product_stages() -> Stages:
    """The stages of Giao Ban."""
    return Stages(read_with_lexicon, resolve_all, build_quads, close_all, check_graph)


def resolve_all(readings: Iterable[Reading], ontology: Path) -> Entities:
    """Resolve the readings' mentions: by what the lists know, and by human verdicts last."""
    return resolve(readings, read_verdicts(ontology / "verdicts.csv"), read_knowledge(ontology))


def close_all(quads: Collection[Quad], base: str, ontology: Path) -> tuple[Iterable[Quad], list[Issue]]:
    """What follows from the quads by the ontology's axioms, and what contradicts them."""
    graphs = Graphs(base)
    axioms = [quad.triple for quad in quads if quad.graph_name == graphs.ontology]
    closure = close((quad.triple for quad in quads), compile_rules(axioms))
    inferred = (
        Quad(triple.subject, triple.predicate, triple.object, graphs.inferred) for triple in closure.inferred
    )
    return inferred, [
        Issue("", f"closing.{found.rule}", "; ".join(map(str, found.premises)), found.message)
        for found in closure.inconsistencies
    ]


def find_articles(readings: Iterable[Reading]) -> Iterator[Article]:
    """The articles that were read, one at a time."""
    return (reading.article for reading in readings)


def take_in(paths: Iterable[Path]) -> Intake:
    """The articles of these files and folders, all in memory.

    :raises InputError: if there is none, with the reasons for the first that were left out.
    """
    intake = load_articles(find_sources(paths))
    if not intake.articles:
        refuse_nothing(intake.issues)
    return intake


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the articles come from: ``pieces`` found here, as they are asked for, and their number, if that
    is known; paths on Hadoop's file systems, which Spark at ``master`` reads by itself."""

    pieces: Iterable[Piece | Issue]
    total: int | None = None
    hadoop: Sequence[str] = ()
    master: str = ""


def find_all(inputs: Iterable[Path | str], settings: Settings) -> Sources:
    """What these files, folders, web addresses and Hadoop paths hold.

    :raises InputError: if a path or an address is none, nothing is found, or Spark is wanted and not chosen.
    """
    hadoop, inputs = part_hadoop(inputs)
    if hadoop and settings.engine != "spark":
        raise InputError(
            f"{hadoop[0]} is read by Spark only.", "Add --engine spark, and --master for a cluster."
        )
    if hadoop and not inputs:
        return Sources((), None, hadoop, settings.master)
    paths, addresses = part_inputs(inputs)
    sources = find_sources(paths) if paths or not addresses else []
    downloader = Downloader(settings.data / WEB, settings.pause, named_hosts(addresses))
    uncounted = hadoop or addresses or any(source.kind == "jsonl" for source in sources)
    pieces = chain(find_pieces(sources), fetch_pieces(addresses, downloader))
    return Sources(pieces, None if uncounted else len(sources), hadoop, settings.master)


def fill_book(
    book: RecordBook,
    sources: Sources,
    engine: Engine,
    read: Read,
    ontology: Path,
    tell: Tell,
) -> None:
    """Fill the book with what is read from the sources, one article at a time.

    :raises InputError: if no article could be read.
    """
    fingerprint = fingerprint_of(read, ontology)
    make = partial(make_records, read, ontology, fingerprint)

    def count(done: int) -> None:
        tell(done, sources.total)

    book.fill(sources.pieces, fingerprint, engine, make, count)
    if sources.hadoop:
        found = read_from_hadoop(sources.master, sources.hadoop, book.keys(), fingerprint, make)
        book.take(found, count)
    if not len(book):
        refuse_nothing(book.issues)


def refuse_nothing(issues: Iterable[Issue]) -> NoReturn:
    """Stop where no article could be read, with the reasons for the first that were left out."""
    ordered = sorted(issues, key=lambda issue: (issue.article, issue.rule, issue.reason))
    reasons = "".join(f"\n  {issue.article}: {issue.reason}" for issue in ordered[:10])
    raise InputError(f"No article could be read.{reasons}\n", "Correct these files, or name others.")


def gather_issues(
    intake: Iterable[Issue], readings: Iterable[Reading], contradictions: Iterable[Issue]
) -> tuple[Issue, ...]:
    """All issues, sorted by article, place and rule."""
    read = chain.from_iterable((*reading.issues, *find_doubts(reading)) for reading in readings)
    return tuple(
        sorted(
            {*intake, *read, *contradictions},
            key=lambda issue: (
                issue.article,
                (issue.span.start, issue.span.end) if issue.span else (-1, -1),
                issue.rule,
                issue.text,
                issue.reason,
            ),
        )
    )


def find_doubts(reading: Reading) -> Iterator[Issue]:
    """What a reader of the graph should know of an article as a whole."""
    id = reading.article.id
    if reading.article.published is None:
        reason = "no publication date was found: its facts have no year where the text leaves it out"
        yield Issue(id, "article.undated", "", reason)
    if not reading.facts and not any(issue.rule == "reading.failed" for issue in reading.issues):
        yield Issue(id, "article.factless", "", "nothing was read from it: is it of another genre?")


def compare_counts(
    checks: CheckReport, quads: Collection[Quad], settings: Settings, allow_loss: bool
) -> CheckReport:
    """The checks, and whether the graph lost half of something since the snapshot being served."""
    try:
        served = current_snapshot(settings.data).manifest
    except SnapshotError:
        return checks
    before = served.counts if served.base == settings.base else {}
    counts = count_members(quads, settings.base)
    return checks.with_findings("counts", *check_counts(counts, before, find_unmissed(quads), allow_loss))


def refuse_if_broken(checks: CheckReport) -> None:
    """Stop the publication of a broken graph.

    :raises BuildError: with the first findings.
    """
    broken = checks.violations
    if broken:
        shown = "".join(f"\n  {found.check}: {found.focus}: {found.message}" for found in broken[:10])
        raise BuildError(
            f"The graph is broken in {len(broken)} places and is not published:{shown}\n",
            "What is served is unchanged. Correct what the findings name and build again.",
        )


class Clock:
    """Says which stage is at work, and measures it. ``seconds``: by stage, in their order."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self.running = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure one stage."""
        self.running = name
        self.progress(name, 0, None)
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start

    def tell(self, done: int, total: int | None) -> None:
        """How many articles this stage has done, and of how many, if that is known."""
        self.progress(self.running, done, total)
