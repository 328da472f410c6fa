"""The rules of OWL 2 RL that the closure applies to facts, in order: each a pair of pure functions.

``forward`` gives what follows from new facts of one premise together with all facts; ``backward`` gives,
for one conclusion, the sets of premises it follows from. Names and tables are those of
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules (section 4.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Triple

from kg.closing.facts import Facts
from kg.closing.terms import LITERAL, MASK, SHIFT, Code, Id, Key, pack, unpack

Fact: TypeAlias = tuple[Key, Code]
Premises: TypeAlias = tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One rule made concrete by one axiom: facts of ``premises`` give facts of ``target``.

    ``axiom`` holds the ontology's triples that say so; ``value`` is the constant of owl:hasValue.
    """

    rule: Rule
    premises: tuple[Key, ...]
    target: Key
    axiom: tuple[Triple, ...]
    value: Id = -1


Forward: TypeAlias = Callable[[Step, Facts, int, AbstractSet[Code]], AbstractSet[Code]]
Backward: TypeAlias = Callable[[Step, Facts, Code], Iterator[Premises]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its W3C name, the table of the specification that holds it, and its two directions."""

    name: str
    table: str
    forward: Forward
    backward: Backward

    @property
    def says(self) -> str:
        """What the rule asserts, in one line."""
        return (self.forward.__doc__ or "").split("\n")[0]


def copy_codes(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """What is in the lower class or property is in the upper one."""
    return codes


def copied_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """The same fact of the lower class or property."""
    if facts.has(step.premises[0], code):
        yield ((step.premises[0], code),)


def swap_pairs(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p y gives y q x (q is p itself where p is symmetric)."""
    return {(code & MASK) << SHIFT | code >> SHIFT for code in codes if code & MASK < LITERAL}


def swapped_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """The pair turned round."""
    subject, object = unpack(code)
    if object < LITERAL and facts.has(step.premises[0], pack(object, subject)):
        yield ((step.premises[0], pack(object, subject)),)


def take_subjects(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p y gives x a C, C being p's domain."""
    return {code >> SHIFT for code in codes}


def subjects_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Each triple with the member as subject."""
    for object in facts.objects(step.premises[0]).get(code, ()):
        yield ((step.premises[0], pack(code, object)),)


def take_objects(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p y gives y a C, C being p's range; a literal cannot be a subject and is left out."""
    return {object for code in codes if (object := code & MASK) < LITERAL}


def objects_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Each triple with the member as object."""
    for subject in facts.subjects(step.premises[0]).get(code, ()):
        yield ((step.premises[0], pack(subject, code)),)


def join_chain(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p1 y, y p2 z, … gives x p z; p transitive is the chain p, p."""
    found: set[Code] = set()
    before, after = step.premises[:at], step.premises[at + 1 :]
    for code in codes:
        starts: AbstractSet[Id] | list[Id] = [code >> SHIFT]
        for key in reversed(before):
            index = facts.subjects(key)
            starts = {subject for id in starts for subject in index.get(id, ())}
        ends: AbstractSet[Id] | list[Id] = [code & MASK]
        for key in after if starts else ():
            index = facts.objects(key)
            ends = {object for id in ends for object in index.get(id, ())}
        for start in starts:
            shifted = start << SHIFT
            found.update([shifted | end for end in ends])
    return found


def chained_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Each path along the chain from subject to object."""
    start, end = unpack(code)

    def walk(here: Id, keys: tuple[Key, ...]) -> Iterator[Premises]:
        if len(keys) == 1:
            if facts.has(keys[0], pack(here, end)):
                yield ((keys[0], pack(here, end)),)
            return
        for there in facts.objects(keys[0]).get(here, ()):
            for rest in walk(there, keys[1:]) if there < LITERAL else ():
                yield ((keys[0], pack(here, there)), *rest)

    yield from walk(start, step.premises)


def restrict_some(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p y, y a C gives that x is in «p some C»."""
    pairs, members = step.premises
    if at == 0:
        known = facts.of(members)
        return {code >> SHIFT for code in codes if code & MASK in known}
    index = facts.subjects(pairs)
    return {subject for object in codes for subject in index.get(object, ())}


def some_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Each value of the property that is in the class."""
    pairs, members = step.premises
    for object in facts.objects(pairs).get(code, ()):
        if facts.has(members, object):
            yield (pairs, pack(code, object)), (members, object)


def restrict_any(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p y gives that x is in «p some owl:Thing»."""
    return {code >> SHIFT for code in codes}


def give_value(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x in «p value v» gives x p v."""
    value = facts.find(step.value)
    return {code << SHIFT | value for code in codes}


def value_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """The subject's membership in the restriction."""
    subject, object = unpack(code)
    if object == facts.find(step.value) and facts.has(step.premises[0], subject):
        yield ((step.premises[0], subject),)


def restrict_value(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p v gives that x is in «p value v»."""
    value = facts.find(step.value)
    return {code >> SHIFT for code in codes if code & MASK == value}


def restricted_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """The triple with the value."""
    pair = pack(code, facts.find(step.value))
    if facts.has(step.premises[0], pair):
        yield ((step.premises[0], pair),)


def intersect(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x in each of C1 … Cn gives that x is in their intersection."""
    for position, key in enumerate(step.premises):
        codes = codes if position == at else codes & facts.of(key)
    return codes


def intersected_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Membership in every part."""
    if all(facts.has(key, code) for key in step.premises):
        yield tuple((key, code) for key in step.premises)


def merge_objects(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p y, x p z, p functional, gives y owl:sameAs z; two literals are a check's affair."""
    index = facts.objects(step.premises[0])
    found: set[Code] = set()
    for code in codes:
        subject, object = unpack(code)
        others = index[subject] if object < LITERAL else ()
        found.update(pack(object, other) for other in others if other != object and other < LITERAL)
    return found


def merged_objects_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Each subject with both values."""
    left, right = unpack(code)
    index = facts.subjects(step.premises[0])
    for subject in index.get(left, ()):
        if facts.has(step.premises[0], pack(subject, right)):
            yield (step.premises[0], pack(subject, left)), (step.premises[0], pack(subject, right))


def merge_subjects(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p z, y p z, p inverse functional, gives x owl:sameAs y."""
    index = facts.subjects(step.premises[0])
    found: set[Code] = set()
    for code in codes:
        subject, object = unpack(code)
        found.update(pack(subject, other) for other in index[object] if other != subject)
    return found


def merged_subjects_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Each value that both subjects have."""
    left, right = unpack(code)
    for object in facts.objects(step.premises[0]).get(left, ()):
        if facts.has(step.premises[0], pack(right, object)):
            yield (step.premises[0], pack(left, object)), (step.premises[0], pack(right, object))


def merge_keyed(step: Step, facts: Facts, at: int, codes: AbstractSet[Code]) -> AbstractSet[Code]:
    """x p z, y p z, both in C with the key p, gives x owl:sameAs y."""
    pairs, members = step.premises
    known, subjects = facts.of(members), facts.subjects(pairs)
    if at == 1:
        objects = facts.objects(pairs)
        codes = {pack(member, object) for member in codes for object in objects.get(member, ())}
    found: set[Code] = set()
    for code in codes:
        subject, object = unpack(code)
        others = subjects[object] if subject in known else ()
        found.update(pack(subject, other) for other in others if other != subject and other in known)
    return found


def merged_keyed_from(step: Step, facts: Facts, code: Code) -> Iterator[Premises]:
    """Each key value that both members have."""
    left, right = unpack(code)
    pairs, members = step.premises
    if facts.has(members, left) and facts.has(members, right):
        for object in facts.objects(pairs).get(left, ()):
            if facts.has(pairs, pack(right, object)):
                shared = (pairs, pack(left, object)), (pairs, pack(right, object))
                yield *shared, (members, left), (members, right)


PRP_DOM = Rule("prp-dom", "Table 5", take_subjects, subjects_from)
PRP_RNG = Rule("prp-rng", "Table 5", take_objects, objects_from)
PRP_FP = Rule("prp-fp", "Table 5", merge_objects, merged_objects_from)
PRP_IFP = Rule("prp-ifp", "Table 5", merge_subjects, merged_subjects_from)
PRP_SYMP = Rule("prp-symp", "Table 5", swap_pairs, swapped_from)
PRP_TRP = Rule("prp-trp", "Table 5", join_chain, chained_from)
PRP_SPO1 = Rule("prp-spo1", "Table 5", copy_codes, copied_from)
PRP_SPO2 = Rule("prp-spo2", "Table 5", join_chain, chained_from)
PRP_INV1 = Rule("prp-inv1", "Table 5", swap_pairs, swapped_from)
PRP_INV2 = Rule("prp-inv2", "Table 5", swap_pairs, swapped_from)
PRP_KEY = Rule("prp-key", "Table 5", merge_keyed, merged_keyed_from)
CLS_INT1 = Rule("cls-int1", "Table 6", intersect, intersected_from)
CLS_SVF1 = Rule("cls-svf1", "Table 6", restrict_some, some_from)
CLS_SVF2 = Rule("cls-svf2", "Table 6", restrict_any, subjects_from)
CLS_HV1 = Rule("cls-hv1", "Table 6", give_value, value_from)
CLS_HV2 = Rule("cls-hv2", "Table 6", restrict_value, restricted_from)
CAX_SCO = Rule("cax-sco", "Table 7", copy_codes, copied_from)

RULES: tuple[Rule, ...] = (
    PRP_DOM,
    PRP_RNG,
    PRP_FP,
    PRP_IFP,
    PRP_SYMP,
    PRP_TRP,
    PRP_SPO1,
    PRP_SPO2,
    PRP_INV1,
    PRP_INV2,
    PRP_KEY,
    CLS_INT1,
    CLS_SVF1,
    CLS_SVF2,
    CLS_HV1,
    CLS_HV2,
    CAX_SCO,
)
