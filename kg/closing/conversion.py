"""Terms and graphs between pyoxigraph, which the data is in, and rdflib, which owlrl works on."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import rdflib
from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

EXPRESSION = "https://w3id.org/giaoban/ontology#node-"


def to_term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """A term of rdflib as a term of pyoxigraph."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    return ox.BlankNode(str(node))


def to_node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term of pyoxigraph as a term of rdflib."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        return rdflib.Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))
    return BNode(str(term)[2:])


def hide_expressions(graph: Graph) -> Graph:
    """The graph with blank nodes again where the published ontology gives expressions and lists an IRI."""
    hidden = Graph()
    for triple in graph:
        hidden.add(tuple(_hidden(term) for term in triple))  # type: ignore[arg-type]
    return hidden


def _hidden(term: Node) -> Node:
    if isinstance(term, URIRef) and term.startswith(EXPRESSION):
        return BNode(f"expression-{term.removeprefix(EXPRESSION)}")
    return term


def to_rdflib(triples: Iterable[ox.Triple]) -> Graph:
    """Triples of pyoxigraph as a graph of rdflib."""
    graph = Graph()
    for triple in triples:
        graph.add((to_node(triple.subject), to_node(triple.predicate), to_node(triple.object)))
    return graph
