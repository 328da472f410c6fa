"""What people type finds what they mean, the closest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError, SnapshotError
from kg.search import Entry, Hit, SearchIndex, write_index
from kg.search.forms import cut, make_abbreviations, shorten

TABLE = make_abbreviations(
    [("Trung ương", "T.Ư"), ("Trung ương", "TW"), ("Hội đồng nhân dân", "HĐND"), ("Ủy ban Kiểm tra", "UBKT")]
)
NAMES = {
    "official": ["Trần Thanh Mẫn", "Trần Văn Mạn", "Trần Thanh Hải", "Đỗ Đức Duy", "Nguyễn Văn Thành"],
    "body": [
        "Ban Tổ chức Trung ương",
        "Ủy ban Kiểm tra Trung ương",
        "Hội đồng nhân dân tỉnh Hà Giang",
        "Ban Tổ chức Tỉnh ủy Hà Giang",
    ],
    "directive": ["Quy định 205-QĐ/TW"],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    entries = [
        Entry(f"urn:{label}", kind, label, (label,), tuple(shorten(cut(label), TABLE)), 9 - number)
        for kind, labels in NAMES.items()
        for number, label in enumerate(labels)
    ]
    path = tmp_path_factory.mktemp("search") / "search.sqlite"
    write_index(path, entries)
    return SearchIndex(path)


def first(index: SearchIndex, text: str) -> Hit:
    return index.find(text)[0]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Trần Thanh Mẫn", "Trần Thanh Mẫn"),
        ("TRẦN THANH MẪN", "Trần Thanh Mẫn"),
        ("Uỷ ban kiểm tra Trung ương", "Ủy ban Kiểm tra Trung ương"),
        ("Trần Thanh Man", "Trần Thanh Mẫn"),
        ("tran thanh man", "Trần Thanh Mẫn"),
        ("do duc duy", "Đỗ Đức Duy"),
        ("BTCTW", "Ban Tổ chức Trung ương"),
        ("BTC T.Ư", "Ban Tổ chức Trung ương"),
        ("UBKTTW", "Ủy ban Kiểm tra Trung ương"),
        ("HĐND tỉnh Hà Giang", "Hội đồng nhân dân tỉnh Hà Giang"),
        ("hdnd", "Hội đồng nhân dân tỉnh Hà Giang"),
        ("Nguyễn Văn Thà", "Nguyễn Văn Thành"),
        ("nguyen van thnah", "Nguyễn Văn Thành"),
        ("nguyeen vann thanh", "Nguyễn Văn Thành"),
        ("ông Trần Thanh Mẫn", "Trần Thanh Mẫn"),
        ("Mẫn Trần Thanh", "Trần Thanh Mẫn"),
        ("quy dinh 205", "Quy định 205-QĐ/TW"),
    ],
)
def test_what_is_typed_finds_what_is_meant(index: SearchIndex, typed: str, label: str) -> None:
    assert first(index, typed).label == label


def test_accents_that_are_typed_rank_and_do_not_filter(index: SearchIndex) -> None:
    assert [hit.label for hit in index.find("Mẫn")] == ["Trần Thanh Mẫn", "Trần Văn Mạn"]
    assert [hit.label for hit in index.find("Mạn")] == ["Trần Văn Mạn", "Trần Thanh Mẫn"]


def test_each_step_away_from_the_name_scores_less(index: SearchIndex) -> None:
    typed = ["Đỗ Đức Duy", "Đô Đưc Duy", "Đo Đuc Duz", "xyz Đức Duy"]
    scores = [first(index, text).score for text in typed]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100


def test_a_hit_says_why_it_was_found(index: SearchIndex) -> None:
    assert first(index, "Trần Thanh Mẫn").reasons == ("as typed",)
    assert first(index, "tran thanh man").reasons == ("as typed", "without accents")
    assert "abbreviation" in first(index, "BTCTW").reasons
    assert "spelling" in first(index, "nguyen van thnah").reasons


def test_only_the_kinds_asked_for_are_found(index: SearchIndex) -> None:
    assert {hit.kind for hit in index.find("Trung ương", kinds=["body"])} == {"body"}
    assert index.find("Trần Thanh Mẫn", kinds=["body"]) == []


def test_no_more_than_the_limit_are_found(index: SearchIndex) -> None:
    assert len(index.find("Trần", limit=2)) == 2


@pytest.mark.parametrize(
    "text", ["", "  ", "!!!", '"', "*", 'a" OR "b', "( NEAR )", "'; DROP TABLE name; --"]
)
def test_signs_are_no_commands(index: SearchIndex, text: str) -> None:
    assert all(isinstance(hit, Hit) for hit in index.find(text))


def test_a_search_that_is_too_long_is_refused(index: SearchIndex) -> None:
    with pytest.raises(QueryError, match="200 characters"):
        index.find("x" * 10_000)


def test_a_missing_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no search index"):
        SearchIndex(tmp_path / "none")


def test_the_same_entries_are_found_from_any_thread(index: SearchIndex) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: first(index, "mẫn").label, range(20)))
    assert set(found) == {"Trần Thanh Mẫn"}
