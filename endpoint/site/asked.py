"""Ready-made questions on pages: by topic, names typed for IRIs and IRIs shown as names, heads of columns."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from endpoint.live import PREFIXES, Live
from endpoint.showing import local_path
from kg.errors import GiaoBanError
from kg.questions import Parameter, Question
from kg.search import KINDS
from kg.settings import ONTOLOGY

NUMBERS = frozenset(("articles", "meetings", "sources"))
NAMING: Mapping[str, str] = {
    "article": "article",
    "original": "article",
    "official": "official",
    "other": "official",
    "predecessor": "official",
    "successor": "official",
    "post": "post",
    "body": "body",
    "organiser": "body",
    "decidedBy": "body",
    "part": "body",
    "meeting": "meeting",
    "document": "directive",
    "place": "place",
    "province": "place",
    "old": "place",
    "new": "place",
}
"""The columns of answers that name things → the kind of these; articles are named by their ids."""
ARTICLE_ID = NamedNode(PREFIXES["gb"] + "articleId")
IRI_STARTS = ("id/", "term/", "http://", "https://", "urn:")


def resolve_names(live: Live, question: Question, arguments: Mapping[str, str]) -> dict[str, str]:
    """The arguments with each name of a thing replaced by the IRI of what the search finds first."""
    parameters = {parameter.name: parameter for parameter in question.parameters}
    return {
        name: find_iri(live, parameters[name], value) if name in parameters else value
        for name, value in arguments.items()
    }


def find_iri(live: Live, parameter: Parameter, value: str) -> str:
    """The IRI that a value means for this parameter; the value itself if nothing is found."""
    if parameter.kind != "iri" or value.startswith(IRI_STARTS):
        return value
    kind = parameter.default.removeprefix(live.base).removeprefix("id/").partition("/")[0]
    try:
        hits = live.search.find(value, (kind,) if kind in KINDS else (), 1)
    except GiaoBanError:
        return value
    return hits[0].iri if hits else value


def show_argument(live: Live, parameter: Parameter, value: str) -> str:
    """How the form shows a value: a thing by its name, where that name leads back to it."""
    if parameter.kind != "iri":
        return value
    iri = value if value.startswith(("http://", "https://")) else live.base + value
    rows = live.rows("label", thing=NamedNode(iri)) if is_iri(iri) else []
    for row in rows:
        if find_iri(live, parameter, row["label"]) == iri:
            return row["label"]
    return value


def is_iri(text: str) -> bool:
    """Whether the text can be written as an IRI."""
    return not any(sign in text for sign in ' <>"{}|^`\\')


def order_by_topic(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """The questions by topic, in the order of ontology/questions/topics.toml."""
    topics: Mapping[str, list[str]] = tomllib.loads(
        (ONTOLOGY / "questions" / "topics.toml").read_text("utf-8")
    )
    named = {question.name: question for question in questions}
    return [(topic, [named[name] for name in names]) for topic, names in topics.items()]


def read_columns() -> Mapping[str, Mapping[str, str]]:
    """How a column is headed, by the name of its variable and by language."""
    return tomllib.loads((ONTOLOGY / "questions" / "columns.toml").read_text("utf-8"))


def choose_chart(columns: Sequence[str]) -> str:
    """The picture that an answer with these columns is worth: timeline, calendar, bars, or "" for none."""
    named = set(columns)
    if named & {"official", "post"} and named & {"startLatest", "firstAttested"}:
        return "timeline"
    if {"date", "meeting"} <= named:
        return "calendar"
    return "bars" if len(columns) > 1 and named & NUMBERS and columns[0] not in NUMBERS else ""


def link_cells(live: Live, rows: Sequence[Mapping[str, Mapping[str, str]]]) -> dict[tuple[str, str], str]:
    """The pages that the cells of an answer lead to, by column and value: articles by their ids, and what
    only one thing is called."""
    cells = {
        (column, row[column]["value"])
        for row in rows
        for column in row.keys() & NAMING.keys()
        if row[column]["type"] == "literal"
    }
    found = {}
    for column, value in cells:
        kind = NAMING[column]
        iri = find_article(live, value) if kind == "article" else live.search.named(value, kind)
        if iri:
            found[column, value] = local_path(live, iri)
    return found


def find_article(live: Live, id: str) -> str | None:
    """The IRI of the article with this id."""
    owner = next(live.store.quads(predicate=ARTICLE_ID, object=Literal(id)), None)
    return owner.subject.value if owner is not None and isinstance(owner.subject, NamedNode) else None
