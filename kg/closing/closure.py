"""Closing a set of triples under compiled rules, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.closing.compiling import Rules
from kg.closing.consistency import Inconsistency, find_inconsistencies
from kg.closing.engine import Program, encode_all, saturate
from kg.closing.explaining import Explainer
from kg.closing.state import Proof, State
from kg.closing.terms import MASK, SHIFT, TYPE, Id, is_anonymous, is_class, pack, term_order
from kg.closing.updating import add_triples, retract_triples


class Closure:
    """The facts that follow from what was asserted. Made by ``close``; ``add`` and ``retract`` change it."""

    def __init__(self, state: State, program: Program) -> None:
        self._state = state
        self._program = program

    def add(self, triples: Iterable[Triple]) -> None:
        """Assert more triples; the cost is in proportion to what they touch."""
        add_triples(self._state, triples, self._program)
        self._forget()

    def retract(self, triples: Iterable[Triple]) -> None:
        """Take back asserted triples: the closure is then that of a build without them.

        A triple that another article asserts too must not be retracted: the caller knows who says what.
        """
        retract_triples(self._state, triples, self._program)
        self._forget()

    def _forget(self) -> None:
        for name in ("inconsistencies", "canonical", "_explainer"):
            self.__dict__.pop(name, None)

    @property
    def inferred(self) -> Iterator[Triple]:
        """The triples that follow and were not asserted, sorted by subject, predicate and object.

        Of an owl:sameAs class only the representative gets consequences; each other member gets one
        owl:sameAs to it. Left out as empty: reflexive owl:sameAs, owl:Thing, datatypes of literals,
        anonymous classes.
        """
        return _sorted_triples(self._state, self._inferred_rows())

    @cached_property
    def inconsistencies(self) -> tuple[Inconsistency, ...]:
        """The contradictions, sorted."""
        return find_inconsistencies(self._state)

    @cached_property
    def canonical(self) -> dict[NamedNode | BlankNode, NamedNode | BlankNode]:
        """Each represented term → its representative: of the IRIs the shortest, then the first by letters."""
        resource = self._state.dictionary.resource
        pairs = ((resource(one), resource(other)) for one, other in self._state.facts.canonical.items())
        return {member: standing for member, standing in pairs if member != standing}

    def explain(self, triple: Triple, limit: int = 10) -> list[Proof]:
        """Up to ``limit`` proofs of a triple, the shortest first; none if it is not in the closure.

        An asserted triple's first proof has the rule "asserted"; a triple about a represented term follows
        from one about its representative.
        """
        return list(self._explainer.explain(triple, limit))

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self._state)

    def _inferred_rows(self) -> list[tuple[Id, Id, Id]]:
        state, rows = self._state, []
        type_id = state.dictionary.encode(TYPE)
        for key, codes in state.derived.items():
            if is_anonymous(key):
                continue
            if is_class(key):
                rows += [(member, type_id, ~key) for member in codes]
            else:
                shown = codes
                if key in state.rules.omits_reflexive:
                    shown = {code for code in codes if not state.is_omitted(key, code)}
                rows += [(code >> SHIFT, key, code & MASK) for code in shown]
        asserted = state.facts.of(state.same_as)
        for member, standing in state.facts.canonical.items():
            if member != standing and pack(member, standing) not in asserted:
                rows.append((member, state.same_as, standing))
        return rows


def close(triples: Iterable[Triple], rules: Rules) -> Closure:
    """Close the asserted triples under the rules.

    ``triples`` are data: axioms among them are not read, since the rules hold the ontology's. Raises
    BuildError if owl:sameAs is concluded of a class or property.
    """
    state = State.empty(rules)
    asserted = encode_all(triples, state.dictionary)
    for key, codes in asserted.items():
        state.facts.relations[key] = codes
    program = rules.by_premise()
    saturate(state, dict(asserted), program, everything=True)
    return Closure(state, program)


def _sorted_triples(state: State, rows: list[tuple[Id, Id, Id]]) -> Iterator[Triple]:
    decode = state.dictionary.decode
    used = {id for row in rows for id in row}
    ordered = sorted(used, key=lambda id: term_order(decode(id)))
    rank = {id: position for position, id in enumerate(ordered)}
    terms = [decode(id) for id in ordered]
    packed = [rank[s] << 64 | rank[p] << SHIFT | rank[o] for s, p, o in rows]
    del rank, used, ordered
    packed.sort()
    for row in packed:
        subject, predicate = terms[row >> 64], terms[row >> SHIFT & MASK]
        yield Triple(subject, predicate, terms[row & MASK])  # type: ignore[arg-type]
