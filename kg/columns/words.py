"""The tokens of the queries that the columns can help with; a text with any other is beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the text; ``kind`` is a group of TOKEN, or "end"."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def upper(self) -> str:
        """The text in upper case, as keywords are compared."""
        return self.text.upper()


def find_tokens(text: str) -> Iterator[Token]:
    """All tokens and the end; a token of the kind "other" is what none of them is."""
    place = 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            yield Token("other", text[place], place, place + 1)
            return
        if found.lastgroup != "skip":
            yield Token(found.lastgroup, found[0], place, found.end())
        place = found.end()
    yield Token("end", "", place, place)
