"""Small ontologies and graphs for the tests of the closure, and what they are compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import owlrl
import pyoxigraph as ox
import rdflib
import reasonable
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from kg.closing import Closure
from kg.closing.conversion import to_node

PREFIXES = """
@prefix : <http://example.org/> .
@prefix gb: <https://w3id.org/giaoban/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = """
:A a owl:Class . :B a owl:Class . :C a owl:Class . :D a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty . :s a owl:ObjectProperty .
:v a owl:DatatypeProperty . :w a owl:DatatypeProperty .
"""
Row: TypeAlias = tuple[Node, Node, Node]


def read_triples(turtle: str) -> list[ox.Triple]:
    """The triples of a text in Turtle, with the usual prefixes."""
    quads = ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def written(triples: Iterable[ox.Triple]) -> list[str]:
    """Triples as short text, ":a :p :b", in their order."""
    return [" ".join(_short(term) for term in triple) for triple in triples]


def _short(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if not isinstance(term, ox.NamedNode):
        return str(term)
    text = term.value.replace("http://example.org/", ":").replace(str(OWL), "owl:").replace(str(RDF), "rdf:")
    text = text.replace(str(RDFS), "rdfs:")
    return "a" if text == "rdf:type" else text


CLASSES, OBJECT_PROPERTIES, DATA_PROPERTIES = [":A", ":B", ":C", ":D"], [":p", ":q", ":r", ":s"], [":v", ":w"]
INDIVIDUALS, VALUES = [":a", ":b", ":c", ":d", ":e"], ['"x"', '"y"', "7"]

classes, relations = st.sampled_from(CLASSES), st.sampled_from(OBJECT_PROPERTIES)
data_properties, individuals = st.sampled_from(DATA_PROPERTIES), st.sampled_from(INDIVIDUALS)
restrictions = st.one_of(
    st.builds(
        "[ a owl:Restriction ; owl:onProperty {} ; owl:someValuesFrom {} ]".format,
        relations,
        classes | st.just("owl:Thing"),
    ),
    st.builds("[ a owl:Restriction ; owl:onProperty {} ; owl:hasValue {} ]".format, relations, individuals),
    st.builds(
        "[ a owl:Restriction ; owl:onProperty {} ; owl:hasValue {} ]".format,
        data_properties,
        st.sampled_from(VALUES),
    ),
)
values_only = st.builds(
    "[ a owl:Restriction ; owl:onProperty {} ; owl:hasValue {} ]".format, relations, individuals
)
links = relations | st.builds("[ owl:inverseOf {} ]".format, relations)

plain_axioms = st.one_of(
    st.builds("{} rdfs:subClassOf {} .".format, classes, classes),
    st.builds("{} rdfs:subPropertyOf {} .".format, relations, relations),
    st.builds("{} rdfs:subPropertyOf {} .".format, data_properties, data_properties),
    st.builds("{} rdfs:domain {} .".format, relations | data_properties, classes),
    st.builds("{} rdfs:range {} .".format, relations, classes),
    st.builds("{} owl:inverseOf {} .".format, relations, relations),
    st.builds("{} a owl:SymmetricProperty .".format, relations),
    st.builds("{} a owl:TransitiveProperty .".format, relations),
    st.builds("{} owl:equivalentClass {} .".format, classes, classes),
    st.builds("{} owl:equivalentProperty {} .".format, relations, relations),
)
rich_axioms = st.one_of(
    st.builds("{} owl:propertyChainAxiom ( {} {} ) .".format, relations, links, links),
    st.builds("{} owl:propertyChainAxiom ( {} {} {} ) .".format, relations, links, links, links),
    st.builds("{} rdfs:subClassOf {} .".format, restrictions, classes),
    st.builds("{} rdfs:subClassOf {} .".format, classes, values_only),
    st.builds("{} owl:equivalentClass {} .".format, classes, values_only),
    st.builds("{} owl:intersectionOf ( {} {} ) .".format, classes, classes, classes),
    st.builds(
        "[ a owl:Class ; owl:intersectionOf ( {} {} ) ] rdfs:subClassOf {} .".format,
        classes,
        restrictions,
        classes,
    ),
    st.builds(
        "[ a owl:Class ; owl:unionOf ( {} {} ) ] rdfs:subClassOf {} .".format, classes, classes, classes
    ),
    st.builds("{} owl:disjointWith {} .".format, classes, classes),
    st.builds("{} a owl:IrreflexiveProperty .".format, relations),
    st.builds("{} a owl:AsymmetricProperty .".format, relations),
)
equality_axioms = st.one_of(
    st.builds("{} a owl:FunctionalProperty .".format, relations),
    st.builds("{} a owl:InverseFunctionalProperty .".format, relations),
    st.builds("{} owl:hasKey ( {} ) .".format, classes, relations | data_properties),
)
facts = st.one_of(
    st.builds("{} a {} .".format, individuals, classes),
    st.builds("{} {} {} .".format, individuals, relations, individuals),
    st.builds("{} {} {} .".format, individuals, relations, individuals),
    st.builds("{} {} {} .".format, individuals, data_properties, st.sampled_from(VALUES)),
)
equality_facts = st.one_of(
    st.builds("{} owl:sameAs {} .".format, individuals, individuals),
    st.builds("{} owl:differentFrom {} .".format, individuals, individuals),
)


def texts(*parts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    """Some of the statements, as one text."""
    return st.lists(st.one_of(*parts), min_size=1, max_size=most, unique=True).map("\n".join)


def to_rdflib(turtle: str) -> rdflib.Graph:
    """The text as a graph of rdflib, with the usual prefixes."""
    return rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")


def closed_by_owlrl(graph: rdflib.Graph) -> tuple[set[Row], list[str]]:
    """The closure of ontology and data by owlrl, and its error messages.

    owlrl 7 looks at all properties of a key but the last, so that a key of one property makes all members
    one: it is told each key twice, which says what the key of one property says.
    """
    for head in list(graph.objects(None, OWL.hasKey)):
        again = rdflib.BNode()
        prop = graph.value(head, RDF.first)
        assert prop is not None
        graph.set((head, RDF.rest, again))
        graph.add((again, RDF.first, prop))
        graph.add((again, RDF.rest, RDF.nil))
    semantics = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False)
    semantics.closure()
    return set(graph), list(semantics.error_messages)


def closed_by_reasonable(ontology: str, data: str) -> set[Row]:
    """The closure by reasonable."""
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(to_rdflib(ontology + data))
    return {(s, p, _plain(o)) for s, p, o in reasoner.reason()}


def _plain(term: Node) -> Node:
    """A string without its datatype, as rdflib reads strings."""
    is_string = isinstance(term, rdflib.Literal) and term.datatype == XSD.string
    return rdflib.Literal(str(term)) if is_string else term


WORDS_OF_OWL = (str(OWL), str(RDFS), str(RDF), str(XSD))
EXCLUSIONS: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
    (
        "reflexive owl:sameAs",
        "everything is itself; eq-ref says nothing about the data",
        lambda row: row[1] == OWL.sameAs and row[0] == row[2],
    ),
    (
        "owl:Thing and rdfs:Resource",
        "everything is a thing",
        lambda row: row[1] == RDF.type and row[2] in (OWL.Thing, RDFS.Resource),
    ),
    (
        "literals as subjects",
        "no RDF 1.1 graph can hold them (datatypes and sameness of literals among them)",
        lambda row: isinstance(row[0], rdflib.Literal),
    ),
    (
        "anonymous expressions",
        "membership in a restriction or intersection without a name, and pairs of an anonymous inverse",
        lambda row: any(isinstance(term, rdflib.BNode) for term in row),
    ),
    (
        "the words of OWL",
        "axioms are closed by owlrl itself when the rules are compiled; the closure speaks of individuals",
        lambda row: str(row[0]).startswith(WORDS_OF_OWL),
    ),
)


def terms_of(ontology: rdflib.Graph) -> set[Node]:
    """What the ontology speaks of: owlrl closes its axioms too, the closure speaks of the data only."""
    return set(ontology.subjects()) | set(ontology.objects())


def compared(rows: Iterable[Row], closure: Closure, ontology: rdflib.Graph) -> set[Row]:
    """The rows about individuals without exclusions, said of representatives; sameness is compared apart."""
    terms = terms_of(ontology) - {
        rdflib.URIRef(name.replace(":", "http://example.org/")) for name in INDIVIDUALS
    }
    standing = {to_node(one): to_node(other) for one, other in closure.canonical.items()}
    return {
        (standing.get(row[0], row[0]), row[1], standing.get(row[2], row[2]))
        for row in rows
        if row[1] != OWL.sameAs
        and row[0] not in terms
        and not any(excluded(row) for _, _, excluded in EXCLUSIONS)
    }


def sameness(rows: Iterable[Row]) -> set[Row]:
    """The owl:sameAs rows between different individuals."""
    kept = (row for row in rows if row[1] == OWL.sameAs)
    return {row for row in kept if not any(excluded(row) for _, _, excluded in EXCLUSIONS)}


def sameness_of(closure: Closure) -> set[Row]:
    """All pairs of an owl:sameAs class, from the representatives."""
    standing = {to_node(one): to_node(other) for one, other in closure.canonical.items()}
    everyone = {*standing, *standing.values()}
    return {
        (one, OWL.sameAs, other)
        for one in everyone
        for other in everyone
        if one != other and standing.get(one, one) == standing.get(other, other)
    }


def as_rows(triples: Iterable[ox.Triple]) -> set[Row]:
    """Triples as rows of rdflib terms."""
    return {(to_node(s), to_node(p), to_node(o)) for s, p, o in triples}
