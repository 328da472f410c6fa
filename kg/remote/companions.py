"""What a server keeps beside a store: search index, lists and dumps of a snapshot that lies there.

They are made once from the snapshot's quads, as a build makes them, and kept in ``DATA/cache/stores``.
Where ``DATA`` has the snapshot itself, because it was built there or the folder is shared, that one is taken.
What the store does not hold stays behind: the texts that may not be shown, and the issues.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SnapshotError
from kg.remote.reading import RemoteGraph
from kg.snapshot import (
    SNAPSHOTS,
    Manifest,
    Snapshot,
    find_version,
    read_manifest,
    read_snapshot,
    write_companion,
)

KEPT = 2
"""Companions kept, the newest included."""


@dataclass(frozen=True, slots=True)
class RemoteSnapshot(Snapshot):
    """A snapshot whose graph lies in another store, and whose other files lie here."""

    graph: RemoteGraph

    def open(self) -> RemoteGraph:
        """Its graph."""
        return self.graph


def find_companion(data: Path, manifest: Manifest, graph: RemoteGraph) -> RemoteSnapshot:
    """The snapshot in the store with its files here, which are made if there are none.

    :raises RemoteError: if the store cannot be read.
    :raises SnapshotError: if it does not hold what the manifest says, or the files cannot be written.
    """
    found = find_files(data, manifest.id)
    if found is None:
        target = _find_place(data, manifest.id)
        try:
            _make_companion(target, manifest, graph)
        except OSError as error:
            raise SnapshotError(
                f"The files of the snapshot cannot be written to {target}: {error.strerror or error}.",
                "Give room there, or another folder with -d.",
            ) from error
        found = Snapshot(manifest.id, target, read_manifest(target / "manifest.json"))
    return RemoteSnapshot(found.id, found.path, found.manifest, graph)


def find_files(data: Path, id: str) -> Snapshot | None:
    """The files of a snapshot if they are here; its store need not be."""
    with suppress(SnapshotError):
        return read_snapshot(data / SNAPSHOTS / id)
    path = _find_place(data, id)
    with suppress(SnapshotError):
        return Snapshot(id, path, read_manifest(path / "manifest.json"))
    return None


def _find_place(data: Path, id: str) -> Path:
    """Where its files are put; another version of giaoban may want others, and makes its own."""
    return data / "cache" / "stores" / f"{id}-{find_version()}"


def _make_companion(target: Path, manifest: Manifest, graph: RemoteGraph) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        folder.chmod(0o755)
        quads = (quad for name in graph.graphs() for quad in graph.quads(graph=name))
        write_companion(folder, quads, manifest, jobs=1)
        if not target.exists():
            folder.rename(target)
        _remove_old(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_old(parent: Path) -> None:
    kept = sorted(parent.glob("[!.]*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
