"""The shipped articles: each says whose text it is, where its facts come from, and what is read from it."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
EXPECTED = ROOT / "tests" / "corpus" / "expected"
ARTICLES = sorted(CORPUS.glob("[0-9]*.md"))
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
LONG = {  # the five of the first issue; the later ones may be shorter
    "2018-01-19-hoi-nghi-toan-quoc-diem-cau-ha-giang",
    "2020-04-28-hoan-kiem-so-ket-dai-hoi-diem",
    "2020-06-01-giao-ban-to-chuc-xay-dung-dang",
    "2021-03-01-giao-ban-tuan-ban-to-chuc-trung-uong",
    "2021-03-12-tong-ket-nganh-to-chuc-xay-dung-dang",
}
MODES = {"online", "onsite"}
ROLES = {"participant", "chair", "speaker", "presenter"}
ACTIONS = {
    "appoint",
    "assign",
    "transfer",
    "relieve",
    "elect",
    "approve",
    "retire",
    "discipline",
    "nominate",
}
WIDTHS = {  # kind of row -> its columns, without the optional "?"
    "officials": 1,
    "posts": 2,
    "bodies": 1,
    "meetings": 3,
    "participations": 3,
    "directives": 4,
    "personnel": 4,
    "figures": 2,
}

each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


def parts(path: Path) -> tuple[dict[str, Any], str]:
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    loaded = yaml.safe_load(head)
    assert isinstance(loaded, dict)
    return loaded, body.strip()


def expected(path: Path) -> dict[str, Any]:
    loaded = json.loads((EXPECTED / f"{path.stem}.json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def rows(facts: dict[str, Any], kind: str) -> list[list[Any]]:
    return [row[:-1] if row[-1] == "?" else row for row in facts[kind]]


def is_date(text: str) -> bool:
    """A day (2020-06-01), a month (2020-06) or a year (2020) that the calendar has."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return False
    date.fromisoformat((text + "-01-01")[:10])
    return True


def test_the_five_articles_of_the_seeds_are_there() -> None:
    assert {path.stem for path in ARTICLES} >= LONG


@each_article
def test_its_head_says_title_date_author_and_publisher(path: Path) -> None:
    head, _ = parts(path)
    assert head["title"].strip()
    assert isinstance(head["published"], date)
    assert head["author"] == "Nhóm Giao Ban"
    assert head["publisher"] == "Giao Ban"


@each_article
def test_its_licence_is_cc_by(path: Path) -> None:
    assert parts(path)[0]["licence"] == CC_BY


@each_article
def test_it_names_the_source_of_its_facts_and_says_that_the_text_is_ours(path: Path) -> None:
    head, _ = parts(path)
    assert head["source"]["title"].strip()
    assert set(head["source"]) <= {"title", "publisher", "published", "url"}
    assert head["source"]["title"] != head["title"]
    assert "tự viết" in head["note"] and "our own" in head["note"]


@each_article
def test_its_file_name_starts_with_a_date_and_is_plain_ascii(path: Path) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}(-[a-z0-9]+)+", path.stem)
    assert is_date(path.stem[:10])


@each_article
def test_it_is_neither_a_note_nor_a_treatise(path: Path) -> None:
    words = len(parts(path)[1].split())
    assert (250 if path.stem in LONG else 150) <= words <= 600


@each_article
def test_it_is_nfc_with_plain_spaces(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search(r"[\u00a0\u200b\ufeff\r\t]| \n", text)
    assert "  " not in parts(path)[1]


@each_article
def test_its_expected_facts_have_the_rows_of_the_guide(path: Path) -> None:
    facts = expected(path)
    assert set(facts) == {"article", *WIDTHS}
    for kind, width in WIDTHS.items():
        assert [row for row in rows(facts, kind) if len(row) != width] == []
        assert len({json.dumps(row) for row in rows(facts, kind)}) == len(facts[kind]), f"{kind}: a row twice"


@each_article
def test_its_expected_values_are_of_the_known_kinds(path: Path) -> None:
    facts = expected(path)
    assert {row[2] for row in rows(facts, "meetings")} <= MODES
    assert {row[2] for row in rows(facts, "participations")} <= ROLES
    assert {row[1] for row in rows(facts, "personnel")} <= ACTIONS
    assert all(isinstance(row[0], int | float) for row in rows(facts, "figures"))


@each_article
def test_its_expected_dates_are_dates(path: Path) -> None:
    facts = expected(path)
    found = [row[0] for row in rows(facts, "meetings") + rows(facts, "participations")]
    found += [row[3] for row in rows(facts, "directives") + rows(facts, "personnel")]
    assert [text for text in found if text is not None and not is_date(text)] == []


@each_article
def test_its_expected_head_is_its_own_head(path: Path) -> None:
    head, _ = parts(path)
    want = {key: head[key] for key in ("title", "publisher", "author")}
    assert expected(path)["article"] == {**want, "published": head["published"].isoformat()}


@each_article
def test_everyone_expected_is_named_in_full_in_its_text(path: Path) -> None:
    head, body = parts(path)
    facts = expected(path)
    text = head["title"] + "\n" + body
    assert [name for (name,) in rows(facts, "officials") if name not in text] == []
    known = {name for (name,) in rows(facts, "officials")}
    assert {row[0] for row in rows(facts, "posts") + rows(facts, "personnel")} <= known
    assert {row[1] for row in rows(facts, "participations")} <= known


@each_article
def test_every_expected_participation_is_in_a_meeting_and_has_a_participant_row(path: Path) -> None:
    facts = expected(path)
    found = {tuple(row) for row in rows(facts, "participations")}
    assert {row[0] for row in found} <= {row[0] for row in rows(facts, "meetings")}
    assert {(day, name, "participant") for day, name, _ in found} <= found


@each_article
def test_every_expected_document_number_stands_in_its_text(path: Path) -> None:
    head, body = parts(path)
    text = head["title"] + "\n" + body
    numbers = [row[1] for row in rows(expected(path), "directives") if row[1] and row[1].isdigit()]
    assert [number for number in numbers if not re.search(rf"(?<!\d){number}(?!\d)", text)] == []


def test_no_expected_file_is_without_its_article() -> None:
    assert {path.stem for path in EXPECTED.glob("*.json")} == {path.stem for path in ARTICLES}


@each_article
def test_the_record_of_sources_names_it(path: Path) -> None:
    head, _ = parts(path)
    record = (CORPUS / "SOURCES.md").read_text("utf-8")
    line = next((line for line in record.splitlines() if f"| {path.stem} |" in line), "")
    assert head["source"]["title"].replace("|", "\\|") in line
    assert str(head["source"].get("publisher", "—")) in line
