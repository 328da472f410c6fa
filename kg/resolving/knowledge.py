"""What resolution knows beforehand, from the authority lists: which province a place is in, which roles
have one holder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg.errors import ListError
from kg.resolving.labels import fold

GB = "https://w3id.org/giaoban/ontology#"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """``province_of``: a place's slug → the slug of the place that it lies in. ``single_roles``: folded
    names of roles that one person holds at a time in one body. ``many_heads``: slugs of bodies where
    several hold such a role."""

    province_of: Mapping[str, str] = field(default_factory=dict)
    single_roles: frozenset[str] = frozenset()
    many_heads: frozenset[str] = frozenset()

    def province(self, place: str | None) -> str | None:
        """The outermost place that a place lies in: its province, or itself."""
        seen: set[str] = set()
        while place and place in self.province_of and place not in seen:
            seen.add(place)
            place = self.province_of[place]
        return place

    def single(self, role: str, body_slug: str | None) -> bool:
        """Whether a role in a body has one holder at a time."""
        return fold(role) in self.single_roles and body_slug not in self.many_heads


def read_knowledge(folder: Path) -> Knowledge:
    """Read ``folder/lists/*.ttl`` (``folder`` is ontology/).

    Raises:
        ListError: a file is no Turtle.
    """
    inside: dict[str, str] = {}
    single: set[str] = set()
    many: set[str] = set()
    labels: dict[str, list[str]] = {}
    for path in sorted((folder / "lists").glob("*.ttl")):
        try:
            triples = [quad.triple for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE)]
        except (OSError, SyntaxError) as error:
            raise ListError(f"{path.name}: {error}.", "Mend the Turtle at that line.") from error
        for triple in triples:
            if not isinstance(triple.subject, NamedNode):
                continue
            subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object
            if predicate == GB + "inPlace" and isinstance(value, NamedNode) and "/place/" in subject:
                inside[_last(subject)] = _last(value.value)
            elif predicate == GB + "singleHolder" and isinstance(value, Literal) and value.value == "true":
                single.add(subject)
            elif predicate == GB + "manyHeads" and isinstance(value, Literal) and value.value == "true":
                many.add(_last(subject))
            elif predicate == PREF_LABEL and isinstance(value, Literal) and value.language == "vi":
                labels.setdefault(subject, []).append(fold(value.value))
    roles = frozenset(label for subject in single for label in labels.get(subject, []))
    return Knowledge(inside, roles, frozenset(many))


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[1]
