"""A server without builds of its own: it copies what a depot names as current, again and again.

Servers behind a proxy each have a data folder of their own and follow one depot. What is being served goes on
where a copy fails; the next look tries again.
"""

from __future__ import annotations

import logging
import threading

from kg.depot import fetch_snapshot
from kg.errors import GiaoBanError, SnapshotError
from kg.settings import Settings
from kg.snapshot import current_id

log = logging.getLogger("giaoban")


class Follower:
    """Looks at the depot ``settings.depot`` every ``settings.depot_seconds`` in a thread of its own.

    :raises SnapshotError: if there is nothing to serve, here or there.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._told = ""
        self._stop = threading.Event()
        self.look()
        if current_id(settings.data) is None:
            raise SnapshotError(
                f"There is no snapshot in {settings.data}, and none could be copied: {self._told}",
                "See whether the depot is reachable and holds one: giaoban publish --to …",
            )
        self._thread = threading.Thread(target=self._watch, name="depot-follower", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Copy what the depot names as current, if it is not here; a failure is told once."""
        settings = self._settings
        try:
            fetch_snapshot(settings.depot, settings.data, settings.keep)
            self._told = ""
        except GiaoBanError as error:
            if str(error) != self._told:
                log.warning("nothing is copied from the depot: %s", error)
            self._told = str(error)

    def close(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(self._settings.depot_seconds):
            self.look()
