"""From what went wrong to the answer that says so."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from endpoint.formats import HTML
from endpoint.negotiation import choose_format
from endpoint.pages import Pages, choose_language
from endpoint.problems import PROBLEM_FORMATS, PROBLEM_JSON, ProblemError, kind_for_status, write_problem
from endpoint.sources import tell_store_error
from kg.errors import RemoteError, SnapshotError

KEPT = ("Allow", "Content-Range", "Retry-After")

log = logging.getLogger("giaoban.serving")


def register_errors(app: Flask, pages: Pages) -> None:
    """Let every refusal and failure of ``app`` leave as a problem of RFC 9457."""

    def show(problem: ProblemError) -> Response:
        return show_problem(problem, pages)

    def show_http(error: HTTPException) -> Response:
        return show_problem(problem_of(error), pages)

    def show_unforeseen(error: Exception) -> Response:
        log.error("unforeseen %s at %s", type(error).__name__, request.url_rule, exc_info=error)
        return show_problem(ProblemError("internal-error", "Something went wrong in the server."), pages)

    def show_lack(error: SnapshotError) -> Response:
        log.warning("asked at %s: %s", request.url_rule, error)
        detail = "It was built by an earlier version, or its files were harmed."
        return show_problem(ProblemError("snapshot-incomplete", detail), pages)

    def show_store(error: RemoteError) -> Response:
        log.warning("asked at %s: %s", request.url_rule, error)
        return show_problem(tell_store_error(error), pages)

    app.register_error_handler(ProblemError, show)
    app.register_error_handler(RemoteError, show_store)
    app.register_error_handler(SnapshotError, show_lack)
    app.register_error_handler(HTTPException, show_http)
    app.register_error_handler(Exception, show_unforeseen)


def problem_of(error: HTTPException) -> ProblemError:
    """The problem that says what a framework's exception says; its KEPT headers are kept."""
    code = error.code or 500
    kind = kind_for_status(code)
    kept = {name: value for name, value in error.get_headers() if name in KEPT}
    return ProblemError(kind.slug, error.description or kind.title, headers=kept, status=code)


def show_problem(problem: ProblemError, pages: Pages) -> Response:
    """The problem as JSON, in English unless asked otherwise, or as a page to clients that prefer HTML."""
    g.outcome = problem.slug
    chosen = choose_format(request.headers.get("Accept"), PROBLEM_FORMATS) or PROBLEM_JSON
    language = choose_language("vi" if chosen is HTML else "en")
    members = pages.tell(problem.describe(f"{request.script_root}/problems"), language)
    if chosen is HTML:
        response = pages.problem(members)
    else:
        response = Response(write_problem(members), content_type=chosen.content_type)
        response.headers["Content-Language"] = language
    response.status_code = problem.code
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    return response
