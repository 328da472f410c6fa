"""The lists of central bodies and of the press: labelled twice, closed under reference, unambiguous."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

import kg

LISTS = Path(kg.__file__).parents[1] / "ontology" / "lists"
FILES = ("bodies.ttl", "press.ttl")
GB = Namespace("https://w3id.org/giaoban/ontology#")
BODY = Namespace("https://w3id.org/giaoban/id/body/")
CLASSES = {GB.PartyBody, GB.StateBody, GB.ElectedBody, GB.MassOrganisation, GB.PressBody, GB.Body}


@pytest.fixture(scope="module")
def bodies() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(LISTS / name)
    return graph


def test_each_body_has_one_class_and_one_label_in_each_language(bodies: Graph) -> None:
    for body in set(bodies.subjects()):
        classes = list(bodies.objects(body, RDF.type))
        assert len(classes) == 1 and classes[0] in CLASSES, body
        labels = [label for label in bodies.objects(body, SKOS.prefLabel) if isinstance(label, Literal)]
        assert sorted(label.language or "" for label in labels) == ["en", "vi"], body


def test_there_are_about_300_bodies_and_above_80_papers(bodies: Graph) -> None:
    press = set(bodies.subjects(RDF.type, GB.PressBody))
    assert len(press) >= 80
    assert len(set(bodies.subjects()) - press) >= 250


def test_no_body_speaks_of_a_body_that_is_missing(bodies: Graph) -> None:
    known = set(bodies.subjects())
    for term in (GB.subBodyOf, GB.successorOf):
        missing = set(bodies.objects(None, term)) - known
        assert not missing, f"{term} leads to {missing}"


def test_a_paper_serves_a_place_that_is_known(bodies: Graph) -> None:
    places = set(Graph().parse(LISTS / "places.ttl").subjects())
    assert set(bodies.objects(None, GB.inPlace)) <= places


def test_no_body_is_part_of_itself_by_any_way_round(bodies: Graph) -> None:
    for body in set(bodies.subjects()):
        parents = {
            up
            for parent in bodies.objects(body, GB.subBodyOf)
            for up in bodies.transitive_objects(parent, GB.subBodyOf)
        }
        assert body not in parents, body


def test_a_name_or_abbreviation_means_one_body(bodies: Graph) -> None:
    meant = defaultdict(set)
    for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation):
        for body, label in bodies.subject_objects(term):
            meant[str(label).casefold()].add(body)
    assert {label: found for label, found in meant.items() if len(found) > 1} == {}


def test_no_iri_heads_two_blocks() -> None:
    heads = Counter(
        head
        for name in FILES
        for head in re.findall(r"^(\w+:[\w-]+) a ", (LISTS / name).read_text("utf-8"), re.M)
    )
    assert [head for head, count in heads.items() if count > 1] == []


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("Ban Tổ chức Trung ương Đảng", "ban-to-chuc-trung-uong"),
        ("Trung ương Đảng", "ban-chap-hanh-trung-uong"),
        ("UBKTTW", "uy-ban-kiem-tra-trung-uong"),
        ("BCT", "bo-chinh-tri"),
        ("Bộ LĐTBXH", "bo-lao-dong-thuong-binh-va-xa-hoi"),
        ("Bộ NN&PTNT", "bo-nong-nghiep-va-phat-trien-nong-thon"),
        ("Tổng cục XDLL CAND", "tong-cuc-xay-dung-luc-luong-cong-an-nhan-dan"),
        ("TTXVN", "thong-tan-xa-viet-nam"),
        ("BHG", "bao-ha-giang"),
        ("TTO", "bao-tuoi-tre"),
        ("Vietnam+", "vietnamplus"),
    ],
)
def test_a_body_is_known_by_each_of_its_names(bodies: Graph, spelling: str, slug: str) -> None:
    labels = {
        str(label) for term in (SKOS.altLabel, SKOS.notation) for label in bodies.objects(BODY[slug], term)
    }
    assert spelling in labels


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("bo-noi-vu", {"bo-lao-dong-thuong-binh-va-xa-hoi"}),
        (
            "bo-nong-nghiep-va-moi-truong",
            {"bo-nong-nghiep-va-phat-trien-nong-thon", "bo-tai-nguyen-va-moi-truong"},
        ),
        ("ban-tuyen-giao-va-dan-van-trung-uong", {"ban-tuyen-giao-trung-uong", "ban-dan-van-trung-uong"}),
        ("bo-dan-toc-va-ton-giao", {"uy-ban-dan-toc"}),
    ],
)
def test_the_mergers_of_2025_are_told(bodies: Graph, new: str, old: set[str]) -> None:
    assert set(bodies.objects(BODY[new], GB.successorOf)) == {BODY[slug] for slug in old}


def test_the_ministries_of_a_day_after_the_merger_are_fourteen(bodies: Graph) -> None:
    ended = set(bodies.subjects(GB.existedUntil))
    ministries = {
        body
        for body in bodies.subjects(GB.subBodyOf, BODY["chinh-phu"])
        if isinstance(body, URIRef) and "/bo-" in body and body not in ended
    }
    assert len(ministries) == 14
