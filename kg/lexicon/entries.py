"""The entries of the lists in ``ontology/lists`` and the trie that finds their spellings in a sequence of
words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.lexicon.words import WORD, fold, keys

BODY_CLASSES = frozenset(
    {"Body", "PartyBody", "StateBody", "ElectedBody", "MassOrganisation", "PressBody", "KnownBody"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its class (local name), slug, IRI, Vietnamese label and other statements.

    ``features`` maps local names of properties to the local names of IRIs or the lexical forms of literals.
    """

    kind: str
    slug: str
    iri: str
    label: str
    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False, compare=False)

    def feature(self, name: str) -> str | None:
        """The first value of a property, or None."""
        values = self.features.get(name)
        return values[0] if values else None

    def is_true(self, name: str) -> bool:
        """Whether a boolean property is stated as true."""
        return self.feature(name) == "true"

    @property
    def finder(self) -> str:
        """The class under which a reader looks for this entry: word classes are told apart as
        ``w:chair``."""
        if self.kind == "WordTerm":
            return f"w:{self.feature('wordClass')}"
        return "KnownBody" if self.kind in BODY_CLASSES else self.kind


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an entry. ``exact`` holds the words as they must stand, capitals and all, or
    None."""

    entry: Entry
    text: str
    exact: tuple[str, ...] | None = None


class Match(NamedTuple):
    """Entries of one class found at words ``[start, end)``, longest spelling."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """The first entry; lists are in a stable order."""
        return self.entries[0]


_END = ""


class Trie:
    """All spellings, by their word keys. Lookup costs the length of the longest spelling, whatever their
    number."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._root: dict[str, Any] = {}
        for spelling in spellings:
            self._add(spelling)
        _settle(self._root)

    def _add(self, spelling: Spelling) -> None:
        node = self._root
        for key in keys(spelling.text):
            node = node.setdefault(key, {})
        bucket = node.setdefault(_END, {}).setdefault(spelling.entry.finder, [])
        if all(known.entry is not spelling.entry or known.exact for known in bucket):
            bucket.append(spelling)

    def find_all(
        self, word_keys: Sequence[str], words: Sequence[str], breaks: Sequence[bool] = ()
    ) -> list[dict[str, Match] | None]:
        """For each word the longest match of each class that starts there, or None where there is none.

        No match runs over a word that ``breaks`` says begins a line.
        """
        root = self._root
        lines = [at for at, broken in enumerate(breaks) if broken and at]
        found: list[dict[str, Match] | None] = []
        for end in (*lines, len(word_keys)):
            found += [
                self._find_at(root[key], word_keys, words, at, end) if key in root else None
                for at, key in enumerate(word_keys[len(found) : end], len(found))
            ]
        return found

    def _find_at(
        self, node: dict[str, Any], word_keys: Sequence[str], words: Sequence[str], start: int, size: int
    ) -> dict[str, Match] | None:
        found: dict[str, Match] | None = None
        at = start + 1
        while True:
            if _END in node:
                found = found or {}
                _collect(node[_END], found, words, start, at)
            if at >= size or word_keys[at] not in node:
                return found or None
            node = node[word_keys[at]]
            at += 1


_Ending = tuple[str, tuple[Entry, ...], tuple[Spelling, ...]]


def _settle(root: dict[str, Any]) -> None:
    """Sort the spellings that end at each node into those of any capitals and those of exact ones."""
    stack = [root]
    while stack:
        node = stack.pop()
        stack += [child for key, child in node.items() if key != _END]
        if _END in node:
            node[_END] = tuple(
                (
                    finder,
                    tuple(spelling.entry for spelling in spellings if spelling.exact is None),
                    tuple(spelling for spelling in spellings if spelling.exact is not None),
                )
                for finder, spellings in node[_END].items()
            )


def _collect(
    endings: Iterable[_Ending], found: dict[str, Match], words: Sequence[str], start: int, end: int
) -> None:
    """Note the entries that end here, those with a code only where its capitals are as written."""
    for finder, plain, exact in endings:
        entries = plain
        if exact:
            here = tuple(words[start:end])
            entries = (*plain, *(spelling.entry for spelling in exact if spelling.exact == here))
        if entries:
            found[finder] = Match(start, end, entries)


def exact_words(text: str) -> tuple[str, ...]:
    """The words of a code or abbreviation as they must stand in a text."""
    return tuple(WORD.findall(text))


__all__ = ["BODY_CLASSES", "Entry", "Match", "Spelling", "Trie", "exact_words", "fold"]
