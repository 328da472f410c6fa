"""Measure the closure beside owlrl and reasonable on made-up articles: time, triples and peak memory.

Run: ``python tests/bench/bench_closing.py --sizes 10000 100000 1000000``.
Each engine runs in a process of its own, from terms in memory to a list of inferred terms in memory.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import owlrl
import pyoxigraph as ox
import rdflib
import reasonable

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.closing import close, compile_rules

ROOT = Path(__file__).parents[2]
GB = "https://w3id.org/giaoban/ontology#"
ID = "https://w3id.org/giaoban/id/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ENGINES = ("giaoban", "reasonable", "owlrl", "one article")
Row = tuple[str, str, str]


def make_rows(size: int, seed: int = 1) -> list[Row]:
    """About ``size`` triples of meetings, tenures, bodies and directives, as N-Triples terms."""
    rng = random.Random(seed)
    people = [f"<{ID}official/o{n}>" for n in range(max(5, size // 60))]
    bodies = [f"<{ID}body/b{n}>" for n in range(max(5, size // 80))]
    rows: list[Row] = []
    for child, body in enumerate(bodies):
        rows += [(body, f"<{TYPE}>", f"<{GB}PartyBody>"), (body, f"<{GB}name>", f'"body {child}"')]
        if child:
            rows.append((body, f"<{GB}subBodyOf>", bodies[(child - 1) // 6]))
    articles = _articles(rng, people, bodies)
    while len(rows) < size:
        rows += next(articles)
    return rows[:size]


def _articles(rng: random.Random, people: list[str], bodies: list[str]) -> Iterator[list[Row]]:
    number = 0
    while True:
        number += 1
        meeting, directive = f"<{ID}meeting/m{number}>", f"<{ID}directive/d{number}>"
        present = rng.sample(people, 4)
        rows = [
            (meeting, f"<{TYPE}>", f"<{GB}Conference>"),
            (meeting, f"<{GB}organiser>", rng.choice(bodies)),
        ]
        rows += [(meeting, f"<{GB}chairedBy>", present[0]), (meeting, f"<{GB}heldOn>", '"2020-06-01"')]
        rows += [(meeting, f"<{GB}participant>", person) for person in present[1:]]
        rows += [(person, f"<{TYPE}>", f"<{GB}Official>") for person in present]
        for place, person in enumerate(present[:2]):
            tenure, post = f"<{ID}tenure/t{number}-{place}>", f"<{ID}post/p{rng.randrange(len(bodies))}>"
            rows += [(tenure, f"<{TYPE}>", f"<{GB}Tenure>"), (tenure, f"<{GB}holder>", person)]
            rows += [(tenure, f"<{GB}post>", post), (tenure, f"<{GB}attestedOn>", '"2020-06-01"')]
            rows += [(post, f"<{TYPE}>", f"<{GB}Post>"), (post, f"<{GB}body>", rng.choice(bodies))]
        rows += [(directive, f"<{TYPE}>", f"<{GB}Instruction>"), (directive, f"<{GB}issuedBy>", bodies[0])]
        rows += [(directive, f"<{GB}citationKey>", f'"key {number - number % 50}-{number % 49}"')]
        yield rows


def run_giaoban(rows: list[Row]) -> tuple[float, int]:
    """Seconds and inferred triples of kg.closing; the rules are compiled outside the measured time."""
    rules = compile_rules(ox_triples(ontology_text()))
    triples = [*ox_triples("\n".join(" ".join(row) + " ." for row in rows))]
    gc.collect()
    start = time.perf_counter()
    inferred = list(close(triples, rules).inferred)
    return time.perf_counter() - start, len(inferred)


def run_change(rows: list[Row]) -> tuple[float, int]:
    """Mean seconds of adding or taking back 25 triples, after the first time, which makes indexes."""
    rules = compile_rules(ox_triples(ontology_text()))
    triples = [*ox_triples("\n".join(" ".join(row) + " ." for row in rows))]
    closure = close(triples[:-25], rules)
    article = triples[-25:]
    closure.add(article)
    closure.retract(article)
    start = time.perf_counter()
    for _ in range(10):
        closure.add(article)
        closure.retract(article)
    return (time.perf_counter() - start) / 20, 0


def ox_triples(turtle: str) -> Iterator[ox.Triple]:
    """The triples of a text in Turtle."""
    for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)


def ontology_text() -> str:
    """The small ontology of the measurement: chains, a key, domains, ranges, transitivity, restrictions."""
    return (Path(__file__).parent / "bench_closing.ttl").read_text("utf-8")


def rdflib_graph(rows: list[Row], key_twice: bool) -> rdflib.Graph:
    """Ontology and data for owlrl and reasonable. owlrl reads a key only if it is written twice."""
    text = ontology_text()
    if key_twice:
        text = text.replace("( gb:citationKey )", "( gb:citationKey gb:citationKey )")
    graph = rdflib.Graph()
    graph.parse(data=text, format="turtle")
    graph.parse(data="\n".join(" ".join(row) + " ." for row in rows), format="nt")
    return graph


def run_reasonable(rows: list[Row]) -> tuple[float, int]:
    """Seconds and new triples of reasonable, without chains and keys, which it does not know."""
    graph = rdflib_graph(rows, key_twice=False)
    given = len(graph)
    start = time.perf_counter()
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    closed = reasoner.reason()
    return time.perf_counter() - start, len(closed) - given


def run_owlrl(rows: list[Row]) -> tuple[float, int]:
    """Seconds and new triples of owlrl, its bookkeeping triples included."""
    graph = rdflib_graph(rows, key_twice=True)
    given = len(graph)
    start = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return time.perf_counter() - start, len(graph) - given


def measure(engine: str, size: int) -> dict[str, float]:
    """One run in its own process: seconds, inferred triples, and megabytes above the loaded data."""
    command = [sys.executable, __file__, "--one", engine, "--sizes", str(size)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return dict(json.loads(result.stdout))


def main() -> None:
    """Print the table, one line an engine and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--owlrl-up-to", type=int, default=10_000)
    parser.add_argument("--reasonable-up-to", type=int, default=100_000)
    parser.add_argument("--one", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        rows = make_rows(options.sizes[0])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        run = {"giaoban": run_giaoban, "reasonable": run_reasonable, "owlrl": run_owlrl}.get(
            options.one, run_change
        )
        seconds, inferred = run(rows)
        peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(json.dumps({"seconds": seconds, "inferred": inferred, "megabytes": peak}))
        return
    limits = {"owlrl": options.owlrl_up_to, "reasonable": options.reasonable_up_to}
    print(f"{'triples':>9}  {'engine':<11}  {'seconds':>9}  {'inferred':>9}  {'MB':>7}")
    for size in options.sizes:
        for engine in ENGINES:
            if size <= limits.get(engine, size):
                found = measure(engine, size)
                print(
                    f"{size:>9}  {engine:<11}  {found['seconds']:>9.4f}  {found['inferred']:>9.0f}"
                    f"  {found['megabytes']:>7.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
