"""A graph cut into parts for SHACL: a shape, some of its focus nodes, and only the triples that it looks at.

The parts are small whatever the size of the graph, so that memory stays bounded. What a shape looks at is
found from the shapes themselves: the predicates that they name, as deep as they nest. A shape that looks at
its data in another way (paths against the arrows or of any length, SPARQL, targets that are no class) gets
the whole graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.namespace import SH
from rdflib.term import Node

from kg.closing.conversion import to_node
from kg.quads import find_quads

FOCUS_NODES = 1000
"""How many focus nodes a part has at most."""
WIDE = frozenset(
    {
        SH.inversePath,
        SH.zeroOrMorePath,
        SH.oneOrMorePath,
        SH.zeroOrOnePath,
        SH.closed,
        SH.sparql,
        SH.target,
        SH.targetNode,
        SH.targetSubjectsOf,
        SH.targetObjectsOf,
        SH.rule,
    }
)
"""Words of SHACL with which a shape may look at more than its focus nodes and what they point to."""
NESTING = frozenset({SH.node, SH.property, SH.qualifiedValueShape, SH["not"], SH["and"], SH["or"], SH.xone})

TYPE, SUBCLASS = str(RDF.type), str(RDFS.subClassOf)
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Target:
    """A shape with the classes whose members it is about, and how many steps it goes from them."""

    shape: URIRef
    classes: tuple[str, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Part:
    """One validation: the shape, the nodes it is applied to, and the triples that it looks at."""

    shape: URIRef
    focus: tuple[str, ...]
    data: Graph

    def shapes(self, shapes: Graph) -> Graph:
        """The shapes graph of this part alone: the shape and what it nests, with the focus as its target.

        pyshacl's own choice of shapes and focus nodes leaves out shapes that are nested with sh:node.
        """
        alone = Graph()
        for node in find_inside(shapes, self.shape):
            for predicate, object in shapes.predicate_objects(node):
                if predicate != SH.targetClass:
                    alone.add((node, predicate, object))
        for name in self.focus:
            alone.add((self.shape, SH.targetNode, URIRef(name)))
        return alone


def find_targets(shapes: Graph) -> tuple[Target, ...] | None:
    """The shapes that target classes; None if one of them can only be checked on the whole graph."""
    targeted = set(shapes.subjects(SH.targetClass)) | set(shapes.subjects(RDF.type, SH.NodeShape))
    targets = []
    for shape in sorted(targeted, key=str):
        inside = [*find_inside(shapes, shape)]
        implicit = (shape, RDF.type, RDFS.Class) in shapes or (shape, RDF.type, OWL.Class) in shapes
        if implicit or any(word in WIDE for node in inside for word in shapes.predicates(node)):
            return None
        classes = tuple(sorted(str(name) for name in shapes.objects(shape, SH.targetClass)))
        if classes and not isinstance(shape, URIRef):
            return None
        if classes:
            targets.append(
                Target(URIRef(str(shape)), classes, max(find_depth(shapes, shape, frozenset()), 1))
            )
    return tuple(targets)


def find_inside(shapes: Graph, shape: Node) -> Iterator[Node]:
    """The nodes of the shapes graph that describe a shape, the shape first."""
    found, queue = {shape}, [shape]
    while queue:
        node = queue.pop()
        yield node
        for object in shapes.objects(node):
            if object not in found and (object, None, None) in shapes:
                found.add(object)
                queue.append(object)


def find_depth(shapes: Graph, shape: Node, above: frozenset[Node]) -> int:
    """How many steps the shape goes from its focus node; one that nests itself counts once more."""
    if shape in above:
        return 1
    path = shapes.value(shape, SH.path)
    steps = 0 if path is None else 1 if (path, RDF.first, None) not in shapes else len(RdfList(shapes, path))
    nested = (
        inner
        for word in NESTING
        for object in shapes.objects(shape, word)
        for inner in (RdfList(shapes, object) if (object, RDF.first, None) in shapes else [object])
    )
    return steps + max((find_depth(shapes, inner, above | {shape}) for inner in nested), default=0)


@dataclass(slots=True)
class Index:
    """What shapes look at of a graph: by subject, the pairs of the predicates that they name."""

    said: dict[str, dict[tuple[URIRef, Node], None]] = field(default_factory=dict)
    members: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    subclasses: set[tuple[Node, Node, Node]] = field(default_factory=set)
    lower: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def focus_of(self, target: Target) -> list[str]:
        """The nodes that a shape is about, in a fixed order."""
        classes = self.below(target.classes)
        return sorted({member for name in classes for member in self.members.get(name, ())})

    def parts(self, target: Target, focus: Sequence[str], most: int = FOCUS_NODES) -> Iterator[Part]:
        """The parts of one shape for these of its nodes, each with at most so many."""
        for start in range(0, len(focus), most):
            chosen = tuple(focus[start : start + most])
            yield Part(target.shape, chosen, self.around(chosen, target.depth))

    def below(self, classes: Iterable[str]) -> set[str]:
        """The classes and all that the graph puts below them, whose members are theirs too (SHACL §2.1.3)."""
        found, queue = set(classes), list(classes)
        while queue:
            upper = queue.pop()
            for lower in self.lower.get(upper, ()):
                if lower not in found:
                    found.add(lower)
                    queue.append(lower)
        return found

    def around(self, focus: Iterable[str], depth: int) -> Graph:
        """The triples within ``depth`` steps from the nodes, and the classes of the values at the end."""
        data = Graph()
        for triple in self.subclasses:
            data.add(triple)
        done: set[str] = set()
        layer = set(focus)
        for steps_left in range(depth, -1, -1):
            done |= layer
            ahead: set[str] = set()
            for subject in layer:
                for predicate, object in self.said.get(subject, ()):
                    if steps_left or predicate == RDF.type:
                        data.add((URIRef(subject), predicate, object))
                        if isinstance(object, URIRef) and predicate != RDF.type:
                            ahead.add(str(object))
            layer = ahead - done
        return data


def index_quads(quads: Collection[Quad], shapes: Graph) -> Index:
    """What the shapes look at; a triple counts once, in however many graphs it stands."""
    named = {str(term) for triple in shapes for term in triple if isinstance(term, URIRef)}
    index = Index()
    nodes: dict[Term, Node] = {}
    for quad in find_quads(quads, {NamedNode(SUBCLASS)}):
        row = to_node(quad.subject), RDFS.subClassOf, to_node(quad.object)
        if row not in index.subclasses:
            index.subclasses.add(row)
            index.lower[str(row[2])].append(str(row[0]))
    classes = index.below(named)
    for quad in find_quads(quads, map(NamedNode, {TYPE, *named})):
        predicate = quad.predicate
        name, object = predicate.value, quad.object
        if name == TYPE and (not isinstance(object, NamedNode) or object.value not in classes):
            continue
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)
        pair = (cast(URIRef, _shared(nodes, predicate)), _shared(nodes, object))
        index.said.setdefault(subject, {})[pair] = None
        if name == TYPE:
            index.members[str(pair[1])][subject] = None
    return index


def _shared(nodes: dict[Term, Node], term: Term) -> Node:
    """The term for rdflib; the same object each time, so that memory does not grow with repetition."""
    node = nodes.get(term)
    if node is None:
        node = nodes[term] = to_node(term)
    return node
