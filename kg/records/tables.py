"""The graph and the facts as tables of a cluster: partitioned N-Quads and Parquet, on any Hadoop file system.

TARGET/SNAPSHOT/quads/run=00000/part-*.txt.gz    all in their order are the canonical N-Quads
TARGET/SNAPSHOT/facts/run=00000/part-*.parquet   a row a piece of evidence: see FACTS
TARGET/SNAPSHOT/_SUCCESS                         written last: without it the tables are not whole
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.records.packing import unpack
from kg.records.spark import explain_errors, open_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FACTS = (
    "article string, published string, kind string, fact string, "
    "quote string, start long, end long, rule string"
)
LINES = 500_000  # lines that are sent to the cluster at a time
READINGS = 20_000
PUBLISHED = "The snapshot is published, its tables are not whole: build again, which reads nothing anew."
Row = tuple[str, str | None, str, str, str, int, int, str]


def write_tables(
    master: str, target: str, snapshot: str, quads: Iterable[bytes], readings: Iterable[bytes]
) -> str:
    """Write the tables of a snapshot by Spark, in the place of what is there, and tell where.

    :param quads: the lines of its canonical N-Quads; :param readings: the packed readings, in their order.
    :raises BuildError: if the cluster or the file system breaks off.
    """
    folder = f"{target.rstrip('/')}/{snapshot}"
    with open_session(master) as session, explain_errors(master, PUBLISHED):
        parts = max(session.sparkContext.defaultParallelism, 2)
        mark = _find_mark(session, folder)
        for number, lines in enumerate(_runs(quads, LINES)):
            texts = [(line[:-1].decode(),) for line in lines]
            table = session.createDataFrame(session.sparkContext.parallelize(texts, parts), "line string")
            table.write.mode("overwrite").text(f"{folder}/quads/run={number:05}", "gzip")
        for number, packed in enumerate(_runs(readings, READINGS)):
            rows = session.sparkContext.parallelize(packed, parts).flatMap(list_facts)
            table = session.createDataFrame(rows, FACTS)
            table.write.mode("overwrite").parquet(f"{folder}/facts/run={number:05}")
        mark.touch()
    return folder


def list_facts(packed: bytes) -> Iterator[Row]:
    """The facts of one packed reading, one row for each piece of evidence."""
    reading = unpack(packed)
    article = reading.article
    for fact in reading.facts:
        kind = type(fact).__name__.removesuffix("Fact").lower()
        told = json.dumps(_plain(fact), ensure_ascii=False, sort_keys=True)
        for evidence in fact.evidence:
            start, end = evidence.span
            quote = article.text[start:end]
            yield article.id, article.published, kind, told, quote, start, end, evidence.rule


def _plain(value: Any) -> Any:
    """A fact as JSON has it, without its evidence, which has columns of its own, and what is not known."""
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: held for name, held in told.items() if held is not None and name != "evidence"}
    return str(value) if isinstance(value, Decimal) else value


def _find_mark(session: SparkSession, folder: str) -> Mark:
    """The mark of whole tables, taken away with whatever was there."""
    context = session.sparkContext
    path = context._jvm.org.apache.hadoop.fs.Path(folder)
    system = path.getFileSystem(context._jsc.hadoopConfiguration())
    system.delete(path, True)
    return Mark(system, context._jvm.org.apache.hadoop.fs.Path(folder, "_SUCCESS"))


@dataclass(frozen=True, slots=True)
class Mark:
    """An empty file of a Hadoop file system."""

    system: Any
    path: Any

    def touch(self) -> None:
        """Write it."""
        self.system.create(self.path).close()


def _runs(items: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    items = iter(items)
    while run := list(islice(items, size)):
        yield run
