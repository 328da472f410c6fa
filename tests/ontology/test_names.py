"""The list of names: family names of all peoples, name marks, words of courtesy, degrees and ranks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace
from rdflib.namespace import SKOS

import kg

PATH = Path(kg.__file__).parents[1] / "ontology" / "lists" / "names.ttl"
GB = Namespace("https://w3id.org/giaoban/ontology#")
TERM = Namespace("https://w3id.org/giaoban/term/")
KINDS = {
    GB.FamilyName: "family-name",
    GB.NamePrefix: "name-prefix",
    GB.Honorific: "honorific",
    GB.Degree: "degree",
    GB.Rank: "rank",
}
PEOPLES_OF_VIET_NAM = 54


@pytest.fixture(scope="module")
def names() -> Graph:
    return Graph().parse(PATH)


def spellings(graph: Graph, kind: object) -> set[str]:
    entries = {entry for entry, found in graph.subject_objects(RDF.type) if found == kind}
    terms = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    return {
        str(label)
        for term in terms
        for entry, label in graph.subject_objects(term)
        if entry in entries and isinstance(label, Literal) and label.language == "vi"
    }


def test_each_entry_has_a_class_an_iri_of_its_list_and_a_label_in_each_language(names: Graph) -> None:
    for entry in set(names.subjects()):
        (kind,) = names.objects(entry, RDF.type)
        assert str(entry).startswith(TERM[KINDS[kind] + "/"]), entry  # type: ignore[index]
        labels = [label for label in names.objects(entry, SKOS.prefLabel) if isinstance(label, Literal)]
        assert sorted(label.language or "" for label in labels) == ["en", "vi"], entry


@pytest.mark.parametrize(
    ("kind", "least"),
    [("FamilyName", 450), ("NamePrefix", 10), ("Honorific", 25), ("Degree", 20), ("Rank", 20)],
)
def test_each_kind_has_its_number(names: Graph, kind: str, least: int) -> None:
    assert len(set(names.subjects(RDF.type, GB[kind]))) >= least


def test_every_people_of_the_country_has_a_name_or_a_name_mark(names: Graph) -> None:
    notes = (re.sub(r" \((nam|nữ)\)", "", str(note)) for note in names.objects(None, SKOS.scopeNote))
    assert len({people for note in notes for people in re.split(r"[,;] ", note)}) == PEOPLES_OF_VIET_NAM


def test_the_english_label_of_a_family_name_has_no_marks(names: Graph) -> None:
    for name in names.subjects(RDF.type, GB.FamilyName):
        (english,) = [
            label
            for label in names.objects(name, SKOS.prefLabel)
            if isinstance(label, Literal) and label.language == "en"
        ]
        assert str(english).isascii(), english


def test_a_family_name_is_listed_once(names: Graph) -> None:
    meant = defaultdict(set)
    for name in names.subjects(RDF.type, GB.FamilyName):
        for term in (SKOS.prefLabel, SKOS.hiddenLabel):
            for label in names.objects(name, term):
                if isinstance(label, Literal) and label.language == "vi":
                    meant[str(label).casefold()].add(name)
    assert {label: found for label, found in meant.items() if len(found) > 1} == {}


def test_no_iri_heads_two_blocks() -> None:
    heads = Counter(re.findall(r"^(\w+:[\w-]+) a ", PATH.read_text("utf-8"), re.M))
    assert [head for head, count in heads.items() if count > 1] == []


MANY = (
    "Nguyễn, Tôn Nữ, Nông, Bế, Lò, Quàng, Quách, Giàng, Vừ, Phàn, Niê, Rơ Châm, Alăng, Zơrâm, Pinăng, "
    "Thập, Thạch, Danh, Voòng, Pờ, Moong, Cil"
)


@pytest.mark.parametrize("name", MANY.split(", "))
def test_family_names_of_many_peoples_are_known(names: Graph, name: str) -> None:
    assert name in spellings(names, GB.FamilyName)


@pytest.mark.parametrize("mark", ["Y", "H'", "H’", "K'", "Ka", "A", "Điểu", "Thị"])
def test_a_mark_in_the_place_of_a_family_name_is_no_family_name(names: Graph, mark: str) -> None:
    assert mark in spellings(names, GB.NamePrefix)
    assert mark not in spellings(names, GB.FamilyName)


@pytest.mark.parametrize(
    ("entry", "gender"), [("honorific/ong", "male"), ("honorific/ba", "female"), ("honorific/dong-chi", None)]
)
def test_an_honorific_tells_the_gender_where_the_word_does(
    names: Graph, entry: str, gender: str | None
) -> None:
    found = names.value(TERM[entry], GB.gender)
    assert (None if found is None else str(found)) == gender


def test_ranks_go_down_from_general_to_lieutenant(names: Graph) -> None:
    order = ["dai-tuong", "thuong-tuong", "trung-tuong", "thieu-tuong", "dai-ta", "thuong-ta", "trung-ta"]
    order += ["thieu-ta", "dai-uy", "thuong-uy", "trung-uy", "thieu-uy"]
    found = [int(str(names.value(TERM[f"rank/{rank}"], GB.order))) for rank in order]
    assert found == sorted(found) and len(set(found)) == len(found)


@pytest.mark.parametrize("written", ["PGS.TS", "PGS, TS", "GS.TSKH", "ThS", "BS", "BSCKII"])
def test_degrees_are_known_by_their_abbreviations(names: Graph, written: str) -> None:
    assert written in spellings(names, GB.Degree)
