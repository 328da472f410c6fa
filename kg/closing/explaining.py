"""Why a fact holds: the rules run backwards over the closed facts, to proofs with the shortest first."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import Triple

from kg.closing.rules import Fact, Step
from kg.closing.state import ASSERTED, Merge, Proof, State
from kg.closing.terms import MASK, SHIFT, TYPE, Id, Key, is_anonymous, is_class, pack

Goal: TypeAlias = Fact | Proof
"""What a derivation still needs: a fact, or a proof that is there already (an equality's)."""

MOST_FACTS = 20_000
"""How many facts one explanation looks at; what lies beyond counts as not provable."""
MOST_EXTRA = 12
"""How many inferences more than the smallest proof a further proof may have."""
MOST_STEPS = 10_000
"""How many derivations one explanation tries before it stops with the proofs it has."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """One way to conclude a fact in one step."""

    rule: str
    table: str
    axiom: tuple[Triple, ...]
    premises: tuple[Goal, ...]


@dataclass(slots=True)
class Explainer:
    """Explains facts of a state; keeps what it needs from one goal to the next."""

    state: State
    _steps: Mapping[Key, Sequence[Step]] = field(default_factory=dict)
    _neighbours: dict[Id, list[Merge]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._steps = self.state.rules.by_target()
        for merge in self.state.merges:
            self._neighbours.setdefault(merge.left, []).append(merge)
            self._neighbours.setdefault(merge.right, []).append(merge)

    def explain(self, triple: Triple, limit: int) -> Iterator[Proof]:
        """Proofs of a triple, the shortest first; of an asserted one first that it was asserted."""
        fact = self._known_fact(triple)
        if fact is None:
            return
        key, code = fact
        if self.state.is_omitted(key, code):
            return
        if key == self.state.same_as:
            yield from self._explain_sameness(key, code)
        elif self.state.is_asserted(key, code) or self.state.facts.has(key, code):
            yield from itertools.islice(self.prove(fact), limit)
        else:
            yield from itertools.islice(self._restated(key, code), limit)

    def _known_fact(self, triple: Triple) -> Fact | None:
        known = self.state.dictionary.ids
        if all(term in known or term == TYPE for term in triple):
            return self.state.dictionary.fact_of(triple)
        return None

    def _explain_sameness(self, key: Key, code: int) -> Iterator[Proof]:
        if self.state.facts.has(key, code):
            yield self._leaf((key, code))
        else:
            left, right = code >> SHIFT, code & MASK
            if left != right and self.state.facts.find(left) == self.state.facts.find(right):
                yield self.prove_same(left, right)

    def _restated(self, key: Key, code: int) -> Iterator[Proof]:
        """Proofs of what is said of a represented term: eq-rep from its representative."""
        find = self.state.facts.find
        members = is_class(key)
        standing = find(code) if members else pack(find(code >> SHIFT), find(code & MASK))
        if standing != code and self.state.facts.has(key, standing):
            sames = self._sames(key, standing, code)
            for proof in self.prove((key, standing)):
                yield Proof(
                    self._words((key, code)), _rep(key, standing, code), "Table 4", (), (proof, *sames)
                )

    def prove(self, goal: Fact) -> Iterator[Proof]:
        """Proofs of a fact of the closure by size. Inside a proof, an asserted fact is a leaf."""
        if self.state.is_asserted(*goal):
            yield self._leaf(goal)
        graph = self._reachable(goal)
        least = _least_sizes(graph, self.state)
        if self.state.is_asserted(*goal):
            ways = [_least_of(way, least) for way in graph[goal]]
            smallest = min((size for size in ways if size is not None), default=None)
        else:
            smallest = least.get(goal)
        if smallest is None:
            return
        search = _Search(self, graph, least)
        for size in range(smallest, smallest + MOST_EXTRA + 1):
            yield from search.derived(goal, size, frozenset())

    def derivations(self, fact: Fact) -> Iterator[Derivation]:
        """Each way in which one step gives the fact."""
        key, code = fact
        for step in self._steps.get(key, ()):
            constant = self._constant(step)
            for premises in step.rule.backward(step, self.state.facts, code):
                yield Derivation(step.rule.name, step.rule.table, step.axiom, (*premises, *constant))
        if self._neighbours:
            yield from self._equal_facts(key, code)

    def _constant(self, step: Step) -> tuple[Proof, ...]:
        """That the axiom's value is the term that stands for it in the facts."""
        standing = self.state.facts.find(step.value)
        return () if standing == step.value else (self.prove_same(step.value, standing),)

    def _equal_facts(self, key: Key, code: int) -> Iterator[Derivation]:
        """The asserted facts about represented terms that say this of their representatives."""
        retired = self.state.retired.get(key, ())
        for other in self._variants(key, code) if retired else ():
            if other != code and other in retired:
                sames = self._sames(key, other, code)
                yield Derivation(_rep(key, other, code), "Table 4", (), ((key, other), *sames))

    def _variants(self, key: Key, code: int) -> Iterator[int]:
        classes = self.state.classes
        if is_class(key):
            yield from classes.get(code, ())
            return
        subject, object = code >> SHIFT, code & MASK
        for one, other in itertools.product(classes.get(subject, (subject,)), classes.get(object, (object,))):
            yield pack(one, other)

    def _sames(self, key: Key, given: int, wanted: int) -> tuple[Proof, ...]:
        pairs = [(given, wanted)]
        if not is_class(key):
            pairs = [(given >> SHIFT, wanted >> SHIFT), (given & MASK, wanted & MASK)]
        return tuple(self.prove_same(one, other) for one, other in pairs if one != other)

    def prove_same(self, left: Id, right: Id) -> Proof:
        """The proof that two members of an owl:sameAs class are one, along the shortest path of merges."""
        came: dict[Id, tuple[Id, Merge] | None] = {left: None}
        queue = deque([left])
        while queue and right not in came:
            here = queue.popleft()
            for merge in self._neighbours.get(here, ()):
                there = merge.right if merge.left == here else merge.left
                if there not in came:
                    came[there] = here, merge
                    queue.append(there)
        path: list[Proof] = []
        there = right
        while (arrival := came[there]) is not None:
            here, merge = arrival
            path.insert(0, self._directed(merge, here, there))
            there = here
        if len(path) == 1:
            return path[0]
        conclusion = self._words((self.state.same_as, pack(left, right)))
        return Proof(conclusion, "eq-trans", "Table 4", (), tuple(path))

    def _directed(self, merge: Merge, left: Id, right: Id) -> Proof:
        if merge.left == left:
            return merge.proof
        conclusion = self._words((self.state.same_as, pack(left, right)))
        return Proof(conclusion, "eq-sym", "Table 4", (), (merge.proof,))

    def _reachable(self, goal: Fact) -> dict[Fact, list[Derivation]]:
        """The facts that a proof of the goal may use, with their derivations; asserted ones have none."""
        graph = {goal: list(self.derivations(goal))}
        queue = deque([goal])
        while queue and len(graph) < MOST_FACTS:
            for way in graph[queue.popleft()]:
                for premise in way.premises:
                    if not isinstance(premise, Proof) and premise not in graph:
                        leaf = self.state.is_asserted(*premise)
                        graph[premise] = [] if leaf else list(self.derivations(premise))
                        queue.append(premise)
        return graph

    def _leaf(self, fact: Fact) -> Proof:
        return Proof(self._words(fact), ASSERTED)

    def _words(self, fact: Fact) -> Triple | str:
        key, code = fact
        if not is_anonymous(key):
            return self.state.dictionary.triple_of(key, code)
        words = self.state.rules.expressions[key]
        if is_class(key):
            return f"{self.state.dictionary.decode(code)} is in {words}"
        ends = self.state.dictionary.decode(code >> SHIFT), self.state.dictionary.decode(code & MASK)
        return f"{ends[0]} {words} {ends[1]}"

    def finish(self, fact: Fact, way: Derivation, premises: tuple[Proof, ...]) -> Proof:
        """The proof that ends with this derivation."""
        return Proof(self._words(fact), way.rule, way.table, way.axiom, premises)

    def leaf_if_asserted(self, fact: Fact) -> Proof | None:
        """The proof of an asserted fact."""
        return self._leaf(fact) if self.state.is_asserted(*fact) else None


def explain_facts(explainer: Explainer, facts: Sequence[Fact]) -> tuple[Proof, ...]:
    """The shortest proof of each fact; all must be in the closure."""
    return tuple(next(explainer.prove(fact)) for fact in facts)


@dataclass(frozen=True, slots=True)
class _Search:
    """The enumeration of proofs of exactly one size over a graph of derivations."""

    explainer: Explainer
    graph: Mapping[Fact, list[Derivation]]
    least: Mapping[Fact, int]
    steps: Iterator[int] = field(default_factory=lambda: iter(range(MOST_STEPS)))

    def exact(self, goal: Goal, size: int, above: frozenset[Fact]) -> Iterator[Proof]:
        """Proofs of this size of a goal that do not go through the facts above it."""
        if isinstance(goal, Proof):
            if goal.size == size:
                yield goal
            return
        leaf = self.explainer.leaf_if_asserted(goal)
        if leaf is None:
            yield from self.derived(goal, size, above)
        elif size == 0:
            yield leaf

    def derived(self, fact: Fact, size: int, above: frozenset[Fact]) -> Iterator[Proof]:
        """Proofs of this size that end with a rule."""
        above = above | {fact}
        for way in self.graph[fact]:
            if next(self.steps, None) is None:
                return
            if not any(premise in above for premise in way.premises):
                for premises in self.shared(way.premises, size - 1, above):
                    yield self.explainer.finish(fact, way, premises)

    def shared(
        self, goals: tuple[Goal, ...], size: int, above: frozenset[Fact]
    ) -> Iterator[tuple[Proof, ...]]:
        """Proofs of all the goals with this size in total."""
        if not goals:
            if size == 0:
                yield ()
            return
        needs = [_least_goal(goal, self.least) for goal in goals]
        if None in needs:
            return
        rest = sum(need for need in needs[1:] if need is not None)
        for first in range(needs[0] or 0, size - rest + 1):
            for proof in self.exact(goals[0], first, above):
                for others in self.shared(goals[1:], size - first, above):
                    yield (proof, *others)


def _least_goal(goal: Goal, least: Mapping[Fact, int]) -> int | None:
    return goal.size if isinstance(goal, Proof) else least.get(goal)


def _least_of(way: Derivation, least: Mapping[Fact, int]) -> int | None:
    sizes = [_least_goal(goal, least) for goal in way.premises]
    return None if None in sizes else 1 + sum(size for size in sizes if size is not None)


def _least_sizes(graph: Mapping[Fact, list[Derivation]], state: State) -> dict[Fact, int]:
    """The size of each fact's smallest proof; facts that have none (by these derivations) are missing."""
    least = {fact: 0 for fact in graph if state.is_asserted(*fact)}
    changed = True
    while changed:
        changed = False
        for fact, ways in graph.items():
            if state.is_asserted(*fact):
                continue
            for way in ways:
                size = _least_of(way, least)
                if size is not None and size < least.get(fact, size + 1):
                    least[fact], changed = size, True
    return least


def _rep(key: Key, given: int, wanted: int) -> str:
    """The rule that restates a fact: of another subject (also where both ends change), or object."""
    return "eq-rep-s" if is_class(key) or given >> SHIFT != wanted >> SHIFT else "eq-rep-o"
