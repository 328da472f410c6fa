"""Linked data: every IRI of the graph leads to a page for people and to data for machines."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, redirect, request
from pyoxigraph import NamedNode
from werkzeug.routing import RequestRedirect

from endpoint.description import describe_dataset, write_graph
from endpoint.documents import LICENCE, describe_thing
from endpoint.formats import GRAPHS, HTML, Format, find_format
from endpoint.former import Former, find_successor, is_withdrawn
from endpoint.graphfiles import send_graph
from endpoint.links import add_links, link, thing_links
from endpoint.live import PREFIXES, Live, Snapshots
from endpoint.negotiation import choose_format
from endpoint.pages import Pages, choose_language
from endpoint.problems import ProblemError
from endpoint.site import Shown, show_page
from endpoint.structured import describe_thing_page
from kg.settings import Settings

CHOICES = (*GRAPHS, HTML)


class Things:
    """Answers for the IRIs of the graph by their paths, whatever the server's host name is."""

    def __init__(self, settings: Settings, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages
        self._former = Former(settings.data)

    def redirect(self, kind: str, slug: str) -> Response:
        """303 from a thing to its page or its data, by ``format=`` or Accept; 308 from a merged one."""
        live = self._snapshots.live
        thing = self._find(live, request.path.lstrip("/"))
        chosen = choose_by_request()
        local = request.path.lstrip("/").removeprefix("id/")
        target = f"/page/{local}" if chosen is HTML else f"/data/{local}.{chosen.name}"
        response = redirect(request.script_root + quote(target), 303)
        response.headers["Cache-Control"] = "no-cache"
        return add_links(response, thing_links(live, thing, None))  # type: ignore[arg-type]

    def page(self, path: str) -> Response:
        """The page of one thing."""
        live = self._snapshots.live
        iri = self._find(live, full_path(path), "/page/")
        shown = Shown(live, choose_language())
        about = describe_thing_page(live, iri, shown.labels)
        template, values = show_page(shown, iri, path.partition("/")[0])
        response = self._pages.render(template, live, about=about, **values)
        return add_links(response, thing_links(live, iri, HTML))

    def data(self, path: str) -> Response:
        """What the graph says of one thing, by suffix or Accept; HTML leads to its page."""
        live = self._snapshots.live
        stem, _, suffix = path.rpartition(".")
        chosen = find_format(suffix, GRAPHS) if stem and "/" not in suffix else None
        if chosen and not knows(live, full_path(stem)) and knows(live, full_path(path)):
            stem, chosen = path, None
        iri = self._find(live, full_path(stem if chosen else path), "/data/", suffix if chosen else "")
        if chosen is None:
            chosen = choose_by_request()
            if chosen is HTML:
                target = quote(f"/page/{path}")
                return redirect(request.script_root + target, 303)  # type: ignore[return-value]
        document = describe_thing(live, iri, read_page_number())
        response = write_graph(document.triples, chosen, live, request.full_path)
        return add_links(response, thing_links(live, iri, chosen, document.next_page))

    def ontology(self, suffix: str = "") -> Response:
        """The ontology as a page or as RDF."""
        live = self._snapshots.live
        chosen = find_format(suffix, CHOICES) if suffix else choose_by_request()
        if chosen is None:
            raise ProblemError("not-found", f"Suffixes here are {', '.join(e.name for e in CHOICES)}.")
        if chosen is HTML:
            return add_links(self._pages.ontology(live), ontology_links(chosen))
        response = send_graph(live, "ontology", chosen)
        return add_links(response, ontology_links(chosen))

    def void(self) -> Response:
        """The dataset described in VoID and DCAT."""
        return describe_dataset(self._snapshots.live, request.url_root, choose_by_request(GRAPHS))

    def _find(self, live: Live, path: str, prefix: str = "", suffix: str = "") -> NamedNode:
        """The IRI at this path, if the graph says anything of it.

        :param prefix: where a merged thing's document is, with ``suffix``; "" for the thing itself.
        :raises RequestRedirect: 308 to what a merged thing is now.
        :raises ProblemError: ``not-found``, or ``gone`` where it was known once.
        """
        iri = make_iri(live, path)
        successor = find_successor(live, iri)
        if successor is not None:
            local = successor.value.removeprefix(live.base)
            if prefix:
                local = prefix.lstrip("/") + local.removeprefix("id/") + (f".{suffix}" if suffix else "")
            raise RequestRedirect(f"{request.script_root}/{local}")
        if is_withdrawn(live, iri):
            raise ProblemError("gone", "This IRI was withdrawn.")
        if not bool(live.ask("known", thing=iri)):
            if self._former.knew(live, iri):
                raise ProblemError("gone", "An earlier snapshot knew this; what is served now does not.")
            suffixes = ", ".join(entry.name for entry in GRAPHS)
            if prefix == "/data/":
                raise ProblemError(
                    "not-found", f"The graph says nothing of this. Suffixes of /data/ are {suffixes}."
                )
            raise ProblemError("not-found", "The graph says nothing of this.")
        return iri


def knows(live: Live, path: str) -> bool:
    """Whether the graph says anything of the IRI at this path."""
    return bool(live.ask("known", thing=make_iri(live, path)))


def read_page_number() -> int:
    """The page of a long document that ``page=`` asks for, counted from 1.

    :raises ProblemError: ``bad-request`` if it is no such number.
    """
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) < 10**6):
        raise ProblemError("bad-request", "page is a whole number from 1.")
    return int(asked[:9])


def ontology_links(chosen: Format) -> list[str]:
    """The links of the ontology in one of its forms."""
    root = f"{request.script_root}/ontology"
    gb = PREFIXES["gb"].rstrip("#")
    return [
        *(
            link(f"{root}.{entry.name}", "alternate", type=entry.media_type)
            for entry in CHOICES
            if entry is not chosen
        ),
        link(f"{root}.{chosen.name}", "canonical"),
        link(gb, "cite-as"),
        link(gb, "describes"),
        link("https://schema.org/DefinedTermSet", "type"),
        link(LICENCE.value, "license"),
    ]


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
