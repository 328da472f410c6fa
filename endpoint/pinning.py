"""Which snapshot an answer is from, told in a header; a client may insist on one.

Of several servers behind a proxy each goes over to a new snapshot in its own moment. A client that reads page
after page names the snapshot of the first one, in the header Giaoban-Snapshot or as ?snapshot=ID, and gets
pages of that one only: where it cannot be had it is told so, never given another.
"""

from __future__ import annotations

from flask import Response, request

from endpoint.headers import SNAPSHOT
from endpoint.live import Live, Snapshots
from endpoint.problems import ProblemError


class Pinning:
    """Looks at every request and every answer of an application."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    def check(self) -> None:
        """Refuse a request that insists on a snapshot other than the one being served.

        :raises ProblemError: ``gone`` for an earlier snapshot, ``other-snapshot`` for one not known here.
        """
        check_pin(self._snapshots.live)

    def name(self, response: Response) -> Response:
        """Tell which snapshot the answer is from."""
        response.headers[SNAPSHOT] = self._snapshots.live.id
        return response


def check_pin(live: Live) -> Live:
    """The snapshot to answer from, if it is the one that the client insists on, if on any.

    :raises ProblemError: ``gone`` for an earlier snapshot, ``other-snapshot`` for one not known.
    """
    wanted = request.headers.get(SNAPSHOT) or request.args.get("snapshot")
    if not wanted or wanted == live.id:
        return live
    members = {"snapshot": live.id}
    if live.source.is_earlier(wanted, live.snapshot):
        raise ProblemError("gone", f"Snapshot {wanted} is no longer served; {live.id} is.", members)
    raise ProblemError(
        "other-snapshot", f"Snapshot {wanted[:80]} is not here; {live.id} is.", members, {"Retry-After": "1"}
    )
