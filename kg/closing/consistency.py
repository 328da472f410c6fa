"""What the ontology forbids and the facts nevertheless say."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, Triple

from kg.closing.compiling import Prohibition
from kg.closing.conversion import to_node
from kg.closing.rules import Fact, Premises
from kg.closing.state import State
from kg.closing.terms import DIFFERENT_FROM, LITERAL, MASK, SHIFT, Key, is_anonymous, pack


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A contradiction: the W3C rule that finds it, in words, with the triples and the axiom that clash.

    Premises that lie in anonymous classes appear in ``message`` only.
    """

    rule: str
    table: str
    message: str
    premises: tuple[Triple, ...]
    axiom: tuple[Triple, ...] = ()


Clashes: TypeAlias = Iterator[tuple[str, Premises]]


def find_inconsistencies(state: State) -> tuple[Inconsistency, ...]:
    """All contradictions, sorted by rule and words."""
    found = {*_different_but_same(state)}
    for prohibition in state.rules.prohibitions:
        for words, facts in CHECKS[prohibition.name](state, prohibition):
            shown = tuple(state.dictionary.triple_of(*fact) for fact in facts if not is_anonymous(fact[0]))
            found.add(Inconsistency(prohibition.name, prohibition.table, words, shown, prohibition.axiom))
    return tuple(sorted(found, key=lambda clash: (clash.rule, clash.message, str(clash.premises))))


def words_of(state: State, key: Key) -> str:
    """A relation by its IRI, or an expression in words."""
    return state.rules.expressions[key] if is_anonymous(key) else str(state.dictionary.decode(max(key, ~key)))


def common_members(state: State, prohibition: Prohibition) -> Clashes:
    """Members of two disjoint classes."""
    left, right = prohibition.keys
    for member in state.facts.of(left) & state.facts.of(right):
        name = state.dictionary.decode(member)
        classes = f"{words_of(state, left)} and {words_of(state, right)}"
        yield f"{name} is in the disjoint classes {classes}.", ((left, member), (right, member))


def common_pairs(state: State, prohibition: Prohibition) -> Clashes:
    """Pairs of two disjoint properties."""
    left, right = prohibition.keys
    for code in state.facts.of(left) & state.facts.of(right):
        properties = f"{words_of(state, left)} and {words_of(state, right)}"
        yield f"{_pair(state, code)} are related by the disjoint {properties}.", ((left, code), (right, code))


def reflexive_pairs(state: State, prohibition: Prohibition) -> Clashes:
    """Pairs of one thing, of an irreflexive property; not those that the ontology keeps from showing."""
    (key,) = prohibition.keys
    for code in state.facts.of(key):
        if code >> SHIFT == code & MASK and not state.is_omitted(key, code):
            name = state.dictionary.decode(code & MASK)
            yield f"{name} is related to itself by the irreflexive {words_of(state, key)}.", ((key, code),)


def mutual_pairs(state: State, prohibition: Prohibition) -> Clashes:
    """Pairs both ways round, of an asymmetric property."""
    (key,) = prohibition.keys
    for code in state.facts.of(key):
        subject, object = code >> SHIFT, code & MASK
        if subject <= object < LITERAL and state.facts.has(key, pack(object, subject)):
            one, other = sorted((subject, object), key=lambda end: str(state.dictionary.decode(end)))
            pairs: tuple[Fact, ...] = ((key, pack(one, other)), (key, pack(other, one)))
            ends = _pair(state, pack(one, other))
            yield f"{ends} are related both ways by the asymmetric {words_of(state, key)}.", pairs


def clashing_values(state: State, prohibition: Prohibition) -> Clashes:
    """Two values of a functional property that cannot be one, because a literal is among them."""
    (key,) = prohibition.keys
    for subject, objects in state.facts.objects(key).items():
        if len(objects) > 1 and max(objects) >= LITERAL:
            for left, right in itertools.combinations(sorted(objects), 2):
                if right >= LITERAL and not _same_value(state, left, right):
                    name = state.dictionary.decode(subject)
                    values = f"{state.dictionary.decode(left)} and {state.dictionary.decode(right)}"
                    facts = ((key, pack(subject, left)), (key, pack(subject, right)))
                    yield f"{name} has {values} for the functional {words_of(state, key)}.", facts


def members_of_nothing(state: State, prohibition: Prohibition) -> Clashes:
    """Members of owl:Nothing."""
    (key,) = prohibition.keys
    for member in state.facts.of(key):
        yield f"{state.dictionary.decode(member)} is in owl:Nothing.", ((key, member),)


CHECKS: Mapping[str, Callable[[State, Prohibition], Clashes]] = {
    "cax-dw": common_members,
    "cax-adc": common_members,
    "prp-pdw": common_pairs,
    "prp-irp": reflexive_pairs,
    "prp-asyp": mutual_pairs,
    "prp-fp": clashing_values,
    "cls-nothing2": members_of_nothing,
}


def _different_but_same(state: State) -> Iterator[Inconsistency]:
    """eq-diff1: two names of one thing that are said to differ."""
    key = state.dictionary.ids.get(DIFFERENT_FROM, -1)
    asserted = (state.facts.of(key) - state.derived.get(key, set())) | state.retired.get(key, set())
    for code in asserted:
        if state.facts.find(code >> SHIFT) == state.facts.find(code & MASK):
            words = f"{_pair(state, code)} are the same and said to be different."
            yield Inconsistency("eq-diff1", "Table 4", words, (state.dictionary.triple_of(key, code),))


def _pair(state: State, code: int) -> str:
    return f"{state.dictionary.decode(code >> SHIFT)} and {state.dictionary.decode(code & MASK)}"


def _same_value(state: State, left: int, right: int) -> bool:
    """Whether two literals are ways to write one value ("1" and "01" as integers)."""
    one, other = state.dictionary.decode(left), state.dictionary.decode(right)
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    try:
        return bool(to_node(one).eq(to_node(other)))  # type: ignore[attr-defined]
    except TypeError:
        return False
