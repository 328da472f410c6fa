from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg.errors import BuildError
from kg.intake import Piece
from kg.model import (
    Article,
    Body,
    CitationFact,
    Evidence,
    FigureFact,
    Issue,
    MeetingFact,
    PartialDate,
    Post,
    Reading,
    Span,
    TenureFact,
)
from kg.pipeline import BuildReport, build
from kg.records import (
    BookTexts,
    MakeRecords,
    Record,
    make_records,
    open_book,
    pack,
    read_here,
    read_with_lexicon,
    unpack,
)
from kg.records.book import FILE
from kg.settings import ONTOLOGY
from tests.kg.factories import (
    STORY,
    read_name,
    settings_for,
    stages_for_tests,
    write_articles,
    write_ontology,
)


def run(tmp_path: Path, articles: Path, data: str = "data", **values: Any) -> BuildReport:
    return build(
        settings_for(tmp_path / data, jobs=values.pop("jobs", 1)),
        [articles],
        stages=stages_for_tests(**values),
        ontology=write_ontology(tmp_path / "ontology"),
    )


def fail_once(article: Article, ontology: Path) -> Reading:
    if not (ontology / "mended").exists():
        raise ValueError("an odd letter")
    return read_name(article, ontology)


def test_every_kind_of_value_comes_back_as_it_was() -> None:
    body = Body("Tỉnh ủy Hà Giang", "PartyBody", None, "tinh-ha-giang", Body("Đảng bộ tỉnh"))
    evidence = (Evidence(Span(0, 3), Span(0, 9), "rule"),)
    facts = (
        TenureFact("Lò Thị Mẩy", Post("Bí thư", "Bí thư", body=body, former=True), evidence),
        MeetingFact("m1", evidence, PartialDate("2020-06"), mode="online"),
        CitationFact("Luật", evidence, cited_by=CitationFact("Chỉ thị", evidence, "35")),
        FigureFact(Decimal("45.50"), "đại biểu", evidence, share=True),
    )
    reading = Reading(
        Article("a", "một\ud800 hai", Span(0, 4)), facts, (Issue("a", "r", "", "", Span(1, 2)),)
    )
    assert unpack(pack(reading)) == reading
    assert str(unpack(pack(facts[3])).value) == "45.50"


def test_the_texts_of_a_book_are_fetched_by_id(tmp_path: Path) -> None:
    run(tmp_path, write_articles(tmp_path / "in", "b", "a"))
    with open_book(tmp_path / "data") as book:
        assert list(BookTexts(book)) == []
        pieces = [Piece(id, "txt", f"{id}.txt", f"{STORY}{id}".encode()) for id in ("b", "a")]
        make = partial(make_records, read_name, tmp_path / "ontology", b"")
        book.fill(pieces, b"", read_here, make)
        texts = BookTexts(book)
        assert dict(texts) == {"a": f"{STORY}a", "b": f"{STORY}b"}
        assert len(texts) == 2
        assert "c" not in texts


@pytest.mark.parametrize("content", [b"rubbish", pack("x")[:-3], pack(("a",)).replace(b"x", b"y")[1:]])
def test_a_damaged_record_is_an_error_with_a_cure(content: bytes) -> None:
    with pytest.raises(BuildError, match="Remove the folder cache"):
        unpack(content)


def test_a_build_with_one_article_added_or_changed_reads_only_that_one(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in", "a", "b")
    first = run(tmp_path, articles)
    assert (first.read, first.kept) == (2, 0)
    again = run(tmp_path, articles)
    assert (again.read, again.kept, again.snapshot.id) == (0, 2, first.snapshot.id)
    write_articles(articles, "c")
    added = run(tmp_path, articles)
    assert (added.read, added.kept) == (1, 2)
    write_articles(articles, "a", text=STORY + "Hết.\n")
    changed = run(tmp_path, articles)
    assert (changed.read, changed.kept) == (1, 2)
    cold = run(tmp_path, articles, "other")
    assert (cold.read, cold.snapshot.id) == (3, changed.snapshot.id)


def test_what_was_left_out_is_told_again_without_being_read(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in", "a")
    (articles / "empty.txt").touch()
    (articles / "no.jsonl").write_text('{"id": 1}\n{"id": 2}\n')
    (articles / "deep").mkdir()
    write_articles(articles / "deep", "a")
    first, again = run(tmp_path, articles), run(tmp_path, articles)
    assert first.issues == again.issues
    assert [(issue.article, issue.rule) for issue in again.issues] == [
        ("a", "article.undated"),
        ("a", "intake.duplicate"),
        ("empty", "intake.empty"),
        ("no", "intake.empty"),
    ]
    assert again.read == 0


def test_another_list_or_another_reader_makes_everything_new(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in", "a", "b")
    run(tmp_path, articles)
    (tmp_path / "ontology" / "lists").mkdir()
    (tmp_path / "ontology" / "lists" / "more.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    assert run(tmp_path, articles).read == 2
    assert run(tmp_path, articles, read=fail_once).read == 2


def test_a_reading_that_failed_is_tried_again(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in", "a")
    assert "reading.failed" in {issue.rule for issue in run(tmp_path, articles, read=fail_once).issues}
    (tmp_path / "ontology" / "mended").touch()
    mended = run(tmp_path, articles, read=fail_once)
    assert mended.read == 1
    assert "reading.failed" not in {issue.rule for issue in mended.issues}


def test_a_damaged_book_is_begun_anew(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in", "a")
    id = run(tmp_path, articles).snapshot.id
    (tmp_path / "data" / FILE).write_bytes(b"rubbish" * 1000)
    report = run(tmp_path, articles)
    assert (report.read, report.snapshot.id) == (1, id)


def test_records_of_articles_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in", "a", "b")
    run(tmp_path, articles)
    (articles / "b.txt").unlink()
    run(tmp_path, articles)
    write_articles(articles, "b")
    assert run(tmp_path, articles).read == 1


def test_any_engine_may_run_the_reading(tmp_path: Path) -> None:
    def two_at_a_time(pieces: Iterable[Piece], make: MakeRecords) -> Iterator[Record]:
        waiting = list(pieces)
        for start in range(0, len(waiting), 2):
            yield from make(waiting[start : start + 2])

    articles = write_articles(tmp_path / "in", "a", "b", "c")
    own = run(tmp_path, articles).snapshot.id
    report = build(
        settings_for(tmp_path / "other"),
        [articles],
        stages=stages_for_tests(),
        engine=two_at_a_time,
        ontology=tmp_path / "ontology",
    )
    assert report.snapshot.id == own


RECORDS = """
import sys
from tests.kg.records.test_records import digest_of_corpus
print(digest_of_corpus())
"""


def digest_of_corpus() -> str:
    """The packed readings of three shipped articles, as one digest."""
    import hashlib

    files = sorted((ONTOLOGY.parent / "corpus").glob("20*.md"))[:3]
    pieces = [Piece(path.stem, "md", path.name, path.read_bytes()) for path in files]
    records = make_records(read_with_lexicon, ONTOLOGY, b"", pieces)
    return hashlib.sha256(b"".join(record.reading or b"" for record in records)).hexdigest()


def test_the_order_of_hashes_does_not_change_what_is_read(repo_root: Path) -> None:
    def digest(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", RECORDS],
            cwd=repo_root,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return run.stdout

    assert digest("1") == digest("2") != ""


def test_lines_of_a_large_file_are_read_one_at_a_time(tmp_path: Path) -> None:
    from kg.intake import find_pieces, find_sources

    lines = [json.dumps({"id": f"n{number}", "text": STORY}) for number in range(5)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    pieces = find_pieces(find_sources([tmp_path]))
    first = next(pieces)
    assert isinstance(first, Piece)
    assert (first.id, json.loads(first.content)["id"]) == ("many-1", "n0")
