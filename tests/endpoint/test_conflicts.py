"""/conflicts shows both sides of each conflict with their sentences."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from kg.settings import Settings
from tests.endpoint.conftest import publish_sample

CONFLICT = """
<graph/ontology> {
    gb:TwoDates a owl:Class ; rdfs:subClassOf gb:Conflict ;
        rdfs:label "hai ngày một cuộc họp"@vi , "two dates"@en .
}
<graph/entities> {
    <id/conflict/two-dates-x> a gb:Conflict , gb:TwoDates ;
        skos:prefLabel "Hội nghị Mẫu"@vi ; gb:severity "warning" ;
        gb:side <id/meeting/2024-05-06-ban-to-chuc-thanh-uy-mau> , <id/official/le-van-mau> .
}
"""


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The sample with one conflict."""
    data: Path = tmp_path_factory.mktemp("data")
    publish_sample(data, CONFLICT)
    app = create_app(Settings(data=data, workers=1))
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()


def test_a_conflict_is_shown_with_its_kind_its_sides_and_their_sentences(disputed: FlaskClient) -> None:
    page = disputed.get("/conflicts", query_string={"lang": "en"}).get_data(as_text=True)
    assert "Two dates · suspicious" in page
    assert page.count("<h3>") == 2
    assert "Đồng chí Lê Văn Mẫu chủ trì hội nghị giao ban ngày 6/5." in page


def test_without_conflicts_the_page_says_so(client: FlaskClient) -> None:
    assert "Không thấy mâu thuẫn nào." in client.get("/conflicts").get_data(as_text=True)
