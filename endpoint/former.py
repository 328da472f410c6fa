"""What is no longer in the graph: merged into another thing, withdrawn, or known to an earlier snapshot only.

A list of ontology/lists says of an IRI that it was given up: ``owl:deprecated true``, and with
``dcterms:isReplacedBy`` what to use in its place. What an earlier snapshot that is still kept knew, and the
one being served does not, is withdrawn too.
"""

from __future__ import annotations

import threading
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from endpoint.documents import term
from endpoint.live import Live
from kg.errors import SnapshotError
from kg.snapshot import list_snapshots
from kg.store import GraphStore

REPLACED = term("dcterms:isReplacedBy")
DEPRECATED = term("owl:deprecated")


def find_successor(live: Live, thing: NamedNode) -> NamedNode | None:
    """What a merged thing is now, followed to the end; None where it was not merged."""
    seen = {thing}
    while (following := _replacement(live, thing)) is not None and following not in seen:
        seen.add(following)
        thing = following
    return thing if len(seen) > 1 else None


def _replacement(live: Live, thing: NamedNode) -> NamedNode | None:
    for quad in live.store.quads(subject=thing, predicate=REPLACED):
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(live.base):
            return quad.object
    return None


def is_withdrawn(live: Live, thing: NamedNode) -> bool:
    """Whether the graph says that this IRI was given up."""
    return any(
        isinstance(quad.object, Literal) and quad.object.value in ("true", "1")
        for quad in live.store.quads(subject=thing, predicate=DEPRECATED)
    )


class Former:
    """Looks into the earlier snapshots of ``data`` that are kept; each is opened once."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._served = ""
        self._stores: list[GraphStore] = []

    def knew(self, live: Live, thing: NamedNode) -> bool:
        """Whether an earlier snapshot says anything of a thing."""
        return any(
            next(store.quads(subject=thing), None) is not None
            or next(store.quads(object=thing), None) is not None
            for store in self._open(live)
        )

    def _open(self, live: Live) -> list[GraphStore]:
        with self._lock:
            if self._served != live.id:
                self._stores = []
                for snapshot in list_snapshots(self._data):
                    if snapshot.id != live.id:
                        try:
                            self._stores.append(snapshot.open())
                        except SnapshotError:
                            continue  # removed by a build meanwhile
                self._served = live.id
            return self._stores
