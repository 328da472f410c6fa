"""A snapshot taken to another SPARQL store: batch by batch, into graphs of its own, then switched to.

A set is what one snapshot becomes there. ``{base}snapshot/ID`` holds every distinct triple of it;
``{base}snapshot/ID/graph/…`` are its named graphs, and ``{base}snapshot/ID/graphs`` says for which of ours
each stands (dcterms:isVersionOf). The graph ``{base}snapshots`` registers the sets: how many quads are
loaded, which is current (dcat:hasCurrentVersion), and its manifest, from which it is served. A set
beyond those kept is first offered no more, and removed by the next publication, so that no server answers
from what is being taken away. How far a batch leads is noted with it, or after it,
and a batch loaded twice is the same as once, so a publication that broke off goes on from where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import RemoteError
from kg.remote.layout import Layout, find_register
from kg.remote.protocol import RemoteStore, write_query
from kg.remote.writing import Additions, Writer, choose_writer, read_all
from kg.snapshot import Snapshot

DCTERMS = "http://purl.org/dc/terms/"
LOADED = NamedNode("urn:giaoban:loaded")
XSD = "http://www.w3.org/2001/XMLSchema#"
BATCH = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Publication:
    """What was done: the set now current, quads sent, quads there before, and earlier sets removed."""

    set: NamedNode
    sent: int
    found: int
    removed: int


def publish_snapshot(
    snapshot: Snapshot,
    store: RemoteStore,
    *,
    keep: int,
    batch: int = BATCH,
    protocol: str = "auto",
    progress: Progress | None = None,
) -> Publication:
    """Load the snapshot into ``store``, count what arrived, then make it the current one there.

    :param keep: how many whole sets stay there, this one included.
    :param batch: quads of one request.
    :param protocol: "update", "gsp", or "auto": updates where the store takes them.
    :param progress: told how many quads are there, and how many there will be.
    :raises RemoteError: if the store cannot be reached, refuses something, or holds other counts than sent;
        the set that was current still is.
    """
    writer = choose_writer(store, find_register(snapshot.manifest.base), protocol)
    told = progress or (lambda done, total: None)
    return _Publishing(snapshot, store, writer, batch, told).publish(keep)


class _Publishing:
    def __init__(
        self, snapshot: Snapshot, store: RemoteStore, writer: Writer, batch: int, progress: Progress
    ) -> None:
        self._snapshot, self._store, self._writer = snapshot, store, writer
        self._batch, self._progress = batch, progress
        self._layout = Layout(snapshot.manifest.base, snapshot.id)
        self._register, self._set = self._layout.register, self._layout.union
        self._total = snapshot.manifest.quads + snapshot.manifest.triples

    def publish(self, keep: int) -> Publication:
        """Load, count, switch, tidy up."""
        terms = {"register": self._register, "set": self._set}
        removed = self._remove_retired()
        (row,) = self._store.rows(write_query("loaded.rq", **terms))
        found = int(row["loaded"].value) if "loaded" in row else 0
        sent = self._load(found)
        self._count()
        self._switch()
        self._retire_old(keep)
        return Publication(self._set, sent, found, removed)

    def _switch(self) -> None:
        """Name the set as current. Which of two is the later is counted, since clocks differ."""
        (row,) = self._store.rows(write_query("last_turn.rq", register=self._register))
        manifest = self._snapshot.manifest
        facts = {
            "id": Literal(manifest.id),
            "issued": Literal(manifest.created, datatype=NamedNode(XSD + "dateTime")),
            "turn": Literal(int(row["last"].value) + 1 if "last" in row else 1),
            "manifest": Literal(manifest.dump()),
        }
        self._writer.switch(self._set, facts)

    def _load(self, done: int) -> int:
        """Send all but the first ``done`` quads; how many that were."""
        quads = islice(self._snapshot.open().everything(), done, None)
        at = done
        while part := list(islice(quads, self._batch)):
            at += len(part)
            self._writer.insert(self._sort_batch(part, at))
            self._progress(at, self._total)
        return at - done

    def _sort_batch(self, part: Sequence[Quad], at: int) -> Additions:
        """The quads by graph, what the graphs stand for, and what the register has to know: how far it is."""
        named: list[str] = []
        graphs: dict[NamedNode, list[str]] = defaultdict(list)
        for graph, quads in groupby(part, lambda quad: quad.graph_name):
            target = self._set if isinstance(graph, DefaultGraph) else self._layout.rename(str(graph.value))
            if target != self._set:
                named.append(f"{target} <{DCTERMS}isVersionOf> {graph} .\n")
            graphs[target] += [f"{quad.triple} .\n" for quad in quads]
        if named:
            graphs[self._layout.listing] = named
        return {**graphs, self._register: [f"{self._set} {LOADED} {Literal(at)} .\n"]}

    def _count(self) -> None:
        """See whether the store holds what was sent; if not, let the next run load all anew."""
        (union,) = self._store.rows(write_query("union_size.rq", set=self._set))
        (named,) = self._store.rows(write_query("graphs_size.rq", listing=self._layout.listing))
        held = (int(named["quads"].value), int(union["triples"].value))
        wanted = (self._snapshot.manifest.quads, self._snapshot.manifest.triples)
        if held != wanted:
            self._writer.forget(self._set)
            raise RemoteError(
                f"The store holds {held[0]} quads and {held[1]} triples of the snapshot, not {wanted[0]} and "
                f"{wanted[1]}; it is not made the current one.",
                "Give the same command again: it loads all anew.",
            )

    def _retire_old(self, keep: int) -> None:
        """Offer the whole sets beyond the newest ``keep`` no more."""
        rows = self._store.rows(write_query("whole_sets.rq", register=self._register))
        for row in [row for row in rows if row["set"] != self._set][max(keep - 1, 0) :]:
            self._writer.retire(cast(NamedNode, row["set"]))

    def _remove_retired(self) -> int:
        """Remove the sets that earlier publications retired, which nobody reads any more; how many."""
        retired = self._store.rows(write_query("retired.rq", register=self._register))
        for row in retired:
            set = cast(NamedNode, row["set"])
            layout = Layout(self._layout.base, set.value.rpartition("/")[2])
            graphs = read_all(self._store, write_query("graphs.rq", listing=layout.listing))
            for graph in graphs:
                self._writer.drop(cast(NamedNode, graph["graph"]))
            self._writer.drop(layout.listing)
            self._writer.drop(set)
            self._writer.forget(set)
        return len(retired)
