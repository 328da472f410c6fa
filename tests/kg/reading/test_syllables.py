"""The shape of a Vietnamese syllable, and where two of them were run together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.syllables import find_seam, is_syllable


@pytest.mark.parametrize(
    "word", ["nghiêng", "việc", "các", "tổ", "quyển", "giờ", "ươm", "ủy", "thuở", "khuya", "ý"]
)
def test_a_syllable_is_known_by_its_shape(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["xyz", "naitổ", "covid", "brexit", "viec", "cac", "12", "", "ngr"])
def test_what_no_vietnamese_mouth_says_is_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(("run", "first"), [("naitổ", "nai"), ("ủytheo", "ủy"), ("chứccho", "chức")])
def test_two_syllables_run_together_fall_apart_at_the_seam(run: str, first: str) -> None:
    seam = find_seam(run)
    assert seam is not None and run[:seam] == first


@pytest.mark.parametrize("word", ["trường", "họp", "covid", "facebook", "internet", ""])
def test_a_whole_or_foreign_word_has_no_seam(word: str) -> None:
    assert find_seam(word) is None


@given(st.text(max_size=12))
def test_a_seam_is_inside_the_word_between_two_syllables(word: str) -> None:
    seam = find_seam(word)
    assert seam is None or (is_syllable(word[:seam]) and is_syllable(word[seam:]))


def test_a_glide_takes_no_final_consonant() -> None:
    assert find_seam("hộinghị") == 3
