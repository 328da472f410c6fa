"""The page of the ontology: sections and the diagram follow the files."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from endpoint.pages import LANGUAGES, read_texts
from endpoint.site.ontology import ABOUT_ALL, PLACES, draw_classes, find_ways, group_terms, read_sections

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_the_files_has_a_heading(language: str) -> None:
    words = read_texts()[language]["ontology"]["sections"]
    assert set(words) == set(read_sections().values()) - {""}


def test_terms_stand_in_the_section_and_the_order_of_their_file() -> None:
    iris = [f"https://w3id.org/giaoban/ontology#{name}" for name in ("unknown", "Post", "gender", "Official")]
    grouped = group_terms([{"term": iri} for iri in iris])
    assert [
        (section, [row["term"].rpartition("#")[2] for row in rows]) for section, rows in grouped.items()
    ] == [
        ("officials", ["Official", "gender"]),
        ("posts and tenures", ["Post"]),
        ("", ["unknown"]),
    ]


def test_the_diagram_draws_what_the_shapes_say() -> None:
    boxes, edges = draw_classes()
    assert {box.name for box in boxes} == {*PLACES, ""}
    assert {edge.name for edge in edges} == {
        name for source, name, target in find_ways() if {source, target} <= PLACES.keys()
    }
    assert sum(edge.is_loop for edge in edges) == 1
    drawn = {source for source, _, _ in find_ways()} | {target for _, _, target in find_ways()}
    assert drawn - PLACES.keys() <= {"Unrealised"}
    assert all(edge.name in ABOUT_ALL or len(edge.start) == 2 for edge in edges)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_and_box_leads_to_its_definition(site: FlaskClient, language: str) -> None:
    page = site.get(f"/ontology?lang={language}", headers=HTML).get_data(as_text=True)
    diagram = page[page.index("<svg") : page.index("</svg>")]
    targets = set(re.findall(r'href="#(\w+)"', diagram))
    assert len(targets) > 20
    assert all(f'id="{target}"' in page for target in targets)
    assert ("thay đổi nhân sự" in diagram) == (language == "vi")
    assert "<script>" not in page and "style=" not in diagram
