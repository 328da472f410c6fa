"""What the pages of all kinds share: names of things, rows of our queries, quotes, dates and their bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from endpoint.live import PREFIXES, Live
from endpoint.showing import Labels, local_path

TELLING = ("official", "inRole", "meeting", "post", "directive", "value", "unit", "taskText")
"""What names a fact that has no label: the values of these properties, in this order."""

MOST_QUOTED = 40
"""How many facts of one page show their quotes; the others have them on their own pages."""


@dataclass(frozen=True, slots=True)
class Name:
    """A thing as a page names it: where its page is, and the label with its language."""

    iri: str
    path: str
    label: str
    language: str


Cell = str | Name
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of something, and whether there are more."""

    rows: list[Row]
    more: bool

    def __len__(self) -> int:
        return len(self.rows)


class Shown:
    """One snapshot as a reader of one language is shown it."""

    def __init__(self, live: Live, language: str) -> None:
        self.live = live
        self.labels = Labels(live, language)

    def name(self, iri: str) -> Name:
        """A thing with its label and address."""
        return Name(iri, local_path(self.live, iri), *self.labels.labelled(iri))

    def fact(self, iri: str) -> Name:
        """A fact by its label, or by what it says where it has none."""
        name = self.name(iri)
        if not name.label.startswith("id/"):
            return name
        told = self.values(NamedNode(iri))
        words = [
            cell.label if isinstance(cell, Name) else cell for t in TELLING for cell in told.get(t, [])[:1]
        ]
        if words and "/change/" in name.path:
            words[1:1] = [kind.label for kind in self.kinds(NamedNode(iri))[:1]]
        return replace(name, label=" · ".join(words), language="vi") if words else name

    def table(self, query: str, thing: NamedNode, most: int, names: Sequence[str] = ()) -> Table:
        """The first ``most`` rows of the query endpoint/queries/site/QUERY.rq.

        :param names: the columns whose IRIs become names.
        """
        found = self.live.rows(f"site/{query}", thing=thing)
        rows: list[Row] = []
        for values in found[:most]:
            row: Row = dict(values)
            for name in names:
                if name in values:
                    row[name] = self.name(values[name])
            rows.append(row)
        return Table(rows, len(found) > most)

    def kinds(self, thing: NamedNode) -> list[Name]:
        """The most special classes of the thing."""
        return [self.name(row["class"]) for row in self.live.rows("site/kinds", thing=thing)]

    def quotes(self, fact: NamedNode) -> list[dict[str, str]]:
        """The sentences that state a fact, each said once for one article."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for row in self.live.rows("site/evidence", thing=fact):
            shown = {**row, "article_path": local_path(self.live, row["article"]), "anchor": anchor_of(row)}
            found.setdefault((row["article"], row["sentence"]), shown)
        return sorted(found.values(), key=lambda quote: (quote.get("published", ""), quote["article"]))

    def quoted(self, facts: Sequence[str]) -> list[dict[str, object]]:
        """The first facts (MOST_QUOTED), each once, with the quotes that state them."""
        kept = list(dict.fromkeys(facts))[:MOST_QUOTED]
        told = [{"fact": self.fact(fact), "quotes": self.quotes(NamedNode(fact))} for fact in kept]
        return [one for one in told if one["quotes"]]

    def articles(self, thing: NamedNode) -> Table:
        """The articles that mention the thing."""
        return self.table("articles", thing, 50, ("article",))

    def names(self, thing: NamedNode, term: str) -> list[Name]:
        """The things that the thing has by the property of ours that is called ``term``."""
        found = {quad.object for quad in self.live.store.quads(thing, NamedNode(PREFIXES["gb"] + term))}
        return [self.name(iri) for iri in sorted(one.value for one in found if isinstance(one, NamedNode))]

    def values(self, thing: NamedNode) -> Mapping[str, list[Cell]]:
        """What is said of the thing: short name of a property of ours → values, things as names."""
        told: dict[str, list[Cell]] = {}
        for row in self.live.rows("site/facts_of", thing=thing):
            value = row["value"]
            is_thing = "language" not in row and value.startswith(("http://", "https://"))
            cell = self.name(value) if is_thing else value
            told.setdefault(row["property"].rpartition("#")[2], []).append(cell)
        return told


def facts_in(table: Table, column: str) -> list[str]:
    """The IRIs of the facts that stand in a column not made into names."""
    return [cell for row in table.rows if isinstance(cell := row.get(column), str)]


def anchor_of(row: Mapping[str, str]) -> str:
    """The id of an evidence on the page of its article."""
    return "e-" + row["evidence"].rpartition("/")[2]
