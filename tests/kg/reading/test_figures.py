"""Countable facts, and the numbers that count nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.model import FigureFact
from kg.reading.figures import parse_number
from tests.kg.reading.stories import figures, read, values


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", "12"),
        ("1.215", "1215"),
        ("3.250.000", "3250000"),
        ("48,5", "48.5"),
        ("1.215,75", "1215.75"),
        ("2.5", "2.5"),
        ("0,7", "0.7"),
    ],
)
def test_a_number_is_read_as_vietnamese_writes_it(word: str, value: str) -> None:
    assert parse_number(word) == Decimal(value)


@pytest.mark.parametrize("word", ["", "XII", "1.2.3", "12a", "1,2,3"])
def test_what_is_no_number_is_none(word: str) -> None:
    assert parse_number(word) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỉnh có 1.215 chi bộ.", [("1215", "chi bộ")]),
        ("Toàn tỉnh có 48,5% đảng viên là người vùng cao.", [("48.5", "% đảng viên")]),
        ("Huyện có 25 xã, trong đó 12 xã biên giới.", [("25", "xã"), ("12", "xã biên giới")]),
        ("Khoản chi là 1,5 tỷ đồng.", [("1.5", "tỷ đồng")]),
        ("Tỉnh có từ 5 đến 7 xã nghèo.", [("5", "xã nghèo"), ("7", "xã nghèo")]),
        ("Huyện tạo ba đột phá chiến lược.", [("3", "đột phá chiến lược")]),
        ("Bốn dự thảo đã xong.", [("4", "dự thảo")]),
        ("Xã xây hai trường mới.", [("2", "trường mới")]),
        ("Đã có 31 trong số 66 trường học xong.", [("31", "trường học xong"), ("66", "trường học xong")]),
        ("Thu tăng 12,9% so với năm trước.", [("12.9", "%")]),
    ],
)
def test_a_number_before_what_it_counts_is_a_figure(text: str, expected: list[tuple[str, str]]) -> None:
    assert figures(read(text)) == expected


def test_a_total_and_what_it_breaks_down_into_are_figures() -> None:
    told = "Huyện xử lý 147 đảng viên vi phạm (khiển trách 54, cảnh cáo 25)."
    assert values(read(told)) == ["147", "54", "25"]


def test_a_share_says_so() -> None:
    reading = read("Toàn tỉnh có 48,5% đảng viên trẻ và 12 xã mới.")
    assert [fact.share for fact in reading.facts if isinstance(fact, FigureFact)] == [True, False]


def test_a_figure_has_the_place_and_the_day_of_its_clause() -> None:
    reading = read("Đến ngày 25-2, tỉnh Hà Giang có 1.215 chi bộ.")
    (figure,) = (fact for fact in reading.facts if isinstance(fact, FigureFact))
    assert figure.place == "tinh-ha-giang"
    assert figure.as_of is not None and figure.as_of.iso == "2021-02-25"


def test_where_a_speaker_comes_from_is_not_where_a_figure_counts() -> None:
    reading = read("Ông Lê Văn Tư (Cao Bằng) cho biết đã có 12 xã mới.")
    assert [fact.place for fact in reading.facts if isinstance(fact, FigureFact)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Đại hội lần thứ 17, nhiệm kỳ 2015-2020, kéo dài trong 5 ngày.",
        "Từ 7h đến 17h30, xe chạy trên quốc lộ 4.",
        "Ngày 15/2/2021, xe chạy.",
        "Huyện phòng, chống dịch COVID-19.",
        "Đoàn ở quận 1 rồi về phường 5.",
        "Các xã học Chỉ thị số 35-CT/TW.",
        "Khóa 16 đã xong.",
        "Mạng 5G phủ sóng.",
        "Hai bên mừng hợp tác của hai huyện.",
    ],
)
def test_ordinals_terms_times_dates_names_and_documents_are_no_figures(text: str) -> None:
    assert figures(read(text)) == []


def test_a_part_of_a_breakdown_counts_the_words_before_it() -> None:
    told = "Huyện xử lý 147 đảng viên vi phạm (khiển trách 54, cảnh cáo 25)."
    assert figures(read(told))[1:] == [("54", "khiển trách"), ("25", "cảnh cáo")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã đạt 7/19 tiêu chí về nông thôn mới.", ["7", "19"]),
        ("Nay đã có 7/9 thôn xây nhà văn hóa.", ["7", "9"]),
        ("Đã tuyển 10/11 đội viên vào công chức.", ["10", "11"]),
        ("Đường mới dài thêm (5,8 km) so với trước.", ["5.8"]),
        ("Bãi xe rộng 4.000m2 ở phường.", ["4000"]),
        ("Vốn là 68 tỷ đồng/179 tỷ đồng.", ["68", "179"]),
        ("Có 2/3 tổng số đại biểu tán thành.", []),
        ("Tiền của Chương trình 135 cấp cho dân.", []),
        ("Ngày 10/11 đội đi tập.", []),
    ],
)
def test_parts_and_measures_are_counted(text: str, expected: list[str]) -> None:
    assert values(read(text)) == expected
