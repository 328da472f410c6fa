"""The dumps of the snapshot: a list of them, and each as a file with ranges."""

from __future__ import annotations

from flask import Response, send_file

from endpoint.live import Snapshots
from endpoint.pages import Pages
from endpoint.problems import ProblemError

SUMS = "SHA256SUMS"


class Downloads:
    """Hands out what the manifest names, and nothing else."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def index(self) -> Response:
        """What there is, with sizes and checksums."""
        live = self._snapshots.live
        return self._pages.render("downloads.html", live, manifest=live.snapshot.manifest)

    def file(self, name: str) -> Response:
        """One dump; ranges and If-None-Match are honoured, the tag is its SHA-256.

        :raises ProblemError: ``not-found`` if the manifest names no such file.
        """
        snapshot = self._snapshots.live.snapshot
        dump = snapshot.manifest.dumps.get(name)
        if dump is None and name != SUMS:
            raise ProblemError("not-found", "There is no dump of this name; /download/ lists them.")
        return send_file(
            snapshot.dumps_path.resolve() / name,
            mimetype=dump.media_type if dump else "text/plain",
            etag=dump.sha256 if dump else snapshot.id,
            conditional=True,
            download_name=name,
        )
