"""The columns hold the graph as the engine does."""

from pathlib import Path

import pyoxigraph
import pytest

from kg.columns import Columns, write_columns
from kg.columns.query import Pattern, Variable
from kg.errors import BuildError, SnapshotError
from kg.export import canonical_lines

GRAPH = """@prefix e: <http://example.org/> .
e:g { e:a e:p 1 , "01"^^<http://www.w3.org/2001/XMLSchema#integer> , "á"@VI . e:b e:p e:a }
e:h { e:a e:p 1 }"""
P = b"<http://example.org/p>"
ONE = b'"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


@pytest.fixture
def columns(tmp_path: Path) -> Columns:
    write_columns(tmp_path / "columns", canonical_lines(pyoxigraph.parse(GRAPH, pyoxigraph.RdfFormat.TRIG)))
    return Columns(tmp_path / "columns")


def test_a_term_is_found_as_the_engine_writes_it(columns: Columns) -> None:
    for term in (P, ONE, '"á"@vi'.encode()):
        assert columns.term(columns.find(term)) == term
    assert columns.find(b"<http://example.org/z>") == columns.find(b"") == -1


def test_the_default_graph_has_each_triple_once_and_graph_each_quad(columns: Columns) -> None:
    ends = Variable("a"), P, Variable("b")
    assert columns.match(Pattern(*ends)).size == 3
    assert columns.match(Pattern(*ends, Variable("g"))).size == 4
    assert columns.match(Pattern(*ends, b"<http://example.org/h>")).size == 1
    assert columns.match(Pattern(Variable("a"), P, ONE)).size == 1
    assert columns.match(Pattern(Variable("a"), b"<http://example.org/none>", Variable("b"))).size == 0


def test_an_empty_graph_has_columns_too(tmp_path: Path) -> None:
    write_columns(tmp_path / "columns", [])
    assert len(Columns(tmp_path / "columns")) == 0


def test_what_is_no_canonical_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError):
        write_columns(tmp_path / "columns", [b"_:a <urn:p> <urn:o> <urn:g> .\n"])


def test_missing_columns_are_told_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="giaoban build"):
        Columns(tmp_path)


def test_a_term_is_rare_if_it_is_in_few_triples_and_no_predicate(columns: Columns) -> None:
    assert [columns.is_rare(b"<http://example.org/a>", fewest) for fewest in (2, 3)] == [False, True]
    assert columns.is_rare(b"<http://example.org/nowhere>", 1)
    assert not columns.is_rare(P, 10**6)
