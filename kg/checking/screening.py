"""What plainly conforms to a shape: a quick look at the nodes before pyshacl looks at the others.

A node is let through only if each constraint of its shape is one that is understood here and holds beyond
doubt. All others go to pyshacl, which alone says what is wrong; so a constraint that is not known here
costs time, and never a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.checking.parts import Index

Said = Mapping[Node, Sequence[Node]]
Test = Callable[[Sequence[Node], Said], bool]
Screen = Callable[[str], bool]

SILENT = frozenset((RDF.type, SH.path, SH.property, SH.targetClass, SH.message, SH.name, SH.description))
"""Words of a shape that constrain nothing by themselves."""


@dataclass(frozen=True, slots=True)
class _Property:
    """A property shape: the values of ``path`` pass all ``tests``, and their own shapes' ``nested``."""

    path: Node
    tests: tuple[Test, ...]
    nested: tuple[tuple[_Property, ...], ...]


class UnknownWordError(Exception):
    """A shape says something that is not understood here."""


def make_screen(shapes: Graph, shape: Node, index: Index) -> Screen:
    """Tells of a focus node, by its IRI, whether it conforms to the shape beyond doubt."""
    try:
        properties = _Reader(shapes, index).read_node_shape(shape, frozenset())
    except UnknownWordError:
        return lambda name: False
    return lambda name: _conforms(name, properties, index)


def _conforms(name: str, properties: Sequence[_Property], index: Index) -> bool:
    said: dict[Node, list[Node]] = {}
    for predicate, object in index.said.get(name, ()):
        said.setdefault(predicate, []).append(object)
    for property in properties:
        values = said.get(property.path, ())
        if not all(test(values, said) for test in property.tests):
            return False
        for nested in property.nested:
            if not all(
                isinstance(value, URIRef) and _conforms(str(value), nested, index) for value in values
            ):
                return False
    return True


@dataclass(frozen=True, slots=True)
class _Reader:
    shapes: Graph
    index: Index

    def read_node_shape(self, shape: Node, above: frozenset[Node]) -> tuple[_Property, ...]:
        """The property shapes of a node shape that has nothing else to say."""
        if shape in above or any(word not in SILENT for word in self.shapes.predicates(shape)):
            raise UnknownWordError(shape)
        inner = self.shapes.objects(shape, SH.property)
        return tuple(self.read_property(property, above | {shape}) for property in inner)

    def read_property(self, shape: Node, above: frozenset[Node]) -> _Property:
        """One property shape with a path of one step."""
        path = self.shapes.value(shape, SH.path)
        if not isinstance(path, URIRef):
            raise UnknownWordError(shape)
        tests: list[Test] = []
        nested = []
        for word, argument in self.shapes.predicate_objects(shape):
            if word == SH.node:
                nested.append(self.read_node_shape(argument, above))
            elif word == SH.qualifiedValueShape:
                tests.append(self.read_language(shape, argument))
            elif word == SH.property:
                raise UnknownWordError(shape)
            elif word != SH.qualifiedMinCount and word not in SILENT:
                tests.append(self.read_constraint(word, argument))
        return _Property(path, tuple(tests), tuple(nested))

    def read_constraint(self, word: Node, argument: Node) -> Test:
        """One constraint of SHACL §4 with its argument."""
        if word == SH["class"]:
            members = [self.index.members[name] for name in sorted(self.index.below([str(argument)]))]
            return lambda values, said: all(
                isinstance(value, URIRef) and any(str(value) in held for held in members) for value in values
            )
        if word == SH["in"]:
            allowed = frozenset(Collection(self.shapes, argument))
            return lambda values, said: allowed.issuperset(values)
        if word == SH.nodeKind and argument in (SH.IRI, SH.Literal):
            kind = URIRef if argument == SH.IRI else Literal
            return lambda values, said: all(isinstance(value, kind) for value in values)
        if word == SH.datatype:
            return lambda values, said: all(_is_of(value, argument) for value in values)
        if word in (SH.lessThan, SH.lessThanOrEquals):
            equal = word == SH.lessThanOrEquals
            return lambda values, said: all(
                _is_less(value, other, equal) for value in values for other in said.get(argument, ())
            )
        if word == SH.uniqueLang and argument == Literal(True):
            return lambda values, said: _are_unique([getattr(value, "language", None) for value in values])
        if isinstance(argument, Literal) and isinstance(argument.value, int):
            return self.read_number(word, argument)
        raise UnknownWordError(word)

    def read_number(self, word: Node, argument: Literal) -> Test:
        """A constraint whose argument is a whole number."""
        number: int = argument.value
        if word == SH.minCount:
            return lambda values, said: len(values) >= number
        if word == SH.maxCount:
            return lambda values, said: len(values) <= number
        if word == SH.minLength:
            return lambda values, said: all(
                isinstance(value, URIRef | Literal) and len(str(value)) >= number for value in values
            )
        if word == SH.minInclusive:
            return lambda values, said: all(_is_less(argument, value, equal=True) for value in values)
        raise UnknownWordError(word)

    def read_language(self, shape: Node, qualified: Node) -> Test:
        """That at least so many values are in one of these languages."""
        least = self.shapes.value(shape, SH.qualifiedMinCount)
        tags = self.shapes.value(qualified, SH.languageIn)
        if list(self.shapes.predicates(qualified)) != [SH.languageIn] or not isinstance(least, Literal):
            raise UnknownWordError(qualified)
        assert tags is not None
        languages = frozenset(str(tag).lower() for tag in Collection(self.shapes, tags))
        number = int(least)
        return lambda values, said: (
            sum((getattr(value, "language", None) or "").lower() in languages for value in values) >= number
        )


def _is_of(value: Node, datatype: Node) -> bool:
    """Whether the value is of this datatype and well-formed."""
    if not isinstance(value, Literal) or value.language:
        return False
    return (value.datatype or XSD.string) == datatype and value.value is not None and not value.ill_typed


def _is_less(value: Node, other: Node, equal: bool) -> bool:
    """Whether the value is beyond doubt before the other, or the same where that is allowed."""
    if not isinstance(value, Literal) or not isinstance(other, Literal) or value.datatype != other.datatype:
        return False
    here, there = value.value, other.value
    if here is None or there is None or value.ill_typed or other.ill_typed:
        return False
    return bool(here <= there if equal else here < there)


def _are_unique(languages: Sequence[str | None]) -> bool:
    tagged = [language.lower() for language in languages if language]
    return len(tagged) == len(set(tagged))
