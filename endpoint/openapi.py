"""The HTTP interfaces told in OpenAPI 3.1: the questions with their parameters, search, SPARQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from endpoint.formats import HTML, RESULTS
from kg.questions import Parameter, Question
from kg.search import KINDS
from kg.snapshot import find_version

SCHEMAS: dict[str, dict[str, str]] = {
    "iri": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "text": {"type": "string"},
    "vi": {"type": "string"},
}
PROBLEM = {
    "description": "What is wrong and what to do (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"type": "object"}}},
}


def describe_interfaces(questions: Iterable[Question], root: str) -> dict[str, Any]:
    """The OpenAPI document of the server at ``root`` (no slash at its end)."""
    paths = {f"/questions/{question.name}": {"get": describe_question(question)} for question in questions}
    paths["/search"] = {"get": describe_search()}
    paths["/sparql"] = {"get": describe_sparql()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Giao Ban",
            "version": find_version(),
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": root}],
        "paths": paths,
    }


def describe_question(question: Question) -> dict[str, Any]:
    """One question as an operation."""
    return {
        "operationId": question.name,
        "summary": question.title_en,
        "description": f"{question.title_vi} Columns: {', '.join(question.columns)}.",
        "tags": ["questions"],
        "parameters": [*map(describe_parameter, question.parameters), describe_format()],
        "responses": {"200": describe_answer(), "400": PROBLEM, "406": PROBLEM, "504": PROBLEM},
    }


def describe_parameter(parameter: Parameter) -> dict[str, Any]:
    """One parameter of a question."""
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{parameter.label_en} ({parameter.label_vi})",
        "schema": {**SCHEMAS[parameter.kind], "default": parameter.default},
    }


def describe_format() -> dict[str, Any]:
    """The parameter that goes before the Accept header."""
    names = [entry.name for entry in (HTML, *RESULTS)]
    return {"name": "format", "in": "query", "schema": {"type": "string", "enum": names}}


def describe_answer() -> dict[str, Any]:
    """A table in any of the formats."""
    return {
        "description": "The answer",
        "content": {entry.media_type: {"schema": {}} for entry in (HTML, *RESULTS)},
    }


def describe_search() -> dict[str, Any]:
    """The search as an operation."""
    return {
        "operationId": "search",
        "summary": "Things by their Vietnamese names",
        "parameters": [
            {"name": "q", "in": "query", "required": True, "schema": {"type": "string", "maxLength": 200}},
            {"name": "kind", "in": "query", "schema": {"type": "string", "enum": list(KINDS)}},
            {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
            },
        ],
        "responses": {
            "200": {"description": "What was found", "content": {"application/json": {"schema": {}}}},
            "400": PROBLEM,
        },
    }


def describe_sparql() -> dict[str, Any]:
    """The SPARQL endpoint as an operation."""
    return {
        "operationId": "sparql",
        "summary": "A query in SPARQL 1.1",
        "parameters": [{"name": "query", "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": describe_answer(), "400": PROBLEM, "504": PROBLEM},
    }
