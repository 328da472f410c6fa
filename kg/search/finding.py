"""Finding things by name: from the exact name down to a typo, each step only while hits are wanting.

The steps: the whole name as typed; without accents; all words as typed; all words without accents; the
last word as a beginning; words a letter or two away; all words but one. Hits are ranked by how close each
typed word is to the word that it met: kg.search.scoring.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.errors import QueryError, SnapshotError
from kg.search.forms import LONGEST_QUERY, MOST_WORDS, cut, distance, drop_one, strip
from kg.search.listing import Listing
from kg.search.scoring import Score, score_name

POOL = 200
GOOD = 60.0
CLEAR = 85.0
MOST_NEAR = 6
_ROWS = """SELECT e.id, e.iri, e.kind, e.label, e.weight, n.written, n.folded, n.short FROM {source}
JOIN entity e ON e.id = n.entity {where} LIMIT ?"""
_FTS = "words w JOIN name n ON n.id = w.rowid"
Row = tuple[int, str, str, str, int, str, str, int]


def closeness(typed: str, name: str) -> float:
    """How close a name is to what was typed, from 0 to 100, as the search scores it; typos aside."""
    words, parts = cut(typed), cut(name)
    return score_name(words, parts, False, {}).value if words and parts else 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: ``score`` from 0 to 100; ``name`` is the name that was met, ``reasons`` say how."""

    iri: str
    kind: str
    label: str
    name: str
    score: float
    reasons: tuple[str, ...]
    weight: int


class SearchIndex:
    """The index of one snapshot, read-only; any number of threads may ask it. ``lists`` are those to browse.

    :raises SnapshotError: if there is no index.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise SnapshotError(f"There is no search index {path}.", "Build anew with: giaoban build")
        self._uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._local = threading.local()
        self.lists = Listing(self._base)
        self._base()

    def named(self, label: str, kind: str) -> str | None:
        """The IRI of the one thing of this kind that is labelled so; None if there is none, or several."""
        rows = self._base().execute(
            "SELECT DISTINCT e.iri FROM name n JOIN entity e ON e.id = n.entity "
            "WHERE n.folded = ? AND e.kind = ? AND e.label = ? LIMIT 2",
            (" ".join(cut(label)), kind, label),
        )
        found = rows.fetchall()
        return str(found[0][0]) if len(found) == 1 else None

    def find(self, text: str, kinds: Collection[str] = (), limit: int = 20) -> list[Hit]:
        """What has a name like ``text``, the best first.

        :param text: what was typed, at most LONGEST_QUERY characters.
        :param kinds: only these kinds; none means all.
        :param limit: the most hits, up to 200.
        :raises QueryError: if the text is too long.
        """
        if len(text) > LONGEST_QUERY:
            raise QueryError(
                f"A search takes at most {LONGEST_QUERY} characters, this one has {len(text)}.", "Shorten it."
            )
        words = cut(text)[:MOST_WORDS]
        if not words:
            return []
        limit = max(1, min(limit, 200))
        best: dict[int, Hit] = {}
        for row in self._find_run_together(words, frozenset(kinds)):
            _keep(best, row, ["".join(words)], {})
        for rows, near in self._steps(words, frozenset(kinds), best):
            for row in rows:
                _keep(best, row, words, near)
            if sum(hit.score >= GOOD for hit in best.values()) >= limit:
                break
        found = sorted(best.values(), key=lambda h: (-h.score, -h.weight, len(h.label), h.iri))
        return found[:limit]

    def _steps(
        self, words: list[str], kinds: frozenset[str], best: Mapping[int, Hit]
    ) -> Iterator[tuple[list[Row], dict[str, str]]]:
        """The rows of each step, with the corrections at work; a clear hit ends it."""
        folded, plain = " ".join(words), [strip(word) for word in words]
        where, source = _kind_clause(kinds), "name n"
        yield self._rows(source, f"WHERE n.folded = ?{where}", [folded], kinds), {}
        yield self._rows(source, f"WHERE n.plain = ?{where}", [" ".join(plain)], kinds), {}
        for match in (_match("folded", words), _match("plain", plain), _match("plain", plain, prefix=True)):
            yield self._rows(_FTS, f"WHERE words MATCH ?{where}", [match], kinds), {}
        if any(hit.score >= CLEAR for hit in best.values()):
            return
        near = {word: self._find_near(word) for word in dict.fromkeys(plain)}
        corrected = {other: word for word, others in near.items() for other in others}
        if any(others != [word] for word, others in near.items()):
            match = " AND ".join(f"({' OR '.join(_term(other) for other in near[w])})" for w in plain)
            yield self._rows(_FTS, f"WHERE words MATCH ?{where}", [f"plain : ({match})"], kinds), corrected
        if 1 < len(plain) <= 8:
            for left_out in range(len(plain)):
                rest = plain[:left_out] + plain[left_out + 1 :]
                yield (
                    self._rows(_FTS, f"WHERE words MATCH ?{where}", [_match("plain", rest)], kinds),
                    corrected,
                )

    def _find_run_together(self, words: list[str], kinds: frozenset[str]) -> list[Row]:
        """The short forms that the words give when they are written as one: "BTC TW"."""
        if len(words) == 1:
            return []
        where = f"WHERE n.folded = ? AND n.short = 1{_kind_clause(kinds)}"
        return self._rows("name n", where, ["".join(words)], kinds)

    def _rows(self, source: str, where: str, values: list[str], kinds: frozenset[str]) -> list[Row]:
        query = _ROWS.format(source=source, where=where)
        return self._base().execute(query, [*values, *sorted(kinds), POOL]).fetchall()

    def _find_near(self, word: str) -> list[str]:
        """The words of the index that may be meant: the word itself, else those a typo (or two) away."""
        base = self._base()
        known = base.execute("SELECT 1 FROM word WHERE plain = ?", [word]).fetchone()
        if known or len(word) < 3 or word.isdigit():
            return [word]
        dropped = {word, *drop_one(word)}
        if len(word) > 5:
            dropped |= {form for once in drop_one(word) for form in drop_one(once)}
        marks = ",".join("?" * len(dropped))
        rows = base.execute(f"SELECT DISTINCT plain FROM near WHERE dropped IN ({marks})", sorted(dropped))
        allowed = 2 if len(word) > 5 else 1
        close = sorted((distance(word, other), other) for (other,) in rows)
        return [other for far, other in close if far <= allowed][:MOST_NEAR] or [word]

    def _base(self) -> sqlite3.Connection:
        base: sqlite3.Connection | None = getattr(self._local, "base", None)
        if base is None:
            base = sqlite3.connect(self._uri, uri=True)
            self._local.base = base
        return base


def _kind_clause(kinds: frozenset[str]) -> str:
    return f" AND e.kind IN ({','.join('?' * len(kinds))})" if kinds else ""


def _term(word: str) -> str:
    return f'"{word}"'


def _match(column: str, words: Sequence[str], prefix: bool = False) -> str:
    """An FTS5 expression: all words in this column, the last one as a beginning if ``prefix``."""
    terms = [_term(word) for word in words]
    if prefix:
        terms[-1] += "*"
    return f"{column} : ({' AND '.join(terms)})"


def _keep(best: dict[int, Hit], row: Row, words: list[str], near: dict[str, str]) -> None:
    entity, iri, kind, label, weight, written, folded, short = row
    score: Score = score_name(words, folded.split(), bool(short), near)
    held = best.get(entity)
    if held is None or score.value > held.score:
        best[entity] = Hit(iri, kind, label, written, score.value, score.reasons, weight)
