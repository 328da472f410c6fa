"""Which axioms the closure understands; every other one stops the build with its name."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Literal, Node, URIRef

from kg.errors import ListError

AXIOM_PREDICATES = frozenset(
    {
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        RDF.first,
        RDF.rest,
        OWL.equivalentClass,
        OWL.equivalentProperty,
        OWL.inverseOf,
        OWL.propertyChainAxiom,
        OWL.onProperty,
        OWL.hasValue,
        OWL.someValuesFrom,
        OWL.intersectionOf,
        OWL.unionOf,
        OWL.hasKey,
        OWL.disjointWith,
        OWL.members,
        OWL.propertyDisjointWith,
    }
)
FACT_PREDICATES = frozenset({RDF.type, OWL.sameAs, OWL.differentFrom})
ANNOTATIONS = frozenset(
    {
        RDFS.label,
        RDFS.comment,
        RDFS.seeAlso,
        RDFS.isDefinedBy,
        RDF.value,
        OWL.versionInfo,
        OWL.versionIRI,
        OWL.priorVersion,
        OWL.backwardCompatibleWith,
        OWL.incompatibleWith,
        OWL.imports,
        OWL.deprecated,
        RDFS.member,
    }
)
AXIOM_TYPES = frozenset(
    {
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.SymmetricProperty,
        OWL.TransitiveProperty,
        OWL.IrreflexiveProperty,
        OWL.AsymmetricProperty,
        OWL.AllDisjointClasses,
    }
)
DECLARATIONS = frozenset(
    {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.OntologyProperty,
        OWL.Ontology,
        OWL.Restriction,
        OWL.NamedIndividual,
        OWL.Thing,
        OWL.DeprecatedClass,
        OWL.DeprecatedProperty,
        RDFS.Class,
        RDFS.Datatype,
        RDFS.Resource,
        RDF.Property,
        RDF.List,
    }
)
INDIVIDUALS_ONLY = (
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.InverseFunctionalProperty,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
)
NAMESPACES = (str(OWL), str(RDFS), str(RDF))


def check_supported(graph: Graph) -> None:
    """Raise ListError, naming the axioms, if the ontology says something the closure would not honour."""
    problems = sorted(
        {
            *_unknown_words(graph),
            *_wrong_sides(graph),
            *_wrong_keys(graph),
            *_literal_relations(graph),
            *_lone_restrictions(graph),
        }
    )
    if problems:
        raise ListError(
            f"The ontology has axioms that the closure does not support: {'; '.join(problems)}.",
            "Say it with a supported axiom (ARCHITECTURE.md lists them), or as a SHACL shape.",
        )


def _unknown_words(graph: Graph) -> Iterator[str]:
    """Words of OWL, RDFS and RDF that are on no list."""
    for subject, predicate, object in graph:
        if predicate == RDF.type:
            word, known = object, AXIOM_TYPES | DECLARATIONS
        else:
            word, known = predicate, AXIOM_PREDICATES | FACT_PREDICATES | ANNOTATIONS
        if word not in known and str(word).startswith(NAMESPACES):
            yield f"{name_of(word, graph)} (on {name_of(subject, graph)})"


def _wrong_sides(graph: Graph) -> Iterator[str]:
    """someValuesFrom and unionOf where only hasValue, intersections and names conclude something."""
    for subject, object in graph.subject_objects(RDFS.subClassOf):
        yield from _wrong_conclusions(graph, object, f"rdfs:subClassOf of {name_of(subject, graph)}")
    for subject, object in graph.subject_objects(OWL.equivalentClass):
        for side, other in ((subject, object), (object, subject)):
            yield from _wrong_conclusions(graph, side, f"owl:equivalentClass of {name_of(other, graph)}")
    for predicate in (RDFS.domain, RDFS.range):
        for subject, object in graph.subject_objects(predicate):
            place = f"{name_of(predicate, graph)} of {name_of(subject, graph)}"
            yield from _wrong_conclusions(graph, object, place)


def _wrong_conclusions(graph: Graph, expression: Node, place: str) -> Iterator[str]:
    for predicate in (OWL.someValuesFrom, OWL.unionOf):
        if (expression, predicate, None) in graph and isinstance(expression, BNode):
            yield f"{name_of(predicate, graph)} as a conclusion ({place})"
    for parts in graph.objects(expression, OWL.intersectionOf):
        for part in Collection(graph, parts):
            yield from _wrong_conclusions(graph, part, place) if isinstance(part, BNode) else ()


def _wrong_keys(graph: Graph) -> Iterator[str]:
    """Keys of several properties."""
    for subject, keys in graph.subject_objects(OWL.hasKey):
        if len(Collection(graph, keys)) != 1:
            yield f"owl:hasKey of several properties (on {name_of(subject, graph)})"


def _literal_relations(graph: Graph) -> Iterator[str]:
    """Axioms on data properties that would need literals as subjects."""
    for prop in graph.subjects(RDF.type, OWL.DatatypeProperty):
        words = [*graph.predicates(prop), *graph.objects(prop, RDF.type)]
        words += [OWL.inverseOf for _ in graph.subjects(OWL.inverseOf, prop)]
        for word in words:
            if word in INDIVIDUALS_ONLY and word != OWL.InverseFunctionalProperty:
                yield f"{name_of(word, graph)} on a data property ({name_of(prop, graph)})"


def _lone_restrictions(graph: Graph) -> Iterator[str]:
    """Restrictions without exactly one property and one condition."""
    for restriction in graph.subjects(RDF.type, OWL.Restriction):
        properties = list(graph.objects(restriction, OWL.onProperty))
        conditions = [
            *graph.objects(restriction, OWL.hasValue),
            *graph.objects(restriction, OWL.someValuesFrom),
        ]
        if len(properties) != 1 or len(conditions) != 1:
            where = ", ".join(name_of(prop, graph) for prop in properties) or "no property"
            yield f"owl:Restriction without one property and one supported condition (on {where})"
    for range_ in graph.objects(None, OWL.someValuesFrom):
        if is_datatype(range_, graph):
            yield f"owl:someValuesFrom a datatype ({name_of(range_, graph)})"


def is_datatype(term: Node, graph: Graph) -> bool:
    """Whether the class is one of literals."""
    text = str(term)
    named = text.startswith("http://www.w3.org/2001/XMLSchema#") or term in (RDFS.Literal, RDF.langString)
    return named or (term, RDF.type, RDFS.Datatype) in graph


def name_of(term: Node, graph: Graph) -> str:
    """The term as a person would write it, for messages."""
    if isinstance(term, URIRef):
        return str(graph.namespace_manager.normalizeUri(term))
    return f'"{term}"' if isinstance(term, Literal) else "an anonymous expression"
