"""Competency questions: SPARQL files whose head says what they ask, and running them with arguments.

A question's head is comment lines: ``# vi:`` and ``# en:`` with the question, ``# columns:`` with its
columns, and ``# param NAME: DEFAULT — vi — en`` for each parameter. A parameter has one line ``VALUES
?NAME { TERM }`` of its own in the query. An argument becomes an RDF term of the kind that stands there,
and replaces it in its written form: no text of a user ever becomes part of a query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import ListError, QueryError
from kg.settings import ONTOLOGY
from kg.store import GraphStore, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
ParameterKind = OneOf["iri", "date", "integer", "text", "vi"]

_HEAD = re.compile(r"#\s*(vi|en|columns):\s*(.+)")
_PARAMETER = re.compile(r"#\s*param\s+(\w+):\s*(.*?)\s+—\s+(.*?)\s+—\s+(.*)")
_KINDS: tuple[tuple[ParameterKind, str], ...] = (
    ("iri", r"<[^>]*>"),
    ("date", r'"[^"]*"\^\^xsd:date'),
    ("integer", r"[+-]?\d+"),
    ("vi", r'"[^"]*"@vi'),
    ("text", r'"[^"]*"'),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question asks about; ``default`` as a user writes it, ``kind`` its kind of term."""

    name: str
    kind: ParameterKind
    default: str
    label_vi: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """One competency question. ``query`` is its SPARQL, head included, and runs as it stands."""

    name: str
    title_vi: str
    title_en: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's rows, each with one term or None a column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


def load_questions(folder: Path = ONTOLOGY / "questions") -> tuple[Question, ...]:
    """All questions of the folder, by name.

    :raises ListError: if one of them has a damaged head, or there is none.
    """
    questions = tuple(read_question(path) for path in sorted(folder.glob("*.rq")))
    if not questions:
        raise ListError(f"There is no question (NAME.rq) in {folder}.", "Reinstall giaoban.")
    return questions


def read_question(path: Path) -> Question:
    """One question from its file.

    :raises ListError: with the file and what its head lacks.
    """
    text = path.read_text("utf-8")
    head: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if match := _PARAMETER.fullmatch(line.strip()):
            parameters.append(_read_parameter(path, text, *match.groups()))
        elif match := _HEAD.fullmatch(line.strip()):
            head.setdefault(match[1], match[2].strip())
    missing = [f"# {name}:" for name in ("vi", "en", "columns") if name not in head]
    if missing:
        raise ListError(f"{path} has no head line {', '.join(missing)}.", "Write it above the query.")
    columns = tuple(column.strip() for column in head["columns"].split(","))
    return Question(path.stem, head["vi"], head["en"], columns, tuple(parameters), text)


def find_question(questions: tuple[Question, ...], name: str) -> Question:
    """The question of this name.

    :raises QueryError: if there is none.
    """
    for question in questions:
        if question.name == name:
            return question
    raise QueryError(f"There is no question {name!r}.", "List them with: giaoban ask --list")


def bind(question: Question, arguments: Mapping[str, str], base: str) -> str:
    """The question's query with the arguments in the place of the defaults.

    :raises QueryError: for an argument that the question does not have, or that is not of its kind.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    query = question.query
    for name, value in arguments.items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise QueryError(f"{question.name} has no parameter {name!r}.", f"It has: {names}.")
        term = make_term(known[name], value, base)
        found = _values_line(name).search(query)
        if found is not None:
            query = f"{query[: found.start()]}VALUES ?{name} {{ {term} }}{query[found.end() :]}"
    return query


def make_term(parameter: Parameter, value: str, base: str) -> Term:
    """The value as a term of the parameter's kind; an IRI may be given relative to ``base``.

    :raises QueryError: if it is none.
    """
    try:
        if parameter.kind == "iri":
            return NamedNode(value if "://" in value else base + value.lstrip("/"))
        if parameter.kind == "date":
            return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(XSD + "date"))
        if parameter.kind == "integer":
            return Literal(str(int(value)), datatype=NamedNode(XSD + "integer"))
    except ValueError as error:
        hint = {"iri": "an IRI", "date": "a date like 2020-06-01", "integer": "a whole number"}
        raise QueryError(
            f"{parameter.name}={value!r} is not {hint[parameter.kind]}.", f"It is: {parameter.label_en}."
        ) from error
    return Literal(value, language="vi") if parameter.kind == "vi" else Literal(value)


def run_question(
    store: GraphStore, question: Question, base: str, arguments: Mapping[str, str] | None = None
) -> Answer:
    """Ask the question.

    :param arguments: parameter name → value as a user writes it; the others keep their defaults.
    :raises QueryError: if an argument or the query is wrong.
    """
    result = store.query(bind(question, arguments or {}, base), base=base)
    if not isinstance(result, QuerySolutions):
        raise QueryError(f"{question.name} is no SELECT query.", "Questions answer with a table.")
    columns = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(solution[column] for column in columns) for solution in result)
    return Answer(columns, rows)


def _values_line(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?m)(?<=^)[ \t]*VALUES\s+\?{name}\s*\{{\s*(?P<term>.*?)\s*\}}[ \t]*$")


def _read_parameter(path: Path, text: str, name: str, default: str, vi: str, en: str) -> Parameter:
    lines = list(_values_line(name).finditer(text))
    if len(lines) != 1:
        raise ListError(f"{path}: the parameter {name} needs one line VALUES ?{name} {{ … }}.", "Add it.")
    term = lines[0]["term"]
    for kind, pattern in _KINDS:
        if re.fullmatch(pattern, term):
            return Parameter(name, kind, default, vi, en)
    raise ListError(f"{path}: VALUES ?{name} holds {term}, no IRI, date, number or string.", "Correct it.")
