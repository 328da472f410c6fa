"""The normal form of a text leads back to the file's own code points."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kg.reading.text import normalise
from tests.kg.reading.stories import evidence_of, officials, quotes, read

STORY = "Đồng chí Giàng Páo Mỷ, Bí thư Huyện ủy Mèo Vạc, phát biểu về kỷ luật đảng."


def test_composed_text_keeps_its_own_offsets() -> None:
    normal = normalise("Tỉnh ủy")
    assert normal.offsets is None and normal.offset(3) == 3


def test_decomposed_text_is_composed_and_mapped_back() -> None:
    normal = normalise(unicodedata.normalize("NFD", "ủy Hà"))
    assert normal.text == "ủy Hà"
    assert [normal.offset(at) for at in range(6)] == [0, 2, 3, 4, 5, 7]


def test_a_decomposed_story_is_read_like_a_composed_one() -> None:
    assert officials(read(unicodedata.normalize("NFD", STORY))) == officials(read(STORY)) != []


def test_evidence_of_a_decomposed_story_counts_the_code_points_of_its_file() -> None:
    plain, taken_apart = read(STORY), read(unicodedata.normalize("NFD", STORY))
    assert [unicodedata.normalize("NFC", quote) for quote in quotes(taken_apart)] == quotes(plain)
    assert [e.span for e in evidence_of(taken_apart)] != [e.span for e in evidence_of(plain)]


@given(st.text(max_size=80))
def test_any_text_maps_every_place_back_in_order(text: str) -> None:
    normal = normalise(text)
    offsets = [normal.offset(at) for at in range(len(normal.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0 and offsets[-1] == len(text)
