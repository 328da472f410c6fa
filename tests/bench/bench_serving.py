"""Measure the endpoint beside Virtuoso 7, a bare Flask application and rdflib-endpoint, in turn.

All servers hold the same made-up graph and run at once on 127.0.0.1; each in turn is asked the same queries
(A B C D A B C D …) over 8 connections: a mix of eight queries with ever new parameters, eight of them again
and again after each was asked once, one light query, and groupings of all meetings. Figures are the median of
the rounds. CPU is that of a system's own processes for an answer: it says more where other work runs.

Run: ``python tests/bench/bench_serving.py --quads 1000000``. What is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.bench.serving.load import Questions, Run, find_rows, run_queries  # noqa: E402
from tests.bench.serving.made_graph import World, write_graph  # noqa: E402
from tests.bench.serving.made_snapshot import make_snapshot  # noqa: E402
from tests.bench.serving.systems import SYSTEMS, RdflibEndpoint, System, read_cpu  # noqa: E402

CONNECTIONS = 8
LIGHT = "queries/label.rq"
Measured = dict[tuple[str, str], list[tuple[Run, float]]]


def main() -> None:
    """Make the graph, start the systems, measure in turn, print the table."""
    options = read_options()
    chosen = choose_systems(options.leave_out)
    with (
        tempfile.TemporaryDirectory(prefix="giaoban-bench-", dir=options.folder) as folder,
        ExitStack() as stack,
    ):
        systems = start_systems(chosen, Path(folder), options, stack)
        questions = Questions(World.of_size(options.quads))
        compare_answers(systems, questions)
        measured = measure(systems, questions, options)
    show(systems, measured, options)


def read_options() -> argparse.Namespace:
    """What the command line says; the defaults end within two minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quads", type=int, default=100_000, help="size of the graph")
    parser.add_argument("--rounds", type=int, default=3, help="turns of every system")
    parser.add_argument("--requests", type=int, default=400, help="requests of the mix in one turn")
    parser.add_argument("--port", type=int, default=8240, help="first of the ports to use")
    parser.add_argument("--folder", help="where to make the temporary folder")
    parser.add_argument("--leave-out", nargs="*", default=[], help="names of systems to leave out")
    return parser.parse_args()


def choose_systems(left_out: Sequence[str]) -> list[type[System]]:
    """The systems that this machine has; the others are named with what would get them."""
    chosen = []
    for system in SYSTEMS:
        if system.name in left_out:
            continue
        if system.is_here():
            chosen.append(system)
        else:
            print(f"{system.name} is left out; to have it: {system.wants}")
    return chosen


def start_systems(
    chosen: Sequence[type[System]], folder: Path, options: argparse.Namespace, stack: ExitStack
) -> list[System]:
    """Make the graph, and start every system on it; ``stack`` ends them."""
    graph, data = folder / "graph.nq", folder / "data"
    quads = write_graph(graph, options.quads)
    make_snapshot(data, graph, quads)
    print(f"{quads:,} quads, {World.of_size(options.quads).articles:,} meetings, {os.cpu_count()} cores")
    systems = []
    for number, kind in enumerate(chosen):
        system = kind(folder / f"system-{number}", options.port + 5 * number, graph, data)
        began = time.monotonic()
        stack.enter_context(system.running())
        print(f"{system.name} is ready after {time.monotonic() - began:.0f} s", flush=True)
        systems.append(system)
    return systems


def compare_answers(systems: Sequence[System], questions: Questions) -> None:
    """Ask everyone the same 16 queries of the mix, and tell who answers otherwise than the first."""
    for query in questions.ask("queries", 16):
        answers = [find_rows(system.url, query) for system in systems]
        for system, answer in zip(systems[1:], answers[1:], strict=True):
            if answer != answers[0]:
                head = query.splitlines()[0]
                print(f"{system.name} answers otherwise ({len(answer)} rows, not {len(answers[0])}): {head}")


def measure(systems: Sequence[System], questions: Questions, options: argparse.Namespace) -> Measured:
    """Every system in turn, with the same queries in one round and others in the next."""
    measured: Measured = {}
    plans: dict[str, Callable[[], tuple[list[str], int]]] = {
        "mix": lambda: (questions.ask("queries", options.requests), CONNECTIONS),
        "repeated": lambda: (questions.ask("queries", 8) * (options.requests // 8), CONNECTIONS),
        "light": lambda: (questions.ask_one(LIGHT, options.requests), CONNECTIONS),
        "light, 1 connection": lambda: (questions.ask_one(LIGHT, options.requests // 4), 1),
        "repeated group by": lambda: (questions.ask_one("grouping/organisers.rq", 1) * 40, CONNECTIONS),
        "group by": lambda: (questions.ask_one("grouping/organisers.rq", 4), 1),
        "group by two": lambda: (questions.ask_one("grouping/chairs.rq", 4), 1),
    }
    for plan, make in plans.items():
        for _ in range(options.rounds):
            queries, connections = make()
            for system in systems:
                if plan.startswith("repeated"):
                    run_queries(system.url, list(dict.fromkeys(queries)), 1)
                share = shorten(queries, system)
                before = read_cpu(system.pid)
                run = run_queries(system.url, share, connections)
                cpu = (read_cpu(system.pid) - before) / len(share) * 1e6
                measured.setdefault((plan, system.name), []).append((run, cpu))
        print(f"{plan} measured", flush=True)
    return measured


def shorten(queries: list[str], system: System) -> list[str]:
    """All queries, but for the slowest system a part of them, so that the run comes to an end."""
    return queries[: max(2, len(queries) // 10)] if isinstance(system, RdflibEndpoint) else queries


def show(systems: Sequence[System], measured: Measured, options: argparse.Namespace) -> None:
    """Two tables as Markdown: rates with how many times ours they are, and the details of each."""
    print(f"\n{options.quads:,} quads, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}\n")
    plans = list(dict.fromkeys(plan for plan, _ in measured))
    print(f"| answers/s | {' | '.join(system.name for system in systems)} |\n|---|{'--:|' * len(systems)}")
    for plan in plans:
        own = [run.rate for run, _ in measured[plan, systems[0].name]]
        cells = [f"{statistics.median(own):,.0f}"]
        for system in systems[1:]:
            rates = [run.rate for run, _ in measured[plan, system.name]]
            times = statistics.median(rate / ours for rate, ours in zip(rates, own, strict=True))
            rate = statistics.median(rates)
            cells.append(f"{rate:,.{0 if rate > 10 else 1}f} ({times:.2f})")
        print(f"| {plan} | {' | '.join(cells)} |")
    print("\n| | | p50 ms | p95 ms | µs of CPU | failed |\n|---|---|--:|--:|--:|--:|")
    for plan in plans:
        for system in systems:
            turns = measured[plan, system.name]
            figures = [(run.quantile(0.5), run.quantile(0.95), cpu) for run, cpu in turns]
            p50, p95, cpu = (statistics.median(values) for values in zip(*figures, strict=True))
            failed = sum(run.failed for run, _ in turns)
            print(f"| {plan} | {system.name} | {p50:.1f} | {p95:.1f} | {cpu:.0f} | {failed} |")


if __name__ == "__main__":
    if shutil.disk_usage(tempfile.gettempdir()).free < 10 * 2**30:
        print("There is less than 10 GB of room for temporary files; large graphs may not fit.")
    main()
