"""Every triple inferred from the shipped articles is explained, and its explanation re-derives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, Triple

from kg.closing import close, compile_rules
from kg.explaining import SnapshotExplainer, Step
from kg.graph import DEFAULT_BASE, Graphs, build_quads
from kg.pipeline import resolve_all, take_in
from kg.records import read_with_lexicon
from kg.store import memory_store

GRAPHS = Graphs(DEFAULT_BASE)


def leaves_of(step: Step) -> list[Step]:
    """The asserted steps of a proof."""
    return [leaf for one in step.premises for leaf in leaves_of(one)] if step.premises else [step]


@pytest.mark.slow
def test_every_inferred_triple_of_the_corpus_is_explained_and_re_derived(repo_root: Path) -> None:
    ontology = repo_root / "ontology"
    readings = [read_with_lexicon(article, ontology) for article in take_in([repo_root / "corpus"]).articles]
    quads = list(build_quads(readings, resolve_all(readings, ontology), DEFAULT_BASE, ontology))
    rules = compile_rules([quad.triple for quad in quads if quad.graph_name == GRAPHS.ontology])
    inferred = list(close({quad.triple for quad in quads}, rules).inferred)
    told = [Quad(t.subject, t.predicate, t.object, GRAPHS.inferred) for t in inferred]
    explainer = SnapshotExplainer(memory_store([*quads, *told]), DEFAULT_BASE)
    asserted = {quad.triple for quad in quads}
    assert len(inferred) > 5000
    for triple in inferred:
        (proof,) = explainer.explain(triple, limit=1).proofs
        leaves = leaves_of(proof)
        conclusions = {leaf.conclusion for leaf in leaves if isinstance(leaf.conclusion, Triple)}
        assert proof.conclusion == triple
        assert conclusions <= asserted
        assert all(leaf.sources for leaf in leaves)
        assert triple in set(close(conclusions, rules).inferred)
