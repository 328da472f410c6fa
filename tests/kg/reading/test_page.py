"""What a scraped page says of itself, and which of its lines are no story."""

from __future__ import annotations

import pytest

from kg.model import Article
from tests.kg.reading.stories import bodies, meetings, officials, read_page_text

TITLE = "Huyện ủy Vị Xuyên giao ban công tác đầu năm"
STORY = "Sáng 4/3, Huyện ủy Vị Xuyên tổ chức hội nghị giao ban với các chi bộ vùng cao của huyện."
OTHER = "Ông Lê Văn Tư, Bí thư Huyện ủy Đồng Văn, dự lễ"


def page(*lines: str, **head: str | None) -> Article:
    """What is known of an article after its page was read."""
    return read_page_text("\n".join(lines), **head).article


# ------------------------------------------------------------------------------- title
def test_the_first_line_of_words_is_the_title() -> None:
    assert page(TITLE, STORY).title == TITLE


@pytest.mark.parametrize(
    "crumbs", [["Trang chủ", "Thời sự"], ["HÀ GIANG"], ["04/03/2021 10:15"], [f"{TITLE} {TITLE}"]]
)
def test_crumbs_above_are_no_title(crumbs: list[str]) -> None:
    assert page(*crumbs, TITLE, STORY).title == TITLE


def test_the_head_of_the_file_goes_before_the_page() -> None:
    article = page(TITLE, "04/03/2021", STORY, title="Tên khác", published="2021-03-06", author="Lan Chi")
    assert (article.title, article.published, article.author) == ("Tên khác", "2021-03-06", "Lan Chi")


def test_an_empty_page_says_nothing_of_itself() -> None:
    article = page("", "")
    assert (article.title, article.published, article.author, article.publisher) == (None,) * 4


# -------------------------------------------------------------------------------- date
@pytest.mark.parametrize(
    "line",
    [
        "04/03/2021",
        "4-3-2021",
        "2021-03-04",
        "04.03.2021 - 08:00",
        "Cập nhật: 4/3/21",
        "Thứ năm, 04/03/2021 10:15 (GMT+7)",
        "Ngày đăng: 04/03/2021 | 12 lượt xem",
    ],
)
def test_a_line_with_a_date_and_little_else_is_the_day_of_publication(line: str) -> None:
    assert page(TITLE, line, STORY).published == "2021-03-04"


def test_the_date_may_stand_above_the_title() -> None:
    assert page("Thứ năm, 04/03/2021", TITLE, STORY).published == "2021-03-04"


@pytest.mark.parametrize("line", ["45/03/2021", "04/13/2021"])
def test_a_day_that_no_calendar_has_is_no_date(line: str) -> None:
    assert page(TITLE, line, STORY).published is None


def test_a_day_that_the_story_tells_is_not_the_publication() -> None:
    told = "Ngày 04/03/2021, Huyện ủy Vị Xuyên tổ chức hội nghị giao ban với các chi bộ vùng cao."
    assert page(TITLE, told).published is None


# ------------------------------------------------------------------------------ author
@pytest.mark.parametrize(
    "line",
    [
        "Tin: Hoàng Minh",
        "Tin, ảnh: Hoàng Minh",
        "Bài và ảnh: Hoàng Minh",
        "Tác giả: Hoàng Minh",
        "HOÀNG MINH",
        "Hoàng Minh",
        "Hoàng Minh (Theo báo tỉnh)",
        "Tin: Hoàng MinhẢnh: Lan Chi",
    ],
)
def test_a_signature_below_the_story_is_the_author(line: str) -> None:
    assert page(TITLE, STORY, STORY, line).author == "Hoàng Minh"


def test_two_authors_sign_together() -> None:
    assert page(TITLE, STORY, "Hoàng Minh - Lan Chi").author == "Hoàng Minh - Lan Chi"


def test_a_name_glued_to_the_end_of_the_story_is_the_author() -> None:
    assert page(TITLE, f"{STORY} Hội nghị kết thúc trong ngày. Hoàng Minh").author == "Hoàng Minh"


def test_a_name_glued_to_the_readers_comments_is_the_author() -> None:
    assert page(TITLE, STORY, "Hoàng MinhCác ý kiến của bạn đọc", "Họ và tên").author == "Hoàng Minh"


@pytest.mark.parametrize("line", ["Ảnh: Hoàng Minh", "Theo TTXVN", "Vị Xuyên", "Đồng Văn"])
def test_photographers_sources_places_and_bodies_are_no_authors(line: str) -> None:
    assert page(TITLE, STORY, line).author is None


def test_an_author_is_no_official() -> None:
    signed = read_page_text(
        "\n".join([TITLE, STORY, f"{STORY} Đồng chí Hoàng Minh tới dự.", "Tin: Hoàng Minh"])
    )
    assert officials(signed) == []


# --------------------------------------------------------------------------- publisher
@pytest.mark.parametrize("dateline", ["BBĐ - ", "(BĐ) - ", "BĐ – "])
def test_initials_before_the_dateline_are_the_paper_that_they_abbreviate(dateline: str) -> None:
    assert page(TITLE, dateline + STORY).publisher == "Báo Bình Định"


def test_the_address_of_a_portal_before_the_dateline_is_the_publisher() -> None:
    assert page(TITLE, f"vixuyen.vn - {STORY}").publisher == "vixuyen.vn"


def test_a_paper_named_below_the_tail_is_the_publisher() -> None:
    assert page(TITLE, STORY, "Tin liên quan", "Báo Hà Giang").publisher == "Báo Hà Giang"


def test_other_words_before_a_dash_are_no_publisher() -> None:
    assert page(TITLE, f"Đầu xuân - {STORY}").publisher is None


# --------------------------------------------------------------------------- furniture
@pytest.mark.parametrize(
    "cue", ["Tin liên quan", "Tags: giao ban, Vị Xuyên", "Bình luận (3)", "Ý kiến bạn đọc", "Các tin khác:"]
)
def test_what_follows_the_tail_of_a_page_is_not_read(cue: str) -> None:
    reading = read_page_text("\n".join([TITLE, STORY, cue, OTHER]))
    assert officials(reading) == []
    assert "Huyện ủy Đồng Văn" not in bodies(reading)


def test_without_a_tail_the_same_line_is_read() -> None:
    assert officials(read_page_text("\n".join([TITLE, STORY, OTHER]))) == ["Lê Văn Tư"]


@pytest.mark.parametrize(
    "line", ["Huyện ủy Đồng Văn,UBND,HĐND,chi bộ,đảng viên", "[Huyện ủy Đồng Văn dự]", "dong-van.jpg"]
)
def test_tags_and_picture_lines_inside_the_story_are_not_read(line: str) -> None:
    reading = read_page_text("\n".join([TITLE, line, STORY]))
    assert "Huyện ủy Đồng Văn" not in bodies(reading)
    assert set(bodies(reading)) == {"Huyện ủy Vị Xuyên"}


def test_the_day_of_publication_gives_the_story_its_year() -> None:
    reading = read_page_text("\n".join([TITLE, "05/03/2021", STORY]))
    assert meetings(reading) == [("2021-03-04", "Huyện ủy Vị Xuyên", "onsite")]


def test_the_title_alone_is_read_too() -> None:
    assert bodies(read_page_text(TITLE)) == ["Huyện ủy Vị Xuyên"]


def test_the_initials_of_the_lists_name_their_paper() -> None:
    assert page(TITLE, f"BHG - {STORY}").publisher == "Báo Hà Giang"


def test_a_spoken_date_below_the_title_is_the_day_of_publication() -> None:
    assert page(TITLE, "Thứ Năm, ngày 4 tháng 3 năm 2021", STORY).published == "2021-03-04"


def test_a_body_alone_on_the_last_line_is_no_author() -> None:
    assert page(TITLE, STORY, "Tỉnh ủy Hà Giang").author is None
