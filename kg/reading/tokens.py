"""The sequence of words that all rules read: their keys, offsets and what the lexicon knows of them.

Abbreviations are spelled out ("UBND" reads as four words over the same four letters), words that lost the
space between them are taken apart, and an abbreviation that the article itself explains, "Xây dựng lực
lượng (XDLL)", is spelled out wherever it stands. All else stays as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from kg.lexicon import Found, Lexicon, Match, Reach, fold, key
from kg.lexicon.entries import exact_words
from kg.lexicon.words import WORD
from kg.model import Span
from kg.reading.syllables import find_seam, is_syllable
from kg.reading.text import NormalText

_COLUMNS = ("words", "keys", "starts", "ends", "breaks", "spaced", "seams")
NUMBER = "number"  # the class of words in digits, which no list holds
_LONGEST_WORD = 40  # letters; what is longer is no word run together, and stays as it is
_PLAIN_GAPS = ("", " ")
_CODE = re.compile(r"[A-ZĐƯÂÊÔƠĂ]{2,6}")


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a word. ``starts`` and ``ends`` are the file's offsets; ``breaks`` says
    that a line ends before the word, ``spaced`` that white space does, ``seams`` that a space was lost
    there; ``found`` what the lexicon has from there on."""

    words: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    seams: list[bool] = field(default_factory=list)
    found: list[Found | None] = field(default_factory=list)
    _places: dict[str, list[int]] | None = None

    def _index(self) -> Mapping[str, list[int]]:
        """The places of each class, made when the first is asked for: only they are looked at then."""
        if self._places is None:
            places = defaultdict(list, {NUMBER: [at for at, key in enumerate(self.keys) if key[0].isdigit()]})
            for at, here in enumerate(self.found):
                if here is not None:
                    for finder in here:
                        places[finder].append(at)
            self._places = dict(places)
        return self._places

    def starts_of(self, finder: str, start: int, end: int) -> list[int]:
        """The places in ``[start, end)`` where entries of a class begin."""
        places = self._index().get(finder)
        return places[bisect_left(places, start) : bisect_left(places, end)] if places else []

    def starts_of_any(self, finders: Iterable[str], start: int, end: int) -> list[int]:
        """The places in ``[start, end)`` where entries of any of the classes begin, in order."""
        return sorted({at for finder in finders for at in self.starts_of(finder, start, end)})

    def any(self, word_class: str, start: int, end: int) -> bool:
        """Whether a word of that class starts in ``[start, end)``."""
        return bool(self.starts_of(f"w:{word_class}", start, end))

    def __len__(self) -> int:
        return len(self.words)

    def match(self, at: int, finder: str) -> Match | None:
        """The longest entry of a class that starts at a word, or None."""
        found = self.found
        if at < 0 or at >= len(found) or (here := found[at]) is None:
            return None
        reach = here.get(finder)
        return None if reach is None else Match(at, at + reach.size, reach.entries)

    def has(self, at: int, word_class: str) -> bool:
        """Whether a word of that class ("chair", "plural" …) starts here."""
        found = self.found
        here = found[at] if 0 <= at < len(found) else None
        return here is not None and f"w:{word_class}" in here

    def ended_by(self, at: int, word_class: str, reach: int = 4) -> bool:
        """Whether a word of that class ends right before a word."""
        finder = f"w:{word_class}"
        return any(
            (m := self.match(at - back, finder)) is not None and m.end == at for back in range(1, reach + 1)
        )

    def key(self, at: int) -> str:
        """The key of a word; the empty string outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def word(self, at: int) -> str:
        """The word as written; the empty string outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def is_capital(self, at: int) -> bool:
        """Whether the word starts with a capital."""
        return self.word(at)[:1].isupper()

    def span(self, start: int, end: int) -> Span:
        """The file's span of words ``[start, end)``; ``end`` > ``start``."""
        return Span(self.starts[start], self.ends[end - 1])

    def keep(self, places: list[int]) -> Tokens:
        """The same words without those that are not kept; what the lexicon found past a cut is found
        anew."""
        new = Tokens()
        for name in _COLUMNS:
            column = getattr(self, name)
            getattr(new, name).extend([column[at] for at in places])
        kept = set(places)
        for at in places:
            here = self.found[at]
            whole = here is None or all(at + reach.size - 1 in kept for reach in here.values())
            new.found.append(
                here
                if here is None or whole
                else {finder: reach for finder, reach in here.items() if at + reach.size - 1 in kept}
            )
        return new

    def text(self, start: int, end: int) -> str:
        """Words ``[start, end)`` as a reader would write them: single spaces, none before punctuation."""
        parts: list[str] = []
        for at in range(start, end):
            if at > start and (self.spaced[at] or self.starts[at] == self.starts[at - 1]):
                parts.append(" ")
            parts.append(self.words[at])
        return "".join(parts)


def tokenise(normal: NormalText, span: Span, lexicon: Lexicon) -> Tokens:
    """The words of a stretch of the normal text (its own offsets), with all that the lexicon finds."""
    tokens = _cut(normal, span)
    _spell_out(tokens, lexicon)
    tokens.found = lexicon.trie.find_all(tokens.keys, tokens.words, tokens.breaks)
    return tokens


def _cut(normal: NormalText, span: Span) -> Tokens:
    """The words as written, those run together taken apart where a capital or a second syllable shows that a
    space was lost."""
    text = normal.text
    words: list[str] = []
    starts: list[int] = []
    parted: list[int] = []
    for match in WORD.finditer(text, span.start, span.end):
        word, start = match[0], match.start()
        if len(word) > 4 and len(pieces := _pieces(word)) > 1:
            parted += range(len(words) + 1, len(words) + len(pieces))
            words += pieces
            starts += accumulate(map(len, pieces[:-1]), initial=start)
        else:
            words.append(word)
            starts.append(start)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    gaps = list(zip([span.start, *ends], starts, strict=False))
    breaks = [text[start:end] not in _PLAIN_GAPS and _ends_line(text, start, end) for start, end in gaps]
    spaced = [start < end for start, end in gaps]
    seams = [False] * len(words)
    for at in parted:
        spaced[at], seams[at] = True, words[at - 1][-1].islower()
    keys = list(map(key, words))
    return Tokens(words, keys, normal.file_offsets(starts), normal.file_offsets(ends), breaks, spaced, seams)


def _ends_line(text: str, start: int, end: int) -> bool:
    """Whether a line ends between two words. One that was only broken at a link, with a space left standing
    and no stop before it, does not."""
    gap = text[start:end]
    if "\n" not in gap and "\r" not in gap:
        return False
    loose = gap.count("\n") == 1 and (gap[0] == " " or gap[-1] == " ") and start > 0
    return not (loose and text[start - 1] not in '.!?…:;"”)]')


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    """The words that a word run together is made of: "ủyĐồng" → "ủy", "Đồng"; "Naitổ" → "Nai", "tổ"."""
    if not word.isalpha() or word.isupper() or len(word) > _LONGEST_WORD:
        return (word,)
    for at in range(2, len(word) - 1):
        if word[at].isupper() and word[at - 1].islower() and (word[at + 1].islower() or word[at:].isupper()):
            return *_pieces(word[:at]), *_pieces(word[at:])
    shouted = next((at for at, letter in enumerate(word) if letter.islower()), len(word))
    if shouted >= 3 and len(word) - shouted >= 2 and is_syllable(fold(word[shouted:])):
        return word[:shouted], word[shouted:]
    marked = any(ord(letter) > 0x7F for letter in word)
    seam = find_seam(fold(word)) if marked else None
    return (word,) if seam is None else (word[:seam], word[seam:])


def _spell_out(tokens: Tokens, lexicon: Lexicon) -> None:
    """Replace abbreviations by the words they stand for, and drop their explanations in brackets."""
    own = _explained(tokens)
    skipped = {start for start, _ in own.values()}
    listed = lexicon.abbreviations.find_all(tokens.keys, tokens.words, tokens.breaks)
    places = [at for at, found in enumerate(listed) if found or at in skipped or tokens.words[at] in own]
    plan: list[tuple[int, int, tuple[str, ...]]] = []
    past = 0
    for at in places:
        if at < past:
            continue
        found = listed[at]
        reach = found["Abbreviation"] if found else None
        if at in skipped:
            plan.append((at, at + 3, ()))
        elif reach is not None and _fits_number(tokens, at, reach):
            spelled, end = exact_words(reach.entries[0].label), at + reach.size
            repeated = _is_repeated(tokens, at, end, spelled)
            plan.append((at - 1, end + 1, ()) if repeated else (at, end, spelled))
        elif tokens.words[at] in own:
            plan.append((at, at + 1, own[tokens.words[at]][1]))
        else:
            continue
        past = plan[-1][1]
    if plan:
        _replace(tokens, plan)


def _fits_number(tokens: Tokens, at: int, reach: Reach) -> bool:
    """Whether an abbreviation that stands only before a number ("NQ 20") does."""
    return not reach.entries[0].is_true("beforeNumber") or tokens.key(at + reach.size).isdigit()


def _is_repeated(tokens: Tokens, start: int, end: int, spelled: tuple[str, ...]) -> bool:
    """Whether a bracket only repeats the words before it in short: "Công an Trung ương (CATW)"."""
    before = tokens.keys[max(0, start - 1 - len(spelled)) : start - 1]
    bracketed = tokens.words[start - 1 : start] == ["("] and tokens.words[end : end + 1] == [")"]
    return bracketed and before == [fold(word) for word in spelled]


def _explained(tokens: Tokens) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Abbreviations that the article explains: "Công an nhân dân (CAND)" → CAND, the place of its bracket,
    its words."""
    own: dict[str, tuple[int, tuple[str, ...]]] = {}
    for at in range(2, len(tokens) - 1):
        code = tokens.words[at]
        if tokens.words[at - 1] != "(" or tokens.words[at + 1] != ")" or not _CODE.fullmatch(code):
            continue
        start = at - 1 - len(code)
        words = tuple(tokens.words[start : at - 1])
        if start >= 0 and "".join(word[0].upper() for word in words) == code and code not in own:
            own[code] = (at - 1, words)
    return own


def _replace(tokens: Tokens, plan: list[tuple[int, int, tuple[str, ...]]]) -> None:
    """Write the words of ``plan`` in the place of those that stand there; the new ones share the old ones'
    span."""
    old = Tokens(
        tokens.words, tokens.keys, tokens.starts, tokens.ends, tokens.breaks, tokens.spaced, tokens.seams
    )
    new = Tokens()
    at = 0
    for start, end, words in [*plan, (len(old), len(old), ())]:
        for name in _COLUMNS:
            getattr(new, name).extend(getattr(old, name)[at:start])
        for order, word in enumerate(words):
            new.words.append(word)
            new.keys.append(fold(word))
            new.starts.append(old.starts[start])
            new.ends.append(old.ends[end - 1])
            new.breaks.append(old.breaks[start] and order == 0)
            new.spaced.append(order > 0 or old.spaced[start])
            new.seams.append(old.seams[start] and order == 0)
        at = end
    tokens.words, tokens.keys, tokens.starts, tokens.ends = new.words, new.keys, new.starts, new.ends
    tokens.breaks, tokens.spaced, tokens.seams = new.breaks, new.spaced, new.seams
