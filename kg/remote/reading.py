"""A snapshot in another store, read as our own stores are: patterns and queries, by its protocol."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from pyoxigraph import NamedNode, Quad, QuerySolutions

from kg.errors import RemoteError
from kg.remote.answering import Answerer
from kg.remote.layout import Layout
from kg.remote.protocol import LONGEST_ANSWER, RemoteStore, write_query
from kg.remote.rewriting import DCTERMS, rewrite_query
from kg.store import GraphStore, Result, Term, memory_store, select_variables

PATTERNS_KEPT = 20_000
PAGE = 10_000
MANY = 100
Pattern = tuple[NamedNode | None, NamedNode | None, Term | None, NamedNode | None]


class RemoteGraph(GraphStore):
    """The set of graphs ``layout`` in ``store``. A set never changes: what was asked once is remembered.

    :param most_rows: rows at which the store cuts answers; 0 where it does not.
    :param longest: bytes that an answer of the store may have.
    :ivar check: called before the store is asked; raises what is to be told instead.
    :ivar read: has our own engine read a query, as :func:`kg.store.select_variables` does. It runs it on
        nothing to do so, which for a stranger's query is done where nothing can be reached.
    """

    def __init__(
        self, store: RemoteStore, layout: Layout, most_rows: int = 0, longest: int = LONGEST_ANSWER
    ) -> None:
        super().__init__(memory_store(()).raw)
        self.store, self.layout, self.most_rows = store, layout, most_rows
        self.check: Callable[[], None] = lambda: None
        self.read: Callable[[str, str, tuple[str, ...]], tuple[str, ...]] = select_variables
        self._longest = longest
        self._answerer = Answerer(store, layout, most_rows)
        self._remembering = Answerer(store, layout, most_rows, remembers=True)
        self._find = lru_cache(PATTERNS_KEPT)(self._find_quads)
        self._told: OrderedDict[NamedNode, list[Quad]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """The number of quads in the named graphs."""
        (row,) = self.store.rows(write_query("graphs_size.rq", listing=self.layout.listing))
        return int(row["quads"].value)

    def limit(self, seconds: float) -> None:
        """How long the next queries may take."""
        self.store.seconds = seconds

    def graphs(self) -> list[NamedNode]:
        """The named graphs, sorted."""
        noted = f"?there <{DCTERMS}isVersionOf> ?g"
        rows = self._page(f"SELECT ?g {{ GRAPH {self.layout.listing} {{ {noted} }} }}")
        return sorted((cast(NamedNode, row["g"]) for row in rows), key=lambda graph: graph.value)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads of the named graphs that match; None matches all."""
        self.check()
        if subject is not None:
            told = self._told.get(subject)
            return (
                quad
                for quad in (self._fetch([subject])[subject] if told is None else told)
                if (predicate is None or quad.predicate == predicate)
                and (object is None or quad.object == object)
                and (graph is None or quad.graph_name == graph)
            )
        if object is not None:
            return iter(self._find((None, predicate, object, graph)))
        return self._read_quads((None, predicate, None, graph))

    def prepare(self, subjects: Iterable[NamedNode]) -> None:
        """Fetch what is said of these things, many at once; it is kept for those who ask for it later."""
        self.check()
        wanted = [one for one in dict.fromkeys(subjects) if one not in self._told]
        for at in range(0, len(wanted), MANY):
            self._fetch(wanted[at : at + MANY])

    def _fetch(self, subjects: Sequence[NamedNode]) -> Mapping[NamedNode, Sequence[Quad]]:
        """What is said of these things, from now on remembered."""
        found: dict[NamedNode, list[Quad]] = {one: [] for one in subjects}
        for quad in self._read_quads((None, None, None, None), subjects):
            found[cast(NamedNode, quad.subject)].append(quad)
        with self._lock:
            self._told.update(found)
            while len(self._told) > PATTERNS_KEPT:
                self._told.popitem(last=False)
        return found

    def everything(self) -> Iterator[Quad]:
        """All quads of the named graphs."""
        return self.quads()

    def query(
        self,
        text: str,
        *,
        base: str,
        substitutions: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        functions: Mapping[str, Callable[..., Term | None]] | None = None,
    ) -> Result:
        """Run one query, as :meth:`GraphStore.query` does; functions are the store's own.

        A query with substitutions is one of our own, which comes again: small answers are remembered.

        :raises QueryError: if the query is malformed.
        :raises RemoteError: if the store cannot be reached, refuses it, or its answer is not whole.
        """
        self.check()
        variables = self.read(text, base, tuple(functions or ()))
        dataset = None
        if default_graphs is not None or named_graphs is not None:
            dataset = (tuple(default_graphs or ()), tuple(named_graphs or ()))
        plan = rewrite_query(
            text, self.layout, variables=variables, dataset=dataset, bound=dict(substitutions or {})
        )
        answerer = self._answerer if substitutions is None else self._remembering
        return cast(Result, answerer.answer(plan, variables, self._longest))

    def _find_quads(self, pattern: Pattern) -> tuple[Quad, ...]:
        return tuple(self._read_quads(pattern))

    def _read_quads(self, pattern: Pattern, subjects: Sequence[NamedNode] = ()) -> Iterator[Quad]:
        """The quads of a pattern; of these subjects only, if there are any."""
        names = ("?s", "?p", "?o")
        triple = " ".join(
            name if term is None else str(term) for name, term in zip(names, pattern[:3], strict=True)
        )
        asked = [name for name, term in zip(names, pattern[:3], strict=True) if term is None]
        if subjects:
            triple = f"VALUES ?s {{ {' '.join(map(str, subjects))} }} {triple}"
        graph = pattern[3]
        if graph is None:
            noted = f"?there <{DCTERMS}isVersionOf> ?g"
            where = f"GRAPH {self.layout.listing} {{ {noted} }} GRAPH ?there {{ {triple} }}"
            asked.append("?g")
        else:
            where = f"GRAPH {self.layout.rename(graph.value)} {{ {triple} }}"
        for row in self._page(f"SELECT {' '.join(asked)} {{ {where} }}"):
            s, p, o = (
                row[name[1:]] if term is None else term for name, term in zip(names, pattern[:3], strict=True)
            )
            yield Quad(s, p, o, row["g"] if graph is None else graph)  # type: ignore[arg-type]

    def _page(self, query: str) -> Iterator[dict[str, Term]]:
        """All rows of a SELECT without LIMIT, in parts, for a store may give no more than so many at once.

        The rows are all different. Where a store gave them in another order each time, some would come twice
        and others never; so where none comes twice, none is missing.
        """
        seen: set[tuple[Term | None, ...]] = set()
        size = min(PAGE, self.most_rows or PAGE)
        while True:
            rows = self._rows(f"{query} LIMIT {size} OFFSET {len(seen)}", size)
            before = len(seen)
            seen.update(tuple(row.values()) for row in rows)
            if len(seen) - before < len(rows):
                raise RemoteError(f"{self.store.query_url} gives the rows of an answer in no stable order.")
            yield from rows
            if len(rows) < size:
                return

    def _rows(self, query: str, limit: int) -> list[dict[str, Term]]:
        fetched = self.store.fetch(query, LONGEST_ANSWER, limit)
        found = cast(QuerySolutions, self.store.parse(fetched.body)[0])
        names = [variable.value for variable in found.variables]
        return [{name: row[name] for name in names} for row in found]
