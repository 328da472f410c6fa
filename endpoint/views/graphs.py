"""Pictures of connections: nodes and links, which a reader walks from one to the next."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.live import Live
from endpoint.views.drawing import Data, Namer, Value, cut

NEWEST, MOST_NEIGHBOURS, MOST_LINKS = 20, 60, 120


class Net:
    """Nodes and links as they are found, each once."""

    def __init__(self, namer: Namer) -> None:
        self._namer = namer
        self._nodes: dict[str, dict[str, Value]] = {}
        self._links: dict[tuple[str, str], dict[str, Value]] = {}

    def add_node(self, iri: str, kind: str) -> None:
        """Add a thing unless it is there."""
        if iri not in self._nodes:
            label, page = self._namer.label(iri), self._namer.page(iri)
            self._nodes[iri] = {"id": iri, "label": label, "kind": kind, "page": page}

    def add_link(self, source: str, target: str, date: str | None) -> None:
        """Connect two things, once in either direction."""
        if (source, target) not in self._links and (target, source) not in self._links:
            self._links[source, target] = {"source": source, "target": target, "date": date}

    def finish(self, focus: NamedNode | None, most: int | None) -> Data:
        """The data of the picture."""
        return {
            "focus": focus.value if focus else None,
            "nodes": list(self._nodes.values()),
            "links": list(self._links.values()),
            "cut": most,
        }


def draw_network(live: Live, namer: Namer, thing: NamedNode | None) -> Data:
    """The neighbours of an official, a body or a meeting; without one, those of the newest meetings."""
    net = Net(namer)
    if thing is None:
        newest = live.search.lists.find("meeting", (), "newest", 0, NEWEST)
        found = [row for item in newest for row in live.rows("views/neighbours", thing=NamedNode(item.iri))]
        rows, most = cut(found, MOST_LINKS)
    else:
        rows, most = cut(live.rows("views/neighbours", thing=thing), MOST_NEIGHBOURS)
    for row in rows:
        net.add_node(row["thing"], kind_of(live, row["thing"]))
        net.add_node(row["other"], row["kind"])
        net.add_link(row["thing"], row["other"], row.get("date"))
    return net.finish(thing, most)


def draw_citations(live: Live, namer: Namer, thing: NamedNode | None) -> Data:
    """Which articles cite which documents: around one of them, or the newest."""
    net = Net(namer)
    found = live.rows("views/all_citing") if thing is None else live.rows("views/citing", thing=thing)
    rows, most = cut(found, MOST_LINKS)
    for row in rows:
        net.add_node(row["article"], "article")
        net.add_node(row["directive"], "directive")
        net.add_link(row["article"], row["directive"], row.get("date"))
    return net.finish(thing, most)


def kind_of(live: Live, iri: str) -> str:
    """The kind that the IRI of a thing names."""
    return iri.removeprefix(f"{live.base}id/").partition("/")[0]
