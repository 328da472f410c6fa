"""The named graphs: each at its IRI in every format, all in a list, and each described with its files."""

from __future__ import annotations

from itertools import islice
from urllib.parse import quote

from flask import Response, jsonify, redirect, request

from endpoint.catalogue import describe_graph
from endpoint.description import write_graph
from endpoint.formats import GRAPHS, HTML, Format, find_format
from endpoint.graphfiles import PACKED, find_files, send_graph
from endpoint.links import add_links, part_links
from endpoint.live import Live, Snapshots
from endpoint.pages import Pages
from endpoint.problems import ProblemError
from endpoint.things import choose_by_request, make_iri, read_page_number

JSON = Format("json", "application/json")
PAGE = 200


class Graphs:
    """Answers for the named graphs of the snapshot being served."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def answer(self, path: str) -> Response:
        """One named graph by suffix or Accept, packed where the suffix says so; HTML leads to its files.

        :raises ProblemError: ``not-found`` if there is no such graph.
        """
        live = self._snapshots.live
        graph, chosen, packing = read_path(live, path)
        chosen = chosen or choose_by_request((*GRAPHS, HTML))
        page = f"{request.script_root}/download/graphs/{quote(graph, safe=SAFE)}"
        if chosen is HTML:
            return redirect(page, 303)  # type: ignore[return-value]
        response = send_graph(live, graph, chosen, packing)
        return add_links(response, part_links(live, f"{live.base}graph/{graph}", f"{page}?format=ttl"))

    def index(self) -> Response:
        """The named graphs, PAGE at a time, with the number of their triples and their checksums."""
        live = self._snapshots.live
        page = read_page_number()
        found = list(islice(live.snapshot.graphs(), (page - 1) * PAGE, page * PAGE + 1))
        if not found:
            raise ProblemError("not-found", "The list of graphs is not so long.")
        more = page + 1 if len(found) > PAGE else 0
        prefix = live.base + "graph/"
        shown = [(size.graph.removeprefix(prefix), size) for size in found[:PAGE]]
        if choose_by_request((HTML, JSON)) is HTML:
            values = {"graphs": shown, "page": page, "more": more, "number": live.snapshot.manifest.graphs}
            return self._pages.render("graphs.html", live, **values)
        root = request.url_root
        graphs = [
            {
                "graph": size.graph,
                "url": f"{root}graph/{name}",
                "files": f"{root}download/graphs/{name}",
                "triples": size.triples,
                "nt": {"bytes": size.bytes, "sha256": size.sha256},
            }
            for name, size in shown
        ]
        following = f"{root}download/graphs?format=json&page={more}" if more else None
        return jsonify({"graphs": graphs, "number": live.snapshot.manifest.graphs, "next": following})

    def describe(self, path: str) -> Response:
        """The files of one named graph, with sizes and checksums: as a page, or in DCAT.

        :raises ProblemError: ``not-found`` if there is no such graph.
        """
        live = self._snapshots.live
        graph, _, _ = read_path(live, path)
        chosen = choose_by_request((HTML, *GRAPHS))
        if chosen is not HTML:
            triples = sorted(describe_graph(live, graph, request.url_root), key=str)
            return write_graph(triples, chosen, live, request.path)
        files = find_files(live, graph, request.script_root + "/")
        return self._pages.render(
            "graph.html", live, graph=graph, iri=f"{live.base}graph/{graph}", files=files
        )


SAFE = "/~!$&'()*+,;=:@%"


def read_path(live: Live, path: str) -> tuple[str, Format | None, str]:
    """The graph's name below ``graph/``, and the format and the packing that a suffix names, if any does.

    :raises ProblemError: ``not-found`` if there is no such graph.
    """
    packing = next((suffix for suffix in PACKED if path.endswith(suffix)), "")
    stem, _, suffix = path.removesuffix(packing).rpartition(".")
    chosen = find_format(suffix, GRAPHS) if stem else None
    for name, format, packed in ((stem, chosen, packing), (path, None, "")):
        if name and (format or name == path):
            graph = make_iri(live, f"graph/{name}")
            if live.has_graph(graph):
                return graph.value.removeprefix(live.base + "graph/"), format, packed
    suffixes = ", ".join(entry.name for entry in GRAPHS)
    raise ProblemError(
        "not-found", f"There is no graph of this name. Suffixes are {suffixes}, each also with .gz or .zst."
    )
