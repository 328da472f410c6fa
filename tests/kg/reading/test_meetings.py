"""Which meetings were held: the day, who held them, online or not."""

from __future__ import annotations

import pytest

from kg.model import MeetingFact
from tests.kg.reading.stories import meetings, read, unheld

HELD = ("2021-03-04", "Tỉnh ủy Hà Giang", "onsite")


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị bàn việc chung.",
        "Sáng 4/3, Tỉnh ủy đã tổ chức hội nghị bàn việc chung.",
        "Hội nghị do Tỉnh ủy tổ chức đã diễn ra sáng 4/3.",
        "Hội nghị giao ban tuần ngày 4/3 của Tỉnh ủy Hà Giang bàn việc bầu cử.",
        "Tại cuộc họp ngày 4/3, Tỉnh ủy Hà Giang xem xét hồ sơ.",
        "Ngày 4/3, Tỉnh ủy đã tổ chức hội nghị bàn việc sẽ làm trong năm.",
        "Tỉnh ủy Hà Giang họp ngày 4/3 xem xét hồ sơ.",
        "Hội nghị toàn tỉnh do Tỉnh ủy Hà Giang tổ chức, diễn ra ngày 4/3 tại Hà Giang.",
    ],
)
def test_a_meeting_told_as_held_has_its_day_and_who_held_it(text: str) -> None:
    assert meetings(read(text)) == [HELD]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị trực tuyến.",
        "Sáng 4/3, tại điểm cầu Hà Giang, Tỉnh ủy Hà Giang tổ chức hội nghị giao ban.",
        "Ngày 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. Hội nghị nối với 11 điểm cầu ở các huyện.",
    ],
)
def test_sites_that_are_joined_make_a_meeting_online(text: str) -> None:
    assert meetings(read(text)) == [("2021-03-04", "Tỉnh ủy Hà Giang", "online")]


def test_only_the_meeting_of_its_sentence_is_online_where_two_are_told() -> None:
    told = (
        "Ngày 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị trực tuyến. "
        "Ngày 3/3, Huyện ủy Đồng Văn tổ chức lễ trao giải tại sân trường."
    )
    assert [mode for _, _, mode in meetings(read(told))] == ["online", "onsite"]


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh ủy sẽ tổ chức hội nghị vào ngày 8/3.",
        "Đến ngày 4/3, tỉnh chưa tổ chức hội thảo về việc này.",
        "Huyện ủy Vị Xuyên chuẩn bị tổ chức đại hội trong tháng 5.",
        "Đảng viên học kết quả Hội nghị Trung ương lần thứ 7.",
        "Ai được 2/3 tổng số người dự họp đồng ý thì trúng.",
    ],
)
def test_what_is_planned_or_cited_was_not_held(text: str) -> None:
    assert meetings(read(text)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tỉnh ủy sẽ tổ chức hội nghị vào ngày 8/3.", ("2021-03-08", "planned")),
        ("Tỉnh ủy chưa tổ chức hội nghị giao ban tháng.", (None, "denied")),
        ("Tỉnh ủy Hà Giang công bố ngày tổ chức hội nghị là 8/3.", ("2021-03-08", "planned")),
    ],
)
def test_what_was_not_held_is_kept_as_that(text: str, told: tuple[str | None, str]) -> None:
    assert unheld(read(text)) == [told]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Đại hội Đảng bộ tỉnh diễn ra từ ngày 1 đến 3/3.", ("2021-03-01", "2021-03-03")),
        ("Trong hai ngày 1 và 2/3, Tỉnh ủy tổ chức hội nghị.", ("2021-03-01", "2021-03-02")),
        ("Ngày 1-2/3, Tỉnh ủy tổ chức hội nghị.", ("2021-03-01", "2021-03-02")),
        ("Từ ngày 22-2 đến ngày 1-3, Tỉnh ủy tổ chức hội nghị.", ("2021-02-22", "2021-03-01")),
        ("Đại hội bế mạc sáng 3/3. Đại hội diễn ra từ ngày 1 đến 3/3.", ("2021-03-01", "2021-03-03")),
    ],
)
def test_a_meeting_of_several_days_has_its_first_and_its_last(text: str, days: tuple[str, str]) -> None:
    (meeting,) = (fact for fact in read(text).facts if isinstance(fact, MeetingFact))
    assert meeting.date is not None and meeting.until is not None
    assert (meeting.date.iso, meeting.until.iso) == days


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 4/3, Hội nghị Ban Chấp hành Trung ương Đảng khóa XIII đã khai mạc tại Hà Nội.",
        "Sáng 4-3, Hội nghị lần thứ 11, BCH Hội Nông dân tỉnh diễn ra tại thành phố Hà Giang.",
    ],
)
def test_a_numbered_gathering_that_opens_that_day_is_told(text: str) -> None:
    assert [date for date, _, _ in meetings(read(text))] == ["2021-03-04"]


def test_what_tells_of_one_meeting_twice_is_one_meeting_with_two_places_of_evidence() -> None:
    told = (
        "Sáng 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. Hội nghị do Tỉnh ủy tổ chức ngày 4/3 diễn ra tại chợ."
    )
    (meeting,) = (fact for fact in read(told).facts if isinstance(fact, MeetingFact))
    assert len(meeting.evidence) == 2


def test_two_days_are_two_meetings() -> None:
    told = "Ngày 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. Ngày 3/3, Huyện ủy Đồng Văn tổ chức lễ trao giải."
    assert meetings(read(told)) == [HELD, ("2021-03-03", "Huyện ủy Đồng Văn", "onsite")]


def test_the_same_day_again_is_the_day_told_before() -> None:
    told = "Lễ trao giải diễn ra sáng 4/3. Cùng ngày, Tỉnh ủy Hà Giang tổ chức hội nghị kiểm điểm."
    assert meetings(read(told)) == [HELD]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("hội nghị giao ban", "Briefing"),
        ("hội nghị", "Conference"),
        ("lễ trao giải", "Ceremony"),
        ("đại hội đại biểu", "Congress"),
    ],
)
def test_a_meeting_has_a_kind(said: str, kind: str) -> None:
    reading = read(f"Ngày 4/3, Tỉnh ủy Hà Giang tổ chức {said}.")
    assert [fact.kind for fact in reading.facts if isinstance(fact, MeetingFact)] == [kind]


def test_of_two_bodies_that_meet_together_the_first_is_the_organiser() -> None:
    told = "Sáng 4/3, Huyện ủy Vị Xuyên và Huyện ủy Đồng Văn họp bàn việc chung."
    assert meetings(read(told)) == [("2021-03-04", "Huyện ủy Vị Xuyên", "onsite")]


@pytest.mark.parametrize(
    "text",
    [
        "Trong phiên họp thứ nhất chiều 4/3, Ban Thường vụ Tỉnh ủy đã thảo luận đề án.",
        "Tại hội nghị lần thứ nhất chiều 4/3, Ban Thường vụ Tỉnh ủy đã thảo luận đề án.",
        "Sáng 4/3, Ban Thường vụ Tỉnh ủy (khóa XVII) họp phiên thường kỳ.",
    ],
)
def test_who_acts_at_its_own_meeting_convened_it(text: str) -> None:
    assert meetings(read(text)) == [("2021-03-04", "Ban Thường vụ Tỉnh ủy Hà Giang", "onsite")]


def test_bare_bodies_of_a_list_share_the_place_of_the_last() -> None:
    told = "Sáng 4/3, Huyện ủy - HĐND - UBND - Ủy ban MTTQ Việt Nam huyện Vị Xuyên tổ chức lễ kỷ niệm."
    assert meetings(read(told)) == [("2021-03-04", "Huyện ủy Vị Xuyên", "onsite")]


def test_what_ought_to_be_held_was_not() -> None:
    assert meetings(read("Về việc này, cần đề xuất Sở Nội vụ tổ chức hội nghị nghiên cứu.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 4/3, ông Lê Văn Tư, Thứ trưởng Bộ Y tế, đã đến kiểm tra công tác tại Trường Chính trị tỉnh.",
        "Chiều 4/3, tại trụ sở Bộ Y tế, Phó Thủ tướng Lê Văn Tư trao quyết định bổ nhiệm cho bà Đỗ Thị Lan.",
        "Ngày 4/3, đoàn công tác của Phó Thủ tướng Lê Văn Tư đã làm việc với ba tỉnh vùng cao.",
        "Chiều 4/3, tại cuộc họp giao ban, ông Lê Văn Tư, Giám đốc Sở Y tế, cho biết dịch đã lui.",
        "Ông Lê Văn Tư, Bí thư Tỉnh ủy, nói như trên trong cuộc họp do ông triệu tập về đường, chiều 4/3.",
    ],
)
def test_what_an_official_does_on_a_day_is_a_meeting_too(text: str) -> None:
    assert [day for day, _, _ in meetings(read(text))] == ["2021-03-04"]


@pytest.mark.parametrize(
    "text",
    [
        "Ban Dân vận Tỉnh ủy mở lớp tập huấn cho cán bộ các huyện. Ông Lê Văn Tư cho biết dân tin cán bộ.",
        "Ông Lê Văn Tư, Phó Trưởng Ban Dân vận Tỉnh ủy, hay đi thăm các gia đình.",
        "Chính phủ quyết định tổ chức lễ viếng tại Hà Giang.",
        "Năm 2021, tỉnh ôn lại Đại hội Đảng bộ. Ngày 4/3/1962, tại Đại hội, ông Lê Văn Tư phát biểu.",
        "Cầu Sông Lô thông xe (4-3-1971 - 4-3-2021), bà Lê Thị Hoa, Bí thư Tỉnh ủy, đến thăm công nhân.",
    ],
)
def test_what_is_done_at_all_times_or_long_ago_is_no_meeting(text: str) -> None:
    assert meetings(read(text)) == []


def test_a_meeting_that_is_only_taken_up_has_neither_day_nor_organiser() -> None:
    told = read("Hà Giang xóa nhà tạm. Phát biểu tại buổi lễ, Bí thư Tỉnh ủy Lê Văn Tư vui mừng.")
    assert meetings(told) == [(None, None, "onsite")]


@pytest.mark.parametrize(
    ("text", "organiser"),
    [
        ("Ngày 4/3, Bộ Tài chính (BTC) phối hợp Bộ Y tế tổ chức hội nghị.", "Bộ Tài chính"),
        (
            "Ban Thường vụ Tỉnh ủy Hà Giang và Cao Bằng vừa họp bàn việc chung.",
            "Ban Thường vụ Tỉnh ủy Hà Giang",
        ),
    ],
)
def test_who_is_named_first_held_the_meeting(text: str, organiser: str) -> None:
    assert [body for _, body, _ in meetings(read(text))] == [organiser]


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 4/3, Quốc hội thảo luận ở tổ về dự án luật.",
        "Ngày 4/3, Quốc hội dành một ngày để thảo luận về dự án luật.",
        "Ngày 4/3, các đại biểu Quốc hội đã thảo luận sôi nổi tại hội trường.",
        "Trong phiên Quốc hội thảo luận chiều 4/3, ông Lê Văn Tư phát biểu.",
        "Tại phiên thảo luận của Quốc hội chiều 4/3, ông Lê Văn Tư phát biểu.",
        "Thảo luận tại tổ về dự án luật sáng 4/3, đa số đại biểu Quốc hội tán thành.",
    ],
)
def test_an_assembly_that_debates_sits(text: str) -> None:
    assert meetings(read(text)) == [("2021-03-04", "Quốc hội", "onsite")]


def test_who_debates_elsewhere_holds_no_sitting() -> None:
    assert meetings(read("Ngày 4/3, các già làng Hà Giang thảo luận ở tổ về việc chung.")) == []


def test_a_stay_of_days_is_no_meeting_but_its_receptions_are() -> None:
    said = read(
        "Đoàn do ông Lê Văn Tư dẫn đầu đã thăm và làm việc tại Hà Giang từ ngày 1 đến 5/3. Chiều 4/3, Bí thư "
        "Tỉnh ủy Hà Giang Giàng Mí Sò đã tiếp Đoàn."
    )
    assert meetings(said) == [("2021-03-04", None, "onsite")]


def test_a_debate_that_takes_place_is_a_sitting_though_no_assembly_is_named() -> None:
    said = read("Phiên thảo luận tại hội trường về dự án luật diễn ra sáng 4/3.")
    assert meetings(said) == [("2021-03-04", None, "onsite")]


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh ủy Hà Giang đã tổ chức nhiều hội nghị bàn việc chung.",
        "Từ đầu năm, Tỉnh ủy Hà Giang đã tổ chức bốn cuộc họp về đường.",
        "Ngày 4/3, không biết Tỉnh ủy Hà Giang họp gì.",
        "Ngày 4/3, Trung tâm Hội nghị Hà Giang mở cửa cho dân.",
        "Ngày nghỉ lễ 4/3, Tỉnh ủy Hà Giang mở cửa. Ngày 4/3, phố cấm tổ chức hội họp.",
    ],
)
def test_many_meetings_or_none_are_not_one(text: str) -> None:
    assert meetings(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tại cuộc họp với các sở, ban, ngành, huyện (ngày 4/3), ông Lê Văn Tư yêu cầu làm nhanh.",
        "Ông Lê Văn Tư nói như vậy tại cuộc giao ban với các sở, ban, ngành, quận, huyện chiều 4/3.",
    ],
)
def test_the_day_that_ends_the_name_of_a_meeting_is_its_day(text: str) -> None:
    assert [day for day, _, _ in meetings(read(text))] == ["2021-03-04"]


@pytest.mark.parametrize(
    ("opening", "organiser"),
    [
        ("Ngày 4/3, Huyện đoàn Đồng Văn phát động tháng trồng cây.", "Huyện đoàn Đồng Văn"),
        ("Sáng 4/3, Tỉnh ủy Hà Giang tổ chức trồng cây đầu năm.", "Tỉnh ủy Hà Giang"),
    ],
)
def test_a_meeting_taken_up_is_what_the_story_opens_with(opening: str, organiser: str) -> None:
    told = f"{opening} Phát biểu tại buổi lễ, ông Lê Văn Tư vui mừng."
    assert meetings(read(told)) == [("2021-03-04", organiser, "onsite")]


def test_where_a_meeting_takes_place_is_not_who_holds_it() -> None:
    told = "Sáng 4/3, tại trụ sở Tỉnh ủy Hà Giang diễn ra hội nghị bàn việc chung."
    assert meetings(read(told)) == [("2021-03-04", None, "onsite")]


def test_a_place_after_the_bodies_that_hold_a_meeting_is_theirs() -> None:
    told = "Tối 4/3, Huyện ủy, HĐND, UBND huyện Đồng Văn, tỉnh Hà Giang, đã tổ chức lễ kỷ niệm."
    assert meetings(read(told)) == [("2021-03-04", "Huyện ủy Đồng Văn", "onsite")]


def test_an_official_who_says_that_others_went_made_no_visit() -> None:
    told = "Sáng 4/3, ông Lê Văn Tư, Chủ tịch UBND huyện Đồng Văn, cho biết huyện cử người đi thăm hỏi dân."
    assert meetings(read(told)) == []


def test_a_gathering_that_will_open_was_not_held_whatever_its_name_holds() -> None:
    told = "Đêm 6/3, hội nghị cấp cao vùng cao lần thứ 12 (còn gọi là Chợ tình Khâu Vai) sẽ khai mạc."
    assert meetings(read(told)) == []


@pytest.mark.parametrize(
    ("text", "organiser"),
    [
        ("Tuy nhiên, tại hội nghị giao ban báo chí Hà Giang chiều 4/3, ông Lê Văn Tư cho biết.", None),
        ("Ý kiến nêu tại hội nghị về đường, điện do Tỉnh ủy Hà Giang tổ chức sáng 4/3.", "Tỉnh ủy Hà Giang"),
        ("Ngày 4-3, nhân Ngày Nhà giáo (20-11), bà Lê Thị Hoa, Bí thư Tỉnh ủy, đã đến thăm nhà giáo.", None),
        ("Sáng 4-3, Bí thư Tỉnh ủy Lê Văn Tư đã gặp mặt người có công.", None),
        ("Sáng 4/3, Bộ trưởng Lê Văn Tư trình Quốc hội tờ trình về dự án luật.", "Quốc hội"),
    ],
)
def test_the_day_of_what_officials_do_is_not_one_of_a_remark(text: str, organiser: str | None) -> None:
    assert meetings(read(text)) == [("2021-03-04", organiser, "onsite")]


def test_talking_to_the_press_is_no_meeting() -> None:
    assert meetings(read("Ngày 4/3, ông Lê Văn Tư có buổi làm việc với phóng viên.")) == []


@pytest.mark.parametrize(
    ("text", "organiser"),
    [
        (
            "Ngày 4/3, Ban Chấp hành Trung ương Đảng khai mạc Hội nghị lần thứ 11.",
            "Ban Chấp hành Trung ương Đảng",
        ),
        ("Sáng 4/3, Huyện ủy Vị Xuyên tổ chức sinh hoạt chuyên đề quý I.", "Huyện ủy Vị Xuyên"),
        ("Sáng 4/3, Huyện ủy Vị Xuyên tổ chức khởi công đường mới.", "Huyện ủy Vị Xuyên"),
        ("Sáng 4/3, tại chợ đã diễn ra Diễn đàn Trí thức trẻ.", None),
    ],
)
def test_what_is_opened_or_held_is_a_meeting_by_any_name(text: str, organiser: str | None) -> None:
    assert meetings(read(text)) == [("2021-03-04", organiser, "onsite")]


def test_who_sets_out_for_a_ceremony_is_not_there_yet() -> None:
    assert meetings(read("Sáng 4/3, Thủ tướng Lê Văn Tư rời Hà Nội đi dự Lễ khai mạc hội nghị.")) == []


def test_each_piece_of_news_tells_a_meeting_of_its_own() -> None:
    told = (
        "Sáng 4/3, Thứ trưởng Lê Văn Tư đến thăm trẻ em vùng cao. "
        "* Sáng 4/3, Tỉnh đoàn Hà Giang tổ chức lễ ra quân."
    )
    assert [body for _, body, _ in meetings(read(told))] == [None, "Tỉnh đoàn Hà Giang"]
