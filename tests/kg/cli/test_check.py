"""``giaoban check`` on the sample world: what it says, and in which form."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Quad

from kg.cli import main
from kg.graph import DEFAULT_BASE
from kg.pipeline import close_all
from kg.settings import Settings
from kg.snapshot import build_aside, publish_graph
from tests.kg.graph.sample import ONTOLOGY, sample_quads, sample_readings


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample world as a snapshot."""
    folder = tmp_path_factory.mktemp("data")
    quads: set[Quad] = set(sample_quads())
    inferred, _ = close_all(quads, DEFAULT_BASE, ONTOLOGY)
    articles = sorted((reading.article for reading in sample_readings()), key=lambda article: article.id)
    with build_aside(folder) as aside:
        publish_graph(aside, Settings(data=folder), quads.union(inferred), articles, [])
    return folder


def check(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "-d", str(data), *arguments])


def test_each_check_says_what_it_looked_at_and_conflicts_are_warnings(data: Path) -> None:
    done = check(data)
    assert done.exit_code == 0, done.output
    looked = {line.split()[0] for line in done.stdout.splitlines() if " examined, " in line}
    names = {"evidence", "references", "shapes", "consistency", "conflicts", "counts", "files"}
    assert looked == names
    assert "warnings of conflicts:" in done.stdout
    assert "TwoHolders (error): Bí thư Tỉnh ủy Hậu Giang: 2020-06-01" in done.stdout


def test_the_report_is_given_as_json_and_as_shacl(data: Path) -> None:
    record = json.loads(check(data, "-f", "json").stdout)
    quads = list(pyoxigraph.parse(check(data, "-f", "ttl").stdout, format=pyoxigraph.RdfFormat.TURTLE))
    results = [quad for quad in quads if quad.predicate.value.endswith("shacl#result")]
    assert record["publishable"] is True
    assert len(results) == len(record["findings"]) > 0
