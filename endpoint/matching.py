"""Search inside SPARQL: ``?thing gb:matches "text"`` stands for what /search finds, without a scan.

The triple is replaced, before the query is run, by VALUES of the things found: ``?thing`` alone, or ``(?thing
?score)`` with the score from 0 to 100. It stands as a triple of its own, with a string for its object.
"""

from __future__ import annotations

import re

import pyoxigraph
from pyoxigraph import Literal, RdfFormat

from endpoint.live import PREFIXES, Live
from endpoint.problems import ProblemError
from endpoint.tokens import TOKEN
from kg.errors import GiaoBanError
from kg.search import Hit

MOST_MATCHES = 100
MATCHES = PREFIXES["gb"] + "matches"
NAMES = frozenset(("gb:matches", f"<{MATCHES}>"))
SUBJECT = re.compile(
    r"(?:([?$]\w{1,100})|\(\s{0,20}([?$]\w{1,100})\s{1,20}([?$]\w{1,100})\s{0,20}\))\s{1,200}\Z"
)
BEFORE = 400
REFUSAL = 'gb:matches stands in a triple of its own, like: ?thing gb:matches "a name" .'


def resolve_matches(query: str, live: Live) -> str:
    """The query with every gb:matches replaced by what is found; other queries as they are.

    :raises ProblemError: ``query-refused`` where gb:matches stands otherwise, or its text is too long.
    """
    if "matches" not in query:
        return query
    parts: list[str] = []
    done = 0
    tokens = [token for token in TOKEN.finditer(query) if not token[0].startswith("#")]
    for number, token in enumerate(tokens):
        if token[0] not in NAMES:
            continue
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        subject = SUBJECT.search(query[max(done, token.start() - BEFORE) : token.start()])
        text = read_string(following[0]) if following else None
        end = find_end(query, following.end()) if following else None
        if subject is None or text is None or end is None:
            raise ProblemError("query-refused", REFUSAL)
        start = token.start() - len(subject[0])
        parts += [query[done:start], write_values(subject, find_matches(live, text))]
        done = end
    return "".join((*parts, query[done:]))


def read_string(token: str) -> str | None:
    """The text of a string of SPARQL as written, or None if this is none."""
    if token[:1] not in "\"'":
        return None
    try:
        (quad,) = pyoxigraph.parse(f"<urn:a> <urn:a> {token} .", format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        return None
    return quad.object.value if isinstance(quad.object, Literal) else None


def find_end(query: str, at: int) -> int | None:
    """Where the triple's object ends, a language tag included; None if more than its end follows."""
    tag = re.compile(r"(?:@[A-Za-z-]{1,20})?").match(query, at)
    end = tag.end() if tag else at
    return end if query[end : end + BEFORE].lstrip()[:1] in (".", "}") else None


def find_matches(live: Live, text: str) -> list[Hit]:
    """What /search finds for this text.

    :raises ProblemError: ``query-refused`` if the text cannot be searched for.
    """
    try:
        return live.search.find(text, limit=MOST_MATCHES)
    except GiaoBanError as error:
        raise ProblemError("query-refused", str(error)) from error


def write_values(subject: re.Match[str], hits: list[Hit]) -> str:
    """The inline data of SPARQL for the hits; IRIs and numbers of ours only."""
    if subject[1]:
        return f"VALUES {subject[1]} {{ {' '.join(f'<{hit.iri}>' for hit in hits)} }}"
    rows = " ".join(f"(<{hit.iri}> {hit.score:.2f})" for hit in hits)
    return f"VALUES ({subject[2]} {subject[3]}) {{ {rows} }}"
