"""An article of four times the length takes four times the steps, whatever it is full of."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from kg.model import Article, Span
from kg.reading.story import open_story
from tests.kg.reading.stories import lexicon, read_page_text

FEW, MANY = 60, 240


def name(number: int) -> str:
    return f"Nguyễn Văn {chr(65 + number % 26)}{chr(97 + number // 26)}"


def count_steps(work: Callable[[], object]) -> int:
    """The steps of Python's interpreter that some work takes: the same on every machine."""
    steps = 0

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        steps += 1
        return step

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


TEXTS: dict[str, Callable[[int], str]] = {
    "names in one list": lambda n: "Dự có các đồng chí: " + ", ".join(f"{name(i)}, Bí thư" for i in range(n)),
    "names that speak in one line": lambda n: ", ".join(f"ông {name(i)} phát biểu" for i in range(n)),
    "bare names": lambda n: "Ông Nguyễn Văn An dự. " + "Ông Ba nói. Bà từng giữ chức. " * n,
    "fields in short": lambda n: "Giám đốc Sở GD&ĐT dự họp. " * n,
    "bodies that speak": lambda n: "Ông Lê Văn Tư dự. " + "Tỉnh ủy Hà Giang phát biểu, có ông Tư. " * n,
    "heads without a body": lambda n: "Ban Chỉ đạo họp. Cục trưởng dự. " * n,
    "dates without a person": lambda n: "Từ tháng 5/2001, làm Bí thư Huyện ủy. " * n,
    "meetings": lambda n: " ".join(
        f"Ngày {i % 28 + 1}/5/{1960 + i % 60}, Tỉnh ủy Hà Giang tổ chức hội nghị." for i in range(n)
    ),
    "meetings without a day": lambda n: '"Hội nghị" ' * n,
    "tasks": lambda n: "Ông Lê Văn Tư phát biểu.\n" + "\n".join(f"{i + 1}. Làm việc lớn." for i in range(n)),
    "documents": lambda n: ", ".join(f"Nghị quyết số {i}-NQ/TW" for i in range(n)),
    "kinds of documents": lambda n: "Nghị quyết, " * n,
    "lists that never begin": lambda n: "Bổ nhiệm:\n" * n,
    "days and hours": lambda n: "12:30 1/2/2020\n" * n,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_four_times_the_text_takes_four_times_the_steps(text: Callable[[int], str]) -> None:
    head = "Hội nghị ban chấp hành đảng bộ\n"
    read_page_text(head + text(MANY))  # what words fold to is remembered, so neither is the first

    few = count_steps(lambda: read_page_text(head + text(FEW)))
    many = count_steps(lambda: read_page_text(head + text(MANY)))

    assert many < 4.4 * few


def test_brackets_and_signatures_that_never_close_hold_nothing_up() -> None:
    for piece in ("(", ". Anh (a ", "vàC D", "aA", " , ", "1-a", "é̉"):
        read_page_text("Hội nghị ban chấp hành đảng bộ\nTin A B" + piece * 20_000 + "!")


def test_a_number_of_many_digits_or_of_odd_ones_loses_no_article() -> None:
    for number in ("1" * 5_000, "²", "①", "٣"):
        read_page_text(
            f"Hội nghị\nCó {number} Phó Bí thư. Nghị quyết số {number}, Đại hội {number}.\n"
            f"Ngày {number}/{number}, tháng {number}, năm {number}: {number}% đảng viên.\n{number}. Xong."
        )


def test_a_sentence_without_end_is_cut_at_a_pause() -> None:
    text = "Hội nghị\n" + "có người nói, " * 1_000 + "nói " * 2_000
    story = open_story(Article("long", text, Span(0, len(text))), lexicon())
    sizes = [sentence.end - sentence.start for sentence in story.sentences]

    assert max(sizes) <= 1_200
    assert all(story.tokens.word(sentence.end - 1) in {",", "nói"} for sentence in story.sentences[1:])


def test_reading_leaves_no_cycles_behind() -> None:
    text = "Hội nghị\nNgày 5/3/2020, ông Lê Văn Tư, Bí thư Huyện ủy, từng là Chủ tịch UBND tỉnh Hà Giang."
    gc.collect()
    gc.disable()
    try:
        read_page_text(text)
        assert gc.collect() == 0
    finally:
        gc.enable()
