"""Quads on the disk, as many as it holds: distinct, sorted, in canonical N-Quads.

The stages from the graph to the snapshot hand such files along, so that what they hold in memory is what
they know of the graph, not the graph. Our data has no blank nodes, so that sorted distinct lines are all
there is to canonicalisation (https://www.w3.org/TR/rdf-canon/#canonical-quads).
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from subprocess import PIPE, Popen

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import BuildError

RDF_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
MEMORY = "128M"
"""What sorting holds in memory at once; more is sorted in runs and merged from the disk."""
CHUNK = 20_000  # quads that are written as lines at once
BLOCK = 1000  # lines that are handed on at once


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
    _sort(path, ("-m", *(str(file.path) for file in files)))
    return QuadFile(path, _count_lines(path))


def lines_of(quads: Iterable[Quad]) -> Iterable[bytes]:
    """The quads as sorted lines of canonical N-Quads, each once; those of a file as they lie there."""
    return quads.lines if isinstance(quads, QuadFile) else sorted(set(find_lines(quads)))


def parse_lines(lines: Iterable[bytes]) -> Iterator[Quad]:
    """The quads of these lines: to pass over a line costs less than to parse it."""
    for block in _join_blocks(lines):
        yield from parse(block, format=RdfFormat.N_QUADS, lenient=True)


def find_quads(quads: Iterable[Quad], predicates: Iterable[NamedNode]) -> Iterator[Quad]:
    """The quads with one of these predicates; of a file, no others are parsed."""
    if not isinstance(quads, QuadFile):
        chosen = frozenset(predicates)
        return (quad for quad in quads if quad.predicate in chosen)
    names = frozenset(str(predicate).encode() for predicate in predicates)
    return parse_lines(line for line in quads.lines if line.split(b" ", 2)[1] in names)


def find_lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """The quads as lines of canonical N-Quads, in their order."""
    quads = iter(quads)
    while chunk := list(islice(quads, CHUNK)):
        stream = io.BytesIO()
        serialize(chunk, stream, format=RdfFormat.N_QUADS)
        stream.seek(0)
        yield from stream


def subject_of(line: bytes) -> bytes:
    """The subject of a line, as written there."""
    return line[: line.index(b" ")]


def graph_of(line: bytes) -> bytes:
    """The graph of a line of N-Quads, as written there."""
    return line.rsplit(b" ", 2)[1]


def sort_lines(lines: Iterable[bytes], path: Path) -> int:
    """Write the distinct lines into a file in the order of their bytes, and count them."""
    _sort(path, (), lines)
    return _count_lines(path)


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Write the lines into a file, and count them."""
    count = 0
    lines = iter(lines)
    with path.open("wb") as file:
        while block := list(islice(lines, BLOCK)):
            file.write(b"".join(block))
            count += len(block)
    return count


def _sort(path: Path, arguments: Iterable[str], lines: Iterable[bytes] = ()) -> None:
    """Have the system's sort write a file of distinct lines; what it cannot hold lies beside it meanwhile.

    :raises BuildError: if there is no such command.
    :raises OSError: if it fails, in its own words.
    """
    command = ["sort", "-u", "-S", MEMORY, "-T", str(path.parent), "-o", str(path), *arguments]
    bytewise = {**os.environ, "LC_ALL": "C"}
    try:
        process = Popen(command, stdin=PIPE, stderr=PIPE, env=bytewise)
    except FileNotFoundError as error:
        raise BuildError("The command sort is missing.", "Install it: coreutils has it.") from error
    with process:
        assert process.stdin is not None and process.stderr is not None
        try:
            process.stdin.writelines(_join_blocks(lines))
            process.stdin.close()
        except BrokenPipeError:
            pass  # it says itself why it stopped
        except BaseException:
            process.kill()
            raise
        said = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise OSError(process.returncode, said or "sort was stopped")


def _join_blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    lines = iter(lines)
    while block := b"".join(islice(lines, BLOCK)):
        yield block


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(partial(file.read, 1 << 20), b""))
