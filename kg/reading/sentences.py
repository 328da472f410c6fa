"""Where sentences begin and end, also where paragraphs were run together ("… Thành ủy.Theo đó, …")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.model import Span
from kg.reading.tokens import Tokens, places_of, places_where

_ENDS = frozenset({".", "!", "?", "…"})
_CLOSERS = _ENDS | {":", '"', "”", ")"}  # what may end a sentence: nothing else is looked at
_LONGEST = 600  # words of a sentence: more is a list or a table, and what looks at all of it must end
_PAUSES = frozenset({",", ";", ":"})
_LONGEST_STOPPED = 7  # words before a full stop inside a spelling
ITEM = "*"  # opens one of several short pieces of news, run together as they may be
_OPENERS = frozenset({'"', "“", "(", "[", "-", "–", "•", "*", "'", "‘", "”"})


class Sentence(NamedTuple):
    """Words ``[start, end)`` of the article; ``line`` counts the lines before it."""

    start: int
    end: int
    line: int

    def holds(self, at: int) -> bool:
        """Whether a word is inside."""
        return self.start <= at < self.end

    def span(self, tokens: Tokens) -> Span:
        """The sentence in the file's offsets."""
        return tokens.span(self.start, self.end)


def find_sentences(tokens: Tokens) -> tuple[Sentence, ...]:
    """All sentences; a line's end always ends one."""
    inside = _inside_entries(tokens)
    sentences: list[Sentence] = []
    start = line = 0
    breaks, size = tokens.breaks, len(tokens)
    closed = (at + 1 for at in places_where(map(_CLOSERS.__contains__, tokens.words)))
    for at in sorted({*places_of(breaks, True), *closed, size} - {0}):
        if at == size or breaks[at] or _ends_before(tokens, at, inside):
            while (cut := _find_cut(tokens.words, start, at)) < at:
                sentences.append(Sentence(start, cut, line))
                start = cut
            sentences.append(Sentence(start, at, line))
            start = at
            line += at < size and breaks[at]
    return tuple(sentences)


def _find_cut(words: Sequence[str], start: int, end: int) -> int:
    """Where a sentence that goes on and on is cut: at a pause, or for want of any; else its end."""
    for at in range(start + _LONGEST, min(end, start + 2 * _LONGEST)):
        if words[at - 1] in _PAUSES:
            return at
    return min(end, start + 2 * _LONGEST)


def _inside_entries(tokens: Tokens) -> set[int]:
    """Full stops that belong to a spelling of the lists: "TP.", "PGS.", "đ/c."."""
    inside: set[int] = set()
    for stop in places_of(tokens.words, "."):
        for back in range(1, min(_LONGEST_STOPPED, stop) + 1):
            found = tokens.found[stop - back]
            if found is not None and any(reach.size > back for reach in found.values()):
                inside.add(stop)
                break
    return inside


def _ends_before(tokens: Tokens, at: int, inside: set[int]) -> bool:
    last = tokens.words[at - 1]
    if last == ":" and tokens.has(at, "task-number"):
        return True
    numbers_line = at >= 2 and tokens.words[at - 2].isdecimal() and (at == 2 or tokens.breaks[at - 2])
    if last == "." and numbers_line:
        return False
    if last in {'"', "”", ")"} and at >= 2 and tokens.words[at - 2] in _ENDS and tokens.is_capital(at):
        return True
    if last not in _ENDS or at - 1 in inside or tokens.words[at] in _ENDS:
        return False
    before = tokens.words[at - 2] if at >= 2 else ""
    if last == "." and len(before) == 1 and before.isupper():
        return False
    opened = tokens.words[at] in _OPENERS and (tokens.spaced[at] or tokens.words[at] == ITEM)
    return (
        tokens.is_capital(at)
        or opened
        or (tokens.words[at].isdecimal() and tokens.spaced[at] and last != ".")
    )
