"""The tools themselves: plain functions over the snapshot being served, their docstrings read by agents."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from pyoxigraph import NamedNode

from endpoint.agents.answers import Description, Entity, Fact, Holder, Meeting, Question, Quote, Table, Value
from endpoint.live import PREFIXES, Live, Snapshots
from endpoint.matching import resolve_matches
from endpoint.problems import ProblemError
from endpoint.showing import Labels
from endpoint.tokens import calls_service, is_update
from endpoint.worker import Job
from kg.errors import QueryError
from kg.questions import load_questions
from kg.search import KINDS
from kg.settings import Settings

MOST_QUOTES = 5
MOST_VALUES = 30
CURE = "Find IRIs with find_entity."


class GraphTools:
    """Answers agents from the snapshot being served; a wrong argument is a QueryError that says the cure."""

    def __init__(self, settings: Settings, snapshots: Snapshots) -> None:
        self._settings = settings
        self._snapshots = snapshots

    def all(self) -> tuple[Callable[..., object], ...]:
        """Every tool."""
        return (
            self.find_entity,
            self.describe,
            self.holders_on_date,
            self.meetings_between,
            self.evidence_for,
            self.run_sparql,
            self.list_questions,
        )

    def find_entity(self, name: str, kind: str = "", limit: int = 10) -> list[Entity]:
        """Find officials, bodies, posts, directives, meetings, articles and places by their Vietnamese name,
        with or without accents, abbreviated, or misspelt. kind: one of official, body, post, directive,
        meeting, article, place; empty for all."""
        if kind and kind not in KINDS:
            raise QueryError(f"There is no kind {kind!r}.", f"Kinds are {', '.join(KINDS)}.")
        hits = self._snapshots.live.search.find(name, [kind] if kind else [], limit)
        return [Entity(hit.iri, hit.kind, hit.label, hit.score, list(hit.reasons)) for hit in hits]

    def describe(self, iri: str) -> Description:
        """What the graph says of the thing with this IRI: its facts, what mentions it, its quotes."""
        live, thing = self._find(iri)
        labels = Labels(live, "vi")
        facts: dict[str, list[Value]] = {}
        for row in live.rows("facts", thing=thing):
            name, value = row["property"], row["value"]
            if name.startswith(PREFIXES["gb"]) and not name.endswith(("#text", "#evidence", "#sentence")):
                label = labels.of(value) if value.startswith(live.base) else ""
                facts.setdefault(name, []).append(Value(value, label))
        mentions = sorted({row["subject"] for row in live.rows("mentions", thing=thing)})
        return Description(
            iri,
            labels.of(iri),
            [Fact(name, labels.of(name), values[:MOST_VALUES]) for name, values in facts.items()],
            [Value(subject, labels.of(subject)) for subject in mentions[:MOST_VALUES]],
            find_quotes(live, thing),
        )

    def holders_on_date(self, post_or_body: str, on: str) -> list[Holder]:
        """Who held this post, or the posts of this body, on a date. post_or_body: an IRI from find_entity.
        on: a date as YYYY-MM-DD. Bounds say what is known of start and end."""
        live, thing = self._find(post_or_body)
        day = read_date(on)
        labels = Labels(live, "vi")
        return [
            make_holder(live, labels, row)
            if not is_certain(row, day)
            else make_holder(live, labels, row, "certain")
            for row in live.rows("tenures", thing=thing)
            if row.get("startEarliest", day) <= day <= row.get("endLatest", day)
        ]

    def meetings_between(self, first: str, second: str, start: str = "", end: str = "") -> list[Meeting]:
        """The meetings at which two officials both were, in order of date. first, second: IRIs from
        find_entity. start, end: dates as YYYY-MM-DD that narrow the period; undated meetings are left out
        then."""
        live, one = self._find(first)
        _, other = self._find(second)
        since, until = (read_date(text) if text else "" for text in (start, end))
        labels = Labels(live, "vi")
        meetings = []
        for row in live.rows("shared_meetings", first=one, second=other):
            held = row.get("date", "")
            if (not since or held >= since) and (not until or (held and held <= until)):
                quotes = find_quotes(live, NamedNode(row["meeting"]))
                meetings.append(Meeting(row["meeting"], labels.of(row["meeting"]), held, quotes))
        return meetings

    def evidence_for(self, iri: str, limit: int = 20) -> list[Quote]:
        """The sentences that state the fact, or speak of the thing, with this IRI, and their articles."""
        live, thing = self._find(iri)
        return find_quotes(live, thing, max(1, min(limit, 50)))

    def run_sparql(self, query: str) -> Table:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE). Prefix gb: is
        <https://w3id.org/giaoban/ontology#>; ?x gb:matches "name" finds things by name. Time, memory and size
        of the answer are limited; add LIMIT."""
        if is_update(query) or calls_service(query):
            raise QueryError("Only queries of this graph are run.", "Leave out updates and SERVICE.")
        live = self._snapshots.live
        job = Job(
            query=resolve_matches(query, live),
            base=live.base,
            default_graphs=None,
            named_graphs=None,
            results="application/sparql-results+json",
            graph="text/turtle",
            seconds=self._settings.timeout,
            result_bytes=min(self._settings.result_bytes, 1_000_000),
        )
        try:
            with live.pool.lend(self._settings.queue) as worker:
                answer = worker.run(job, lambda: False)
        except ProblemError as problem:
            raise QueryError(f"{problem.kind.title}: {problem.detail}", problem.kind.cure) from problem
        if answer.kind == "graph":
            return Table([], [], answer.body.decode(), answer.media_type)
        return read_table(json.loads(answer.body))

    def list_questions(self) -> list[Question]:
        """The ready-made questions with their SPARQL, which run_sparql takes as it is or altered."""
        return [
            Question(
                question.name,
                question.title_vi,
                question.title_en,
                list(question.columns),
                {p.name: f"{p.label_en}, for example {p.default}" for p in question.parameters},
                question.query,
            )
            for question in load_questions()
        ]

    def _find(self, iri: str) -> tuple[Live, NamedNode]:
        live = self._snapshots.live
        try:
            thing = NamedNode(iri)
        except ValueError as error:
            raise QueryError(f"{iri[:100]!r} is no IRI.", CURE) from error
        if not bool(live.ask("known", thing=thing)):
            raise QueryError(f"The graph says nothing of {iri}.", CURE)
        return live, thing


def read_date(text: str) -> str:
    """An ISO date as given.

    :raises QueryError: if there is no such date.
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise QueryError(f"{text[:30]!r} is no date.", "Give one as 2020-06-01.") from error


def is_certain(row: dict[str, str], day: str) -> bool:
    """Whether a day lies between the latest start and the earliest end."""
    return "startLatest" in row and "endEarliest" in row and row["startLatest"] <= day <= row["endEarliest"]


def make_holder(live: Live, labels: Labels, row: dict[str, str], certainty: str = "possible") -> Holder:
    """One holder from a row of tenures.rq."""
    return Holder(
        row["tenure"],
        Value(row["official"], labels.of(row["official"])),
        Value(row["post"], labels.of(row["post"])),
        certainty,
        row.get("startEarliest", ""),
        row.get("startLatest", ""),
        row.get("endEarliest", ""),
        row.get("endLatest", ""),
        find_quotes(live, NamedNode(row["tenure"]), 2),
    )


def find_quotes(live: Live, thing: NamedNode, limit: int = MOST_QUOTES) -> list[Quote]:
    """The sentences that state something of a thing."""
    return [
        Quote(
            row["quote"],
            row["article"],
            row.get("title", ""),
            row.get("publisher", ""),
            row.get("published", ""),
        )
        for row in live.rows("quotes", thing=thing)[:limit]
        if "quote" in row and "article" in row
    ]


def read_table(answer: dict[str, object]) -> Table:
    """SPARQL results in JSON as a table of plain values."""
    if "boolean" in answer:
        return Table(["answer"], [[str(answer["boolean"]).lower()]])
    columns: list[str] = answer["head"]["vars"]  # type: ignore[index]
    bindings: list[dict[str, dict[str, str]]] = answer["results"]["bindings"]  # type: ignore[index]
    return Table(columns, [[row[c]["value"] if c in row else None for c in columns] for row in bindings])
