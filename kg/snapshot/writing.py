"""Building a snapshot aside, and putting it in the place of the one being served in a single step."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from kg.errors import BuildError, SnapshotError
from kg.model import Issue
from kg.snapshot.manifest import LAYOUT
from kg.snapshot.reading import (
    CURRENT,
    SNAPSHOTS,
    Snapshot,
    current_id,
    list_snapshots,
    read_snapshot,
)

UNFINISHED = ".building-"


@contextmanager
def build_aside(data: Path) -> Iterator[Path]:
    """A new folder inside ``data`` to build in, gone at the end unless it was published.

    One build at a time: the lock is the kernel's, so it goes with its process, however that ends. What a
    build that was killed has left behind is removed first.

    :raises BuildError: if another build is at work, the folder cannot be written, or the disk is full.
    """
    with _explain_os_errors(data):
        (data / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
        with (data / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BuildError(
                    f"Another build is at work in {data}.",
                    "Wait for it, or build into another folder with -o.",
                ) from error
            _remove_unfinished(data)
            folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=data / SNAPSHOTS))
            folder.chmod(0o755)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _explain_os_errors(data: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BuildError(
            f"The snapshot could not be written in {data}: {error.strerror or error}.",
            "Give it room (or another folder with -o) and build again; what is served is unchanged.",
        ) from error


def _remove_unfinished(data: Path) -> None:
    for left in (data / SNAPSHOTS).glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in data.glob(f"{CURRENT}.new-*"):
        left.unlink(missing_ok=True)


def identify(files: Iterable[Path], publish_text: str, left_out: Iterable[str] = ()) -> str:
    """The snapshot's id: 16 hex digits of the SHA-256 of its content (N-Quads, texts, issues, in order).

    :param left_out: formats of dumps that it does not have: with others it is another snapshot.
    """
    kind = " ".join(("giaoban", str(LAYOUT), publish_text, *left_out))
    digest = hashlib.sha256(f"{kind}\n".encode())
    for path in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:16]


def issue_line(issue: Issue) -> bytes:
    """The issue as one line of ``issues.jsonl``."""
    record = asdict(issue)
    record["span"] = None if issue.span is None else [issue.span.start, issue.span.end]
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def publish(folder: Path, data: Path, id: str, keep: int) -> Snapshot:
    """Make the finished snapshot in ``folder`` the one being served.

    Everything is on the disk before the link is swapped. If this very snapshot is there already and whole,
    that one is served and ``folder`` is dropped. Older snapshots beyond ``keep`` are removed, the one
    served till now never: its readers go on.
    """
    before = current_id(data)
    target = data / SNAPSHOTS / id
    if not _is_whole(target):
        if target.exists():
            shutil.rmtree(target)
        _sync_tree(folder)
        folder.rename(target)
    _sync(target.parent)
    link = data / f"{CURRENT}.new-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(SNAPSHOTS, id))
    link.replace(data / CURRENT)
    _sync(data)
    _remove_old(data, keep, {id, before})
    return read_snapshot(target)


def _is_whole(path: Path) -> bool:
    try:
        snapshot = read_snapshot(path)
        snapshot.open()
        return snapshot.columns_path.is_dir() and all(
            (snapshot.dumps_path / name).stat().st_size == dump.bytes
            for name, dump in snapshot.manifest.dumps.items()
        )
    except (SnapshotError, OSError):
        return False


def _remove_old(data: Path, keep: int, spared: set[str | None]) -> None:
    for snapshot in list_snapshots(data)[keep:]:
        if snapshot.id not in spared:
            shutil.rmtree(snapshot.path, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
