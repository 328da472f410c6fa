"""A server process for tests, and what they do with it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph

from kg.model import Article, Span
from kg.settings import Settings
from kg.snapshot import build_aside, publish_graph

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which what is waited for is said not to come: how busy the machine is makes no difference."""
FAR: dict[str, Any] = {"timeout": 60.0, "queue": 60.0}
"""Limits in seconds that only a test which is about them comes near, with values of its own."""
START = "from kg.settings import load_settings; from endpoint.server import serve; serve(load_settings())"


@contextmanager
def running_server(
    data: Path, log: Path = Path(os.devnull), **settings: object
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server process on a free port: its address and the process, killed at the end.

    :param log: where its standard error goes.
    """
    given = {"data": data, "port": 0, "workers": 2, **FAR, **settings}
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


def get(address: str, **options: Any) -> httpx.Response:
    """What is answered at the address; for the tests of the server, which may be busy."""
    return httpx.get(address, **{"timeout": PATIENCE, **options})


def wait_until(condition: Callable[[], bool]) -> None:
    """Return when the condition holds."""
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "what was waited for does not come"
        time.sleep(0.02)


def tells(address: str, *lines: str) -> bool:
    """Whether the server's metrics hold these lines."""
    return set(lines) <= set(get(f"{address}/metrics").text.splitlines())


@contextmanager
def held_workers(address: str, process: subprocess.Popen[str], count: int = 3) -> Iterator[list[int]]:
    """All query workers, stopped while the block runs: a query given to one is under way until its end.

    :param count: how many there are, the spare one included.
    """
    wait_until(lambda: tells(address, f"giaoban_workers_ready {count}.0"))
    pids = find_children(process.pid)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield pids
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def has_ended(pid: int) -> bool:
    """Whether the process is gone, or only its parent has not asked for its status yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def find_children(pid: int) -> list[int]:
    """The processes that the threads of a process have started; looked at again where a thread ends
    meanwhile, since its children are another's then."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    try:
        return [int(child) for task in tasks for child in (task / "children").read_text("utf-8").split()]
    except (FileNotFoundError, ProcessLookupError):
        return find_children(pid)
