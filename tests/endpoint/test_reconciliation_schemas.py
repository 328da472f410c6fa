"""The answers of /reconcile by the specification's own JSON schemas, which do not lie in this repository.

They are the folder 0.2/schemas of github.com/reconciliation-api/specs (W3C Community Contributor License
Agreement); GIAOBAN_RECONCILIATION_SCHEMAS says where they are. Without them these tests are skipped, and the
others keep to tests/endpoint/data/reconciliation-schemas.json, shown here to refuse what those refuse.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

OURS = json.loads((Path(__file__).parent / "data" / "reconciliation-schemas.json").read_text("utf-8"))
ADDRESS = "https://reconciliation-api.github.io/specs/0.2/schemas/"
SWAGGER: dict[str, Any] = {"definitions": {"securityDefinitions": {"additionalProperties": {}}}}
QUERIES = {
    "named": {"query": "Lê Văn Mẫu", "limit": 3},
    "nobody": {"query": "zzzz"},
    "empty": {"query": ""},
    "typed": {"query": "ban to chuc", "type": ["Body", "Ghost"], "type_strict": "any"},
    "weighed": {"query": "giao ban", "properties": [{"pid": "chairedBy", "v": ["x", 1, True, {"id": "y"}]}]},
}
EXTENSION = {
    "ids": ["official/le-van-mau", "meeting/2024-05-06-ban-to-chuc-thanh-uy-mau", "none", ""],
    "properties": [{"id": name} for name in ("chairedBy", "heldOn", "prefLabel", "value", "none", "a b")],
}
ASKED: tuple[tuple[str, str, str, Mapping[str, object]], ...] = (
    ("manifest", "manifest", "/reconcile", {}),
    ("manifest", "manifest", "/reconcile?lang=en", {}),
    ("reconciliation-result-batch", "results", "/reconcile", {"queries": QUERIES}),
    ("reconciliation-result-batch", "results", "/reconcile", {"queries": {}}),
    ("data-extension-response", "extension", "/reconcile", {"extend": EXTENSION}),
    ("data-extension-response", "extension", "/reconcile", {"extend": {"ids": [], "properties": []}}),
    *(
        (f"suggest-{schema}-response", "suggestions", f"/reconcile/suggest/{path}?prefix={prefix}", {})
        for schema, path in (("entities", "entity"), ("types", "type"), ("properties", "property"))
        for prefix in ("", "M", "ch", "zzzz")
    ),
)
"""The specification's schema, ours, and what is asked."""


@pytest.fixture(scope="module")
def schemas() -> Mapping[str, Draft7Validator]:
    """The specification's schemas by name."""
    folder = os.environ.get("GIAOBAN_RECONCILIATION_SCHEMAS")
    if not folder:
        pytest.skip("GIAOBAN_RECONCILIATION_SCHEMAS names no folder with the specification's schemas")
    read = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(Path(folder).glob("*.json"))}
    for schema in read.values():
        schema.pop("$schema", None)  # "the latest", which each tool takes for another
    known = {ADDRESS + f"{name}.json": schema for name, schema in read.items()}
    known["http://swagger.io/v2/schema.json"] = SWAGGER
    registry: Registry[Any] = Registry().with_resources(
        (address, DRAFT7.create_resource(schema)) for address, schema in known.items()
    )
    return {name: Draft7Validator(schema, registry=registry) for name, schema in read.items()}


def ask(client: FlaskClient, address: str, fields: Mapping[str, object]) -> Any:
    """The JSON answered to a GET, or to a form of JSON fields."""
    form = {name: json.dumps(value) for name, value in fields.items()}
    response = client.post(address, data=form) if form else client.get(address)
    assert response.status_code == 200
    return json.loads(response.data)


@pytest.mark.parametrize(("schema", "ours", "address", "fields"), ASKED)
def test_an_answer_is_as_the_specification_has_it(
    client: FlaskClient,
    schemas: Mapping[str, Draft7Validator],
    schema: str,
    ours: str,
    address: str,
    fields: Mapping[str, object],
) -> None:
    answer = ask(client, address, fields)
    schemas[schema].validate(answer)
    strict = Draft202012Validator(OURS[ours])
    strict.validate(answer)
    loose = [spoilt for spoilt in spoil(answer) if strict.is_valid(spoilt)]
    assert [spoilt for spoilt in loose if not schemas[schema].is_valid(spoilt)] == []


@pytest.mark.parametrize(
    ("schema", "field", "asked"),
    [
        ("reconciliation-query-batch", "queries", QUERIES),
        ("data-extension-query", "extend", {"ids": ["a"], "properties": [{"id": "b", "settings": {}}]}),
    ],
)
def test_what_the_specification_refuses_is_refused_and_nothing_else(
    client: FlaskClient, schemas: Mapping[str, Draft7Validator], schema: str, field: str, asked: object
) -> None:
    for spoilt in spoil(asked):
        response = client.post("/reconcile", data={field: json.dumps(spoilt)})
        assert response.status_code in (200, 400)
        answered = response.status_code == 200 or b"a limit of 1 or more" in response.data
        assert answered == schemas[schema].is_valid(spoilt), spoilt


def spoil(document: object) -> Iterator[object]:
    """The document with each part in turn left out, or replaced by something else."""
    for path in find_paths(document):
        for value in (None, 1, -1.5, "", True, [], {}, ["x"], {"id": 1}, {"id": "a"}, "2020-13-01T00:00:00"):
            if not path:
                yield value
                continue
            for left_out in (True, False) if value is None else (False,):
                spoilt: Any = copy.deepcopy(document)
                part = spoilt
                for key in path[:-1]:
                    part = part[key]
                if left_out:
                    del part[path[-1]]
                else:
                    part[path[-1]] = value
                yield spoilt


def find_paths(document: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys to every part of the document, the whole first."""
    yield path
    listed = enumerate(document) if isinstance(document, list) else ()
    parts = document.items() if isinstance(document, dict) else listed
    for key, part in parts:
        yield from find_paths(part, (*path, key))
