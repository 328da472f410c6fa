"""The Reconciliation API 0.2, asked as OpenRefine asks it; every answer is checked against its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

SCHEMAS = json.loads((Path(__file__).parent / "data" / "reconciliation-schemas.json").read_text("utf-8"))
MEETING = "meeting/2024-05-06-ban-to-chuc-thanh-uy-mau"


def checked(schema: str, response: Any) -> dict[str, Any]:
    """The answer's JSON, after a look whether it is as the schema has it."""
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    answer: dict[str, Any] = json.loads(response.data)
    Draft202012Validator(SCHEMAS[schema]).validate(answer)
    return answer


def reconcile(client: FlaskClient, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    return {key: value["result"] for key, value in checked("results", response).items()}


def test_the_manifest_names_the_services(client: FlaskClient) -> None:
    manifest = checked("manifest", client.get("/reconcile"))
    assert manifest["versions"] == ["0.2"]
    assert manifest["batchSize"] == 500
    assert {"id": "Official", "name": "Cán bộ"} in manifest["defaultTypes"]
    preview = manifest["preview"]["url"].replace("{{id}}", "official/le-van-mau")
    assert client.get(preview).status_code == 200


def test_a_view_of_an_identifier_leads_to_the_thing(client: FlaskClient) -> None:
    view = checked("manifest", client.get("/reconcile"))["view"]["url"]
    for id in ("official/le-van-mau", "official%2Fle-van-mau"):
        assert client.get(view.replace("{{id}}", id)).status_code == 303


def test_a_table_of_names_gets_candidates_with_scores_and_reasons(client: FlaskClient) -> None:
    results = reconcile(
        client,
        q0={"query": "Lê Văn Mẫu", "type": "Official"},
        q1={"query": "le van mau", "limit": 1},
        q2={"query": "qqqq", "type": ["Official", "Body"], "type_strict": "any"},
    )
    (first, *_) = results["q0"]
    assert (first["id"], first["match"], first["score"]) == ("official/le-van-mau", True, 100)
    assert first["features"] == [{"id": "name", "value": 100.0}]
    assert first["description"] == "as typed"
    assert results["q1"][0]["score"] < 100
    assert results["q2"] == []


def test_a_batch_can_come_by_get(client: FlaskClient) -> None:
    queries = json.dumps({"q0": {"query": "Lê Văn Mẫu"}})
    response = client.get("/reconcile", query_string={"queries": queries})
    assert checked("results", response)["q0"]["result"][0]["id"] == "official/le-van-mau"


def test_the_type_narrows(client: FlaskClient) -> None:
    results = reconcile(
        client,
        other={"query": "Lê Văn Mẫu", "type": "Body"},
        unknown={"query": "Lê Văn Mẫu", "type": "Ghost"},
        should={"query": "Lê Văn Mẫu", "type": "Body", "type_strict": "should"},
        iri={"query": "Lê Văn Mẫu", "type": "https://w3id.org/giaoban/ontology#Official"},
    )
    assert results["other"] == results["unknown"] == []
    assert results["should"][0]["id"] == results["iri"][0]["id"] == "official/le-van-mau"


def test_properties_weigh_in(client: FlaskClient) -> None:
    def ask(value: object) -> dict[str, Any]:
        query = {"query": "Giao ban", "type": "Meeting", "properties": [{"pid": "chairedBy", "v": value}]}
        return reconcile(client, q={**query, "query": "Hội nghị giao ban của Ban Tổ chức Thành ủy Mẫu"})["q"][
            0
        ]

    by_name, by_id, wrong = ask("Lê Văn Mẫu"), ask({"id": "official/le-van-mau"}), ask("Nguyễn Thị Khác")
    assert by_name["score"] == by_id["score"] == 100
    assert wrong["score"] < 100
    assert {"id": "property:chairedBy", "value": 100.0} in by_id["features"]


def test_properties_alone_find_candidates(client: FlaskClient) -> None:
    results = reconcile(client, q={"properties": [{"pid": "chairedBy", "v": "Lê Văn Mẫu"}]})
    assert results["q"][0]["id"] == MEETING


@pytest.mark.parametrize("path", ["entity", "type", "property"])
def test_what_is_typed_is_completed(client: FlaskClient, path: str) -> None:
    prefix = {"entity": "Lê V", "type": "Cán", "property": "người ch"}[path]
    answer = checked("suggestions", client.get(f"/reconcile/suggest/{path}", query_string={"prefix": prefix}))
    expected = {"entity": "official/le-van-mau", "type": "Official", "property": "chairedBy"}[path]
    assert answer["result"][0]["id"] == expected


def test_suggestions_go_on_from_the_cursor(client: FlaskClient) -> None:
    assert checked("suggestions", client.get("/reconcile/suggest/entity?prefix=Lê&cursor=99"))["result"] == []


def test_a_preview_may_stand_in_a_frame_of_another_site(client: FlaskClient) -> None:
    response = client.get(f"/reconcile/preview?id={MEETING}")
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "Lê Văn Mẫu chủ trì" in response.get_data(as_text=True)


def test_a_table_is_extended_by_properties(client: FlaskClient) -> None:
    proposed = client.get("/reconcile/properties?type=Meeting").get_json()
    assert {"heldOn", "chairedBy"} <= {entry["id"] for entry in proposed["properties"]}
    asked = {"ids": [MEETING, "meeting/none"], "properties": [{"id": "heldOn"}, {"id": "chairedBy"}]}
    answer = checked("extension", client.post("/reconcile", data={"extend": json.dumps(asked)}))
    assert answer["rows"][MEETING] == {
        "heldOn": [{"date": "2024-05-06T00:00:00"}],
        "chairedBy": [{"id": "official/le-van-mau", "name": "Lê Văn Mẫu"}],
    }
    assert answer["rows"]["meeting/none"] == {"heldOn": [], "chairedBy": []}


@pytest.mark.parametrize(
    "queries",
    [
        "{",
        "[]",
        '"x"',
        '{"q": 1}',
        '{"q": {}}',
        '{"q": {"query": 1}}',
        '{"q": {"query": "x", "limit": "3"}}',
        '{"q": {"query": "x", "limit": -1}}',
        '{"q": {"query": "x", "type": [1]}}',
        '{"q": {"query": "x", "type_strict": "maybe", "type": "Body"}}',
        '{"q": {"query": "x", "properties": [{"pid": "a"}]}}',
        '{"q": {"query": "' + "x" * 10_000 + '"}}',
        '{"q": {"query": "x", "property": []}}',
        '{"q": {"query": "x", "limit": NaN}}',
        '{"q": {"query": "\\ud800"}}',
        '{"q": {"query": "x", "properties": [{"pid": "a", "v": null}]}}',
        '{"q": {"query": "x", "properties": [{"pid": "a", "v": [{"name": "no id"}]}]}}',
        '{"q": {"properties": []}}',
        "[" * 100_000,
    ],
)
def test_a_batch_that_is_no_batch_is_told_so(client: FlaskClient, queries: str) -> None:
    response = client.post("/reconcile", data={"queries": queries})
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "extend",
    [
        "{",
        "[]",
        '{"ids": [1], "properties": []}',
        '{"ids": [], "properties": [1]}',
        '{"ids": [], "properties": [{"id": "heldOn", "settings": {"limit": -1}}]}',
    ],
)
def test_an_extension_that_is_none_is_told_so(client: FlaskClient, extend: str) -> None:
    assert client.post("/reconcile", data={"extend": extend}).status_code == 400


def test_a_batch_of_ten_thousand_is_told_the_limit(client: FlaskClient) -> None:
    queries = json.dumps({f"q{number}": {"query": "x"} for number in range(10_000)})
    response = client.post("/reconcile", data={"queries": queries})
    assert response.status_code == 413
    assert response.get_json()["limit"] == {"name": "queries", "value": 500}


def test_a_post_without_queries_is_told_what_to_send(client: FlaskClient) -> None:
    assert client.post("/reconcile").status_code == 400


def test_what_the_specification_allows_is_answered(client: FlaskClient) -> None:
    results = reconcile(
        client,
        empty={"query": ""},
        endless={"query": "Lê Văn Mẫu", "limit": 10**30},
        foreign={
            "query": "Lê Văn Mẫu",
            "type": "DifferentiatedPerson",
            "limit": 5,
            "properties": [
                {"pid": "professionOrOccupation", "v": ["Politik*", {"id": "wissenschaftler", "name": "W"}]},
                {"pid": "P31", "v": [True, 2.5]},
            ],
            "type_strict": "should",
        },
    )
    assert results["empty"] == []
    assert results["endless"][0]["id"] == results["foreign"][0]["id"] == "official/le-van-mau"


@pytest.mark.parametrize(
    "identifier", ["official/le-van-mau", "https://w3id.org/giaoban/id/official/le-van-mau"]
)
def test_an_identifier_is_met_as_a_name_is(client: FlaskClient, identifier: str) -> None:
    (candidate,) = reconcile(client, q={"query": identifier})["q"]
    assert (candidate["id"], candidate["name"], candidate["match"]) == (
        "official/le-van-mau",
        "Lê Văn Mẫu",
        True,
    )
    answer = checked(
        "suggestions", client.get("/reconcile/suggest/entity", query_string={"prefix": identifier})
    )
    assert [entry["id"] for entry in answer["result"]] == ["official/le-van-mau"]


@pytest.mark.parametrize("limit", [1, "1", 1.0, 0, ""])
def test_a_setting_limits_the_values(client: FlaskClient, limit: object) -> None:
    property = {"id": "chairedBy", "settings": {"limit": limit}}
    asked = {"ids": [MEETING], "properties": [property]}
    answer = checked("extension", client.get("/reconcile", query_string={"extend": json.dumps(asked)}))
    assert len(answer["rows"][MEETING]["chairedBy"]) == 1


def test_an_old_browser_gets_a_call(client: FlaskClient) -> None:
    response = client.get("/reconcile?callback=jQuery17.done_1")
    assert response.mimetype == "text/javascript"
    assert response.get_data(as_text=True).startswith("/**/jQuery17.done_1({")
    assert client.get("/reconcile?callback=alert(1)//").status_code == 400
