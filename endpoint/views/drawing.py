"""What all pictures share: the shape of their data, and things with their names and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

from endpoint.live import Live
from endpoint.showing import Labels, local_path

Value = str | int | None
Data = Mapping[str, "Value | Sequence[Mapping[str, Value]]"]


class Namer:
    """Gives things the names and addresses that pictures show."""

    def __init__(self, live: Live, labels: Labels) -> None:
        self._live = live
        self._labels = labels

    def label(self, iri: str) -> str:
        """The thing's name in the reader's language."""
        return self._labels.of(iri)

    def page(self, iri: str) -> str:
        """The address of the thing's page."""
        return request.script_root + local_path(self._live, iri)


def cut(rows: Sequence[Mapping[str, str]], most: int) -> tuple[Sequence[Mapping[str, str]], int | None]:
    """The first rows, and their number if there were more."""
    return rows[:most], most if len(rows) > most else None
