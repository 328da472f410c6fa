"""Articles on any Hadoop file system (hdfs://, s3a://, file:// …), read by Spark where their bytes are.

Text files, pages and lines of JSON are the same pieces as the local engine makes of them; a row of a Parquet
file is one more line of JSON, its columns being the fields. Nothing but records comes back to the driver, and
what it knows already only as a key. Places tell the order of the sources, whatever comes back first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kg.errors import InputError
from kg.intake import Piece, describe_name, is_note, unpack_file
from kg.model import Issue
from kg.records.making import Made, MakeRecords
from kg.records.spark import explain_errors, first_line, open_session

if TYPE_CHECKING:
    from pyspark import RDD, Broadcast
    from pyspark.sql import Row, SparkSession

FIELDS = ("id", "title", "text", "published", "publisher", "author", "url", "source", "licence")
WHOLE = ("txt", "md", "html")
ROUND = 4  # partitions for each core that are read before their records are taken in
SPLIT = str(16 * 2**20)
SPECIAL = re.compile(r"([\\{}\[\]*?])")
Placed = tuple[str, Piece | Issue]


@dataclass(frozen=True, slots=True, order=True)
class HadoopFile:
    """One file: ``id`` and ``kind`` as of a local one, or the kind parquet; ``path`` is its whole address."""

    id: str
    kind: str
    path: str

    @property
    def place(self) -> str:
        """Where it stands among the sources."""
        return f"{self.id}\0{self.kind}\0{self.path}"

    @property
    def escaped(self) -> str:
        """Its address without anything that Hadoop would take for a pattern."""
        return SPECIAL.sub(r"\\\1", self.path)

    @property
    def pattern(self) -> str:
        """A pattern that it fits, without anything that parts a list, which nothing can escape there."""
        return re.sub(r"[,{}]|\\[{}]", "?", self.escaped)


def read_from_hadoop(
    master: str, paths: Sequence[str], known: frozenset[bytes], fingerprint: bytes, make: MakeRecords
) -> Iterator[Made | Issue]:
    """What is made of the articles below these paths, which may hold patterns such as ``*``.

    A file that cannot be read from its beginning is an issue, and the others are read.

    :param known: keys of records that need not be made again.
    :raises InputError: if there is no article, or a path cannot be listed.
    :raises BuildError: if the cluster breaks off, or a file is damaged further in; it is named.
    """
    with open_session(master) as session, explain_errors(master):
        files = sorted(find_files(session, paths))
        if not files:
            raise InputError(
                f"There is no article in {', '.join(paths)}.",
                "Articles end in .parquet, .jsonl, .txt, .md, .html, all but the first also with .gz.",
            )
        context = session.sparkContext
        work = partial(make_missing, make, fingerprint, context.broadcast(known))
        size = ROUND * max(context.defaultParallelism, 2)
        for pieces in find_placed(session, files):
            if isinstance(pieces, Issue):
                yield pieces
                continue
            made = pieces.mapPartitions(work)
            numbers = iter(range(made.getNumPartitions()))
            while some := list(islice(numbers, size)):
                yield from context.runJob(made, list, some)


def find_files(session: SparkSession, paths: Iterable[str]) -> Iterator[HadoopFile]:
    """The files of articles at these paths and below; what begins with a dot or an underscore is passed over.

    :raises InputError: if a path cannot be listed or is not there.
    """
    from py4j.protocol import Py4JJavaError

    hadoop = session.sparkContext._jvm.org.apache.hadoop.fs
    for given in paths:
        path = hadoop.Path(given)
        try:
            system = path.getFileSystem(session.sparkContext._jsc.hadoopConfiguration())
            found = list(system.globStatus(path) or ())
        except Py4JJavaError as error:
            raise InputError(
                f"{given} cannot be listed: {first_line(error)}", "See whether that file system is reachable."
            ) from error
        if not found:
            raise InputError(f"{given} does not exist.", "Name a file, a folder or a pattern of articles.")
        for status in found:
            below = system.listFiles(status.getPath(), True)
            while below.hasNext():
                address = below.next().getPath().toString()
                if file := describe_file(address, status.getPath().toString()):
                    yield file


def describe_file(address: str, root: str) -> HadoopFile | None:
    """The file, if it is one of articles; ``root`` is the folder that was named, or the file itself."""
    name = PurePosixPath(address).name
    inside = address.removeprefix(root).strip("/").split("/")
    if any(part.startswith((".", "_")) for part in inside):
        return None
    if name.lower().endswith(".parquet"):
        return HadoopFile(name[: -len(".parquet")], "parquet", address)
    described = describe_name(name)
    if described is None or (address != root and is_note(*described)):
        return None
    return HadoopFile(*described, address)


def find_placed(session: SparkSession, files: Sequence[HadoopFile]) -> Iterator[RDD[Placed] | Issue]:
    """The pieces of all files with their places, kind by kind, in partitions; an issue for a damaged file."""
    context = session.sparkContext
    if whole := [file for file in files if file.kind in WHOLE]:
        known = {file.path: file for file in whole}
        parts = max(context.defaultParallelism, len(whole) // 100)
        held = context.binaryFiles(",".join(sorted({file.pattern for file in whole})), parts)
        yield held.flatMap(partial(place_file, known))
    for file in files:
        if file.kind == "jsonl":
            delimiter = {"textinputformat.record.delimiter": "\n"}
            format = "org.apache.hadoop.mapreduce.lib.input.TextInputFormat"
            key, value = "org.apache.hadoop.io.LongWritable", "org.apache.hadoop.io.Text"
            lines = context.newAPIHadoopFile(file.pattern, format, key, value, conf=delimiter)
            yield lines.values().zipWithIndex().flatMap(partial(place_line, file))
    tables = [file for file in files if file.kind == "parquet"]
    damaged = dict(find_damaged(session, tables))
    yield from damaged.values()
    if sound := [file for file in tables if file not in damaged]:
        yield read_tables(session, sound)


def find_damaged(session: SparkSession, files: Iterable[HadoopFile]) -> Iterator[tuple[HadoopFile, Issue]]:
    """The Parquet files whose footer cannot be read, as of one that was cut off."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    for file in files:
        try:
            session.read.parquet(file.escaped)
        except (Py4JError, PySparkException) as error:
            reason = f"left out: the Parquet file {file.path} is damaged or cut off: {first_line(error)}"
            yield file, Issue(file.id, "intake.unreadable", "", reason)


def read_tables(session: SparkSession, files: Sequence[HadoopFile]) -> RDD[Placed]:
    """The rows of Parquet files as lines of JSON.

    :raises InputError: if no file has a column ``text``.
    """
    session.conf.set("spark.sql.files.maxPartitionBytes", SPLIT)
    table = session.read.option("mergeSchema", "true").parquet(*(file.escaped for file in files))
    if "text" not in table.columns:
        raise InputError(
            f"{files[0].path} has no column text; it has {', '.join(table.columns)}.",
            f"An article is a row with the columns text and, if they are known, {', '.join(FIELDS)}.",
        )
    columns = [name for name in FIELDS if name in table.columns]
    rows = table.select(*columns, "_metadata.file_path", "_metadata.row_index")
    known = {path_of(file.path): file for file in files}
    return rows.rdd.map(partial(place_row, known))


def path_of(address: str) -> str:
    """The path in an address, for comparison: file:/a and file:///a are one."""
    return urlsplit(address).path


def place_row(known: dict[str, HadoopFile], row: Row) -> Placed:
    """One row of a Parquet file as a piece."""
    fields = row.asDict(recursive=True)
    file = known[unquote(path_of(fields.pop("file_path")))]
    number = fields.pop("row_index") + 1
    told = {
        name: value if isinstance(value, str | list) else str(value)
        for name, value in fields.items()
        if value is not None
    }
    content = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return place(file, number), Piece(f"{file.id}-{number}", "jsonl", PurePosixPath(file.path).name, content)


def place_line(file: HadoopFile, numbered: tuple[str, int]) -> Iterator[Placed]:
    """One line of a .jsonl file as a piece, if it holds something."""
    line, number = numbered
    if line.strip():
        name = PurePosixPath(file.path).name
        yield place(file, number + 1), Piece(f"{file.id}-{number + 1}", "jsonl", name, line.encode() + b"\n")


def place_file(known: dict[str, HadoopFile], held: tuple[str, bytes]) -> Iterator[Placed]:
    """One text file or page as a piece."""
    if (file := known.get(held[0])) is None:
        return
    name = PurePosixPath(file.path).name
    try:
        content = unpack_file(name, held[1])
        yield place(file, 1), Piece(file.id, file.kind, name, content)
    except ValueError as error:
        yield place(file, 1), Issue(file.id, "intake.unreadable", "", f"left out: {error}")


def place(file: HadoopFile, number: int) -> str:
    """Where a piece stands among all."""
    return f"{file.place}\0{number:012}"


def make_missing(
    make: MakeRecords, fingerprint: bytes, known: Broadcast[frozenset[bytes]], pieces: Iterable[Placed]
) -> Iterator[Made | Issue]:
    """The records of those pieces that have none yet; of the others, their keys."""
    for place, piece in pieces:
        if isinstance(piece, Issue):
            yield piece
            continue
        key = piece.digest(fingerprint)
        if key in known.value:
            yield Made(key, piece.name, place, None)
        else:
            for record in make([piece]):
                yield Made(key, piece.name, place, record)
