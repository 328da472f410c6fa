"""The page /about: the method, the scores as the README states them, the limits, the licence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from flask import Response

from endpoint.live import Snapshots
from endpoint.pages import Pages

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- scores", "<!-- /scores -->"


@dataclass(frozen=True, slots=True)
class Scores:
    """The table of scores: its head, its rows, and what the README says around it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


class About:
    """Tells readers what they look at."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def page(self) -> Response:
        """The page of the snapshot being served."""
        live = self._snapshots.live
        return self._pages.render(
            "site/about.html", live, scores=read_scores(find_readme()), manifest=live.snapshot.manifest
        )


@cache
def find_readme() -> str:
    """The README: the checkout's file, or the description in the installed package's metadata."""
    if README.exists():
        return README.read_text("utf-8")
    try:
        return str(metadata("giaoban").get_payload())  # type: ignore[attr-defined]
    except PackageNotFoundError:
        return ""


def read_scores(readme: str) -> Scores:
    """The part of the README between the marks of the scores; empty where there is none."""
    part = readme.partition(BEGIN)[2].partition("-->")[2].partition(END)[0]
    lines = [line.strip() for line in part.splitlines()]
    table = [
        tuple(cell.strip().replace("`", "") for cell in line.strip("|").split("|"))
        for line in lines
        if line[:1] == "|"
    ]
    blocks = " ".join(line if line and line[:1] != "|" else "\n" for line in lines).split("\n")
    notes = tuple(
        " ".join(block.split()).replace("**", "").replace("`", "") for block in blocks if block.strip()
    )
    return Scores(table[0], tuple(table[2:]), notes) if len(table) > 2 else Scores((), (), notes)
