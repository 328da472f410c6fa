"""How Vietnamese text is cut into words and how two spellings of a word are seen to be the same.

A word here is a syllable with its marks, a number with its separators, or one sign of punctuation. The
*key* of a word is what is compared: NFC, lower case, tone marks on the modern vowel ("uỷ" → "ủy", "hoà" →
"hòa"), one kind of dash, quotation mark and apostrophe. Keys have as many code points as the NFC text they
come from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

Known = TypeVar("Known")

_TONES = ("oa", "oe", "uy")
_MARKS = "̣̀́̉̃"
_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "}
)
_ANY_SIGN = re.compile("[" + "".join(map(chr, _SIGNS)) + "]")
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ\u1ea0-\u1ef9"  # nearly all letters, and faster told from others than by their class
WORD = re.compile(rf"[{_LATIN}]++(?![^\W\d_]|['’])|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")


class Memo(dict[str, Known]):
    """What a pure function says of texts, each computed when it is first asked for: most words and names of
    an article have stood in one before.

    No more than ``most`` texts of at most ``longest`` letters are kept: a full one begins anew.
    """

    def __init__(self, function: Callable[[str], Known], most: int = 50_000, longest: int = 120) -> None:
        self.function, self.most, self.longest = function, most, longest

    def __missing__(self, text: str) -> Known:
        told = self.function(text)
        if len(text) <= self.longest:
            if len(self) >= self.most:
                self.clear()
            self[text] = told
        return told


def _tone_table() -> dict[str, str]:
    """Old placements of the tone mark and the modern ones: "oà" → "òa", "uỷ" → "ủy"."""
    table = {}
    for pair in _TONES:
        for mark in _MARKS:
            old = unicodedata.normalize("NFC", pair + mark)
            new = unicodedata.normalize("NFC", pair[0] + mark + pair[1])
            table[old] = new
    return table


_TONE = _tone_table()
_TONE_PATTERN = re.compile("|".join(map(re.escape, _TONE)))


def fold(text: str) -> str:
    """The key of a text: equal for all spellings of the same words. Length is kept for NFC input.

    The tone mark moves only at the end of a syllable: "hoàn" keeps its own, "hoà" and "hòa" meet.
    """
    return _folded[text]


def _fold(text: str) -> str:
    low = unicodedata.normalize("NFC", text).lower()
    if _ANY_SIGN.search(low):
        low = low.translate(_SIGNS)
    return _TONE_PATTERN.sub(lambda match: _moved(low, match), low)


_folded = Memo(_fold)


def _moved(text: str, match: re.Match[str]) -> str:
    end = match.end()
    closed = end < len(text) and text[end].isalpha()
    led_by_q = match.start() > 0 and text[match.start() - 1] == "q"
    return match.group() if closed or (led_by_q and match.group()[0] == "u") else _TONE[match.group()]


def split(text: str) -> list[tuple[int, int]]:
    """The words of an NFC text as half-open spans of code points."""
    return [match.span() for match in WORD.finditer(text)]


def keys(text: str) -> tuple[str, ...]:
    """The keys of all words of a text, in order."""
    folded = fold(text)
    return tuple(folded[start:end] for start, end in split(folded))


def is_capital(word: str) -> bool:
    """Whether a word starts with a capital letter."""
    return word[:1].isupper()


def slug(text: str) -> str:
    """ASCII, lower case, words joined by hyphens: "Ban Tổ chức Trung ương" → "ban-to-chuc-trung-uong"."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
