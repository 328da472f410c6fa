"""The addresses /questions and /questions/NAME: ready-made questions with parameters, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request

from endpoint.admission import Admission
from endpoint.formats import HTML, RESULTS, Format, find_format
from endpoint.headers import etag_for, set_digest, set_etag
from endpoint.live import Live, Snapshots
from endpoint.negotiation import choose_format
from endpoint.openapi import describe_interfaces
from endpoint.pages import Pages, choose_language
from endpoint.pinning import check_pin
from endpoint.pool import PoolRetiredError
from endpoint.problems import PROBLEM_FORMATS, ProblemError
from endpoint.site.asked import (
    choose_chart,
    link_cells,
    order_by_topic,
    read_columns,
    resolve_names,
    show_argument,
)
from endpoint.telling import translate
from endpoint.worker import Job
from kg.errors import QueryError
from kg.questions import Parameter, Question, bind, find_question, load_questions
from kg.settings import Settings

CHOICES = (HTML, *RESULTS)
LISTS = (HTML, Format("json", "application/json"))
MOST_SHOWN = 500
"""Rows of an answer that its page shows; CSV and JSON have all."""
RESERVED = frozenset(("format", "lang", "snapshot"))


class Asking:
    """Asks the questions of the snapshot being served, by the same workers as clients' queries."""

    def __init__(self, settings: Settings, snapshots: Snapshots, pages: Pages, admission: Admission) -> None:
        self._settings = settings
        self._snapshots = snapshots
        self._pages = pages
        self._admission = admission
        self._questions = load_questions()
        self._topics = order_by_topic(self._questions)
        self._heads = read_columns()

    def index(self) -> Response:
        """All questions."""
        live = self._snapshots.live
        if choose(LISTS) is HTML:
            return self._pages.render("questions.html", live, topics=self._topics)
        root = request.url_root + "questions/"
        return jsonify(
            [
                {
                    "name": q.name,
                    "vi": q.title_vi,
                    "en": q.title_en,
                    "columns": q.columns,
                    "url": root + q.name,
                }
                for q in self._questions
            ]
        )

    def answer(self, name: str) -> Response:
        """The answer of one question; each parameter not given keeps its default.

        :raises ProblemError: ``not-found`` if there is no such question, ``bad-request`` for a parameter that
            it does not have, or a value that is none of its kind.
        """
        try:
            return self._answer(name, self._snapshots.live)
        except PoolRetiredError:
            return self._answer(name, check_pin(self._snapshots.renew()))

    def _answer(self, name: str, live: Live) -> Response:
        try:
            question = find_question(self._questions, name)
        except QueryError as error:
            raise ProblemError("not-found", str(error)) from error
        chosen = choose(CHOICES)
        arguments = {key: value for key, value in request.args.items() if key not in RESERVED and value}
        try:
            query = bind(question, resolve_names(live, question, arguments), live.base)
        except QueryError as error:
            if wants_page() and all(name in {p.name for p in question.parameters} for name in arguments):
                return self._show_again(live, question, arguments, str(error))
            raise ProblemError("bad-request", str(error)) from error
        if chosen is HTML:
            return self._show(live, question, arguments, query)
        body = self._run(live, query, chosen.media_type)
        response = Response(body, content_type=chosen.content_type)
        response.headers["Content-Disposition"] = f'inline; filename="{question.name}.{chosen.name}"'
        set_etag(response, etag_for(f"{live.id} {query}", chosen.media_type))
        set_digest(response, body)
        response.last_modified = live.modified
        return response

    def openapi(self) -> Response:
        """The HTTP interfaces in OpenAPI 3.1."""
        return jsonify(describe_interfaces(self._questions, request.url_root.rstrip("/")))

    def _show(self, live: Live, question: Question, arguments: dict[str, str], query: str) -> Response:
        answer: dict[str, Any] = json.loads(self._run(live, query, RESULTS[0].media_type))
        rows = answer["results"]["bindings"]
        return self._pages.render(
            "question.html",
            live,
            question=question,
            arguments=arguments,
            fields=list_fields(live, question, arguments),
            query=query,
            columns=answer["head"]["vars"],
            heads=self._heads,
            rows=rows[:MOST_SHOWN],
            chart=choose_chart(answer["head"]["vars"]),
            links=link_cells(live, rows[:MOST_SHOWN]),
            number=len(rows),
        )

    def _show_again(self, live: Live, question: Question, arguments: dict[str, str], wrong: str) -> Response:
        """The form with what was typed, and what is wrong with it."""
        fields = list_fields(live, question, arguments)
        told = translate(wrong) if choose_language() == "vi" else wrong
        response = self._pages.render("question.html", question=question, fields=fields, wrong=told)
        response.status_code = 400
        return response

    def _run(self, live: Live, query: str, media_type: str) -> bytes:
        job = Job(
            query=query,
            base=live.base,
            default_graphs=None,
            named_graphs=None,
            results=media_type,
            graph=None,
            seconds=self._settings.timeout,
            result_bytes=self._settings.result_bytes,
        )
        with self._admission.admit(request.remote_addr or ""), live.pool.lend(self._settings.queue) as worker:
            return worker.run(job, lambda: False).body


def list_fields(live: Live, question: Question, arguments: Mapping[str, str]) -> list[tuple[Parameter, str]]:
    """The parameters of the question, each with what its field shows."""
    return [
        (one, show_argument(live, one, arguments.get(one.name, one.default))) for one in question.parameters
    ]


def wants_page() -> bool:
    """Whether the client would rather have a problem as a page than as JSON."""
    return (
        choose_format(request.headers.get("Accept"), PROBLEM_FORMATS) is HTML and "format" not in request.args
    )


def choose(choices: tuple[Format, ...]) -> Format:
    """The format by ``format=`` or Accept.

    :raises ProblemError: ``not-acceptable`` if none is offered.
    """
    name = request.args.get("format")
    chosen = find_format(name, choices) if name else choose_format(request.headers.get("Accept"), choices)
    if chosen is None:
        offered = [entry.media_type for entry in choices]
        raise ProblemError("not-acceptable", f"Offered are {', '.join(offered)}.", {"offered": offered})
    return chosen
