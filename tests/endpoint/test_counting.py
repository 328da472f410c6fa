"""Workers count over columns where they can, and the answer is the engine's."""

from pathlib import Path

import pytest

from endpoint.shortener import Shortener
from endpoint.worker import Job, find_answer
from kg.snapshot import current_snapshot
from kg.store import GraphStore, open_store

BASE = "http://example.org/"
GROUPS = "SELECT ?class (COUNT(?s) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n) ?class"


@pytest.fixture(scope="module")
def store(sample_data: Path) -> GraphStore:
    return open_store(current_snapshot(sample_data).store_path)


@pytest.fixture(scope="module")
def shortener(sample_data: Path, store: GraphStore) -> Shortener:
    shortener = Shortener(store, current_snapshot(sample_data).columns_path, fewest=0)
    assert shortener.is_due
    shortener.open()
    return shortener


@pytest.mark.parametrize("media_type", ["text/csv", "application/sparql-results+json"])
def test_a_grouping_query_is_shortened_to_the_same_answer(
    store: GraphStore, shortener: Shortener, media_type: str
) -> None:
    short = shortener.shorten(GROUPS, BASE)
    assert short.count("VALUES") == 1
    jobs = [Job(query, BASE, None, None, media_type, None, 5.0, 100_000) for query in (GROUPS, short)]
    whole, shortened = [find_answer(store, job, {})[1].getvalue() for job in jobs]
    assert whole == shortened
    assert whole.count(b"Meeting") > 0


def test_another_query_stays_as_it_was(shortener: Shortener) -> None:
    assert not shortener.may_help("SELECT * { ?s ?p ?o }")
    query = "SELECT * { ?s ?p ?o } # COUNT"
    assert shortener.shorten(query, BASE) is query


def test_a_query_with_a_rare_pattern_is_left_to_the_engine(sample_data: Path, store: GraphStore) -> None:
    shortener = Shortener(store, current_snapshot(sample_data).columns_path, fewest=10**6)
    shortener.open()
    assert shortener.shorten(GROUPS, BASE) is GROUPS


def test_without_columns_the_engine_does_all(tmp_path: Path, store: GraphStore) -> None:
    assert not Shortener(store, tmp_path / "none").is_due
    assert not Shortener(store, None).is_due
    (tmp_path / "harmed").mkdir()
    shortener = Shortener(store, tmp_path / "harmed")
    shortener.open()
    assert not shortener.may_help(GROUPS)
