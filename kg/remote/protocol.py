"""The SPARQL 1.1 Protocol as its client: one store, with credentials, limits and clear errors.

Redirects are not followed and proxies of the environment not used: credentials go where the operator said.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from http.client import HTTPException, IncompleteRead
from importlib import resources
from typing import IO
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
)

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import RemoteError, SettingsError

RESULTS = "application/sparql-results+json"
LONGEST_ANSWER = 2**24
SHOWN = 300
Term = NamedNode | Literal


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow none; the answer is told as an error."""


class RemoteStore:
    """A store that takes queries and updates by HTTP.

    :param to: where updates go, with ``user:password@`` if the store wants them (Basic or Digest).
    :param asked_at: where queries go; "": the same.
    :param seconds: how long one request may take without a byte of answer.
    :raises SettingsError: if an address is none of http(s).
    """

    def __init__(self, to: str, asked_at: str = "", seconds: float = 120.0) -> None:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        self.update_url = _take_credentials(to, passwords)
        self.query_url = _take_credentials(asked_at or to, passwords)
        self._seconds = seconds
        self._opener = build_opener(
            ProxyHandler({}),
            _NoRedirects(),
            HTTPBasicAuthHandler(passwords),
            HTTPDigestAuthHandler(passwords),
        )

    def update(self, text: str) -> None:
        """Run a SPARQL Update.

        :raises RemoteError: if the store cannot be reached or refuses it.
        """
        self._post(self.update_url, {"update": text}, "*/*")

    def rows(self, query: str) -> list[dict[str, Term]]:
        """The solutions of a SELECT, by variable; what is unbound is left out.

        :raises RemoteError: if the store cannot be reached, refuses it, or its answer is not whole.
        """
        body = self._post(self.query_url, {"query": query}, RESULTS)
        try:
            found = parse_query_results(body, QueryResultsFormat.JSON)
            assert isinstance(found, QuerySolutions)
            names = [variable.value for variable in found.variables]
            return [{name: row[name] for name in names if row[name] is not None} for row in found]
        except (SyntaxError, ValueError, AssertionError) as error:
            raise RemoteError(
                f"{self.query_url} did not answer a query with whole results: {error}.",
                "Is this the address of its SPARQL queries? --asked-at gives it where it is another.",
            ) from error

    def _post(self, url: str, fields: Mapping[str, str], accept: str) -> bytes:
        request = Request(url, urlencode(fields).encode(), {"Accept": accept, "User-Agent": "giaoban"})
        try:
            with self._opener.open(request, timeout=self._seconds) as response:
                body: bytes = response.read(LONGEST_ANSWER + 1)
                if response.length and len(body) <= LONGEST_ANSWER:
                    raise IncompleteRead(body, response.length)
        except HTTPError as error:
            with error:
                raise _explain(url, error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise RemoteError(
                f"The store at {url} does not answer: {getattr(error, 'reason', None) or error!r}.",
                "See whether it runs, then give the same command again: it goes on where it stopped.",
            ) from error
        if len(body) > LONGEST_ANSWER:
            raise RemoteError(f"An answer of {url} is longer than {LONGEST_ANSWER} bytes.")
        return body


def _explain(url: str, error: HTTPError) -> RemoteError:
    """What the store's refusal means for the operator."""
    if error.code in (401, 403):
        return RemoteError(
            f"The store at {url} refuses the user or password ({error.code}).",
            "Give those that may update it: --to https://USER:PASSWORD@host/…, or in GIAOBAN_TO.",
        )
    if error.code in range(300, 400):
        where = error.headers.get("Location", "elsewhere")
        return RemoteError(f"{url} sends on to {where}, which is not followed.", "Give the final address.")
    told = " ".join(error.read(SHOWN * 4).decode("utf-8", "replace").split())[:SHOWN]
    return RemoteError(f"The store at {url} answered {error.code}: {told}")


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
    return bare


def write_query(name: str, **terms: Term) -> str:
    """The text of kg/remote/queries/NAME, its placeholders ``<urn:term:NAME>`` replaced by these terms."""
    text = resources.files("kg.remote").joinpath("queries", name).read_text("utf-8")
    for key, term in terms.items():
        text = text.replace(f"<urn:term:{key}>", str(term))
    return text
