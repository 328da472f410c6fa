"""Each term of the ontology has the fixed form and order of the style guide; each list entry both labels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg.graph.vocabulary import GB, GB_NAMESPACE

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
FILES = ("giaoban.ttl", "lexicon.ttl")
HOME = URIRef("https://w3id.org/giaoban/ontology")
TERM = re.compile(r"^gb:(\w+) a (.*?) \.$", re.DOTALL | re.MULTILINE)
ORDER = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:label",
    "skos:definition",
    "skos:scopeNote",
    "skos:example",
    "rdfs:isDefinedBy",
    "gb:core",
    "skos:notation",
)
CORE = {
    "Official", "Body", "Post", "Tenure", "Meeting", "Participation", "Directive", "PersonnelChange", "Place",
    "Article", "Evidence", "holder", "post", "organiser", "heldOn", "participant", "issuedBy", "attestedOn",
    "statedIn", "evidence",
}  # fmt: skip


@pytest.fixture(scope="module")
def text() -> str:
    """The ontology as written."""
    return "\n".join((ONTOLOGY / name).read_text("utf-8") for name in FILES)


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The ontology as RDF."""
    whole = Graph()
    for name in FILES:
        whole.parse(ONTOLOGY / name)
    return whole


@pytest.fixture(scope="module")
def lists() -> dict[str, Graph]:
    """Each list by the name of its file."""
    return {path.name: Graph().parse(path) for path in sorted((ONTOLOGY / "lists").glob("*.ttl"))}


def terms(graph: Graph) -> list[URIRef]:
    """All terms that the ontology defines."""
    return sorted(
        {s for s in graph.subjects(RDF.type) if isinstance(s, URIRef) and str(s).startswith(GB_NAMESPACE)}
    )


def test_every_term_is_written_in_the_fixed_order(text: str) -> None:
    blocks = dict(TERM.findall(text))
    assert len(blocks) > 120
    wrong = {}
    for name, block in blocks.items():
        used = [match[1] for match in re.finditer(r"^    ([a-z]+:\w+) ", block, re.MULTILINE)]
        if used != sorted(used, key=ORDER.index) or used.count("rdfs:label") != 1:
            wrong[name] = used
        if not re.search(r'rdfs:label "[^"]+"@vi , "[^"]+"@en', block):
            wrong[name] = ["label"]
    assert wrong == {}


def test_every_term_has_a_block_of_its_own(text: str, graph: Graph) -> None:
    assert sorted(name for name, _ in TERM.findall(text)) == [
        str(term).removeprefix(GB_NAMESPACE) for term in terms(graph)
    ]


def test_every_term_is_labelled_and_defined_in_both_languages(graph: Graph) -> None:
    for term in terms(graph):
        for predicate in (RDFS.label, SKOS.definition):
            languages = sorted(
                str(o.language) for o in graph.objects(term, predicate) if isinstance(o, Literal)
            )
            assert languages == ["en", "vi"], (term, predicate)


def test_every_term_has_a_note_an_example_and_its_home(graph: Graph) -> None:
    for term in terms(graph):
        assert graph.value(term, SKOS.scopeNote), term
        example = graph.value(term, SKOS.example)
        assert isinstance(example, Literal) and example.language == "vi" and example.endswith("."), term
        assert graph.value(term, RDFS.isDefinedBy) == HOME, term


def test_the_core_terms_are_the_few_to_read_first(graph: Graph) -> None:
    marked = {str(s).removeprefix(GB_NAMESPACE) for s in graph.subjects(URIRef(GB_NAMESPACE + "core"))}
    assert marked == CORE


def test_no_domain_or_range_mints_types(graph: Graph) -> None:
    assert not list(graph.subject_objects(RDFS.domain))
    assert not list(graph.subject_objects(RDFS.range))


def test_the_alignments_use_sub_terms_of_our_own_terms_only(graph: Graph) -> None:
    aligned = Graph().parse(ONTOLOGY / "alignments.ttl")
    known = set(terms(graph))
    assert len(aligned) > 25
    for subject, predicate, value in aligned:
        assert predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
        assert subject in known
        assert not str(value).startswith(GB_NAMESPACE)
        assert not str(value).startswith("http://schema.org")


def test_the_axioms_stand(graph: Graph) -> None:
    gb = {
        name: URIRef(GB_NAMESPACE + name)
        for name in ("subBodyOf", "metWith", "holds", "memberOf", "Directive")
    }
    assert (gb["subBodyOf"], RDF.type, OWL.TransitiveProperty) in graph
    assert (gb["metWith"], RDF.type, OWL.SymmetricProperty) in graph
    for name in ("chairedBy", "addressedBy", "presentedBy"):
        assert (
            URIRef(GB_NAMESPACE + name),
            RDFS.subPropertyOf,
            URIRef(GB_NAMESPACE + "participant"),
        ) in graph
    assert len(list(graph.objects(gb["memberOf"], OWL.propertyChainAxiom))) == 2
    assert graph.value(gb["holds"], OWL.propertyChainAxiom)
    key = graph.value(gb["Directive"], OWL.hasKey)
    assert key is not None
    assert list(graph.items(key)) == [URIRef(GB_NAMESPACE + "citationKey")]


def test_the_code_writes_no_term_that_the_ontology_lacks(graph: Graph) -> None:
    written = {term.value for name, term in vars(GB).items() if not name.startswith("_")}
    assert written <= {str(term) for term in terms(graph)}


def test_every_list_entry_has_a_label_in_both_languages(lists: dict[str, Graph]) -> None:
    missing = []
    for name, entries in lists.items():
        for entry in set(entries.subjects()):
            labels = [o for o in entries.objects(entry, SKOS.prefLabel) if isinstance(o, Literal)]
            if sorted(str(label.language) for label in labels) != ["en", "vi"]:
                missing.append(f"{name}: {entry}")
    assert missing == []


def test_every_list_entry_has_a_class(lists: dict[str, Graph]) -> None:
    for name, entries in lists.items():
        for entry in set(entries.subjects()):
            assert entries.value(entry, RDF.type), f"{name}: {entry}"


def test_the_lists_use_no_term_that_the_ontology_lacks(lists: dict[str, Graph], graph: Graph) -> None:
    known = {str(term) for term in terms(graph)}
    used = {
        str(node)
        for entries in lists.values()
        for triple in entries
        for node in triple[1:]
        if str(node).startswith(GB_NAMESPACE)
    }
    assert sorted(used - known) == []


def test_single_holder_marks_stand_on_entries_of_the_lists(lists: dict[str, Graph]) -> None:
    entries = {subject for listed in lists.values() for subject in listed.subjects()}
    marks = Graph().parse(ONTOLOGY / "single-holders.ttl")
    assert len(marks) > 15
    assert {subject for subject in marks.subjects() if subject not in entries} == set()
