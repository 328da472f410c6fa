"""Linked data: every IRI of the graph leads to a page for people and to data for machines."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, redirect, request
from pyoxigraph import NamedNode, Triple

from endpoint.description import describe_dataset, write_graph
from endpoint.formats import GRAPHS, HTML, Format, find_format
from endpoint.live import Live, Snapshots
from endpoint.negotiation import choose_format
from endpoint.pages import Pages, choose_language
from endpoint.problems import ProblemError
from endpoint.showing import show_thing

CHOICES = (*GRAPHS, HTML)


class Things:
    """Answers for the IRIs of the graph by their paths, whatever the server's host name is."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def redirect(self, kind: str, slug: str) -> Response:
        """303 from a thing to its page or its data, by ``format=`` or Accept."""
        live = self._snapshots.live
        path = request.path.lstrip("/")
        self._find(live, path)
        chosen = choose_by_request()
        local = path.removeprefix("id/")
        target = f"/page/{local}" if chosen is HTML else f"/data/{local}.{chosen.name}"
        response = redirect(request.script_root + quote(target), 303)
        response.headers["Cache-Control"] = "no-cache"
        return response  # type: ignore[return-value]

    def page(self, path: str) -> Response:
        """The page of one thing."""
        live = self._snapshots.live
        iri = self._find(live, full_path(path))
        return self._pages.render("thing.html", live, **show_thing(live, iri, choose_language()))

    def data(self, path: str) -> Response:
        """What the graph says of one thing, by suffix or Accept."""
        live = self._snapshots.live
        stem, _, suffix = path.rpartition(".")
        chosen = find_format(suffix, GRAPHS) if stem and "/" not in suffix else None
        iri = self._find(live, full_path(stem if chosen else path))
        return write_graph(self._describe(live, iri), chosen or choose_by_request(GRAPHS), live, request.path)

    def graph(self, path: str) -> Response:
        """One named graph, whole."""
        live = self._snapshots.live
        graph = make_iri(live, f"graph/{path}")
        if not live.has_graph(graph):
            raise ProblemError("not-found", "There is no graph of this name.")
        return self._write_graph(live, graph, choose_by_request(GRAPHS))

    def ontology(self) -> Response:
        """The ontology as a page or as RDF."""
        live = self._snapshots.live
        chosen = choose_by_request()
        if chosen is HTML:
            return self._pages.ontology(live)
        return self._write_graph(live, NamedNode(live.base + "graph/ontology"), chosen)

    def void(self) -> Response:
        """The dataset described in VoID."""
        sparql = request.url_root + "sparql"
        return describe_dataset(
            self._snapshots.live, request.url_root + "void", sparql, choose_by_request(GRAPHS)
        )

    def _write_graph(self, live: Live, graph: NamedNode, chosen: Format) -> Response:
        triples = (quad.triple for quad in live.store.quads(graph=graph))
        return write_graph(triples, chosen, live, request.path)

    def _find(self, live: Live, path: str) -> NamedNode:
        """The IRI at this path, if the graph says anything of it.

        :raises ProblemError: ``not-found``.
        """
        iri = make_iri(live, path)
        if not bool(live.ask("known", thing=iri)):
            raise ProblemError("not-found", "The graph says nothing of this.")
        return iri

    def _describe(self, live: Live, iri: NamedNode) -> Iterator[Triple]:
        yield from live.triples("about", thing=iri)
        for row in live.rows("incoming", thing=iri):
            yield Triple(NamedNode(row["s"]), NamedNode(row["p"]), iri)


def full_path(path: str) -> str:
    """The path of an IRI from what follows /page/ or /data/, where "id/" is left out."""
    return path if path.startswith("term/") else f"id/{path}"


def make_iri(live: Live, path: str) -> NamedNode:
    """The IRI at this path under the snapshot's base.

    :raises ProblemError: ``not-found`` if it can be none.
    """
    try:
        return NamedNode(live.base + quote(path, safe="/~!$&'()*+,;=:@%"))
    except ValueError as error:
        raise ProblemError("not-found", "No IRI has this path.") from error


def choose_by_request(choices: tuple[Format, ...] = CHOICES) -> Format:
    """The format that ``format=`` or Accept asks for.

    :raises ProblemError: ``not-acceptable`` if none is offered.
    """
    name = request.args.get("format")
    chosen = find_format(name, choices) if name else choose_format(request.headers.get("Accept"), choices)
    if chosen is None and not name and HTML not in choices and request.accept_mimetypes.accept_html:
        return choices[0]
    if chosen is None:
        offered = [entry.media_type for entry in choices]
        raise ProblemError("not-acceptable", f"Offered are {', '.join(offered)}.", {"offered": offered})
    return chosen
