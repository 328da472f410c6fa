"""A finished snapshot as the state of a closure, read from the store as the proof needs it.

The store holds the closure already, so that a proof looks up only what it goes through: its cost does not
depend on the size of the graph. What the store does not hold is worked out backwards from what it does:
membership in classes and properties without a name, and the pairs ``x p x`` that the ontology keeps from
showing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.closing import Rules
from kg.closing.facts import Facts
from kg.closing.rules import CLS_HV1, PRP_INV1, PRP_INV2, PRP_SPO1, Step
from kg.closing.state import State
from kg.closing.terms import (
    LITERAL,
    MASK,
    SAME_AS,
    SHIFT,
    TYPE,
    Code,
    Dictionary,
    Id,
    Key,
    is_anonymous,
    is_class,
)
from kg.store import GraphStore

MOST_NEIGHBOURS = 20_000
"""How many values of one property of one thing a proof may choose from; the others count as not there."""


@dataclass(slots=True)
class StoredFacts(Facts):
    """The facts of a store, by relation; a relation without a name is worked out by ``steps``."""

    store: GraphStore = field(kw_only=True)
    dictionary: Dictionary = field(kw_only=True)
    steps: Mapping[Key, Sequence[Step]] = field(kw_only=True)
    hidden: AbstractSet[Key] = field(kw_only=True)
    inferred: NamedNode = field(kw_only=True)
    _open: set[tuple[Key, Code]] = field(default_factory=set)
    _known: dict[tuple[Key, Code], tuple[bool, bool]] = field(default_factory=dict)

    def of(self, key: Key) -> AbstractSet[Code]:
        """All codes of a named relation; reads it whole."""
        if is_class(key):
            return {self._id(quad.subject) for quad in self._quads(None, TYPE, self._term(~key))}
        pairs = self._quads(None, self._term(key), None)
        return {self._id(quad.subject) << SHIFT | self._id(quad.object) for quad in pairs}

    def has(self, key: Key, code: Code) -> bool:
        """Whether the fact is in the store, or follows where the store cannot hold it."""
        if is_anonymous(key) or (key in self.hidden and code >> SHIFT == code & MASK):
            return self._follows(key, code)
        return self._look_up(key, code)[0]

    def is_asserted(self, key: Key, code: Code) -> bool:
        """Whether some graph but the inferred one says it."""
        return not is_anonymous(key) and self._look_up(key, code)[1]

    def objects(self, key: Key) -> Mapping[Id, list[Id]]:
        """Subject → objects of a property, looked up one by one."""
        return _Neighbours(lambda id: self._neighbours(key, id, forwards=True))

    def subjects(self, key: Key) -> Mapping[Id, list[Id]]:
        """Object → subjects of a property, looked up one by one."""
        return _Neighbours(lambda id: self._neighbours(key, id, forwards=False))

    def _look_up(self, key: Key, code: Code) -> tuple[bool, bool]:
        """Whether a named fact is in the store, and whether in another graph than the inferred one."""
        found = self._known.get((key, code))
        if found is None:
            graphs = [
                quad.graph_name for quad in islice(self._quads(*self.dictionary.triple_of(key, code)), 2)
            ]
            found = self._known[key, code] = bool(graphs), any(graph != self.inferred for graph in graphs)
        return found

    def _follows(self, key: Key, code: Code) -> bool:
        """Whether one step gives the fact; a fact does not hold itself up."""
        fact = (key, code)
        if fact in self._open:
            return False
        self._open.add(fact)
        try:
            ways = (step.rule.backward(step, self, code) for step in self.steps.get(key, ()))
            return any(next(way, None) is not None for way in ways)
        finally:
            self._open.discard(fact)

    def _neighbours(self, key: Key, id: Id, forwards: bool) -> list[Id]:
        if is_anonymous(key):
            return list(dict.fromkeys(self._anonymous_neighbours(key, id, forwards)))
        term, property = self._term(id), self._term(key)
        if forwards:
            return [] if id >= LITERAL else self._objects_of(term, property)
        found = islice(self._quads(None, property, term), MOST_NEIGHBOURS)
        return list(dict.fromkeys(self._id(quad.subject) for quad in found))

    def _objects_of(self, subject: object, property: object) -> list[Id]:
        found = islice(self._quads(subject, property, None), MOST_NEIGHBOURS)
        return list(dict.fromkeys(self._id(quad.object) for quad in found))

    def _anonymous_neighbours(self, key: Key, id: Id, forwards: bool) -> Iterator[Id]:
        """Of a property without a name, which is the inverse of one that has a name, or is above one."""
        for step in self.steps.get(key, ()):
            (lower,) = step.premises if len(step.premises) == 1 else (None,)
            if lower is None or is_anonymous(lower):
                continue
            if step.rule in (PRP_INV1, PRP_INV2):
                yield from self._neighbours(lower, id, not forwards)
            elif step.rule is PRP_SPO1:
                yield from self._neighbours(lower, id, forwards)
            elif step.rule is CLS_HV1 and forwards and self.has(lower, id):
                yield step.value

    def _quads(self, *pattern: object) -> Iterator[Quad]:
        return self.store.quads(*pattern)  # type: ignore[arg-type]

    def _id(self, term: NamedNode | BlankNode | Literal | Triple) -> Id:
        return self.dictionary.encode(term)

    def _term(self, id: Id) -> NamedNode | BlankNode | Literal | Triple:
        return self.dictionary.decode(id)


class _Neighbours(Mapping[Id, list[Id]]):
    """A join index that is looked up and cannot be gone through."""

    def __init__(self, look_up: Callable[[Id], list[Id]]) -> None:
        self._look_up = look_up

    def __getitem__(self, id: Id) -> list[Id]:
        return self._look_up(id)

    def __iter__(self) -> Iterator[Id]:
        raise TypeError("a stored index is looked up, not gone through")

    def __len__(self) -> int:
        raise TypeError("a stored index is looked up, not counted")


class StoredState(State):
    """The state of a closure that lies in a store."""

    __slots__ = ()

    def is_asserted(self, key: Key, code: Code) -> bool:
        """Whether some graph but the inferred one says it."""
        assert isinstance(self.facts, StoredFacts)
        return self.facts.is_asserted(key, code)


def open_state(store: GraphStore, rules: Rules, inferred: NamedNode) -> StoredState:
    """The store as a closure's state; cheap, and meant for one explanation."""
    dictionary = rules.dictionary.copy()
    facts = StoredFacts(
        store=store,
        dictionary=dictionary,
        steps=rules.by_target(),
        hidden=rules.omits_reflexive,
        inferred=inferred,
    )
    return StoredState(rules, dictionary, dictionary.encode(SAME_AS), facts)


def has_equalities(store: GraphStore) -> bool:
    """Whether two names are said or found to be of one thing: then a proof needs the closure in memory."""
    return next(store.quads(None, SAME_AS), None) is not None


def asserted_triples(store: GraphStore, inferred: NamedNode) -> Iterable[Triple]:
    """What was given, each triple once."""
    return {quad.triple for quad in store.quads() if quad.graph_name != inferred}
