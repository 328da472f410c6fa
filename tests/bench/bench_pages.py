"""What each kind of page weighs (packed by brotli) and how long it takes, on a made-up graph of any size.

Of each kind the page of what the articles speak of most is taken: the heaviest. The first answer of a fresh
server, and the median of those after it, asked by one client.

Run: ``python tests/bench/bench_pages.py --quads 1000000``.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph

sys.path.insert(0, str(Path(__file__).parents[2]))

from endpoint.site.lists import LISTS
from kg.search import INDEX_FILE, find_entries, list_things, write_index
from kg.snapshot import current_snapshot
from tests.bench.serving.made_graph import BASE, write_graph
from tests.bench.serving.made_snapshot import make_snapshot
from tests.endpoint.serving import running_server

FIXED = ("/", "/views", "/views/network.json", "/query", "/search?q=hoi+nghi", "/questions/most-cited")
NARROWED = ("/meetings?sort=name&page=200", "/meetings?year=2020", "/officials?year=2020")


def main() -> None:
    """Make the snapshot, start a server, ask for each page in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=100_000, help="size of the graph")
    parser.add_argument("--times", type=int, default=9, help="how often each page is asked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="giaoban-bench-") as folder:
        data, graph = Path(folder) / "data", Path(folder) / "graph.nq"
        write_graph(graph, options.quads)
        make_snapshot(data, graph, options.quads)
        add_search(data, graph)
        with running_server(data) as (address, _):
            print(f"{'page':<34}{'kB':>8}{'first ms':>10}{'ms':>8}")
            for path in (*FIXED, *(f"/{name}" for name in LISTS), *NARROWED, *find_heaviest(address)):
                show(address, path, options.times)


def add_search(data: Path, graph: Path) -> None:
    """Write the search index, which a made-up snapshot has not."""
    quads = list(pyoxigraph.parse(path=graph, format=pyoxigraph.RdfFormat.N_QUADS))
    entries = find_entries(quads, BASE)
    write_index(current_snapshot(data).path / INDEX_FILE, entries, list_things(quads, entries))


def find_heaviest(address: str) -> list[str]:
    """The page of the thing of each list that the articles speak of most."""
    return [
        found[0]["page"]
        for name in LISTS
        if (found := json.loads(fetch(address, f"/{name}?format=json&sort=weight", "application/json")[1]))
    ]


def fetch(address: str, path: str, accept: str = "text/html", coding: str = "identity") -> tuple[int, bytes]:
    """Status and body of one answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    connection.request("GET", path, headers={"Accept": accept, "Accept-Encoding": coding})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def show(address: str, path: str, times: int) -> None:
    """Ask for one page several times and print a line."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        status, body = fetch(address, path, coding="br")
        took.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            print(f"{path:<34} status {status}")
            return
    rest = statistics.median(took[1:])
    print(f"{path[:33]:<34}{len(body) / 1000:>8.1f}{took[0]:>10.0f}{rest:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
