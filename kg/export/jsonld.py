"""JSON-LD by the published context: our terms by their names, a node on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode, Triple

from kg.export.prefixes import PREFIXES
from kg.quads import RDF_TYPE, graph_of, subject_of

GB = PREFIXES["gb"]
CLASS, OBJECT, VALUE = (PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty"))
KINDS = frozenset((CLASS, OBJECT, VALUE))
Context = Mapping[str, Any]
ENDS = b",\n"
END = b" .\n"


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
        if (
            triple.predicate.value == PREFIXES["rdf"] + "type"
            and kind.value in KINDS
            and subject.value.startswith(GB)
        ):
            name = subject.value.removeprefix(GB)
            context[name] = {"@id": f"gb:{name}", "@type": "@id"} if kind.value == OBJECT else f"gb:{name}"
    return context


def write_graphs(lines: Iterable[bytes], context: Context) -> Iterator[bytes]:
    """Canonical N-Quads as JSON-LD, piece by piece: an object for each graph, in it one for each subject.

    :param lines: each graph's together, and in it each subject's.
    """
    yield _head(context)
    words = _Words(context)
    for at, (graph, members) in enumerate(groupby(lines, key=graph_of)):
        yield b'%b{"@id": "%b", "@graph": [\n' % (ENDS if at else b"", graph[1:-1])
        yield from _write_subjects(members, len(graph) + len(b" " + END), words)
        yield b"\n]}"
    yield b"\n]}\n"


def write_triples(lines: Iterable[bytes], context: Context) -> Iterator[bytes]:
    """Canonical N-Triples as JSON-LD, piece by piece: an object for each subject.

    :param lines: each subject's together.
    """
    yield _head(context)
    yield from _write_subjects(lines, len(END), _Words(context))
    yield b"\n]}\n"


def write_nodes(triples: Iterable[Triple], context: Context) -> bytes:
    """The triples as a JSON-LD document of their own, with as much of the context as it uses.

    :param triples: each subject's together.
    """
    lines = (f"{triple} .\n".encode() for triple in triples)
    nodes = json.loads(b"[%b]" % b"".join(_write_subjects(lines, len(END), _Words(context))))
    used = {"gb", "@version", *_find_words(nodes)}
    short = {key: value for key, value in context.items() if key in used}
    return json.dumps({"@context": short, "@graph": nodes}, ensure_ascii=False, indent=1).encode() + b"\n"


def _head(context: Context) -> bytes:
    return b'{"@context": ' + json.dumps(context, sort_keys=True).encode() + b',\n"@graph": [\n'


def _find_words(value: object) -> Iterator[str]:
    """The terms and prefixes that a node uses as keys, types and datatypes."""
    for item in value if isinstance(value, list) else [value]:
        for key, held in item.items() if isinstance(item, dict) else ():
            types = held if isinstance(held, list) else [held]
            for word in (key, *(types if key == "@type" else ())):
                yield from (word, word.partition(":")[0])
            yield from _find_words(held)


class _Words:
    """How IRIs of the vocabulary and literals are written under a context; what was written is remembered."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.terms = {
            value["@id"] if isinstance(value, dict) else value: key
            for key, value in context.items()
            if key[0] != "@"
        }
        self.key = lru_cache(None)(self._key)
        self.type = lru_cache(None)(lambda iri: b'"%b"' % self._shorten(iri, self.terms))

    def _key(self, predicate: bytes) -> tuple[bytes, bool]:
        """The key of a property, and whether it leads to things."""
        key = self._shorten(predicate, self.terms)
        return key, isinstance(self.context.get(key.decode()), dict)

    def literal(self, term: bytes, leads_to_things: bool) -> bytes:
        """The value of a literal: N-Triples escapes in strings what JSON does, and as it does."""
        close = term.rindex(b'"') + 1
        text, mark = term[:close], term[close:]
        if mark[:1] == b"@":
            return b'{"@value": %b, "@language": "%b"}' % (text, mark[1:])
        if mark:
            return b'{"@value": %b, "@type": "%b"}' % (text, self._shorten(mark[2:], {}))
        return b'{"@value": %b}' % text if leads_to_things else text

    def _shorten(self, iri: bytes, terms: Mapping[str, str]) -> bytes:
        """The IRI as the context lets one write it: a term, a prefixed name, or whole."""
        name = iri[1:-1].decode()
        for prefix, namespace in PREFIXES.items():
            if name.startswith(namespace):
                local = name.removeprefix(namespace)
                if local and not local.startswith("//"):
                    short = f"{prefix}:{local}"
                    return terms.get(short, short).encode()
        return name.encode()


def _write_subjects(lines: Iterable[bytes], end: int, words: _Words) -> Iterator[bytes]:
    """A node for each subject, its types first.

    :param end: how long the end of every line is, behind its object.
    """
    ends = b""
    for subject, group in groupby(lines, key=subject_of):
        types: list[bytes] = []
        said: dict[bytes, list[bytes]] = {}
        for line in group:
            _, predicate, rest = line.split(b" ", 2)
            object = rest[:-end]
            is_thing = object[:1] != b'"'
            if predicate == RDF_TYPE and is_thing:
                types.append(words.type(object))
                continue
            key, leads_to_things = words.key(predicate)
            if not is_thing:
                value = words.literal(object, leads_to_things)
            else:
                value = (b'"%b"' if leads_to_things else b'{"@id": "%b"}') % _name(object)
            said.setdefault(key, []).append(value)
        members = [b'"@id": "%b"' % _name(subject)]
        members += [b'"@type": %b' % _write_values(types)] if types else []
        members += [b'"%b": %b' % (key, _write_values(values)) for key, values in said.items()]
        yield b"%b{%b}" % (ends, b", ".join(members))
        ends = ENDS


def _write_values(values: Sequence[bytes]) -> bytes:
    return values[0] if len(values) == 1 else b"[%b]" % b", ".join(values)


def _name(term: bytes) -> bytes:
    """An IRI without its brackets, or a blank node as it is."""
    return term[1:-1] if term[:1] == b"<" else term
