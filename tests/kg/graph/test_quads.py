"""What each named graph holds: an article's graph exactly what it says, the others what lies beneath."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Dataset

from kg.errors import ListError
from kg.graph import (
    DEFAULT_BASE,
    Authority,
    Graphs,
    article_quads,
    authority_quads,
    build_quads,
    mint_iris,
    ontology_quads,
    provenance_quads,
    read_authority,
)
from kg.graph.literals import day_literal, decimal
from kg.graph.vocabulary import GB, OA, RDF, XSD
from kg.model import Body, PartialDate, Reading
from kg.resolving import resolve
from tests.kg.graph.factories import CENTRAL, HAU_GIANG, POLITBURO, Telling, post
from tests.kg.graph.sample import sample_entities, sample_quads, sample_readings

GRAPHS = Graphs()
ID = DEFAULT_BASE + "id/"


@cache
def authority() -> Authority:
    """What the shipped lists say; read once."""
    return read_authority()


TENURE = NamedNode(f"{ID}tenure/nguyen-van-an-bi-thu-tinh-uy-hau-giang")


def written(told: Telling, *others: Telling) -> list[Quad]:
    """The graph of one article, resolved together with others."""
    readings = [told.reading(), *(other.reading() for other in others)]
    entities = resolve(readings)
    return list(article_quads(readings[0], entities, mint_iris(entities), authority()))


def values(quads: Iterable[Quad], subject: NamedNode, predicate: NamedNode) -> list[str]:
    """The objects of a subject and predicate, as text."""
    return [
        str(getattr(q.object, "value", q.object))
        for q in quads
        if (q.subject, q.predicate) == (subject, predicate)
    ]


def of_class(quads: Iterable[Quad], kind: NamedNode) -> list[NamedNode]:
    """The nodes of a class."""
    return [
        q.subject
        for q in quads
        if q.predicate == RDF.type and q.object == kind and isinstance(q.subject, NamedNode)
    ]


def test_the_whole_world_holds_no_blank_node() -> None:
    for quad in sample_quads():
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)


def test_rdflib_reads_what_is_written(tmp_path: Path) -> None:
    quads = [q for q in sample_quads() if q.graph_name != GRAPHS.authority]
    path = tmp_path / "sample.nq"
    path.write_text("".join(f"{quad} .\n" for quad in quads), "utf-8")
    read = Dataset()
    read.parse(path, format="nquads")
    assert sum(1 for _ in read.quads()) == len(set(quads))


def test_the_order_of_the_articles_changes_nothing() -> None:
    readings = sample_readings()
    turned = readings[::-1]
    assert set(build_quads(readings, sample_entities(readings))) == set(
        build_quads(turned, sample_entities(turned))
    )


def test_an_article_says_each_thing_once() -> None:
    for reading in sample_readings():
        entities = resolve([reading])
        quads = list(article_quads(reading, entities, mint_iris(entities), authority()))
        assert len(quads) == len(set(quads))


def test_evidence_quotes_the_words_with_what_stands_around_them() -> None:
    told = Telling("a")
    told.official("Nguyễn Văn An")
    quads = written(told)
    (quote,) = of_class(quads, OA.TextQuoteSelector)
    (place,) = of_class(quads, OA.TextPositionSelector)
    assert values(quads, quote, OA.exact) == ["Nguyễn Văn An"]
    assert values(quads, quote, OA.prefix) == ["Bài a viết rằng "]
    assert values(quads, quote, OA.suffix) == [".\n"]
    start, end = (int(values(quads, place, term)[0]) for term in (OA.start, OA.end))
    assert told.text[start:end] == "Nguyễn Văn An"


def test_three_articles_that_say_the_same_make_one_node_in_three_graphs() -> None:
    tellings = [Telling(name) for name in ("a", "b", "c")]
    for told in tellings:
        told.holds("Nguyễn Văn An", post("Bí thư", HAU_GIANG))
    readings = [told.reading() for told in tellings]
    quads = list(build_quads(readings, resolve(readings)))
    graphs = {q.graph_name for q in quads if q.subject == TENURE and q.predicate == GB.statedIn}
    assert graphs == {GRAPHS.article(name) for name in ("a", "b", "c")}
    assert len(values(quads, TENURE, GB.evidence)) == 3


def test_the_issuer_that_only_another_article_tells_stays_out_of_this_ones_graph() -> None:
    one, other = Telling("a"), Telling("b")
    one.cites("Chỉ thị", "35")
    other.cites("Chỉ thị", "35", POLITBURO)
    quads = written(one, other)
    assert of_class(quads, NamedNode(GB.Directive.value.replace("Directive", "Instruction"))) == [
        NamedNode(f"{ID}directive/bo-chinh-tri-chi-thi-35")
    ]
    assert not [q for q in quads if q.predicate == GB.issuedBy]


def test_a_former_post_is_attested_as_ended_not_as_held() -> None:
    told = Telling("a", "2020-06-03")
    told.holds("Nguyễn Văn An", post("Bí thư", HAU_GIANG, former=True))
    quads = written(told)
    assert values(quads, TENURE, GB.attestedEndedOn) == ["2020-06-03"]
    assert values(quads, TENURE, GB.former) == ["true"]
    assert not values(quads, TENURE, GB.attestedOn)


def test_a_person_at_a_meeting_is_attested_on_its_day() -> None:
    told = Telling("a", "2020-06-03")
    told.holds("Nguyễn Văn An", post("Bí thư", HAU_GIANG))
    told.meeting("m1", "2020-06-01", CENTRAL)
    told.attends("m1", "Nguyễn Văn An")
    assert values(written(told), TENURE, GB.attestedOn) == ["2020-06-01"]


@pytest.mark.parametrize(
    ("iso", "exact", "bounds"),
    [
        ("2020-06-01", ["2020-06-01"], []),
        ("2020-02", [], ["2020-02-01", "2020-02-29", "month"]),
        ("2020", [], ["2020-01-01", "2020-12-31", "year"]),
        ("2020-02-30", [], []),
    ],
)
def test_a_date_is_a_day_or_bounds_and_never_ill_typed(iso: str, exact: list[str], bounds: list[str]) -> None:
    told = Telling("a")
    told.meeting("m1", iso, CENTRAL)
    quads = written(told)
    (meeting,) = of_class(quads, GB.Meeting)
    assert values(quads, meeting, GB.heldOn) == exact
    assert [
        v for p in (GB.earliest, GB.latest, GB.datePrecision) for v in values(quads, meeting, p)
    ] == bounds


def test_a_planned_meeting_is_kept_apart_and_nobody_took_part_in_it() -> None:
    told = Telling("a")
    told.meeting("m1", "2020-07-01", CENTRAL, modality="planned")
    told.attends("m1", "Nguyễn Văn An", "chair")
    quads = written(told)
    assert not of_class(quads, GB.Meeting)
    assert not of_class(quads, GB.Participation)
    assert len(of_class(quads, GB.Unrealised)) == 3
    assert not [q for q in quads if q.predicate in (GB.participant, GB.chairedBy)]


def test_a_proposed_change_is_no_change() -> None:
    told = Telling("a")
    told.change("Nguyễn Văn An", "relieve", post("Bí thư", HAU_GIANG), modality="proposed")
    quads = written(told)
    (node,) = of_class(quads, GB.Unrealised)
    assert values(quads, node, GB.ofKind) == [GB.Relief.value]
    assert values(quads, node, GB.modality) == [GB.Proposed.value]
    assert not of_class(quads, GB.PersonnelChange)


def test_the_whole_text_is_in_the_graph_only_under_a_licence() -> None:
    closed, open_ = Telling("a"), Telling("b", licence="https://creativecommons.org/licenses/by/4.0/")
    for told in (closed, open_):
        told.official("Nguyễn Văn An")
    assert not [q for q in written(closed) if q.predicate == GB.text]
    assert values(written(open_), NamedNode(f"{ID}article/b"), GB.text) == [open_.text]


def test_provenance_says_where_the_graph_comes_from() -> None:
    told = Telling(
        "a", url="https://example.org/tin/1", licence="https://creativecommons.org/licenses/by/4.0/"
    )
    reading = told.reading()
    quads = {str(q) for q in provenance_quads(reading, mint_iris(resolve([reading])))}
    text = "\n".join(quads)
    for piece in (
        "wasDerivedFrom> <https://example.org/tin/1>",
        "wasGeneratedBy",
        "dc/terms/license",
        "Báo Mẫu",
    ):
        assert piece in text


def test_a_web_address_that_is_no_iri_does_not_stop_the_build() -> None:
    reading = Telling("a", url="https://example.org/a b").reading()
    assert list(provenance_quads(reading, mint_iris(resolve([reading]))))


def test_entities_carry_bounds_and_one_label() -> None:
    quads = sample_quads()
    tenure = NamedNode(f"{ID}tenure/pham-minh-chinh-truong-ban-ban-to-chuc-trung-uong")
    known = {q.subject for q in quads if q.predicate == GB.lastAttested}
    chosen = (
        tenure if tenure in known else NamedNode(f"{ID}tenure/pham-minh-chinh-truong-ban-to-chuc-trung-uong")
    )
    assert values(quads, chosen, GB.firstAttested) == ["2020-06-01"]
    assert values(quads, chosen, GB.endLatest) == ["2022-01-05"]
    assert values(quads, chosen, GB.independentSources) == ["2"]


def test_another_base_moves_lists_entities_and_graphs_but_not_the_ontology() -> None:
    readings = sample_readings()
    for quad in build_quads(readings, sample_entities(readings), "https://example.org/x/"):
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE):
                assert term.value.startswith(f"{DEFAULT_BASE}ontology")


def test_the_ontology_names_the_cells_of_its_lists() -> None:
    quads = list(ontology_quads())
    assert len([q for q in quads if "#cell-" in str(q.subject)]) > 10
    assert quads == list(ontology_quads())


def test_a_damaged_list_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "places.ttl").write_text("<a> <b> .", "utf-8")
    with pytest.raises(ListError, match=r"places\.ttl"):
        list(authority_quads(tmp_path))


def test_a_list_entry_without_iri_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "places.ttl").write_text("[] <http://e/b> <http://e/c> .", "utf-8")
    with pytest.raises(ListError, match="no IRI"):
        list(authority_quads(tmp_path))


def test_a_missing_ontology_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ListError, match=r"giaoban\.ttl"):
        list(ontology_quads(tmp_path))


def test_numbers_are_written_plainly() -> None:
    assert decimal(Decimal("97.850")) == Literal("97.85", datatype=XSD.decimal)
    assert decimal(Decimal("1E+3")) == Literal("1000", datatype=XSD.decimal)
    assert decimal(Decimal("-0.0")) == Literal("0", datatype=XSD.decimal)


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        day_literal("2020-02-30")


def test_a_body_is_part_of_its_parent_but_never_of_itself() -> None:
    told = Telling("a")
    told.body(Body("Văn phòng Tỉnh ủy Hậu Giang", "PartyBody", place="tinh-hau-giang", parent=HAU_GIANG))
    parts = [(q.subject, q.object) for q in written(told) if q.predicate == GB.subBodyOf]
    assert parts == [
        (NamedNode(f"{ID}body/van-phong-tinh-uy-hau-giang"), NamedNode(f"{ID}body/tinh-uy-hau-giang"))
    ]


def test_partial_dates_of_readings_stay_readings() -> None:
    reading = Reading(Telling("a", "2020-06").reading().article, ())
    assert PartialDate("2020-06").precision == "month"
    quads = list(article_quads(reading, resolve([reading]), mint_iris(resolve([reading])), authority()))
    assert not [q for q in quads if q.predicate == GB.publishedOn]
