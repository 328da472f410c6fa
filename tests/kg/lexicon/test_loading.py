"""Lists become a lexicon; a damaged or incomplete one says which and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ListError
from kg.lexicon import Lexicon, load_lexicon

HEAD = """@prefix gb: <https://w3id.org/giaoban/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix place: <https://w3id.org/giaoban/id/place/> .
@prefix word: <https://w3id.org/giaoban/term/word/> .
@prefix body: <https://w3id.org/giaoban/id/body/> .
"""
PLACE = 'place:tinh-ha-giang a gb:Place ; gb:level "tinh" ; skos:prefLabel "Hà Giang"@vi, "Ha Giang"@en .\n'
WORD = 'word:chu-tri a gb:WordTerm ; gb:wordClass "chair" ; skos:prefLabel "chủ trì"@vi, "chairs"@en .\n'
PAPER = (
    'body:bao-vi-du a gb:PressBody ; skos:notation "BVD" ; '
    'skos:prefLabel "Báo Ví dụ"@vi, "Example Paper"@en .\n'
)


def write_list(folder: Path, *entries: str, name: str = "words.ttl") -> Path:
    """An ontology folder with one list."""
    (folder / "lists").mkdir(exist_ok=True)
    (folder / "lists" / name).write_text(HEAD + "".join(entries), "utf-8")
    return folder


def load(folder: Path, *entries: str) -> Lexicon:
    return load_lexicon(write_list(folder, *entries))


def test_an_entry_keeps_class_slug_address_label_and_features(tmp_path: Path) -> None:
    entry = load(tmp_path, PLACE).entry("Place", "tinh-ha-giang")
    assert entry is not None
    assert entry.iri == "https://w3id.org/giaoban/id/place/tinh-ha-giang"
    assert (entry.label, entry.feature("level")) == ("Hà Giang", "tinh")


def test_a_whole_text_that_spells_an_entry_names_it(tmp_path: Path) -> None:
    lexicon = load(tmp_path, PLACE)
    assert lexicon.named("Place", "HÀ GIANG") == lexicon.entry("Place", "tinh-ha-giang")


@pytest.mark.parametrize("text", ["Hà Giang xưa", "xưa Hà Giang", "Hà", "", "!"])
def test_a_text_that_says_more_or_less_names_nothing(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, PLACE).named("Place", text) is None


def test_english_labels_are_not_looked_for(tmp_path: Path) -> None:
    assert load(tmp_path, WORD).named("w:chair", "chairs") is None


def test_a_code_counts_in_its_own_capitals_only(tmp_path: Path) -> None:
    lexicon = load(tmp_path, PAPER)
    paper = lexicon.entry("PressBody", "bao-vi-du")
    assert lexicon.coded("KnownBody", "BVD") == paper
    assert lexicon.coded("KnownBody", "bvd") is None


def test_a_code_of_no_list_is_none(tmp_path: Path) -> None:
    assert load(tmp_path, PAPER).coded("KnownBody", "XYZ") is None


def test_words_are_asked_for_by_their_class(tmp_path: Path) -> None:
    lexicon = load(tmp_path, PLACE, WORD)
    assert [entry.slug for entry in lexicon.of_word_class("chair")] == ["chu-tri"]
    assert [entry.slug for entry in lexicon.of_kind("Place")] == ["tinh-ha-giang"]
    assert list(lexicon.of_word_class("speak")) == []


def test_no_slug_has_no_entry(tmp_path: Path) -> None:
    lexicon = load(tmp_path, PLACE)
    assert lexicon.entry("Place", None) is None
    assert lexicon.entry("Place", "noi-khac") is None


def test_a_folder_without_lists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="No lists in"):
        load_lexicon(tmp_path)


def test_damaged_turtle_is_refused_by_the_name_of_its_file(tmp_path: Path) -> None:
    folder = write_list(tmp_path, "place:x a gb:Place ; ;;. oops", name="places.ttl")
    with pytest.raises(ListError, match=r"places\.ttl is damaged"):
        load_lexicon(folder)


@pytest.mark.parametrize(
    "entry",
    [
        'place:x a gb:Place ; skos:prefLabel "Ha Giang"@en .',
        'place:x a gb:Place ; skos:prefLabel "Hà Giang" .',
        'place:x a gb:Place ; skos:altLabel "Hà Giang"@vi .',
        'place:x skos:prefLabel "Hà Giang"@vi .',
    ],
    ids=["English only", "no language", "only an alternative", "no class"],
)
def test_an_entry_without_vietnamese_label_or_class_is_refused(tmp_path: Path, entry: str) -> None:
    with pytest.raises(ListError, match=r"words\.ttl: <.*/place/x> has no Vietnamese label or no class"):
        load(tmp_path, entry)


def test_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        load(tmp_path, 'place:x a gb:Place ; skos:prefLabel "Ha Giang"@en .')
    assert "skos:prefLabel@vi" in caught.value.cure
