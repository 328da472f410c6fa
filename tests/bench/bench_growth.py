"""What growth costs: build and serve made articles in several numbers, and fit how each stage grows.

    python tests/bench/bench_growth.py --articles 300 1000 3000
    python tests/bench/bench_growth.py --articles 1000 10000 --engine spark --master 'local[2]'

Each number is built by a process of its own into a folder that is removed, then served, and asked one
question after another by one client. Seconds by stage are those of the clock and, in brackets, those of the
processor in the build and all processes below it: on a machine that others use too the second tell more, and
growth is fitted to them. With Spark its workers' are among them. ``MB`` is the peak of all these processes
together. A stage grows as n to the power that the last line gives: 1 is linear; n log n comes out as 1.1
between 1,000 and 100,000.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.pipeline import build
from kg.settings import Settings
from tests.bench.made_articles import write_pieces

STAGE = "stage"
STAGES = ("reading", "resolving", "graph", "closing", "checking", "snapshot")
PARTS = ("store", "dumps", "search.sqlite", "texts.jsonl")
ASKED = 20
GB = "PREFIX gb: <https://w3id.org/giaoban/ontology#>\n"
QUESTIONS = {
    "tenures of one": """SELECT * { { SELECT ?who { ?who a gb:Official } OFFSET %d LIMIT 1 }
        ?tenure gb:holder ?who ; gb:post ?post }""",
    "a month": """SELECT * { ?meeting a gb:Meeting ; gb:heldOn ?day
        FILTER(STRSTARTS(STR(?day), '2019-%02d-1')) } LIMIT 100""",
    "most cited": """SELECT ?directive (COUNT(*) AS ?n) { ?citation gb:cites ?directive }
        GROUP BY ?directive ORDER BY DESC(?n) OFFSET %d LIMIT 10""",
}
Row = dict[str, Any]


def main() -> None:
    """Measure each number of articles, and print the tables."""
    given = read_options()
    if given.build:
        print(json.dumps(build_once(given)))
        return
    rows = [measure(number, given) for number in given.articles]
    show_builds(rows)
    show_sizes(rows)


def read_options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--engine", choices=("local", "spark"), default="local")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--port", type=int, default=8210)
    parser.add_argument("--folder", help="where to make the temporary folders")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(number: int, given: argparse.Namespace) -> Row:
    """Build and serve so many articles."""
    with tempfile.TemporaryDirectory(prefix="giaoban-growth-", dir=given.folder) as folder:
        source = Path(folder, "made.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for piece in write_pieces(number):
                line = {"id": piece.id, "text": piece.content.decode()}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        options = ("--engine", given.engine, "--master", given.master, "--jobs", str(given.jobs))
        command = [sys.executable, __file__, "--build", folder, *options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            peak, processor = watch(process, Path(folder, STAGE))
            assert process.stdout is not None
            row: Row = json.loads(process.stdout.read())
        row |= {"articles": number, "memory": peak, "processor": processor}
        row["asked"] = ask(Path(folder), given.port)
    print(json.dumps(row), file=sys.stderr, flush=True)  # so that a run that is stopped has told what it did
    return row


def build_once(given: argparse.Namespace) -> Row:
    """Build, and tell seconds by stage, quads and bytes."""

    def note(stage: str, done: int = 0, total: int | None = None) -> None:
        if not done:
            (given.build / STAGE).write_text(stage)

    settings = Settings(data=given.build, engine=given.engine, master=given.master, jobs=given.jobs)
    done = build(settings, [given.build / "made.jsonl"], progress=note)
    manifest = done.snapshot.manifest
    return {
        "seconds": dict(done.seconds),
        "quads": manifest.quads,
        "counts": dict(manifest.counts),
        "bytes": {name: measure_bytes(done.snapshot.path / name) for name in PARTS},
    }


def measure_bytes(path: Path) -> int:
    """The bytes of a file or of all in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def watch(process: subprocess.Popen[str], stage: Path) -> tuple[float, dict[str, float]]:
    """The largest memory (MB) that the process and those below it held at once, and what they took of the
    processor in each stage, which the process names in a file."""
    peak, running = 0.0, ""
    used: dict[tuple[int, str], float] = {}
    processor: dict[str, float] = defaultdict(float)
    while process.poll() is None:
        found = list(find_below(process.pid))
        peak = max(peak, sum(map(resident, found)))
        before = sum(used.values())
        used.update(time_used for pid in found if (time_used := time_of(pid)) is not None)
        processor[running] += sum(used.values()) - before
        if stage.exists() and (now := stage.read_text()) and now != running:
            running = now
        time.sleep(0.25)
    return peak, processor


def time_of(pid: int) -> tuple[tuple[int, str], float] | None:
    """This process, told apart by when it began, and what it and its threads took of the processor."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return (pid, told[19]), (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def find_below(pid: int) -> Iterator[int]:
    """The process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text("ascii").split()
        except OSError:
            continue
        for child in children:
            yield from find_below(int(child))


def resident(pid: int) -> float:
    """The megabytes of this process that lie in memory and are its own or of its files, 0 if it has gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * 4096 / 1e6
    except OSError:
        return 0.0


@contextmanager
def served(data: Path, port: int) -> Iterator[str]:
    """A server on the snapshot: its address."""
    command = [str(Path(sys.executable).with_name("giaoban")), "serve", "-d", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                httpx.get(f"http://127.0.0.1:{port}/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def ask(data: Path, port: int) -> dict[str, float]:
    """Milliseconds, in the middle of twenty, of each question asked with ever other values."""
    times: dict[str, float] = {}
    with served(data, port) as address, httpx.Client(timeout=30) as client:
        for name, question in QUESTIONS.items():
            took = []
            for number in range(1, ASKED + 1):
                start = time.perf_counter()
                answer = client.get(f"{address}/sparql", params={"query": GB + question % (number % 12 + 1)})
                took.append((time.perf_counter() - start) * 1000)
                answer.raise_for_status()
            times[name] = median(took)
    return times


def show_builds(rows: Sequence[Row]) -> None:
    """The table of stages, and how each grows."""
    print("| articles | quads | " + " | ".join(STAGES) + " | articles/s | quads/s | MB |")
    print("|---:" * (len(STAGES) + 5) + "|")
    for row in rows:
        took, whole = row["seconds"], sum(row["seconds"].values())
        stages = " | ".join(f"{took[stage]:.1f} ({row['processor'][stage]:.1f})" for stage in STAGES)
        print(
            f"| {row['articles']:,} | {row['quads']:,} | {stages} | {row['articles'] / whole:.1f} "
            f"| {row['quads'] / whole:,.0f} | {row['memory']:,.0f} |"
        )
    powers = " | ".join(f"n^{fit(rows, stage):.2f}" for stage in STAGES) if len(rows) > 1 else ""
    print(f"| growth | | {powers} | | | |\n")


def show_sizes(rows: Sequence[Row]) -> None:
    """The table of bytes an article, of things, and of the milliseconds of each question."""
    heads = [*(f"{part}, kB an article" for part in PARTS), "officials", "meetings", *QUESTIONS]
    print("| articles | " + " | ".join(heads) + " |\n" + "|---:" * (len(heads) + 1) + "|")
    for row in rows:
        sizes = [f"{row['bytes'][part] / row['articles'] / 1000:.1f}" for part in PARTS]
        things = [f"{row['counts'].get(name, 0):,}" for name in ("Official", "Meeting")]
        asked = [f"{row['asked'][name]:.1f} ms" for name in QUESTIONS]
        print("| " + " | ".join([f"{row['articles']:,}", *sizes, *things, *asked]) + " |")


def fit(rows: Sequence[Row], stage: str) -> float:
    """The power with which the stage grows: the slope of log seconds over log articles, by least squares."""
    points = [(math.log(row["articles"]), math.log(row["processor"][stage] or 1e-3)) for row in rows]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope: float = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    return slope


if __name__ == "__main__":
    main()
