"""What pictures are drawn from: named things, cut to a size, about the thing that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from endpoint.views import VIEWS, WHOLE, graphs
from kg.settings import Settings


@pytest.fixture(scope="module")
def client(corpus_data: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(data=corpus_data, workers=1))
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()


def test_a_network_links_the_newest_meetings_with_who_took_part(client: FlaskClient) -> None:
    data = client.get("/views/network.json?lang=vi").get_json()
    kinds = {node["id"]: node["kind"] for node in data["nodes"]}
    assert {"meeting", "official"} <= set(kinds.values())
    assert all({link["source"], link["target"]} <= kinds.keys() for link in data["links"])
    assert all(node["page"].startswith("/page/") for node in data["nodes"])


def test_a_network_is_walked_from_a_node_to_its_neighbours(client: FlaskClient) -> None:
    official = next(
        node["id"]
        for node in client.get("/views/network.json").get_json()["nodes"]
        if node["kind"] == "official"
    )
    data = client.get("/views/network.json", query_string={"focus": official}).get_json()
    assert data["focus"] == official
    assert all(official in (link["source"], link["target"]) for link in data["links"])


def test_what_is_cut_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/views/network.json?lang=vi").get_json()
    monkeypatch.setattr(graphs, "MOST_LINKS", 1)
    part = client.get("/views/network.json?lang=en").get_json()  # drawn once for each language
    assert whole["cut"] is None and len(whole["links"]) > 1
    assert part["cut"] == 1 == len(part["links"])


def test_a_timeline_leaves_out_the_name_of_what_it_is_about(client: FlaskClient) -> None:
    official = next(
        node for node in client.get("/views/network.json").get_json()["nodes"] if node["kind"] == "official"
    )
    bars = client.get("/views/timeline.json", query_string={"official": official["id"]}).get_json()["bars"]
    assert bars and all(official["label"] not in bar["label"] for bar in bars)


@pytest.mark.parametrize("name", sorted(set(VIEWS) - set(WHOLE)))
def test_a_picture_of_one_thing_wants_to_know_of_which(client: FlaskClient, name: str) -> None:
    assert client.get(f"/views/{name}.json").status_code == 400
    assert client.get(f"/views/{name}.json?official=nobody").get_json() == {"bars": [], "cut": None}


@pytest.mark.parametrize("focus", ["https://example.org/x", "no iri", "https://w3id.org/giaoban/<>"])
def test_what_is_no_iri_of_this_graph_is_refused(client: FlaskClient, focus: str) -> None:
    assert client.get("/views/network.json", query_string={"focus": focus}).status_code == 400


def test_an_unknown_picture_is_not_found(client: FlaskClient) -> None:
    assert client.get("/views/none.json").status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_of_pictures_holds_a_table_for_each(client: FlaskClient, language: str) -> None:
    page = client.get(f"/views?lang={language}").get_data(as_text=True)
    assert page.count('<figure class="view"') == page.count("<table>") == len(WHOLE)
