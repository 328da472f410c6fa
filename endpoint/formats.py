"""The formats of answers: media types, suffixes and how the engine calls them.

One table each for results (SELECT, ASK) and for graphs (CONSTRUCT, DESCRIBE, linked data). The order is the
server's preference where a client has none.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """One format; ``aliases`` are other media types that ask for it, ``engine`` what the engine calls it."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    engine: QueryResultsFormat | RdfFormat | None = None
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type

    @property
    def media_types(self) -> tuple[str, ...]:
        """All media types that ask for it, its own first."""
        return (self.media_type, *self.aliases)


HTML = Format("html", "text/html", ("application/xhtml+xml",), charset=True)

RESULTS: tuple[Format, ...] = (
    Format("json", "application/sparql-results+json", ("application/json",), QueryResultsFormat.JSON),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), QueryResultsFormat.XML),
    Format("csv", "text/csv", (), QueryResultsFormat.CSV, charset=True),
    Format("tsv", "text/tab-separated-values", (), QueryResultsFormat.TSV, charset=True),
)

GRAPHS: tuple[Format, ...] = (
    Format("ttl", "text/turtle", ("application/x-turtle",), RdfFormat.TURTLE, charset=True),
    Format("nt", "application/n-triples", ("text/plain",), RdfFormat.N_TRIPLES),
    Format("jsonld", "application/ld+json", ("application/json",), RdfFormat.JSON_LD),
    Format("rdf", "application/rdf+xml", ("application/xml", "text/xml"), RdfFormat.RDF_XML),
    Format("trig", "application/trig", (), RdfFormat.TRIG),
    Format("nq", "application/n-quads", (), RdfFormat.N_QUADS),
)


def find_format(name: str, formats: tuple[Format, ...]) -> Format | None:
    """The format with this short name or media type, or None."""
    wanted = name.strip().lower()
    for entry in formats:
        if wanted == entry.name or wanted in entry.media_types:
            return entry
    return None
