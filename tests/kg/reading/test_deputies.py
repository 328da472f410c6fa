"""Deputies: whom a debate calls so, of which assembly, and whose delegation they lead."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import officials, participations, posts, posts_of, read

SEAT = "Đại biểu Quốc hội"
SITTING = "Sáng 4/3, Quốc hội tiếp tục phiên họp về dự án luật."
DEBATE = "Sáng 4/3, Quốc hội thảo luận tại hội trường về dự án luật."
FAR = "Mưa nhiều ngày. Lúa chín muộn. Chợ họp thưa. Học sinh nghỉ học. Dân lo."  # told before the news


@pytest.mark.parametrize(
    "named",
    [
        "Đại biểu Lê Thị Hoa",
        "ĐB Lê Thị Hoa",
        "Nữ đại biểu Lê Thị Hoa",
        "Đại biểu, GS Lê Thị Hoa",
        "ĐB Lê Thị Hoa (Hà Nam)",
        "Đại biểu Lê Thị Hoa (đoàn Hà Nam)",
        "Bà Lê Thị Hoa (đoàn TP Hải Phòng)",
        "Các đại biểu: Lê Thị Hoa (Hà Nam)",
    ],
)
def test_a_debate_calls_its_deputies(named: str) -> None:
    assert posts(read(f"{SITTING} {named} cho rằng luật còn khó hiểu.")) == [("Lê Thị Hoa", SEAT)]


@pytest.mark.parametrize("lead", ["Phó đoàn", "Phó Trưởng đoàn", "phó trưởng đoàn"])
def test_a_bracket_tells_whose_delegation_one_leads(lead: str) -> None:
    told = read(f"{SITTING} Ông Lê Văn Tư ({lead} Thái Bình) tán thành.")
    assert posts_of(told, "Lê Văn Tư") == [SEAT, "Phó Trưởng Đoàn đại biểu Quốc hội tỉnh Thái Bình"]


def test_a_list_of_deputies_is_told_by_its_first() -> None:
    told = read(f"{SITTING} Các đại biểu Lê Văn Tư (Hà Nam), Mùa A Sình (Sơn La) và Lê Thị Hoa nhất trí.")
    assert posts(told) == [("Lê Văn Tư", SEAT), ("Mùa A Sình", SEAT), ("Lê Thị Hoa", SEAT)]


def test_who_stands_beside_a_deputy_with_a_title_is_none() -> None:
    told = read(f"{SITTING} Đại biểu Lê Văn Tư và Bộ trưởng Bộ Y tế Lê Thị Hoa tranh luận.")
    assert posts_of(told, "Lê Thị Hoa") == ["Bộ trưởng Bộ Y tế"]


def test_a_council_has_deputies_of_its_own() -> None:
    told = read("Sáng 4/3, HĐND tỉnh khai mạc kỳ họp. Đại biểu Lê Văn Tư đề nghị sửa đường.")
    assert posts(told) == [("Lê Văn Tư", "Đại biểu Hội đồng nhân dân tỉnh Hà Giang")]


@pytest.mark.parametrize(
    "text",
    [
        "Chào mừng hội nghị, đại biểu Lê Thị Hoa đọc một bài thơ.",
        "Quốc hội đã thông qua luật. Chào mừng hội nghị, đại biểu Lê Thị Hoa đọc một bài thơ.",
        "Sáng 4/3, Đảng bộ tỉnh khai mạc Đại hội. Đại biểu Lê Thị Hoa (đoàn Hà Nam) góp ý gửi Quốc hội.",
        f"{SITTING} Bà Lê Thị Hoa (Hà Nam) gửi đơn đến phiên họp.",
    ],
)
def test_a_delegate_is_no_deputy(text: str) -> None:
    assert posts(read(text)) == []


def test_a_title_behind_it_shows_a_deputys_name_without_a_family_name() -> None:
    told = read(f"{SITTING} Đại biểu Thuần Phong - Chủ tịch Hội Nhà báo Việt Nam - phát biểu.")
    assert posts_of(told, "Thuần Phong") == ["Chủ tịch Hội Nhà báo Việt Nam", SEAT]
    assert "Sơn La" not in officials(read(f"{SITTING} Đại biểu Sơn La - Chủ tịch Hội Nhà báo phát biểu."))


@pytest.mark.parametrize(
    "said",
    [
        "Đại biểu Lê Thị Hoa băn khoăn về điều 5.",
        "ĐB Lê Thị Hoa (Hà Nam) đặt câu hỏi về điều 5.",
        "Theo đại biểu Lê Thị Hoa, điều 5 còn khó hiểu.",
        "Tranh luận với ông Tư, đại biểu Lê Thị Hoa cho rằng điều 5 là đủ.",
    ],
)
def test_what_a_deputy_says_in_an_article_of_a_debate_was_said_there(said: str) -> None:
    told = read(f"{FAR} {DEBATE} Đường lên bản còn xa. {said}")
    assert participations(told) == {("Lê Thị Hoa", "speaker"), ("Lê Thị Hoa", "participant")}


def test_what_is_cited_of_others_was_said_anywhere() -> None:
    told = read(f"{FAR} {DEBATE} Đại biểu Lê Thị Hoa tán thành. Theo ông Lê Văn Tư, chủ quán, chợ họp thưa.")
    assert "Lê Văn Tư" not in {name for name, _ in participations(told)}


def test_a_debate_that_is_named_at_the_end_was_where_its_deputies_spoke() -> None:
    told = read(
        "Theo Quốc hội, luật còn khó hiểu. Đại biểu Lê Thị Hoa cho rằng điều 5 là đủ. Ông Lê Văn Tư, chủ "
        f"quán, cho biết quán vắng. {FAR} {DEBATE}"
    )
    assert participations(told) == {("Lê Thị Hoa", "speaker"), ("Lê Thị Hoa", "participant")}
