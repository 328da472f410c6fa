"""The SPARQL 1.1 Protocol as its client: one store, with credentials, limits and clear errors.

Redirects are not followed and proxies of the environment not used: credentials go where the operator said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from http.client import HTTPException, IncompleteRead
from importlib import resources
from netrc import NetrcParseError, netrc
from typing import IO, cast
from urllib.error import HTTPError
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    ProxyHandler,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from kg.errors import CutAnswerError, RemoteError, SettingsError, StoreAwayError, StoreRefusalError

RESULTS = "application/sparql-results+json"
LONGEST_ANSWER = 2**24
SHOWN = 300
AWAY = (404, 405, 408, 410, 429, 502, 503, 504)
"""Statuses that are no answer to the query, but of a wrong address, or of a server that has other worries."""
TIME_UNITS = {"Virtuoso": 1000.0}
"""What engines name themselves in the header Server → units of their parameter ``timeout`` in a second."""
Term = NamedNode | Literal


VIRTUOSO_BOOLEAN = re.compile(rb'(XMLSchema#boolean", "value": )"([01])"')
BOOLEANS = {b"0": b'"false"', b"1": b'"true"'}
"""Virtuoso 7 writes a truth value as the number that it keeps it as."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of a store as it came."""

    body: bytes
    headers: Message
    status: int


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow none; the answer is told as an error."""


class _Basic(HTTPBasicAuthHandler):
    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> object:
        """Answer the challenge, and close the connection that brought it."""
        return _close_after(super().http_error_401, req, fp, code, msg, headers)


class _Digest(HTTPDigestAuthHandler):
    """Answers a challenge again before it is made: else each batch would go twice, and a long one
    could break off when the store refuses it unread."""

    _challenge = ""

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> object:
        """Answer the challenge, and close the connection that brought it."""
        return _close_after(super().http_error_401, req, fp, code, msg, headers)

    def retry_http_digest_auth(self, req: Request, auth: str) -> object:
        """Remember the challenge, and answer it."""
        self._challenge = auth.partition(" ")[2]
        return super().retry_http_digest_auth(req, auth)

    def http_request(self, req: Request) -> Request:
        """Answer the last challenge, if there was one; a stale answer brings a new one."""
        if self._challenge and not req.has_header(self.auth_header):
            fields = parse_keqv_list(list(filter(None, parse_http_list(self._challenge))))
            answer = self.get_authorization(req, fields)
            if answer:
                req.add_unredirected_header(self.auth_header, f"Digest {answer}")
        return req

    https_request = http_request


def _close_after(answer: Callable[..., object], req: Request, fp: IO[bytes], *others: object) -> object:
    """What comes of a challenge; ``fp`` stays open only for the next handler, if this one knows no answer."""
    try:
        answered = answer(req, fp, *others)
    except BaseException:
        fp.close()
        raise
    if answered is not None:
        fp.close()
    return answered


class RemoteStore:
    """A store that takes queries and updates by HTTP.

    :param to: where updates go, with ``user:password@`` if the store wants them (Basic, Digest); where there
        are none, ~/.netrc is looked at.
    :param asked_at: where queries go; "": the same.
    :param seconds: how long one request may take without a byte of answer; the store is told it, if it knows
        such a limit.
    :raises SettingsError: if an address is none of http(s).
    """

    def __init__(self, to: str, asked_at: str = "", seconds: float = 120.0) -> None:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        self.update_url = _take_credentials(to, passwords)
        self.query_url = _take_credentials(asked_at or to, passwords)
        self.seconds = seconds
        self._engine = ""
        self._opener = build_opener(
            ProxyHandler({}),
            _NoRedirects(),
            _Basic(passwords),
            _Digest(passwords),
        )

    def update(self, text: str) -> None:
        """Run a SPARQL Update.

        :raises RemoteError: if the store cannot be reached or refuses it.
        """
        self._post(self.update_url, {"update": text}, "*/*", LONGEST_ANSWER)

    def rows(self, query: str, limit: int | None = None) -> list[dict[str, Term]]:
        """The solutions of a SELECT, by variable; what is unbound is left out.

        :param limit: as for :meth:`fetch`.
        :raises RemoteError: if the store cannot be reached, refuses it, or its answer is not whole.
        """
        found = self.select(query, limit)
        names = [variable.value for variable in found.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in found]

    def select(self, query: str, limit: int | None = None) -> QuerySolutions:
        """The solutions of a SELECT.

        :raises RemoteError: if the store cannot be reached, refuses it, or its answer is not whole.
        """
        found, _ = self.parse(self.fetch(query, limit=limit).body)
        if isinstance(found, QueryBoolean):
            raise RemoteError(f"{self.query_url} answered a SELECT with true or false.")
        return found

    def fetch(self, query: str, longest: int = LONGEST_ANSWER, limit: int | None = None) -> Fetched:
        """The store's answer to a SELECT or ASK, in SPARQL's JSON.

        :param longest: bytes that it may have.
        :param limit: rows at which the query itself ends, which are no cut then; 0: let it be cut.
        :raises CutAnswerError: if the store says that it is not whole.
        """
        fields = {"query": query, **self._time_fields()}
        fetched = self._post(self.query_url, fields, RESULTS, longest)
        if limit != 0:
            _check_whole(self.query_url, fetched.headers, fetched.status, limit)
        self._engine = fetched.headers.get("Server", "")
        if "Virtuoso" in self._engine:
            body = VIRTUOSO_BOOLEAN.sub(lambda one: one[1] + BOOLEANS[one[2]], fetched.body)
            return replace(fetched, body=body)
        return fetched

    def parse(self, body: bytes) -> tuple[QuerySolutions | QueryBoolean, int]:
        """An answer in SPARQL's JSON, and how many rows it has.

        It is read to its end before any of it is given on: a store may fail, and say so, in the middle.

        :raises RemoteError: if it is none, or not whole.
        """
        try:
            found = parse_query_results(body, QueryResultsFormat.JSON)
            if isinstance(found, QueryBoolean):
                return found, 1
            assert isinstance(found, QuerySolutions)
            rows = sum(1 for _ in found)
            return cast(QuerySolutions, parse_query_results(body, QueryResultsFormat.JSON)), rows
        except (SyntaxError, ValueError, AssertionError) as error:
            raise RemoteError(
                f"{self.query_url} did not answer a query with whole results: {error}.",
                "Is this the address of its SPARQL queries? --asked-at gives it where it is another.",
            ) from error

    def _time_fields(self) -> dict[str, str]:
        """How this engine is told when nobody waits for an answer any more."""
        unit = next((unit for name, unit in TIME_UNITS.items() if name in self._engine), None)
        return {} if unit is None else {"timeout": str(max(1, int(self.seconds * unit)))}

    def _post(self, url: str, fields: Mapping[str, str], accept: str, longest: int) -> Fetched:
        headers = {"Accept": accept, "User-Agent": "giaoban"}
        return self.send(Request(url, urlencode(fields).encode(), headers), longest)

    def send(self, request: Request, longest: int = LONGEST_ANSWER) -> Fetched:
        """What the store answers to a request.

        :raises RemoteError: if it cannot be reached, refuses it, or its answer is longer than that.
        """
        url = request.full_url
        try:
            with self._opener.open(request, timeout=self.seconds) as response:
                body: bytes = response.read(longest + 1)
                if response.length and len(body) <= longest:
                    raise IncompleteRead(body, response.length)
                fetched = Fetched(body, response.headers, response.status)
        except HTTPError as error:
            with error:
                raise _explain(url, error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise StoreAwayError(
                f"The store at {url} does not answer: {getattr(error, 'reason', None) or error!r}.",
                "See whether it runs, then give the same command again: it goes on where it stopped.",
            ) from error
        if len(body) > longest:
            raise RemoteError(f"An answer of {url} is longer than {longest} bytes.")
        return fetched


def _check_whole(url: str, headers: Message, status: int, limit: int | None) -> None:
    """See whether the store says that it cut its answer: Virtuoso does so in headers of its own.

    :raises CutAnswerError: if so.
    """
    rows = headers.get("X-SPARQL-MaxRows", "")
    if rows.isdigit() and (limit is None or limit > int(rows)):
        raise CutAnswerError(
            f"The store at {url} gives no more than {rows} rows.",
            "Ask for fewer with LIMIT; its operator can raise that (Virtuoso: ResultSetMaxRows).",
            "rows",
        )
    if status == 206 or headers.get("X-SQL-State"):
        raise CutAnswerError(
            f"The store at {url} gave up before its answer was whole.", "Narrow the query.", "seconds"
        )


def _explain(url: str, error: HTTPError) -> RemoteError:
    """What the store's refusal means for the operator."""
    if error.code in (401, 403):
        return StoreAwayError(
            f"The store at {url} refuses the user or password ({error.code}).",
            "Give those that may update it: --to https://USER:PASSWORD@host/…, or in GIAOBAN_TO.",
        )
    if error.code in range(300, 400):
        where = error.headers.get("Location", "elsewhere")
        return StoreAwayError(f"{url} sends on to {where}, which is not followed.", "Give the final address.")
    told = " ".join(error.read(SHOWN * 4).decode("utf-8", "replace").split())[:SHOWN]
    message = f"The store at {url} answered {error.code}: {told}"
    kind = StoreAwayError if error.code in AWAY else StoreRefusalError
    return kind(message, status=error.code)


def _take_credentials(address: str, passwords: HTTPPasswordMgrWithDefaultRealm) -> str:
    """The address without the credentials in it, which are kept for its host."""
    parts = urlsplit(address.removeprefix("sparql+"))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(
            f"{address.rpartition('@')[2]!r} is no address of a store.",
            "Give one such as https://user:password@example.org/sparql.",
        )
    host = parts.netloc.rpartition("@")[2]
    bare = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    if parts.username is not None:
        passwords.add_password(None, bare, unquote(parts.username), unquote(parts.password or ""))
    elif (found := _look_up(parts.hostname)) is not None:
        passwords.add_password(None, bare, *found)
    return bare


def _look_up(host: str) -> tuple[str, str] | None:
    """The user and password that ~/.netrc has for a host, if there is one and it has them.

    :raises SettingsError: if it cannot be read.
    """
    try:
        found = netrc().authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, NetrcParseError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"Your ~/.netrc cannot be read: {error}.", "Correct it, or give user and password in the address."
        ) from error
    return (found[0], found[2] or "") if found else None


def write_query(name: str, **terms: Term) -> str:
    """The text of kg/remote/queries/NAME, its placeholders ``<urn:term:NAME>`` replaced by these terms."""
    text = resources.files("kg.remote").joinpath("queries", name).read_text("utf-8")
    for key, term in terms.items():
        text = text.replace(f"<urn:term:{key}>", str(term))
    return text
