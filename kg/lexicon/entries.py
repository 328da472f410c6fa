"""The entries of the lists in ``ontology/lists`` and the trie that finds their spellings in a sequence of
words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from typing import NamedTuple

from kg.lexicon.words import WORD, fold, keys

BODY_CLASSES = frozenset(
    {"Body", "PartyBody", "StateBody", "ElectedBody", "MassOrganisation", "PressBody", "KnownBody"}
)
_NO_KEY = ""  # behind the last word of a line: no word's key


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
    _first: Mapping[str, str] = field(init=False, hash=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        first = {name: values[0] for name, values in self.features.items() if values}
        object.__setattr__(self, "_first", first)

    def feature(self, name: str) -> str | None:
        """The first value of a property, or None."""
        return self._first.get(name)

    def is_true(self, name: str) -> bool:
        """Whether a boolean property is stated as true."""
        return self._first.get(name) == "true"

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


class Reach(NamedTuple):
    """Entries of one class whose longest spelling takes ``size`` words from a place on."""

    size: int
    entries: tuple[Entry, ...]


Found = Mapping[str, Reach]


@dataclass(slots=True)
class _Node:
    """A place in the trie, ``depth`` words from its root. ``plain`` is what is found on the way to it
    whatever the capitals, the longest of each class; ``coded`` says that some spelling on the way wants its
    very capitals."""

    depth: int = 0
    children: dict[str, _Node] = field(default_factory=dict)
    spellings: dict[str, list[Spelling]] = field(default_factory=dict)
    plain: Found | None = None
    coded: bool = False


class Trie:
    """All spellings, by their word keys. Lookup costs the length of the longest spelling, whatever their
    number."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._root = _Node()
        for spelling in spellings:
            self._add(spelling)
        _settle(self._root)

    def _add(self, spelling: Spelling) -> None:
        node = self._root
        for word in keys(spelling.text):
            node = node.children.setdefault(word, _Node(node.depth + 1))
        bucket = node.spellings.setdefault(spelling.entry.finder, [])
        if all(known.entry is not spelling.entry or known.exact for known in bucket):
            bucket.append(spelling)

    def find_all(
        self, word_keys: Sequence[str], words: Sequence[str], breaks: Sequence[bool] = ()
    ) -> list[Found | None]:
        """For each word the longest spelling of each class that starts there, or None where there is none.

        None runs over a word that ``breaks`` says begins a line. What is found is shared: not to be changed.
        """
        following = [*word_keys[1:], _NO_KEY]
        for at in compress(count(), breaks):
            if at:
                following[at - 1] = _NO_KEY
        roots = self._root.children
        found: list[Found | None] = [None] * len(word_keys)
        for start in compress(count(), map(roots.__contains__, word_keys)):
            node, at = roots[word_keys[start]], start
            while (child := node.children.get(following[at])) is not None:
                node = child
                at += 1
            found[start] = self._read_codes(word_keys, words, start, at + 1) if node.coded else node.plain
        return found

    def find_whole(self, text: str, finder: str) -> Reach | None:
        """The entries of a class that the whole of an NFC text spells, or None; of a text that spells none
        only the first words are read."""
        node = self._root
        words: list[str] = []
        for match in WORD.finditer(text):
            words.append(match[0])
            child = node.children.get(fold(match[0]))
            if child is None:
                return None
            node = child
        return _reach(node, finder, words)

    def find_leading(self, text: str, finder: str) -> Iterator[Reach]:
        """The entries of a class that the first words of an NFC text spell, up to its end or a white
        space."""
        node = self._root
        words: list[str] = []
        for match in WORD.finditer(text):
            words.append(match[0])
            child = node.children.get(fold(match[0]))
            if child is None:
                return
            node = child
            apart = not text[match.end() : match.end() + 1].strip()
            reach = _reach(node, finder, words) if apart else None
            if reach is not None:
                yield reach

    def _read_codes(
        self, word_keys: Sequence[str], words: Sequence[str], start: int, end: int
    ) -> Found | None:
        """What is found on a way where capitals decide."""
        found: dict[str, Reach] = {}
        node = self._root
        for at in range(start, end):
            node = node.children[word_keys[at]]
            for finder in node.spellings:
                reach = _reach(node, finder, words[start : at + 1])
                if reach is not None:
                    found[finder] = reach
        return found or None


def _reach(node: _Node, finder: str, words: Sequence[str]) -> Reach | None:
    """The entries that end at a node, those with a code only where its capitals are as written."""
    spellings = node.spellings.get(finder, ())
    plain = [spelling.entry for spelling in spellings if spelling.exact is None]
    coded = [s.entry for s in spellings if s.exact is not None and s.exact == tuple(words)]
    return Reach(node.depth, (*plain, *coded)) if plain or coded else None


def _settle(root: _Node) -> None:
    """Note at each node what is found on the way to it."""
    stack = [root]
    while stack:
        node = stack.pop()
        ends = ((finder, _reach(node, finder, ())) for finder in node.spellings)
        plain = {finder: reach for finder, reach in ends if reach is not None}
        if plain:
            node.plain = {**(node.plain or {}), **plain}
        node.coded |= any(spelling.exact for known in node.spellings.values() for spelling in known)
        for child in node.children.values():
            child.plain, child.coded = node.plain, node.coded
            stack.append(child)


def exact_words(text: str) -> tuple[str, ...]:
    """The words of a code or abbreviation as they must stand in a text."""
    return tuple(WORD.findall(text))


__all__ = ["BODY_CLASSES", "Entry", "Found", "Match", "Reach", "Spelling", "Trie", "exact_words", "fold"]
