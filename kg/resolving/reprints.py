"""Reprints: articles with nearly the same text are one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.resolving.clues import SKETCH, Clues

ALIKE = 0.7


def group_reprints(clues: Sequence[Clues]) -> dict[str, str]:
    """Article id → id of the first article of its group; ``clues`` in order of attestation."""
    first: dict[str, str] = {}
    by_hash: dict[int, list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for clue in clues:
        shared = Counter(other for value in clue.sketch for other in by_hash[value])
        likes = [o for o, n in shared.items() if n >= ALIKE * min(SKETCH, max(sizes[o], len(clue.sketch)))]
        first[clue.article] = first[likes[0]] if likes else clue.article
        if not likes:
            sizes[clue.article] = len(clue.sketch)
            for value in clue.sketch:
                by_hash[value].append(clue.article)
    return first


def count_sources(articles: Iterable[str], groups: Mapping[str, str]) -> int:
    """How many independent texts a set of articles is."""
    return len({groups.get(article, article) for article in articles})
