"""Mistakes in grouping that SPARQL 1.1 forbids (§11.4, §18.2.4.1, §19.8) and the engine does not see.

Aggregates within aggregates, ``SELECT *`` of groups, and names given anew: ``(COUNT(?x) AS ?x)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from endpoint.tokens import UNREAD, holds_any

TOKEN = re.compile(
    rf"""
      (?:{UNREAD})
    | (?P<variable>[?$]\w++)
    | (?P<word>[\w-]++(?P<local>:(?:[\w:%.-]|\\.)*+)?+)
    | (?P<sign>[(){{}}*])
    """,
    re.VERBOSE | re.DOTALL,
)
AGGREGATES = frozenset(["AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"])
SUSPECT = AGGREGATES | {"GROUP", "HAVING"}
STAR = re.compile(r"SELECT\b[^{}]*\*", re.IGNORECASE)
CALL = re.compile(rf"(?:{'|'.join(sorted(AGGREGATES))})\s*\(", re.IGNORECASE)
GIVEN = re.compile(r"\bAS\s+[?$](\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where it stands in the text, counted from 0."""

    message: str
    place: int


@dataclass(slots=True)
class Bracket:
    """An open bracket: ``variables`` in it, in their order; ``aggregate`` if it holds the argument of one."""

    sign: str
    aggregate: bool = False
    selects_all: bool = False
    variables: list[str] = field(default_factory=list)


def find_mistake(query: str) -> Mistake | None:
    """The first such mistake in a query, which may have others."""
    return next(_find_mistakes(query), None) if may_be_mistaken(query) else None


def may_be_mistaken(query: str) -> bool:
    """Whether a closer look is worth it: two aggregates, a star and a group, or a name before it is given."""
    if not holds_any(query, SUSPECT):
        return False
    if STAR.search(query) or len(CALL.findall(query)) > 1:
        return True
    plain = query.replace("$", "?")
    return any(plain.find(f"?{given[1]}", 0, given.start()) >= 0 for given in GIVEN.finditer(plain))


def _find_mistakes(query: str) -> Iterator[Mistake]:
    open_ones = [Bracket("")]
    before, last = "", ""
    for match in TOKEN.finditer(query):
        text = match[0]
        inner = open_ones[-1]
        if match["variable"]:
            name = text[1:]
            if last == "AS" and inner.sign == "(" and name in inner.variables:
                yield Mistake(f"?{name} is the name of something else already", match.start())
            for bracket in reversed(open_ones):
                bracket.variables.append(name)
                if bracket.sign != "(":
                    break
        elif match["sign"]:
            if text in "({":
                open_ones.append(Bracket(text, text == "(" and last in AGGREGATES))
            elif text in ")}" and len(open_ones) > 1:
                open_ones.pop()
            elif text == "*" and (last == "SELECT" or (before, last) in SELECTING):
                inner.selects_all = True
        elif match["word"] and not match["local"]:
            word = text.upper()
            if word in AGGREGATES and _is_within_aggregate(open_ones) and _is_called(query, match.end()):
                yield Mistake(f"{word} stands within another aggregate", match.start())
            if inner.selects_all and (word == "HAVING" or (word == "BY" and last == "GROUP")):
                yield Mistake("SELECT * cannot be grouped: name what is selected", match.start())
            before, last = last, word
            continue
        else:
            continue
        before, last = last, text


SELECTING = frozenset([("SELECT", "DISTINCT"), ("SELECT", "REDUCED")])


def _is_within_aggregate(open_ones: list[Bracket]) -> bool:
    for bracket in reversed(open_ones):
        if bracket.sign != "(":
            return False
        if bracket.aggregate:
            return True
    return False


def _is_called(query: str, end: int) -> bool:
    return query[end:].lstrip()[:1] == "("
