"""Literals of the graph: labels, dates known in whole or part, numbers. Never an ill-typed date (DESIGN
§3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.vocabulary import GB, XSD
from kg.model import PartialDate
from kg.resolving.dates import bounds

TRUE = Literal("true", datatype=XSD.boolean)
FALSE = Literal("false", datatype=XSD.boolean)


def vi(text: str) -> Literal:
    """Vietnamese text."""
    return Literal(text, language="vi")


def day_literal(iso: str) -> Literal:
    """An xsd:date.

    Raises:
        ValueError: no day of the calendar is written so.
    """
    return Literal(date.fromisoformat(iso).isoformat(), datatype=XSD.date)


def integer(value: int) -> Literal:
    """An xsd:integer. Positions too: the engine stores derived integer types as xsd:integer, and a dump
    shall equal what was written; the value is the same (XSD 1.1 part 2 §3.4).
    """
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: Decimal) -> Literal:
    """An xsd:decimal in canonical form, without exponent and trailing zeros."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Literal("0" if plain in ("-0", "") else plain, datatype=XSD.decimal)


def dated(subject: NamedNode, exact: NamedNode, when: PartialDate | None) -> Iterator[Triple]:
    """The triples that give ``subject`` a date: ``exact`` for a day, else bounds and precision; none for no
    date."""
    days = bounds(when)
    if not when or not days:
        return
    if when.precision == "day":
        yield Triple(subject, exact, day_literal(days[0]))
        return
    yield Triple(subject, GB.earliest, day_literal(days[0]))
    yield Triple(subject, GB.latest, day_literal(days[1]))
    yield Triple(subject, GB.datePrecision, Literal(when.precision))
