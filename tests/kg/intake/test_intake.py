from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.intake import Intake, find_sources, load_articles
from kg.model import Article, Span
from tests.kg.factories import STORY

HEAD = """---
title: Giao ban tháng Ba
published: 2024-03-12
author: Nhóm Giao Ban
licence: https://creativecommons.org/licenses/by/4.0/
source:
  title: Huyện giao ban
  published: 2024-03-11
---
"""


def take_in(folder: Path) -> Intake:
    return load_articles(find_sources([folder]))


def only_article(folder: Path) -> Article:
    intake = take_in(folder)
    assert [issue.reason for issue in intake.issues] == []
    (article,) = intake.articles
    return article


def only_reason(folder: Path) -> tuple[str, str, str]:
    intake = take_in(folder)
    assert intake.articles == ()
    (issue,) = intake.issues
    return issue.article, issue.rule, issue.reason


def body_of(article: Article) -> str:
    return article.text[article.body.start : article.body.end]


def test_a_text_keeps_every_code_point_of_its_file(tmp_path: Path) -> None:
    content = "Đảng\r\nuỷ \u0110a\u0309ng " + STORY
    (tmp_path / "a.b.txt").write_bytes(content.encode())
    article = only_article(tmp_path)
    assert (article.id, article.text, body_of(article)) == ("a.b", content, content)


def test_a_byte_order_mark_counts_but_is_no_part_of_the_body(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    article = only_article(tmp_path)
    assert article.text == "\ufeff" + STORY
    assert article.body == Span(1, len(STORY) + 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_yaml_head_gives_metadata_and_offsets_count_from_the_file(tmp_path: Path, newline: str) -> None:
    content = (HEAD + STORY).replace("\n", newline)
    (tmp_path / "bai-1.md").write_bytes(content.encode())
    article = only_article(tmp_path)
    assert article.text == content
    assert body_of(article) == STORY.replace("\n", newline)
    assert (article.id, article.title, article.published) == ("bai-1", "Giao ban tháng Ba", "2024-03-12")
    assert (article.author, article.publisher) == ("Nhóm Giao Ban", None)
    assert article.source == "Huyện giao ban, 2024-03-11"
    assert article.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_the_id_of_a_head_wins_over_the_file_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nid: z9\n---\n" + STORY)
    assert only_article(tmp_path).id == "z9"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("---\ntitle: [a\n---\n" + STORY, "the YAML head is damaged: line 3: "),
        ("---\njust words\n---\n" + STORY, "it holds no name: value lines"),
        ("---\ntitle: a\n" + STORY, "it has no YAML head"),
    ],
)
def test_a_damaged_head_leaves_the_article_out(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "a.md").write_text(content)
    id, rule, reason = only_reason(tmp_path)
    assert (id, rule) == ("a", "intake.head")
    assert said in reason


@pytest.mark.parametrize("date", ["hôm qua", "2024-02-30", "12/3/2024"])
def test_a_date_that_is_none_is_an_issue_and_the_article_goes_on(tmp_path: Path, date: str) -> None:
    (tmp_path / "a.md").write_text(f"---\npublished: '{date}'\n---\n{STORY}")
    intake = take_in(tmp_path)
    assert [article.published for article in intake.articles] == [None]
    assert [(issue.rule, issue.text) for issue in intake.issues] == [("intake.date", date)]


def test_each_line_of_jsonl_is_an_article_and_offsets_count_in_its_text(tmp_path: Path) -> None:
    records = [
        {"id": "b", "text": STORY, "published": "2024-03-12T08:00:00+07:00", "url": "https://example.org/b"},
        {"text": STORY + "Hết."},
    ]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, records)))
    intake = take_in(tmp_path)
    assert [(article.id, article.published) for article in intake.articles] == [
        ("b", "2024-03-12"),
        ("two-2", None),
    ]
    assert [article.text for article in intake.articles] == [STORY, STORY + "Hết."]


def test_damaged_lines_of_jsonl_are_named_and_the_others_read(tmp_path: Path) -> None:
    lines = [
        '{"id": "a"',
        '{"id": "b", "text": 5}',
        "[1]",
        json.dumps({"id": "c", "text": STORY}),
        '{"id": "d"}',
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    intake = take_in(tmp_path)
    assert [article.id for article in intake.articles] == ["c"]
    assert [(issue.article, issue.rule) for issue in intake.issues] == [
        ("b", "intake.empty"),
        ("x", "intake.empty"),
        ("x-1", "intake.json"),
        ("x-3", "intake.json"),
    ]


def test_a_web_page_gives_its_text_and_metadata(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        f"""<html><head><title>Giao ban tháng Ba</title><meta property="og:site_name" content="Báo Huyện">
        <meta property="article:published_time" content="2024-03-12T08:00:00+07:00"></head><body>
        <nav><a href="/">Trang chủ</a></nav><article><h1>Giao ban tháng Ba</h1><p>{STORY}</p>
        <p>{STORY}</p></article></body></html>"""
    )
    article = only_article(tmp_path)
    assert (article.published, article.publisher) == ("2024-03-12", "Báo Huyện")
    assert STORY.strip() in body_of(article)
    assert "Trang chủ" not in article.text


def test_gzip_of_each_kind_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (tmp_path / "b.md.gz").write_bytes(gzip.compress((HEAD + STORY).encode()))
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": STORY}).encode()))
    assert [article.id for article in take_in(tmp_path).articles] == ["a", "b", "c-1"]


@pytest.mark.parametrize(
    ("name", "content", "rule", "said"),
    [
        ("a.txt", b"", "intake.empty", "there is no text in it"),
        ("a.txt", b" \n\r\n", "intake.empty", "there is no text in it"),
        ("a.html", b"", "intake.empty", "no article was found in the page"),
        ("a.txt", "Đảng".encode("utf-16"), "intake.encoding", "it is UTF-16"),
        ("a.txt", b"Ban T\xe6 ch\xf8c", "intake.encoding", "not UTF-8 (byte 5)"),
        ("a.txt.gz", b"\x1f\x8b\x08rubbish", "intake.unreadable", "the gzip data is damaged"),
        ("a.txt", b"The Party secretary chaired the meeting.", "intake.language", "not Vietnamese"),
        (
            "a.txt",
            "Lò Thị Mẩy met in Hà Nội on Monday with all the members of the central committee.".encode(),
            "intake.language",
            "not Vietnamese",
        ),
    ],
)
def test_what_cannot_be_read_is_left_out_with_the_reason(
    tmp_path: Path, name: str, content: bytes, rule: str, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    id, found, reason = only_reason(tmp_path)
    assert (id, found) == ("a", rule)
    assert reason.startswith("left out: ")
    assert said in reason


def test_of_two_articles_with_one_id_the_first_stays(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(STORY + folder)
    intake = take_in(tmp_path)
    assert [article.text for article in intake.articles] == [STORY + "one"]
    assert [(issue.article, issue.rule) for issue in intake.issues] == [("a", "intake.duplicate")]


def test_articles_come_in_the_order_of_their_ids_whatever_the_order_of_paths(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    paths = [tmp_path / "c.txt", tmp_path, tmp_path / "a.txt"]
    assert [article.id for article in load_articles(find_sources(paths)).articles] == ["a", "b", "c"]


def test_folders_are_searched_but_notes_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("deep/er/a.txt", "README.md", "SOURCES.md", ".hidden.txt", ".git/b.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY)
    assert [source.id for source in find_sources([tmp_path])] == ["a"]


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no article in .*\.txt, \.md"):
        find_sources([tmp_path])


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        find_sources([tmp_path / "nothing"])


def test_a_named_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(InputError, match="unknown ending"):
        find_sources([tmp_path / "a.docx"])
