"""Personnel changes: each act, active and passive, done or only planned."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import change, changes, modalities, name_of, posts, posts_of, read

DIRECTOR = "Giám đốc Sở Nội vụ Hà Giang"
SECRETARY = "Bí thư Huyện ủy Vị Xuyên"
CHAIRMAN = "Chủ tịch Ủy ban nhân dân tỉnh Hà Giang"
HOA = "Lê Thị Hoa"


@pytest.mark.parametrize(
    ("text", "action", "post"),
    [
        ("UBND tỉnh bổ nhiệm bà Lê Thị Hoa giữ chức Giám đốc Sở Nội vụ.", "appoint", DIRECTOR),
        ("Bà Lê Thị Hoa được bổ nhiệm giữ chức Giám đốc Sở Nội vụ.", "appoint", DIRECTOR),
        ("Bà Lê Thị Hoa được UBND tỉnh bổ nhiệm giữ chức Giám đốc Sở Nội vụ.", "appoint", DIRECTOR),
        ("Bà Lê Thị Hoa được phân công làm Giám đốc Sở Nội vụ.", "assign", DIRECTOR),
        ("Tỉnh ủy điều động bà Lê Thị Hoa giữ chức Bí thư Huyện ủy Vị Xuyên.", "transfer", SECRETARY),
        (
            "Bà Lê Thị Hoa chuyển công tác về Ban Nội chính Trung ương.",
            "transfer",
            "Ban Nội chính Trung ương",
        ),
        ("HĐND tỉnh miễn nhiệm bà Lê Thị Hoa chức Chủ tịch UBND tỉnh.", "relieve", CHAIRMAN),
        ("Bà Lê Thị Hoa thôi giữ chức Chủ tịch UBND tỉnh.", "relieve", CHAIRMAN),
        ("HĐND tỉnh bầu bà Lê Thị Hoa giữ chức Chủ tịch UBND tỉnh.", "elect", CHAIRMAN),
        ("Bà Lê Thị Hoa được bầu giữ chức Chủ tịch UBND tỉnh.", "elect", CHAIRMAN),
        ("Bà Lê Thị Hoa trúng cử Bí thư Huyện ủy Vị Xuyên.", "elect", SECRETARY),
        ("Ban Bí thư chuẩn y đồng chí Lê Thị Hoa giữ chức Bí thư Huyện ủy Vị Xuyên.", "approve", SECRETARY),
        ("Bà Lê Thị Hoa nghỉ hưu theo chế độ từ ngày 1/3.", "retire", None),
        ("Ủy ban Kiểm tra Tỉnh ủy kỷ luật cảnh cáo bà Lê Thị Hoa.", "discipline", None),
        ("Ban Bí thư khai trừ ra khỏi Đảng bà Lê Thị Hoa.", "discipline", None),
        ("Tỉnh ủy cách chức Bí thư Huyện ủy Vị Xuyên đối với bà Lê Thị Hoa.", "discipline", SECRETARY),
        ("Tỉnh ủy giới thiệu bà Lê Thị Hoa để bầu giữ chức Chủ tịch UBND tỉnh.", "nominate", CHAIRMAN),
    ],
)
def test_an_act_falls_on_a_person_and_leads_to_a_post(text: str, action: str, post: str | None) -> None:
    reading = read(text)
    assert changes(reading) == [(HOA, action, post)]
    assert modalities(reading) == {"stated"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Bà Lê Thị Hoa dự kiến được bổ nhiệm giữ chức Giám đốc Sở Nội vụ.", "planned"),
        ("UBND tỉnh sẽ bổ nhiệm bà Lê Thị Hoa giữ chức Giám đốc Sở Nội vụ.", "planned"),
        ("Sở Y tế đề nghị bổ nhiệm bà Lê Thị Hoa giữ chức Giám đốc Sở Nội vụ.", "proposed"),
        ("UBND tỉnh không bổ nhiệm bà Lê Thị Hoa giữ chức Giám đốc Sở Nội vụ.", "denied"),
    ],
)
def test_what_is_planned_proposed_or_denied_is_not_done(text: str, modality: str) -> None:
    reading = read(text)
    assert modalities(reading) == {modality}
    assert changes(reading) == []
    assert posts(reading) == []


def test_who_gets_a_post_holds_it() -> None:
    assert posts(read("Bà Lê Thị Hoa được bổ nhiệm giữ chức Giám đốc Sở Nội vụ.")) == [(HOA, DIRECTOR)]


def test_two_acts_in_one_breath_are_two_changes_of_one_post() -> None:
    told = "Tỉnh ủy điều động, phân công đồng chí Lê Thị Hoa giữ chức Bí thư Huyện ủy Vị Xuyên."
    assert changes(read(told)) == [(HOA, "transfer", SECRETARY), (HOA, "assign", SECRETARY)]


def test_relief_and_retirement_may_stand_in_one_sentence() -> None:
    told = "Bà Lê Thị Hoa thôi giữ chức Chủ tịch UBND tỉnh để nghỉ hưu."
    assert changes(read(told)) == [(HOA, "relieve", CHAIRMAN), (HOA, "retire", None)]


def test_the_title_of_who_is_moved_is_not_the_post_that_is_gained() -> None:
    told = "Tỉnh ủy điều động đồng chí Lê Thị Hoa, Giám đốc Sở Nội vụ, giữ chức Bí thư Huyện ủy Vị Xuyên."
    assert changes(read(told)) == [(HOA, "transfer", SECRETARY)]
    assert set(posts_of(read(told), HOA)) == {DIRECTOR, SECRETARY}


def test_joining_committees_makes_a_member_of_each() -> None:
    told = (
        "Bộ Chính trị điều động đồng chí Lê Thị Hoa tham gia Ban Chấp hành, Ban Thường vụ "
        "và giữ chức Bí thư Tỉnh ủy Hà Giang."
    )
    assert posts_of(read(told), HOA) == [
        "Ủy viên Ban Chấp hành Đảng bộ tỉnh Hà Giang",
        "Ủy viên Ban Thường vụ Tỉnh ủy Hà Giang",
        "Bí thư Tỉnh ủy Hà Giang",
    ]


def test_being_in_charge_of_a_body_is_an_acting_post() -> None:
    made = change(read("Ban Bí thư phân công đồng chí Lê Thị Hoa phụ trách Văn phòng Trung ương Đảng."))
    assert made.post is not None
    assert (made.post.label, made.post.acting) == ("Phụ trách Văn phòng Trung ương Đảng", True)


def test_a_change_has_its_day_and_who_decided_it() -> None:
    made = change(read("Ngày 1/3, UBND tỉnh bổ nhiệm bà Lê Thị Hoa giữ chức Giám đốc Sở Nội vụ."))
    assert made.date is not None and made.date.iso == "2021-03-01"
    assert name_of(made.decided_by) == "Ủy ban nhân dân tỉnh Hà Giang"


def test_the_agent_of_a_passive_decided() -> None:
    made = change(read("Bà Lê Thị Hoa được UBND tỉnh bổ nhiệm giữ chức Giám đốc Sở Nội vụ."))
    assert name_of(made.decided_by) == "Ủy ban nhân dân tỉnh Hà Giang"


def test_a_list_under_an_act_names_those_whom_it_falls_on() -> None:
    told = (
        "Danh sách bí thư chi bộ được chuẩn y:\n"
        "1. Đồng chí Lê Văn Tư, Bí thư Chi bộ Khoa Toán.\n"
        "2. Đồng chí Lê Thị Hoa, Bí thư Chi bộ Khoa Văn."
    )
    assert changes(read(told)) == [
        ("Lê Văn Tư", "approve", "Bí thư Chi bộ Khoa Toán"),
        (HOA, "approve", "Bí thư Chi bộ Khoa Văn"),
    ]


def test_the_next_sentence_may_say_who_it_was() -> None:
    told = "Ban Bí thư quyết định khai trừ ra khỏi Đảng hai người. Đó là ông Lê Văn Tư và bà Lê Thị Hoa."
    assert changes(read(told)) == [("Lê Văn Tư", "discipline", None), (HOA, "discipline", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị bàn về công tác điều động, bổ nhiệm cán bộ.",
        "Đồng chí Lê Thị Hoa, Bí thư Tỉnh ủy, nói về công tác bổ nhiệm cán bộ.",
        "Dự lễ có:\n1. Đồng chí Lê Văn Tư, Bí thư Chi bộ Khoa Toán.\n2. Đồng chí Lê Thị Hoa.",
    ],
)
def test_talk_about_changes_changes_nothing(text: str) -> None:
    assert changes(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Được bầu làm Phó Bí thư Huyện ủy Vị Xuyên có hai người: ông Lê Văn Tư; bà Lê Thị Hoa.",
        "Các đồng chí được bầu giữ chức Phó Bí thư Huyện ủy Vị Xuyên gồm: Lê Văn Tư, Lê Thị Hoa.",
        "Trúng cử Phó Bí thư Huyện ủy Vị Xuyên là hai người: ông Lê Văn Tư và bà Lê Thị Hoa.",
        "Hội nghị đã bầu 2 Phó Bí thư Huyện ủy Vị Xuyên gồm các đồng chí: Lê Văn Tư, Lê Thị Hoa.",
    ],
)
def test_those_elected_may_be_named_after_what_they_are_elected_to(text: str) -> None:
    deputy = "Phó Bí thư Huyện ủy Vị Xuyên"
    assert changes(read(text)) == [("Lê Văn Tư", "elect", deputy), (HOA, "elect", deputy)]


def test_an_act_goes_on_with_the_next_persons() -> None:
    told = "Đại hội bầu ông Lê Văn Tư làm Bí thư Huyện ủy Vị Xuyên; bà Lê Thị Hoa làm Giám đốc Sở Nội vụ."
    assert changes(read(told)) == [("Lê Văn Tư", "elect", SECRETARY), (HOA, "elect", DIRECTOR)]


def test_a_career_told_beside_an_act_is_no_change() -> None:
    told = "Trước khi được bầu làm Bí thư Huyện ủy Vị Xuyên, bà Lê Thị Hoa từng làm Giám đốc Sở Nội vụ."
    assert (HOA, "elect", DIRECTOR) not in changes(read(told))


def test_who_receives_a_measure_is_disciplined() -> None:
    told = "Giám đốc Sở Nội vụ Lê Thị Hoa nhận hình thức kỷ luật khiển trách."
    assert changes(read(told)) == [(HOA, "discipline", None)]


def test_a_merger_makes_no_member() -> None:
    told = (
        "Bộ Công an bổ nhiệm ông Lê Văn Tư giữ chức Giám đốc Công an tỉnh Hà Giang "
        "(khi sáp nhập Công an tỉnh Tuyên Quang vào Công an tỉnh Hà Giang)."
    )
    assert changes(read(told)) == [("Lê Văn Tư", "appoint", "Giám đốc Công an tỉnh Hà Giang")]


def test_comrades_that_are_counted_are_nobody_named_before() -> None:
    told = "Ông Lê Văn Tư, Giám đốc Sở Y tế, chủ trì. Hội nghị bầu hai đồng chí vào Ban Thường vụ Tỉnh ủy."
    assert changes(read(told)) == []


def test_the_year_of_birth_is_not_the_day_of_the_act() -> None:
    told = "Ông Lê Văn Tư (sinh năm 1974, quê Hà Giang) được bầu giữ chức Bí thư Huyện ủy Vị Xuyên."
    assert change(read(told)).date is None


def test_a_title_that_is_said_to_be_won_is_gained_by_those_named_after() -> None:
    told = read("Hai Phó Bí thư Huyện ủy Vị Xuyên tái đắc cử là bà Lê Thị Hoa và ông Trần Văn Bình.")
    post = "Phó Bí thư Huyện ủy Vị Xuyên"
    assert changes(told) == [(HOA, "elect", post), ("Trần Văn Bình", "elect", post)]


@pytest.mark.parametrize(
    "text", ["Ông Lê Văn Tư (Đại tá về hưu) tới dự.", "Ông Lê Văn Tư, công chức về hưu, tới dự."]
)
def test_who_is_called_retired_did_not_retire_now(text: str) -> None:
    assert changes(read(text)) == []


def test_who_leaves_one_post_for_another_does_not_leave_that_other() -> None:
    told = read("Bà Lê Thị Hoa thôi làm nhiệm vụ chuyên trách để giữ chức Giám đốc Sở Nội vụ.")
    assert (HOA, "relieve", DIRECTOR) not in changes(told)


def test_who_loses_two_posts_is_named_once_at_the_end() -> None:
    told = read(
        "Ban Bí thư quyết định cách chức Bí thư Tỉnh ủy Hà Giang và đề nghị Thủ tướng miễn nhiệm "
        "chức danh Chủ tịch UBND tỉnh đối với ông Lê Văn Tư."
    )
    assert changes(told) == [("Lê Văn Tư", "discipline", "Bí thư Tỉnh ủy Hà Giang")]
    assert modalities(told) == {"stated", "proposed"}


def test_what_follows_the_colon_of_a_plan_is_planned() -> None:
    told = read("Quốc hội sẽ xem xét, phê chuẩn việc: bãi nhiệm đại biểu Quốc hội đối với ông Lê Văn Tư.")
    assert modalities(told) == {"planned"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tháng 7/2013, ông Lê Văn Tư được khen, nghỉ hưu năm 2016.", "2016"),
        ("Ông Lê Văn Tư được bổ nhiệm Thứ trưởng Bộ Y tế vào tháng 8/2014.", "2014-08"),
        ("Ngày 1/3/2021, ông Lê Văn Tư được bổ nhiệm giữ chức Thứ trưởng Bộ Y tế.", "2021-03-01"),
        ("Theo công văn số 12 (ngày 2/3/2021), ông Lê Văn Tư được bổ nhiệm làm Thứ trưởng Bộ Y tế.", None),
    ],
)
def test_the_date_of_a_change_is_that_of_its_own_clause(text: str, day: str | None) -> None:
    date = change(read(text)).date
    assert (date.iso if date else None) == day


def test_a_breach_of_discipline_is_no_measure() -> None:
    assert changes(read("Ông Lê Văn Tư, Phó Giám đốc Sở Y tế, bị nghi vi phạm kỷ luật nghiêm trọng.")) == []


def test_those_who_elect_may_be_told_at_length() -> None:
    told = read(
        "Ông Lê Văn Tư được cán bộ công nhân lao động tín nhiệm bầu làm Chủ tịch Công đoàn Y tế Việt Nam."
    )
    assert changes(told) == [("Lê Văn Tư", "elect", "Chủ tịch Công đoàn Y tế Việt Nam")]


def test_an_academy_elects_its_members() -> None:
    told = read("Bà Lê Thị Hoa được bầu làm viện sĩ của Viện Hàn lâm Khoa học châu Á.")
    post = "Viện sĩ Viện Hàn lâm Khoa học châu Á"
    assert changes(told) == [("Lê Thị Hoa", "elect", post)]
    assert posts(read("GS, Viện sĩ Lê Thị Hoa tới dự.")) == []
