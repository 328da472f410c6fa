"""What a snapshot says of itself: ``manifest.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import SnapshotError

LAYOUT = 2


@dataclass(frozen=True, slots=True)
class Dump:
    """One file for download: SHA-256 in hex, size in bytes, and its media type."""

    sha256: str
    bytes: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot's identity, numbers and files.

    ``created`` is the UTC time of the build and ``turn`` its number among the builds of its folder, which
    says which of two is later, since clocks are set back (both no part of the identity), ``quads`` the number
    of quads in named graphs, ``counts`` the number of members by class (local names of gb:), ``dumps`` the
    files by name,
    ``allowed_loss`` whether it was published although classes had lost half of their members.
    """

    id: str
    layout: int
    version: str
    created: str
    base: str
    publish_text: str
    articles: int
    issues: int
    quads: int
    triples: int
    graphs: int
    counts: Mapping[str, int]
    dumps: Mapping[str, Dump]
    allowed_loss: bool = False
    turn: int = 0

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(self.dump(), "utf-8")

    def dump(self) -> str:
        """It as JSON."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"


def read_manifest(path: Path) -> Manifest:
    """Read ``manifest.json``.

    :raises SnapshotError: if it is missing, damaged or of another layout.
    """
    try:
        return parse_manifest(path.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"{path} cannot be read: {error}.", "Build anew with: giaoban build") from error


def parse_manifest(text: str) -> Manifest:
    """The manifest from JSON; ValueError, KeyError or TypeError if it is none of this layout."""
    record: dict[str, Any] = json.loads(text)
    if record["layout"] != LAYOUT:
        raise ValueError(f"its layout is {record['layout']}, this version reads {LAYOUT}")
    record["dumps"] = {name: Dump(**dump) for name, dump in record["dumps"].items()}
    return Manifest(**record)
