"""The dumps of a snapshot: each format of each graph is a task; those of a large graph run side by side."""

from __future__ import annotations

import csv
import multiprocessing
import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any, TypeVar

from kg.export import (
    CRATE_MEDIA_TYPE,
    FORMATS,
    DumpFormat,
    DumpSource,
    GraphSize,
    hash_file,
    measure_graph,
    name_graph_dump,
    pack_dump,
    split_graphs,
    write_crate,
    write_part,
    write_sums,
)
from kg.quads import LineFile
from kg.records import ignore_interrupt
from kg.settings import ONTOLOGY
from kg.snapshot.manifest import Dump
from kg.snapshot.reading import GRAPHS_FILE

OWN_GRAPHS = ("authority", "entities", "inferred", "ontology", "provenance")
FEW = 200_000
"""Quads whose dumps are written before other processes would have begun."""
LARGE = 20_000
"""Quads beyond which an article's graph has files of its own; others are made when asked for."""
SLOWEST_FIRST = tuple(sorted(FORMATS, key=lambda format: format.name not in ("jsonld", "rdf", "trig")))

T = TypeVar("T")
Dumps = dict[str, Dump]
Write = Callable[[DumpSource, DumpFormat, IO[bytes]], None]


class Here(Executor):
    """Does at once what it is given: a thread beside the work of this process would only fight it."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Do it, and return what came of it."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@contextmanager
def open_hands(jobs: int, quads: int) -> Iterator[Executor]:
    """What the dumps of so many quads are written by: this process, or ``jobs`` others (0: one per core)."""
    jobs = jobs or len(os.sched_getaffinity(0))
    if jobs == 1 or quads < FEW:
        yield Here()
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(jobs, context, ignore_interrupt) as processes:
        yield processes


def begin_dumps(
    hands: Executor,
    source: DumpSource,
    base: str,
    folder: Path,
    work: Path,
    formats: Collection[DumpFormat] = FORMATS,
) -> list[Future[Dumps]]:
    """Have every dump written into ``folder``, plain and packed, large graphs and our own also by themselves.

    :param formats: those of the whole graph; graphs by themselves are written in all.
    :param work: a folder for what is needed meanwhile.
    """
    folder.mkdir()
    begun = [
        hands.submit(write_one, write_whole, source, format, folder / format.file_name)
        for format in SLOWEST_FIRST
        if format in formats
    ]
    listed = folder / GRAPHS_FILE
    with listed.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(GraphSize.__slots__)
        for iri, part in split_graphs(source, work, LARGE):
            table.writerow(astuple(measure_graph(iri, part)))
            name = iri.removeprefix(base + "graph/")
            if name in OWN_GRAPHS or isinstance(part.quads, LineFile):
                begun += [
                    hands.submit(write_one, write_part, part, format, folder / name_graph_dump(name, format))
                    for format in SLOWEST_FIRST
                ]
    begun.append(hands.submit(describe_all, listed, "text/csv"))
    return begun


def end_dumps(begun: list[Future[Dumps]], folder: Path, id: str, day: str) -> Dumps:
    """All dumps once they are written, with the file of their sums, and a crate where there are N-Quads."""
    dumps = {name: dump for written in begun for name, dump in written.result().items()}
    if "giaoban.nq.gz" in dumps:
        crate = write_crate(folder, dumps.keys() & {"giaoban.nq.gz", "giaoban.ttl.gz"}, ONTOLOGY, id, day)
        dumps[crate.name] = describe(crate, CRATE_MEDIA_TYPE)
    write_sums([(name, dump.sha256) for name, dump in dumps.items()], folder)
    return dumps


def write_whole(source: DumpSource, format: DumpFormat, file: IO[bytes]) -> None:
    """Write the whole graph in a format."""
    format.write(source, file)


def write_one(write: Write, source: DumpSource, format: DumpFormat, path: Path) -> Dumps:
    """Write one dump, plain and packed."""
    with path.open("wb") as file:
        write(source, format, file)
    return describe_all(path, format.media_type)


def describe_all(path: Path, media_type: str) -> Dumps:
    """Pack the file, and tell of what there is then."""
    return {made.name: describe(made, media_type) for made in (path, *pack_dump(path))}


def describe(path: Path, media_type: str) -> Dump:
    """The file's sum and size."""
    return Dump(hash_file(path), path.stat().st_size, media_type)
