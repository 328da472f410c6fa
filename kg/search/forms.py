"""The forms in which a name is compared, and the short forms that people type for it.

Three foldings, each coarser than the one before: ``fold`` of the lexicon (case, tone mark placement),
without marks but with đ, and plain ASCII. What was typed with marks is never dropped, only ranked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice

from kg.lexicon.words import fold

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_SHORT = 8
_WORD = re.compile(r"[^\W_]+")
_DOT = re.compile(r"(?<![^\W\d_][^\W\d_])(?<=[^\W\d_])\.(?=[^\W\d_]\b)")

Abbreviations = Mapping[tuple[str, ...], tuple[str, ...]]


def cut(text: str) -> list[str]:
    """The words of a text, folded: lower case, tone marks in their modern place, "T.Ư" as "tư"."""
    return _WORD.findall(_DOT.sub("", fold(text)))


def unmark(word: str) -> str:
    """A folded word without accents; đ stays."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain)


def strip(word: str) -> str:
    """A folded word in plain letters: no accents, đ as d."""
    return unmark(word).replace("đ", "d")


def shorten(words: list[str], abbreviations: Abbreviations) -> list[str]:
    """The short forms of a name, spaced and run together: "ubnd tỉnh hà giang", "ubndthg", "btctw".

    :param abbreviations: folded words of a long form → its folded short forms.
    """
    spaced: list[list[str]] = [[]]
    joined: list[str] = [""]
    at = 0
    while at < len(words):
        long, shorts = _longest(words, at, abbreviations)
        if long:
            spaced = [[*form, short] for form in spaced for short in shorts][:MOST_SHORT]
            joined = [form + short for form in joined for short in shorts][:MOST_SHORT]
        else:
            spaced = [[*form, words[at]] for form in spaced]
            joined = [form + words[at][0] for form in joined]
        at += long or 1
    forms = [" ".join(form) for form in spaced if form != words]
    initials = "".join(word[0] for word in words)
    runs = [form for form in (*joined, initials) if 2 < len(form) <= 12 and len(words) > 2]
    return list(dict.fromkeys([*forms, *runs]))


def _longest(words: list[str], at: int, abbreviations: Abbreviations) -> tuple[int, tuple[str, ...]]:
    for length in range(min(8, len(words) - at), 0, -1):
        shorts = abbreviations.get(tuple(words[at : at + length]))
        if shorts:
            return length, shorts
    return 0, ()


def make_abbreviations(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """A table of short forms from (long form, short form) as written in the lists."""
    table: dict[tuple[str, ...], list[str]] = {}
    for long, short in sorted(pairs):
        found = table.setdefault(tuple(cut(long)), [])
        form = "".join(cut(short))
        if form and form not in found:
            found.append(form)
    return {long: tuple(islice(shorts, 3)) for long, shorts in table.items() if long}


def drop_one(word: str) -> set[str]:
    """The word with each one letter left out: two words a typo apart share one of these."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def distance(one: str, other: str) -> int:
    """How many letters differ (Damerau-Levenshtein with adjacent transpositions)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, before, row = before, row, [i] + [0] * len(other)
        for j, b in enumerate(other, start=1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]
