"""Finding and opening the snapshot that is being served."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.checking import Finding
from kg.errors import SnapshotError
from kg.export import GraphSize, hash_file
from kg.search import INDEX_FILE, SearchIndex
from kg.snapshot.manifest import Manifest, read_manifest
from kg.snapshot.statistics import STATISTICS_FILE, Statistics, read_statistics
from kg.snapshot.texts import StoredText, find_text
from kg.store import GraphStore, open_store

CURRENT = "current"
SNAPSHOTS = "snapshots"
COLUMNS = "columns"
GRAPHS_FILE = "giaoban-graphs.csv"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One finished build: a folder that never changes."""

    id: str
    path: Path
    manifest: Manifest

    @property
    def place(self) -> tuple[int, str, str]:
        """Which of two snapshots of a folder is the later one: the greater."""
        return self.manifest.turn, self.manifest.created, self.id

    @property
    def store_path(self) -> Path:
        """The engine's folder."""
        return self.path / "store"

    @property
    def columns_path(self) -> Path:
        """The graph by columns; snapshots of earlier versions have none."""
        return self.path / COLUMNS

    @property
    def dumps_path(self) -> Path:
        """The folder of the files for download."""
        return self.path / "dumps"

    @property
    def issues_path(self) -> Path:
        """What was not understood, one JSON object a line."""
        return self.path / "issues.jsonl"

    @property
    def texts_path(self) -> Path:
        """The articles' texts, one JSON object a line."""
        return self.path / "texts.jsonl"

    def open(self) -> GraphStore:
        """Open its store, read-only."""
        return open_store(self.store_path)

    def search(self) -> SearchIndex:
        """Open its search index.

        :raises SnapshotError: if it has none, as snapshots of earlier versions.
        """
        return SearchIndex(self.path / INDEX_FILE)

    def statistics(self) -> Statistics:
        """Its numbers, counted when it was published.

        :raises SnapshotError: if it has none, as snapshots of earlier versions.
        """
        return read_statistics(self.path / STATISTICS_FILE)

    def graphs(self) -> Iterator[GraphSize]:
        """Its named graphs by their IRIs, read from the list as they are asked for.

        :raises SnapshotError: if it has no list, as snapshots of earlier versions.
        """
        try:
            with (self.dumps_path / GRAPHS_FILE).open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield GraphSize(row["graph"], int(row["triples"]), int(row["bytes"]), row["sha256"])
        except (OSError, KeyError, ValueError) as error:
            raise SnapshotError(
                f"The list of graphs of {self.path} cannot be read: {error}.",
                "Build anew with: giaoban build",
            ) from error

    def text(self, article: str) -> StoredText | None:
        """The text of the article with this id."""
        return find_text(self.texts_path, article)


def current_id(data: Path) -> str | None:
    """The id of the snapshot being served, or None; one system call, so that it can be asked at any time."""
    try:
        return Path(os.readlink(data / CURRENT)).name  # noqa: PTH115 - not resolved, only read
    except OSError:
        return None


def current_snapshot(data: Path) -> Snapshot:
    """The snapshot being served.

    :raises SnapshotError: if there is none, or it is not whole.
    """
    id = current_id(data)
    if id is None:
        raise SnapshotError(f"There is no snapshot in {data}.", f"Build one with: giaoban build -o {data}")
    return read_snapshot(data / SNAPSHOTS / id)


def read_snapshot(path: Path) -> Snapshot:
    """The snapshot in this folder.

    :raises SnapshotError: if it is not whole, or is not the one that its manifest says.
    """
    manifest = read_manifest(path / "manifest.json")
    if manifest.id != path.name:
        raise SnapshotError(
            f"{path} holds the snapshot {manifest.id}.", "Restore the folder's name or build anew."
        )
    snapshot = Snapshot(manifest.id, path, manifest)
    missing = [
        part.name
        for part in (snapshot.store_path, snapshot.dumps_path, snapshot.issues_path, snapshot.texts_path)
        if not part.exists()
    ]
    if missing:
        raise SnapshotError(f"{path} lacks {', '.join(missing)}.", "Build anew with: giaoban build")
    return snapshot


def check_files(snapshot: Snapshot, quads: int) -> list[Finding]:
    """Compare the snapshot's files with its manifest.

    :param quads: the quads that its store holds in named graphs.
    """
    manifest = snapshot.manifest
    findings = []
    if quads != manifest.quads:
        message = f"it holds {quads} quads, its manifest says {manifest.quads}"
        findings.append(Finding("violation", "files", str(snapshot.store_path), message))
    for name, dump in manifest.dumps.items():
        path = snapshot.dumps_path / name
        if not path.exists() or hash_file(path) != dump.sha256:
            message = "it is missing, or not what the manifest says"
            findings.append(Finding("violation", "files", str(path), message))
    return findings


def list_snapshots(data: Path) -> list[Snapshot]:
    """All whole snapshots, the latest first."""
    found = []
    for path in (data / SNAPSHOTS).glob("[!.]*"):
        try:
            found.append(read_snapshot(path))
        except SnapshotError:
            continue  # not whole: not one of those that can be served
    return sorted(found, key=lambda snapshot: snapshot.place, reverse=True)


def find_previous(snapshot: Snapshot) -> Snapshot | None:
    """The newest whole snapshot of the same base that was made before this one, or None."""
    for other in list_snapshots(snapshot.path.parent.parent):
        if other.place < snapshot.place and other.manifest.base == snapshot.manifest.base:
            return other
    return None
