"""Where the snapshots come from that are served: the folder they are built in, or another store."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from endpoint.problems import ProblemError
from endpoint.worker import Remote
from kg.errors import RemoteError, StoreAwayError
from kg.remote import Offering, RemoteGraph
from kg.settings import Settings
from kg.snapshot import Snapshot, current_id, current_snapshot, list_snapshots
from kg.store import GraphStore

AWAY = "The store of the graph does not answer just now, or is going over to another snapshot."


class Source(Protocol):
    """Says which snapshot is current, and opens it."""

    def current_id(self) -> str | None:
        """The id of the current snapshot, or None; can be asked at any time."""

    def current_snapshot(self) -> Snapshot:
        """The current snapshot; a GiaoBanError if it cannot be had."""

    def check(self, id: str) -> None:
        """See whether a snapshot that was opened can be asked; a ProblemError if not."""

    def is_earlier(self, id: str, than: Snapshot) -> bool:
        """Whether ``id`` is a snapshot that was current before."""

    def list_snapshots(self) -> list[Snapshot]:
        """All whose files are here, the latest first."""

    def close(self) -> None:
        """Look no more."""


class Folder:
    """The folder that ``giaoban build`` writes."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def current_id(self) -> str | None:
        """What the link ``current`` names."""
        return current_id(self._data)

    def current_snapshot(self) -> Snapshot:
        """The snapshot that the link names."""
        return current_snapshot(self._data)

    def check(self, id: str) -> None:
        """A snapshot that was opened can always be asked."""

    def is_earlier(self, id: str, than: Snapshot) -> bool:
        """Whether ``id`` is kept, and was made before."""
        return any(other.id == id and other.place < than.place for other in self.list_snapshots())

    def list_snapshots(self) -> list[Snapshot]:
        """Those that are kept."""
        return list_snapshots(self._data)

    def close(self) -> None:
        """Nothing is held."""


class Store:
    """Another store, to which ``giaoban publish`` takes snapshots."""

    def __init__(self, settings: Settings) -> None:
        self._offering = Offering(settings.store, settings.base, settings.data)

    def current_id(self) -> str | None:
        """What the register there names."""
        return self._offering.current_id()

    def current_snapshot(self) -> Snapshot:
        """The snapshot that the register names, with its files here."""
        return self._offering.current_snapshot()

    def check(self, id: str) -> None:
        """See whether the store answers, and still offers this snapshot."""
        try:
            self._offering.check(id)
        except StoreAwayError as error:
            raise tell_store_error(error) from error

    def is_earlier(self, id: str, than: Snapshot) -> bool:
        """Whether ``id`` is offered there, and was made current before."""
        return self._offering.is_earlier(id, than.id)

    def list_snapshots(self) -> list[Snapshot]:
        """Those that the store offers and whose files are here."""
        return self._offering.list_snapshots()

    def close(self) -> None:
        """Watch the store no more."""
        self._offering.close()


def open_source(settings: Settings) -> Source:
    """The source that the settings name.

    :raises RemoteError: if the store does not answer, or nothing is published there.
    """
    return Store(settings) if settings.store else Folder(settings.data)


def find_remote(graph: GraphStore, settings: Settings) -> Remote | None:
    """What workers need to ask a snapshot that is elsewhere; None for one on disk."""
    if not isinstance(graph, RemoteGraph):
        return None
    layout = graph.layout
    return Remote(settings.store, layout.base, layout.id, graph.most_rows, 4 * settings.result_bytes)


def tell_store_error(error: RemoteError) -> ProblemError:
    """The problem that clients are told of; what the store said in its words is for the operator's log."""
    if isinstance(error, StoreAwayError):
        return ProblemError("store-away", AWAY, headers={"Retry-After": "5"})
    return ProblemError("store-failed", "What this page needs could not be had from the store of the graph.")
