"""From the quads of a snapshot to what can be found in it: things with their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.search.forms import cut, make_abbreviations, shorten

GB = "https://w3id.org/giaoban/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
KINDS = ("official", "body", "post", "directive", "meeting", "article", "place")
LABELS = (SKOS + "prefLabel", GB + "title", "http://www.w3.org/2000/01/rdf-schema#label")
NAMES = frozenset((*LABELS, SKOS + "altLabel", SKOS + "hiddenLabel", GB + "symbol"))
SHORTENED = frozenset(("body", "post"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found. ``names`` are all its names, the label first; ``shorts`` are folded short
    forms; ``weight`` is how often the articles speak of it."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    shorts: tuple[str, ...]
    weight: int


def find_entries(quads: Collection[Quad], base: str) -> list[Entry]:
    """The things of KINDS that the quads name, the most spoken of first."""
    names: dict[str, set[tuple[int, str]]] = defaultdict(set)
    weights: Counter[str] = Counter()
    spellings: dict[str, list[str]] = defaultdict(list)
    abbreviations: set[str] = set()
    prefixes = tuple(f"{base}id/{kind}/" for kind in KINDS)
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(quad.graph_name, NamedNode):
            continue
        if isinstance(value, NamedNode):
            if quad.graph_name.value.startswith(base + "graph/article/"):
                weights[value.value] += 1
            if quad.predicate.value == RDF_TYPE and value.value == GB + "Abbreviation":
                abbreviations.add(subject.value)
        elif isinstance(value, Literal):
            if quad.predicate.value in NAMES and subject.value.startswith(prefixes):
                names[subject.value].add((_rank(quad.predicate.value, value), value.value))
            elif subject.value.startswith(base + "term/abbreviation/"):
                sort = "short" if quad.predicate.value == SKOS + "notation" else value.language
                spellings[subject.value].append(f"{sort}:{value.value}")
    table = make_abbreviations(
        (long.removeprefix("vi:"), short.removeprefix("short:"))
        for iri in abbreviations
        for long in spellings[iri]
        if long.startswith("vi:")
        for short in spellings[iri]
        if short.startswith("short:")
    )
    entries = [_make(iri, base, found, weights[iri], table) for iri, found in names.items()]
    return sorted(entries, key=lambda entry: (-entry.weight, entry.iri))


def _rank(predicate: str, value: Literal) -> int:
    """Which name is the label: the preferred one in Vietnamese, then titles, then others."""
    order = LABELS.index(predicate) if predicate in LABELS else len(LABELS)
    return 2 * order + (value.language != "vi")


def _make(
    iri: str,
    base: str,
    found: set[tuple[int, str]],
    weight: int,
    table: dict[tuple[str, ...], tuple[str, ...]],
) -> Entry:
    kind = iri.removeprefix(base + "id/").partition("/")[0]
    names = tuple(dict.fromkeys(name for _, name in sorted(found)))
    shorts = shorten(cut(names[0]), table) if kind in SHORTENED else []
    return Entry(iri, kind, names[0], names, tuple(shorts), weight)
