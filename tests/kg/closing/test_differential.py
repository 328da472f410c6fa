"""The closure is owlrl's and reasonable's, up to a listed set of rows, on random small graphs."""

from __future__ import annotations

from hypothesis import assume, given, settings

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
    to_rdflib,
)

few = settings(max_examples=120)


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
    ontology = to_rdflib(DECLARED + axioms)
    expected, errors = closed_by_owlrl(to_rdflib(DECLARED + axioms + data))
    assert sameness_of(closure) == sameness(expected)
    ours = {*as_rows(given_triples), *as_rows(closure.inferred)}
    assert compared(ours, closure, ontology) == compared(expected, closure, ontology)
    assert bool(found) == bool(errors)


@few
@given(texts(plain_axioms, rich_axioms, equality_axioms, most=6), texts(facts, equality_facts, most=8))
def test_only_inferred_reflexive_triples_are_missing_where_the_ontology_omits_them(
    axioms: str, data: str
) -> None:
    given_triples = read_triples(data)
    everything = close(given_triples, compile_rules(read_triples(DECLARED + axioms)))
    omitting = DECLARED + axioms + ":p gb:closureOmitsReflexive true ."
    shown = set(close(given_triples, compile_rules(read_triples(omitting))).inferred)
    left_out = set(everything.inferred) - shown
    assert shown <= set(everything.inferred)
    assert all(t.predicate.value.endswith("/p") and t.subject == t.object for t in left_out)
    assert not any(t.predicate.value.endswith("/p") and t.subject == t.object for t in shown)


@few
@given(texts(plain_axioms, most=8), texts(facts, most=10))
def test_closure_equals_reasonables_where_it_knows_the_axioms(axioms: str, data: str) -> None:
    given_triples = read_triples(data)
    closure = close(given_triples, compile_rules(read_triples(DECLARED + axioms)))
    expected = closed_by_reasonable(DECLARED + axioms, data)
    assume(not closure.inconsistencies)
    ours, ontology = {*as_rows(given_triples), *as_rows(closure.inferred)}, to_rdflib(DECLARED + axioms)
    assert compared(ours, closure, ontology) == compared(expected, closure, ontology)


def test_each_exclusion_says_why() -> None:
    assert all(name and len(reason.split()) > 3 for name, reason, _ in EXCLUSIONS)
