"""The tokens of the queries that the columns can help with; a text with any other is beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    r"""
      (?P<skip>[\ \t\r\n]+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$][A-Za-z0-9_]+)
    | (?P<string>"(?!"")[^"\\\r\n]*"|'(?!'')[^'\\\r\n]*')
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.]))
    | (?P<name>(?>(?:[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)?:
        (?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?)(?![%\\:A-Za-z0-9_-]))
    | (?P<word>[A-Za-z][A-Za-z0-9_]*)
    | (?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}().;,*/^=<>!+-])
    """,
    re.VERBOSE,
)
# Built-in functions whose value depends on nothing but their arguments, and the other words of expressions.
FUNCTIONS = frozenset(
    """
    ABS BOUND CEIL COALESCE CONCAT CONTAINS DATATYPE DAY FALSE FLOOR HOURS IF IN ISIRI ISLITERAL ISNUMERIC
    ISURI LANG LANGMATCHES LCASE MINUTES MONTH NOT REGEX REPLACE ROUND SAMETERM SECONDS STR STRAFTER STRBEFORE
    STRENDS STRLEN STRSTARTS SUBSTR TIMEZONE TRUE TZ UCASE YEAR
    """.split()  # noqa: SIM905 - rather words than a line of quotes
)


class Token(NamedTuple):
    """One token with its place in the text, and in upper case, as keywords are compared.

    ``kind`` is a group of TOKEN, "other", or "end".
    """

    kind: str
    text: str
    start: int
    end: int
    upper: str


def find_tokens(text: str) -> Iterator[Token]:
    """All tokens and the end; a token of the kind "other" is what none of them is."""
    place = 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            yield Token("other", text[place], place, place + 1, "")
            return
        end = found.end()
        if found.lastgroup != "skip":
            yield Token(found.lastgroup, word := found[0], place, end, word.upper())
        place = end
    yield Token("end", "", place, place, "")
