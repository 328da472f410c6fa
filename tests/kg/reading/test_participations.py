"""Who took part in a meeting, and as what."""

from __future__ import annotations

import pytest

from kg.model import MeetingFact, ParticipationFact
from tests.kg.reading.stories import participations, read

MEETING = "Sáng 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị."


def took_part(text: str) -> set[tuple[str, str]]:
    return participations(read(f"{MEETING} {text}"))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Đồng chí Lê Thị Hoa, Bí thư Tỉnh ủy, chủ trì hội nghị.", "chair"),
        ("Chủ trì hội nghị có đồng chí Lê Thị Hoa, Bí thư Tỉnh ủy.", "chair"),
        ("Hội nghị diễn ra dưới sự chủ trì của đồng chí Lê Thị Hoa.", "chair"),
        ("Phát biểu tại hội nghị, đồng chí Lê Thị Hoa nhấn mạnh việc học.", "speaker"),
        ("Kết luận hội nghị, đồng chí Lê Thị Hoa yêu cầu tiết kiệm.", "speaker"),
        ("Đồng chí Lê Thị Hoa dự và phát biểu chỉ đạo.", "speaker"),
        ("Đồng chí Lê Thị Hoa trình bày báo cáo quý I.", "presenter"),
        ("Đồng chí Lê Thị Hoa công bố quyết định của Ban Bí thư.", "presenter"),
    ],
)
def test_what_someone_does_is_a_role_besides_being_there(text: str, role: str) -> None:
    assert took_part(text) == {("Lê Thị Hoa", role), ("Lê Thị Hoa", "participant")}


@pytest.mark.parametrize(
    "text",
    [
        "Dự hội nghị có đồng chí Lê Thị Hoa, Bí thư Tỉnh ủy.",
        "Tham dự có: đồng chí Lê Thị Hoa.",
        "Đồng chí Lê Thị Hoa, Bí thư Tỉnh ủy, tới dự.",
        "Ở Đồng Văn có các đồng chí: Lê Thị Hoa.",
    ],
)
def test_being_there_is_a_role_of_its_own(text: str) -> None:
    assert took_part(text) == {("Lê Thị Hoa", "participant")}


def test_two_who_chair_together_both_do() -> None:
    told = "Đồng chí Nguyễn Văn An và đồng chí Lê Thị Hoa đồng chủ trì hội nghị."
    assert {name for name, role in took_part(told) if role == "chair"} == {"Nguyễn Văn An", "Lê Thị Hoa"}


def test_all_of_a_list_attend() -> None:
    told = "Dự hội nghị có các đồng chí: Nguyễn Văn An, Bí thư Tỉnh ủy; Lê Thị Hoa, Giám đốc Sở Nội vụ."
    assert took_part(told) == {("Nguyễn Văn An", "participant"), ("Lê Thị Hoa", "participant")}


def test_who_hands_over_and_who_receives_were_there() -> None:
    told = "Đồng chí Nguyễn Văn An trao quyết định cho đồng chí Lê Thị Hoa."
    assert took_part(told) == {("Nguyễn Văn An", "participant"), ("Lê Thị Hoa", "participant")}


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị nghe báo cáo về vụ việc của ông Lê Văn Tư.",
        "Hội nghị bàn việc kỷ luật ông Lê Văn Tư, Giám đốc Sở Y tế.",
    ],
)
def test_who_is_only_spoken_of_was_not_there(text: str) -> None:
    assert took_part(text) == set()


def test_without_a_meeting_nobody_takes_part() -> None:
    assert participations(read("Đồng chí Lê Thị Hoa, Bí thư Tỉnh ủy, phát biểu trên đài.")) == set()


def test_each_takes_part_in_the_meeting_told_of_last() -> None:
    reading = read(
        "Ngày 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. Đồng chí Nguyễn Văn An chủ trì hội nghị. "
        "Ngày 3/3, Huyện ủy Đồng Văn tổ chức lễ trao giải. Đồng chí Lê Thị Hoa dự lễ."
    )
    days = {fact.key: fact.date and fact.date.iso for fact in reading.facts if isinstance(fact, MeetingFact)}
    took_part_on = {
        (fact.official, days[fact.meeting]) for fact in reading.facts if isinstance(fact, ParticipationFact)
    }
    assert took_part_on == {("Nguyễn Văn An", "2021-03-04"), ("Lê Thị Hoa", "2021-03-03")}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Thủ tướng Lê Văn Tư sẽ trình bày báo cáo.", "presenter"),
        ("Ông Lê Văn Tư, Bí thư Tỉnh ủy, mong nâng cao hiệu quả điều hành.", "chair"),
        ("Ông Lê Văn Tư chủ trì lễ công bố quyết định.", "presenter"),
    ],
)
def test_what_is_to_come_or_only_named_is_no_act(said: str, role: str) -> None:
    told = f"Sáng 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. {said}"
    assert role not in {row[-1] for row in participations(read(told))}


def test_who_makes_a_visit_takes_part_in_it() -> None:
    told = read("Sáng 4/3, ông Lê Văn Tư, Thứ trưởng Bộ Y tế, đã đến kiểm tra Trường Chính trị tỉnh.")
    assert participations(told) == {("Lê Văn Tư", "participant")}


@pytest.mark.parametrize(
    "said",
    [
        "Cán bộ phải liêm khiết như Tổng Bí thư Lê Văn Tư đã yêu cầu.",
        "Tỉnh ủy kỷ luật cảnh cáo với Phó Giám đốc Sở Y tế Lê Văn Tư, đồng thời kiến nghị cấp trên xem xét.",
    ],
)
def test_who_is_cited_or_acted_upon_does_not_speak(said: str) -> None:
    assert took_part(said) == set()


def test_what_was_said_long_before_a_meeting_is_told_was_not_said_there() -> None:
    filler = "Đường vùng cao dài. Bản làng xa. Mưa nhiều. Sương dày. "
    told = read(f"Ông Lê Văn Tư, Bí thư Tỉnh ủy, yêu cầu làm đường. {filler}{MEETING}")
    assert participations(told) == set()


def test_two_syllables_of_a_given_name_are_the_person() -> None:
    assert took_part("Ông Nguyễn Hoài Anh dự hội nghị. Ông Hoài Anh phát biểu.") == {
        ("Nguyễn Hoài Anh", "participant"),
        ("Nguyễn Hoài Anh", "speaker"),
    }


def test_what_somebody_will_say_was_not_said() -> None:
    said = "Chủ tịch MTTQ tỉnh Lê Văn Tư sẽ trình bày báo cáo tổng hợp ý kiến, kiến nghị của cử tri."
    assert took_part(said) == set()


def test_what_was_done_on_another_day_was_not_done_at_the_meeting() -> None:
    assert took_part("Trước đó, vào ngày 21/2, ông Lê Văn Tư đã trình bày báo cáo trước cử tri.") == set()


def test_who_leads_the_drafting_of_a_paper_chairs_no_meeting() -> None:
    assert took_part("Dự thảo do chính ông Lê Văn Tư chủ trì soạn thảo.") == set()


@pytest.mark.parametrize(
    "said",
    [
        "Ông Lê Văn Tư viết: “Tỉnh đang khó, do nhiều nơi trình bày sai”.",
        "Ông Lê Văn Tư xem công tác phổ biến pháp luật.",
        "Ông Lê Văn Tư ngồi, được phép của chủ tọa hội nghị.",
        "Việc của ông Lê Văn Tư, tỉnh chưa trình bày.",
    ],
)
def test_a_verb_inside_a_quotation_or_the_name_of_work_is_nobodys_act(said: str) -> None:
    assert took_part(said) == set()


def test_who_only_invited_the_guest_was_not_there() -> None:
    told = (
        "Ngày 4/3, Chủ tịch nước Lê Văn Tư đã tiếp ông Trần Văn Nam, đang thăm Hà Giang theo lời mời của "
        "Bộ trưởng Phạm Thị Lan."
    )
    assert {name for name, _ in participations(read(told))} == {"Lê Văn Tư", "Trần Văn Nam"}


def test_whom_a_sentence_puts_on_another_day_says_the_rest_then_too() -> None:
    said = "Kết thúc chuyến đi, tối 3/3, ông Lê Văn Tư đã trao quà. Ông Tư nhấn mạnh ý nghĩa chuyến đi."
    assert took_part(said) == set()


def test_who_receives_a_delegation_in_the_next_sentence_was_there() -> None:
    told = (
        "Ngày 4/3, đoàn công tác do Thứ trưởng Lê Văn Tư dẫn đầu đã làm việc với tỉnh. "
        "Ông Trần Văn Nam, Phó Chủ tịch UBND tỉnh Hà Giang, đã tiếp và làm việc với đoàn."
    )
    assert {name for name, _ in participations(read(told))} == {"Lê Văn Tư", "Trần Văn Nam"}


def test_who_reports_to_a_superior_presents() -> None:
    said = "Ông Lê Văn Tư, Giám đốc Sở Y tế, đã báo cáo với đồng chí Bí thư Tỉnh ủy về dịch."
    assert took_part(said) == {("Lê Văn Tư", "participant"), ("Lê Văn Tư", "presenter")}


def test_many_deputies_are_no_one_deputy() -> None:
    said = "Đại biểu Lê Văn Tư đề nghị làm đường. Một số đại biểu trình bày việc khác."
    assert took_part(said) == {("Lê Văn Tư", "participant"), ("Lê Văn Tư", "speaker")}


def test_what_others_did_by_somebodys_word_is_not_his_doing() -> None:
    assert ("Lê Văn Tư", "presenter") not in took_part("Theo ông Lê Văn Tư, tỉnh đã trình bày đề án.")


def test_who_is_met_in_the_opening_phrase_does_not_say_what_follows() -> None:
    told = took_part("Tiếp xúc với Thủ tướng Lào Lê Văn Tư, đồng chí Lê Thị Hoa đề nghị mở đường bay.")
    assert {name for name, role in told if role == "speaker"} == {"Lê Thị Hoa"}
