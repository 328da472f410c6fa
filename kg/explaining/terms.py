"""Terms as a person writes them: prefixed names, IRIs relative to the base, literals."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import QueryError
from kg.export import PREFIXES

RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
MORE_PREFIXES: Mapping[str, str] = {
    **PREFIXES,
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
}
"""The prefixes that a term may be written with."""


def read_resource(text: str, base: str) -> NamedNode:
    """An IRI from ``<…>``, a full IRI, a prefixed name, ``a``, or a path below ``base`` ("id/official/x").

    :raises QueryError: if it is none.
    """
    prefix, colon, local = text.partition(":")
    if text == "a":
        return RDF_TYPE
    if colon and prefix in MORE_PREFIXES and not local.startswith("//"):
        text = MORE_PREFIXES[prefix] + local
    text = text.removeprefix("<").removesuffix(">")
    try:
        return NamedNode(text if "://" in text else base + text.lstrip("/"))
    except ValueError as error:
        hint = "Write gb:metWith, id/official/le-van-mau or a full IRI."
        raise QueryError(f"{text!r} is no IRI.", hint) from error


def read_object(text: str, base: str) -> NamedNode | Literal:
    """An IRI as :func:`read_resource` reads it, or a literal in Turtle ("2020-06-01"^^xsd:date, "x"@vi, 7).

    :raises QueryError: if it is neither.
    """
    if text[:1] not in "\"'+-0123456789" or not text:
        return read_resource(text, base)
    prefixes = "".join(f"@prefix {name}: <{iri}> . " for name, iri in MORE_PREFIXES.items())
    try:
        (quad,) = parse(f"{prefixes}<x:> <x:> {text} .", format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{text} is no literal: {error}.", "Write it as in Turtle.") from error
    if not isinstance(quad.object, Literal):
        raise QueryError(f"{text} is no literal.", "Write it as in Turtle.")
    return quad.object


def shorten(term: NamedNode | BlankNode | Literal | Triple, base: str) -> str:
    """The term as it can be typed again: a prefixed name, a path below the base, a literal in Turtle."""
    if isinstance(term, Literal):
        words, marks, datatype = str(term).rpartition("^^")
        local = datatype.removeprefix(f"<{PREFIXES['xsd']}")
        return f"{words}^^xsd:{local[:-1]}" if marks and local != datatype else str(term)
    if not isinstance(term, NamedNode):
        return str(term)
    for name, iri in MORE_PREFIXES.items():
        if term.value.startswith(iri):
            return f"{name}:{term.value.removeprefix(iri)}"
    return term.value.removeprefix(base) if term.value.startswith(base) else f"<{term.value}>"
