"""Bodies by the grammar of their names, each with the place that the words or the context give."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import HEADLINE, bodies, body_named, issues, posts_of, read

HOME = "Tỉnh ủy Hà Giang"  # the headline names it


def others(text: str, *, headline: str = HEADLINE) -> list[str]:
    """The bodies of a story besides the one of its headline."""
    return [label for label in bodies(read(text, headline=headline)) if label != HOME]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn về Huyện ủy Vị Xuyên.", ["Huyện ủy Vị Xuyên"]),
        ("Đoàn về UBND huyện Vị Xuyên.", ["Ủy ban nhân dân huyện Vị Xuyên"]),
        ("Đảng bộ huyện Quản Bạ đổi mới.", ["Đảng bộ huyện Quản Bạ"]),
        ("Đoàn về Trường Chính trị tỉnh.", ["Trường Chính trị tỉnh Hà Giang"]),
        ("Liên đoàn Lao động tỉnh tham gia.", ["Liên đoàn Lao động tỉnh Hà Giang"]),
        ("Ủy ban Thường vụ Quốc hội xem xét.", ["Ủy ban Thường vụ Quốc hội"]),
        ("Bộ Công an đề xuất.", ["Bộ Công an"]),
        ("Ban Tổ chức T.Ư hướng dẫn.", ["Ban Tổ chức Trung ương"]),
        ("Văn phòng Trung ương Đảng tiếp đoàn.", ["Văn phòng Trung ương Đảng"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_body_is_written_out(text: str, expected: list[str]) -> None:
    assert others(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ban Tổ chức Tỉnh ủy tham mưu.", "Ban Tổ chức Tỉnh ủy Hà Giang"),
        ("Ban Thường vụ Tỉnh ủy thống nhất.", "Ban Thường vụ Tỉnh ủy Hà Giang"),
        ("HĐND tỉnh thông qua.", "Hội đồng nhân dân tỉnh Hà Giang"),
        ("Sở Giáo dục và Đào tạo phối hợp.", "Sở Giáo dục và Đào tạo Hà Giang"),
        ("Công an tỉnh phối hợp.", "Công an tỉnh Hà Giang"),
    ],
)
def test_what_names_no_place_is_of_the_articles_home(text: str, expected: str) -> None:
    assert others(text) == [expected]


def test_an_organ_is_part_of_the_body_that_it_names() -> None:
    body = body_named(read("Ban Tổ chức Tỉnh ủy tham mưu."), "Ban Tổ chức Tỉnh ủy Hà Giang")
    assert body.parent is not None and body.parent.label == HOME


def test_a_body_of_the_lists_is_known_by_its_entry() -> None:
    body = body_named(read("Ban Tổ chức T.Ư hướng dẫn."), "Ban Tổ chức Trung ương")
    assert (body.known, body.kind) == ("ban-to-chuc-trung-uong", "PartyBody")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        (HOME, "PartyBody"),
        ("Ủy ban nhân dân tỉnh Hà Giang", "StateBody"),
        ("Hội đồng nhân dân tỉnh Hà Giang", "ElectedBody"),
        ("Hội Nông dân tỉnh Hà Giang", "MassOrganisation"),
    ],
)
def test_a_body_has_the_class_of_its_kind(label: str, kind: str) -> None:
    assert body_named(read("UBND tỉnh, HĐND tỉnh và Hội Nông dân tỉnh cùng làm."), label).kind == kind


def test_a_city_and_its_district_keep_their_own_committees() -> None:
    found = others(
        "Thành ủy làm việc với Quận ủy Sơn Trà. Sau đó UBND thành phố làm việc với UBND quận.",
        headline="Thành ủy Đà Nẵng giao ban công tác quý I",
    )
    assert found == [
        "Thành ủy Đà Nẵng",
        "Quận ủy Sơn Trà",
        "Ủy ban nhân dân thành phố Đà Nẵng",
        "Ủy ban nhân dân quận Sơn Trà",
    ]


def test_a_provincial_paper_speaks_of_its_own_province() -> None:
    told = "Tỉnh ủy yêu cầu các huyện chủ động."
    spring = "Chuyện đầu xuân ở miền núi phía Bắc năm nay"
    assert bodies(read(told, headline=spring, publisher="Báo Hà Giang")) == [HOME]


def test_without_any_place_a_committee_is_left_open_and_says_so() -> None:
    reading = read("Tỉnh ủy yêu cầu chủ động.", headline="Chuyện đầu xuân ở miền núi phía Bắc năm nay")
    assert bodies(reading) == []
    assert ("body.open", "Tỉnh ủy") in issues(reading)


@pytest.mark.parametrize(
    "text", ["Cấp ủy các cấp tham mưu kế hoạch.", "Các Huyện ủy đăng ký.", "UBND các cấp vào cuộc."]
)
def test_all_bodies_of_a_kind_are_no_body_by_name(text: str) -> None:
    assert others(text) == []


def test_a_body_named_twice_is_one_with_both_places_as_evidence() -> None:
    reading = read("Huyện ủy Vị Xuyên họp. Huyện ủy Vị Xuyên biểu dương.")
    (fact,) = (
        f for f in reading.facts if getattr(getattr(f, "body", None), "label", "") == "Huyện ủy Vị Xuyên"
    )
    assert len(fact.evidence) == 2


def test_a_name_with_small_second_syllables_is_whole() -> None:
    text = "Trường Đại học Khoa học Tự nhiên ký kết với Công ty Bóng đèn Điện Quang."
    assert others(text) == ["Trường Đại học Khoa học Tự nhiên", "Công ty Bóng đèn Điện Quang"]


def test_a_free_name_ends_before_the_verb() -> None:
    told = "Ban Chỉ đạo phòng, chống thiên tai tỉnh họp sáng 4/3."
    assert others(told) == ["Ban Chỉ đạo phòng, chống thiên tai tỉnh Hà Giang"]


@pytest.mark.parametrize(
    "text", ["Hội nghị tại Tỉnh ủy\nĐồng Nai là tỉnh lớn.", "Sách về Bộ\nTư pháp là nghề."]
)
def test_a_name_ends_with_its_line(text: str) -> None:
    assert others(text) == []


def test_those_who_organise_a_congress_are_no_organisation_commission() -> None:
    assert others("Kết quả được Ban tổ chức đại hội công bố.") == []


def test_a_steering_committee_ends_before_what_it_issues() -> None:
    told = "Ban Chỉ đạo tổng kết nghị quyết ban hành quy chế hoạt động."
    assert others(told) == ["Ban Chỉ đạo tổng kết nghị quyết"]


@pytest.mark.parametrize("name", ["Sở GD&ĐT Hà Giang", "Bộ GTVT", "Sở TN-MT Hà Giang"])
def test_a_short_form_that_the_article_does_not_write_out_is_left_as_written(name: str) -> None:
    assert others(f"{name} họp.") == [name]


def test_a_short_form_is_written_out_as_the_article_does() -> None:
    told = "Sở GD&ĐT Hà Giang họp. Sở Giáo dục và Đào tạo Hà Giang giao việc."
    assert others(told) == ["Sở Giáo dục và Đào tạo Hà Giang"]


@pytest.mark.parametrize(
    "name",
    [
        "Hiệp hội các trường đại học, cao đẳng Việt Nam",
        "Hội bảo trợ người tàn tật và trẻ mồ côi Việt Nam",
        "Phòng Cảnh sát kinh tế",
        "Công ty Môi trường đô thị Hà Nội",
        "Đại học Tổng hợp Lomonosov",
        "Đội Tham mưu Tổng hợp",
        "Bộ môn Vật lý Đại cương",
        "Công ty cổ phần Sông Lô",
        "Bệnh viện Bà Rịa",
        "Đảng Nhân dân Cách mạng Lào",
        "Trường Đại học VinUni",
        "Hội đồng Khoa học các cơ quan Đảng Trung ương",
        "Đảng bộ Khối cơ quan Dân - Đảng",
        "Đảng ủy Quân sự huyện Đồng Văn",
    ],
)
def test_a_name_is_read_to_its_end(name: str) -> None:
    assert name in bodies(read(f"Đoàn đến thăm {name}."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hội chợ du lịch biển, đảo Hà Giang mở cửa.", "Hội chợ du lịch biển, đảo Hà Giang"),
        ("Vụ án do Ban Chỉ đạo Trung ương theo dõi, chỉ đạo.", "Ban Chỉ đạo Trung ương theo dõi, chỉ đạo"),
        ("Ban Chỉ đạo Đào tạo đã cử 3 đồng chí đi học.", "Ban Chỉ đạo Đào tạo đã cử 3 đồng chí đi học"),
        (
            "Ban Chỉ đạo phòng, chống ma túy do Trung tướng Lê Văn Tư làm trưởng ban họp.",
            "Ban Chỉ đạo phòng, chống ma túy do Trung tướng Lê Văn Tư",
        ),
        ("Tập đoàn Vingroup thành lập trường.", "Tập đoàn Vingroup thành"),
        ("Tổng cục tổ chức hội nghị.", "Tổng cục Tổ chức"),
        ("Phó Trưởng Ban Chỉ đạo Nguyễn Văn Được dự lễ.", "Ban Chỉ đạo Nguyễn Văn"),
        ("Ban Chỉ đạo các cấp, việc huy động vốn được bàn.", "Ban Chỉ đạo các cấp, việc huy động vốn"),
    ],
)
def test_a_name_does_not_run_on_into_the_clause(text: str, name: str) -> None:
    assert name not in bodies(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn về Cục Đăng ký giao dịch rừng để làm việc.", "Cục Đăng ký giao dịch rừng"),
        ("Đoàn về Học viện Biên phòng (HVBP) để học.", "Học viện Biên phòng"),
        ("Đoàn về Công ty Thoát nước Vị Xuyên để hỏi.", "Công ty Thoát nước Vị Xuyên"),
        ("Cục Cảnh sát giao thông đường bộ - đường sắt họp.", "Cục Cảnh sát giao thông đường bộ - đường sắt"),
        (
            "Hội Bảo trợ người nghèo và trẻ em mồ côi Việt Nam họp.",
            "Hội Bảo trợ người nghèo và trẻ em mồ côi Việt Nam",
        ),
        ("Đoàn thăm Nhà máy Xử lý nước thải kênh Bến Đá.", "Nhà máy Xử lý nước thải kênh Bến Đá"),
        ("Công ty Thủy lợi Nam Hà Tĩnh tích nước.", "Công ty Thủy lợi Nam Hà Tĩnh"),
        ("Công ty Địa ốc Sài Gòn Hưng Phát khai trương.", "Công ty Địa ốc Sài Gòn Hưng Phát"),
        ("Công ty Điện lực Vị Xuyên thay dây.", "Công ty Điện lực Vị Xuyên"),
    ],
)
def test_a_name_runs_to_its_own_end(text: str, expected: str) -> None:
    assert others(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Báo Sao Mai đăng bài về hồ.", ["Báo Sao Mai"]),
        ("Cục Thú y xác nhận tin này.", ["Cục Thú y"]),
        ("Ban Chỉ đạo Tây Bắc nhiệt liệt biểu dương các em.", ["Ban Chỉ đạo Tây Bắc"]),
        ("Cục Trồng trọt, Viện Cây ăn quả cùng làm.", ["Cục Trồng trọt", "Viện Cây ăn quả"]),
        ("Sở Xây dựng một số tỉnh nêu ý kiến.", []),
        ("Kể cả một số Sở Nội vụ cũng hỏi.", []),
        ("Mỗi chi bộ giúp một hộ.", []),
        ("Hội thi khép lại, Ban tổ chức trao giải.", []),
    ],
)
def test_a_name_ends_before_a_verb_or_the_next_and_a_kind_is_no_body(text: str, expected: list[str]) -> None:
    assert others(text) == expected


def test_a_department_of_a_city_of_the_centre_is_that_citys() -> None:
    headline = "Thành ủy Hà Nội bàn việc thoát nước trong nội thành"
    assert "Sở Xây dựng Hà Nội" in bodies(read("Sở Xây dựng chủ trì.", headline=headline))


def test_a_schools_place_is_not_where_the_article_is() -> None:
    text = "Em học ở Trường Đại học Sư phạm Hà Nội. Sở Nội vụ trả lời."
    assert "Sở Nội vụ Hà Giang" in others(text)


def test_the_bearer_of_a_title_is_none_of_the_bodys_name() -> None:
    reading = read("Tổng Biên tập Báo Sao Mai Lê Văn Sơn tặng quà.")
    assert "Báo Sao Mai" in bodies(reading)
    assert posts_of(reading, "Lê Văn Sơn") == ["Tổng Biên tập Báo Sao Mai"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND Hà Nam, Nam Định và Thái Bình cho học sinh nghỉ học.", ["Hà Nam", "Nam Định", "Thái Bình"]),
        ("UBND tỉnh Hà Nam và Thái Bình cho học sinh nghỉ học.", ["tỉnh Hà Nam", "tỉnh Thái Bình"]),
        ("UBND tỉnh Hà Nam gửi công văn, Nam Định và Thái Bình đã nhận.", ["tỉnh Hà Nam"]),
        ("UBND tỉnh Hà Nam, Nam Định đã có công văn.", ["tỉnh Hà Nam"]),
        ("UBND tỉnh Hà Nam và Lào đã có công văn.", ["tỉnh Hà Nam"]),
    ],
)
def test_a_list_of_provinces_after_one_head_names_a_body_of_each(text: str, expected: list[str]) -> None:
    named = [label for label in bodies(read(text)) if label.startswith("Ủy ban nhân dân ")]
    assert named == [f"Ủy ban nhân dân {place}" for place in expected]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Viện Hàn lâm Khoa học châu Âu gửi thư chúc mừng.", "Viện Hàn lâm Khoa học châu Âu"),
        ("Viện Hàn lâm Khoa học Châu Âu gửi GS Lê Văn Tư lá thư.", "Viện Hàn lâm Khoa học Châu Âu"),
        ("Viện Vật lý Mỹ trao giải.", "Viện Vật lý Mỹ"),
        ("CĐCS Chi cục Thuế huyện Yên Minh họp.", "Công đoàn cơ sở Chi cục Thuế huyện Yên Minh"),
        ("CĐ Viên chức tỉnh họp.", "Công đoàn Viên chức tỉnh Hà Giang"),
    ],
)
def test_a_name_is_neither_cut_nor_runs_on(text: str, name: str) -> None:
    assert bodies(read(text))[1:] == [name]


@pytest.mark.parametrize(
    "text", ["Đó là một Viện Hàn lâm độc lập.", "Hội đồng thông báo GS Lê Văn Tư trúng giải."]
)
def test_no_name_is_made_of_what_only_sounds_like_one(text: str) -> None:
    assert bodies(read(text))[1:] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đảng bộ, chính quyền và nhân dân huyện Quản Bạ vui mừng.", "Đảng bộ huyện Quản Bạ"),
        ("Chánh Thanh tra Sở Xây dựng trả lời.", "Thanh tra Sở Xây dựng Hà Giang"),
        ("Đoàn thăm Đại sứ quán Việt Nam tại Lào.", "Đại sứ quán Việt Nam tại Lào"),
        ("Đoàn về UBND phường Hòa An Chánh.", "Ủy ban nhân dân phường Hòa An Chánh"),
        ("Đoàn về UBND phường Trần Hưng Đạo.", "Ủy ban nhân dân phường Trần Hưng Đạo"),
        ("Đoàn thăm Cty CP Sao Mai.", "Công ty CP Sao Mai"),
        ("Cục Thú y - Bộ Công Thương trả lời.", "Cục Thú y Bộ Công Thương"),
        ("Đoàn thăm Đại học Huế.", "Đại học Huế"),
    ],
)
def test_a_body_is_known_by_its_owner_its_host_or_its_place(text: str, expected: str) -> None:
    assert others(text) == [expected]
