"""The sequence of words that all rules read: their keys, offsets and what the lexicon knows of them.

Abbreviations are spelled out ("UBND" reads as four words over the same four letters), words that lost the
space between them are taken apart, and an abbreviation that the article itself explains, "Xây dựng lực
lượng (XDLL)", is spelled out wherever it stands. All else stays as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress, count
from operator import itemgetter
from typing import TypeVar

from kg.lexicon import Entry, Found, Lexicon, Match, Memo, Reach, fold
from kg.lexicon.entries import exact_words
from kg.lexicon.words import WORD
from kg.model import Span
from kg.reading.syllables import find_seam, is_syllable
from kg.reading.text import NormalText

_COLUMNS = ("words", "keys", "starts", "ends", "breaks", "spaced", "seams")
NUMBER = "number"  # the class of words in digits, which no list holds
_LONGEST_SPELLING = 40  # words of an entry of the lists
_make = tuple.__new__  # what a named tuple's own constructor calls, after more than that takes
_LONGEST_WORD = 40  # letters; what is longer is no word run together, and stays as it is
_LINE_ENDS = re.compile(r"[\r\n]+")
_PARTS = re.compile(f"({WORD.pattern})")  # cuts into gaps and words in turn
_RUN_TOGETHER = ""  # in the place of a key
_CODE = re.compile(r"[A-ZĐƯÂÊÔƠĂ]{2,6}")
Word = TypeVar("Word")
_Row = tuple[str, str, int, int, bool, bool, bool]  # one word, by _COLUMNS


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a word. ``starts`` and ``ends`` are the file's offsets; ``breaks`` says
    that a line ends before the word, ``spaced`` that white space does, ``seams`` that a space was lost
    there; ``found`` what the lexicon has from there on; ``runs`` keeps where capitalised runs were found to
    end."""

    words: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    seams: list[bool] = field(default_factory=list)
    found: list[Found | None] = field(default_factory=list)
    _places: dict[str, list[int]] | None = None
    _written: dict[str, str] | None = None
    runs: dict[int, int] = field(default_factory=dict)

    def _index(self) -> Mapping[str, list[int]]:
        """The places of each class, made when the first is asked for: only they are looked at then."""
        if self._places is None:
            numbers = places_where(map(str.isdecimal, map(itemgetter(0), self.keys)))
            places = defaultdict(list, {NUMBER: numbers})
            for at in places_where(self.found):
                for finder in self.found[at] or ():
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
        return bool(self.starts_of(_finders[word_class], start, end))

    def __len__(self) -> int:
        return len(self.words)

    def match(self, at: int, finder: str) -> Match | None:
        """The longest entry of a class that starts at a word, or None."""
        try:
            here = self.found[at]
        except IndexError:
            return None
        if here is None or at < 0 or (reach := here.get(finder)) is None:
            return None
        return _make(Match, (at, at + reach.size, reach.entries))

    def has(self, at: int, word_class: str) -> bool:
        """Whether a word of that class ("chair", "plural" …) starts here."""
        try:
            here = self.found[at]
        except IndexError:
            return False
        return here is not None and at >= 0 and _finders[word_class] in here

    def opens(self, at: int, finders: frozenset[str]) -> bool:
        """Whether an entry of any of the classes starts here."""
        try:
            here = self.found[at]
        except IndexError:
            return False
        return here is not None and at >= 0 and not finders.isdisjoint(here)

    def ended_by(self, at: int, word_class: str, reach: int = 4) -> bool:
        """Whether a word of that class ends right before a word."""
        finder = _finders[word_class]
        for start in self.starts_of(finder, at - reach, at):
            here = self.found[start]
            if here is not None and start + here[finder].size == at:
                return True
        return False

    def key(self, at: int) -> str:
        """The key of a word; the empty string outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def past_bracket(self, at: int, most: int) -> int:
        """Past a remark in brackets that opens at a word; ``at`` where none of at most so many words does."""
        if self.word(at) != "(":
            return at
        return next((end + 1 for end in range(at, at + most) if self.word(end) == ")"), at)

    def word(self, at: int) -> str:
        """The word as written; the empty string outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def is_capital(self, at: int) -> bool:
        """Whether the word starts with a capital."""
        return 0 <= at < len(self.words) and self.words[at][0].isupper()

    def span(self, start: int, end: int) -> Span:
        """The file's span of words ``[start, end)``; ``end`` > ``start``."""
        return _make(Span, (self.starts[start], self.ends[end - 1]))

    def without(self, cuts: Sequence[tuple[int, int]]) -> Tokens:
        """The same words without these stretches, given in order; what the lexicon found into a cut goes."""
        new = Tokens()
        for name in (*_COLUMNS, "found"):
            column, kept, at = getattr(self, name), [], 0
            for start, end in cuts:
                kept += column[at:start]
                at = end
            setattr(new, name, kept + column[at:])
        past = gone = 0
        for start, end in cuts:
            for at in range(max(past, start - _LONGEST_SPELLING), start):
                if here := self.found[at]:
                    whole = {f: reach for f, reach in here.items() if not start < at + reach.size <= end}
                    new.found[at - gone] = here if len(whole) == len(here) else whole
            past, gone = end, gone + end - start
        return new

    def written_out(self, domain: Entry) -> str | None:
        """A field of work as the article first writes it, not by capitals for its words ("GD&ĐT")."""
        if self._written is None:
            self._written = {}
            for at in self.starts_of("DomainTerm", 0, len(self)):
                match = self.match(at, "DomainTerm")
                if match is not None and match.entry.slug not in self._written:
                    said = self.text(at, match.end)
                    if not is_short(said):
                        self._written[match.entry.slug] = said
        return self._written.get(domain.slug)

    def text(self, start: int, end: int) -> str:
        """Words ``[start, end)`` as a reader would write them: single spaces, none before punctuation."""
        if all(self.spaced[start + 1 : end]):
            return " ".join(self.words[start:end])
        parts: list[str] = []
        for at in range(start, end):
            if at > start and (self.spaced[at] or self.starts[at] == self.starts[at - 1]):
                parts.append(" ")
            parts.append(self.words[at])
        return "".join(parts)


def places_of(words: list[Word], word: Word) -> list[int]:
    """The places of one word, sign or mark."""
    places: list[int] = []
    at = -1
    try:
        while True:
            places.append(at := words.index(word, at + 1))
    except ValueError:
        return places


def places_where(flags: Iterable[object]) -> list[int]:
    """The places of what is true, found without a step of the interpreter for each."""
    return list(compress(count(), flags))


def is_short(text: str) -> bool:
    """Whether a name is written with capitals for its words: "GD&ĐT", "Bộ GTVT"."""
    words = text.replace("&", " ").replace("-", " ").split()
    return any(len(word) > 1 and word.isupper() for word in words)


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
    parts = _PARTS.split(text[span.start : span.end])
    places = list(accumulate(map(len, parts), initial=span.start))
    words, starts, ends, gaps = parts[1::2], places[1:-1:2], places[2::2], parts[0:-1:2]
    keys = list(map(_whole_keys.__getitem__, words))
    breaks = [False] * len(words)
    for line in _LINE_ENDS.finditer(text, span.start, span.end):
        if (at := bisect_left(starts, line.start())) < len(words):
            before = starts[at] - len(gaps[at])
            breaks[at] = _ends_line(gaps[at], text[before - 1 : before] if before else "")
    tokens = Tokens(words, keys, starts, ends, breaks, list(map(bool, gaps)), [False] * len(words))
    if _RUN_TOGETHER in keys:
        _take_apart(tokens)
    tokens.starts, tokens.ends = normal.file_offsets(tokens.starts), normal.file_offsets(tokens.ends)
    return tokens


def _take_apart(tokens: Tokens) -> None:
    """Write the words that are run together as those that they are made of."""
    plan: list[tuple[int, int, list[_Row]]] = []
    for at in places_of(tokens.keys, _RUN_TOGETHER):
        rows: list[_Row] = []
        end, before = tokens.starts[at], ""
        for piece in _pieces(tokens.words[at]):
            start, end = end, end + len(piece)
            seam, first = before[-1:].islower(), not before
            broken, spaced = first and tokens.breaks[at], not first or tokens.spaced[at]
            rows.append((piece, fold(piece), start, end, broken, spaced, seam))
            before = piece
        plan.append((at, at + 1, rows))
    _splice(tokens, plan)


def _ends_line(gap: str, before: str) -> bool:
    """Whether a line ends in a gap that holds the mark of it; ``before`` is the letter that it follows. One
    that was only broken at a link, with a space left standing and no stop before it, does not."""
    loose = gap.count("\n") == 1 and (gap[0] == " " or gap[-1] == " ")
    return not (loose and before and before not in '.!?…:;"”)]')


def _pieces(word: str) -> tuple[str, ...]:
    """The words that a word run together is made of: "ủyĐồng" → "ủy", "Đồng"; "Naitổ" → "Nai", "tổ"."""
    if not word.isalpha() or word.isupper() or len(word) > _LONGEST_WORD:
        return (word,)
    camel = word.isascii()  # "VinUni" is one word; "NamTheo" was two
    for at in range(2, len(word) - 1):
        if camel and not (is_syllable(word[:at].lower()) and is_syllable(word[at:].lower())):
            continue
        if word[at].isupper() and word[at - 1].islower() and (word[at + 1].islower() or word[at:].isupper()):
            return *_pieces(word[:at]), *_pieces(word[at:])
    shouted = next((at for at, letter in enumerate(word) if letter.islower()), len(word))
    if shouted >= 3 and len(word) - shouted >= 2 and is_syllable(fold(word[shouted:])):
        return word[:shouted], word[shouted:]
    marked = any(ord(letter) > 0x7F for letter in word)
    seam = find_seam(fold(word)) if marked else None
    return (word,) if seam is None else (word[:seam], word[seam:])


def _key_of_whole(word: str) -> str:
    """The key of a word, or a mark that it is several."""
    return _RUN_TOGETHER if len(word) > 3 and len(_pieces(word)) > 1 else fold(word)


_whole_keys = Memo(_key_of_whole)
_finders = Memo("w:{}".format)  # the finders of classes of words


def _spell_out(tokens: Tokens, lexicon: Lexicon) -> None:
    """Replace abbreviations by the words they stand for, and drop their explanations in brackets."""
    own = _explained(tokens)
    skipped = {start for start, _ in own.values()}
    listed = lexicon.abbreviations.find_all(tokens.keys, tokens.words, tokens.breaks)
    explained = places_where(map(own.__contains__, tokens.words)) if own else ()
    places = sorted({*places_where(listed), *skipped, *explained})
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
        _splice(tokens, [(start, end, _spelled(tokens, start, end, words)) for start, end, words in plan])


def _fits_number(tokens: Tokens, at: int, reach: Reach) -> bool:
    """Whether an abbreviation that stands only before a number ("NQ 20") does."""
    return not reach.entries[0].is_true("beforeNumber") or tokens.key(at + reach.size).isdecimal()


def _is_repeated(tokens: Tokens, start: int, end: int, spelled: tuple[str, ...]) -> bool:
    """Whether a bracket only repeats the words before it in short: "Công an Trung ương (CATW)"."""
    before = tokens.keys[max(0, start - 1 - len(spelled)) : start - 1]
    bracketed = tokens.words[start - 1 : start] == ["("] and tokens.words[end : end + 1] == [")"]
    return bracketed and before == [fold(word) for word in spelled]


def _explained(tokens: Tokens) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Abbreviations that the article explains: "Công an nhân dân (CAND)" → CAND, the place of its bracket,
    its words."""
    own: dict[str, tuple[int, tuple[str, ...]]] = {}
    words, last = tokens.words, len(tokens) - 1
    for opened in places_of(words, "("):
        at = opened + 1
        if not 1 < at < last or words[at + 1] != ")" or not _CODE.fullmatch(code := words[at]):
            continue
        start = at - 1 - len(code)
        spelled = tuple(words[start : at - 1])
        if start >= 0 and "".join(word[0].upper() for word in spelled) == code and code not in own:
            own[code] = (at - 1, spelled)
    return own


def _spelled(tokens: Tokens, start: int, end: int, words: tuple[str, ...]) -> list[_Row]:
    """The words that stand for others: they share the others' span."""
    first, last = tokens.starts[start], tokens.ends[end - 1]
    broken, spaced, seam = tokens.breaks[start], tokens.spaced[start], tokens.seams[start]
    return [
        (word, fold(word), first, last, broken and not order, spaced or order > 0, seam and not order)
        for order, word in enumerate(words)
    ]


def _splice(tokens: Tokens, plan: list[tuple[int, int, list[_Row]]]) -> None:
    """Write the rows of ``plan`` in the place of the words ``[start, end)``."""
    for column, name in enumerate(_COLUMNS):
        old, new, at = getattr(tokens, name), [], 0
        for start, end, rows in plan:
            new += old[at:start]
            new += [row[column] for row in rows]
            at = end
        setattr(tokens, name, new + old[at:])
