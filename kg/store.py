"""The one module that opens the store engine: writing a store once, reading it ever after.

The engine can answer from the union of all graphs, but returns a triple once for each graph that holds it,
and then ignores FROM. So the writer puts every distinct triple into the store's own default graph besides,
and queries run without that option: the default graph is the union, as a set, and FROM means what SPARQL
says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from kg.errors import BuildError, QueryError, SnapshotError

PART = 250_000
"""Lines that are loaded at once: the engine holds 1 kB a line of what it is given, however much that is."""

Term = NamedNode | Literal
Result = QuerySolutions | QueryBoolean | QueryTriples


class GraphStore:
    """A store to read from. ``raw`` is the engine's own object, for processes that run strangers' queries."""

    def __init__(self, raw: Store) -> None:
        self.raw = raw

    def __len__(self) -> int:
        """The number of quads in the named graphs."""
        return sum(1 for _ in self.quads())

    def limit(self, seconds: float) -> None:
        """How long the next queries may take, for stores elsewhere; here whoever asks sees to it."""

    def graphs(self) -> list[NamedNode]:
        """The named graphs, sorted."""
        graphs = (graph for graph in self.raw.named_graphs() if isinstance(graph, NamedNode))
        return sorted(graphs, key=lambda graph: graph.value)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads of the named graphs that match; None matches all."""
        for quad in self.raw.quads_for_pattern(subject, predicate, object, graph):
            if graph is not None or not isinstance(quad.graph_name, DefaultGraph):
                yield quad

    def prepare(self, subjects: Iterable[NamedNode]) -> None:
        """Say that these subjects will be asked for one by one; what is elsewhere is then fetched at once."""

    def everything(self) -> Iterator[Quad]:
        """All quads, those of the default graph too; the same store gives them in the same order."""
        return self.raw.quads_for_pattern(None, None, None, None)

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
        """Run one query of our own; the default graph is the union of all unless said otherwise.

        :param base: base IRI of relative IRIs in the query.
        :param substitutions: values of variables, which must stand in the SELECT clause (SEP-0007).
        :param functions: extension functions by IRI; None as a value is an error in the expression.
        :raises QueryError: with the engine's message, if the query is malformed or cannot be run.
        """
        bound: dict[Variable, NamedNode | BlankNode | Literal | Triple]
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        try:
            return self.raw.query(
                text,
                base_iri=base,
                substitutions=bound or None,
                default_graph=None if default_graphs is None else [*map(NamedNode, default_graphs)],
                named_graphs=None if named_graphs is None else [*map(NamedNode, named_graphs)],
                custom_functions={NamedNode(iri): run for iri, run in (functions or {}).items()} or None,
            )
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise QueryError(
                f"The query cannot be run: {error}.", "Correct the query and run it again."
            ) from error


def open_store(path: Path) -> GraphStore:
    """Open a store read-only; any number of processes may do so at once.

    :raises SnapshotError: if there is none or it is damaged.
    """
    try:
        return GraphStore(Store.read_only(str(path)))
    except (OSError, ValueError) as error:
        raise SnapshotError(
            f"The store {path} cannot be opened: {error}.", "Build it anew with: giaoban build"
        ) from error


def build_store(path: Path, nquads: Path, triples: Path) -> None:
    """Write a new store in ``path`` from a file of N-Quads and one of their distinct triples (N-Triples).

    :raises BuildError: if it cannot be written, for instance because the disk is full.
    """
    try:
        store = Store(str(path))
        for file, format in ((nquads, RdfFormat.N_QUADS), (triples, RdfFormat.N_TRIPLES)):
            with file.open("rb") as lines:
                while part := b"".join(islice(lines, PART)):
                    store.bulk_load(part, format)
        store.optimize()  # what came in parts lies in files that every look-up would have to go through
        store.flush()
    except (OSError, SyntaxError, ValueError) as error:
        cause = str(error).rsplit("IO error: ", 1)[-1]  # the engine's messages nest
        raise BuildError(
            f"The store cannot be written: {cause}.", "If the disk is full, give it room and build again."
        ) from error


@lru_cache(1024)
def select_variables(text: str, base: str, functions: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What a query selects, in order; nothing for one that is no SELECT. Nothing is asked of any graph.

    :param functions: IRIs of functions that the query may call although the engine has none such.
    :raises QueryError: if the query is malformed.
    """
    try:
        found = GraphStore(Store()).query(
            text, base=base, functions=dict.fromkeys(functions, lambda *_: None)
        )
    except OSError:
        raise QueryError("The query reaches for another server.", "Leave SERVICE out.") from None
    return tuple(one.value for one in found.variables) if isinstance(found, QuerySolutions) else ()


def find_canonical(terms: Sequence[bytes]) -> list[bytes]:
    """How the engine writes each of these terms (N-Triples) once it has stored it.

    It keeps numbers, dates and language tags by their value: of ``"01"^^xsd:integer`` stays ``"1"``.
    """
    store = Store()
    lines = b"".join(b"<urn:%d> <urn:is> %s .\n" % entry for entry in enumerate(terms))
    store.bulk_load(lines, RdfFormat.N_TRIPLES)
    found = [b""] * len(terms)
    for quad in store:
        found[int(quad.subject.value[4:])] = str(quad.object).encode()
    return found


def memory_store(quads: Iterable[Quad]) -> GraphStore:
    """A store in memory with the given quads, and their union in the default graph."""
    store = Store()
    for quad in quads:
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object))
    return GraphStore(store)
