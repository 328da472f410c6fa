"""The lists of levels, places and districts: whole, consistent, and true to the calendar."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

import kg

LISTS = Path(kg.__file__).parents[1] / "ontology" / "lists"
FILES = ("levels.ttl", "places.ttl", "districts.ttl")
GB = Namespace("https://w3id.org/giaoban/ontology#")
PLACE = Namespace("https://w3id.org/giaoban/id/place/")
LEVEL = Namespace("https://w3id.org/giaoban/term/level/")
PROVINCIAL = {LEVEL["tinh"], LEVEL["thanh-pho-truc-thuoc-trung-uong"]}
DISTRICT = {LEVEL["quan"], LEVEL["huyen"], LEVEL["thi-xa"], LEVEL["thanh-pho-thuoc-tinh"]}
LAST_DAY_OF_63, FIRST_DAY_OF_34 = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def places() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(LISTS / name)
    return graph


def day(graph: Graph, place: URIRef, term: URIRef) -> date | None:
    found = graph.value(place, term)
    assert found is None or isinstance(found, Literal)
    return None if found is None else date.fromisoformat(str(found))


def alive(graph: Graph, levels: set[URIRef], on: date) -> set[URIRef]:
    """The places of these levels that existed on the day."""
    found = set()
    for place in graph.subjects(RDF.type, GB.Place):
        assert isinstance(place, URIRef)
        start, end = day(graph, place, GB.existedFrom), day(graph, place, GB.existedUntil)
        if graph.value(place, GB.level) in levels and (start or on) <= on <= (end or on):
            found.add(place)
    return found


@pytest.mark.parametrize(
    ("on", "count"),
    [(date(2010, 1, 1), 63), (date(2024, 12, 31), 63), (LAST_DAY_OF_63, 63), (FIRST_DAY_OF_34, 34)],
)
def test_the_country_has_as_many_provinces_and_cities_as_the_day_says(
    places: Graph, on: date, count: int
) -> None:
    assert len(alive(places, PROVINCIAL, on)) == count


def test_before_august_2008_ha_tay_was_the_64th(places: Graph) -> None:
    assert alive(places, PROVINCIAL, date(2008, 7, 31)) - alive(places, PROVINCIAL, date(2008, 8, 1)) == {
        PLACE["tinh-ha-tay"]
    }


def test_every_unit_of_the_63_lives_on_or_went_up_in_one_of_the_34(places: Graph) -> None:
    after = alive(places, PROVINCIAL, FIRST_DAY_OF_34)
    gone = alive(places, PROVINCIAL, LAST_DAY_OF_63) - after
    assert len(gone) == 29
    assert {place: places.value(place, GB.mergedInto) in after for place in gone} == dict.fromkeys(gone, True)


def test_a_merger_is_told_from_both_ends(places: Graph) -> None:
    before = {
        place for place in places.subjects(GB.mergedInto) if places.value(place, GB.level) in PROVINCIAL
    }
    told = {(old, places.value(old, GB.mergedInto)) for old in before}
    assert told == {(old, new) for new, old in places.subject_objects(GB.predecessor) if old in before}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tinh-ha-giang", "tinh-tuyen-quang"),
        ("tinh-hau-giang", "thanh-pho-can-tho"),
        ("tinh-ba-ria-vung-tau", "thanh-pho-ho-chi-minh"),
        ("tinh-dak-nong", "tinh-lam-dong"),
        ("tinh-binh-dinh", "tinh-gia-lai"),
        ("tinh-phu-yen", "tinh-dak-lak"),
    ],
)
def test_known_mergers_of_2025(places: Graph, old: str, new: str) -> None:
    assert places.value(PLACE[old], GB.mergedInto) == PLACE[new]


def test_what_merged_has_an_end_and_ends_no_earlier_than_it_began(places: Graph) -> None:
    for place in places.subjects(GB.mergedInto):
        assert isinstance(place, URIRef)
        end = day(places, place, GB.existedUntil)
        assert end is not None, place
        assert (day(places, place, GB.existedFrom) or end) <= end, place


def test_each_entry_has_one_label_in_each_language_and_each_place_one_level(places: Graph) -> None:
    entries = set(places.subjects(RDF.type, GB.Place)) | set(places.subjects(RDF.type, GB.PlaceLevel))
    assert entries == set(places.subjects())
    for entry in entries:
        labels = [label for label in places.objects(entry, SKOS.prefLabel) if isinstance(label, Literal)]
        assert sorted(label.language or "" for label in labels) == ["en", "vi"], entry
    for place in places.subjects(RDF.type, GB.Place):
        assert len(list(places.objects(place, GB.level))) == 1, place


def test_no_place_speaks_of_a_place_or_level_that_is_missing(places: Graph) -> None:
    known = set(places.subjects())
    for term in (GB.inPlace, GB.mergedInto, GB.predecessor, GB.level, GB.formerLevel):
        missing = set(places.objects(None, term)) - known
        assert not missing, f"{term} leads to {missing}"


def test_no_iri_heads_two_blocks() -> None:
    heads = Counter(
        head
        for name in FILES
        for head in re.findall(r"^(\w+:[\w-]+) a ", (LISTS / name).read_text("utf-8"), re.M)
    )
    assert [head for head, count in heads.items() if count > 1] == []


@pytest.mark.parametrize(
    "spelling", ["TPHCM", "TP.HCM", "TP HCM", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Sài Gòn"]
)
def test_ho_chi_minh_city_is_known_by_each_spelling(places: Graph, spelling: str) -> None:
    labels = {
        str(label)
        for term in (SKOS.altLabel, SKOS.hiddenLabel)
        for label in places.objects(PLACE["thanh-pho-ho-chi-minh"], term)
    }
    assert spelling in labels


@pytest.mark.parametrize(
    ("on", "count"), [(date(2022, 1, 1), 705), (LAST_DAY_OF_63, 696), (FIRST_DAY_OF_34, 0)]
)
def test_the_country_has_as_many_districts_as_the_day_says(places: Graph, on: date, count: int) -> None:
    assert len(alive(places, DISTRICT, on)) == count


@pytest.mark.parametrize(
    ("province", "count"),
    [("thanh-pho-ha-noi", 30), ("thanh-pho-ho-chi-minh", 22), ("tinh-thanh-hoa", 27), ("tinh-ha-nam", 6)],
)
def test_a_province_has_its_districts_of_2022(places: Graph, province: str, count: int) -> None:
    units = alive(places, DISTRICT, date(2022, 1, 1))
    assert sum(places.value(unit, GB.inPlace) == PLACE[province] for unit in units) == count


def test_districts_of_one_name_in_several_provinces_are_several_places(places: Graph) -> None:
    chau_thanh = set(places.subjects(SKOS.prefLabel, Literal("Châu Thành", lang="vi")))
    assert len(chau_thanh) == len({places.value(place, GB.inPlace) for place in chau_thanh}) == 10


def test_the_iri_of_a_district_ends_in_its_province_and_begins_with_its_level(places: Graph) -> None:
    words = {"thanh-pho-thuoc-tinh": "thanh-pho", "quan": "quan", "huyen": "huyen", "thi-xa": "thi-xa"}
    for unit in places.subjects(RDF.type, GB.Place):
        level = places.value(unit, GB.level)
        if level in DISTRICT:
            province = str(places.value(unit, GB.inPlace)).rpartition("/")[2]
            name = re.sub(r"^(tinh|thanh-pho)-", "", province)
            begin = words[str(level).rpartition("/")[2]]
            assert re.search(rf"/{begin}-.+-{name}$", str(unit)), unit


def test_thu_duc_city_took_in_three_quan_of_ho_chi_minh_city(places: Graph) -> None:
    merged = set(places.subjects(GB.mergedInto, PLACE["thanh-pho-thu-duc-ho-chi-minh"]))
    assert merged == {PLACE[f"quan-{name}-ho-chi-minh"] for name in ("2", "9", "thu-duc")}
