"""Reprints: articles with nearly the same text are one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.resolving.clues import Clues

ALIKE = 0.7
MOST_SHARING = 20


def group_reprints(clues: Sequence[Clues]) -> dict[str, str]:
    """Article id → id of the first article of its group; ``clues`` in order of attestation.

    Runs of words that many articles share (titles, set phrases) lead to the first few of these only, so
    that the work grows with the number of articles and no faster.
    """
    first: dict[str, str] = {}
    sharing: dict[int, list[str]] = defaultdict(list)
    sketches: dict[str, frozenset[int]] = {}
    for clue in clues:
        candidates = Counter(other for value in clue.sketch for other in sharing[value])
        likes = [
            other for other, _ in candidates.most_common(MOST_SHARING) if _alike(clue.sketch, sketches[other])
        ]
        first[clue.article] = likes[0] if likes else clue.article
        if not likes:
            sketches[clue.article] = clue.sketch
            for value in clue.sketch:
                if len(sharing[value]) < MOST_SHARING:
                    sharing[value].append(clue.article)
    return first


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= ALIKE * max(len(one), len(other))


def count_sources(articles: Iterable[str], groups: Mapping[str, str]) -> int:
    """How many independent texts a set of articles is."""
    return len({groups.get(article, article) for article in articles})
