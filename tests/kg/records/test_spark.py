"""Spark reads the same: on this machine and on a cluster of two workers that loses an executor."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from kg.errors import BuildError
from kg.pipeline import build
from kg.records import read_here
from kg.records.spark import read_on_spark
from kg.settings import CORPUS
from kg.snapshot import Snapshot, current_id
from tests.kg.factories import read_name, settings_for, stages_for_tests, write_articles, write_ontology
from tests.kg.records.spark_reader import fail_at_one, read_and_kill_once

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


def read_dump(snapshot: Snapshot) -> bytes:
    return (snapshot.dumps_path / "giaoban.nq.gz").read_bytes()


@needs_spark
def test_the_corpus_read_by_spark_is_the_same_snapshot_to_the_byte(tmp_path: Path) -> None:
    articles = sorted(CORPUS.glob("*.md"))[:6]
    here = build(settings_for(tmp_path / "here"), articles)
    there = build(settings_for(tmp_path / "there"), articles, engine=read_on_spark("local[2]"))
    assert there.read == here.read == 6
    assert there.snapshot.id == here.snapshot.id
    assert read_dump(there.snapshot) == read_dump(here.snapshot)
    assert there.snapshot.issues_path.read_bytes() == here.snapshot.issues_path.read_bytes()


@needs_spark
def test_an_article_whose_reading_fails_ends_among_the_issues(tmp_path: Path) -> None:
    ontology = write_ontology(tmp_path / "ontology")
    folder = write_articles(tmp_path / "in", *(f"a{n}" for n in range(20)))
    done = build(
        settings_for(tmp_path / "data"),
        [folder],
        stages=stages_for_tests(read=fail_at_one),
        ontology=ontology,
        engine=read_on_spark("local[2]"),
    )
    assert done.snapshot.manifest.articles == 20
    assert [issue.article for issue in done.issues if issue.rule == "reading.failed"] == ["a7"]


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


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A standalone cluster of two workers on loopback: its master's address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with ExitStack() as stack:
        start(stack, "Master", "--port", port, "--webui-port", 0)
        until = time.monotonic() + 60
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
    ontology = write_ontology(tmp_path / "ontology")
    folder = write_articles(tmp_path / "in", *(f"a{n:03}" for n in range(100)))
    there = build(
        settings_for(tmp_path / "there"),
        [folder],
        stages=stages_for_tests(read=read_and_kill_once),
        ontology=ontology,
        engine=read_on_spark(cluster),
    )
    assert (ontology / "killed").exists()
    here = build(
        settings_for(tmp_path / "here"),
        [folder],
        stages=stages_for_tests(read=read_name),
        ontology=ontology,
        engine=read_here,
    )
    assert there.snapshot.manifest.articles == 100
    assert there.snapshot.id == here.snapshot.id
    assert read_dump(there.snapshot) == read_dump(here.snapshot)


@needs_spark
def test_a_master_that_cannot_be_reached_is_told_and_nothing_is_published(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = write_articles(tmp_path / "in", "a")
    with pytest.raises(BuildError, match="cannot be reached"):
        build(
            settings_for(tmp_path / "data"),
            [folder],
            stages=stages_for_tests(),
            ontology=write_ontology(tmp_path / "ontology"),
            engine=read_on_spark(f"spark://127.0.0.1:{port}"),
        )
    assert current_id(tmp_path / "data") is None
