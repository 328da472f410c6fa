"""Which place is meant, among namesakes and where only its level is said."""

from __future__ import annotations

import pytest

from tests.kg.reading.stories import bodies, body_named, officials, read

WATER = "bàn việc cấp nước cho vùng hạn mặn"


@pytest.mark.parametrize(
    ("province", "slug"),
    [
        ("Tiền Giang", "huyen-chau-thanh-tien-giang"),
        ("Bến Tre", "huyen-chau-thanh-ben-tre"),
        ("Tây Ninh", "huyen-chau-thanh-tay-ninh"),
    ],
)
def test_a_district_with_namesakes_is_the_one_of_the_articles_province(province: str, slug: str) -> None:
    reading = read("Đoàn làm việc với Huyện ủy Châu Thành.", headline=f"Tỉnh ủy {province} {WATER}")
    assert body_named(reading, "Huyện ủy Châu Thành").place == slug


def test_a_bare_name_of_two_levels_is_the_provinces() -> None:
    assert body_named(read("Tỉnh ủy Hà Giang họp."), "Tỉnh ủy Hà Giang").place == "tinh-ha-giang"


def test_a_head_that_asks_for_a_city_takes_the_city_of_that_name() -> None:
    reading = read("Đoàn làm việc với Thành ủy Hà Giang.")
    assert body_named(reading, "Thành ủy Hà Giang").place == "thanh-pho-ha-giang-ha-giang"


def test_a_commune_that_no_list_holds_is_still_a_place() -> None:
    assert "Đảng ủy xã Bản Mây" in bodies(read("Đảng ủy xã Bản Mây đăng ký thi đua."))


def test_a_numbered_ward_is_a_place() -> None:
    assert "Ủy ban nhân dân phường 5" in bodies(read("UBND phường 5 phát động thi đua."))


def test_names_of_places_are_no_persons() -> None:
    assert officials(read("Đoàn đi qua Thái Bình, Hà Nam, Hòa Bình và Vĩnh Phúc.")) == []
