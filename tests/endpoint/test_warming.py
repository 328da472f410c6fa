"""Answers made ahead for a new snapshot."""

import json
from pathlib import Path

import pytest

from endpoint.ledger import Ledger
from endpoint.protocol import QueryRequest
from endpoint.sparql import Wish
from endpoint.warming import read_sample_queries
from tests.endpoint.serving import get, publish, running_server, wait_until

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o } # slow enough"
NO_WISH = Wish(None, None)


def test_the_costliest_comes_first_and_the_longest_unseen_is_forgotten() -> None:
    ledger = Ledger(most=2, costly=0.5)
    for query, seconds in (("a", 9.0), ("b", 1.0), ("cheap", 0.1), ("c", 2.0)):
        ledger.note(QueryRequest(query), NO_WISH, seconds)
    assert [asked.query for asked, _ in ledger.costliest()] == ["c", "b"]


def test_there_are_samples_to_answer_ahead() -> None:
    assert all("{" in asked.query for asked, _ in read_sample_queries())


@pytest.mark.parametrize(("warm_seconds", "outcome"), [(60.0, "kept"), (0, "answered")])
def test_a_costly_query_is_answered_on_the_new_snapshot_before_it_is_served(
    tmp_path: Path, warm_seconds: float, outcome: str
) -> None:
    publish(tmp_path, 1, more="".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(14)))
    log = tmp_path / "log"
    with running_server(tmp_path, log=log, warm_seconds=warm_seconds) as (address, _):
        first = get(f"{address}/sparql", params={"query": SLOW})
        id = publish(tmp_path, 2, more="".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(15)))
        wait_until(lambda: get(f"{address}/healthz").json()["snapshot"] == id)
        again = get(f"{address}/sparql", params={"query": SLOW})
    assert first.status_code == again.status_code == 200
    assert first.json() != again.json()
    asked = [json.loads(line) for line in log.read_text("utf-8").splitlines() if '"/sparql"' in line]
    assert [line["outcome"] for line in asked] == ["answered", outcome]
