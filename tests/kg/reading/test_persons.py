"""Who is a person: a capitalised run that a courtesy, a post or a list vouches for."""

from __future__ import annotations

import pytest

from kg.model import OfficialFact
from tests.kg.reading.stories import issues, officials, participations, posts_of, read


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn An",
        "Lê Hoa",
        "Thào Hồng Sơn",
        "Giàng Páo Mỷ",
        "Vừ Mí Kẻ",
        "Sùng Đại Hùng",
        "Hạ Y Dính",
        "Nay H'Nan",
        "Y Thanh Hà Niê Kđăm",
        "Rơ Châm H'Yéo",
        "Điểu K'Ré",
        "Thạch Sa Rây",
        "A Lăng Mai",
        "Tôn Nữ Thị Mai",
    ],
)
def test_names_of_all_peoples_are_read_whole(name: str) -> None:
    assert officials(read(f"Đồng chí {name}, Bí thư Đảng ủy xã Lũng Cú, tới dự.")) == [name]


@pytest.mark.parametrize(
    "courtesy",
    ["ông", "Bà", "đồng chí", "Đ/c", "Thượng tướng", "TS", "PGS.TS", "Trung tướng, TS", "các đồng chí"],
)
def test_a_courtesy_is_no_part_of_the_name(courtesy: str) -> None:
    assert officials(read(f"Dự có {courtesy} Trần Văn Bình, Giám đốc Sở Nội vụ.")) == ["Trần Văn Bình"]


@pytest.mark.parametrize(("courtesy", "gender"), [("Ông", "male"), ("Bà", "female"), ("Đồng chí", None)])
def test_a_courtesy_tells_the_gender_where_it_has_one(courtesy: str, gender: str | None) -> None:
    reading = read(f"{courtesy} Lê Thanh Hà, Bí thư Tỉnh ủy, tới dự.")
    (official,) = (fact for fact in reading.facts if isinstance(fact, OfficialFact))
    assert official.gender == gender


def test_a_name_in_capitals_is_written_as_names_are() -> None:
    assert officials(read("Đồng chí TRẦN VĂN BÌNH, Bí thư Tỉnh ủy, dự.")) == ["Trần Văn Bình"]


def test_a_name_written_twice_is_one_official() -> None:
    told = "Đồng chí Trần Văn Bình, Bí thư Tỉnh ủy, dự. Đồng chí Trần Văn Bình tặng quà."
    assert officials(read(told)) == ["Trần Văn Bình"]


def test_a_bare_given_name_is_the_person_named_in_full_before() -> None:
    told = (
        "Sáng 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. Bà Lê Thị Hoa, Bí thư Tỉnh ủy, dự. "
        "Phát biểu tại hội nghị, bà Hoa nhấn mạnh việc học."
    )
    assert officials(read(told)) == ["Lê Thị Hoa"]
    assert ("Lê Thị Hoa", "speaker") in participations(read(told))


def test_a_bare_given_name_is_the_last_one_that_ends_so() -> None:
    told = (
        "Đồng chí Nguyễn Văn An, Bí thư Tỉnh ủy, và đồng chí Trần Thái An, Giám đốc Sở Nội vụ, cùng dự. "
        "Đồng chí An được bầu giữ chức Chủ tịch HĐND tỉnh."
    )
    assert "Chủ tịch Hội đồng nhân dân tỉnh Hà Giang" in posts_of(read(told), "Trần Thái An")


def test_a_bare_given_name_of_nobody_is_a_doubt_and_no_official() -> None:
    reading = read("Đồng chí Khang tặng quà cho bà con.")
    assert officials(reading) == []
    assert ("name.bare", "Khang") in issues(reading)


def test_a_pronoun_is_the_person_of_the_sentence_before() -> None:
    told = "Bà Lê Thị Hoa, Bí thư Tỉnh ủy, tới dự. Bà được bầu giữ chức Chủ tịch HĐND tỉnh."
    assert posts_of(read(told), "Lê Thị Hoa")[1:] == ["Chủ tịch Hội đồng nhân dân tỉnh Hà Giang"]


def test_a_pronoun_of_the_other_gender_is_not_that_person() -> None:
    told = "Ông Trần Văn Bình, Bí thư Tỉnh ủy, tới dự. Bà được bầu giữ chức Chủ tịch HĐND tỉnh."
    assert posts_of(read(told), "Trần Văn Bình") == ["Bí thư Tỉnh ủy Hà Giang"]


def test_a_list_after_an_announcement_names_persons() -> None:
    told = "Dự có các đồng chí: Thào Hồng Sơn, Phó Bí thư Tỉnh ủy; Giàng Páo Mỷ, Bí thư Huyện ủy Mèo Vạc."
    assert officials(read(told)) == ["Thào Hồng Sơn", "Giàng Páo Mỷ"]


def test_an_honorific_makes_a_person_of_a_name_that_is_also_a_place() -> None:
    assert officials(read("Ông Thái Bình Dương, Giám đốc Sở Y tế, dự họp.")) == ["Thái Bình Dương"]


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn viếng nghĩa trang trên đường Nguyễn Văn An.",
        "Xe qua Thái Bình, Hà Nam rồi về Hà Nội.",
        "Trường Trung học phổ thông Lê Quý Đôn khai giảng.",
        "Ngân hàng Chính sách xã hội cho vay.",
    ],
)
def test_streets_places_and_schools_are_no_officials(text: str) -> None:
    assert officials(read(text)) == []


def test_a_name_of_one_marked_syllable_is_whole_without_its_courtesy() -> None:
    assert officials(read("Ông K'Mák, Phó Chủ tịch HĐND tỉnh, tới dự.")) == ["K'Mák"]


@pytest.mark.parametrize(
    "text", ["Đại biểu Lê Thị Hoa (Quảng Nam) đề nghị làm đường.", "Việc này, theo ĐB Lê Thị Hoa, là cần."]
)
def test_a_delegate_with_a_full_name_is_named(text: str) -> None:
    assert officials(read(text)) == ["Lê Thị Hoa"]


@pytest.mark.parametrize(
    "text", ["Đại biểu Quảng Nam đề nghị làm đường.", "Các đại biểu Hà Nội và Đại biểu Hoa đề nghị."]
)
def test_a_delegate_of_a_place_or_with_a_bare_name_is_nobody(text: str) -> None:
    assert officials(read(text)) == []


def test_a_middle_name_shows_a_family_name_that_no_list_holds() -> None:
    assert officials(read("Đến dự có chàng trai Choỏng Văn Bình - Bí thư Đoàn xã Lũng Cú.")) == [
        "Choỏng Văn Bình"
    ]


def test_a_title_after_a_courtesy_is_no_name() -> None:
    told = read("Ông Lê Văn Phó dự lễ. Đồng chí Phó Chủ tịch Thường trực UBND tỉnh phát biểu.")
    assert ("name.bare", "Phó") not in issues(told)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tổng thống Peru", "Marco Antonio de la Vega"),
        ("Tổng thống Pháp", "Jean Martel"),
        ("Thủ tướng Anh", "Henry Ashford"),
        ("Thái tử", "Karim bin Farouk"),
        ("Tổng thống Hàn Quốc", "Lee Sang-woo"),
        ("Tổng Bí thư", "Bun-ma-ly Xay-nha-vông"),
        ("Ngoại trưởng Cộng hòa Dominica", "Pablo Reyes Ortega Luna"),
    ],
)
def test_a_leader_from_abroad_who_meets_one_of_ours_is_read_whole(title: str, name: str) -> None:
    assert officials(read(f"Bí thư Tỉnh ủy Lê Thị Hoa đã hội kiến {title} {name} tại Hà Nội.")) == [
        "Lê Thị Hoa",
        name,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng thống Pháp Jean Martel gặp Thủ tướng Anh Henry Ashford tại Paris.",
        "Bí thư Tỉnh ủy Lê Thị Hoa gặp Giám đốc Nestfield Holdings tại Hà Nội.",
        "Bí thư Tỉnh ủy Lê Thị Hoa đã gặp Tổng thống Pháp Trung tâm thành phố.",
    ],
)
def test_what_is_no_leader_met_by_ours_is_left_out(text: str) -> None:
    assert set(officials(read(text))) <= {"Lê Thị Hoa"}


def test_a_slip_in_a_name_is_the_name_that_the_article_has() -> None:
    told = read("Bí thư Tỉnh ủy Lê Văn Minh tới dự. Bí thư Lê Văn minh nêu rõ các việc.")
    assert officials(told) == ["Lê Văn Minh"]


def test_a_title_glued_by_a_hyphen_is_no_part_of_a_name() -> None:
    assert officials(read("Bà Lê Thị Hoa-chủ tịch UBND tỉnh-tới dự.")) == ["Lê Thị Hoa"]
