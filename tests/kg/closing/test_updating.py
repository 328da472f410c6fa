"""After any additions and retractions the closure is that of a build from scratch."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.closing import Closure, close, compile_rules
from tests.kg.closing.graphs import (
    DECLARED,
    equality_axioms,
    equality_facts,
    facts,
    plain_axioms,
    read_triples,
    rich_axioms,
    texts,
    written,
)

statements = st.lists(st.one_of(facts, facts, equality_facts), min_size=1, max_size=5)


def view(closure: Closure) -> tuple[object, ...]:
    """All that a closure shows, explanations apart."""
    clashes = [(clash.rule, clash.message) for clash in closure.inconsistencies]
    return list(closure.inferred), closure.canonical, clashes


@settings(max_examples=200)
@given(
    texts(plain_axioms, rich_axioms, equality_axioms, most=7),
    st.lists(st.tuples(st.booleans(), statements), min_size=1, max_size=6),
    st.booleans(),
)
def test_a_changed_closure_is_that_of_a_new_build(
    axioms: str, changes: list[tuple[bool, list[str]]], omitting: bool
) -> None:
    omits = ":p gb:closureOmitsReflexive true ." if omitting else ""
    rules = compile_rules(read_triples(DECLARED + axioms + omits))
    closure, standing = close([], rules), frozenset[ox.Triple]()
    for adding, lines in changes:
        triples = read_triples("\n".join(lines))
        (closure.add if adding else closure.retract)(triples)
        standing = standing | {*triples} if adding else standing - {*triples}
        assert view(closure) == view(close(standing, rules))
        for found in closure.inferred:
            (proof,) = closure.explain(found, limit=1)
            assert proof.leaves <= standing


def test_what_another_triple_still_gives_stays() -> None:
    rules = compile_rules(read_triples(":p a owl:TransitiveProperty ."))
    closure = close(read_triples(":a :p :b . :b :p :d . :a :p :c . :c :p :d ."), rules)
    closure.retract(read_triples(":a :p :b ."))
    assert written(closure.inferred) == [":a :p :d"]
    closure.retract(read_triples(":c :p :d ."))
    assert written(closure.inferred) == []


def test_a_loop_does_not_hold_itself_up() -> None:
    rules = compile_rules(
        read_triples(":p a owl:SymmetricProperty ; rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .")
    )
    closure = close(read_triples(":a :p :b ."), rules)
    closure.retract(read_triples(":a :p :b ."))
    assert written(closure.inferred) == []


def test_two_documents_part_when_the_shared_key_is_retracted() -> None:
    rules = compile_rules(read_triples(":D owl:hasKey ( :k ) ."))
    closure = close(read_triples(":d a :D ; :k 1 . :d2 a :D ; :k 1 ; :cites :e ."), rules)
    assert written(closure.inferred) == [":d :cites :e", ":d2 owl:sameAs :d"]
    closure.retract(read_triples(":d :k 1 ."))
    assert (written(closure.inferred), closure.canonical) == ([], {})


def test_retracting_what_was_never_asserted_changes_nothing() -> None:
    rules = compile_rules(read_triples(":p rdfs:subPropertyOf :q ."))
    closure = close(read_triples(":a :p :b ."), rules)
    closure.retract(read_triples(":a :q :b . :nobody :p :b ."))
    assert written(closure.inferred) == [":a :q :b"]
