"""The explanation of a triple or of a thing: proofs with the shortest first, each leaf with its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.closing import RULES, Closure, Proof, Rules, close, compile_rules
from kg.closing.explaining import Explainer
from kg.closing.state import ASSERTED
from kg.explaining.sources import Source, Sources
from kg.explaining.stored import asserted_triples, has_equalities, open_state
from kg.explaining.terms import shorten
from kg.export import PREFIXES
from kg.store import GraphStore

SPECIFICATION = "https://www.w3.org/TR/owl2-profiles/"
TABLES = {
    "Table 4": "tab-rules-equality",
    "Table 5": "tab-rules-properties",
    "Table 6": "tab-rules-classes",
    "Table 7": "tab-rules-class-axioms",
    "Table 9": "tab-rules-schema-vocabulary",
}
MOST_TRIPLES = 200
"""How many triples of one thing are explained."""
Node = NamedNode | BlankNode | Literal | Triple
WHEREABOUTS = frozenset(PREFIXES["gb"] + name for name in ("evidence", "statedIn"))


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proof: what holds, by which rule, from what.

    ``conclusion`` is a triple, or words where it lies in a class or property without a name. ``rule`` is the
    W3C name or "asserted", ``table`` the table of OWL 2 Profiles §4.3 that has it, ``says`` the rule in one
    line, ``axiom`` the triples of the ontology that it stands on, ``spelled`` the same for a reader. A leaf
    has ``sources``, and ``more`` counts those that are not shown.
    """

    conclusion: Triple | str
    rule: str
    table: str
    says: str
    axiom: tuple[Triple, ...]
    spelled: tuple[str, ...]
    premises: tuple[Step, ...]
    sources: tuple[Source, ...] = ()
    more: int = 0

    @property
    def specification(self) -> str:
        """The address of the rule's table."""
        return f"{SPECIFICATION}#{TABLES[self.table]}" if self.table in TABLES else ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A triple with its proofs, the shortest first; none if the graph does not hold it.

    ``complete`` is False where there are more proofs than were asked for.
    """

    triple: Triple
    proofs: tuple[Step, ...]
    complete: bool = True


class SnapshotExplainer:
    """Explains what stands in a snapshot's store.

    The rules are compiled once. A proof reads from the store what it needs, unless terms are said to be the
    same: then the closure is made in memory once, since proofs of sameness are no triples.
    """

    def __init__(self, store: GraphStore, base: str) -> None:
        self._store = store
        self._base = base
        self._inferred = NamedNode(base + "graph/inferred")
        self._sources = Sources(store, base)
        self._says = {rule.name: rule.says for rule in RULES}

    def explain(self, triple: Triple, limit: int = 5) -> Explanation:
        """Up to ``limit`` proofs of one triple."""
        proofs = self._prove(triple, limit + 1)
        steps = tuple(self._step(proof) for proof in proofs[:limit])
        return Explanation(triple, steps, len(proofs) <= limit)

    def explain_thing(self, thing: NamedNode, limit: int = 1) -> Iterator[Explanation]:
        """Each triple with the thing as subject (MOST_TRIPLES), those that were inferred last.

        What only says where the thing is told of is left out: the sources of the other triples say it.
        """
        quads = (quad for quad in self._store.quads(thing) if quad.predicate.value not in WHEREABOUTS)
        said = {quad.triple: quad.graph_name for quad in quads}
        ordered = sorted(said, key=lambda triple: (said[triple] == self._inferred, str(triple)))
        for triple in ordered[:MOST_TRIPLES]:
            yield self.explain(triple, limit)

    def label(self, thing: NamedNode, language: str = "vi") -> str:
        """A label of the thing in the language, else any, else nothing."""
        names = (
            "http://www.w3.org/2004/02/skos/core#prefLabel",
            "http://www.w3.org/2000/01/rdf-schema#label",
        )
        quads = (quad for name in names for quad in self._store.quads(thing, NamedNode(name)))
        labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        fitting = [label.value for label in labels if label.language == language]
        return next(iter(fitting or [label.value for label in labels]), "")

    def _prove(self, triple: Triple, limit: int) -> list[Proof]:
        if self._closure is not None:
            return self._closure.explain(triple, limit)
        state = open_state(self._store, self._rules, self._inferred)
        state.dictionary.fact_of(triple)
        return list(Explainer(state).explain(triple, limit))

    @cached_property
    def _rules(self) -> Rules:
        graph = NamedNode(self._base + "graph/ontology")
        return compile_rules([quad.triple for quad in self._store.quads(graph=graph)])

    @cached_property
    def _closure(self) -> Closure | None:
        if not has_equalities(self._store):
            return None
        return close(asserted_triples(self._store, self._inferred), self._rules)

    def _step(self, proof: Proof) -> Step:
        asserted = proof.rule == ASSERTED and isinstance(proof.conclusion, Triple)
        sources, more = self._sources.find(proof.conclusion) if asserted else ((), 0)  # type: ignore[arg-type]
        return Step(
            proof.conclusion,
            proof.rule,
            proof.table,
            self._says.get(proof.rule, ""),
            proof.axiom,
            tuple(map(self._spell, proof.axiom)),
            tuple(self._step(premise) for premise in proof.premises),
            sources,
            more,
        )

    def _spell(self, axiom: Triple) -> str:
        """The axiom in a line: a chain as "p1 o p2 -> p", other lists with their members."""
        subject, predicate, object = (shorten(term, self._base) for term in axiom)
        members = [shorten(term, self._base) for term in self._members(axiom.object)]
        if predicate == "owl:propertyChainAxiom":
            return f"{' o '.join(members)} -> {subject}"
        return f"{subject} {predicate} {'(' + ' '.join(members) + ')' if members else object}"

    def _members(self, head: Node) -> Iterator[Node]:
        """The members of an RDF list; none if this is no list."""
        cell: Node | None = head
        while cell is not None and (first := self._value(cell, "first")) is not None:
            yield first
            cell = self._value(cell, "rest")

    def _value(self, cell: Node, name: str) -> Node | None:
        if not isinstance(cell, NamedNode):
            return None
        quads = self._store.quads(cell, NamedNode(PREFIXES["rdf"] + name))
        return next((quad.object for quad in quads), None)
