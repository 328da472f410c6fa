"""Each rule concludes what its axiom says, and not from a near miss."""

from __future__ import annotations

import pytest

from kg.closing import RULES, close, compile_rules
from tests.kg.closing.graphs import read_triples, written

OVER_SOME = "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :C ."
OVER_ANY = "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :C ."
TO_VALUE = ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ] ."
FROM_VALUE = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ] rdfs:subClassOf :C ."
INVERSE = ":p owl:inverseOf :q ."

CASES = {
    "prp-dom": (":p rdfs:domain :C .", ":x :p :y .", [":x a :C"], ":x :q :y ."),
    "prp-rng": (":p rdfs:range :C .", ":x :p :y .", [":y a :C"], ':x :p "word" .'),
    "prp-fp": (
        ":p a owl:FunctionalProperty .",
        ":x :p :y, :z .",
        [":x :p :y", ":z owl:sameAs :y"],
        ":x :p :y . :w :p :z .",
    ),
    "prp-ifp": (
        ":p a owl:InverseFunctionalProperty .",
        ":x :p :z . :y :p :z .",
        [":y owl:sameAs :x"],
        ":x :p :y, :z .",
    ),
    "prp-symp": (":p a owl:SymmetricProperty .", ":x :p :y .", [":y :p :x"], ':x :p "word" .'),
    "prp-trp": (
        ":p a owl:TransitiveProperty .",
        ":x :p :y . :y :p :z .",
        [":x :p :z"],
        ":x :p :y . :z :p :y .",
    ),
    "prp-spo1": (":p rdfs:subPropertyOf :q .", ":x :p :y .", [":x :q :y"], ":x :q :y ."),
    "prp-spo2": (
        ":r owl:propertyChainAxiom ( :p :q :q ) .",
        ":x :p :y . :y :q :z . :z :q :end .",
        [":x :r :end"],
        ":x :p :y . :y :q :z . :end :q :z .",
    ),
    "prp-inv1": (INVERSE, ":x :p :y .", [":y :q :x"], ':x :p "word" .'),
    "prp-inv2": (INVERSE, ":x :q :y .", [":y :p :x"], ':x :q "word" .'),
    "prp-key": (
        ":A owl:hasKey ( :k ) .",
        ':x a :A ; :k "1" . :y a :A ; :k "1" .',
        [":y owl:sameAs :x"],
        ':x a :A ; :k "1" . :y a :B ; :k "1" . :z a :A ; :k "2" .',
    ),
    "cls-int1": (
        ":C owl:intersectionOf ( :A :B ) .",
        ":x a :A, :B .",
        [":x a :C"],
        ":x a :A . :y a :B .",
    ),
    "cls-svf1": (OVER_SOME, ":x :p :y . :y a :B .", [":x a :C"], ":x :p :y . :x a :B ."),
    "cls-svf2": (OVER_ANY, ":x :p :y .", [":x a :C"], ":x :q :y ."),
    "cls-hv1": (TO_VALUE, ":x a :A .", [":x :p :v"], ":x a :B ."),
    "cls-hv2": (FROM_VALUE, ":x :p :v .", [":x a :C"], ":x :p :w ."),
    "cax-sco": (":A rdfs:subClassOf :B .", ":x a :A .", [":x a :B"], ":x a :B ."),
}


def inferred(axioms: str, data: str) -> list[str]:
    return written(close(read_triples(data), compile_rules(read_triples(axioms))).inferred)


def test_the_rules_are_these() -> None:
    assert [rule.name for rule in RULES] == list(CASES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_asserts_in_both_directions(rule: object) -> None:
    assert rule.says  # type: ignore[attr-defined]
    assert rule.backward.__doc__  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", CASES)
def test_a_rule_concludes_what_its_axiom_says(name: str) -> None:
    axioms, data, expected, _ = CASES[name]
    given = written(read_triples(data))
    assert inferred(axioms, data) == [row for row in expected if row not in given]


@pytest.mark.parametrize("name", CASES)
def test_a_rule_concludes_nothing_from_a_near_miss(name: str) -> None:
    axioms, _, _, near_miss = CASES[name]
    assert inferred(axioms, near_miss) == []
