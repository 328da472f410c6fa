"""The lexicon: all words that the reading knows, compiled once from the Turtle lists in ``ontology/lists``.

No Vietnamese word list stands in code. To teach a new body, role or verb, edit Turtle.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ListError
from kg.lexicon.entries import Entry, Found, Match, Reach, Spelling, Trie, exact_words
from kg.lexicon.words import Memo, fold, is_capital, keys, slug, split

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SPOKEN = {f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel"}
_CODE = f"{_SKOS}notation"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every entry by (class, slug) and by class, words also by theirs ("w:chair"); the trie of all spellings,
    and that of the abbreviations that are spelled out."""

    entries: Mapping[tuple[str, str], Entry]
    trie: Trie
    abbreviations: Trie
    by_kind: Mapping[str, tuple[Entry, ...]]

    def entry(self, kind: str, slug_: str | None) -> Entry | None:
        """The entry of a list class by its slug, or None."""
        return self.entries.get((kind, slug_)) if slug_ else None

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """All entries of one class, in the order of their slugs."""
        return iter(self.by_kind.get(kind, ()))

    def of_word_class(self, word_class: str) -> Iterator[Entry]:
        """The words of one class ("chair", "in-charge" …)."""
        return self.of_kind(f"w:{word_class}")

    def named(self, finder: str, text: str) -> Entry | None:
        """The entry of a class that a whole text spells, or None."""
        reach = self.trie.find_whole(unicodedata.normalize("NFC", text), finder)
        return reach.entries[0] if reach is not None else None

    def leading(self, finder: str, text: str) -> Iterator[Entry]:
        """The entries of a class that the first words of a text spell, white space or nothing behind them."""
        reaches = self.trie.find_leading(unicodedata.normalize("NFC", text), finder)
        return (reach.entries[0] for reach in reaches)

    def coded(self, finder: str, code: str) -> Entry | None:
        """The entry of a class with exactly that code, or None."""
        found = self.trie.find_all(keys(code), exact_words(code))
        reach = found[0].get(finder) if found and found[0] else None
        return reach.entries[0] if reach is not None else None


def load_lexicon(ontology: Path) -> Lexicon:
    """Compile the lists below ``ontology/lists``.

    Raises ListError with file and reason where a list is damaged or an entry has no Vietnamese label.
    """
    folder = ontology / "lists"
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise ListError(f"No lists in {folder}.", "Give the folder of the ontology, which holds lists/*.ttl.")
    entries: dict[tuple[str, str], Entry] = {}
    spellings: list[Spelling] = []
    for path in files:
        for entry, said, codes in _read_list(path):
            entries[entry.kind, entry.slug] = entry
            spellings += [Spelling(entry, text) for text in said]
            spellings += [Spelling(entry, code, exact_words(code)) for code in codes]
    shortened = [spelling for spelling in spellings if spelling.entry.kind == "Abbreviation"]
    ordered = dict(sorted(entries.items()))
    by_kind: dict[str, tuple[Entry, ...]] = {}
    for (kind, _), entry in ordered.items():
        for name in {kind, entry.finder} if kind == "WordTerm" else {kind}:
            by_kind[name] = (*by_kind.get(name, ()), entry)
    plain = (spelling for spelling in spellings if spelling.entry.kind != "Abbreviation")
    return Lexicon(ordered, Trie(plain), Trie(shortened), by_kind)


def _read_list(path: Path) -> Iterator[tuple[Entry, list[str], list[str]]]:
    """Entries of one Turtle file with their spoken spellings and their codes."""
    subjects: dict[str, list[tuple[str, ox.NamedNode | ox.Literal]]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subjects.setdefault(str(getattr(quad.subject, "value", "")), []).append(
                (quad.predicate.value, quad.object)
            )
    except (SyntaxError, OSError) as error:
        raise ListError(
            f"The list {path.name} is damaged: {error}.", "Mend the Turtle and run again."
        ) from error
    for iri, statements in subjects.items():
        yield _make_entry(path, iri, statements)


def _make_entry(
    path: Path, iri: str, statements: list[tuple[str, ox.NamedNode | ox.Literal]]
) -> tuple[Entry, list[str], list[str]]:
    said: list[str] = []
    codes: list[str] = []
    features: dict[str, list[str]] = {}
    label = kind = ""
    for predicate, value in statements:
        if predicate == _TYPE:
            kind = _local(value.value)
        elif predicate in _SPOKEN:
            if isinstance(value, ox.Literal) and value.language == "vi":
                said.append(value.value)
                if predicate.endswith("prefLabel"):
                    label = value.value
        elif predicate == _CODE:
            codes.append(value.value)
        else:
            features.setdefault(_local(predicate), []).append(
                _local(value.value) if isinstance(value, ox.NamedNode) else value.value
            )
    if not label or not kind:
        raise ListError(
            f"{path.name}: <{iri}> has no Vietnamese label or no class.",
            "Give it rdf:type and skos:prefLabel@vi.",
        )
    entry = Entry(kind, _local(iri), iri, label, {name: tuple(values) for name, values in features.items()})
    if kind == "Abbreviation":
        said = []
    if kind == "DocumentType" or kind == "Place":
        codes = []
    return entry, said, codes


def _local(iri: str) -> str:
    """What stands after the last ``/`` or ``#`` of an IRI."""
    return iri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


__all__ = [
    "Entry",
    "Found",
    "Lexicon",
    "Match",
    "Memo",
    "Reach",
    "fold",
    "is_capital",
    "keys",
    "load_lexicon",
    "slug",
    "split",
]
