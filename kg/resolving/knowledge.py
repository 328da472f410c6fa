"""What resolution knows beforehand, from the authority lists: which province a place is in, which roles
have one holder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg.errors import ListError
from kg.model import Post
from kg.resolving.labels import fold

GB = "https://w3id.org/giaoban/ontology#"
SINGLE = GB + "singleHolder"
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

    def single(self, post: Post) -> bool:
        """Whether a post has one holder at a time: a single role in a body that name or place makes
        certain."""
        body = post.body
        if body is None or fold(post.role) not in self.single_roles:
            return False
        return bool(body.known or body.place) and body.known not in self.many_heads


def read_knowledge(folder: Path) -> Knowledge:
    """Read ``folder/lists/*.ttl`` and ``folder/single-holders.ttl`` (``folder`` is ontology/).

    Raises:
        ListError: a file is no Turtle.
    """
    statements = [s for path in _files(folder) for s in _statements(path)]
    countries = _countries(statements)
    single = {subject for subject, predicate, value in statements if (predicate, value) == (SINGLE, "true")}
    return Knowledge(
        {
            _last(subject): _last(value)
            for subject, predicate, value in statements
            if predicate == GB + "inPlace" and "/place/" in subject and value not in countries
        },
        frozenset(
            fold(value)
            for subject, predicate, value in statements
            if subject in single and predicate == PREF_LABEL + "@vi"
        ),
        frozenset(
            _last(subject)
            for subject, predicate, value in statements
            if (predicate, value) == (GB + "manyHeads", "true")
        ),
    )


def _files(folder: Path) -> list[Path]:
    extra = folder / "single-holders.ttl"
    return sorted((folder / "lists").glob("*.ttl")) + ([extra] if extra.exists() else [])


def _statements(path: Path) -> list[tuple[str, str, str]]:
    """Subject, predicate (a label's with its language) and value of each statement of a file."""
    found = []
    try:
        for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                language = f"@{value.language}" if isinstance(value, Literal) and value.language else ""
                found.append((subject.value, quad.predicate.value + language, value.value))
    except (OSError, SyntaxError) as error:
        raise ListError(f"{path.name}: {error}.", "Mend the Turtle at that line.") from error
    return found


def _countries(statements: list[tuple[str, str, str]]) -> set[str]:
    """Places of the topmost level: what lies in them directly is a province."""
    top = {subject for subject, predicate, value in statements if (predicate, value) == (GB + "order", "1")}
    return {subject for subject, predicate, value in statements if predicate == GB + "level" and value in top}


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[1]
