"""Which snapshots a store offers, looked at again and again, and whether it answers at all."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import RemoteError, StoreAwayError
from kg.remote.companions import RemoteSnapshot, find_companion, find_files
from kg.remote.layout import Layout, find_register
from kg.remote.protocol import RemoteStore, write_query
from kg.remote.reading import PAGE, RemoteGraph
from kg.snapshot import Manifest, Snapshot, parse_manifest

LOOK_EVERY = 2.0
PATIENCE = 10.0
log = logging.getLogger("giaoban.serving")


@dataclass(frozen=True, slots=True)
class Offer:
    """The sets of a store by their ids, each with its turn, and which is current."""

    turns: dict[str, int] = field(default_factory=dict)
    current: str = ""


class Offering:
    """The snapshots of ``base`` that the store at ``address`` offers.

    :param data: where the files of a snapshot are, or are put.
    :raises RemoteError: if the store does not answer, or nothing is published there.
    """

    def __init__(self, address: str, base: str, data: Path) -> None:
        self.store = RemoteStore(address, seconds=PATIENCE)
        self._base, self._data = base, data
        self._away: StoreAwayError | None = None
        self._offer = self._look()
        if not self._offer.current:
            raise RemoteError(
                f"The store at {self.store.query_url} holds no snapshot of {base}.",
                "Publish one there with: giaoban publish --to …",
            )
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="store-watcher", daemon=True)
        self._watcher.start()

    def current_id(self) -> str | None:
        """The snapshot that is current, as far as is known."""
        return self._offer.current or None

    def current_snapshot(self) -> RemoteSnapshot:
        """The snapshot that is current, its files made here where there are none.

        :raises RemoteError: if the store cannot be read, or does not hold what it says.
        """
        layout = Layout(self._base, self._offer.current)
        manifest = self._read_manifest(layout)
        graph = RemoteGraph(self.store, layout, find_most_rows(self.store, layout, manifest.triples))
        graph.check = lambda: self.check(layout.id)
        return find_companion(self._data, manifest, graph)

    def check(self, id: str) -> None:
        """See whether this snapshot can be asked.

        :raises StoreAwayError: if the store does not answer, or offers it no more.
        """
        if self._away is not None:
            raise self._away
        if id not in self._offer.turns:
            raise StoreAwayError(f"The snapshot {id} was withdrawn; the one after it is being made ready.")

    def is_earlier(self, id: str, than: str) -> bool:
        """Whether one snapshot was made current before another."""
        turns = self._offer.turns
        return id in turns and than in turns and turns[id] < turns[than]

    def list_snapshots(self) -> list[Snapshot]:
        """The snapshots offered whose files are here, the latest first."""
        turns = self._offer.turns
        found = (find_files(self._data, id) for id in sorted(turns, key=turns.__getitem__, reverse=True))
        return [snapshot for snapshot in found if snapshot is not None]

    def close(self) -> None:
        """Look no more."""
        self._stop.set()
        self._watcher.join(PATIENCE)

    def _read_manifest(self, layout: Layout) -> Manifest:
        query = write_query("manifest.rq", register=layout.register, set=layout.union)
        try:
            return parse_manifest(self.store.rows(query)[0]["manifest"].value)
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise RemoteError(
                f"The store does not say of the snapshot {layout.id} what it is: {error!r}.",
                "Publish it anew with this version of giaoban.",
            ) from error

    def _look(self) -> Offer:
        rows = self.store.rows(write_query("offered.rq", register=find_register(self._base)))
        turns = {row["id"].value: int(row["turn"].value) for row in rows}
        named = [row["id"].value for row in rows if "current" in row]
        return Offer(turns, max(named, key=turns.__getitem__, default=""))

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_EVERY):
            try:
                self._offer = self._look()
            except RemoteError as error:
                if self._away is None:
                    log.warning("%s", error)
                self._away = error if isinstance(error, StoreAwayError) else StoreAwayError(str(error))
                continue
            if self._away is not None:
                log.info("the store at %s answers again", self.store.query_url)
            self._away = None


def find_most_rows(store: RemoteStore, layout: Layout, triples: int) -> int:
    """At how many rows the store cuts an answer; 0 if not before PAGE."""
    wanted = min(PAGE, triples)
    query = f"SELECT ?s {{ GRAPH {layout.union} {{ ?s ?p ?o }} }} LIMIT {wanted}"
    _, given = store.parse(store.fetch(query, limit=0).body)
    return 0 if given >= wanted else given
