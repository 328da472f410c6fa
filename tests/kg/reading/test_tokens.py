"""Words as the rules read them: abbreviations spelled out, words run together taken apart."""

from __future__ import annotations

import pytest

from kg.model import Span
from kg.reading.text import normalise
from kg.reading.tokens import Tokens, tokenise
from tests.kg.reading.stories import lexicon


def tokens_of(text: str) -> Tokens:
    normal = normalise(text)
    return tokenise(normal, Span(0, len(normal.text)), lexicon())


def words(text: str) -> str:
    return " ".join(tokens_of(text).words)


@pytest.mark.parametrize(
    ("said", "spelled"),
    [
        ("Ban Tổ chức T.Ư", "Ban Tổ chức Trung ương"),
        ("Ban Tổ chức TƯ", "Ban Tổ chức Trung ương"),
        ("UBND xã Lũng Cú", "Ủy ban nhân dân xã Lũng Cú"),
        ("HĐND tỉnh", "Hội đồng nhân dân tỉnh"),
        ("UBKT Huyện ủy", "Ủy ban Kiểm tra Huyện ủy"),
    ],
)
def test_an_abbreviation_is_spelled_out(said: str, spelled: str) -> None:
    assert words(said) == spelled


def test_small_letters_are_no_abbreviation() -> None:
    assert words("ubnd xã") == "ubnd xã"


def test_the_words_of_an_abbreviation_share_its_place_in_the_file() -> None:
    tokens = tokens_of("Dự có HĐND tỉnh")
    assert {tokens.span(at, at + 1) for at in range(2, 6)} == {Span(6, 10)}


def test_an_abbreviation_that_the_article_explains_is_spelled_out_and_its_bracket_dropped() -> None:
    assert words("Quỹ Bản làng Xanh (QBLX) giao QBLX đi") == "Quỹ Bản làng Xanh giao Quỹ Bản làng Xanh đi"


def test_a_bracket_that_repeats_the_words_before_it_is_dropped() -> None:
    assert words("Hội đồng nhân dân (HĐND) xã") == "Hội đồng nhân dân xã"


def test_a_bracket_that_abbreviates_other_words_stays() -> None:
    assert words("Bản làng Xanh (QRTX) đi") == "Bản làng Xanh ( QRTX ) đi"


@pytest.mark.parametrize(
    ("run", "apart"),
    [
        ("Đồng Naitổ chức", "Đồng Nai tổ chức"),
        ("Huyện ủyTheo đó", "Huyện ủy Theo đó"),
        ("Thành ủy.Theo đó", "Thành ủy . Theo đó"),
        ("VỊ XUYÊNtổ chức", "VỊ XUYÊN tổ chức"),
    ],
)
def test_words_that_lost_their_space_are_taken_apart(run: str, apart: str) -> None:
    assert words(run) == apart


@pytest.mark.parametrize("word", ["nghiêng", "COVID", "H'Nan", "VietnamPlus"[:7], "Kđăm"])
def test_a_word_that_is_whole_stays_whole(word: str) -> None:
    assert words(f"về {word} đó") == f"về {word} đó"


def test_where_a_space_was_lost_a_seam_is_kept() -> None:
    tokens = tokens_of("Đồng Naitổ chức")
    assert tokens.seams == [False, False, True, False]


def test_a_line_break_is_noted_at_the_word_after_it() -> None:
    assert tokens_of("Một hai\nba").breaks == [False, False, True]


def test_text_is_written_with_single_spaces_and_none_before_signs() -> None:
    tokens = tokens_of("Tỉnh   ủy , UBND\nxã")
    assert tokens.text(0, len(tokens)) == "Tỉnh ủy , Ủy ban nhân dân xã"


def test_asking_outside_the_text_gives_nothing() -> None:
    tokens = tokens_of("Tỉnh ủy")
    assert (tokens.key(9), tokens.word(-1), tokens.match(9, "Place")) == ("", "", None)
    assert not tokens.has(9, "chair")


def test_the_words_of_a_class_are_found_by_their_places() -> None:
    tokens = tokens_of("Ông An chủ trì, bà Hoa chủ trì")
    assert tokens.starts_of("w:chair", 0, len(tokens)) == [2, 7]
    assert tokens.any("chair", 3, len(tokens)) and not tokens.any("chair", 3, 7)


def test_what_is_kept_when_words_go_is_still_found() -> None:
    tokens = tokens_of("Ông An quảng cáo chủ trì").without([(2, 4)])
    assert tokens.words == ["Ông", "An", "chủ", "trì"]
    match = tokens.match(2, "w:chair")
    assert match is not None and (match.start, match.end) == (2, 4)
