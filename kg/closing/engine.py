"""Semi-naive evaluation: only new facts are joined with all facts, until nothing new follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.closing.explaining import Explainer, explain_facts
from kg.closing.facts import Facts
from kg.closing.rules import CLS_HV2, Premises, Step
from kg.closing.state import Delta, Merge, Proof, State
from kg.closing.terms import LITERAL, MASK, SAME, SHIFT, TYPE, Code, Dictionary, Id, Key, is_class
from kg.errors import BuildError

Program = Mapping[Key, list[tuple[Step, int]]]


def encode_all(triples: Iterable[Triple], dictionary: Dictionary) -> Delta:
    """The triples as codes by relation; new terms get ids."""
    found: Delta = defaultdict(set)
    known, encode = dictionary.ids.get, dictionary.encode
    for triple in triples:
        subject, predicate, object = triple
        s = known(subject)
        if s is None:
            s = encode(subject)
        o = known(object)
        if o is None:
            o = encode(object)
        if predicate == TYPE:
            found[~o].add(s)
        else:
            p = known(predicate)
            found[encode(predicate) if p is None else p].add(s << SHIFT | o)
    return dict(found)


def saturate(state: State, delta: Delta, program: Program, everything: bool = False) -> None:
    """Add all that follows from ``delta``, whose facts are in the state already.

    ``everything`` says that ``delta`` is all there is, so that joins need not be tried from each side.
    """
    while delta:
        same: dict[tuple[Id, Id], tuple[Step | None, Premises]] = {}
        while delta:
            _collect_asserted_equalities(state, delta, same)
            found = apply_steps(state, delta, program, same, everything)
            delta, everything = _keep_new(state, found), False
        delta = merge_terms(state, same) if same else {}


def apply_steps(
    state: State,
    delta: Mapping[Key, AbstractSet[Code]],
    program: Program,
    same: dict[tuple[Id, Id], tuple[Step | None, Premises]],
    everything: bool,
) -> Delta:
    """One round: what the steps conclude from ``delta`` and is not known; equalities go to ``same``."""
    facts, found = state.facts, Delta()
    for key, codes in delta.items():
        for step, at in program.get(key, ()):
            if everything and at > 0 and step.premises[0] in delta:
                continue
            concluded = step.rule.forward(step, facts, at, codes)
            if step.target == SAME:
                _note_equalities(state, step, concluded, same)
            elif new := concluded - facts.of(step.target):
                if step.target in found:
                    found[step.target] |= new
                else:
                    found[step.target] = set(new)
    return found


def _note_equalities(
    state: State,
    step: Step,
    pairs: AbstractSet[Code],
    same: dict[tuple[Id, Id], tuple[Step | None, Premises]],
) -> None:
    for code in pairs:
        left, right = code >> SHIFT, code & MASK
        if (left, right) not in same and (right, left) not in same:
            same[left, right] = step, next(step.rule.backward(step, state.facts, code))


def _collect_asserted_equalities(
    state: State, delta: Delta, same: dict[tuple[Id, Id], tuple[Step | None, Premises]]
) -> None:
    for code in delta.get(state.same_as, ()):
        left, right = code >> SHIFT, code & MASK
        if left != right and right < LITERAL:
            same.setdefault((left, right), (None, ((state.same_as, code),)))


def _keep_new(state: State, found: Delta) -> Delta:
    """Put the conclusions into the state; they are the next round's new facts."""
    for key, codes in found.items():
        state.facts.add(key, codes)
        state.derived.setdefault(key, set()).update(codes)
    return found


def preference(term: NamedNode | BlankNode) -> tuple[bool, int, str]:
    """The order in which terms are chosen to represent a class: IRIs, the shortest, then by letters."""
    return isinstance(term, BlankNode), len(term.value), term.value


def merge_terms(state: State, same: Mapping[tuple[Id, Id], tuple[Step | None, Premises]]) -> Delta:
    """Make one of the terms of each pair speak for both; the facts that are new thereby.

    eq-sym, eq-trans and eq-rep-s, eq-rep-o of Table 4, kept to representatives.
    """
    resource = state.dictionary.resource
    merges = _needed_merges(state, same)
    state.merges += merges
    moved: set[Id] = set()
    for merge in merges:
        one, other = state.facts.find(merge.left), state.facts.find(merge.right)
        if preference(resource(other)) < preference(resource(one)):
            one, other = other, one
        members = state.classes.pop(other, {other})
        state.classes.setdefault(one, {one}).update(members)
        state.facts.canonical.update(dict.fromkeys(members, one))
        moved.add(other)
    _refuse_terms_of_the_ontology(state, moved)
    return _rewrite(state, moved) if moved else {}


def _needed_merges(state: State, same: Mapping[tuple[Id, Id], tuple[Step | None, Premises]]) -> list[Merge]:
    """One merge for each two classes that become one, proved while the facts stand as the rule saw them."""
    order = state.dictionary.resource
    explainer = Explainer(state)
    standing: dict[Id, Id] = {}
    merges = []

    def find(id: Id) -> Id:
        id = state.facts.find(id)
        while id in standing:
            id = standing[id]
        return id

    for left, right in sorted(
        same, key=lambda pair: (preference(order(pair[0])), preference(order(pair[1])))
    ):
        one, other = find(left), find(right)
        if one != other:
            standing[other] = one
            step, facts = same[left, right]
            merges.append(Merge(left, right, _prove(state, explainer, left, right, step, facts)))
    return merges


def _prove(
    state: State, explainer: Explainer, left: Id, right: Id, step: Step | None, facts: Premises
) -> Proof:
    premises = explain_facts(explainer, facts)
    if step is None:
        return premises[0]
    conclusion = state.dictionary.triple_of(state.same_as, left << SHIFT | right)
    return Proof(conclusion, step.rule.name, step.rule.table, step.axiom, premises)


def _refuse_terms_of_the_ontology(state: State, moved: set[Id]) -> None:
    for id in sorted(moved | {state.facts.find(id) for id in moved}):
        if id in state.facts.relations or ~id in state.facts.relations:
            term = state.dictionary.resource(id)
            raise BuildError(
                f"owl:sameAs holds between {term}, a class or property, and another term.",
                "Use owl:equivalentClass or owl:equivalentProperty in the ontology.",
            )


def _rewrite(state: State, moved: set[Id]) -> Delta:
    """Say of representatives what was said of the terms they stand for."""
    delta: Delta = {}
    for key, stale in _about(state, moved).items():
        if key != state.same_as:
            replace(state, key, stale, delta)
    for step in state.rules.steps:
        if step.rule is CLS_HV2 and step.value in moved:
            key, value = step.premises[0], state.facts.find(step.value)
            waiting = {subject << SHIFT | value for subject in state.facts.subjects(key).get(value, ())}
            delta[key] = delta.get(key, set()) | waiting
    return delta


def _about(state: State, moved: set[Id]) -> Delta:
    """The facts that speak of the terms."""
    found: Delta = {}
    if state.changing:
        for id in moved:
            for key, codes in state.facts.about(id).items():
                found[key] = found.get(key, set()) | codes
        return found
    for key, codes in state.facts.relations.items():
        if is_class(key):
            stale = codes & moved
        else:
            stale = {code for code in codes if code >> SHIFT in moved or code & MASK in moved}
        if stale:
            found[key] = stale
    return found


def canonical_code(facts: Facts, key: Key, code: Code) -> Code:
    """The fact as said of representatives."""
    find = facts.find
    return find(code) if is_class(key) else find(code >> SHIFT) << SHIFT | find(code & MASK)


def replace(state: State, key: Key, stale: set[Code], delta: Delta) -> None:
    """Retire facts about represented terms; those that are new of the representatives go to ``delta``."""
    derived = state.derived.setdefault(key, set())
    for code in stale - derived:
        state.retire(key, code)
    derived -= stale
    state.facts.remove(key, stale)
    fresh = {canonical_code(state.facts, key, code) for code in stale} - state.facts.of(key)
    if fresh:
        state.facts.add(key, fresh)
        derived |= fresh
        delta[key] = delta.get(key, set()) | fresh
