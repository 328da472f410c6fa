"""The rules of reading, in order. A rule reads a Story and yields facts; what it yields stands in its
docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.model import Fact
from kg.reading.careers import read_biographies, read_careers
from kg.reading.deputies import read_deputies
from kg.reading.directives import read_citations
from kg.reading.figures import read_figures
from kg.reading.meetings import read_meetings
from kg.reading.officials import read_bodies, read_officials, read_titles
from kg.reading.participations import read_participations
from kg.reading.periods import read_periods
from kg.reading.personnel import read_changes, read_listed_changes
from kg.reading.story import Story
from kg.reading.tasks import read_tasks

Rule = Callable[[Story], Iterator[Fact]]

RULES: tuple[Rule, ...] = (
    read_officials,
    read_titles,
    read_deputies,
    read_bodies,
    read_meetings,
    read_participations,
    read_changes,
    read_listed_changes,
    read_careers,
    read_biographies,
    read_periods,
    read_citations,
    read_figures,
    read_tasks,
)
