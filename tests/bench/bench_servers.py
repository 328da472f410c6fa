"""Measure what a server costs before anything is answered: a trivial answer of each, and ours both its ways.

The trivial application gives the same 200 bytes under waitress, gunicorn and granian; Giao Ban gives a kept
answer of a small snapshot on its loop (short way) and through a thread and Flask (long way, by a header that
it does not know). Each in turn is asked over 8 connections; figures are medians of the rounds. CPU is the
server's alone, its child processes included, and so says more than the rate where other work runs.

Run: ``python tests/bench/bench_servers.py``; to compare: ``pip install gunicorn granian``.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.serving.load import Connection, run_requests  # noqa: E402
from tests.bench.serving.made_graph import write_graph  # noqa: E402
from tests.bench.serving.made_snapshot import make_snapshot  # noqa: E402
from tests.bench.serving.systems import end_group, read_cpu  # noqa: E402

QUERY = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 1"
UNHEARD_OF = b"X-Unheard-Of: 1\r\n"
TRIVIAL = "tests.bench.bench_servers:application"


def application(environ: Mapping[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """The least that a WSGI application can do."""
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "200")])
    return [b"x" * 200]


def make_commands(data: Path, port: int) -> dict[str, tuple[list[str], int, bytes]]:
    """By name: what starts a server, its port, and a header that its requests carry besides."""
    python = [sys.executable, "-m"]
    gunicorn = ["gunicorn", TRIVIAL, "--no-control-socket", "-b"]
    ours = [
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "serve",
        "-d",
        str(data),
        "--port",
        str(port),
    ]
    granian = ["granian", "--interface", "wsgi", "--no-ws", "--log-level", "error", "--port", str(port + 4)]
    commands = {
        "Giao Ban, kept answer, short way": (ours, port, b""),
        "Giao Ban, kept answer, long way": ([], port, UNHEARD_OF),
        "waitress, 8 threads": (
            [*python, "waitress", "--listen", f"127.0.0.1:{port + 1}", "--threads", "8", TRIVIAL],
            port + 1,
            b"",
        ),
        "gunicorn sync, 2 processes": (
            [*python, *gunicorn, f"127.0.0.1:{port + 2}", "-w", "2"],
            port + 2,
            b"",
        ),
        "gunicorn gthread, 2 × 8": (
            [*python, *gunicorn, f"127.0.0.1:{port + 3}", "-k", "gthread", "-w", "2", "--threads", "8"],
            port + 3,
            b"",
        ),
        "granian, 2 × 4": (
            [*python, *granian, "--workers", "2", "--blocking-threads", "4", TRIVIAL],
            port + 4,
            b"",
        ),
    }
    have = {name: importlib.util.find_spec(name) is not None for name in ("gunicorn", "granian")}
    return {name: entry for name, entry in commands.items() if have.get(name.split()[0].rstrip(","), True)}


def wait_for(port: int) -> None:
    """Return when the server answers."""
    until = time.monotonic() + 60
    connection = Connection(f"http://127.0.0.1:{port}/sparql")
    while time.monotonic() < until:
        try:
            if connection.ask(connection.encode(QUERY)) is not None:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"The server on port {port} does not start.")


def measure(port: int, pid: int, header: bytes, count: int) -> tuple[float, float]:
    """Answers a second, and microseconds of the server's processor time an answer."""
    url = f"http://127.0.0.1:{port}/sparql"
    request = Connection(url).encode(QUERY).replace(b"Host:", header + b"Host:")
    before = read_cpu(pid)
    run = run_requests(url, [request] * count, 8)
    assert not run.failed, f"{run.failed} of {count} failed"
    return run.rate, (read_cpu(pid) - before) / count * 1e6


def start(command: Sequence[str], stack: ExitStack, folder: Path) -> int:
    """A server in a process group of its own, which ``stack`` ends."""
    log = stack.enter_context((folder / "log").open("a"))
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=folder, env=environ, stdout=log, stderr=log, start_new_session=True
    )
    stack.callback(end_group, process)
    return process.pid


def main() -> None:
    """Start all, measure in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--port", type=int, default=8240, help="first of the ports to use")
    parser.add_argument("--rounds", type=int, default=3, help="turns of every server")
    parser.add_argument("--requests", type=int, default=8000, help="requests in one turn")
    options = parser.parse_args()
    measured: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="giaoban-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        make_snapshot(folder / "data", folder / "graph.nq", write_graph(folder / "graph.nq", 10_000))
        commands = make_commands(folder / "data", options.port)
        pids: dict[int, int] = {}
        for command, port, _ in commands.values():
            if command:
                pids[port] = start(command, stack, folder)
                wait_for(port)
        for _ in range(options.rounds):
            for server, (_, port, header) in commands.items():
                count = options.requests // (4 if header or port != options.port else 1)
                measured.setdefault(server, []).append(measure(port, pids[port], header, count))
    print("| | answers/s | µs of CPU an answer |\n|---|--:|--:|")
    for server, figures in measured.items():
        rate, cpu = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"| {server} | {rate:,.0f} | {cpu:.0f} |")


if __name__ == "__main__":
    main()
