"""Posts before and after names, in lists, shared, former and acting, written out with their place."""

from __future__ import annotations

import pytest

from kg.model import TenureFact
from tests.kg.reading.stories import bodies, posts, posts_of, read


@pytest.mark.parametrize(
    "text",
    [
        "Đồng chí Lê Thị Hoa, Bí thư Tỉnh ủy, dự lễ.",
        "Bà Lê Thị Hoa - Bí thư Tỉnh ủy - dự lễ.",
        "Bà Lê Thị Hoa (Bí thư Tỉnh ủy) dự lễ.",
        "Bí thư Tỉnh ủy Lê Thị Hoa dự lễ.",
        "Bí thư Tỉnh ủy, đồng chí Lê Thị Hoa dự lễ.",
        "Bà Lê Thị Hoa, 45 tuổi, Bí thư Tỉnh ủy, dự lễ.",
        "Bà Lê Thị Hoa là Bí thư Tỉnh ủy.",
        "Bà LÊ THỊ HOA, Bí thư Tỉnh ủy, dự lễ.",
        "Bà Lê Thị Hoa, Bí thư Tỉnh uỷ, dự lễ.",
        "Bà Lê Thị Hoa, Bí thư Tỉnh ủy khóa XVII, dự lễ.",
    ],
)
def test_a_title_beside_a_name_is_a_post_of_the_person(text: str) -> None:
    assert posts(read(text)) == [("Lê Thị Hoa", "Bí thư Tỉnh ủy Hà Giang")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Phó Bí thư Thường trực Tỉnh ủy", "Phó Bí thư Thường trực Tỉnh ủy Hà Giang"),
        (
            "Phó Trưởng ban Thường trực Ban Tổ chức Tỉnh ủy",
            "Phó Trưởng ban Thường trực Ban Tổ chức Tỉnh ủy Hà Giang",
        ),
        ("Chánh Văn phòng Tỉnh ủy", "Chánh Văn phòng Tỉnh ủy Hà Giang"),
        ("Giám đốc Sở Nội vụ", "Giám đốc Sở Nội vụ Hà Giang"),
        ("Hiệu trưởng Trường Chính trị tỉnh", "Hiệu trưởng Trường Chính trị tỉnh Hà Giang"),
        ("Tỉnh ủy viên", "Ủy viên Tỉnh ủy Hà Giang"),
        ("Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh Hà Giang"),
        ("Thứ trưởng Công Thương", "Thứ trưởng Bộ Công Thương"),
        ("Ủy viên Trung ương Đảng", "Ủy viên Trung ương Đảng"),
        ("Chủ tịch nước", "Chủ tịch nước"),
        ("Tổng Bí thư", "Tổng Bí thư"),
        ("Ủy viên Bộ Chính trị", "Ủy viên Bộ Chính trị"),
    ],
)
def test_a_title_is_written_out(title: str, expected: str) -> None:
    assert posts_of(read(f"Bà Lê Thị Hoa, {title}, tới dự."), "Lê Thị Hoa") == [expected]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (
            "Phó Bí thư, Chủ tịch UBND tỉnh",
            ["Phó Bí thư Tỉnh ủy Hà Giang", "Chủ tịch Ủy ban nhân dân tỉnh Hà Giang"],
        ),
        (
            "Tỉnh ủy viên, Bí thư Huyện ủy Đồng Văn",
            ["Ủy viên Tỉnh ủy Hà Giang", "Bí thư Huyện ủy Đồng Văn"],
        ),
        (
            "Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh ủy",
            ["Ủy viên Ban Thường vụ Tỉnh ủy Hà Giang", "Trưởng Ban Tổ chức Tỉnh ủy Hà Giang"],
        ),
        (
            "Bí thư Đảng ủy, Chủ tịch UBND xã Lũng Cú",
            ["Bí thư Đảng ủy xã Lũng Cú", "Chủ tịch Ủy ban nhân dân xã Lũng Cú"],
        ),
        (
            "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Vị Xuyên",
            ["Phó Bí thư Huyện ủy Vị Xuyên", "Chủ tịch Ủy ban nhân dân huyện Vị Xuyên"],
        ),
        (
            "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Trưởng Đoàn ĐBQH tỉnh",
            [
                "Ủy viên Trung ương Đảng",
                "Bí thư Tỉnh ủy Hà Giang",
                "Trưởng Đoàn đại biểu Quốc hội tỉnh Hà Giang",
            ],
        ),
    ],
)
def test_several_posts_of_one_title_are_each_one(titles: str, expected: list[str]) -> None:
    assert posts_of(read(f"Đồng chí Lê Thị Hoa, {titles}, tới dự."), "Lê Thị Hoa") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bà Lê Thị Hoa, Bí thư Tỉnh ủy, và ông Trần Văn Bình, Giám đốc Sở Nội vụ, cùng dự.",
        "Dự có bà Lê Thị Hoa, Bí thư Tỉnh ủy; ông Trần Văn Bình, Giám đốc Sở Nội vụ.",
        "Bí thư Tỉnh ủy Lê Thị Hoa, Giám đốc Sở Nội vụ Trần Văn Bình cùng dự.",
        "Bí thư Tỉnh ủy Lê Thị Hoa và Giám đốc Sở Nội vụ Trần Văn Bình cùng dự.",
    ],
)
def test_in_a_list_each_has_a_title_of_their_own(text: str) -> None:
    assert posts(read(text)) == [
        ("Lê Thị Hoa", "Bí thư Tỉnh ủy Hà Giang"),
        ("Trần Văn Bình", "Giám đốc Sở Nội vụ Hà Giang"),
    ]


def test_a_shared_title_is_everyones() -> None:
    told = "Các Phó Bí thư Tỉnh ủy gồm các ông Nguyễn Văn An, Trần Văn Bình và bà Lê Thị Hoa."
    assert posts(read(told)) == [
        (name, "Phó Bí thư Tỉnh ủy Hà Giang") for name in ("Nguyễn Văn An", "Trần Văn Bình", "Lê Thị Hoa")
    ]


def test_two_titles_in_one_bracket_go_to_the_two_before_it_in_order() -> None:
    told = "Ông Nguyễn Văn An và bà Lê Thị Hoa (Giám đốc và Phó Giám đốc Sở Nội vụ) cùng dự."
    assert posts(read(told)) == [
        ("Nguyễn Văn An", "Giám đốc Sở Nội vụ Hà Giang"),
        ("Lê Thị Hoa", "Phó Giám đốc Sở Nội vụ Hà Giang"),
    ]


def test_a_former_post_says_so() -> None:
    told = "Đồng chí Lê Thị Hoa, nguyên Bí thư Tỉnh ủy, tới dự."
    assert posts(read(told)) == [("Lê Thị Hoa", "nguyên Bí thư Tỉnh ủy Hà Giang")]


def test_an_acting_post_is_the_post_and_marked() -> None:
    reading = read("Bà Lê Thị Hoa, Quyền Chủ tịch UBND tỉnh, tới dự.")
    (tenure,) = (fact for fact in reading.facts if isinstance(fact, TenureFact))
    assert (tenure.post.label, tenure.post.acting) == ("Chủ tịch Ủy ban nhân dân tỉnh Hà Giang", True)


@pytest.mark.parametrize(
    "text",
    [
        "Bà Lê Thị Hoa đề nghị Phó Bí thư Thường trực Tỉnh ủy cho ý kiến.",
        "Đồng chí Lê Thị Hoa bàn với Giám đốc Sở Nội vụ.",
        "Hội nghị nghe Bí thư Tỉnh ủy kết luận.",
        "Chức vụ Phó Bí thư Tỉnh ủy còn khuyết.",
    ],
)
def test_a_title_that_is_anothers_or_nobodys_is_no_post_of_hers(text: str) -> None:
    assert posts(read(text)) == []


def test_a_shared_title_with_its_body_before_a_colon_is_everyones() -> None:
    told = "Dự có các Ủy viên Ban Thường vụ Tỉnh ủy: Nguyễn Văn An, Trần Văn Bình và Lê Thị Hoa."
    assert posts(read(told)) == [
        (name, "Ủy viên Ban Thường vụ Tỉnh ủy Hà Giang")
        for name in ("Nguyễn Văn An", "Trần Văn Bình", "Lê Thị Hoa")
    ]


def test_a_numbered_unit_ends_before_the_name() -> None:
    told = "Vụ trưởng Vụ Địa phương I Trần Văn Bình báo cáo."
    assert posts(read(told)) == [("Trần Văn Bình", "Vụ trưởng Vụ Địa phương I")]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Ông Lê Văn Tư, Bí thư xã Minh Tân, cùng dự.", "Bí thư Đảng ủy xã Minh Tân"),
        (
            "Ông Lê Văn Tư - Phó Chủ tịch Hội sinh vật cảnh Việt Nam nói.",
            "Phó Chủ tịch Hội sinh vật cảnh Việt Nam",
        ),
        ("Ông Lê Văn Tư - Giám đốc Cơ quan đại diện Bộ Y tế nói.", "Giám đốc Cơ quan đại diện Bộ Y tế"),
        (
            "Phó Chủ tịch Hội đồng Lý luận Trung ương Lê Văn Tư nói.",
            "Phó Chủ tịch Hội đồng Lý luận Trung ương",
        ),
        (
            "Ông Lê Văn Tư, Phó Chủ tịch Hội đồng Lý luận Trung ương dẫn đầu đoàn.",
            "Phó Chủ tịch Hội đồng Lý luận Trung ương",
        ),
    ],
)
def test_the_body_of_a_post_may_be_a_commune_or_have_a_name_in_small_letters(text: str, post: str) -> None:
    assert posts_of(read(text), "Lê Văn Tư") == [post]


def test_a_body_that_was_not_understood_is_no_other_body() -> None:
    told = read(
        "Bà Lê Thị Hoa, Chủ tịch Hội Luật gia Hà Giang; ông Lê Văn Tư, Chủ tịch Hiệp hội các trường, cùng dự."
    )
    assert posts_of(told, "Lê Văn Tư") == []


def test_a_brand_after_a_role_is_no_body_named_before() -> None:
    told = read("Bà Lê Thị Hoa, Chủ tịch Hội Luật gia Hà Giang. Ông Lê Văn Tư, Chủ tịch Sacombank, cùng dự.")
    assert posts_of(told, "Lê Văn Tư") == []


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        (
            "Bà Lê Thị Hoa, Bí thư Tỉnh ủy Lào Cai, đến tỉnh Hà Giang. Bí thư Tỉnh ủy Lê Thị Hoa vui mừng.",
            "Lê Thị Hoa",
            ["Bí thư Tỉnh ủy Lào Cai"],
        ),
        (
            "Ông Lê Văn Tư, Bộ trưởng Bộ Y tế, ngồi cạnh Bộ trưởng Bộ Nội vụ. Bộ trưởng Lê Văn Tư vui mừng.",
            "Lê Văn Tư",
            ["Bộ trưởng Bộ Y tế"],
        ),
        (
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Lê Văn Tư và Bộ trưởng Bộ Y tế Đỗ Thị Lan dự lễ.",
            "Lê Văn Tư",
            ["Chủ nhiệm Văn phòng Chính phủ"],
        ),
        (
            "Ông Lê Văn Tư, Bộ trưởng, Bí thư Ban cán sự đảng Bộ Y tế, dự lễ.",
            "Lê Văn Tư",
            ["Bộ trưởng Bộ Y tế", "Bí thư Ban cán sự đảng Bộ Y tế"],
        ),
        (
            "Ông Lê Văn Tư, Tổng cục trưởng Tổng cục Thuế, ở cạnh ông Đỗ Văn Ba "
            "(Phó tổng cục trưởng, Chủ nhiệm Ủy ban Kiểm tra Đảng ủy Tổng cục Thuế).",
            "Đỗ Văn Ba",
            ["Phó tổng cục trưởng Tổng cục Thuế", "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy Tổng cục Thuế"],
        ),
        (
            "Ông Lê Văn Tư là Chủ tịch HĐQT, Tổng Giám đốc Công ty cổ phần Sông Lô.",
            "Lê Văn Tư",
            [
                "Chủ tịch Hội đồng quản trị Công ty cổ phần Sông Lô",
                "Tổng Giám đốc Công ty cổ phần Sông Lô",
            ],
        ),
        (
            "Ông Lê Văn Tư, Trợ lý Bộ trưởng, Vụ trưởng Vụ Pháp chế Bộ Y tế, dự lễ của Bộ Y tế.",
            "Lê Văn Tư",
            ["Trợ lý Bộ trưởng Bộ Y tế", "Vụ trưởng Vụ Pháp chế Bộ Y tế"],
        ),
        (
            "Tại xã Lũng Cú, đồng chí Lê Văn Tư, Bí thư Đoàn xã, kể lại.",
            "Lê Văn Tư",
            ["Bí thư Đoàn xã Lũng Cú"],
        ),
        (
            "Đảng ủy, UBND xã Lũng Cú mở lớp. Ông Lê Văn Tư, Bí thư Đảng ủy, dự lớp.",
            "Lê Văn Tư",
            ["Bí thư Đảng ủy xã Lũng Cú"],
        ),
    ],
)
def test_a_title_left_short_is_of_what_its_bearer_or_its_neighbours_tell(
    text: str, person: str, expected: list[str]
) -> None:
    assert posts_of(read(text), person) == expected


@pytest.mark.parametrize("person", ["Lê Thị Hoa", "Đỗ Văn Ba"])
def test_a_title_after_a_list_is_of_all_who_were_listed(person: str) -> None:
    told = (
        "Bà Lê Thị Hoa (sinh năm 1965, quê Lào Cai) - Trưởng Ban Tổ chức Tỉnh ủy "
        "và ông Đỗ Văn Ba (sinh năm 1968) - Chủ tịch UBND tỉnh là hai phó bí thư tỉnh ủy."
    )
    assert "Phó bí thư Tỉnh ủy Hà Giang" in posts_of(read(told), person)


@pytest.mark.parametrize(
    ("text", "person", "post"),
    [
        (
            "Phó Chủ tịch UBND xã Thái Mỹ Dương Thị Thu dự lễ.",
            "Dương Thị Thu",
            "Phó Chủ tịch Ủy ban nhân dân xã Thái Mỹ",
        ),
        (
            "Chủ tịch UBND xã Bạch Đích Nguyễn Văn An dự lễ.",
            "Nguyễn Văn An",
            "Chủ tịch Ủy ban nhân dân xã Bạch Đích",
        ),
        ("Chủ tịch UBND xã Vĩnh Lộc A dự lễ với bà Lê Thị Hoa.", "Lê Thị Hoa", None),
        (
            "Tại xã Lũng Táo, Chủ tịch UBND xã Nguyễn Thị Kim Anh dự lễ.",
            "Nguyễn Thị Kim Anh",
            "Chủ tịch Ủy ban nhân dân xã Lũng Táo",
        ),
    ],
)
def test_a_commune_and_the_name_after_it_are_told_apart(text: str, person: str, post: str | None) -> None:
    assert posts(read(text)) == ([(person, post)] if post else [])


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        (
            "Bí thư Chi bộ thôn Đông Hải Bùi Văn Bình cho biết đường đã xong.",
            "Bùi Văn Bình",
            ["Bí thư Chi bộ thôn Đông Hải"],
        ),
        (
            "Bí thư Đảng ủy xã Lũng Cú (huyện Đồng Văn) Lê Xuân Hòa dự lễ.",
            "Lê Xuân Hòa",
            ["Bí thư Đảng ủy xã Lũng Cú"],
        ),
        (
            "Ông Lê Văn Tư (SN 1976, trú tại thị trấn Đồng Văn - Chủ tịch UBND huyện Đồng Văn) dự lễ.",
            "Lê Văn Tư",
            ["Chủ tịch Ủy ban nhân dân huyện Đồng Văn"],
        ),
        (
            "Chánh Văn phòng kiêm Người phát ngôn Bộ Nội vụ Vũ Văn Minh trả lời.",
            "Vũ Văn Minh",
            ["Chánh Văn phòng Bộ Nội vụ", "Người phát ngôn Bộ Nội vụ"],
        ),
        (
            "Phó Bí thư Thường trực, phụ trách Tỉnh ủy Lào Cai Lê Văn Tư dự lễ.",
            "Lê Văn Tư",
            ["Phó Bí thư Thường trực Tỉnh ủy Lào Cai"],
        ),
        (
            "Đoàn đến Binh chủng Pháo binh. Ông Lê Văn Tư, Bí thư Đảng ủy, Chính ủy Binh chủng, cùng dự.",
            "Lê Văn Tư",
            ["Bí thư Đảng ủy Binh chủng Pháo binh", "Chính ủy Binh chủng Pháo binh"],
        ),
        (
            "Chính ủy BĐBP tỉnh Lai Châu Lê Văn Tư dự lễ.",
            "Lê Văn Tư",
            ["Chính ủy Bộ đội Biên phòng tỉnh Lai Châu"],
        ),
        (
            "Chủ tịch MTTQ huyện Đồng Văn Lê Văn Tư dự lễ.",
            "Lê Văn Tư",
            ["Chủ tịch Mặt trận Tổ quốc huyện Đồng Văn"],
        ),
        (
            "Đáp lời Phó Thủ tướng, Bộ trưởng Bộ Y tế Lê Văn Tư hứa làm tốt.",
            "Lê Văn Tư",
            ["Bộ trưởng Bộ Y tế"],
        ),
        ("Thủ tướng Lào Thongloun Sisoulith tiếp đoàn.", "Thongloun Sisoulith", []),
        ("Ông Lý Văn Long là Thủ tướng Singapore.", "Lý Văn Long", ["Thủ tướng Singapore"]),
        (
            "Ông Lê Văn Tư, Tổng Bí thư Đảng Cộng sản Ấn Độ, dự lễ.",
            "Lê Văn Tư",
            ["Tổng Bí thư Đảng Cộng sản Ấn Độ"],
        ),
    ],
)
def test_titles_are_read_in_the_order_in_which_papers_put_them(
    text: str, person: str, expected: list[str]
) -> None:
    assert posts_of(read(text), person) == expected


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        (
            "Ông Lê Văn Tư - Ủy viên Ban Thường vụ, Phó Giám đốc Học viện Chính trị quốc gia Hồ Chí Minh.",
            "Lê Văn Tư",
            [
                "Ủy viên Ban Thường vụ Đảng ủy Học viện Chính trị quốc gia Hồ Chí Minh",
                "Phó Giám đốc Học viện Chính trị quốc gia Hồ Chí Minh",
            ],
        ),
        (
            "Ban Chấp hành Trung ương ra nghị quyết. Ban chỉ đạo do bà Lê Thị Hoa làm Trưởng ban, "
            "Giám đốc Sở Y tế Lê Văn Tư làm ủy viên.",
            "Lê Văn Tư",
            ["Giám đốc Sở Y tế Hà Giang"],
        ),
        (
            "Phó Chủ tịch UBTƯ MTTQ Việt Nam Lê Văn Tư dự lễ.",
            "Lê Văn Tư",
            ["Phó Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"],
        ),
    ],
)
def test_a_title_beside_another_takes_only_what_is_its_own(
    text: str, person: str, expected: list[str]
) -> None:
    assert posts_of(read(text), person) == expected


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        (
            "Dự có các bộ trưởng: Lê Thị Hoa, Bộ trưởng Bộ Y tế; Lê Văn Tư, Bộ trưởng Bộ Nội vụ.",
            "Lê Văn Tư",
            ["Bộ trưởng Bộ Nội vụ"],
        ),
        (
            "Bà Lê Thị Hoa, Chủ tịch Hội Luật gia Hà Giang. Ông Lê Văn Tư, Chủ tịch CĐ NNPTNTVN, cùng dự.",
            "Lê Văn Tư",
            [],
        ),
        (
            "Ông Lê Văn Tư, Chủ tịch Hội LHTN Việt Nam tỉnh Hà Giang, dự lễ.",
            "Lê Văn Tư",
            ["Chủ tịch Hội Liên hiệp Thanh niên Việt Nam tỉnh Hà Giang"],
        ),
        ("Dự có ông Lê Văn Tư, Trợ lý Thủ tướng.", "Lê Văn Tư", ["Trợ lý Thủ tướng"]),
    ],
)
def test_a_title_is_no_neighbours_title(text: str, person: str, expected: list[str]) -> None:
    assert posts_of(read(text), person) == expected


def test_a_sentence_about_another_year_tells_who_held_a_post_then() -> None:
    told = read("Ngày 2/12/2009, Chủ tịch UBND tỉnh Hà Giang Lê Văn Tư đã ký quyết định.")
    (fact,) = (fact for fact in told.facts if isinstance(fact, TenureFact))
    assert fact.on is not None and fact.on.iso == "2009-12-02"


def test_a_ministry_abroad_is_of_its_country_and_no_one_elses() -> None:
    told = read(
        "Thứ trưởng Bộ Y tế Lê Văn Tư gặp các Thứ trưởng Y tế Lào, Thái Lan. Thứ trưởng Lê Văn Tư cảm ơn "
        "Bộ trưởng Y tế Lào Xay-nha Vông. Thứ trưởng Nguyễn Thị Hoa cùng dự."
    )
    assert posts_of(told, "Xay-nha Vông") == ["Bộ trưởng Bộ Y tế Lào"]
    assert posts_of(told, "Lê Văn Tư") == posts_of(told, "Nguyễn Thị Hoa") == ["Thứ trưởng Bộ Y tế"]


def test_the_title_after_a_comma_may_be_of_the_name_that_follows() -> None:
    told = read("Theo lời mời của Chủ tịch nước Lê Văn Tư, Tổng thống Bulgaria Ivan Petkov thăm nước ta.")
    assert posts_of(told, "Lê Văn Tư") == ["Chủ tịch nước"]
    assert posts_of(told, "Ivan Petkov") == ["Tổng thống Bulgaria"]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Đại sứ Việt Nam tại Lào Lê Văn Tư cùng dự.", "Đại sứ Việt Nam tại Lào"),
        ("Bà Lê Thị Tư, GĐ Sở Y tế, trả lời.", "Giám đốc Sở Y tế Hà Giang"),
        ("Trưởng ban Ban Quản lý dự án Lê Văn Tư nói.", "Trưởng Ban Quản lý dự án Hà Giang"),
        ("Đại tá Lê Văn Tư, Sư đoàn trưởng Sư đoàn 5, cùng dự.", "Sư đoàn trưởng Sư đoàn 5"),
    ],
)
def test_roles_abroad_in_short_doubled_and_of_units(text: str, post: str) -> None:
    reading = read(text)
    assert [*posts_of(reading, "Lê Văn Tư"), *posts_of(reading, "Lê Thị Tư")] == [post]


def test_a_minister_of_another_country_is_of_that_countrys_ministry() -> None:
    reading = read("Bộ trưởng Quốc phòng Hàn Quốc Kim Min-seok đến thăm. Bộ Quốc phòng đón khách.")
    assert posts_of(reading, "Kim Min-seok") == ["Bộ trưởng Bộ Quốc phòng Hàn Quốc"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bộ trưởng Tài nguyên Môi trường", "Bộ trưởng Bộ Tài nguyên và Môi trường"),
        ("Thứ trưởng Kế hoạch Đầu tư", "Thứ trưởng Bộ Kế hoạch và Đầu tư"),
        ("Trưởng thôn Đông Hải", "Trưởng thôn Đông Hải"),
        ("Chủ tịch Quỹ Hòa bình và Phát triển Việt Nam", "Chủ tịch Quỹ Hòa bình và Phát triển Việt Nam"),
    ],
)
def test_a_title_is_written_with_what_the_paper_leaves_out(title: str, expected: str) -> None:
    assert posts_of(read(f"{title} Lê Văn Tư gửi báo cáo cho Tỉnh ủy."), "Lê Văn Tư") == [expected]


def test_a_hamlet_without_its_name_or_an_office_beside_gives_no_post() -> None:
    assert posts(read("Trưởng thôn Lê Văn Tư gửi báo cáo cho Tỉnh ủy.")) == []
    told = read("Ông Lê Văn Tư, Trưởng thôn Đông Hải, nuôi 20 con bò.", headline="Nuôi bò ở vùng cao")
    assert (posts(told), told.facts) == ([], ())


def test_an_organ_of_an_assembly_ends_before_what_it_does() -> None:
    told = read("Ban soạn thảo và Ủy ban Thường vụ Quốc hội hoàn thiện dự án luật.")
    assert "Ủy ban Thường vụ Quốc hội" in bodies(told)
