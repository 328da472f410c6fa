"""What a closure shows: sorted new triples, representatives, contradictions."""

from __future__ import annotations

import pytest

from kg.closing import Closure, close, compile_rules
from kg.errors import BuildError
from tests.kg.closing.graphs import read_triples, written


def closed(axioms: str, data: str) -> Closure:
    return close(read_triples(data), compile_rules(read_triples(axioms)))


def test_inferred_triples_are_new_and_in_an_order_that_the_input_does_not_change() -> None:
    axioms, lines = ":p a owl:TransitiveProperty .", [":c :p :d .", ":a :p :b .", ":b :p :c .", ":a :p :d ."]
    expected = [":a :p :c", ":b :p :d"]
    assert written(closed(axioms, "".join(lines)).inferred) == expected
    assert written(closed(axioms, "".join(reversed(lines))).inferred) == expected


def test_consequences_are_said_of_the_shortest_name_only() -> None:
    closure = closed(":p rdfs:subPropertyOf :q .", ":person-1962 :p :x . :person-1962 owl:sameAs :person .")
    assert written(closure.inferred) == [":person :p :x", ":person :q :x"]
    assert [(one.value[-11:], other.value[-6:]) for one, other in closure.canonical.items()] == [
        ("person-1962", "person")
    ]


def test_sameness_found_late_sets_off_rules_that_waited_for_it() -> None:
    axioms = """:A owl:hasKey ( :k ) . :p rdfs:domain :A . :r owl:propertyChainAxiom ( :p :q ) .
    [ a owl:Restriction ; owl:onProperty :q ; owl:hasValue :bb ] rdfs:subClassOf :C ."""
    data = ":a :p :o ; :k 1 . :b a :A ; :k 1 . :bb a :A ; :k 1 . :x :p :bb . :b :q :z . :w :q :a ."
    assert ":x :r :z" in written(closed(axioms, data).inferred)
    assert ":w a :C" in written(closed(axioms, data).inferred)


def test_a_property_that_omits_reflexive_results_never_relates_a_thing_to_itself() -> None:
    axioms = ":met owl:propertyChainAxiom ( [ owl:inverseOf :participant ] :participant ) ."
    data = ":m :participant :a, :b ."
    assert ":a :met :a" in written(closed(axioms, data).inferred)
    omitting = closed(axioms + ":met gb:closureOmitsReflexive true .", data)
    assert written(omitting.inferred) == [":a :met :b", ":b :met :a"]


def test_what_is_not_shown_breaks_no_irreflexivity_but_what_is_asserted_does() -> None:
    axioms = """:met a owl:IrreflexiveProperty ; gb:closureOmitsReflexive true ;
    owl:propertyChainAxiom ( [ owl:inverseOf :participant ] :participant ) ."""
    assert closed(axioms, ":m :participant :a, :b .").inconsistencies == ()
    (clash,) = closed(axioms, ":a :met :a .").inconsistencies
    assert clash.rule == "prp-irp"


def test_an_asserted_reflexive_triple_stays_asserted() -> None:
    closure = closed(":p rdfs:subPropertyOf :q . :p gb:closureOmitsReflexive true .", ":a :p :a .")
    assert written(closure.inferred) == [":a :q :a"]


def test_expressions_that_were_given_an_iri_are_not_shown() -> None:
    axioms = "gb:node-1 a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ; rdfs:subClassOf :C ."
    assert written(closed(axioms, ":x :p :v .").inferred) == [":x a :C"]


def test_classes_cannot_be_merged_by_data() -> None:
    with pytest.raises(BuildError, match="equivalentClass"):
        closed(":A rdfs:subClassOf :B .", ":x a :A . :A owl:sameAs :other .")


CONTRADICTIONS = {
    "cax-dw": (":A owl:disjointWith :B .", ":x a :A, :B .", ":x a :A . :y a :B ."),
    "cax-adc": (
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
        ":x a :A, :C .",
        ":x a :A . :y a :B . :z a :C .",
    ),
    "prp-pdw": (":p owl:propertyDisjointWith :q .", ":x :p :y ; :q :y .", ":x :p :y ; :q :z ."),
    "prp-irp": (":p a owl:IrreflexiveProperty .", ":x :p :x .", ":x :p :y ."),
    "prp-asyp": (":p a owl:AsymmetricProperty .", ":x :p :y . :y :p :x .", ":x :p :y . :y :p :z ."),
    "prp-fp": (":p a owl:FunctionalProperty .", ':x :p "a", "b" .', ':x :p 1, "01"^^xsd:integer . :y :p 2 .'),
    "cls-nothing2": (":A rdfs:subClassOf owl:Nothing .", ":x a :A .", ":x a :B ."),
    "eq-diff1": (
        ":p a owl:FunctionalProperty .",
        ":x :p :y, :z . :y owl:differentFrom :z .",
        ":x :p :y . :y owl:differentFrom :z .",
    ),
}


@pytest.mark.parametrize("rule", CONTRADICTIONS)
def test_a_contradiction_is_named_with_its_premises(rule: str) -> None:
    axioms, data, _ = CONTRADICTIONS[rule]
    (clash,) = closed(axioms, data).inconsistencies
    assert clash.rule == rule
    assert set(written(clash.premises)) & set(written(read_triples(data))) or rule == "cls-nothing2"
    assert clash.message.endswith(".")


@pytest.mark.parametrize("rule", CONTRADICTIONS)
def test_what_is_allowed_is_no_contradiction(rule: str) -> None:
    axioms, _, allowed = CONTRADICTIONS[rule]
    assert closed(axioms, allowed).inconsistencies == ()
