"""A triple of a snapshot is explained down to the sentences, and its proof re-derives it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.closing import close, compile_rules
from kg.errors import QueryError
from kg.explaining import SnapshotExplainer, Step, as_record, read_object, read_resource, shorten
from kg.graph import DEFAULT_BASE, Graphs
from kg.store import memory_store
from tests.kg.closing.graphs import (
    DECLARED,
    equality_axioms,
    equality_facts,
    facts,
    plain_axioms,
    read_triples,
    rich_axioms,
    texts,
)
from tests.kg.graph.sample import sample_quads

GRAPHS = Graphs(DEFAULT_BASE)


def explainer_of(quads: list[Quad]) -> tuple[SnapshotExplainer, list[Triple]]:
    """An explainer over the quads and what follows from them, and what follows."""
    rules = compile_rules([quad.triple for quad in quads if quad.graph_name == GRAPHS.ontology])
    inferred = list(close({quad.triple for quad in quads}, rules).inferred)
    told = [Quad(t.subject, t.predicate, t.object, GRAPHS.inferred) for t in inferred]
    return SnapshotExplainer(memory_store([*quads, *told]), DEFAULT_BASE), inferred


@pytest.fixture(scope="module")
def sample() -> SnapshotExplainer:
    return explainer_of(list(sample_quads()))[0]


def triple(text: str) -> Triple:
    subject, predicate, object = text.split(" ", 2)
    return Triple(
        read_resource(subject, DEFAULT_BASE),
        read_resource(predicate, DEFAULT_BASE),
        read_object(object, DEFAULT_BASE),
    )


def leaves_of(step: Step) -> list[Step]:
    """The asserted steps of a proof."""
    return [leaf for one in step.premises for leaf in leaves_of(one)] if step.premises else [step]


MET = "id/official/pham-minh-chinh gb:metWith id/official/huynh-thanh-tao"


def test_a_proof_names_rule_table_and_axiom_and_ends_in_sentences(sample: SnapshotExplainer) -> None:
    (proof, *_) = sample.explain(triple(MET)).proofs
    assert (proof.rule, proof.table) == ("prp-spo2", "Table 5")
    assert proof.specification.endswith("#tab-rules-properties")
    assert proof.axiom[0].predicate.value.endswith("propertyChainAxiom")
    assert proof.spelled == ("gb:attended o gb:participant -> gb:metWith",)
    for leaf in leaves_of(proof):
        quotes = [quote for source in leaf.sources for quote in source.quotes]
        assert {quote.article for quote in quotes} == {"giao-ban", "giao-ban-lai"}
        assert all(quote.words and quote.words in quote.sentence for quote in quotes)


def test_a_triple_about_two_things_is_quoted_from_the_fact_between_them(sample: SnapshotExplainer) -> None:
    chaired = triple("id/meeting/2020-06-01-ban-to-chuc-trung-uong gb:chairedBy id/official/pham-minh-chinh")
    (leaf,) = sample.explain(chaired, limit=1).proofs
    quotes = [quote for source in leaf.sources for quote in source.quotes]
    assert quotes and all("Phạm Minh Chính" in quote.sentence for quote in quotes)


def test_proofs_come_up_to_the_bound_and_say_whether_there_are_more(sample: SnapshotExplainer) -> None:
    body = triple("id/official/pham-minh-chinh a foaf:Person")
    alone, all_of_them = sample.explain(body, limit=1), sample.explain(body, limit=50)
    assert len(alone.proofs) == 1
    assert alone.complete == (len(all_of_them.proofs) == 1)
    assert all_of_them.complete


def test_a_conclusion_of_resolution_gives_its_graph_and_the_sentences_of_its_subject(
    sample: SnapshotExplainer,
) -> None:
    days = {t for t in (e.triple for e in sample.explain_thing(TENURE)) if "startLatest" in str(t.predicate)}
    (leaf,) = sample.explain(days.pop()).proofs
    (source,) = leaf.sources
    assert (source.kind, source.graph) == ("entities", GRAPHS.entities.value)
    assert source.quotes


TENURE = NamedNode(DEFAULT_BASE + "id/tenure/huynh-thanh-tao-bi-thu-tinh-uy-hau-giang")


def test_a_thing_is_explained_triple_by_triple_the_inferred_last(sample: SnapshotExplainer) -> None:
    found = list(sample.explain_thing(NamedNode(DEFAULT_BASE + "id/official/huynh-thanh-tao")))
    rules = [one.proofs[0].rule for one in found]
    assert rules == sorted(rules, key=lambda rule: rule != "asserted")
    assert "prp-inv1" in rules or "prp-inv2" in rules
    assert all(one.proofs for one in found)


def test_a_triple_that_is_not_there_has_no_proof(sample: SnapshotExplainer) -> None:
    assert sample.explain(triple("id/official/nobody a gb:Official")).proofs == ()
    assert sample.explain(triple("id/official/pham-minh-chinh a gb:Body")).proofs == ()


def test_the_record_is_json_with_the_whole_tree(sample: SnapshotExplainer) -> None:
    record = json.loads(json.dumps(as_record(sample.explain(triple(MET), limit=1))))
    assert record["holds"] is True
    assert record["proofs"][0]["rule"] == "prp-spo2"
    text = json.dumps(record, ensure_ascii=False)
    assert '"sentence"' in text and '"specification"' in text


@settings(max_examples=60)
@given(texts(plain_axioms, rich_axioms, equality_axioms, most=7), texts(facts, facts, equality_facts, most=9))
def test_every_inferred_triple_of_any_store_is_explained_and_re_derived(axioms: str, data: str) -> None:
    ontology, told = read_triples(DECLARED + axioms), read_triples(data)
    quads = [Quad(t.subject, t.predicate, t.object, GRAPHS.ontology) for t in ontology]
    quads += [Quad(t.subject, t.predicate, t.object, GRAPHS.article("one")) for t in told]
    explainer, inferred = explainer_of(quads)
    rules = compile_rules(ontology)
    for found in inferred:
        (proof,) = explainer.explain(found, limit=1).proofs
        leaves = {leaf.conclusion for leaf in leaves_of(proof) if isinstance(leaf.conclusion, Triple)}
        assert leaves <= {*ontology, *told}
        assert close(leaves, rules).explain(found, limit=1)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ("gb:metWith", "https://w3id.org/giaoban/ontology#metWith"),
        ("id/official/x", DEFAULT_BASE + "id/official/x"),
        ("<http://example.org/a>", "http://example.org/a"),
        ("https://example.org/a:b", "https://example.org/a:b"),
    ],
)
def test_an_iri_may_be_written_in_short(text: str, iri: str) -> None:
    assert read_resource(text, DEFAULT_BASE) == NamedNode(iri)


@pytest.mark.parametrize("text", ['"2020-06-01"^^xsd:date', '"Chỉ thị"@vi', "7"])
def test_a_literal_is_written_as_in_turtle_and_back(text: str) -> None:
    term = read_object(text, DEFAULT_BASE)
    assert isinstance(term, Literal)
    assert read_object(shorten(term, DEFAULT_BASE), DEFAULT_BASE) == term


@pytest.mark.parametrize("text", ['"open', "id/a b", '"x" . <a:> <b:> <c:>'])
def test_what_is_no_term_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(QueryError, match="Write"):
        read_object(text, DEFAULT_BASE)
