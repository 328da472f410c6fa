"""Lists of 100,000 entities: milliseconds of a page with all its facets, as the site asks for them.

Every choice is asked on a fresh index, so that nothing counted before helps.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from kg.search import FACETS, Entry, Listed, SearchIndex, write_index

ENTITIES = 100_000
VALUES = {"year": 15, "place": 97, "level": 12, "role": 60, "class": 10, "organiser": 5000}


def make_list(chance: random.Random, kind: str) -> tuple[list[Entry], list[Listed]]:
    """Things of one kind, each with one to three values of every facet."""
    entries, listed = [], []
    for number in range(ENTITIES):
        label = f"{kind} {chance.randrange(10**6)}"
        iri = f"urn:{number}"
        day = f"{chance.randrange(2010, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        entries.append(Entry(iri, kind, label, (label,), (), ENTITIES - number))
        pairs = {
            (facet, f"{facet}-{chance.randrange(VALUES.get(facet, 20))}")
            for facet in FACETS[kind]
            for _ in range(chance.choice((1, 1, 2, 3)))
        }
        listed.append(Listed(iri, day, tuple(sorted(pairs))))
    return entries, listed


def main() -> None:
    """Write each list and measure its pages."""
    for kind in ("official", "meeting"):
        entries, listed = make_list(random.Random(1), kind)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "search.sqlite"
            write_index(path, entries, listed)
            first, second = FACETS[kind][:2]
            one, two = (first, f"{first}-3"), (second, f"{second}-4")
            for choices in ((), (one,), (one, two)):
                for order, start in (("weight", 0), ("newest", 0), ("name", 50_000)):
                    lists = SearchIndex(path).lists
                    begun = time.perf_counter()
                    total = lists.total(kind, choices)
                    lists.find(kind, choices, order, start)
                    for facet in FACETS[kind]:
                        lists.counts(kind, choices, facet)
                    took = (time.perf_counter() - begun) * 1000
                    print(
                        f"{kind}, {len(choices)} choices, {order} from {start}: {total} things, {took:.0f} ms"
                    )


if __name__ == "__main__":
    main()
