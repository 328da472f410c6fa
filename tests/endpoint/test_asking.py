"""The ready-made questions over HTTP."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from kg.questions import load_questions

DATED = "/questions/meetings-in-period"


def test_the_questions_are_listed_as_a_page_and_as_json(client: FlaskClient) -> None:
    names = {question.name for question in load_questions()}
    assert {entry["name"] for entry in client.get("/questions?format=json").get_json()} == names
    page = client.get("/questions").get_data(as_text=True)
    assert all(f'href="/questions/{name}"' in page for name in names)


@pytest.mark.parametrize("name", [question.name for question in load_questions()])
def test_each_question_is_answered_with_its_columns(client: FlaskClient, name: str) -> None:
    (question,) = (question for question in load_questions() if question.name == name)
    response = client.get(f"/questions/{name}?format=csv")
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    assert response.get_data(as_text=True).splitlines()[0] == ",".join(question.columns)


def test_arguments_take_the_place_of_the_defaults(client: FlaskClient) -> None:
    official = client.get("/questions/career?format=json&official=id/official/le-van-mau")
    assert official.status_code == 200
    page = client.get(f"{DATED}?from=2024-05-01&to=2024-05-31").get_data(as_text=True)
    assert "2024-05-31" in page
    assert "VALUES ?from" in page
    assert "format=csv" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{DATED}?from=2024-02-30", 400),
        (f"{DATED}?from=yesterday", 400),
        (f"{DATED}?ghost=1", 400),
        ("/questions/career?official=a b<>", 400),
        ("/questions/ghost", 404),
        (f"{DATED}?format=docx", 406),
    ],
)
def test_what_makes_no_sense_is_told_so(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.get_json()["detail"]


def test_no_text_of_an_argument_becomes_part_of_the_query(client: FlaskClient) -> None:
    text = '" } UNION { ?s ?p ?o } #'
    for question in load_questions():
        for parameter in question.parameters:
            if parameter.kind in ("text", "vi"):
                address = f"/questions/{question.name}"
                response = client.get(address, query_string={parameter.name: text, "format": "csv"})
                assert response.get_data(as_text=True).count("\n") == 1


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get(f"{DATED}?format=csv").headers["ETag"]
    assert client.get(f"{DATED}?format=csv", headers={"If-None-Match": tag}).status_code == 304


def test_openapi_tells_of_every_question_with_its_parameters(client: FlaskClient) -> None:
    document = client.get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    validate(document)
    for question in load_questions():
        operation = document["paths"][f"/questions/{question.name}"]["get"]
        names = [parameter["name"] for parameter in operation["parameters"]]
        assert names == [*(parameter.name for parameter in question.parameters), "format"]
