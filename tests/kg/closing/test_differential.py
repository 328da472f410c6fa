"""The closure is owlrl's and reasonable's, up to a listed set of rows, on random small graphs."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from kg.closing import close, compile_rules
from tests.kg.closing.graphs import (
    DECLARED,
    EXCLUSIONS,
    as_rows,
    closed_by_owlrl,
    closed_by_reasonable,
    compared,
    equality_axioms,
    equality_facts,
    facts,
    plain_axioms,
    read_triples,
    rich_axioms,
    sameness,
    sameness_of,
    texts,
)

few = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@few
@given(texts(plain_axioms, rich_axioms, most=8), texts(facts, most=10))
def test_closure_equals_owlrls(axioms: str, data: str) -> None:
    assert_like_owlrl(axioms, data)


@few
@given(texts(plain_axioms, rich_axioms, equality_axioms, most=6), texts(facts, facts, equality_facts, most=8))
def test_closure_with_equality_equals_owlrls(axioms: str, data: str) -> None:
    assert_like_owlrl(axioms, data)


def assert_like_owlrl(axioms: str, data: str) -> None:
    given_triples = read_triples(data)
    closure = close(given_triples, compile_rules(read_triples(DECLARED + axioms)))
    found = {clash.rule for clash in closure.inconsistencies}
    expected, errors = closed_by_owlrl(DECLARED + axioms, data)
    assert sameness_of(closure) == sameness(expected)
    assert compared({*as_rows(given_triples), *as_rows(closure.inferred)}, closure) == compared(
        expected, closure
    )
    assert bool(found) == bool(errors)


@few
@given(texts(plain_axioms, most=8), texts(facts, most=10))
def test_closure_equals_reasonables_where_it_knows_the_axioms(axioms: str, data: str) -> None:
    given_triples = read_triples(data)
    closure = close(given_triples, compile_rules(read_triples(DECLARED + axioms)))
    expected = closed_by_reasonable(DECLARED + axioms, data)
    assume(not closure.inconsistencies)
    ours = compared({*as_rows(given_triples), *as_rows(closure.inferred)}, closure)
    assert ours == compared(expected, closure)


def test_each_exclusion_says_why() -> None:
    assert all(name and len(reason.split()) > 3 for name, reason, _ in EXCLUSIONS)
