"""An axiom that the closure would not honour stops the build with its name."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from kg.closing import compile_rules
from kg.errors import ListError
from tests.kg.closing.graphs import read_triples

ONLY = "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ]"
AT_MOST = "[ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ]"
SOME = "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ]"
UNSUPPORTED = {
    f":A rdfs:subClassOf {ONLY} .": "owl:allValuesFrom",
    f":A rdfs:subClassOf {SOME} .": "owl:someValuesFrom as a conclusion",
    f":A owl:equivalentClass {SOME} .": "owl:someValuesFrom as a conclusion",
    f":A rdfs:subClassOf [ owl:intersectionOf ( :B {SOME} ) ] .": "owl:someValuesFrom as a conclusion",
    ":A owl:equivalentClass [ owl:unionOf ( :B :C ) ] .": "owl:unionOf as a conclusion",
    ":A owl:oneOf ( :x :y ) .": "owl:oneOf",
    ":A owl:complementOf :B .": "owl:complementOf",
    ":A owl:disjointUnionOf ( :B :C ) .": "owl:disjointUnionOf",
    ":p a owl:ReflexiveProperty .": "owl:ReflexiveProperty",
    ":A owl:hasKey ( :p :q ) .": "owl:hasKey of several properties",
    f":A rdfs:subClassOf {AT_MOST} .": "owl:maxCardinality",
    ":v a owl:DatatypeProperty, owl:SymmetricProperty .": "owl:SymmetricProperty on a data property",
    ":v a owl:DatatypeProperty ; owl:inverseOf :w .": "owl:inverseOf on a data property",
    "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom xsd:string ] rdfs:subClassOf :A .": (
        "owl:someValuesFrom a datatype"
    ),
    "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x .": "owl:NegativePropertyAssertion",
}


@pytest.mark.parametrize("axiom", UNSUPPORTED)
def test_an_unsupported_axiom_is_refused_by_name(axiom: str) -> None:
    with pytest.raises(ListError, match=UNSUPPORTED[axiom]):
        compile_rules(read_triples(axiom))


def test_annotations_are_no_axioms() -> None:
    rules = compile_rules(read_triples(':A a owl:Class ; rdfs:label "a"@vi ; owl:versionInfo "1" .'))
    assert rules.steps == ()


def test_the_shipped_ontology_is_supported(repo_root: Path) -> None:
    graph = rdflib.Graph()
    for name in ("giaoban.ttl", "alignments.ttl"):
        if (repo_root / "ontology" / name).exists():
            graph.parse(repo_root / "ontology" / name)
    names = {step.rule.name for step in compile_rules(graph).steps}
    assert {"cax-sco", "prp-spo1", "prp-trp", "prp-spo2", "prp-symp", "prp-key"} <= names
