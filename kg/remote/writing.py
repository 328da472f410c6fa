"""How a store is written to: by SPARQL Update, or where it takes none, by the Graph Store Protocol.

Both do the same to the graphs of a set and to the register. An update changes a part of a graph in one step.
The Graph Store Protocol only adds to a graph, or replaces or removes it whole; so what makes a set current is
added first, and the register is replaced by one without what is old after that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from secrets import token_hex
from typing import Protocol
from urllib.parse import quote
from urllib.request import Request

from pyoxigraph import Literal, NamedNode

from kg.errors import RemoteError, StoreAwayError, StoreRefusalError
from kg.remote.protocol import RemoteStore, Term, write_query

BATCH_OF_READING = 10_000
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
NTRIPLES = "application/n-triples"
TRUE = Literal("true", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
UNKNOWN_WAY = (400, 404, 405, 406, 415, 501)
"""Statuses of a server that does not know what an update is."""
Additions = Mapping[NamedNode, Sequence[str]]
Triple = tuple[Term, Term, Term]


class Writer(Protocol):
    """Writes to one store with one register."""

    def insert(self, graphs: Additions) -> None:
        """Add triples (lines of N-Triples) to graphs, in this order."""

    def switch(self, set: NamedNode, facts: Mapping[str, Literal]) -> None:
        """Make a set the current one. ``facts``: id, issued, turn, manifest."""

    def forget(self, set: NamedNode) -> None:
        """Take a set for one that is not there."""

    def retire(self, set: NamedNode) -> None:
        """Offer a set no more."""

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph."""


class UpdateWriter:
    """Writes by SPARQL 1.1 Update; each call is one request, or one for each graph."""

    def __init__(self, store: RemoteStore, register: NamedNode) -> None:
        self._store, self._register = store, register

    def insert(self, graphs: Additions) -> None:
        """All in one update, so that either all is there or nothing."""
        parts = (f"GRAPH {graph} {{\n{''.join(lines)}}}\n" for graph, lines in graphs.items())
        self._store.update(f"INSERT DATA {{\n{''.join(parts)}}}")

    def switch(self, set: NamedNode, facts: Mapping[str, Literal]) -> None:
        """Name it as current."""
        self._run("switch.ru", set=set, **facts)

    def forget(self, set: NamedNode) -> None:
        """The register says nothing of it any more."""
        self._run("forget.ru", set=set)

    def retire(self, set: NamedNode) -> None:
        """It has no version any more, and a mark."""
        self._run("retire.ru", set=set)

    def drop(self, graph: NamedNode) -> None:
        """Whether it is there or not."""
        self._run("drop.ru", graph=graph)

    def _run(self, name: str, **terms: Term) -> None:
        self._store.update(write_query(name, register=self._register, **terms))


class GraphWriter:
    """Writes by the SPARQL 1.1 Graph Store HTTP Protocol, each graph named by ``?graph=``."""

    def __init__(self, store: RemoteStore, register: NamedNode) -> None:
        self._store, self._register = store, register

    def insert(self, graphs: Additions) -> None:
        """Graph by graph; the register comes last, so that it never says more than is there."""
        for graph, lines in sorted(graphs.items(), key=lambda item: item[0] == self._register):
            self._send("POST", graph, "".join(lines))

    def switch(self, set: NamedNode, facts: Mapping[str, Literal]) -> None:
        """Add that it is current, then take away that another is."""
        register, names = self._register, {"id": DCAT + "version", "issued": DCTERMS + "issued"}
        current = NamedNode(DCAT + "hasCurrentVersion")
        lines = [f"{register} {current} {set} .\n"]
        for name, fact in facts.items():
            lines.append(f"{set} <{names.get(name, 'urn:giaoban:' + name)}> {fact} .\n")
        turn = NamedNode("urn:giaoban:turn")
        self._keep(lambda triple: triple[:2] != (set, turn))
        self.insert({register: lines})
        self._keep(lambda triple: triple[1] != current or triple[2] == set)

    def forget(self, set: NamedNode) -> None:
        """The register says nothing of it any more."""
        self._keep(lambda triple: triple[0] != set)

    def retire(self, set: NamedNode) -> None:
        """It gets a mark, then it has no version any more."""
        self.insert({self._register: [f"{set} <urn:giaoban:retired> {TRUE} .\n"]})
        self._keep(lambda triple: triple[:2] != (set, NamedNode(DCAT + "version")))

    def drop(self, graph: NamedNode) -> None:
        """Whether it is there or not."""
        try:
            self._send("DELETE", graph)
        except StoreAwayError as error:
            if error.status != 404:
                raise

    def _keep(self, wanted: Callable[[Triple], bool]) -> None:
        """Replace the register by the triples of it that are wanted, if that is not all of them."""
        rows = read_all(self._store, write_query("register.rq", register=self._register))
        triples = [(row["subject"], row["property"], row["value"]) for row in rows]
        kept = [triple for triple in triples if wanted(triple)]
        if len(kept) < len(triples):
            self._send("PUT", self._register, "".join(f"{s} {p} {o} .\n" for s, p, o in kept))

    def _send(self, method: str, graph: NamedNode, triples: str | None = None) -> None:
        url = self._store.update_url
        address = f"{url}{'&' if '?' in url else '?'}graph={quote(graph.value, safe='')}"
        headers = {"Content-Type": NTRIPLES, "User-Agent": "giaoban"}
        body = None if triples is None else triples.encode()
        self._store.send(Request(address, body, headers, method=method))


def read_all(store: RemoteStore, query: str) -> list[dict[str, Term]]:
    """All rows of a SELECT that are all different, in parts: a store may give no more than so many at once.

    :raises RemoteError: if the parts overlap, since then some rows may be missing.
    """
    found: dict[tuple[Term, ...], dict[str, Term]] = {}
    while part := store.rows(f"{query} LIMIT {BATCH_OF_READING} OFFSET {len(found)}", limit=0):
        before = len(found)
        found |= {tuple(row.values()): row for row in part}
        if len(found) - before < len(part):
            raise RemoteError(f"{store.query_url} gives the rows of an answer in no stable order.")
    return list(found.values())


def choose_writer(store: RemoteStore, register: NamedNode, protocol: str) -> Writer:
    """The writer for "update" or "gsp"; for "auto", the first of them by which something arrives.

    :raises RemoteError: if it can be written to by neither, what was said to an update.
    """
    update, graphs = UpdateWriter(store, register), GraphWriter(store, register)
    if protocol != "auto":
        return update if protocol == "update" else graphs
    try:
        if try_out(update, store, register):
            return update
        refusal = RemoteError(f"{store.update_url} takes what is sent there, but {store.query_url} lacks it.")
    except (StoreAwayError, StoreRefusalError) as error:
        if error.status not in UNKNOWN_WAY:
            raise
        refusal = error
    try:
        if try_out(graphs, store, register):
            return graphs
    except RemoteError:
        raise refusal from None
    raise refusal


def try_out(writer: Writer, store: RemoteStore, register: NamedNode) -> bool:
    """Write a mark, see whether it is there, and take it away.

    What answers "done" need not have done it: Virtuoso's address for graphs says so of updates too.
    """
    trial, mark = NamedNode("urn:giaoban:trial"), Literal(token_hex(8))
    writer.insert({register: [f"{trial} <urn:giaoban:mark> {mark} .\n"]})
    found = [row["mark"] for row in store.rows(write_query("tried.rq", register=register))]
    if found:
        writer.forget(trial)
    return mark in found
