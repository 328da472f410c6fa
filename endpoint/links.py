"""Link headers (RFC 8288): the forms of a document, what it describes, and FAIR Signposting."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from flask import Response, request
from pyoxigraph import NamedNode

from endpoint.documents import LICENCE, term
from endpoint.formats import GRAPHS, HTML, Format
from endpoint.live import PREFIXES, Live
from kg.export import FORMATS

ABOUT_PAGE = "https://schema.org/AboutPage"
DATASET = "https://schema.org/Dataset"


def link(target: str, relation: str, **parameters: str) -> str:
    """One link-value of a Link header."""
    rest = "".join(f'; {name}="{value}"' for name, value in parameters.items())
    return f'<{target}>; rel="{relation}"{rest}'


def add_links(response: Response, links: Iterable[str]) -> Response:
    """Put links into the answer's Link header."""
    values = [response.headers[name] for name in ("Link",) if name in response.headers]
    response.headers["Link"] = ", ".join((*values, *links))
    return response


def thing_links(live: Live, thing: NamedNode, chosen: Format | None, next_page: int = 0) -> list[str]:
    """The links of a document about a thing.

    :param chosen: the format of the document, or None where it is a redirect to one.
    :param next_page: the number of the next page of the document, 0 if there is none.
    """
    local = thing.value.removeprefix(live.base).removeprefix("id/")
    page = f"{request.script_root}/page/{quote(local)}"
    data = f"{request.script_root}/data/{quote(local)}"
    links = [
        link(f"{data}.{entry.name}", "alternate", type=entry.media_type)
        for entry in GRAPHS
        if entry is not chosen
    ]
    if chosen is HTML:
        links += [
            link(f"{data}.{entry.name}", "describedby", type=entry.media_type)
            for entry in GRAPHS
            if entry.name in ("ttl", "jsonld")
        ]
    else:
        links.append(link(page, "alternate", type=HTML.media_type))
    if chosen is not None:
        own = page if chosen is HTML else f"{data}.{chosen.name}"
        links += [link(own, "canonical"), link(thing.value, "describes")]
    if next_page:
        links.append(link(f"{request.path}?page={next_page}", "next"))
    return [*links, *signposts(live, thing)]


def signposts(live: Live, thing: NamedNode) -> list[str]:
    """FAIR Signposting level 1: cite-as, type, license, author, and the collection that it is an item of."""
    return [
        link(thing.value, "cite-as"),
        *(link(kind, "type") for kind in (ABOUT_PAGE, *schema_types(live, thing))),
        link(LICENCE.value, "license"),
        link(live.base + "id/agent/giaoban", "author"),
        link(live.base + "void", "collection", type="text/turtle"),
    ]


def schema_types(live: Live, thing: NamedNode) -> list[str]:
    """The Schema.org classes of a thing, sorted; Thing where it has none."""
    found = {
        quad.object.value
        for quad in live.store.quads(subject=thing, predicate=term("rdf:type"))
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(PREFIXES["schema"])
    }
    return sorted(found) or [PREFIXES["schema"] + "Thing"]


WHOLE = frozenset(format.file_name for format in FORMATS)


def dataset_links(live: Live) -> list[str]:
    """The links of a page about the whole dataset."""
    root = request.script_root
    return [
        link(f"{root}/void", "describedby", type="text/turtle"),
        link(live.base, "cite-as"),
        link(DATASET, "type"),
        link(ABOUT_PAGE, "type"),
        link(LICENCE.value, "license"),
        link(live.base + "id/agent/giaoban", "author"),
        *(
            link(f"{root}/download/{name}", "item", type=dump.media_type)
            for name, dump in sorted(live.snapshot.manifest.dumps.items())
            if name in WHOLE
        ),
    ]


def part_links(live: Live, iri: str, described: str) -> list[str]:
    """The links of a part of the dataset, a named graph or a file: what it is part of, and on which terms.

    :param described: the address at which it is described.
    """
    return [
        link(iri, "cite-as"),
        link(DATASET, "type"),
        link(LICENCE.value, "license"),
        link(live.base + "id/agent/giaoban", "author"),
        link(described, "describedby", type="text/turtle"),
        link(f"{request.script_root}/download/", "collection", type="text/html"),
    ]
