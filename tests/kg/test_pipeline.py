from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from kg.checking import CheckReport, Finding
from kg.cli.check import check_snapshot
from kg.errors import BuildError, InputError, ListError
from kg.model import Article, Issue, Reading
from kg.pipeline import BuildReport, build
from kg.snapshot import Snapshot, current_id, current_snapshot
from tests.kg.factories import (
    read_name,
    settings_for,
    stages_for_tests,
    write_articles,
    write_ontology,
)


def run(
    tmp_path: Path,
    articles: Path,
    *,
    stages: dict[str, Any] | None = None,
    allow_loss: bool = False,
    **values: Any,
) -> BuildReport:
    return build(
        settings_for(tmp_path / "data", **values),
        [articles],
        stages=stages_for_tests(**(stages or {})),
        ontology=write_ontology(tmp_path / "ontology"),
        allow_loss=allow_loss,
    )


@pytest.fixture
def served(tmp_path: Path) -> Snapshot:
    """A snapshot of one article, being served."""
    return run(tmp_path, write_articles(tmp_path / "old", "old")).snapshot


def assert_unharmed(served: Snapshot) -> None:
    data = served.path.parents[1]
    assert current_snapshot(data) == served
    assert len(served.open()) == served.manifest.quads
    assert [path.name for path in (data / "snapshots").iterdir()] == [served.id]


def fail(error: BaseException) -> Any:
    def stage(*_: Any) -> Any:
        raise error

    return stage


def read_or_fail(article: Article, ontology: Path) -> Reading:
    if article.id == "b":
        raise ValueError("an odd letter")
    return read_name(article, ontology)


def read_and_die(article: Article, ontology: Path) -> Reading:
    if article.id == "a050":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_name(article, ontology)


def test_a_build_publishes_what_was_read_and_reports_it(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", "a", "b")
    (tmp_path / "in" / "empty.txt").touch()
    report = run(tmp_path, tmp_path / "in")
    manifest = report.snapshot.manifest
    assert current_id(tmp_path / "data") == report.snapshot.id
    assert (manifest.articles, manifest.issues) == (2, 3)
    assert manifest.counts == {"Article": 2, "Evidence": 2, "Official": 1}
    assert [(issue.article, issue.rule) for issue in report.issues] == [
        ("a", "article.undated"),
        ("b", "article.undated"),
        ("empty", "intake.empty"),
    ]
    assert list(report.seconds) == [
        "intake",
        "reading",
        "resolving",
        "graph",
        "closing",
        "checking",
        "snapshot",
    ]
    assert report.checks.examined["evidence"] == 2


def test_any_number_of_processes_and_any_order_of_files_gives_the_same_bytes(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in", *[f"a{number:03}" for number in range(70)])
    one = run(tmp_path / "one", articles, jobs=1).snapshot
    backwards = sorted(articles.iterdir(), reverse=True)
    two = build(
        settings_for(tmp_path / "two" / "data", jobs=2),
        backwards,
        stages=stages_for_tests(),
        ontology=write_ontology(tmp_path / "ontology"),
    ).snapshot
    assert one.id == two.id
    assert one.manifest.dumps == two.manifest.dumps
    assert one.texts_path.read_bytes() == two.texts_path.read_bytes()


def test_progress_tells_each_article(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    build(
        settings_for(tmp_path / "data"),
        [write_articles(tmp_path / "in", "a", "b")],
        stages=stages_for_tests(),
        ontology=write_ontology(tmp_path / "ontology"),
        progress=lambda *step: told.append(step),
    )
    assert told[:4] == [("intake", 0, None), ("reading", 0, None), ("reading", 1, 2), ("reading", 2, 2)]


def test_an_article_whose_reading_fails_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    report = run(tmp_path, write_articles(tmp_path / "in", "a", "b"), stages={"read": read_or_fail})
    failed = [issue for issue in report.issues if issue.rule == "reading.failed"]
    assert [(issue.article, issue.reason) for issue in failed] == [
        ("b", "left out: reading it failed: ValueError: an odd letter")
    ]
    assert report.snapshot.manifest.counts["Evidence"] == 1


def test_an_article_without_facts_is_named(tmp_path: Path) -> None:
    text = "Trời hôm nay nắng đẹp, gió nhẹ, biển lặng.\n"
    report = run(tmp_path, write_articles(tmp_path / "in", "a", text=text))
    assert [issue.rule for issue in report.issues] == ["article.factless", "article.undated"]


def test_nothing_readable_is_an_error_with_the_reasons(tmp_path: Path, served: Snapshot) -> None:
    write_articles(tmp_path / "in", "a", text="The committee met on Monday.")
    with pytest.raises(
        InputError, match=r"No article could be read\.\n  a: left out: this is not Vietnamese"
    ):
        run(tmp_path, tmp_path / "in")
    assert_unharmed(served)


@pytest.mark.parametrize("stage", ["resolve", "build_quads", "close", "check"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), ListError("bodies.ttl is damaged.")])
def test_a_build_that_fails_leaves_the_old_snapshot_serving(
    tmp_path: Path, served: Snapshot, stage: str, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        run(tmp_path, write_articles(tmp_path / "in", "a"), stages={stage: fail(error)})
    assert_unharmed(served)


def test_a_damaged_list_stops_the_build_with_its_name(tmp_path: Path, served: Snapshot) -> None:
    damaged = tmp_path / "damaged"
    (damaged / "lists").mkdir(parents=True)
    (damaged / "shapes.ttl").write_text("")
    (damaged / "lists" / "bodies.ttl").write_text("<a> <b>")
    with pytest.raises(ListError, match=r"bodies\.ttl"):
        build(settings_for(tmp_path / "data"), [write_articles(tmp_path / "in", "a")], ontology=damaged)
    assert_unharmed(served)


def test_a_broken_graph_is_not_published(tmp_path: Path, served: Snapshot) -> None:
    def find_fault(quads: Collection[Quad], *_: Any) -> CheckReport:
        return CheckReport((Finding("violation", "evidence", "urn:x", "no such words"),), {})

    with pytest.raises(BuildError, match=r"broken in 1 places .*\n  evidence: urn:x: no such words"):
        run(tmp_path, write_articles(tmp_path / "in", "a"), stages={"check": find_fault})
    assert_unharmed(served)


def test_a_warning_does_not_stop_the_publication(tmp_path: Path, served: Snapshot) -> None:
    def doubt(quads: Collection[Quad], *_: Any) -> CheckReport:
        return CheckReport((Finding("warning", "shapes", "urn:x", "odd"),), {})

    report = run(tmp_path, write_articles(tmp_path / "in", "a"), stages={"check": doubt})
    assert report.snapshot.id != served.id
    assert report.checks.warnings


def test_a_graph_that_lost_half_of_something_is_not_published_unless_that_is_meant(tmp_path: Path) -> None:
    many = [f"a{number}" for number in range(12)]
    full = run(tmp_path, write_articles(tmp_path / "in", *many)).snapshot
    few = write_articles(tmp_path / "few", "a1", "a2")
    with pytest.raises(BuildError, match=r"Article: it had 12 members and has 2.*--allow-loss"):
        run(tmp_path, few)
    assert current_id(tmp_path / "data") == full.id
    report = run(tmp_path, few, allow_loss=True)
    assert current_id(tmp_path / "data") == report.snapshot.id
    assert {finding.check for finding in report.checks.warnings} == {"counts"}
    losses = [found for found in check_snapshot(report.snapshot).findings if found.check == "counts"]
    assert {found.severity for found in losses} == {"warning"}


def test_a_contradiction_becomes_an_issue(tmp_path: Path) -> None:
    def contradict(*_: Any) -> tuple[set[Quad], list[Issue]]:
        return set(), [Issue("", "closing.cax-dw", "", "two classes that exclude each other")]

    report = run(tmp_path, write_articles(tmp_path / "in", "a"), stages={"close": contradict})
    assert [issue.rule for issue in report.issues] == ["closing.cax-dw", "article.undated"]


def test_a_reading_process_that_dies_is_an_error(tmp_path: Path, served: Snapshot) -> None:
    articles = write_articles(tmp_path / "in", *[f"a{number:03}" for number in range(70)])
    with pytest.raises(BuildError, match=r"has died.*--jobs 1"):
        run(tmp_path, articles, stages={"read": read_and_die}, jobs=2)
    assert_unharmed(served)


BUILD_IN_A_CHILD = """
import resource, signal, sys, time
from pathlib import Path
from kg.errors import BuildError
from kg.pipeline import build
from tests.kg.factories import settings_for, stages_for_tests, write_ontology

data, articles, ontology, what = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is given none
def wait(*_):
    print("building", flush=True)
    while True:  # a signal that comes just before a sleep is heard only after it
        time.sleep(0.05)
if what != "wait":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(what), int(what)))
try:
    build(
        settings_for(Path(data)), [Path(articles)], ontology=Path(ontology),
        stages=stages_for_tests(**({"resolve": wait} if what == "wait" else {})),
    )
except BuildError as error:
    sys.exit(str(error))
"""


@contextmanager
def start_child(tmp_path: Path, repo_root: Path, what: str) -> Iterator[subprocess.Popen[str]]:
    """A process that builds; whatever comes of it, it has ended and left nothing open behind."""
    articles = write_articles(tmp_path / "in", *[f"a{number:03}" for number in range(200)])
    paths = (tmp_path / "data", articles, tmp_path / "ontology")
    command = [sys.executable, "-c", BUILD_IN_A_CHILD, *map(str, paths), what]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=repo_root, stdout=pipe, stderr=pipe, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


@pytest.mark.parametrize("limit", [1, 4_000, 20_000, 40_000, 80_000, 150_000])
def test_a_disk_without_room_fails_the_build_wherever_it_is_met(
    tmp_path: Path, served: Snapshot, repo_root: Path, limit: int
) -> None:
    with start_child(tmp_path, repo_root, str(limit)) as child:
        _, said = child.communicate(timeout=300)
        assert child.returncode == 1
    assert "cannot be written" in said or "could not be written" in said
    assert "Traceback" not in said
    assert_unharmed(served)


def test_a_killed_build_leaves_the_old_snapshot_and_the_next_cleans_up(
    tmp_path: Path, served: Snapshot, repo_root: Path
) -> None:
    with start_child(tmp_path, repo_root, "wait") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "building\n"
        with pytest.raises(BuildError, match="Another build is at work"):
            run(tmp_path, write_articles(tmp_path / "other", "b"))
    assert current_snapshot(tmp_path / "data") == served
    report = run(tmp_path, write_articles(tmp_path / "other", "b"))
    names = {path.name for path in (tmp_path / "data" / "snapshots").iterdir()}
    assert names == {served.id, report.snapshot.id}


def test_an_interrupted_build_cleans_up_itself(tmp_path: Path, served: Snapshot, repo_root: Path) -> None:
    with start_child(tmp_path, repo_root, "wait") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "building\n"
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=300)
        assert "KeyboardInterrupt" in said
    assert_unharmed(served)


def test_a_data_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BuildError, match="could not be written"):
        run(tmp_path, write_articles(tmp_path / "in", "a"))
