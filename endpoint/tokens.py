"""A glance at a query's words, comments and strings aside: is it an update, does it ask for too much.

This is no parser (the engine's runs in the worker); it reads a query once, in linear time, to refuse SERVICE,
to name updates as such, and to see which answers must not be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Every repetition is possessive and an unclosed string runs to the end, so that no text takes quadratic time.
TOKEN = re.compile(
    r"""
      \#[^\r\n]*+
    | <[^<>"{}|^`\\\x00-\x20]*+>
    | "{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3})?+
    | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+(?:'{3})?+
    | "(?:[^"\\\r\n]|\\.)*+"?+
    | '(?:[^'\\\r\n]|\\.)*+'?+
    | [?$@][\w-]++
    | (?P<run>[\w-]++)(?P<local>:[\w:%\\.-]*+)?+
    | :[\w:%\\.-]*+
    """,
    re.VERBOSE | re.DOTALL,
)
UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"])
FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])


def find_words(query: str) -> Iterator[str]:
    """The bare words of a query (keywords and function names), upper case, in their order."""
    for match in TOKEN.finditer(query):
        if match["run"] and match["local"] is None:
            yield match["run"].upper()


def is_update(query: str) -> bool:
    """Whether the first verb is one of SPARQL Update."""
    for word in find_words(query):
        if word in FORMS:
            return False
        if word in UPDATES:
            return True
    return False


def calls_service(query: str) -> bool:
    """Whether the query names SERVICE (another endpoint) outside strings, comments and IRIs."""
    return "SERVICE" in find_words(query)


def is_volatile(query: str) -> bool:
    """Whether its answer changes from one run to the next, so that it must not be kept."""
    return not VOLATILE.isdisjoint(find_words(query))
