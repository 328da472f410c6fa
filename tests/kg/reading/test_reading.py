"""A reading as a whole: whatever the text, it never fails and its evidence lies inside the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Article, Reading, Span
from kg.reading import read_article
from kg.reading.merge import merge_facts
from tests.kg.reading.stories import (
    bodies,
    evidence_of,
    issues,
    lexicon,
    meetings,
    officials,
    participations,
    posts,
    quotes,
    read,
    read_page_text,
)

STORY = (
    "Sáng 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị trực tuyến. Đồng chí Thào Hồng Sơn, Phó Bí thư Tỉnh ủy, "
    "chủ trì. Hội nghị học Quy định số 205-QĐ/TW của Bộ Chính trị. Tỉnh có 1.215 chi bộ."
)
WORDS = (
    "đồng chí|Nguyễn Văn An|Bí thư|Phó|Tỉnh ủy|UBND|tỉnh|Hà Giang|được|bổ nhiệm|giữ chức|không|sẽ|hội nghị|"
    "tổ chức|chủ trì|Ngày 31/2|12/13|số|205-QĐ/TW|Nghị quyết|Trung ương 4|khóa|1.215|%|nguyên|các|và|,|.|;|:|"
    "(|)|-|Một là|Đó là|từng|sinh năm|Tin:|BHG -|Tags|T.Ư|(XDLL)|ĐồngNai|h'|Đ/c|“|”|…|Trưởng Ban|\n"
)
GENRE = st.lists(st.sampled_from(WORDS.split("|")), max_size=40).map(" ".join)


def assert_inside(reading: Reading) -> None:
    """Every span of a reading lies in the article, evidence in its sentence."""
    size = len(reading.article.text)
    for fact in reading.facts:
        assert fact.evidence
    for evidence in evidence_of(reading):
        span, sentence = evidence.span, evidence.sentence
        assert 0 <= sentence.start <= span.start < span.end <= sentence.end <= size
        assert reading.article.text[span.start : span.end].strip()
    for issue in reading.issues:
        assert issue.span is None or 0 <= issue.span.start < issue.span.end <= size


@given(st.text(max_size=200))
@example("")
@example("\n\r\n \u00a0\n")
@example("…!?.,;:()[]“”'’–—-_/%")
@example("\u0300\u0301\u0309")
@example("\ufeff\u200bTỉnh ủy\u200b")
@example("1/1/1/1/1 12.12.12 99/99/9999 000")
def test_any_text_is_read_and_evidence_stays_inside(text: str) -> None:
    assert_inside(read_page_text(text))


@settings(max_examples=150)
@given(GENRE)
def test_any_mixture_of_the_genres_words_is_read_and_evidence_stays_inside(text: str) -> None:
    assert_inside(read(text))


@settings(max_examples=50)
@given(GENRE)
def test_the_same_mixture_taken_apart_is_read_and_evidence_stays_inside(text: str) -> None:
    assert_inside(read(unicodedata.normalize("NFD", text)))


@given(st.text(max_size=30), st.text(max_size=30))
def test_evidence_stays_inside_the_body_of_an_article_with_a_head(before: str, after: str) -> None:
    text = f"{before}\n{STORY}\n{after}"
    body = Span(len(before) + 1, len(before) + 1 + len(STORY))
    reading = read_article(Article("story", text, body, published="2021-03-05"), lexicon())
    assert reading.facts
    for evidence in evidence_of(reading):
        assert body.start <= evidence.sentence.start and evidence.sentence.end <= body.end


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn " * 3000,
        "đồng chí " * 3000,
        "Phó Bí thư " * 2000,
        "Ban Tổ chức " * 2000,
        "1/2/" * 3000,
        "(" * 5000,
        "A" * 20000,
        "\n" * 5000 + "Tỉnh ủy",
        "Huyệnủy" * 3000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_long_line_of_one_word_is_read_too(text: str) -> None:
    assert_inside(read_page_text(text))


def test_a_story_is_read_into_facts_of_every_sort() -> None:
    reading = read(STORY)
    assert officials(reading) == ["Thào Hồng Sơn"]
    assert posts(reading) == [("Thào Hồng Sơn", "Phó Bí thư Tỉnh ủy Hà Giang")]
    assert bodies(reading) == ["Tỉnh ủy Hà Giang", "Bộ Chính trị"]
    assert meetings(reading) == [("2021-03-04", "Tỉnh ủy Hà Giang", "online")]
    assert participations(reading) == {("Thào Hồng Sơn", "chair"), ("Thào Hồng Sơn", "participant")}


def test_the_same_article_is_read_the_same_way_twice() -> None:
    assert read(STORY) == read(STORY)


def test_evidence_is_the_very_words_of_the_file() -> None:
    assert {"Thào Hồng Sơn", "Bộ Chính trị", "1.215 chi bộ"} <= set(quotes(read(STORY)))


def test_a_fact_said_twice_is_one_with_its_evidence_in_the_order_of_the_text() -> None:
    facts = read(STORY).facts
    assert merge_facts([*reversed(facts), *facts]) == merge_facts(reversed(facts))
    twice = read(f"{STORY} Đồng chí Thào Hồng Sơn, Phó Bí thư Tỉnh ủy, tặng quà.")
    assert posts(twice) == posts(read(STORY))
    assert all(list(fact.evidence) == sorted(fact.evidence) for fact in twice.facts)


def test_a_name_that_nothing_vouches_for_is_a_doubt_with_its_reason() -> None:
    reading = read("Đoàn gặp Phạm Hồng Thu ở chợ.")
    assert ("name.unlicensed", "Phạm Hồng Thu") in issues(reading)
    assert all(issue.reason and issue.article == "story" for issue in reading.issues)


def test_a_post_of_no_body_is_a_doubt_not_a_guess() -> None:
    reading = read(
        "Đồng chí Lê Thị Hoa, Bí thư Đảng ủy, tới dự.", headline="Chuyện đầu xuân ở miền núi năm nay"
    )
    assert posts(reading) == []
    assert "post.open" in {rule for rule, _ in issues(reading)}
