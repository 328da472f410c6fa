"""Quads on the disk, as many as it holds: distinct, sorted, in canonical N-Quads.

The stages from the graph to the snapshot hand such files along, so that what they hold in memory is what
they know of the graph, not the graph. Our data has no blank nodes, so that sorted distinct lines are all
there is to canonicalisation (https://www.w3.org/TR/rdf-canon/#canonical-quads).
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse, serialize

RUN_BYTES = 48 * 2**20
"""Bytes of lines that are sorted in memory at once; more are sorted in runs and merged from the disk."""
CHUNK = 20_000  # quads that are written as lines at once
BLOCK = 1000  # lines that are handed on at once
MERGED = 200  # runs that are open at once


class LineFile(Iterable[bytes]):
    """The lines of a file, as often as wanted."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb", buffering=1 << 20) as file:
            yield from file


class QuadFile(Collection[Quad]):
    """Distinct quads in a file of sorted N-Quads, of which one at a time is in memory."""

    def __init__(self, path: Path, count: int) -> None:
        self.path = path
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Quad]:
        return parse(path=str(self.path), format=RdfFormat.N_QUADS, lenient=True)

    def __contains__(self, quad: object) -> bool:
        return any(held == quad for held in self)

    @property
    def lines(self) -> LineFile:
        """The quads as lines, sorted."""
        return LineFile(self.path)


def write_quads(quads: Iterable[Quad], path: Path) -> QuadFile:
    """Write the quads into a new file, sorted and each once; parts of the work lie beside it meanwhile."""
    return QuadFile(path, sort_lines(find_lines(quads), path))


def join_quads(files: Iterable[QuadFile], path: Path) -> QuadFile:
    """The quads of several files in one, each once."""
    return QuadFile(path, write_lines(path, _distinct(merge(*(file.lines for file in files)))))


def find_lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """The quads as lines of canonical N-Quads, in their order."""
    quads = iter(quads)
    while chunk := list(islice(quads, CHUNK)):
        stream = io.BytesIO()
        serialize(chunk, stream, format=RdfFormat.N_QUADS)
        stream.seek(0)
        yield from stream


def sort_lines(lines: Iterable[bytes], path: Path) -> int:
    """Write the distinct lines into a file in the order of their bytes, and count them.

    Beyond RUN_BYTES of them they are sorted in runs, which lie beside the file until they are merged.
    """
    runs: list[Path] = []
    held: set[bytes] = set()
    size = 0
    for line in lines:
        if line not in held:
            held.add(line)
            size += len(line)
        if size >= RUN_BYTES:
            runs = [*runs, _write_run(path, len(runs), sorted(held))]
            held, size = set(), 0
    if not runs:
        return write_lines(path, sorted(held))
    runs.append(_write_run(path, len(runs), sorted(held)))
    del held
    return _merge_runs(runs, path)


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Write the lines into a file, and count them."""
    count = 0
    lines = iter(lines)
    with path.open("wb") as file:
        while block := list(islice(lines, BLOCK)):
            file.write(b"".join(block))
            count += len(block)
    return count


def _write_run(path: Path, number: int, lines: Iterable[bytes]) -> Path:
    run = path.with_name(f"{path.name}.run{number}")
    write_lines(run, lines)
    return run


def _merge_runs(runs: list[Path], path: Path) -> int:
    """One sorted file of the runs, which are removed; of very many, some first."""
    made = len(runs)
    while len(runs) > MERGED:
        some, runs = runs[:MERGED], runs[MERGED:]
        made += 1
        runs.append(path.with_name(f"{path.name}.run{made}"))
        _merge_runs(some, runs[-1])
    with ExitStack() as stack:
        files = [stack.enter_context(run.open("rb")) for run in runs]
        count = write_lines(path, _distinct(merge(*files)))
    for run in runs:
        run.unlink()
    return count


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    return map(itemgetter(0), groupby(lines))
