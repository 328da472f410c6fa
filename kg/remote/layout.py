"""How a snapshot lies in another store: the names of its graphs there, and of the register of all sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode


@dataclass(frozen=True)
class Layout:
    """The set of graphs that the snapshot ``id`` of ``base`` is there."""

    base: str
    id: str

    @cached_property
    def register(self) -> NamedNode:
        """The graph that says which sets there are, and which is current."""
        return find_register(self.base)

    @cached_property
    def union(self) -> NamedNode:
        """The set itself, and the graph of every distinct triple of it."""
        return NamedNode(f"{self.base}snapshot/{self.id}")

    @cached_property
    def listing(self) -> NamedNode:
        """The graph that says which graph of the set stands for which of ours (dcterms:isVersionOf)."""
        return NamedNode(f"{self.union.value}/graphs")

    @cached_property
    def nothing(self) -> NamedNode:
        """A graph that is never there."""
        return NamedNode(f"{self.union.value}/none")

    def rename(self, graph: str) -> NamedNode:
        """What one of our named graphs is called there; another's graph is not there."""
        if not graph.startswith(self.base + "graph/"):
            return self.nothing
        return NamedNode(f"{self.union.value}/{graph.removeprefix(self.base)}")


def find_register(base: str) -> NamedNode:
    """The register of the sets of a base."""
    return NamedNode(base + "snapshots")
