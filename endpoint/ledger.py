"""The costly queries of late, remembered so that the next snapshot can answer them ahead."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from endpoint.protocol import QueryRequest

if TYPE_CHECKING:
    from endpoint.sparql import Wish

MOST_REMEMBERED = 200
COSTLY = 0.02
Asked = tuple[QueryRequest, "Wish"]


class Ledger:
    """The costly queries of late, each with the seconds that it took the last time.

    :param most: how many are remembered; the longest unseen is forgotten first.
    :param costly: seconds from which on a query is worth remembering.
    """

    def __init__(self, most: int = MOST_REMEMBERED, costly: float = COSTLY) -> None:
        self._most = most
        self._costly = costly
        self._seconds: OrderedDict[Asked, float] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, asked: QueryRequest, wish: Wish, seconds: float) -> None:
        """A query took so long."""
        if seconds < self._costly:
            return
        with self._lock:
            self._seconds[asked, wish] = seconds
            self._seconds.move_to_end((asked, wish))
            if len(self._seconds) > self._most:
                self._seconds.popitem(last=False)

    def costliest(self) -> Sequence[Asked]:
        """The remembered queries, the costliest first."""
        with self._lock:
            return sorted(self._seconds, key=self._seconds.__getitem__, reverse=True)
