"""Reprints: articles with nearly the same text are one source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from operator import itemgetter

from kg.resolving.clues import Clues
from kg.resolving.rows import Rank, Rows

ALIKE = 0.7
MOST_SHARING = 20


Sketched = tuple[Rank, frozenset[int]]
Likeness = tuple[Rank, int, Rank]
"""A later article, minus the number of runs that an earlier one shares with it, and that."""


def find_reprints(clues: Rows[Clues]) -> dict[str, str]:
    """Article id → id of the first article that has nearly the same text; without those that are the first.

    Runs of words that many articles share (titles, set phrases) lead to the first few of these only, so
    that the work grows with the number of articles and no faster.
    """
    found = clues.each(find_runs).grouped(compare_sharing).collect()
    first: dict[str, str] = {}
    for later, _, earlier in sorted(found):
        if later[1] not in first and earlier[1] not in first:
            first[later[1]] = earlier[1]
    return first


def find_runs(clue: Clues) -> Iterator[tuple[str, Sketched]]:
    """The article by the least of its runs: of two that are alike one has another's in so many of these.

    Prefix filtering (Chaudhuri et al. 2006): of n runs t are shared, so that of any n - t + 1 one is.
    """
    least = ceil(ALIKE * len(clue.sketch))
    for run in sorted(clue.sketch)[: len(clue.sketch) - least + 1]:
        yield str(run), (clue.rank(), clue.sketch)


def compare_sharing(_: str, sharing: Iterable[Sketched]) -> Iterator[Likeness]:
    """The pairs that are alike among the articles that share a run."""
    sharing = sorted(sharing, key=itemgetter(0))
    for number, (later, sketch) in enumerate(sharing):
        for earlier, other in sharing[: min(number, MOST_SHARING)]:
            if _alike(sketch, other):
                yield later, -len(sketch & other), earlier


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= ALIKE * max(len(one), len(other))


def count_sources(articles: Iterable[str], reprints: Mapping[str, str]) -> int:
    """How many independent texts a set of articles is."""
    return len({reprints.get(article, article) for article in articles})
