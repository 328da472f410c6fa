"""A glance at a query's words, comments and strings aside: is it an update, does it ask for too much.

This is no parser (the engine's runs in the worker); it reads a query once, in linear time, to refuse SERVICE,
to name updates as such, to see which answers must not be kept, and to read the escapes that the engine knows
only inside strings and IRIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Every repetition is possessive and an unclosed string runs to the end, so that no text takes quadratic time.
UNREAD = r"""
      \#[^\r\n]*+
    | <[^<>"{}|^`\x00-\x20]*+>
    | "{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3})?+
    | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+(?:'{3})?+
    | "(?:[^"\\\r\n]|\\.)*+"?+
    | '(?:[^'\\\r\n]|\\.)*+'?+
"""
TOKEN = re.compile(
    rf"""
      {UNREAD}
    | [?$@][\w-]++
    | (?P<run>[\w-]++)(?P<local>:(?:[\w:%.-]|\\.)*+)?+
    | :(?:[\w:%.-]|\\.)*+
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(
    rf"(?P<kept>{UNREAD}) | \\(?:u(?P<short>[0-9A-Fa-f]{{4}})|U(?P<long>[0-9A-Fa-f]{{8}})|.)",
    re.VERBOSE | re.DOTALL,
)
BACKSLASH = re.compile(r"(?:^|[^\\])(?:\\\\)*+\\(?:u005[Cc]|U0000005[Cc])")
UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"])
FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
COUNTING = frozenset(["COUNT", "MIN", "MAX", "SUM", "DISTINCT"])
SERVICE = frozenset(["SERVICE"])
SERVICE_REFUSED = "SERVICE is not offered: this endpoint calls no other."
VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])


def find_words(query: str) -> Iterator[str]:
    """The bare words of a query (keywords and function names), upper case, in their order."""
    for match in TOKEN.finditer(query):
        if match["run"] and match["local"] is None:
            yield match["run"].upper()


def holds_any(query: str, words: frozenset[str]) -> bool:
    """Whether any of the words (upper case) is anywhere in the query, which is sooner seen than where."""
    upper = query.upper()
    return any(word in upper for word in words)


def is_update(query: str) -> bool:
    """Whether the first verb is one of SPARQL Update."""
    if not holds_any(query, UPDATES):
        return False
    for word in find_words(query):
        if word in FORMS:
            return False
        if word in UPDATES:
            return True
    return False


def calls_service(query: str) -> bool:
    """Whether the query names SERVICE (another endpoint) outside strings, comments and IRIs."""
    return holds_any(query, SERVICE) and "SERVICE" in find_words(query)


def counts(query: str) -> bool:
    """Whether it may count, sum up or tell apart what it finds: the columns help with nothing else."""
    return holds_any(query, COUNTING)


def is_volatile(query: str) -> bool:
    """Whether its answer changes from one run to the next, so that it must not be kept."""
    return holds_any(query, VOLATILE) and not VOLATILE.isdisjoint(find_words(query))


def resolve_escapes(query: str) -> str:
    """The query with the code point escapes of its names read (SPARQL 1.1 §19.2).

    Those in strings and IRIs are left to the engine, as is what stands for no character.
    """

    def read(match: re.Match[str]) -> str:
        digits = match["short"] or match["long"]
        code = int(digits, 16) if digits else 0
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else match[0]

    return ESCAPE.sub(read, query) if "\\" in query else query


def escapes_backslash(query: str) -> bool:
    """Whether a backslash is written as a code point escape: read first (§19.2), it would start an escape."""
    return any(
        BACKSLASH.search(match["kept"])
        for match in (ESCAPE.finditer(query) if "\\" in query else ())
        if match["kept"] and not match["kept"].startswith("#")
    )
