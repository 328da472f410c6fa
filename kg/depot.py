"""A depot: a folder or bucket (file://, s3://, memory://) with published snapshots, which servers copy from.

    current.json                  {"id": ID, "list": SHA-256 of ID's list}: one small object, written last
    snapshots/ID.json             the list of ID's files: path → size and SHA-256; written before them
    snapshots/ID/…                the files as they lie in a data folder

Nothing is trusted but the sums: a copy counts once each of its files has the sum that the list gives, and the
list the sum that ``current.json`` gives. A depot that is just being written, or was left half-written, still
names the snapshot before. No clock is compared with another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import GiaoBanError, SettingsError, SnapshotError
from kg.export import hash_file
from kg.snapshot import Snapshot, build_aside, current_id, current_snapshot, publish

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

POINTER = "current.json"
BLOCK = 1 << 20
Files = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Depot:
    """A place in a file system that fsspec knows. ``address`` is what people call it."""

    address: str
    system: AbstractFileSystem
    root: str

    def path(self, name: str) -> str:
        """Where this file lies."""
        return f"{self.root}/{name}"

    def write(self, name: str, content: bytes) -> None:
        """Write a small file in one step: readers see the old one or the new one."""
        self.system.makedirs(self.path(name).rpartition("/")[0], exist_ok=True)
        with self.system.transaction, self.system.open(self.path(name), "wb") as file:
            file.write(content)


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a depot names as current: a snapshot's id, and the SHA-256 of its list of files."""

    id: str
    list: str


def open_depot(address: str) -> Depot:
    """The depot at this address.

    :raises SettingsError: if there is no such kind of file system, or what reads it is not installed.
    """
    try:
        import fsspec

        system, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise SettingsError(
            f"{address} cannot be opened: {error}.", "For s3:// install: pip install 'giaoban[s3]'"
        ) from error
    return Depot(address, system, root.rstrip("/"))


def send_snapshot(snapshot: Snapshot, address: str, keep: int) -> int:
    """Copy a snapshot into a depot and make it current there; the number of files that were sent.

    What is there already in full size is not sent again, so that a run that broke off is taken up. The same
    graph built twice has one id but other files of the engine: those of the other build are removed first.

    :param keep: how many snapshots stay, this one and the one before it at least.
    :raises SnapshotError: if the depot cannot be written.
    """
    depot = open_depot(address)
    with _explained(depot, "written"):
        before = read_pointer(depot)
        files = list_files(snapshot)
        listed = json.dumps(files, indent=1, sort_keys=True).encode()
        _begin_list(depot, snapshot.id, listed)
        sent = _send_files(depot, snapshot, files)
        pointer = {"id": snapshot.id, "list": hashlib.sha256(listed).hexdigest()}
        depot.write(POINTER, json.dumps(pointer).encode())
        _remove_old(depot, keep, {snapshot.id, before.id if before else snapshot.id})
    return sent


def fetch_snapshot(address: str, data: Path, keep: int) -> Snapshot:
    """The snapshot that the depot names as current, copied into the data folder and made current there.

    :raises SnapshotError: if the depot cannot be read or holds none, or a file is not what its sum says; what
        is served from the data folder is unchanged.
    :raises BuildError: if another copy or a build is at work in the data folder, or its disk is full.
    """
    depot = open_depot(address)
    with _explained(depot, "read"):
        pointer = read_pointer(depot)
        if pointer is None:
            raise SnapshotError(
                f"There is no snapshot in {address}.", f"Bring one there with: giaoban publish --to {address}"
            )
        if pointer.id == current_id(data):
            return current_snapshot(data)
        listed = depot.system.cat_file(depot.path(f"snapshots/{pointer.id}.json"))
        _compare(depot, f"snapshots/{pointer.id}.json", hashlib.sha256(listed).hexdigest(), pointer.list)
        files: Files = json.loads(listed)
        with build_aside(data) as folder:
            for name, (_, wanted) in files.items():
                _fetch_file(depot, f"snapshots/{pointer.id}/{name}", _inside(folder, name), wanted)
            return publish(folder, data, pointer.id, keep)


def read_pointer(depot: Depot) -> Pointer | None:
    """What the depot names as current, if anything.

    :raises SnapshotError: if it is damaged.
    """
    try:
        content = depot.system.cat_file(depot.path(POINTER))
    except FileNotFoundError:
        return None
    try:
        pointer = Pointer(**json.loads(content))
        if not pointer.id.isalnum():
            raise ValueError(f"{pointer.id!r} is no id of a snapshot")
        return pointer
    except (ValueError, TypeError, AttributeError) as error:
        raise SnapshotError(
            f"{depot.address}/{POINTER} is damaged: {error}.", "Publish there again with: giaoban publish"
        ) from error


def list_files(snapshot: Snapshot) -> dict[str, tuple[int, str]]:
    """The snapshot's files with size and SHA-256."""
    paths = sorted(path for path in snapshot.path.rglob("*") if path.is_file())
    return {
        path.relative_to(snapshot.path).as_posix(): (path.stat().st_size, hash_file(path)) for path in paths
    }


def _begin_list(depot: Depot, id: str, listed: bytes) -> None:
    """Put the list of a snapshot's files there, and take away what does not belong to this list."""
    name, folder = depot.path(f"snapshots/{id}.json"), depot.path(f"snapshots/{id}")
    if depot.system.exists(name) and depot.system.cat_file(name) == listed:
        return
    if depot.system.exists(folder):
        depot.system.rm(folder, recursive=True)
    depot.write(f"snapshots/{id}.json", listed)


def _send_files(depot: Depot, snapshot: Snapshot, files: Files) -> int:
    sent = 0
    held = depot.system.find(depot.path(f"snapshots/{snapshot.id}"), detail=True)
    sizes = {path: about["size"] for path, about in held.items()}
    for name, (size, _) in files.items():
        target = depot.path(f"snapshots/{snapshot.id}/{name}")
        if sizes.get(target.lstrip("/"), sizes.get(target)) != size:
            depot.system.makedirs(target.rpartition("/")[0], exist_ok=True)
            depot.system.put_file(str(snapshot.path / name), target)
            sent += 1
    return sent


def _inside(folder: Path, name: str) -> Path:
    """Where a listed file belongs; a name that leads out of the snapshot's folder is refused."""
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise SnapshotError(
            f"The depot lists a file that is not of the snapshot: {name!r}.",
            "See who writes to the depot; what is served is unchanged.",
        )
    return target


def _fetch_file(depot: Depot, name: str, target: Path, wanted: str) -> None:
    """Copy one file, and compare it with its sum on the way."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sum = hashlib.sha256()
    with depot.system.open(depot.path(name), "rb") as source, target.open("wb") as file:
        for block in _blocks(source):
            sum.update(block)
            file.write(block)
    _compare(depot, name, sum.hexdigest(), wanted)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def _compare(depot: Depot, name: str, sum: str, wanted: str) -> None:
    if sum != wanted:
        raise SnapshotError(
            f"{depot.address}/{name} is cut off or damaged: its SHA-256 is not {wanted[:16]}….",
            "Publish there again; what is served is unchanged.",
        )


def _remove_old(depot: Depot, keep: int, spared: set[str]) -> None:
    """Remove the snapshots beyond ``keep``, the longest there first."""
    lists: list[dict[str, Any]] = [
        about
        for about in depot.system.ls(depot.path("snapshots"), detail=True)
        if about["name"].endswith(".json")
    ]
    lists.sort(key=lambda about: (_age(about), about["name"]), reverse=True)
    for about in lists[keep:]:
        id = Path(about["name"]).stem
        if id not in spared:
            depot.system.rm_file(about["name"])
            depot.system.rm(depot.path(f"snapshots/{id}"), recursive=True)


def _age(about: Mapping[str, Any]) -> float:
    """When the file was written, as the depot's own clock says."""
    written = next((about[name] for name in ("LastModified", "mtime", "created") if name in about), 0)
    return float(written.timestamp() if hasattr(written, "timestamp") else written)


@contextmanager
def _explained(depot: Depot, done: str) -> Iterator[None]:
    try:
        yield
    except GiaoBanError:
        raise
    except Exception as error:  # each file system has errors of its own
        raise SnapshotError(
            f"The depot {depot.address} cannot be {done}: {type(error).__name__}: {error}.",
            "See whether it is reachable and may be used by you; what is served is unchanged.",
        ) from error
