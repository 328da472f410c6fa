"""What a client asks by the SPARQL 1.1 Protocol §2.1: GET, POST as a form, POST directly, QUERY."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from pyoxigraph import NamedNode
from werkzeug.http import parse_options_header

from endpoint.problems import ProblemError
from endpoint.tokens import SERVICE_REFUSED, calls_service, escapes_backslash, is_update, resolve_escapes

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_FIELDS = 2000
UPDATE_REFUSED = "This endpoint answers queries only; nothing was changed."


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """One query as asked.

    :param default_graphs: what default-graph-uri gives; None, like ``named_graphs``, without a dataset.
    :param format: the ``format`` parameter, which goes before the Accept header.
    :param timeout: the ``timeout`` parameter in seconds.
    """

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    timeout: float | None = None


def read_request(query_string: str, content_type: str, body: bytes) -> QueryRequest | None:
    """The query that a request carries; None for a bare GET (or one that names but the reader's
    language), which asks for the service description.

    :param query_string: as it came, percent-encoded; bytes beyond ASCII as Latin-1 (PEP 3333).
    :param content_type: the header's value; "" with no body.
    :raises ProblemError: if there is not exactly one query, or something cannot be read.
    """
    fields = read_fields(query_string.encode("latin-1"))
    media_type, options = parse_options_header(content_type)
    media_type = media_type.lower()
    if media_type == FORM:
        _check_charset(options.get("charset"))
        fields += read_fields(body)
    elif media_type == DIRECT:
        _check_charset(options.get("charset"))
        fields.append(("query", _decode(body)))
    elif media_type == UPDATE:
        raise ProblemError("read-only", UPDATE_REFUSED)
    elif media_type or body:
        told = f"{media_type!r} is not read here" if media_type else "The body has no Content-Type"
        detail = f"{told}; send {DIRECT} or {FORM}."
        raise ProblemError("unsupported-media-type", detail, headers={"Accept": FORM})
    if not media_type and all(name == "lang" for name, _ in fields):
        return None
    return _check_fields(fields)


def read_fields(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of form-encoded text, decoded once.

    :raises ProblemError: if it is not UTF-8 or has too many fields.
    """
    try:
        text = encoded.decode("utf-8")
        if text.count("&") >= MOST_FIELDS:
            raise ProblemError("bad-request", f"There are more than {MOST_FIELDS} parameters.")
        pairs = (part.partition("=") for part in text.split("&") if part)
        return [(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs]
    except UnicodeDecodeError as error:
        raise ProblemError("bad-request", "The parameters are not valid UTF-8.") from error


def unquote_plus(text: str) -> str:
    """Form-encoded text decoded, as urllib does it, but by a codec's loop rather than one of Python.

    :raises UnicodeDecodeError: if what comes out is not UTF-8.
    """
    data = text.replace("+", " ").encode()
    if b"%" not in data:
        return data.decode()
    try:
        escaped = data.replace(b"\\", rb"\\").replace(b"%", rb"\x")
        return escaped.decode("unicode_escape").encode("latin-1").decode()
    except UnicodeDecodeError:  # a % without its digits, which stays as it is; or no UTF-8
        return unquote_to_bytes(data).decode()


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError("bad-request", f"The query is not valid UTF-8 (byte {error.start}).") from error


def _check_charset(charset: str | None) -> None:
    if charset is not None and charset.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ProblemError("unsupported-media-type", f"The charset {charset!r} is not read here; send UTF-8.")


def _check_fields(fields: Sequence[tuple[str, str]]) -> QueryRequest | None:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for field, value in fields if field == name)

    if values("update"):
        raise ProblemError("read-only", UPDATE_REFUSED)
    queries = values("query")
    if len(queries) != 1:
        found = "none" if not queries else str(len(queries))
        raise ProblemError("bad-request", f"A request carries exactly one query; here there are {found}.")
    default_graphs, named_graphs = values("default-graph-uri"), values("named-graph-uri")
    _check_iris((*default_graphs, *named_graphs))
    has_dataset = bool(default_graphs or named_graphs)
    return QueryRequest(
        query=_check_query(queries[0]),
        default_graphs=default_graphs if has_dataset else None,
        named_graphs=named_graphs if has_dataset else None,
        format=next(iter(values("format")), None) or next(iter(values("output")), None),
        timeout=_read_timeout(values("timeout")),
    )


def _check_query(query: str) -> str:
    query = query.removeprefix("\ufeff")
    if not query.strip():
        raise ProblemError("bad-request", "The query is empty.")
    if escapes_backslash(query):
        raise ProblemError("syntax-error", r"A backslash is written \\ in a string, not as a code point.")
    query = resolve_escapes(query)
    if is_update(query):
        raise ProblemError("query-refused", "This is an update. " + UPDATE_REFUSED)
    if calls_service(query):
        raise ProblemError("query-refused", SERVICE_REFUSED)
    return query


def _check_iris(iris: Sequence[str]) -> None:
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise ProblemError(
                "bad-request", "A graph is named by an absolute IRI; one given is none."
            ) from error


def _read_timeout(values: Sequence[str]) -> float | None:
    """Seconds asked for; a value over 1000 is taken for milliseconds, as Virtuoso's clients send it."""
    if not values or not values[0].strip():
        return None
    try:
        seconds = float(values[0])
    except ValueError as error:
        raise ProblemError("bad-request", "timeout is a number of seconds.") from error
    if not 0 < seconds < 1e9:
        raise ProblemError("bad-request", "timeout is a positive number of seconds.")
    return seconds / 1000 if seconds > 1000 else seconds
