"""Two spellings of a word have one key; a slug is plain ASCII."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.words import fold, is_capital, keys, slug, split

VIETNAMESE = st.text("aàảãáạăắâấbcdđeéêếghiíklmnoóôốơớpqrstuúưứvxyýỷ '’-–.,/0123456789ĐÁỦ", max_size=60)


@pytest.mark.parametrize(
    ("old", "modern"),
    [
        ("uỷ", "ủy"),
        ("khoá", "khóa"),
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("loè", "lòe"),
        ("hoạ", "họa"),
        ("HOÀ", "Hòa"),
        ("Uỷ ban Kiểm tra", "ủy ban kiểm tra"),
    ],
)
def test_old_and_modern_tone_marks_meet(old: str, modern: str) -> None:
    assert fold(old) == fold(modern)


@pytest.mark.parametrize("word", ["quý", "quỷ", "quỳ", "hoàn", "đoàn", "tuyết", "khoán"])
def test_a_mark_that_has_one_place_stays_there(word: str) -> None:
    assert fold(word) == word


def test_words_that_differ_in_one_tone_stay_apart() -> None:
    assert len({fold(word) for word in ("quý", "quỷ", "quy", "quỳ")}) == 4


def test_composed_and_decomposed_text_have_one_key() -> None:
    text = "Đồng chí Giàng Páo Mỷ dự họp ở xã Lũng Cú"
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("dash", "–—−‐‑")
def test_all_dashes_are_one(dash: str) -> None:
    assert fold(f"Hà Nội {dash} Huế") == "hà nội - huế"


@pytest.mark.parametrize(("said", "key"), [("“a”", '"a"'), ("H’Nan", "h'nan"), ("a\u00a0b", "a b")])
def test_quotes_apostrophes_and_hard_spaces_are_one(said: str, key: str) -> None:
    assert fold(said) == key


@given(VIETNAMESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_a_key_is_as_long_as_its_word_in_one_normal_form(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    assert len(fold(normal)) == len(normal)


def test_numbers_keep_their_separators_and_signs_stand_alone() -> None:
    assert keys("Có 1.215 chi bộ (48,5%)") == ("có", "1.215", "chi", "bộ", "(", "48,5", "%", ")")


def test_a_name_with_an_apostrophe_is_one_word() -> None:
    assert keys("Nay H'Nan") == ("nay", "h'nan")


def test_words_are_spans_of_the_text() -> None:
    text = "Tỉnh ủy, UBND"
    assert [text[start:end] for start, end in split(text)] == ["Tỉnh", "ủy", ",", "UBND"]


@pytest.mark.parametrize(("word", "capital"), [("Đảng", True), ("đảng", False), ("12", False), ("", False)])
def test_a_capital_is_told_from_a_small_letter(word: str, capital: bool) -> None:
    assert is_capital(word) is capital


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ban Tổ chức Trung ương", "ban-to-chuc-trung-uong"),
        ("Đắk Lắk", "dak-lak"),
        ("  Hà – Nội! ", "ha-noi"),
        ("Nay H'Nan", "nay-h-nan"),
        ("…", ""),
    ],
)
def test_a_slug_is_plain_and_readable(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(max_size=40))
def test_any_text_has_a_slug_that_an_address_can_hold(text: str) -> None:
    made = slug(text)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-") and not made.endswith("-")
