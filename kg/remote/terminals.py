"""The words of a SPARQL query (SPARQL 1.1 §19.8), written so that every engine reads them alike.

A store's parser need not cut a query as ours does: ``?a<?b)GRAPH#>`` is an IRI to one and a comparison, a
keyword and a comment to another. So a query is sent on in a form that can be cut in one way only: IRIs and
prefixed names as absolute IRIs, strings on one line, no comment, no prologue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import QueryError

LETTER = r"[^\W\d_]"
PREFIX = rf"{LETTER}(?:[\w.·-]{{0,200}}[\w·-])?"
# Every repetition is possessive, bounded or ends its token, so that no text takes quadratic time.
TERMINAL = re.compile(
    rf"""
      (?P<space>(?:\s|\#[^\r\n]*+)++)
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*+>)
    | (?P<string>"{{3}}(?:[^"\\]|\\.|"{{1,2}}(?!"))*+"{{3}} | '{{3}}(?:[^'\\]|\\.|'{{1,2}}(?!'))*+'{{3}}
      | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+')
    | (?P<variable>[?$]\w++)
    | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<blank>_:\w(?:[\w.·-]{{0,200}}[\w·-])?)
    | (?P<name>(?:{PREFIX})?:(?:(?:[\w:.·-]|%[0-9A-Fa-f]{{2}}|\\[_~.!$&'()*+,;=/?\#@%-])*
        (?:[\w:·-]|%[0-9A-Fa-f]{{2}}|\\[_~.!$&'()*+,;=/?\#@%-]))?)
    | (?P<number>\d++(?:\.\d*+)?[eE][+-]?\d++|\.\d++[eE][+-]?\d++|\d*+\.\d++|\d++)
    | (?P<word>[A-Za-z]\w*+)
    | (?P<mark>\^\^|&&|\|\||[<>!]=|<<\(?|\)?>>|\{{\||\|\}}|[-+*/^|!=<>?.,;(){{}}\[\]~&])
    """,
    re.VERBOSE | re.DOTALL,
)
LOCAL_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Token:
    """One terminal: its kind (a group of TERMINAL), how it is sent on, whether space stood before it."""

    kind: str
    text: str
    spaced: bool = True

    @property
    def keyword(self) -> str:
        """A word in upper case; "" for every other kind."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def term(self) -> str:
        """The IRI without its angle brackets, or the variable without its mark."""
        return self.text.strip("<>?$")


def read_tokens(query: str, base: str) -> list[Token]:
    """The tokens of a query after its prologue, every name in them an absolute IRI.

    :raises QueryError: for a prefix that is not declared, or what is no terminal of SPARQL.
    """
    tokens = list(_cut(query))
    prefixes: dict[str, str] = {}
    at = 0
    while at < len(tokens) and tokens[at].keyword in ("BASE", "PREFIX", "VERSION"):
        if tokens[at].keyword == "PREFIX" and at + 2 < len(tokens):
            prefixes[tokens[at + 1].text] = _resolve(tokens[at + 2].text, base)
        elif tokens[at].keyword == "BASE" and at + 1 < len(tokens):
            base = _resolve(tokens[at + 1].text, base)
        at += 3 if tokens[at].keyword == "PREFIX" else 2
    return [_write_plainly(token, base, prefixes) for token in tokens[at:]]


def join_tokens(tokens: list[Token]) -> str:
    """The tokens as a query on one line."""
    return "".join(" " + token.text if token.spaced else token.text for token in tokens).lstrip()


def _cut(query: str) -> Iterator[Token]:
    at, spaced = 0, False
    while at < len(query):
        match = TERMINAL.match(query, at)
        if match is None:
            raise QueryError(
                f"The query cannot be read at character {at + 1}.", "Put spaces around operators."
            )
        at = match.end()
        if match.lastgroup != "space":
            assert match.lastgroup is not None
            yield Token(match.lastgroup, match[0], spaced)
        spaced = match.lastgroup == "space"


def _write_plainly(token: Token, base: str, prefixes: dict[str, str]) -> Token:
    if token.kind == "iri":
        return Token("iri", f"<{_resolve(token.text, base)}>", token.spaced)
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        if prefix + ":" not in prefixes:
            raise QueryError(f"The prefix {prefix}: is not declared.", "Declare it with PREFIX.")
        iri = prefixes[prefix + ":"] + LOCAL_ESCAPE.sub(r"\1", local)
        return Token("iri", f"<{iri}>", token.spaced)
    if token.kind == "string":
        return Token("string", _write_string(token.text), token.spaced)
    return token


@lru_cache(4096)
def _resolve(iri: str, base: str) -> str:
    """An IRI as written, made absolute by the engine's own reading of RFC 3986."""
    try:
        (quad,) = pyoxigraph.parse(f"{iri} <urn:a> <urn:a> .", format=RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        raise QueryError(f"{iri} is no IRI.", "Put spaces around < where it compares.") from None
    return str(quad.subject.value)


def _write_string(text: str) -> str:
    try:
        (quad,) = pyoxigraph.parse(f"<urn:a> <urn:a> {text} .", format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        raise QueryError("A string of the query cannot be read.", "Look for a wrong escape.") from None
    return str(quad.object)
