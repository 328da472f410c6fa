from __future__ import annotations

import json
import zipfile
from datetime import datetime, tzinfo
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from kg.errors import BuildError, SnapshotError
from kg.model import Article, Issue, Span
from kg.quads import write_quads
from kg.settings import Settings
from kg.snapshot import (
    Snapshot,
    build_aside,
    check_files,
    current_id,
    current_snapshot,
    find_previous,
    limit_texts,
    list_snapshots,
    publish_graph,
    read_texts,
)
from kg.snapshot.texts import decide_shown, text_lines
from tests.kg.factories import GB, OA, STORY, evidence_quads, node

CC_BY = "https://creativecommons.org/licenses/by/4.0/"


ALL = Settings().dumps


def make_article(id: str, text: str = STORY, licence: str | None = None) -> Article:
    return Article(id, text, Span(0, len(text)), licence=licence)


def publish_articles(
    data: Path, *ids: str, keep: int = 5, publish_text: str = "licence", jobs: int = 1, dumps: str = ALL
) -> Snapshot:
    settings = Settings(data=data, keep=keep, publish_text=publish_text, jobs=jobs, dumps=dumps)
    graph = node("graph/g")
    quads = {
        quad
        for id in ids
        for quad in evidence_quads(quote_plus(id), node("id/official/x"), "Sáng", 0, 4, graph)
    }
    issues = [Issue(id, "test", "", "reason", Span(1, 2)) for id in sorted(ids)]
    with build_aside(data) as folder:
        return publish_graph(
            folder, settings, quads, [make_article(id) for id in sorted(ids, key=str.encode)], issues
        )


def left_over(data: Path) -> list[str]:
    return [path.name for path in (data / "snapshots").iterdir() if path.name.startswith(".")]


def test_what_is_published_is_current_and_whole(tmp_path: Path) -> None:
    published = publish_articles(tmp_path, "a", "b")
    snapshot = current_snapshot(tmp_path)
    assert snapshot == published
    assert snapshot.manifest.articles == 2
    assert snapshot.manifest.quads == len(snapshot.open()) == 24
    assert snapshot.manifest.counts == {"Evidence": 2}
    assert check_files(snapshot, 24) == []
    assert left_over(tmp_path) == []


def test_the_same_content_has_the_same_id_and_other_content_another(tmp_path: Path) -> None:
    first = publish_articles(tmp_path / "one", "a", "b")
    again = publish_articles(tmp_path / "two", "b", "a")
    other = publish_articles(tmp_path / "two", "a")
    assert first.id == again.id != other.id


def test_dumps_written_side_by_side_are_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = publish_articles(tmp_path / "one", "a", "b")
    monkeypatch.setattr("kg.snapshot.dumping.FEW", 0)
    two = publish_articles(tmp_path / "two", "a", "b", jobs=2)
    assert two.manifest.dumps == one.manifest.dumps
    assert left_over(tmp_path / "two") == []


def test_only_the_chosen_formats_of_the_whole_graph_are_written(tmp_path: Path) -> None:
    whole = publish_articles(tmp_path, "a")
    some = publish_articles(tmp_path, "a", dumps="rdf, ttl")
    packed = {f"giaoban.{name}{packing}" for name in ("ttl", "rdf") for packing in ("", ".gz", ".zst")}
    assert set(some.manifest.dumps) == packed | {f"giaoban-graphs.csv{end}" for end in ("", ".gz", ".zst")}
    assert {name: whole.manifest.dumps[name] for name in packed} == {
        name: some.manifest.dumps[name] for name in packed
    }
    assert some.id != whole.id
    assert current_snapshot(tmp_path) == some
    assert publish_articles(tmp_path, "a", dumps="rdf,jsonld,trig,nt,nq,ttl").id == whole.id


def test_the_crate_holds_those_of_its_dumps_that_there_are(tmp_path: Path) -> None:
    some = publish_articles(tmp_path, "a", dumps="nq")
    with zipfile.ZipFile(some.dumps_path / "giaoban-rocrate.zip") as crate:
        assert [name for name in crate.namelist() if name.startswith("dumps/")] == ["dumps/giaoban.nq.gz"]


def test_texts_that_could_not_be_found_by_bisection_are_not_written() -> None:
    with pytest.raises(ValueError, match="a stands behind b"):
        list(text_lines([make_article("b"), make_article("a")], "licence"))


def test_publishing_the_same_again_keeps_the_snapshot_that_is_there(tmp_path: Path) -> None:
    first = publish_articles(tmp_path, "a")
    before = (first.path / "manifest.json").stat().st_ino
    again = publish_articles(tmp_path, "a")
    assert again.id == first.id
    assert (first.path / "manifest.json").stat().st_ino == before


def test_the_later_of_two_is_known_though_the_clock_was_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        year_now = 2030

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(cls.year_now, 1, 1, tzinfo=tz)

    monkeypatch.setattr("kg.snapshot.publishing.datetime", Clock)
    first = publish_articles(tmp_path, "a", keep=2)
    monkeypatch.setattr(Clock, "year_now", 2020)
    second = publish_articles(tmp_path, "b", keep=2)
    assert find_previous(second) == first
    assert list_snapshots(tmp_path) == [second, first]
    third = publish_articles(tmp_path, "c", keep=2)
    assert list_snapshots(tmp_path) == [third, second]


def test_a_damaged_snapshot_is_replaced_by_a_build_of_the_same(tmp_path: Path) -> None:
    first = publish_articles(tmp_path, "a")
    (first.dumps_path / "giaoban.ttl").unlink()
    publish_articles(tmp_path, "a")
    assert check_files(current_snapshot(tmp_path), 12) == []


def test_an_open_reader_goes_on_when_another_snapshot_is_published(tmp_path: Path) -> None:
    reader = publish_articles(tmp_path, "a").open()
    publish_articles(tmp_path, "b", keep=1)
    publish_articles(tmp_path, "c", keep=1)
    assert len(reader) == 12


def test_only_so_many_snapshots_are_kept_and_always_the_one_before(tmp_path: Path) -> None:
    ids = [publish_articles(tmp_path, name, keep=1).id for name in "abc"]
    assert {snapshot.id for snapshot in list_snapshots(tmp_path)} == set(ids[1:])
    assert current_id(tmp_path) == ids[2]


def test_without_a_build_there_is_no_snapshot(tmp_path: Path) -> None:
    assert current_id(tmp_path) is None
    with pytest.raises(SnapshotError, match=r"There is no snapshot in .* giaoban build"):
        current_snapshot(tmp_path)


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("manifest.json", "{", "cannot be read"),
        ("manifest.json", '{"layout": 0}', "its layout is 0"),
        ("manifest.json", None, "cannot be read"),
        ("texts.jsonl", None, "lacks texts.jsonl"),
    ],
)
def test_a_snapshot_that_is_not_whole_is_refused(
    tmp_path: Path, part: str, content: str | None, said: str
) -> None:
    path = publish_articles(tmp_path, "a").path / part
    if content is None:
        path.unlink()
    else:
        path.write_text(content)
    with pytest.raises(SnapshotError, match=said):
        current_snapshot(tmp_path)


def test_a_changed_dump_is_found(tmp_path: Path) -> None:
    snapshot = publish_articles(tmp_path, "a")
    (snapshot.dumps_path / "giaoban.ttl").write_text("#")
    assert [finding.check for finding in check_files(snapshot, 12)] == ["files"]


def test_a_second_build_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        build_aside(tmp_path),
        pytest.raises(BuildError, match="Another build is at work"),
        build_aside(tmp_path),
    ):
        pass


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    publish_articles(tmp_path, "a")
    (tmp_path / "snapshots" / ".building-dead").mkdir()
    (tmp_path / "current.new-1").symlink_to("snapshots/nothing")
    publish_articles(tmp_path, "b")
    assert left_over(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "snapshots"]


def test_texts_are_found_by_id_among_many(tmp_path: Path) -> None:
    ids = [f"{number:03}" for number in range(60)] + ["đ", "a b"]
    snapshot = publish_articles(tmp_path, *ids)
    for id in ids:
        stored = snapshot.text(id)
        assert stored is not None
        assert (stored.id, stored.text, stored.as_article()) == (id, STORY, make_article(id))
    for id in ("", "0005", "zzz", "~"):
        assert snapshot.text(id) is None
    assert [stored.id for stored in read_texts(snapshot.texts_path)] == sorted(ids)


def test_issues_are_lines_of_json(tmp_path: Path) -> None:
    lines = publish_articles(tmp_path, "a").issues_path.read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"article": "a", "rule": "test", "text": "", "reason": "reason", "span": [1, 2]}
    ]


@pytest.mark.parametrize(
    ("licence", "publish_text", "shown"),
    [
        (CC_BY, "licence", "full"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "licence", "full"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "licence", "quotes"),
        ("Bản quyền thuộc báo", "licence", "quotes"),
        (None, "licence", "quotes"),
        (None, "full", "full"),
        (CC_BY, "quotes", "quotes"),
        (CC_BY, "none", "none"),
    ],
)
def test_the_licence_decides_what_is_shown_unless_the_operator_does(
    licence: str | None, publish_text: str, shown: str
) -> None:
    assert decide_shown(make_article("a", licence=licence), publish_text) == shown


@pytest.mark.parametrize(
    ("publish_text", "texts", "quotes"), [("licence", 1, 2), ("full", 2, 2), ("quotes", 0, 2), ("none", 0, 0)]
)
def test_the_graph_holds_only_the_text_that_may_be_shown(
    tmp_path: Path, publish_text: str, texts: int, quotes: int
) -> None:
    articles = [make_article("a", licence=CC_BY), make_article("b")]
    quads = {quad for id in "ab" for quad in evidence_quads(id, node("id/x"), "Sáng", 0, 4, node("graph/g"))}
    held = write_quads(quads, tmp_path / "all.nq")
    limited = limit_texts(held, articles, publish_text, tmp_path / "limited.nq")
    assert list(limited.lines) == sorted(limited.lines)
    assert (limited is held) == (publish_text == "quotes")
    predicates = [quad.predicate.value for quad in limited]
    assert (predicates.count(GB + "text"), predicates.count(OA + "exact")) == (texts, quotes)
    assert predicates.count(OA + "start") == 2
