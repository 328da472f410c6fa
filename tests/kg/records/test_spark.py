"""Spark reads the same: on this machine and on a cluster of two workers that loses an executor."""

import gzip
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from kg.errors import BuildError, InputError, SettingsError
from kg.pipeline import BuildReport, build
from kg.records import write_tables
from kg.records.spark import open_session
from kg.settings import CORPUS, Settings
from kg.snapshot import Snapshot, current_id, read_texts
from tests.kg.factories import (
    STORY,
    settings_for,
    stages_for_tests,
    write_articles,
    write_ontology,
)
from tests.kg.records.spark_reader import fail_at_one, read_and_kill_once
from tests.ports import find_port, listens

ROOT = Path(__file__).parents[3]
needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or not shutil.which("java"),
    reason="pip install -e '.[spark]' and apt-get install openjdk-17-jre-headless",
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # py4j leaves sockets open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SPARK_CLASS = "import sys; from pyspark.find_spark_home import _find_spark_home; print(_find_spark_home())"


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--conf spark.executor.memory=512m pyspark-shell")


def assert_same(one: Snapshot, other: Snapshot) -> None:
    """They are the same to the byte."""
    assert one.id == other.id
    for name in ("dumps/giaoban.nq.gz", "issues.jsonl", "texts.jsonl"):
        assert (one.path / name).read_bytes() == (other.path / name).read_bytes()


def on_spark(data: Path, master: str = "local[2]", **values: Any) -> Settings:
    return settings_for(data, engine="spark", master=master, **values)


def build_small(settings: Settings, ontology: Path, *inputs: Path | str, **replaced: Any) -> BuildReport:
    stages = stages_for_tests(**replaced)
    return build(settings, inputs, stages=stages, ontology=write_ontology(ontology))


def story(id: str) -> dict[str, str]:
    return {"id": id, "text": f"{STORY}Bài {id}.\n", "published": "2020-06-01"}


def write_rows(path: Path, *ids: str) -> Path:
    """Articles as rows of one Parquet file."""
    parts = path.parent.with_suffix(".parts")
    with open_session("local[2]") as session:
        session.createDataFrame([story(id) for id in ids]).coalesce(1).write.parquet(str(parts))
    path.parent.mkdir()
    (part,) = parts.glob("part-*.parquet")
    return part.rename(path)


def write_jsonl(path: Path, *ids: str) -> Path:
    """Articles as lines of JSON, with an empty line between them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(json.dumps(story(id), ensure_ascii=False) for id in ids), "utf-8")
    return path


@needs_spark
def test_articles_read_where_they_lie_are_the_same_snapshot_to_the_byte(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for article in sorted(CORPUS.glob("*.md"))[:4]:
        shutil.copy(article, folder)
    (folder / "README.md").write_text("A note.")
    (folder / "a b,{1}.txt.gz").write_bytes(gzip.compress(f"{STORY}Một bài khác.\n".encode()))
    (folder / "cut.txt.gz").write_bytes(gzip.compress(STORY.encode())[:-9])
    lines = write_jsonl(folder / "lines.jsonl", "l1", "l2", "l1")
    lines.write_text(lines.read_text("utf-8") + "\nno JSON\n", "utf-8")
    here = build(settings_for(tmp_path / "here"), [folder])
    tables = tmp_path / "tables"
    there = build(on_spark(tmp_path / "there", tables=f"file://{tables}"), [f"file://{folder}"])
    assert there.read == here.read
    assert_same(there.snapshot, here.snapshot)

    written = tables / there.snapshot.id
    parts = sorted((written / "quads").rglob("part-*.txt.gz"))
    assert len(parts) > 1
    whole = b"".join(gzip.decompress(part.read_bytes()) for part in parts)
    assert whole == gzip.decompress((here.snapshot.dumps_path / "giaoban.nq.gz").read_bytes())
    assert (written / "_SUCCESS").exists()
    with open_session("local[2]") as session:
        rows = session.read.parquet(str(written / "facts")).collect()
    texts = {stored.id: stored.text for stored in read_texts(here.snapshot.texts_path)}
    assert {row.article for row in rows} <= set(texts)
    assert len(rows) > len(texts)
    assert all(texts[row.article][row.start : row.end] == row.quote for row in rows)


@needs_spark
def test_rows_of_parquet_are_articles_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    ontology, data, ids = tmp_path / "ontology", tmp_path / "data", [f"a{number}" for number in range(20)]
    rows = write_rows(tmp_path / "p" / "rows.parquet", *ids)
    lines = write_jsonl(tmp_path / "j" / "rows.jsonl", *ids)
    lines.write_text(lines.read_text("utf-8").replace("\n\n", "\n"), "utf-8")
    here = build_small(settings_for(tmp_path / "here"), ontology, lines, read=fail_at_one)
    there = build_small(on_spark(data), ontology, rows, read=fail_at_one)
    assert_same(there.snapshot, here.snapshot)
    assert [issue.article for issue in there.issues if issue.rule == "reading.failed"] == ["a7"]

    cut = rows.with_name("cut.parquet")
    cut.write_bytes(rows.read_bytes()[:-40])
    spared = build_small(on_spark(data), ontology, f"file://{rows.parent}", read=fail_at_one)
    assert (spared.read, spared.kept) == (1, 19)  # what failed is tried again
    (told,) = (issue for issue in spared.issues if issue.rule == "intake.unreadable")
    assert str(cut) in told.reason

    content = bytearray(rows.read_bytes())
    content[4:300] = bytes(296)
    cut.write_bytes(content)
    with pytest.raises(BuildError, match=r"cut\.parquet"):
        build_small(on_spark(data), ontology, f"file://{rows.parent}", read=fail_at_one)
    assert current_id(data) == spared.snapshot.id


@needs_spark
def test_what_spark_cannot_list_is_told(tmp_path: Path) -> None:
    for given, told in ((f"file://{tmp_path}/none-*", "does not exist"), ("nofs://x/y", "cannot be listed")):
        with pytest.raises(InputError, match=told):
            build_small(on_spark(tmp_path / "data"), tmp_path / "ontology", given)


def test_what_only_spark_reads_or_writes_asks_for_it(tmp_path: Path) -> None:
    for given in ("hdfs://host/news", "news.parquet"):
        with pytest.raises(InputError, match="read by Spark only"):
            build(settings_for(tmp_path / "data"), [given])
    with pytest.raises(SettingsError, match="written by Spark only"):
        build(settings_for(tmp_path / "data", tables="hdfs://host/kg"))


@needs_spark
def test_tables_that_cannot_be_written_are_told_with_what_stands(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError) as broken:
        write_tables("local[1]", f"file://{tmp_path}/file", "id", [b"<urn:a> <urn:p> <urn:b> .\n"], [])
    assert "The snapshot is published" in str(broken.value)


def start(stack: ExitStack, kind: str, *arguments: object) -> None:
    """Start a master or a worker of a standalone cluster; ended with the stack."""
    home = subprocess.run([sys.executable, "-c", SPARK_CLASS], capture_output=True, text=True, check=True)
    program = Path(home.stdout.strip()) / "bin" / "spark-class"
    name = f"org.apache.spark.deploy.{kind.lower()}.{kind}"
    environ = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    command = [str(program), name, "--host", "127.0.0.1", *map(str, arguments)]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.terminate)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A standalone cluster of two workers on loopback: its master's address."""
    port = find_port()
    with ExitStack() as stack:
        start(stack, "Master", "--port", port, "--webui-port", 0)
        until = time.monotonic() + 180
        while not listens(port):
            assert time.monotonic() < until, "the master does not start"
            time.sleep(0.2)
        address = f"spark://127.0.0.1:{port}"
        for number in range(2):
            work = tmp_path / f"worker{number}"
            options: Sequence[object] = ("--cores", 1, "--memory", "1g", "--work-dir", work)
            start(stack, "Worker", *options, "--port", 0, "--webui-port", 0, address)
        yield address


@needs_spark
def test_a_lost_executor_of_a_cluster_costs_no_article(cluster: str, tmp_path: Path) -> None:
    ontology = tmp_path / "ontology"
    folder = write_articles(tmp_path / "in", *(f"a{number:03}" for number in range(60)))
    lines = write_jsonl(folder / "lines.jsonl", *(f"l{number:03}" for number in range(40)))
    here = build_small(settings_for(tmp_path / "here"), ontology, folder)
    lines.rename(tmp_path / "lines.jsonl")
    inputs = (folder, f"file://{tmp_path}/lines.jsonl")
    there = build_small(on_spark(tmp_path / "there", cluster), ontology, *inputs, read=read_and_kill_once)
    assert (ontology / "killed").exists()
    assert there.snapshot.manifest.articles == 100
    assert_same(there.snapshot, here.snapshot)


@needs_spark
def test_a_master_that_cannot_be_reached_is_told_and_nothing_is_published(tmp_path: Path) -> None:
    port = find_port()
    folder = write_articles(tmp_path / "in", "a")
    settings = on_spark(tmp_path / "data", f"spark://127.0.0.1:{port}")
    for given in (folder, f"file://{folder}"):
        with pytest.raises(BuildError, match="cannot be reached"):
            build_small(settings, tmp_path / "ontology", given)
    assert current_id(tmp_path / "data") is None
