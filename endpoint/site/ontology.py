"""The page of the ontology: its terms by the sections of the files, and a diagram of the chief classes.

Sections are the ruled comments of ontology/*.ttl; what connects two classes is read from the shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib.namespace import SH

from endpoint.live import PREFIXES, Live
from kg.checking import load_shapes
from kg.settings import ONTOLOGY

GB = PREFIXES["gb"]
FILES = ("giaoban.ttl", "lexicon.ttl")
RULE = re.compile(r"# -{20,} (.+)")
DECLARED = re.compile(r"gb:(\w+) a ")

PLACES: Mapping[str, tuple[float, float]] = {
    "Tenure": (1, 0),
    "Figure": (3, 0),
    "Task": (4, 0),
    "Official": (0, 1),
    "PersonnelChange": (1, 1),
    "Post": (2, 1),
    "Body": (3, 1),
    "Place": (4, 1),
    "Participation": (0, 2),
    "Meeting": (1.5, 2),
    "Directive": (3, 2),
    "Citation": (4, 2),
    "Article": (0, 3),
    "Evidence": (3, 3),
}
"""Column and row of each class in the diagram, so chosen that no two lines cross."""
FACT = (1.5, 3)
"""Where the box stands for any fact: what every fact has is drawn once, from there."""
ABOUT_ALL = ("statedIn", "evidence")
STEP, TOP, WIDE, HIGH = (274, 104), (72, 34), 134, 46
"""Distance of columns and rows, the middle of the first box, and the size of a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """A class in the diagram, by its local name ("" is any fact); x, y: the middle."""

    name: str
    x: float
    y: float
    is_fact: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A property from one box to another; x, y: where its name stands. A loop has one box at both ends."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float]
    x: float
    y: float

    @property
    def is_loop(self) -> bool:
        """Whether it leads back to where it begins."""
        return self.start == self.end


def show(live: Live) -> dict[str, object]:
    """The values of template ontology.html."""
    boxes, edges = draw_classes()
    return {
        "sections": group_terms(live.terms),
        "boxes": boxes,
        "edges": edges,
        "size": (TOP[0] * 2 + STEP[0] * 4, TOP[1] * 2 + STEP[1] * 3 + 8),
        "box": (WIDE, HIGH),
        "names": {row["term"].removeprefix(GB): row for row in live.terms},
        "parts": live.rows("ontology_parts"),
    }


def group_terms(terms: Iterable[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """The terms by section, in the order of the files; what stands before all sections, or in no file, comes
    last, under ""."""
    sections = read_sections()
    order = {name: number for number, name in enumerate(sections)}
    grouped: dict[str, list[Mapping[str, str]]] = {section: [] for section in sections.values() if section}
    grouped[""] = []
    named = [(row["term"].removeprefix(GB), row) for row in terms]
    for name, row in sorted(named, key=lambda pair: (order.get(pair[0], len(order)), pair[0])):
        grouped[sections.get(name, "")].append(row)
    return {section: found for section, found in grouped.items() if found}


@cache
def read_sections() -> Mapping[str, str]:
    """The local name of each term → the section of its file, in the order of the files."""
    found: dict[str, str] = {}
    for name in FILES:
        section = ""
        for line in (ONTOLOGY / name).read_text("utf-8").splitlines():
            if ruled := RULE.fullmatch(line):
                section = ruled[1]
            elif declared := DECLARED.match(line):
                found[declared[1]] = section
    return found


@cache
def draw_classes() -> tuple[tuple[Box, ...], tuple[Edge, ...]]:
    """The boxes of the diagram, and the lines between them."""
    ways = find_ways()
    facts = {source for source, name, _ in ways if name == "evidence"}
    boxes = [Box(name, *place(at), name in facts) for name, at in PLACES.items()]
    ends = {box.name: (box.x, box.y) for box in boxes}
    edges = [
        draw_edge(name, ends[source], ends[target])
        for source, name, target in ways
        if name not in ABOUT_ALL and source in ends and target in ends
    ]
    every = Box("", *place(FACT), True)
    general = {name: target for _, name, target in ways if name in ABOUT_ALL}
    edges += [draw_edge(name, (every.x, every.y), ends[target]) for name, target in sorted(general.items())]
    return (*boxes, every), tuple(edges)


def find_ways() -> list[tuple[str, str, str]]:
    """What the shapes say of classes of ours: class, property, class of its values, as local names."""
    shapes = load_shapes(ONTOLOGY / "shapes.ttl")
    ways = {
        (str(kind), str(path), str(target))
        for shape, kind in shapes.subject_objects(SH.targetClass)
        for part in shapes.objects(shape, SH.property)
        for path in shapes.objects(part, SH.path)
        for target in shapes.objects(part, SH["class"])
    }
    ours = [way for way in ways if all(iri.startswith(GB) for iri in way)]
    return sorted(
        (kind.removeprefix(GB), path.removeprefix(GB), target.removeprefix(GB)) for kind, path, target in ours
    )


def place(at: tuple[float, float]) -> tuple[float, float]:
    """The middle of the box in this column and row."""
    return TOP[0] + at[0] * STEP[0], TOP[1] + at[1] * STEP[1]


def draw_edge(name: str, start: tuple[float, float], end: tuple[float, float]) -> Edge:
    """A line from the border of one box to the border of another, with its name in the middle."""
    if start == end:
        return Edge(name, start, end, start[0], start[1] + HIGH / 2 + 38)
    first, last = leave(start, end), leave(end, start)
    return Edge(name, first, last, (first[0] + last[0]) / 2, (first[1] + last[1]) / 2 - 5)


def leave(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Where the line between the middles of two boxes crosses the border of the first."""
    across, down = end[0] - start[0], end[1] - start[1]
    share = min(
        WIDE / 2 / abs(across) if across else float("inf"), HIGH / 2 / abs(down) if down else float("inf")
    )
    return round(start[0] + across * share, 1), round(start[1] + down * share, 1)
