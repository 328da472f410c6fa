"""What a person once was, and what the lines of a biography list."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import posts, posts_of, read


def test_posts_once_held_are_former_ones() -> None:
    told = "Ông Lê Văn Tư từng là Bí thư Huyện ủy Vị Xuyên, Phó Chủ tịch UBND tỉnh."
    assert posts(read(told)) == [
        ("Lê Văn Tư", "nguyên Bí thư Huyện ủy Vị Xuyên"),
        ("Lê Văn Tư", "nguyên Phó Chủ tịch Ủy ban nhân dân tỉnh Hà Giang"),
    ]


@pytest.mark.parametrize("said", ["từng giữ chức", "từng là", "đã từng là"])
def test_a_career_has_several_words(said: str) -> None:
    told = f"Ông Lê Văn Tư {said} Bí thư Huyện ủy Vị Xuyên."
    assert posts(read(told)) == [("Lê Văn Tư", "nguyên Bí thư Huyện ủy Vị Xuyên")]


def test_a_title_before_the_word_is_a_present_one() -> None:
    told = "Ông Lê Văn Tư, Bí thư Huyện ủy Vị Xuyên, từng bị khởi tố."
    assert posts(read(told)) == [("Lê Văn Tư", "Bí thư Huyện ủy Vị Xuyên")]


def test_a_pronoun_carries_the_career_on() -> None:
    told = "Ông Lê Văn Tư, Giám đốc Sở Nội vụ, tới dự. Ông từng là Bí thư Huyện ủy Vị Xuyên."
    assert ("Lê Văn Tư", "nguyên Bí thư Huyện ủy Vị Xuyên") in posts(read(told))


def test_a_biography_lists_posts_after_birth_and_home() -> None:
    told = "Bà Lê Thị Hoa sinh năm 1970; quê Hà Nam; Ủy viên Trung ương Đảng khóa XII."
    assert posts(read(told)) == [("Lê Thị Hoa", "Ủy viên Trung ương Đảng")]


def test_in_a_biography_too_what_she_once_was_is_a_former_post() -> None:
    told = "Bà Lê Thị Hoa sinh năm 1970, từng là Bí thư Huyện ủy Vị Xuyên."
    assert posts(read(told)) == [("Lê Thị Hoa", "nguyên Bí thư Huyện ủy Vị Xuyên")]


def test_anothers_post_after_the_word_is_no_career() -> None:
    told = "Ông Lê Văn Tư, Bí thư Huyện ủy Vị Xuyên, từng được bằng khen của Chủ tịch UBND tỉnh."
    assert posts(read(told)) == [("Lê Văn Tư", "Bí thư Huyện ủy Vị Xuyên")]


def test_each_cue_of_a_sentence_counts_but_not_what_came_after() -> None:
    told = (
        "Ông Lê Văn Tư, Giám đốc Sở Y tế. Trước khi giữ chức Bí thư Huyện ủy Vị Xuyên, ông Tư từng là "
        "Phó Chủ tịch UBND huyện Vị Xuyên."
    )
    assert posts(read(told)) == [
        ("Lê Văn Tư", "Giám đốc Sở Y tế Hà Giang"),
        ("Lê Văn Tư", "nguyên Phó Chủ tịch Ủy ban nhân dân huyện Vị Xuyên"),
    ]


def test_a_career_told_by_periods_ends_with_the_present_post() -> None:
    told = (
        "Ông Lê Văn Tư sinh năm 1970. Từ năm 1998 đến năm 2001: Phó Chủ tịch UBND huyện Vị Xuyên; từ tháng "
        "7/2001, làm Bí thư Huyện ủy Vị Xuyên, Chủ tịch HĐND huyện Vị Xuyên; từ tháng 8/2010 đến nay, là "
        "Giám đốc Sở Y tế."
    )
    assert posts(read(told)) == [
        ("Lê Văn Tư", "nguyên Phó Chủ tịch Ủy ban nhân dân huyện Vị Xuyên"),
        ("Lê Văn Tư", "nguyên Bí thư Huyện ủy Vị Xuyên"),
        ("Lê Văn Tư", "nguyên Chủ tịch Hội đồng nhân dân huyện Vị Xuyên"),
        ("Lê Văn Tư", "Giám đốc Sở Y tế Hà Giang"),
    ]


def test_who_acts_since_a_date_took_no_post_then() -> None:
    told = "Ông Lê Văn Tư tới dự. Từ tháng 8/2001, Bí thư Huyện ủy Vị Xuyên giao các xã làm đường."
    assert posts(read(told)) == []


def test_the_stretches_of_a_life_go_on_over_semicolons_and_adverbs() -> None:
    told = read(
        "Ông Lê Văn Tư sinh ở Lào Cai. Từ năm 1980 đến năm 1981: Ông là Phó Bí thư Tỉnh đoàn Lào Cai. "
        "Từ tháng 1/1982 đến tháng 5/1985: Ông làm Bí thư Tỉnh đoàn Hà Giang; "
        "Chủ tịch Hội Sinh viên Việt Nam. "
        "Tại Đại hội, ông tiếp tục được bầu vào Ban Chấp hành Trung ương Đảng; "
        "từ tháng 7-1996 được phân công làm Bí thư Tỉnh ủy Quảng Ninh."
    )
    assert set(posts_of(told, "Lê Văn Tư")) == {
        "nguyên Phó Bí thư Tỉnh đoàn Lào Cai",
        "nguyên Bí thư Tỉnh đoàn Hà Giang",
        "nguyên Chủ tịch Hội Sinh viên Việt Nam",
        "Ủy viên Ban Chấp hành Trung ương Đảng",
        "Bí thư Tỉnh ủy Quảng Ninh",
    }
