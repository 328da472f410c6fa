"""The systems that are compared, each as a server process on a port of 127.0.0.1 that ends with its block."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import virtuoso

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
STARTING = 900.0
VIRTUOSO_LOADS = "ld_dir('{folder}', '{name}', 'urn:none'); rdf_loader_run(); checkpoint;"


class System(ABC):
    """One server to measure.

    :param folder: where it may write; made anew for each measurement.
    :param graph: the graph as N-Quads.
    :param data: the same graph as a snapshot of ours.
    :ivar pid: of the process that was started, while it runs.
    """

    name = ""
    wants = ""

    def __init__(self, folder: Path, port: int, graph: Path, data: Path) -> None:
        self.folder, self.port, self.graph, self.data = folder, port, graph, data
        self.url = f"http://127.0.0.1:{port}/sparql"
        self.pid = 0

    @classmethod
    @abstractmethod
    def is_here(cls) -> bool:
        """Whether this machine has it; ``wants`` says how to get it."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What starts it, in the foreground."""

    def load(self) -> None:  # noqa: B027 - most load it by themselves
        """Load the graph into the running server, if it does not load it by itself."""

    def environ(self) -> dict[str, str]:
        """Environment variables of its own."""
        return {}

    @contextmanager
    def running(self) -> Iterator[None]:
        """The server started and loaded; its whole process group is ended at the end."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", self.port), 5):
            raise SystemExit(f"Another server is on port {self.port}: give another --port.")
        with (self.folder / "server.log").open("w") as log:
            process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self.environ()},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                self._wait(process)
                self.load()
                self.pid = process.pid
                yield
            finally:
                end_group(process)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + STARTING
        while process.poll() is None and time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}?query=ASK%7B%7D", timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        raise SystemExit(f"{self.name} does not start: see {self.folder}/server.log")


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Ask a process and its children to end, and make them if they do not."""
    for number, seconds in ((signal.SIGTERM, 20), (signal.SIGKILL, 20)):
        try:
            os.killpg(process.pid, number)
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            return


def read_cpu(pid: int) -> float:
    """Seconds of processor time of a process and those that it started."""
    seconds = 0.0
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    for each in (pid, *map(int, listed.split())):
        fields = Path(f"/proc/{each}/stat").read_text("utf-8").rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


class Ours(System):
    """The endpoint with the settings that it comes with."""

    name = "Giao Ban"

    @classmethod
    def is_here(cls) -> bool:
        return True

    def command(self) -> Sequence[str]:
        code = "from kg.cli import main; main()"
        return [sys.executable, "-c", code, "serve", "-d", str(self.data), "--port", str(self.port)]


class Virtuoso(System):
    """Virtuoso 7 with a fresh database."""

    name = "Virtuoso 7"
    wants = virtuoso.WANTS

    @classmethod
    def is_here(cls) -> bool:
        return virtuoso.is_here()

    def command(self) -> Sequence[str]:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return virtuoso.write_ini(
            self.folder,
            self.port,
            self.port + 1,
            most_rows=1_000_000,
            buffers=340_000,
            threads=20,
            readable=self.graph.parent,
        )

    def load(self) -> None:
        statements = VIRTUOSO_LOADS.format(folder=self.graph.parent, name=self.graph.name)
        isql = ["isql-vt", f"127.0.0.1:{self.port + 1}", "dba", "dba", f"exec={statements}"]
        subprocess.run(isql, check=True, stdout=subprocess.DEVNULL, timeout=STARTING)


class Bare(System):
    """What one writes in an afternoon: Flask, gunicorn, pyoxigraph, on the very store that ours serves."""

    name = "bare app"
    wants = "pip install gunicorn"

    @classmethod
    def is_here(cls) -> bool:
        return importlib.util.find_spec("gunicorn") is not None

    def command(self) -> Sequence[str]:
        options = ["-k", "gthread", "-w", "2", "--threads", "8", "-b", f"127.0.0.1:{self.port}"]
        return [
            sys.executable,
            "-m",
            "gunicorn",
            *options,
            "--chdir",
            str(ROOT),
            "tests.bench.serving.bare_app:make_app()",
        ]

    def environ(self) -> dict[str, str]:
        return {"STORE": str(self.data / "current" / "store")}


class RdflibEndpoint(System):
    """rdflib-endpoint on rdflib's own store in memory; ``python`` has it installed."""

    name = "rdflib-endpoint"
    wants = "pip install rdflib-endpoint uvicorn"

    @classmethod
    def is_here(cls) -> bool:
        return all(importlib.util.find_spec(name) is not None for name in ("rdflib_endpoint", "uvicorn"))

    def command(self) -> Sequence[str]:
        return [sys.executable, str(HERE / "rdflib_app.py"), str(self.graph), str(self.port)]


SYSTEMS: tuple[type[System], ...] = (Ours, Virtuoso, Bare, RdflibEndpoint)
