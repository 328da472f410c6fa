"""The snapshot being served: opened once, and exchanged for the next one without a request failing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, cast

from flask import g, has_request_context
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Triple, parse

from endpoint.pool import Pool
from endpoint.problems import ProblemError
from endpoint.sources import Source, find_remote, open_source
from kg.errors import GiaoBanError
from kg.export import PREFIXES as PREFIXES
from kg.export import make_context
from kg.search import SearchIndex
from kg.settings import Settings
from kg.snapshot import Snapshot, Statistics
from kg.store import GraphStore, Result, Term

LOOK_EVERY = 0.5
MOST_GRAPHS = 500
log = logging.getLogger("giaoban.serving")


class Live:
    """One open snapshot: its store for our own queries, its pool of workers for those of clients."""

    def __init__(self, snapshot: Snapshot, settings: Settings, source: Source) -> None:
        self.snapshot = snapshot
        self.source = source
        self.id = snapshot.id
        self.base = snapshot.manifest.base
        self.opened = time.time()
        self.store: GraphStore = snapshot.open()
        self.pool = Pool(
            snapshot.store_path,
            settings.workers,
            settings.memory,
            PREFIXES,
            find_remote(self.store, settings),
            lambda: source.check(snapshot.id),
        )
        self.pool.start()

    def can_be_asked(self) -> bool:
        """Whether its store answers; one on disk always does."""
        try:
            self.source.check(self.id)
        except ProblemError:
            return False
        return True

    @cached_property
    def context(self) -> Mapping[str, Any]:
        """The JSON-LD context of its ontology."""
        declared = NamedNode(PREFIXES["rdf"] + "type")
        quads = self.store.quads(predicate=declared, graph=NamedNode(self.base + "graph/ontology"))
        return make_context(quad.triple for quad in quads)

    @cached_property
    def terms(self) -> list[dict[str, str]]:
        """The terms of its ontology, by name: the rows of ontology_terms.rq."""
        return self.rows("ontology_terms")

    @cached_property
    def search(self) -> SearchIndex:
        """The search index.

        :raises SnapshotError: if the snapshot has none.
        """
        return self.snapshot.search()

    @cached_property
    def modified(self) -> datetime:
        """When the snapshot was built."""
        return datetime.fromisoformat(self.snapshot.manifest.created)

    def ask(self, name: str, **terms: Term) -> Result:
        """Run the query endpoint/queries/NAME.rq with its variables bound to ``terms``."""
        return self.store.query(read_query(name), base=self.base, substitutions=terms)

    def rows(self, name: str, **terms: Term) -> list[dict[str, str]]:
        """The solutions of a SELECT of ours as values by variable; what is unbound is left out."""
        found = cast(QuerySolutions, self.ask(name, **terms))
        variables = [variable.value for variable in found.variables]
        return [{v: solution[v].value for v in variables if solution[v] is not None} for solution in found]

    @cached_property
    def statistics(self) -> Statistics:
        """The numbers of its graph.

        :raises SnapshotError: if the snapshot has none.
        """
        return self.snapshot.statistics()

    def has_graph(self, graph: NamedNode) -> bool:
        """Whether there is a named graph of this name."""
        return next(self.store.quads(graph=graph), None) is not None


def read_rdf(name: str, base: str) -> Iterator[Triple]:
    """The triples of endpoint/rdf/NAME.ttl, with relative IRIs under ``base``."""
    path = package_path(f"rdf/{name}.ttl")
    return (quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=base))


def read_query(name: str) -> str:
    """The text of endpoint/queries/NAME.rq."""
    return resources.files("endpoint").joinpath("queries", f"{name}.rq").read_text("utf-8")


class Snapshots:
    """Which snapshot is live; a thread watches the link ``current`` and opens what it names next.

    :ivar prepare: called with a new snapshot before anyone is given it.
    :raises SnapshotError: if there is none to begin with.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.prepare: Callable[[Live], None] = lambda live: None
        self.source = open_source(settings)
        try:
            self._live = Live(self.source.current_snapshot(), settings, self.source)
        except BaseException:
            self.source.close()
            raise
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="snapshot-watcher", daemon=True)
        self._watcher.start()

    @property
    def live(self) -> Live:
        """The snapshot to answer from; a request keeps to the one that it began with."""
        if not has_request_context():
            return self._live
        if "live" not in g:
            g.live = self._live
        return cast(Live, g.live)

    def renew(self) -> Live:
        """The newest snapshot, to which the request that is being answered keeps from now on."""
        return self.keep_to(self._live)

    def keep_to(self, live: Live) -> Live:
        """Let the request that is being answered keep to this snapshot."""
        g.live = live
        return live

    def close(self) -> None:
        """Watch no more and let the workers go."""
        self._stop.set()
        self._watcher.join()
        self.source.close()
        self._live.pool.retire()

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_EVERY):
            if self.source.current_id() not in (self._live.id, None):
                self._exchange()

    def _exchange(self) -> None:
        """Open the new snapshot wholly before anyone is given it; the old one ends with its last query."""
        try:
            new = Live(self.source.current_snapshot(), self._settings, self.source)
        except (GiaoBanError, OSError) as error:
            log.warning("the new snapshot cannot be opened, the old one stays: %s", error)
            return
        self.prepare(new)
        old, self._live = self._live, new
        old.pool.retire()
        log.info("serving snapshot %s", new.id)


def package_path(name: str) -> Path:
    """A folder or file of this package's data."""
    return Path(str(resources.files("endpoint").joinpath(name)))
