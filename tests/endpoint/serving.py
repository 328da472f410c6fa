"""A server process for tests, and what they do with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph

from kg.model import Article, Span
from kg.settings import Settings
from kg.snapshot import build_aside, publish_graph

ROOT = Path(__file__).parents[2]
START = "from kg.settings import load_settings; from endpoint.server import serve; serve(load_settings())"


@contextmanager
def running_server(
    data: Path, log: Path = Path(os.devnull), **settings: object
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server process on a free port: its address and the process, killed at the end.

    :param log: where its standard error goes.
    """
    given = {"data": data, "port": 0, "workers": 2, **settings}
    environ = {**os.environ, **{f"GIAOBAN_{name.upper()}": str(value) for name, value in given.items()}}
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-c", START],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            found = re.search(r"http://[\d.:]+", process.stdout.readline())
            assert found, "the server told no address"
            yield found[0], process
        finally:
            process.kill()


def publish(data: Path, number: int, more: str = "") -> str:
    """Publish a graph with ``number`` in it, and ``more`` triples; its snapshot's id."""
    text = f"<https://w3id.org/giaoban/graph/entities> {{ <urn:a> <urn:number> {number} . {more} }}"
    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG))
    with build_aside(data) as folder:
        return publish_graph(folder, Settings(data=data), quads, [Article("one", "x", Span(0, 1))], []).id


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def find_children(pid: int) -> list[int]:
    """The processes that the threads of a process have started; looked at again where a thread ends
    meanwhile, since its children are another's then."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    try:
        return [int(child) for task in tasks for child in (task / "children").read_text("utf-8").split()]
    except (FileNotFoundError, ProcessLookupError):
        return find_children(pid)
