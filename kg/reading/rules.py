"""The rules of reading, in order. A rule reads a Story and yields facts; what it yields stands in its docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.model import Fact
from kg.reading.officials import read_bodies, read_officials, read_titles
from kg.reading.story import Story

Rule = Callable[[Story], Iterator[Fact]]

RULES: tuple[Rule, ...] = (
    read_officials,
    read_titles,
    read_bodies,
)
