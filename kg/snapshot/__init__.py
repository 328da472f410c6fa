"""The snapshot: a folder that holds one finished graph, and the link that says which one is served."""

from kg.snapshot.companion import write_companion
from kg.snapshot.differing import Change, count_changes, find_changes
from kg.snapshot.manifest import Dump, Manifest, parse_manifest, read_manifest
from kg.snapshot.publishing import count_members, find_version, make_room, publish_graph
from kg.snapshot.reading import (
    COLUMNS,
    GRAPHS_FILE,
    SNAPSHOTS,
    Snapshot,
    check_files,
    current_id,
    current_snapshot,
    find_previous,
    list_snapshots,
    read_snapshot,
)
from kg.snapshot.statistics import Statistics
from kg.snapshot.texts import StoredText, find_text, limit_texts, read_texts
from kg.snapshot.writing import build_aside, identify, issue_line, publish

__all__ = [
    "COLUMNS",
    "GRAPHS_FILE",
    "SNAPSHOTS",
    "Change",
    "Dump",
    "Manifest",
    "Snapshot",
    "Statistics",
    "StoredText",
    "build_aside",
    "check_files",
    "count_changes",
    "count_members",
    "current_id",
    "current_snapshot",
    "find_changes",
    "find_previous",
    "find_text",
    "find_version",
    "identify",
    "issue_line",
    "limit_texts",
    "list_snapshots",
    "make_room",
    "parse_manifest",
    "publish",
    "publish_graph",
    "read_manifest",
    "read_snapshot",
    "read_texts",
    "write_companion",
]
