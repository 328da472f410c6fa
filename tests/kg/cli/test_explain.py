"""``giaoban explain`` on the sample world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Quad

from kg.cli import main
from kg.graph import DEFAULT_BASE, Graphs
from kg.pipeline import close_all
from kg.settings import Settings
from kg.snapshot import build_aside, publish_graph
from tests.kg.graph.sample import ONTOLOGY, sample_quads, sample_readings

MET = ("id/official/pham-minh-chinh", "gb:metWith", "id/official/huynh-thanh-tao")


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


def explain(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", "-d", str(data), *arguments])


def test_a_triple_is_explained_as_a_tree(data: Path) -> None:
    done = explain(data, *MET)
    lines = done.stdout.splitlines()
    assert done.exit_code == 0, done.output
    assert lines[0] == " ".join(MET)
    assert "by prp-spo2 (Table 5)" in done.stdout
    assert "axiom   gb:attended o gb:participant -> gb:metWith" in done.stdout
    assert any(line.lstrip().startswith("article giao-ban, ") and "Phạm Minh Chính" in line for line in lines)


def test_json_holds_what_the_tree_shows(data: Path) -> None:
    (record,) = json.loads(explain(data, "-f", "json", "-n", "1", *MET).stdout)
    assert record["triple"][1] == f"<{Graphs(DEFAULT_BASE).base}ontology#metWith>"
    proof = record["proofs"][0]
    assert proof["rule"] == "prp-spo2"
    assert proof["premises"][1]["sources"][0]["quotes"][0]["article"] == "giao-ban"


def test_a_thing_is_explained_triple_by_triple(data: Path) -> None:
    done = explain(data, "id/official/huynh-thanh-tao")
    assert "id/official/huynh-thanh-tao rdf:type gb:Official\n" in done.stdout
    assert "id/official/huynh-thanh-tao rdf:type foaf:Person\n  by cax-sco" in done.stdout


def test_what_the_graph_does_not_hold_is_told(data: Path) -> None:
    done = explain(data, "id/official/huynh-thanh-tao", "a", "gb:Body")
    assert done.exit_code == 1
    assert "does not hold" in done.stderr


@pytest.mark.parametrize("terms", [("id/a", "gb:b"), ("not an iri <>",)])
def test_wrong_terms_are_told_with_what_to_do(data: Path, terms: tuple[str, ...]) -> None:
    done = explain(data, *terms)
    assert done.exit_code == 1
    assert "Give one IRI" in done.stderr or "Write gb:metWith" in done.stderr
