"""JSON-LD by the published context: our terms by their names, a node on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.export.prefixes import PREFIXES

GB = PREFIXES["gb"]
TYPE = PREFIXES["rdf"] + "type"
STRING = PREFIXES["xsd"] + "string"
CLASS, OBJECT, VALUE = (PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty"))
KINDS = frozenset((CLASS, OBJECT, VALUE))
Context = Mapping[str, Any]
ENDS = ",\n"


def make_context(triples: Iterable[Triple]) -> dict[str, Any]:
    """The context: prefixes, and the ontology's classes and properties by their local names.

    :param triples: those that say what is a class or property of ours; others are left aside. A property
        that leads to things has IRIs for values.
    """
    context: dict[str, Any] = {"@version": 1.1, **PREFIXES}
    for triple in triples:
        subject, kind = triple.subject, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(kind, NamedNode):
            continue
        if triple.predicate.value == TYPE and kind.value in KINDS and subject.value.startswith(GB):
            name = subject.value.removeprefix(GB)
            context[name] = {"@id": f"gb:{name}", "@type": "@id"} if kind.value == OBJECT else f"gb:{name}"
    return context


def write_graphs(quads: Iterable[Quad], context: Context) -> Iterator[bytes]:
    """The quads as JSON-LD, piece by piece: an object for each graph, in it one for each subject.

    :param quads: each graph's together, and in it each subject's.
    """
    yield _head(context)
    for at, (graph, members) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
        yield f'{ENDS if at else ""}{{"@id": {_quote(_name(graph))}, "@graph": [\n'.encode()
        yield from _write_subjects(members, context)
        yield b"\n]}"
    yield b"\n]}\n"


def write_triples(triples: Iterable[Triple], context: Context) -> Iterator[bytes]:
    """The triples as JSON-LD, piece by piece: an object for each subject.

    :param triples: each subject's together.
    """
    yield _head(context)
    yield from _write_subjects(triples, context)
    yield b"\n]}\n"


def _head(context: Context) -> bytes:
    return b'{"@context": ' + json.dumps(context, sort_keys=True).encode() + b',\n"@graph": [\n'


def _write_subjects(said: Iterable[Quad | Triple], context: Context) -> Iterator[bytes]:
    names = _invert(context)
    for at, (_, group) in enumerate(groupby(said, key=lambda one: one.subject)):
        node = json.dumps(_describe(list(group), names, context), ensure_ascii=False)
        yield f"{ENDS if at else ''}{node}".encode()


def write_nodes(triples: Iterable[Triple], context: Context) -> bytes:
    """The triples as a JSON-LD document of their own, with as much of the context as it uses.

    :param triples: each subject's together.
    """
    names = _invert(context)
    nodes = [
        _describe(list(said), names, context)
        for _, said in groupby(triples, key=lambda triple: triple.subject)
    ]
    used = {"gb", "@version", *_find_words(nodes)}
    short = {key: value for key, value in context.items() if key in used}
    return json.dumps({"@context": short, "@graph": nodes}, ensure_ascii=False, indent=1).encode() + b"\n"


def _find_words(value: object) -> Iterator[str]:
    """The terms and prefixes that a node uses as keys, types and datatypes."""
    for item in value if isinstance(value, list) else [value]:
        for key, held in item.items() if isinstance(item, dict) else ():
            types = held if isinstance(held, list) else [held]
            for word in (key, *(types if key == "@type" else ())):
                yield from (word, word.partition(":")[0])
            yield from _find_words(held)


def _invert(context: Context) -> dict[str, str]:
    """Prefixed name → term."""
    return {
        value["@id"] if isinstance(value, dict) else value: key
        for key, value in context.items()
        if key[0] != "@"
    }


def _describe(said: Sequence[Quad | Triple], names: Mapping[str, str], context: Context) -> dict[str, Any]:
    """One subject with its properties, in their order."""
    node: dict[str, Any] = {"@id": _name(said[0].subject)}
    for quad in said:
        if quad.predicate.value == TYPE and isinstance(quad.object, NamedNode):
            node.setdefault("@type", []).append(_shorten(quad.object.value, names))
            continue
        key = _shorten(quad.predicate.value, names)
        definition = context.get(key)
        node.setdefault(key, []).append(_value(quad.object, isinstance(definition, dict)))
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()
    }


def _value(term: object, leads_to_things: bool) -> object:
    if not isinstance(term, Literal):
        return _name(term) if leads_to_things else {"@id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value != STRING:
        return {"@value": term.value, "@type": _shorten(term.datatype.value, {})}
    return {"@value": term.value} if leads_to_things else term.value


def _shorten(iri: str, names: Mapping[str, str]) -> str:
    """The IRI as the context lets one write it: a term, a prefixed name, or whole."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri.removeprefix(namespace)
            if local and not local.startswith("//"):
                short = f"{prefix}:{local}"
                return names.get(short, short)
    return iri


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
