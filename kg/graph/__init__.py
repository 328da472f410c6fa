"""The graph: readings and entities as quads in named graphs. `iris` alone mints IRIs; `facts` says each
kind of fact.

`build_quads` gives all graphs but the inferred one; `article_quads` and its siblings give them piece by
piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad

from kg.graph.articles import article_quads, dataset_quads, provenance_quads
from kg.graph.authority import Authority, authority_quads, ontology_quads, read_authority
from kg.graph.conclusions import entity_quads
from kg.graph.iris import DEFAULT_BASE, Graphs, Iris, mint_iris
from kg.model import Reading
from kg.resolving.entities import Entities

__all__ = [
    "DEFAULT_BASE",
    "Authority",
    "Graphs",
    "Iris",
    "article_quads",
    "authority_quads",
    "build_quads",
    "dataset_quads",
    "entity_quads",
    "mint_iris",
    "ontology_quads",
    "provenance_quads",
    "read_authority",
]


def build_quads(
    readings: Iterable[Reading], entities: Entities, base: str = DEFAULT_BASE, folder: Path | None = None
) -> Iterator[Quad]:
    """Every quad of a snapshot before inference, article by article.

    Args:
        readings: the readings that ``entities`` was resolved from, in any order.
        entities: what `kg.resolving.resolve` made of them.
        base: what entity and graph IRIs begin with; ends with a slash.
        folder: the folder ontology/; the shipped one by default.

    Raises:
        ListError: a file of the folder is damaged.
    """
    authority = read_authority(folder, base)
    iris = mint_iris(entities, base)
    yield from ontology_quads(folder, base)
    yield from authority_quads(folder, base)
    yield from dataset_quads(base)
    for reading in readings:
        yield from article_quads(reading, entities, iris, authority)
        yield from provenance_quads(reading, iris)
    yield from entity_quads(entities, iris, authority.labelled)
