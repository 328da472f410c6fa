"""The engine of Apache Spark: pieces are read on its executors, records come back in the order of the pieces.

Only the reading is spread, since no article needs another. What is sent is the same function that the local
engine runs, so the records, and with them the snapshot, are the same bytes. An
executor that is lost costs no article: Spark runs its tasks again elsewhere. Each Python process of an
executor compiles the lexicon once. Giao Ban has to be installed on every node, in the same version.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import BuildError, SettingsError
from kg.intake import Piece
from kg.records.making import BATCH, Engine, MakeRecords, Record

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

ROUND = 32  # batches for each core that are sent at a time
PATIENCE = 10.0
SHOWN = 300
UNCHANGED = "What is served is unchanged, and what was read is kept: build again to go on."
AT_FILE = "Encountered error while reading file"
QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}


def read_on_spark(master: str) -> Engine:
    """The engine on this master, such as ``local[4]``, ``spark://host:7077`` or ``yarn``."""
    return partial(_read_on_spark, master)


def _read_on_spark(master: str, pieces: Iterable[Piece], make: MakeRecords) -> Iterator[Record]:
    pieces = iter(pieces)
    with _open_context(master) as context, explain_errors(master):
        size = ROUND * max(context.defaultParallelism, 2)
        while round := list(islice(iter(lambda: list(islice(pieces, BATCH)), []), size)):
            yield from context.parallelize(round, len(round)).flatMap(make).collect()


@contextmanager
def open_session(master: str) -> Iterator[SparkSession]:
    """A session of Spark SQL on this master, stopped at the end; errors as for reading on it."""
    with _open_context(master) as context:
        from pyspark.sql import SparkSession

        session = SparkSession(context)
        try:
            yield session
        finally:
            session.stop()


@contextmanager
def _open_context(master: str) -> Iterator[SparkContext]:
    """A context on this master, stopped at the end.

    :raises SettingsError: if PySpark or Java is missing, or the master is none.
    :raises BuildError: if the master cannot be reached.
    """
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError as error:
        raise SettingsError(
            "PySpark is not installed.", "Install it: pip install 'giaoban[spark]'"
        ) from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise SettingsError("Spark needs Java, and there is none.", "Install Java 17, or set JAVA_HOME.")
    _look_for(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(master).setAppName("giaoban").setAll(list(QUIET.items()))
    with explain_errors(master):
        context = SparkContext(conf=conf)
    context.setLogLevel("OFF")
    try:
        yield context
    finally:
        context.stop()


def _look_for(master: str) -> None:
    """See whether a master of ``spark://host:port,host:port`` listens: Spark itself would try for minutes."""
    if not master.startswith("spark://"):
        return
    reasons = []
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), PATIENCE).close()
            return
        except (OSError, ValueError) as error:
            reasons.append(f"{address}: {error}")
    raise BuildError(
        f"The Spark master {master} cannot be reached ({'; '.join(reasons)}).",
        "See whether it runs; what is served is unchanged.",
    )


@contextmanager
def explain_errors(master: str, cure: str = UNCHANGED) -> Iterator[None]:
    """Tell what broke off at this master, and where; ``cure``: what stands meanwhile, and what to do."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise BuildError(
            f"Spark at {master} broke off: {first_line(error)}",
            cure,
        ) from error


def first_line(error: Exception) -> str:
    """What an error of Spark says: its first line, or the one that names our own error or a file."""
    cause = getattr(error, "java_exception", None) or error
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    ours = [line for line in reversed(lines) if line.startswith("kg.errors.")]
    files = [line[line.index(AT_FILE) :] for line in lines if AT_FILE in line]
    return (*ours, *files, *lines, type(error).__name__)[0][:SHOWN]
