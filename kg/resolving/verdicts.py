"""Reviewed verdicts: a person's word on which entities are one and which are two, kept in git and applied
last.

``ontology/verdicts.csv`` has the columns ``kind,left,right,verdict,articles,note``. ``same``: the entity
with the key ``right`` is the one with the key ``left``. ``different``: in the articles listed (ids,
separated by spaces) what was taken for ``left`` is another entity, which ``right`` names (for a person: the
distinguishing words).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import ListError

Kind = Literal["official", "body", "meeting", "directive"]
COLUMNS = ("kind", "left", "right", "verdict", "articles", "note")
KINDS = ("official", "body", "meeting", "directive")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the file."""

    kind: str
    left: str
    right: str
    verdict: str
    articles: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All verdicts, in the order of the file."""

    all: tuple[Verdict, ...] = ()

    def of(self, kind: Kind) -> tuple[Verdict, ...]:
        """The verdicts on one kind of entity."""
        return tuple(verdict for verdict in self.all if verdict.kind == kind)

    def decide(self, kind: Kind, key: str, article: str | None = None) -> str:
        """The key, after the verdicts, of a mention that has been given ``key`` and stands in ``article``."""
        for verdict in self.of(kind):
            if verdict.verdict == "same" and key == verdict.right:
                key = verdict.left
            elif verdict.verdict == "different" and key == verdict.left and article in verdict.articles:
                key = f"{verdict.left} ({verdict.right})"
        return key


def read_verdicts(path: Path) -> Verdicts:
    """Read the file; a missing one holds no verdicts.

    Raises:
        ListError: a column is missing, or a line has an unknown kind or verdict.
    """
    if not path.exists():
        return Verdicts()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ListError(f"{path.name}: the first line is not {','.join(COLUMNS)}.", "Put it back.")
        return Verdicts(tuple(_verdict(row, path, reader.line_num) for row in reader))


def _verdict(row: dict[str, str | None], path: Path, line: int) -> Verdict:
    cells = [row[column] for column in COLUMNS]
    kind, left, right, verdict, articles, note = ((cell or "").strip() for cell in cells)
    if kind not in KINDS:
        raise ListError(
            f"{path.name}, line {line}: unknown kind {kind!r}.", f"Use one of {', '.join(KINDS)}."
        )
    if verdict not in ("same", "different") or not left or not right:
        raise ListError(
            f"{path.name}, line {line}: no verdict on two entities.",
            'Give left, right and "same" or "different".',
        )
    if verdict == "different" and not articles:
        raise ListError(f'{path.name}, line {line}: "different" names no article.', "List the articles' ids.")
    return Verdict(kind, left, right, verdict, tuple(articles.split()), note)
