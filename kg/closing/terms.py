"""Terms as small integers, and the packing of a triple's subject and object into one integer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Id: TypeAlias = int
Code: TypeAlias = int
"""A pair ``subject << SHIFT | object``; for a member of a class, the member's id alone."""
Key: TypeAlias = int
"""A relation: the id of a property; ``~id`` of a class; below ``ANONYMOUS``, an anonymous expression."""

SHIFT = 32
MASK = (1 << SHIFT) - 1
LITERAL = 1 << 31
ANONYMOUS: Key = -(1 << 40)
SAME: Key = -(1 << 50)
"""The relation that equality rules conclude into; its pairs are merged, not stored."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"
TYPE = NamedNode(RDF + "type")
SAME_AS = NamedNode(OWL + "sameAs")
DIFFERENT_FROM = NamedNode(OWL + "differentFrom")


def pack(subject: Id, object: Id) -> Code:
    """The pair as one integer."""
    return subject << SHIFT | object


def unpack(code: Code) -> tuple[Id, Id]:
    """The subject and the object of a packed pair."""
    return code >> SHIFT, code & MASK


def is_class(key: Key) -> bool:
    """Whether the relation is a class, so that its codes are members and not pairs.

    Of anonymous expressions, those an even distance below ``ANONYMOUS`` are classes, the odd ones
    properties.
    """
    return key < 0 and (key > ANONYMOUS or (ANONYMOUS - key) % 2 == 0)


def is_anonymous(key: Key) -> bool:
    """Whether the relation is an expression without a name, whose facts are never shown as triples."""
    return key <= ANONYMOUS


def term_order(term: Term) -> tuple[int, str]:
    """A total order of terms that does not depend on the order of the input."""
    if isinstance(term, NamedNode):
        return 0, term.value
    return (1, term.value) if isinstance(term, BlankNode) else (2, str(term))


@dataclass(slots=True)
class Dictionary:
    """Terms and their ids: subjects and predicates count from 0, literals from ``LITERAL``."""

    ids: dict[Term, Id] = field(default_factory=dict)
    resources: list[NamedNode | BlankNode] = field(default_factory=list)
    literals: list[Literal | Triple] = field(default_factory=list)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Dictionary:
        """A dictionary that gives these terms, in their order, the ids it would give them one by one."""
        dictionary = cls()
        for term in terms:
            dictionary.encode(term)
        return dictionary

    def copy(self) -> Dictionary:
        """An independent dictionary with the same ids."""
        return Dictionary(dict(self.ids), list(self.resources), list(self.literals))

    def encode(self, term: Term) -> Id:
        """The term's id; a new one if it was not seen before."""
        id = self.ids.get(term)
        if id is None:
            if isinstance(term, NamedNode | BlankNode):
                id = len(self.resources)
                self.resources.append(term)
            else:
                id = LITERAL + len(self.literals)
                self.literals.append(term)
            self.ids[term] = id
        return id

    def decode(self, id: Id) -> Term:
        """The term of an id."""
        return self.resources[id] if id < LITERAL else self.literals[id - LITERAL]

    def resource(self, id: Id) -> NamedNode | BlankNode:
        """The term of an id that is no literal."""
        return self.resources[id]

    def key_of(self, predicate: Term, object: Term) -> Key:
        """The relation that a triple with this predicate and object belongs to."""
        return ~self.encode(object) if predicate == TYPE else self.encode(predicate)

    def fact_of(self, triple: Triple) -> tuple[Key, Code]:
        """The triple as a relation and a code; its terms get ids."""
        subject = self.encode(triple.subject)
        if triple.predicate == TYPE:
            return ~self.encode(triple.object), subject
        return self.encode(triple.predicate), pack(subject, self.encode(triple.object))

    def triple_of(self, key: Key, code: Code) -> Triple:
        """The fact as a triple; ``key`` must be a named relation."""
        if key < 0:
            return Triple(self.resource(code), TYPE, self.decode(~key))
        predicate = self.resource(key)
        assert isinstance(predicate, NamedNode)
        return Triple(self.resource(code >> SHIFT), predicate, self.decode(code & MASK))
