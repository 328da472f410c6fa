"""Where sentences end: at signs and lines, not inside abbreviations and initials."""

from __future__ import annotations

import pytest

from kg.model import Span
from kg.reading.sentences import find_sentences
from kg.reading.text import normalise
from kg.reading.tokens import tokenise
from tests.kg.reading.stories import lexicon


def sentences(text: str) -> list[str]:
    normal = normalise(text)
    tokens = tokenise(normal, Span(0, len(text)), lexicon())
    spans = [sentence.span(tokens) for sentence in find_sentences(tokens)]
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    "parts",
    [
        ["Họp xong.", "Mọi người về."],
        ["Có ai dự?", "Không…", "Hay quá!"],
        ["Dòng một", "dòng hai"],
        ["Thu được 1.215 đồng.", "Chi hết 2,5 đồng."],
    ],
)
def test_signs_and_lines_end_a_sentence(parts: list[str]) -> None:
    joint = "\n" if not parts[0].endswith((".", "?")) else " "
    assert sentences(joint.join(parts)) == parts


def test_a_stop_without_a_space_before_a_capital_ends_a_sentence() -> None:
    assert sentences("Họp ở Thành ủy.Theo đó, mọi việc xong.") == [
        "Họp ở Thành ủy.",
        "Theo đó, mọi việc xong.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ra TP. Hà Giang họp.",
        "Bác sĩ A. B. Nam nói.",
        "Có PGS.TS Lan dự.",
        "Họp ở T.Ư Đoàn.",
        "Số 1.215 chi bộ.",
    ],
)
def test_stops_inside_abbreviations_initials_and_numbers_end_nothing(text: str) -> None:
    assert sentences(text) == [text]


def test_a_quotation_mark_belongs_to_the_sentence_that_it_closes() -> None:
    assert sentences('Ông nói: "Tốt." Rồi ông về.') == ['Ông nói: "Tốt."', "Rồi ông về."]


def test_no_words_make_no_sentence() -> None:
    assert sentences(" \n ") == []


def test_sentences_cover_all_words_and_never_overlap() -> None:
    text = "Một. Hai\nba! Bốn?\n\nNăm"
    normal = normalise(text)
    tokens = tokenise(normal, Span(0, len(text)), lexicon())
    found = find_sentences(tokens)
    assert [at for s in found for at in range(s.start, s.end)] == list(range(len(tokens)))
    assert [sentence.line for sentence in found] == [0, 0, 1, 1, 2]


def test_a_star_opens_the_next_piece_of_news() -> None:
    assert sentences("Ông về.* Sáng 4/3, bà đến.") == ["Ông về.", "* Sáng 4/3, bà đến."]
