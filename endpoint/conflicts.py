"""/conflicts: where articles contradict each other, with what each side says."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response

from endpoint.live import Live, Snapshots
from endpoint.pages import Pages, choose_language
from endpoint.showing import Labels, local_path

MOST_SENTENCES = 5
"""How many sentences of one side are shown."""


class Conflicts:
    """The page of conflicts."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def page(self) -> Response:
        """All conflicts of the snapshot being served, the graver first."""
        live = self._snapshots.live
        found = gather(live, live.rows("conflicts"), Labels(live, choose_language()))
        return self._pages.render("conflicts.html", live, conflicts=found)


def gather(live: Live, rows: Iterable[dict[str, str]], labels: Labels) -> list[dict[str, object]]:
    """The rows as conflicts with their sides, each side with its first sentences, in the order given."""
    conflicts: dict[str, dict[str, object]] = {}
    sides: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        name, side = row["conflict"], row["side"]
        if name not in conflicts:
            kind = labels.of(row["class"]) if "class" in row else ""
            conflicts[name] = {**row, "kind": kind, "path": local_path(live, name), "sides": []}
        if (name, side) not in sides:
            sides[name, side] = []
            told = conflicts[name]["sides"]
            assert isinstance(told, list)
            shown = {"label": labels.of(side), "path": local_path(live, side), "quotes": sides[name, side]}
            told.append(shown)
        if "sentence" in row and len(sides[name, side]) < MOST_SENTENCES:
            sides[name, side].append({**row, "article_path": local_path(live, row["article"])})
    return list(conflicts.values())
