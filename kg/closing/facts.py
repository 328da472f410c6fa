"""The facts that rules read: one set of integers a relation, and join indexes made when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kg.closing.terms import MASK, SHIFT, Code, Id, Key, is_class, pack

Neighbours = dict[Id, list[Id]]


@dataclass(slots=True)
class Facts:
    """Facts by relation. Memory is linear in facts: a set entry each, and a list entry for each index in use.

    ``canonical`` maps each member of an owl:sameAs class to the class's representative; facts
    speak of representatives only.
    """

    relations: dict[Key, set[Code]] = field(default_factory=dict)
    canonical: dict[Id, Id] = field(default_factory=dict)
    _objects: dict[Key, Neighbours] = field(default_factory=dict)
    _subjects: dict[Key, Neighbours] = field(default_factory=dict)

    def of(self, key: Key) -> AbstractSet[Code]:
        """All codes of the relation."""
        return self.relations.get(key, frozenset())

    def has(self, key: Key, code: Code) -> bool:
        """Whether the fact is there."""
        return code in self.relations.get(key, ())

    def find(self, id: Id) -> Id:
        """The representative of a term."""
        return self.canonical.get(id, id)

    def objects(self, key: Key) -> Mapping[Id, list[Id]]:
        """Subject → objects of a property."""
        index = self._objects.get(key)
        if index is None:
            index = self._objects[key] = {}
            _index_objects(index, self.of(key))
        return index

    def subjects(self, key: Key) -> Mapping[Id, list[Id]]:
        """Object → subjects of a property."""
        index = self._subjects.get(key)
        if index is None:
            index = self._subjects[key] = {}
            _index_subjects(index, self.of(key))
        return index

    def about(self, id: Id) -> dict[Key, set[Code]]:
        """The facts with the term as member, subject or object, by relation; indexes all properties."""
        found: dict[Key, set[Code]] = {}
        for key in list(self.relations):
            if is_class(key):
                codes = {id} if self.has(key, id) else set()
            else:
                codes = {pack(id, object) for object in self.objects(key).get(id, ())}
                codes |= {pack(subject, id) for subject in self.subjects(key).get(id, ())}
            if codes:
                found[key] = codes
        return found

    def add(self, key: Key, codes: AbstractSet[Code]) -> None:
        """Add facts that are not there yet."""
        known = self.relations.get(key)
        if known is None:
            self.relations[key] = set(codes)
        else:
            known |= codes
        if key in self._objects:
            _index_objects(self._objects[key], codes)
        if key in self._subjects:
            _index_subjects(self._subjects[key], codes)

    def remove(self, key: Key, codes: AbstractSet[Code]) -> None:
        """Take away facts that are there."""
        self.relations[key] -= codes
        objects, subjects = self._objects.get(key), self._subjects.get(key)
        for code in codes if objects is not None or subjects is not None else ():
            if objects is not None:
                _drop(objects, code >> SHIFT, code & MASK)
            if subjects is not None:
                _drop(subjects, code & MASK, code >> SHIFT)


def _index_objects(index: Neighbours, codes: Iterable[Code]) -> None:
    for code in codes:
        subject = code >> SHIFT
        if subject in index:
            index[subject].append(code & MASK)
        else:
            index[subject] = [code & MASK]


def _index_subjects(index: Neighbours, codes: Iterable[Code]) -> None:
    for code in codes:
        object = code & MASK
        if object in index:
            index[object].append(code >> SHIFT)
        else:
            index[object] = [code >> SHIFT]


def _drop(index: Neighbours, here: Id, there: Id) -> None:
    neighbours = index[here]
    neighbours.remove(there)
    if not neighbours:
        del index[here]
