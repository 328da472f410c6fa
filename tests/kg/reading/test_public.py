"""Whose name is kept: who holds a post, takes part, is acted upon, or is called by a formal courtesy."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import figures, officials, read


@pytest.mark.parametrize(
    "text",
    [
        "Bà Lê Thị Hoa, Bí thư Tỉnh ủy, tới dự.",
        "Đồng chí Lê Thị Hoa tặng quà.",
        "Bà Lê Thị Hoa được bổ nhiệm giữ chức Giám đốc Sở Nội vụ.",
        "Sáng 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. Phát biểu tại hội nghị, bà Lê Thị Hoa nêu ba việc.",
    ],
)
def test_who_acts_in_public_is_named(text: str) -> None:
    assert officials(read(text)) == ["Lê Thị Hoa"]


@pytest.mark.parametrize("text", ["Bà Lê Thị Hoa bán chè ở chợ.", "Khách mua của bà Lê Thị Hoa hai cân chè."])
def test_a_private_person_is_not_named(text: str) -> None:
    assert officials(read(text)) == []


def test_figures_count_only_where_an_office_is_spoken_of() -> None:
    market = "Giá gạo tăng 200 đồng; 12 công ty đã bán ra."
    assert figures(read(market, headline="Thị trường gạo đầu xuân năm nay")) == []
    assert figures(read(f"{market} Ông Lê Văn Tư, Bí thư Huyện ủy Vị Xuyên, đến chợ.")) != []


def test_a_country_after_a_courtesy_is_nobody() -> None:
    assert officials(read("Bí thư Tỉnh ủy gặp các em Ấn Độ và đồng chí Lê Văn Tư.")) == ["Lê Văn Tư"]


def test_a_profession_or_an_accusation_makes_nobody_an_official() -> None:
    told = read(
        "Bác sĩ Lê Văn Tư, nhạc sĩ Đỗ Văn Ba và bị cáo Trần Thị Nga ở cùng phố. Đồng chí Lê Thị Hoa đến."
    )
    assert officials(told) == ["Lê Thị Hoa"]
