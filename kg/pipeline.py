"""The whole way, in one screen: articles → readings → entities → quads → closure → checks → snapshot.

The lock on the data folder is taken first and the link is swapped last; whatever fails between, the
snapshot being served is not touched.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import Quad
from rdflib import Graph

from kg.checking import CheckReport, check_counts, check_graph, find_unmissed, load_shapes
from kg.closing import close, compile_rules
from kg.errors import BuildError, GiaoBanError, InputError, SnapshotError
from kg.graph import Graphs, build_quads
from kg.intake import Intake, find_sources, load_articles
from kg.lexicon import Lexicon, load_lexicon
from kg.model import Article, Issue, Reading
from kg.reading import read_article
from kg.resolving import Entities, read_knowledge, read_verdicts, resolve
from kg.settings import CORPUS, ONTOLOGY, Settings
from kg.snapshot import (
    Snapshot,
    build_aside,
    count_members,
    current_snapshot,
    limit_texts,
    publish_graph,
)

Read = Callable[[Article, Path], Reading]
Progress = Callable[[str, int, int | None], None]

FEW = 32  # articles that are read sooner than a second process starts


@dataclass(frozen=True, slots=True)
class Stages:
    """The functions between intake and snapshot; each takes the folder of the ontology or the base last.

    ``resolve`` returns whatever ``build_quads`` wants as entities. ``close`` takes the asserted quads and
    returns the inferred ones, and what it finds contradictory.
    """

    read: Read
    resolve: Callable[[Sequence[Reading], Path], Any]
    build_quads: Callable[[Sequence[Reading], Any, str, Path], Iterable[Quad]]
    close: Callable[[Collection[Quad], str, Path], tuple[set[Quad], list[Issue]]]
    check: Callable[[Collection[Quad], Mapping[str, str], str, Graph], CheckReport]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the snapshot, what was left out or not understood, and seconds by stage."""

    snapshot: Snapshot
    issues: tuple[Issue, ...]
    checks: CheckReport
    seconds: Mapping[str, float]


def build(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    progress: Progress | None = None,
    stages: Stages | None = None,
    ontology: Path = ONTOLOGY,
    allow_loss: bool = False,
) -> BuildReport:
    """Build a verified snapshot from the articles in ``paths`` (default: the shipped corpus) and serve it.

    :param progress: called with a stage's name, the articles done and their number (None: unknown).
    :param stages: other functions in the place of the product's, for tests.
    :param ontology: the folder of the ontology, its lists and shapes.
    :param allow_loss: publish also where a class has lost half of its members since the last snapshot.
    :raises InputError: if no article could be read.
    :raises ListError: if a file of the ontology is damaged.
    :raises BuildError: if the snapshot cannot be written, or the checks find the graph broken.
    """
    stages = stages or product_stages()
    clock = Clock(progress or (lambda stage, done, total: None))
    base = settings.base
    with build_aside(settings.data) as folder:
        with clock.stage("intake"):
            intake = take_in(paths or (CORPUS,))
            shapes = load_shapes(ontology / "shapes.ttl")
        with clock.stage("reading"):
            read = partial(read_safely, stages.read, ontology)
            readings = clock.count(read_all(intake.articles, read, settings.jobs), len(intake.articles))
        with clock.stage("resolving"):
            entities = stages.resolve(readings, ontology)
        with clock.stage("graph"):
            asserted = set(stages.build_quads(readings, entities, base, ontology))
            public = limit_texts(asserted, intake.articles, settings.publish_text)
        with clock.stage("closing"):
            inferred, contradictions = stages.close(public, base, ontology)
        with clock.stage("checking"):
            texts = {article.id: article.text for article in intake.articles}
            checks = stages.check(asserted | inferred, texts, base, shapes)
            checks = compare_counts(checks, public | inferred, settings, allow_loss)
            refuse_if_broken(checks)
        with clock.stage("snapshot"):
            issues = gather_issues(intake, readings, contradictions)
            articles = [reading.article for reading in readings]
            snapshot = publish_graph(folder, settings, public | inferred, articles, issues)
    return BuildReport(snapshot, issues, checks, clock.seconds)


def product_stages() -> Stages:
    """The stages of Giao Ban."""
    return Stages(read_with_lexicon, resolve_all, build_quads, close_all, check_graph)


@cache
def lexicon_of(ontology: Path) -> Lexicon:
    """The lexicon of this folder, compiled once a process."""
    return load_lexicon(ontology)


def read_with_lexicon(article: Article, ontology: Path) -> Reading:
    """Read one article with the lexicon of this folder."""
    return read_article(article, lexicon_of(ontology))


def resolve_all(readings: Sequence[Reading], ontology: Path) -> Entities:
    """Resolve the readings' mentions: by what the lists know, and by human verdicts last."""
    return resolve(readings, read_verdicts(ontology / "verdicts.csv"), read_knowledge(ontology))


def close_all(quads: Collection[Quad], base: str, ontology: Path) -> tuple[set[Quad], list[Issue]]:
    """What follows from the quads by the ontology's axioms, and what contradicts them."""
    graphs = Graphs(base)
    axioms = [quad.triple for quad in quads if quad.graph_name == graphs.ontology]
    closure = close({quad.triple for quad in quads}, compile_rules(axioms))
    inferred = {
        Quad(triple.subject, triple.predicate, triple.object, graphs.inferred) for triple in closure.inferred
    }
    return inferred, [
        Issue("", f"closing.{found.rule}", "; ".join(map(str, found.premises)), found.message)
        for found in closure.inconsistencies
    ]


def take_in(paths: Iterable[Path]) -> Intake:
    """The articles of these files and folders.

    :raises InputError: if there is none, with the reasons for the first that were left out.
    """
    intake = load_articles(find_sources(paths))
    if not intake.articles:
        reasons = "".join(f"\n  {issue.article}: {issue.reason}" for issue in intake.issues[:10])
        raise InputError(f"No article could be read.{reasons}\n", "Correct these files, or name others.")
    return intake


def read_all(articles: Sequence[Article], read: Callable[[Article], Reading], jobs: int) -> Iterator[Reading]:
    """The articles' readings in their order, read by ``jobs`` processes (0: one per core).

    :raises BuildError: if a process dies, for instance for want of memory.
    """
    jobs = min(jobs or len(os.sched_getaffinity(0)), len(articles) // FEW + 1)
    if jobs == 1:
        yield from map(read, articles)
        return
    context = multiprocessing.get_context("forkserver")
    try:
        with ProcessPoolExecutor(jobs, context, ignore_interrupt) as pool:
            yield from pool.map(read, articles, chunksize=FEW // 2)
    except BrokenProcessPool as error:
        raise BuildError(
            "A process that read articles has died.", "Is the memory full? Build again with --jobs 1."
        ) from error


def ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def read_safely(read: Read, ontology: Path, article: Article) -> Reading:
    """The article's reading; if reading it fails, none of its facts, and an issue that says why."""
    try:
        return read(article, ontology)
    except GiaoBanError:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not stop the others; the issue names the error
        reason = f"left out: reading it failed: {type(error).__name__}: {error}"
        return Reading(article, (), (Issue(article.id, "reading.failed", "", reason),))


def gather_issues(
    intake: Intake, readings: Iterable[Reading], contradictions: Iterable[Issue]
) -> tuple[Issue, ...]:
    """All issues, sorted by article, place and rule."""
    read = chain.from_iterable((*reading.issues, *find_doubts(reading)) for reading in readings)
    return tuple(
        sorted(
            {*intake.issues, *read, *contradictions},
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

    def count(self, readings: Iterator[Reading], total: int) -> list[Reading]:
        """The readings, told one by one."""
        done: list[Reading] = []
        for reading in readings:
            done.append(reading)
            self.progress(self.running, len(done), total)
        return done
