"""The trie finds, at each word, the longest spelling of each class."""

from __future__ import annotations

import pytest

from kg.lexicon.entries import Entry, Found, Spelling, Trie, exact_words
from kg.lexicon.words import WORD, keys


def entry(kind: str, slug: str, **features: str) -> Entry:
    values = {name: (value,) for name, value in features.items()}
    return Entry(kind, slug, f"https://example.org/{slug}", slug, values)


def spoken(text: str, kind: str = "Place", slug: str = "a") -> Spelling:
    return Spelling(entry(kind, slug), text)


def coded(code: str, kind: str = "Abbreviation", slug: str = "c") -> Spelling:
    return Spelling(entry(kind, slug), code, exact_words(code))


def find(trie: Trie, text: str) -> list[Found | None]:
    return trie.find_all(keys(text), WORD.findall(text))


def spans(trie: Trie, text: str) -> set[tuple[str, int, int]]:
    """Class, first word and end of all that is found."""
    found = enumerate(find(trie, text))
    return {(kind, at, at + reach.size) for at, here in found for kind, reach in (here or {}).items()}


def test_the_longest_spelling_of_a_class_wins() -> None:
    trie = Trie([spoken("Hà"), spoken("Hà Giang", slug="b")])
    assert spans(trie, "về Hà Giang") == {("Place", 1, 3)}


def test_a_shorter_spelling_counts_where_the_longer_one_breaks_off() -> None:
    trie = Trie([spoken("Hà"), spoken("Hà Giang xưa", slug="b")])
    assert spans(trie, "về Hà Giang nay") == {("Place", 1, 2)}


def test_each_class_has_its_own_longest() -> None:
    trie = Trie([spoken("Hà"), spoken("Hà Giang", kind="FamilyName")])
    assert spans(trie, "Hà Giang") == {("Place", 0, 1), ("FamilyName", 0, 2)}


def test_matches_may_overlap_one_another() -> None:
    trie = Trie([spoken("ban tổ chức"), spoken("tổ chức", slug="b")])
    assert spans(trie, "Ban Tổ chức") == {("Place", 0, 3), ("Place", 1, 3)}


def test_capitals_do_not_matter_to_spoken_spellings() -> None:
    assert spans(Trie([spoken("Tỉnh ủy")]), "TỈNH UỶ") == {("Place", 0, 2)}


def test_a_code_counts_only_as_it_stands() -> None:
    trie = Trie([coded("BHG")])
    assert spans(trie, "BHG") and not spans(trie, "bhg")


def test_a_code_with_dots_is_several_words() -> None:
    assert spans(Trie([coded("T.Ư")]), "Ban T.Ư") == {("Abbreviation", 1, 4)}


def test_namesakes_are_found_together() -> None:
    trie = Trie([spoken("Bình An", slug="one"), spoken("Bình An", slug="two")])
    (found,) = (here for here in find(trie, "Bình An") if here)
    assert [entry.slug for entry in found["Place"].entries] == ["one", "two"]


def test_one_entry_spelled_twice_alike_is_found_once() -> None:
    one = entry("Place", "hoa-binh")
    (match, _) = find(Trie([Spelling(one, "Hoà Bình"), Spelling(one, "Hòa Bình")]), "Hòa Bình")
    assert match is not None and match["Place"].entries == (one,)


def test_an_empty_text_holds_nothing() -> None:
    assert find(Trie([spoken("Hà")]), "") == []


@pytest.mark.parametrize(
    ("made", "finder"),
    [
        (entry("WordTerm", "chu-tri", wordClass="chair"), "w:chair"),
        (entry("PartyBody", "ban"), "KnownBody"),
        (entry("PressBody", "bao"), "KnownBody"),
        (entry("Place", "noi"), "Place"),
    ],
)
def test_an_entry_is_looked_for_under_its_class(made: Entry, finder: str) -> None:
    assert made.finder == finder


def test_a_feature_that_is_not_stated_is_none_and_not_true() -> None:
    bare = entry("Place", "noi")
    assert bare.feature("level") is None and not bare.is_true("weak")
    assert entry("BodyKind", "ban", weak="true").is_true("weak")


@pytest.mark.parametrize(
    ("text", "slug"), [("Hà Giang", "b"), ("Hà", None), ("Hà Giang xưa", None), ("BHG", "c"), ("bhg", None)]
)
def test_a_whole_text_is_looked_up_by_all_its_words(text: str, slug: str | None) -> None:
    trie = Trie([spoken("Hà Giang", slug="b"), coded("BHG", kind="Place")])
    found = trie.find_whole(text, "Place")
    assert (found.entries[0].slug if found else None) == slug
