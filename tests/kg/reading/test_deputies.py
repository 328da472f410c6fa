"""Deputies: whom a debate calls so, of which assembly, and whose delegation they lead."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import officials, posts, posts_of, read

SEAT = "Đại biểu Quốc hội"
SITTING = "Sáng 4/3, Quốc hội tiếp tục phiên họp về dự án luật."


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
