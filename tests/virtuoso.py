"""Virtuoso 7 on loopback, for tests and measurements: a server that can be killed and started again."""

from __future__ import annotations

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests.ports import find_port

WANTS = "apt-get install virtuoso-opensource-7"
INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = {threads}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {readable}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = {threads}
[SPARQL]
ResultSetMaxRows = {most_rows}
"""


def is_here() -> bool:
    """Whether this machine has it; WANTS says how to get it."""
    return bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))


def write_ini(
    folder: Path,
    port: int,
    sql_port: int,
    *,
    most_rows: int,
    buffers: int = 4000,
    threads: int = 8,
    readable: Path | None = None,
) -> Sequence[str]:
    """Write the settings of a database in ``folder``; the command that serves it in the foreground.

    :param most_rows: rows at which it cuts answers.
    :param buffers: pages of 8 KiB in memory.
    :param readable: a folder that it may load files from.
    """
    path = folder / "virtuoso.ini"
    path.write_text(
        INI.format(
            folder=folder,
            port=port,
            sql_port=sql_port,
            most_rows=most_rows,
            buffers=buffers,
            dirty=buffers * 3 // 4,
            threads=threads,
            readable=readable or folder,
        ),
        "utf-8",
    )
    return ["virtuoso-t", "+configfile", str(path), "+foreground"]


class Virtuoso:
    """A server with a fresh database in ``folder``."""

    def __init__(self, folder: Path, most_rows: int = 1000) -> None:
        self.folder, self.port = folder, find_port()
        self._command = write_ini(folder, self.port, find_port(), most_rows=most_rows)
        self.start()

    def start(self) -> None:
        """Serve, and return when it answers."""
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 180
        while True:
            try:
                urllib.request.urlopen(self.queries, timeout=5).close()
                return
            except OSError:
                assert time.monotonic() < until, "Virtuoso does not start"
                assert self.process.poll() is None, (self.folder / "virtuoso.log").read_text("utf-8")
                time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, as a failing machine would."""
        self.process.kill()
        self.process.wait()
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)

    @property
    def queries(self) -> str:
        """Where everybody may ask."""
        return f"http://127.0.0.1:{self.port}/sparql"

    def updates(self, user: str = "dba:dba") -> str:
        """Where ``user`` may write."""
        return f"http://{user}@127.0.0.1:{self.port}/sparql-auth"
