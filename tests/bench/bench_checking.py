"""Measure the checks before publication: seconds of each and peak memory, on copies of the shipped articles.

Run: ``python tests/bench/bench_checking.py --sizes 100000 1000000``.
The closed graph of the shipped articles is copied under other names until it has so many quads, the lists
and the ontology standing once; each size has a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.checking import load_shapes
from kg.checking.conflicts import check_conflicts
from kg.checking.consistency import check_consistency
from kg.checking.evidence import check_evidence
from kg.checking.references import check_references
from kg.checking.shapes import check_shapes
from kg.graph import DEFAULT_BASE, Graphs, build_quads
from kg.pipeline import close_all, resolve_all, take_in
from kg.records import read_with_lexicon
from kg.settings import CORPUS, ONTOLOGY

GRAPHS = Graphs(DEFAULT_BASE)
ARTICLE_ID = "https://w3id.org/giaoban/ontology#articleId"


def make_graph(size: int) -> tuple[list[Quad], dict[str, str]]:
    """About ``size`` quads, and the texts of the articles in them."""
    readings = [read_with_lexicon(article, ONTOLOGY) for article in take_in([CORPUS]).articles]
    asserted = set(build_quads(readings, resolve_all(readings, ONTOLOGY), DEFAULT_BASE, ONTOLOGY))
    quads = asserted.union(close_all(asserted, DEFAULT_BASE, ONTOLOGY)[0])
    listed = {q.subject for q in quads if q.graph_name in (GRAPHS.authority, GRAPHS.ontology)}
    made = [quad for quad in quads if quad.subject in listed]
    moving = [quad for quad in quads if quad.subject not in listed]
    texts: dict[str, str] = {}
    copy = 0
    while len(made) < size:
        made += _renamed(moving, {term.value for term in listed if isinstance(term, NamedNode)}, copy)
        texts |= {f"{reading.article.id}-{copy}": reading.article.text for reading in readings}
        copy += 1
    return made, texts


def _renamed(quads: list[Quad], kept: set[str], copy: int) -> list[Quad]:
    names: dict[str, NamedNode] = {}
    ours = (f"{DEFAULT_BASE}id/", f"{DEFAULT_BASE}graph/article")

    def rename(term: object) -> object:
        if not isinstance(term, NamedNode) or not term.value.startswith(ours) or term.value in kept:
            return term
        if term.value not in names:
            head, mark, part = term.value.partition("#")
            names[term.value] = NamedNode(f"{head}-{copy}{mark}{part}")
        return names[term.value]

    def move(quad: Quad) -> Quad:
        object = quad.object
        if quad.predicate.value == ARTICLE_ID and isinstance(object, Literal):
            object = Literal(f"{object.value}-{copy}")
        terms = (rename(quad.subject), quad.predicate, rename(object), rename(quad.graph_name))
        return Quad(*terms)  # type: ignore[arg-type]

    return [move(quad) for quad in quads]


def measure(size: int) -> None:
    """Print a line for each check."""
    quads, texts = make_graph(size)
    shapes = load_shapes(ONTOLOGY / "shapes.ttl")
    checks: dict[str, Callable[[], tuple[list[object], int]]] = {
        "evidence": lambda: check_evidence(quads, texts),  # type: ignore[dict-item, return-value]
        "references": lambda: check_references(quads, DEFAULT_BASE),  # type: ignore[dict-item, return-value]
        "shapes": lambda: check_shapes(quads, shapes),  # type: ignore[dict-item, return-value]
        "consistency": lambda: check_consistency(quads, DEFAULT_BASE),  # type: ignore[dict-item, return-value]
        "conflicts": lambda: check_conflicts(quads),  # type: ignore[dict-item, return-value]
    }
    print(f"{len(quads):>9}  {'(the graph)':<12}  {'':>8}  {'':>9}  {_megabytes():>6.0f}")
    for name, check in checks.items():
        start = time.perf_counter()
        _, examined = check()
        seconds = time.perf_counter() - start
        print(
            f"{len(quads):>9}  {name:<12}  {seconds:>8.2f}  {examined:>9}  {_megabytes():>6.0f}", flush=True
        )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table, one line a check and size; MB is the process's peak so far, the graph included."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.sizes[0])
        return
    print(f"{'quads':>9}  {'check':<12}  {'seconds':>8}  {'examined':>9}  {'MB':>6}", flush=True)
    for size in options.sizes:
        subprocess.run([sys.executable, __file__, "--one", "--sizes", str(size)], check=True)


if __name__ == "__main__":
    main()
