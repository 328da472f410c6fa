"""The lists that readers browse: what a thing is listed with, written at build into the search index.

One row a thing that an article speaks of, and one row for each value of a facet (a year, a province, a
level, a class, a role). The facets of a choice are counted over the things that all the other choices leave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.search.entries import GB, RDF_TYPE, Entry

FACETS: Mapping[str, tuple[str, ...]] = {
    "official": ("role", "place", "level", "year"),
    "body": ("class", "level", "place"),
    "meeting": ("year", "class", "place", "mode", "organiser"),
    "directive": ("class", "issuer", "year"),
    "article": ("year", "publisher"),
    "place": ("level", "state"),
}
"""The kinds that have a list → their facets, in the order in which a page shows them."""

DATES: Mapping[str, str] = {"article": "publishedOn", "directive": "issuedOn", "meeting": "heldOn"}
"""The property that gives a thing of a kind its day."""

WORDS = frozenset(
    ("attestedOn", "body", "evidence", "existedUntil", "former", "holder", "inPlace", "issuedBy")
)
WORDS |= frozenset(("level", "mode", "organiser", "post", "publisherName", "role", "singleHolder", "subject"))
WORDS |= frozenset(DATES.values())
"""The properties that dates and facets are made of: no other is kept in memory."""


BESIDE: Mapping[str, str] = {"article": "publisher", "body": "class", "place": "level"}
"""The facet whose value stands beside a thing's name."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing of a list. ``date`` is its day, "" where it has none; ``facets`` are (facet, value) pairs: a
    value is an IRI, or a text as it is shown. ``beside``: what best tells it from others of its list."""

    iri: str
    date: str
    facets: tuple[tuple[str, str], ...]
    beside: str = ""


class Statements:
    """The quads by subject, with the words that the facets are made of."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.classes: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            subject, value = quad.subject, quad.object
            predicate = quad.predicate.value
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                continue
            if predicate == RDF_TYPE and value.value.startswith(GB):
                self.classes[subject.value].add(value.value)
            elif predicate.startswith(GB) and (word := predicate.removeprefix(GB)) in WORDS:
                self._told[subject.value][word].add(value.value)

    def of(self, thing: str, *names: str) -> set[str]:
        """What is reached from the thing along the properties.

        :raises KeyError: if one is not of WORDS.
        """
        if unknown := set(names) - WORDS:
            raise KeyError(unknown)
        reached = {thing}
        for name in names:
            reached = {
                value for one in reached if one in self._told for value in self._told[one].get(name, ())
            }
        return reached

    def pairs(self, name: str) -> Iterator[tuple[str, str]]:
        """Every subject and value of a property of WORDS."""
        for subject, said in self._told.items():
            for value in said.get(name, ()):
                yield subject, value


def list_things(quads: Collection[Quad], entries: Iterable[Entry]) -> Iterator[Listed]:
    """What each entry of a listed kind is listed with. Left out are bodies and places that no article
    speaks of, and meetings that were only planned."""
    told = Statements(quads)
    held_by: dict[str, set[str]] = defaultdict(set)
    for tenure, official in told.pairs("holder"):
        held_by[official].add(tenure)
    for entry in entries:
        known_only = entry.kind in ("body", "place") and not entry.weight
        planned = entry.kind == "meeting" and GB + "Meeting" not in told.classes[entry.iri]
        if entry.kind in FACETS and not known_only and not planned:
            yield _list_one(entry, told, held_by)


def _list_one(entry: Entry, told: Statements, held_by: Mapping[str, set[str]]) -> Listed:
    iri = entry.iri
    date = min(told.of(iri, DATES.get(entry.kind, "heldOn")), default="")
    values = _find_values(entry, told, held_by)
    if date:
        values["year"].add(date[:4])
    general = GB + entry.kind.capitalize()
    values["class"] = told.classes[iri] - {general} or told.classes[iri]
    pairs = [(facet, value) for facet in FACETS[entry.kind] for value in sorted(values[facet])]
    if entry.kind == "official":
        beside = _last_post(told, held_by.get(iri, ()))
    elif entry.kind == "directive":
        beside = min(told.of(iri, "subject"), default="")
    else:
        beside = min(values[BESIDE.get(entry.kind, "")], default="")
    return Listed(iri, date, tuple(pairs), beside)


def _find_values(entry: Entry, told: Statements, held_by: Mapping[str, set[str]]) -> dict[str, set[str]]:
    iri = entry.iri
    values: dict[str, set[str]] = defaultdict(set)
    if entry.kind == "official":
        for tenure in held_by.get(iri, ()):
            values["role"] |= told.of(tenure, "post", "role")
            values["place"] |= told.of(tenure, "post", "body", "inPlace")
            values["level"] |= told.of(tenure, "post", "body", "inPlace", "level")
            values["year"] |= {day[:4] for day in told.of(tenure, "attestedOn")}
    elif entry.kind == "meeting":
        values["organiser"] = told.of(iri, "organiser")
        values["place"] = told.of(iri, "organiser", "inPlace") | told.of(iri, "inPlace")
        values["mode"] = told.of(iri, "mode")
    elif entry.kind == "directive":
        values["issuer"] = told.of(iri, "issuedBy")
    elif entry.kind == "article":
        values["publisher"] = told.of(iri, "publisherName")
    elif entry.kind == "body":
        values["place"], values["level"] = told.of(iri, "inPlace"), told.of(iri, "inPlace", "level")
    else:
        values["level"] = told.of(iri, "level")
        values["state"] = {"former" if told.of(iri, "existedUntil") else "present"}
    return values


def _last_post(told: Statements, tenures: Collection[str]) -> str:
    """The post attested last: one not called former first; of several, one that one person holds at a time,
    then the one that is told most often."""

    def rank(tenure: str) -> tuple[bool, str, bool, int, str]:
        return (
            "true" not in told.of(tenure, "former"),
            max(told.of(tenure, "attestedOn"), default=""),
            "true" in told.of(tenure, "post", "singleHolder"),
            len(told.of(tenure, "evidence")),
            tenure,
        )

    return min(told.of(max(tenures, key=rank), "post"), default="") if tenures else ""
