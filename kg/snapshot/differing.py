"""What lies between two snapshots: the quads that came, and those that went.

Both are kept as sorted canonical N-Quads, so that one pass over both files suffices and costs no memory.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

from kg.snapshot.reading import Snapshot

QUADS = "giaoban.nq.gz"


@dataclass(frozen=True, slots=True)
class Change:
    """One quad as a line of N-Quads, added or removed."""

    added: bool
    line: bytes


def find_changes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """The changes from ``old`` to ``new``, in the order of the lines."""
    with gzip.open(old.dumps_path / QUADS) as before, gzip.open(new.dumps_path / QUADS) as after:
        left, right = next(before, None), next(after, None)
        while left is not None or right is not None:
            if left == right:
                left, right = next(before, None), next(after, None)
            elif right is None or (left is not None and left < right):
                assert left is not None
                yield Change(False, left)
                left = next(before, None)
            else:
                yield Change(True, right)
                right = next(after, None)


def count_changes(old: Snapshot, new: Snapshot) -> tuple[int, int]:
    """How many quads were added, and how many removed."""
    added = removed = 0
    for change in find_changes(old, new):
        added += change.added
        removed += not change.added
    return added, removed
