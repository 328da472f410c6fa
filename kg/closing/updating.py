"""Adding and retracting triples at the cost of what they touch, to exactly the closure of a new build.

Retraction is delete and re-derive: what may rest on the retracted triples is taken away, and put back where
the remaining facts still give it. An owl:sameAs class that a retracted fact may have helped to make is
dissolved: all facts about its representative are taken away, and said again of the terms they
were asserted of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Triple

from kg.closing.engine import Program, canonical_code, saturate
from kg.closing.rules import CLS_HV1, Fact
from kg.closing.state import Delta, State, ends
from kg.closing.terms import LITERAL, MASK, TYPE, Code, Id, Key


def add_triples(state: State, triples: Iterable[Triple], program: Program) -> None:
    """Assert triples and add all that follows from them."""
    state.changing = True
    facts = [state.dictionary.fact_of(triple) for triple in triples]
    saturate(state, assert_facts(state, facts), program)


def assert_facts(state: State, facts: Iterable[Fact]) -> Delta:
    """Put asserted facts into the state; those that rules have not seen are the result."""
    delta: Delta = defaultdict(set)
    for key, code in facts:
        standing = code if key == state.same_as else canonical_code(state.facts, key, code)
        if standing != code:
            state.retire(key, code)
            if state.facts.has(key, standing):
                continue
            state.derived.setdefault(key, set()).add(standing)
        elif state.facts.has(key, code):
            state.derived.get(key, set()).discard(code)
            continue
        state.facts.add(key, {standing})
        delta[key].add(standing)
    return dict(delta)


def retract_triples(state: State, triples: Iterable[Triple], program: Program) -> None:
    """Take back asserted triples and what follows from them only; others do not matter."""
    state.changing = True
    retraction = _Retraction(state, program)
    gone = [triple for triple in triples if retraction.take_back(triple)]
    retraction.spread(gone)
    restored = retraction.clear()
    delta = assert_facts(state, restored)
    for key, codes in retraction.rederivable().items():
        fresh = codes - state.facts.of(key)
        if fresh:
            state.facts.add(key, fresh)
            state.derived.setdefault(key, set()).update(fresh)
            delta[key] = delta.get(key, set()) | fresh
    if retraction.equalities:
        delta[state.same_as] = delta.get(state.same_as, set()) | retraction.equalities
    saturate(state, delta, program)


@dataclass(slots=True)
class _Retraction:
    """The facts to take away (``doomed``), and the terms whose owl:sameAs class is dissolved."""

    state: State
    program: Program
    doomed: Delta = field(default_factory=lambda: defaultdict(set))
    dissolved: set[Id] = field(default_factory=set)
    taken: set[Fact] = field(default_factory=set)
    restored: set[Fact] = field(default_factory=set)
    equalities: set[Code] = field(default_factory=set)
    fresh: Delta = field(default_factory=lambda: defaultdict(set))

    def take_back(self, triple: Triple) -> bool:
        """Doom the triple's fact if it was asserted."""
        state, known = self.state, self.state.dictionary.ids
        if not all(term in known or term == TYPE for term in triple):
            return False
        key, code = state.dictionary.fact_of(triple)
        if not state.is_asserted(key, code):
            return False
        self.taken.add((key, code))
        if state.unretire(key, code):
            self.dissolve_ends(key, code)
        elif key == state.same_as:
            state.facts.remove(key, {code})
            self.dissolve_ends(key, code)
        else:
            self.doom(key, {code})
        return True

    def doom(self, key: Key, codes: set[Code]) -> None:
        """Mark facts, and dissolve the classes that they speak of."""
        new = codes - self.doomed[key]
        self.doomed[key] |= new
        self.fresh[key] |= new
        for code in new if self.state.classes else ():
            self.dissolve_ends(key, code)

    def dissolve_ends(self, key: Key, code: Code) -> None:
        """Dissolve the classes of the fact's terms."""
        for id in ends(key, code):
            self.dissolve(self.state.facts.find(id))

    def dissolve(self, standing: Id) -> None:
        """Doom all facts about a representative; the asserted ones among them come back later."""
        members = self.state.classes.get(standing)
        if members is None or standing in self.dissolved:
            return
        self.dissolved |= members
        for key, codes in self.state.facts.about(standing).items():
            if key == self.state.same_as:
                continue
            doomed = self.doomed.get(key, set())
            asserted = codes - self.state.derived.get(key, set()) - doomed
            self.restored.update((key, code) for code in asserted)
            self.doom(key, codes)

    def spread(self, gone: Iterable[Triple]) -> None:
        """Doom what may follow from the doomed, round by round, while all facts still stand."""
        leaves = frozenset(gone)
        for merge in self.state.merges if leaves else ():
            if not leaves.isdisjoint(merge.proof.leaves):
                self.dissolve(self.state.facts.find(merge.left))
        while self.fresh:
            delta, self.fresh = {key: codes for key, codes in self.fresh.items() if codes}, defaultdict(set)
            for key, codes in self.consequences(delta).items():
                self.doom(key, codes & self.state.derived.get(key, set()))
            self.fresh = defaultdict(set, {key: codes for key, codes in self.fresh.items() if codes})

    def consequences(self, delta: Delta) -> Delta:
        """What the steps conclude from the doomed facts, equalities apart."""
        found: Delta = defaultdict(set)
        for key, codes in delta.items():
            for step, at in self.program.get(key, ()):
                if step.target in self.state.facts.relations:
                    found[step.target] |= step.rule.forward(step, self.state.facts, at, codes)
        return found

    def clear(self) -> set[Fact]:
        """Take the doomed away and undo the classes; the asserted facts that have to be said again."""
        state = self.state
        for key, codes in self.doomed.items():
            state.facts.remove(key, codes & state.facts.of(key))
            state.derived.get(key, set()).difference_update(codes)
        for id in self.dissolved:
            state.facts.canonical.pop(id, None)
            state.classes.pop(id, None)
            self.restored |= state.release(id)
            about = state.facts.about(id).get(state.same_as, set())
            self.equalities |= {code for code in about if code & MASK < LITERAL}
        state.merges = [merge for merge in state.merges if merge.left not in self.dissolved]
        return self.restored - self.taken

    def rederivable(self) -> Delta:
        """The doomed facts that the remaining facts give in one step, and constants of dissolved classes."""
        state, steps = self.state, self.state.rules.by_target()
        found: Delta = defaultdict(set)
        for key, codes in self.doomed.items():
            for code in codes:
                if canonical_code(state.facts, key, code) != code:
                    continue
                if any(
                    next(step.rule.backward(step, state.facts, code), None) for step in steps.get(key, ())
                ):
                    found[key].add(code)
        for step in state.rules.steps if self.dissolved else ():
            if step.rule is CLS_HV1 and step.value in self.dissolved:
                found[step.target] |= step.rule.forward(
                    step, state.facts, 0, state.facts.of(step.premises[0])
                )
        return found
