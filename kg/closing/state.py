"""What a closure knows while it is made and after: facts, which of them were given, and who is who."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from pyoxigraph import Triple

from kg.closing.compiling import Rules
from kg.closing.facts import Facts
from kg.closing.terms import MASK, SAME_AS, SHIFT, Code, Dictionary, Id, Key, is_class

Delta = dict[Key, set[Code]]


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a fact holds: a tree whose leaves were asserted.

    ``conclusion`` is a triple, or words where it lies in a class or property without a name. ``rule`` is the
    W3C name ("cax-sco") and ``table`` the specification's table, or "asserted" and "". ``axiom`` holds the
    triples of the ontology that the rule stands on.
    """

    conclusion: Triple | str
    rule: str
    table: str = ""
    axiom: tuple[Triple, ...] = ()
    premises: tuple[Proof, ...] = ()

    @property
    def size(self) -> int:
        """The number of inferences in the tree."""
        return (self.rule != ASSERTED) + sum(proof.size for proof in self.premises)

    @property
    def leaves(self) -> frozenset[Triple]:
        """The asserted triples that the proof rests on."""
        if isinstance(self.conclusion, Triple) and self.rule == ASSERTED:
            return frozenset({self.conclusion})
        return frozenset().union(*(proof.leaves for proof in self.premises))


ASSERTED = "asserted"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two terms found to be one, and why, as facts stood then."""

    left: Id
    right: Id
    proof: Proof


@dataclass(slots=True)
class State:
    """What a closure knows. Asserted facts are ``facts`` without ``derived``, and ``retired``.

    ``retired`` holds asserted facts about terms that a representative stands for; ``classes`` the members of
    each owl:sameAs class by representative. ``changing`` says that the first build is done: from then on
    facts are looked up by index and not by going through all.
    """

    rules: Rules
    dictionary: Dictionary
    same_as: Key
    facts: Facts = field(default_factory=Facts)
    derived: Delta = field(default_factory=lambda: defaultdict(set))
    retired: Delta = field(default_factory=lambda: defaultdict(set))
    retired_about: dict[Id, set[tuple[Key, Code]]] = field(default_factory=dict)
    classes: dict[Id, set[Id]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    changing: bool = False

    @classmethod
    def empty(cls, rules: Rules) -> State:
        """The state before any fact, with the ids that the rules use."""
        dictionary = rules.dictionary.copy()
        return cls(rules, dictionary, dictionary.encode(SAME_AS))

    def is_omitted(self, key: Key, code: Code) -> bool:
        """Whether the fact is an inferred ``x p x`` that the ontology keeps from being shown."""
        reflexive = key in self.rules.omits_reflexive and code >> SHIFT == code & MASK
        return reflexive and not self.is_asserted(key, code)

    def retire(self, key: Key, code: Code) -> None:
        """Keep an asserted fact about a term that another stands for."""
        self.retired.setdefault(key, set()).add(code)
        for id in ends(key, code):
            self.retired_about.setdefault(id, set()).add((key, code))

    def unretire(self, key: Key, code: Code) -> bool:
        """Forget a retired fact; whether there was one."""
        if code not in self.retired.get(key, ()):
            return False
        self.retired[key].remove(code)
        for id in ends(key, code):
            self.retired_about[id].discard((key, code))
        return True

    def release(self, id: Id) -> set[tuple[Key, Code]]:
        """Forget the retired facts about a term; they are the result."""
        released = set(self.retired_about.get(id, ()))
        for key, code in released:
            self.unretire(key, code)
        return released

    def is_asserted(self, key: Key, code: Code) -> bool:
        """Whether the fact was given, not inferred."""
        if code in self.retired.get(key, ()):
            return True
        return self.facts.has(key, code) and code not in self.derived.get(key, ())


def ends(key: Key, code: Code) -> tuple[Id, ...]:
    """The terms that a fact speaks of."""
    return (code,) if is_class(key) else (code >> SHIFT, code & MASK)
