"""Every inferred triple has a proof that starts from what was asserted and re-derives it."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings

from kg.closing import Closure, Proof, close, compile_rules
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

MEETING = """
:chairedBy rdfs:subPropertyOf :participant .
:participant rdfs:range :Official .
:Official rdfs:subClassOf :Person .
:met owl:propertyChainAxiom ( [ owl:inverseOf :participant ] :participant ) .
"""


def closed(axioms: str, data: str) -> Closure:
    return close(read_triples(data), compile_rules(read_triples(axioms)))


def triple(text: str) -> ox.Triple:
    return read_triples(text)[0]


def outline(proof: Proof) -> list[str]:
    """The proof as indented lines, rule and conclusion."""
    conclusion = proof.conclusion if isinstance(proof.conclusion, str) else written([proof.conclusion])[0]
    inner = [f"  {line}" for premise in proof.premises for line in outline(premise)]
    return [f"{proof.rule}: {conclusion.replace('http://example.org/', ':')}", *inner]


def test_a_proof_goes_down_to_what_was_asserted() -> None:
    (proof,) = closed(MEETING, ":m :chairedBy :x .").explain(triple(":x a :Person ."))
    assert outline(proof) == [
        "cax-sco: :x a :Person",
        "  prp-rng: :x a :Official",
        "    prp-spo1: :m :participant :x",
        "      asserted: :m :chairedBy :x",
    ]
    assert written(proof.axiom) == [":Official rdfs:subClassOf :Person"]


def test_a_step_through_an_expression_is_told_in_words() -> None:
    (proof,) = closed(MEETING, ":m :participant :x, :y .").explain(triple(":x :met :y ."))
    assert outline(proof) == [
        "prp-spo2: :x :met :y",
        "  prp-inv2: <:x> inverse of participant <:m>",
        "    asserted: :m :participant :x",
        "  asserted: :m :participant :y",
    ]


def test_all_proofs_come_with_the_shortest_first() -> None:
    data = ":a :p :b . :b :p :c . :a :p :x . :x :p :y . :y :p :c ."
    proofs = closed(":p a owl:TransitiveProperty .", data).explain(triple(":a :p :c ."))
    assert [proof.size for proof in proofs] == [1, 2, 2]
    assert len(closed(":p a owl:TransitiveProperty .", data).explain(triple(":a :p :c ."), limit=2)) == 2


def test_an_asserted_triple_is_asserted_and_may_follow_too() -> None:
    proofs = closed(MEETING, ":m :chairedBy :x ; :participant :x .").explain(triple(":m :participant :x ."))
    assert [proof.rule for proof in proofs] == ["asserted", "prp-spo1"]


def test_a_triple_that_does_not_follow_has_no_proof() -> None:
    closure = closed(MEETING, ":m :chairedBy :x .")
    assert closure.explain(triple(":m a :Person .")) == []
    assert closure.explain(triple(":nobody a :Person .")) == []


def test_an_equality_is_proved_from_the_key() -> None:
    axioms = ":Directive owl:hasKey ( :k ) . :Instruction rdfs:subClassOf :Directive ."
    closure = closed(axioms, ':d a :Instruction ; :k "1" . :d2 a :Directive ; :k "1" ; :cites :e .')
    (proof,) = closure.explain(triple(":d :cites :e ."))
    assert outline(proof) == [
        "eq-rep-s: :d :cites :e",
        "  asserted: :d2 :cites :e",
        "  eq-sym: :d2 owl:sameAs :d",
        "    prp-key: :d owl:sameAs :d2",
        '      asserted: :d :k "1"',
        '      asserted: :d2 :k "1"',
        "      cax-sco: :d a :Directive",
        "        asserted: :d a :Instruction",
        "      asserted: :d2 a :Directive",
    ]


@settings(max_examples=60)
@given(texts(plain_axioms, rich_axioms, equality_axioms, most=7), texts(facts, facts, equality_facts, most=9))
def test_every_inferred_triple_is_re_derived_from_the_leaves_of_its_proof(axioms: str, data: str) -> None:
    rules, given_triples = compile_rules(read_triples(DECLARED + axioms)), read_triples(data)
    closure = close(given_triples, rules)
    for found in closure.inferred:
        proof = closure.explain(found, limit=1)[0]
        assert proof.conclusion == found
        assert proof.leaves <= set(given_triples)
        assert close(proof.leaves, rules).explain(found, limit=1)
