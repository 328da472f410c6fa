"""An article: its text with every place marked that states a fact, and the facts beside it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pyoxigraph import NamedNode

from endpoint.site.shown import Name, Shown, anchor_of

MOST_TEXT = 60_000
Mark = tuple[int, int, Name, str]
"""Begin, end, fact and id of an evidence."""


@dataclass(slots=True)
class Piece:
    """A stretch of the text: the facts that it helps to state, and the ids that begin with it."""

    text: str
    facts: tuple[Name, ...] = ()
    anchors: list[str] = field(default_factory=list)


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/article.html."""
    rows = find_facts(shown, iri)
    told = shown.values(iri)
    stored = shown.live.snapshot.text(str(told["articleId"][0])) if "articleId" in told else None
    facts: dict[Name, list[dict[str, str]]] = {}
    for row in rows:
        facts.setdefault(shown.fact(row["fact"]), []).append({**row, "anchor": anchor_of(row)})
    pieces = None
    if stored and stored.shown == "full":
        pieces = cut_text(stored.text, stored.body, find_spans(facts))
    in_text = {anchor for piece in pieces or () for anchor in piece.anchors}
    placed = set(in_text)
    for quotes in facts.values():
        for quote in quotes:
            quote["placed"] = "text" if quote["anchor"] in in_text else ""
            quote["id"] = "" if quote["anchor"] in placed else quote["anchor"]
            placed.add(quote["anchor"])
    return {
        "told": told,
        "pieces": pieces,
        "cut": bool(stored and pieces and stored.body[1] - stored.body[0] > MOST_TEXT),
        "facts": [(fact, group_of(fact), quotes) for fact, quotes in facts.items()],
        "groups": list(dict.fromkeys(group_of(fact) for fact in facts)),
    }


def find_facts(shown: Shown, iri: NamedNode) -> list[dict[str, str]]:
    """One row for each fact and evidence of it, in the order of the text, what is nowhere in it last."""
    merged: dict[tuple[str, str], dict[str, str]] = {}
    for row in shown.live.rows("site/article_facts", thing=iri):
        merged.setdefault((row["fact"], row["evidence"]), {}).update(row)
    return sorted(
        merged.values(),
        key=lambda row: (int(row.get("start", sys.maxsize)), int(row.get("end", 0)), row["fact"]),
    )


def find_spans(facts: Mapping[Name, Sequence[Mapping[str, str]]]) -> list[Mark]:
    """The evidence of the facts that says where in the text it stands."""
    return [
        (int(row["start"]), int(row["end"]), fact, row["anchor"])
        for fact, rows in facts.items()
        for row in rows
        if "start" in row
    ]


def group_of(fact: Name) -> str:
    """The kind of a fact, as its address tells."""
    return fact.path.split("/")[2]


def cut_text(text: str, story: tuple[int, int], spans: Sequence[Mark]) -> list[Piece]:
    """The story of an article in pieces that each lie in the same spans; spans may overlap.

    :param story: where it begins and ends in ``text``; it is cut after MOST_TEXT code points.
    :param spans: of each evidence, counted in code points of ``text``.
    """
    begin, until = story[0], min(len(text), story[1], story[0] + MOST_TEXT)
    kept = [span for span in spans if span[0] < span[1] and span[1] > begin and span[0] < until]
    edges = sorted({begin, until, *(min(max(edge, begin), until) for span in kept for edge in span[:2])})
    pieces = []
    told: set[str] = set()
    for start, end in pairwise(edges):
        facts = dict.fromkeys(fact for first, last, fact, _ in kept if first < end and last > start)
        anchors = dict.fromkeys(a for first, last, _, a in kept if first < end and last > start)
        new = [anchor for anchor in anchors if anchor not in told]
        told.update(new)
        pieces.append(Piece(text[start:end], tuple(facts), new))
    return pieces
