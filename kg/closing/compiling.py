"""From the ontology, closed once by owlrl, to the steps that close the data; a new axiom needs no code."""

from __future__ import annotations

import itertools
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.closing import rules as r
from kg.closing.conversion import hide_expressions, to_rdflib, to_term
from kg.closing.rules import Rule, Step
from kg.closing.supported import AXIOM_PREDICATES, AXIOM_TYPES, DECLARATIONS, check_supported, is_datatype
from kg.closing.terms import ANONYMOUS, SAME, Dictionary, Key

OMITS_REFLEXIVE = URIRef("https://w3id.org/giaoban/ontology#closureOmitsReflexive")
TRIVIAL_CLASSES = frozenset({OWL.Thing, RDFS.Resource})
TRIVIAL_PROPERTIES = frozenset({OWL.topObjectProperty, OWL.topDataProperty})


@dataclass(frozen=True, slots=True)
class Prohibition:
    """An axiom that facts can break: ``name`` as in the specification, over the relations ``keys``."""

    name: str
    table: str
    keys: tuple[Key, ...]
    axiom: tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled ontology: what follows from facts of which relation, and what must not be.

    ``steps`` are in the order of RULES; ``omits_reflexive`` holds the properties whose inferred ``x p x``
    are not shown (``gb:closureOmitsReflexive true``); ``expressions`` names anonymous relations in words.
    """

    steps: tuple[Step, ...]
    prohibitions: tuple[Prohibition, ...]
    omits_reflexive: frozenset[Key]
    dictionary: Dictionary
    expressions: Mapping[Key, str] = field(default_factory=dict)

    def by_premise(self) -> dict[Key, list[tuple[Step, int]]]:
        """The steps that new facts of a relation set off, with the premise's position."""
        program: dict[Key, list[tuple[Step, int]]] = defaultdict(list)
        for step in self.steps:
            for at, key in enumerate(step.premises):
                program[key].append((step, at))
        return dict(program)

    def by_target(self) -> dict[Key, list[Step]]:
        """The steps that conclude into a relation."""
        concluding: dict[Key, list[Step]] = defaultdict(list)
        for step in self.steps:
            concluding[step.target].append(step)
        return dict(concluding)


def compile_rules(ontology: Graph | Iterable[ox.Triple]) -> Rules:
    """Close the ontology's axioms with owlrl and make a step of each.

    ``ontology`` holds core vocabulary and alignments together; labels and other annotations do not matter.
    Raises ListError with the names of axioms that are not supported.
    """
    graph = hide_expressions(ontology if isinstance(ontology, Graph) else to_rdflib(ontology))
    check_supported(graph)
    compiler = _Compiler(graph, close_axioms(graph))
    steps = [step for read in READERS for step in read(compiler)]
    order = {rule.name: position for position, rule in enumerate(r.RULES)}
    steps.sort(key=lambda step: order[step.rule.name])
    prohibitions = tuple(found for forbid in PROHIBITIONS for found in forbid(compiler))
    omits = frozenset(
        compiler.property(prop)
        for prop, value in graph.subject_objects(OMITS_REFLEXIVE)
        if cast(rdflib.Literal, value).toPython() is True
    )
    return Rules(tuple(steps), prohibitions, omits, compiler.dictionary, compiler.describe())


def close_axioms(graph: Graph) -> Graph:
    """The axioms of an ontology, without annotations and individuals, and what owlrl concludes from them."""
    axioms = Graph()
    for triple in graph:
        about_terms = triple[1] in AXIOM_PREDICATES
        if about_terms or (triple[1] == RDF.type and triple[2] in AXIOM_TYPES | DECLARATIONS):
            axioms.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(axioms)
    return axioms


class _Compiler:
    """The closed ontology, with the relation of each class and property expression."""

    def __init__(self, asserted: Graph, closed: Graph) -> None:
        self.asserted = asserted
        self.graph = closed
        self.dictionary = Dictionary()
        self._anonymous: dict[tuple[Node, int], Key] = {}

    def klass(self, term: Node) -> Key:
        """The relation of a class."""
        return self._relation(term, 0) if isinstance(term, BNode) else ~self.dictionary.encode(to_term(term))

    def property(self, term: Node) -> Key:
        """The relation of a property."""
        return self._relation(term, 1) if isinstance(term, BNode) else self.dictionary.encode(to_term(term))

    def _relation(self, term: Node, kind: int) -> Key:
        fresh = ANONYMOUS - 2 * len(self._anonymous) - kind
        return self._anonymous.setdefault((term, kind), fresh)

    def pairs(self, predicate: URIRef) -> list[tuple[Node, Node]]:
        """Subjects and objects of an axiom predicate, in an order that does not change."""
        found = self.graph.subject_objects(predicate)
        return sorted(found, key=lambda pair: (self.text(pair[0]), self.text(pair[1])))

    def typed(self, type: URIRef) -> list[Node]:
        """The terms declared to be of a kind, in order."""
        return sorted(self.graph.subjects(RDF.type, type), key=self.text)

    def members(self, head: Node) -> list[Node]:
        """The members of an RDF list."""
        return list(Collection(self.graph, head))

    def path(self, edges: Edges, lower: Node, upper: Node) -> tuple[ox.Triple, ...]:
        """The shortest path of asserted axioms from the lower term to the upper one, or nothing."""
        came: dict[Node, tuple[ox.Triple, ...]] = {lower: ()}
        queue = deque([lower])
        while queue and upper not in came:
            here = queue.popleft()
            for there, axiom in edges(self, here):
                if there not in came:
                    came[there] = (*came[here], *axiom)
                    queue.append(there)
        return came.get(upper, ())

    def text(self, term: Node, depth: int = 0) -> str:
        """A term or expression in words; the same however blank nodes are called."""
        if not isinstance(term, BNode) or depth > 8:
            return str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1] if depth else str(term)
        inner = {
            predicate: self.text(object, depth + 1)
            for predicate, object in self.graph.predicate_objects(term)
            if predicate in (OWL.onProperty, OWL.someValuesFrom, OWL.hasValue, OWL.inverseOf)
        }
        for predicate, word in ((OWL.intersectionOf, " and "), (OWL.unionOf, " or ")):
            for head in self.graph.objects(term, predicate):
                return "(" + word.join(self.text(part, depth + 1) for part in self.members(head)) + ")"
        if OWL.inverseOf in inner:
            return f"inverse of {inner[OWL.inverseOf]}"
        relation = "value" if OWL.hasValue in inner else "some"
        value = inner.get(OWL.hasValue, inner.get(OWL.someValuesFrom, "?"))
        return f"({inner.get(OWL.onProperty, '?')} {relation} {value})"

    def describe(self) -> dict[Key, str]:
        """The words for each anonymous relation."""
        return {key: self.text(term, 1) for (term, _), key in self._anonymous.items()}


def _axiom(subject: Node, predicate: Node, object: Node) -> tuple[ox.Triple, ...]:
    return (ox.Triple(to_term(subject), to_term(predicate), to_term(object)),)  # type: ignore[arg-type]


Edges: TypeAlias = Callable[[_Compiler, Node], Iterator[tuple[Node, tuple[ox.Triple, ...]]]]


def subclass_edges(compiler: _Compiler, lower: Node) -> Iterator[tuple[Node, tuple[ox.Triple, ...]]]:
    """The classes that asserted axioms put straight above one (scm-sco, scm-eqc1, scm-int, scm-uni)."""
    asserted = compiler.asserted
    for upper in asserted.objects(lower, RDFS.subClassOf):
        yield upper, _axiom(lower, RDFS.subClassOf, upper)
    yield from _equivalents(asserted, OWL.equivalentClass, lower)
    for head in asserted.objects(lower, OWL.intersectionOf):
        for part in compiler.members(head):
            yield part, _axiom(lower, OWL.intersectionOf, head)
    for whole, head in asserted.subject_objects(OWL.unionOf):
        if lower in compiler.members(head):
            yield whole, _axiom(whole, OWL.unionOf, head)


def subproperty_edges(compiler: _Compiler, lower: Node) -> Iterator[tuple[Node, tuple[ox.Triple, ...]]]:
    """The properties that asserted axioms put straight above one (scm-spo, scm-eqp1)."""
    for upper in compiler.asserted.objects(lower, RDFS.subPropertyOf):
        yield upper, _axiom(lower, RDFS.subPropertyOf, upper)
    yield from _equivalents(compiler.asserted, OWL.equivalentProperty, lower)


def _equivalents(
    asserted: Graph, predicate: URIRef, term: Node
) -> Iterator[tuple[Node, tuple[ox.Triple, ...]]]:
    for other in asserted.objects(term, predicate):
        yield other, _axiom(term, predicate, other)
    for other in asserted.subjects(predicate, term):
        yield other, _axiom(other, predicate, term)


def _says_something(compiler: _Compiler, lower: Node, upper: Node) -> bool:
    trivial = upper in TRIVIAL_CLASSES or lower == OWL.Nothing or lower == upper
    return not trivial and not is_datatype(upper, compiler.graph) and not is_datatype(lower, compiler.graph)


def read_subclasses(compiler: _Compiler) -> Iterator[Step]:
    """cax-sco, from rdfs:subClassOf and what owlrl makes of equivalences, intersections and unions."""
    for lower, upper in compiler.pairs(RDFS.subClassOf):
        if _says_something(compiler, lower, upper):
            axiom = compiler.path(subclass_edges, lower, upper) or _axiom(lower, RDFS.subClassOf, upper)
            yield Step(r.CAX_SCO, (compiler.klass(lower),), compiler.klass(upper), axiom)


def read_subproperties(compiler: _Compiler) -> Iterator[Step]:
    """prp-spo1, from rdfs:subPropertyOf and equivalences."""
    for lower, upper in compiler.pairs(RDFS.subPropertyOf):
        if lower != upper and upper not in TRIVIAL_PROPERTIES:
            axiom = compiler.path(subproperty_edges, lower, upper) or _axiom(lower, RDFS.subPropertyOf, upper)
            yield Step(r.PRP_SPO1, (compiler.property(lower),), compiler.property(upper), axiom)


def read_domains(compiler: _Compiler) -> Iterator[Step]:
    """prp-dom and prp-rng, leaving out owl:Thing and datatypes.

    Domains that owlrl inherits (scm-dom1, scm-dom2 …) are left to cax-sco and prp-spo1.
    """
    for predicate, rule in ((RDFS.domain, r.PRP_DOM), (RDFS.range, r.PRP_RNG)):
        for prop, upper in compiler.pairs(predicate):
            asserted = (prop, predicate, upper) in compiler.asserted
            if asserted and _says_something(compiler, prop, upper):
                axiom = _axiom(prop, predicate, upper)
                yield Step(rule, (compiler.property(prop),), compiler.klass(upper), axiom)


def read_inverses(compiler: _Compiler) -> Iterator[Step]:
    """prp-inv1 and prp-inv2."""
    for left, right in compiler.pairs(OWL.inverseOf):
        axiom, here, there = (
            _axiom(left, OWL.inverseOf, right),
            compiler.property(left),
            compiler.property(right),
        )
        yield Step(r.PRP_INV1, (here,), there, axiom)
        yield Step(r.PRP_INV2, (there,), here, axiom)


def read_kinds_of_property(compiler: _Compiler) -> Iterator[Step]:
    """prp-symp, prp-trp, prp-fp and prp-ifp."""
    for kind, rule, times, merging in KINDS_OF_PROPERTY:
        for prop in compiler.typed(kind):
            key = compiler.property(prop)
            yield Step(rule, (key,) * times, SAME if merging else key, _axiom(prop, RDF.type, kind))


KINDS_OF_PROPERTY: tuple[tuple[URIRef, Rule, int, bool], ...] = (
    (OWL.SymmetricProperty, r.PRP_SYMP, 1, False),
    (OWL.TransitiveProperty, r.PRP_TRP, 2, False),
    (OWL.FunctionalProperty, r.PRP_FP, 1, True),
    (OWL.InverseFunctionalProperty, r.PRP_IFP, 1, True),
)


def read_chains(compiler: _Compiler) -> Iterator[Step]:
    """prp-spo2, chains of any length."""
    for prop, head in compiler.pairs(OWL.propertyChainAxiom):
        links = tuple(compiler.property(link) for link in compiler.members(head))
        axiom = _axiom(prop, OWL.propertyChainAxiom, head)
        yield Step(r.PRP_SPO2, links, compiler.property(prop), axiom)


def read_keys(compiler: _Compiler) -> Iterator[Step]:
    """prp-key, for keys of one property."""
    for klass, head in compiler.pairs(OWL.hasKey):
        (prop,) = compiler.members(head)
        axiom = _axiom(klass, OWL.hasKey, head)
        yield Step(r.PRP_KEY, (compiler.property(prop), compiler.klass(klass)), SAME, axiom)


def read_intersections(compiler: _Compiler) -> Iterator[Step]:
    """cls-int1; cls-int2 is in the subclass axioms that owlrl makes (scm-int)."""
    for klass, head in compiler.pairs(OWL.intersectionOf):
        parts = compiler.members(head)
        axiom = _axiom(klass, OWL.intersectionOf, head)
        trivial = [part for part in parts if part not in TRIVIAL_CLASSES]
        yield Step(r.CLS_INT1, tuple(compiler.klass(part) for part in trivial), compiler.klass(klass), axiom)


def read_some_values(compiler: _Compiler) -> Iterator[Step]:
    """cls-svf1 and cls-svf2."""
    for klass, filler in compiler.pairs(OWL.someValuesFrom):
        for prop in compiler.graph.objects(klass, OWL.onProperty):
            axiom = _axiom(klass, OWL.someValuesFrom, filler)
            pairs, target = compiler.property(prop), compiler.klass(klass)
            if filler in TRIVIAL_CLASSES:
                yield Step(r.CLS_SVF2, (pairs,), target, axiom)
            else:
                yield Step(r.CLS_SVF1, (pairs, compiler.klass(filler)), target, axiom)


def read_values(compiler: _Compiler) -> Iterator[Step]:
    """cls-hv1 and cls-hv2."""
    for klass, value in compiler.pairs(OWL.hasValue):
        for prop in compiler.graph.objects(klass, OWL.onProperty):
            axiom, constant = _axiom(klass, OWL.hasValue, value), compiler.dictionary.encode(to_term(value))
            pairs, members = compiler.property(prop), compiler.klass(klass)
            yield Step(r.CLS_HV1, (members,), pairs, axiom, constant)
            yield Step(r.CLS_HV2, (pairs,), members, axiom, constant)


READERS: tuple[Callable[[_Compiler], Iterator[Step]], ...] = (
    read_subclasses,
    read_subproperties,
    read_domains,
    read_inverses,
    read_kinds_of_property,
    read_chains,
    read_keys,
    read_intersections,
    read_some_values,
    read_values,
)


def forbid_disjoint_classes(compiler: _Compiler) -> Iterator[Prohibition]:
    """cax-dw and cax-adc: no member in common."""
    for left, right in compiler.pairs(OWL.disjointWith):
        if not is_datatype(left, compiler.graph):
            keys = compiler.klass(left), compiler.klass(right)
            yield Prohibition("cax-dw", "Table 7", keys, _axiom(left, OWL.disjointWith, right))
    for axiom in compiler.typed(OWL.AllDisjointClasses):
        for head in compiler.graph.objects(axiom, OWL.members):
            for left, right in itertools.combinations(compiler.members(head), 2):
                keys = compiler.klass(left), compiler.klass(right)
                yield Prohibition("cax-adc", "Table 7", keys, _axiom(axiom, OWL.members, head))


def forbid_disjoint_properties(compiler: _Compiler) -> Iterator[Prohibition]:
    """prp-pdw: no pair in common."""
    for left, right in compiler.pairs(OWL.propertyDisjointWith):
        keys = compiler.property(left), compiler.property(right)
        yield Prohibition("prp-pdw", "Table 5", keys, _axiom(left, OWL.propertyDisjointWith, right))


def forbid_kinds_of_pair(compiler: _Compiler) -> Iterator[Prohibition]:
    """prp-irp, prp-asyp, and prp-fp where the values are literals."""
    for kind, name in (
        (OWL.IrreflexiveProperty, "prp-irp"),
        (OWL.AsymmetricProperty, "prp-asyp"),
        (OWL.FunctionalProperty, "prp-fp"),
    ):
        for prop in compiler.typed(kind):
            yield Prohibition(name, "Table 5", (compiler.property(prop),), _axiom(prop, RDF.type, kind))


def forbid_nothing(compiler: _Compiler) -> Iterator[Prohibition]:
    """cls-nothing2: owl:Nothing has no member."""
    keys = (compiler.klass(OWL.Nothing),)
    yield Prohibition("cls-nothing2", "Table 6", keys, _axiom(OWL.Nothing, RDF.type, OWL.Class))


PROHIBITIONS: tuple[Callable[[_Compiler], Iterator[Prohibition]], ...] = (
    forbid_disjoint_classes,
    forbid_disjoint_properties,
    forbid_kinds_of_pair,
    forbid_nothing,
)
