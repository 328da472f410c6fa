"""What a published graph amounts to, counted once: the numbers of VoID and of the service description."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import SnapshotError

STATISTICS_FILE = "statistics.json"
Uses = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of the union of all graphs, each triple counted once.

    ``subjects`` and ``objects`` are distinct; ``classes`` has the members of each class, ``properties`` the
    triples of each property, ``class_properties`` those whose subject is of that class; ``links`` says how
    many triples lead by which property to which other site.
    """

    subjects: int
    objects: int
    classes: Uses
    properties: Uses
    class_properties: Mapping[str, Uses]
    links: Sequence[tuple[str, str, int]]

    def write(self, path: Path) -> None:
        """Write them as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", "utf-8")


def read_statistics(path: Path) -> Statistics:
    """Read ``statistics.json``.

    :raises SnapshotError: if it is missing, as in snapshots of earlier versions, or damaged.
    """
    try:
        record = json.loads(path.read_text("utf-8"))
        return Statistics(**{**record, "links": [tuple(link) for link in record["links"]]})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"{path} cannot be read: {error}.", "Build anew with: giaoban build") from error
