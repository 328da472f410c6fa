"""Dates in the many ways of writing them, and the year that the context gives."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import meetings, read, unheld


def day(said: str, *, published: str | None = "2021-03-05", after: str = "") -> str | None:
    """The day of the one meeting that is told to be held, or to come, on what is said."""
    reading = read(f"{said}, Tỉnh ủy Hà Giang tổ chức hội nghị{after}.", published=published)
    (date,) = [day for day, *_ in (*meetings(reading), *unheld(reading))]
    return date


@pytest.mark.parametrize(
    "said",
    [
        "Ngày 15/2",
        "Ngày 15-2",
        "Sáng 15.2",
        "Chiều 15/02",
        "Ngày 15/2/2021",
        "Ngày 15-2-2021",
        "Ngày 15.2.2021",
        "Ngày 15 tháng 2",
        "Ngày 15 tháng 2 năm 2021",
        "Ngày 15 tháng 2/2021",
        "Sáng ngày 15/2",
        "Tối 15/2/2021",
    ],
)
def test_a_day_is_read_however_it_is_written(said: str) -> None:
    assert day(said) == "2021-02-15"


@pytest.mark.parametrize(("said", "expected"), [("Hôm nay", "2021-03-05"), ("Hôm qua", "2021-03-04")])
def test_today_and_yesterday_are_counted_from_the_publication(said: str, expected: str) -> None:
    assert day(said) == expected


def test_a_day_said_after_today_is_the_one_meant() -> None:
    assert day("Hôm nay, ngày 4/3") == "2021-03-04"


@pytest.mark.parametrize(
    ("said", "expected"),
    [("Ngày 28/12", "2020-12-28"), ("Ngày 1/1", "2021-01-01"), ("Ngày 5/3", "2021-03-05")],
)
def test_a_day_without_year_is_in_the_year_of_publication_or_the_one_before(said: str, expected: str) -> None:
    assert day(said) == expected


def test_a_day_soon_after_the_publication_stays_in_its_year() -> None:
    assert day("Ngày 8/3") == "2021-03-08"


@pytest.mark.parametrize("said", ["Ngày 31/2", "Ngày 30/2/2021"])
def test_a_day_that_no_calendar_has_is_no_date(said: str) -> None:
    assert day(said) is None


@pytest.mark.parametrize(("said", "expected"), [("Ngày 12/1", "2021-01-12"), ("Ngày 28/12", "2020-12-28")])
def test_work_reviewed_and_planned_tells_the_year_where_nothing_else_does(said: str, expected: str) -> None:
    review = " tổng kết công tác năm 2020, triển khai nhiệm vụ năm 2021"
    assert day(said, published=None, after=review) == expected


def test_without_any_year_a_day_is_no_date() -> None:
    assert day("Ngày 12/8", published=None) is None


def test_a_full_date_elsewhere_in_the_story_gives_the_year() -> None:
    after = ". Việc này làm theo kế hoạch ngày 2/8/2019"
    assert day("Ngày 12/8", published=None, after=after) == "2019-08-12"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (". Ông sinh ngày 27/2/1931", None),
        (". Giải thưởng có từ ngày 1/6/2018, sửa đổi năm 2023", None),
        (". Đoàn đi thăm từ ngày 10/5/2023, trong năm 2023", "2023-08-12"),
        (". Đoàn đi thăm từ ngày 20/9/2018 và ngày 20/9/2019", "2019-08-12"),
    ],
)
def test_only_a_full_date_near_by_gives_the_year(after: str, expected: str | None) -> None:
    assert day("Ngày 12/8", published=None, after=after) == expected


def test_the_year_turns_between_two_days_near_each_other() -> None:
    assert day("Ngày 26/12", published=None, after=", thi đua từ ngày 1/1/2025") == "2024-12-26"


def test_a_congress_opens_its_term() -> None:
    reading = read(
        "Ngày 12/8, Huyện ủy Vị Xuyên khai mạc Đại hội đại biểu Đảng bộ huyện nhiệm kỳ 2020-2025.",
        published=None,
    )
    assert [date for date, _, _ in meetings(reading)] == ["2020-08-12"]


def test_an_impossible_day_of_publication_gives_no_year() -> None:
    assert day("Ngày 12/8", published="2021-02-30") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ngày 22/5, Tỉnh ủy tổ chức hội nghị theo Nghị định số 15/2018/NĐ-CP ngày 2/2/2018.", None),
        (
            "Ngày 22/5, Tỉnh ủy tổ chức hội nghị tháng 5/2025, theo Nghị định số 15 ngày 2/2/2018.",
            "2025-05-22",
        ),
        ("Ngày 22/5, Tỉnh ủy tổ chức hội nghị theo Nghị định số 15 ngày 2/5/2018.", "2018-05-22"),
        ("Ngày 22/5, Tỉnh ủy tổ chức hội nghị. Ngày bầu cử được dự kiến là 15/3/2026.", None),
    ],
)
def test_a_document_of_long_ago_or_a_day_to_come_does_not_tell_the_year_of_a_report(
    text: str, day: str | None
) -> None:
    assert [held for held, _, _ in meetings(read(text, published=None))] == [day]
