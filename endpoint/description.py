"""The service description and VoID, with the counts of the snapshot being served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice

import pyoxigraph
from flask import Response
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from endpoint.catalogue import describe_catalogue
from endpoint.formats import Format
from endpoint.headers import etag_for, set_etag
from endpoint.live import MOST_GRAPHS, PREFIXES, Live, read_rdf
from kg.export import write_nodes

VOID = PREFIXES["void"]
SD = PREFIXES["sd"]
RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
XSD_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")


def describe_service(live: Live, address: str, chosen: Format) -> Response:
    """The service description (SPARQL 1.1 Service Description) of the endpoint at ``address``."""
    return write_graph((*read_rdf("service", address), *count_dataset(live, address)), chosen, live, address)


def describe_dataset(live: Live, root: str, chosen: Format) -> Response:
    """The dataset in VoID and DCAT; ``root`` is the address of the server, with a slash at its end."""
    return write_graph(sorted(set(describe_catalogue(live, root)), key=str), chosen, live, root)


def count_dataset(live: Live, address: str) -> Iterator[Triple]:
    """The dataset's size, and the first named graphs (MOST_GRAPHS) each with its own."""
    yield _count(NamedNode(f"{address}#default-graph"), live.snapshot.manifest.triples)
    named_so = NamedNode(f"{live.base}void#dataset")
    yield Triple(named_so, RDF_TYPE, NamedNode(VOID + "Dataset"))
    for endpoint in {address, live.base + "sparql"}:
        yield Triple(named_so, NamedNode(VOID + "sparqlEndpoint"), NamedNode(endpoint))
    dataset = NamedNode(f"{address}#dataset")
    for number, size in enumerate(islice(live.snapshot.graphs(), MOST_GRAPHS), start=1):
        named, graph = NamedNode(f"{address}#named-{number}"), NamedNode(f"{address}#graph-{number}")
        yield Triple(dataset, NamedNode(SD + "namedGraph"), named)
        yield Triple(named, RDF_TYPE, NamedNode(SD + "NamedGraph"))
        yield Triple(named, NamedNode(SD + "name"), NamedNode(size.graph))
        yield Triple(named, NamedNode(SD + "graph"), graph)
        yield Triple(graph, RDF_TYPE, NamedNode(SD + "Graph"))
        yield _count(graph, size.triples)


def _count(thing: NamedNode, triples: int) -> Triple:
    return Triple(thing, NamedNode(VOID + "triples"), Literal(str(triples), datatype=XSD_INTEGER))


def write_graph(
    triples: Iterable[Triple] | Iterable[Quad],
    chosen: Format,
    live: Live,
    key: str,
) -> Response:
    """Triples as an answer in the format ``chosen``; its ETag depends on the snapshot and ``key``."""
    rdf = RdfFormat.from_media_type(chosen.media_type)
    assert rdf is not None, chosen
    if rdf == RdfFormat.JSON_LD:
        body = write_nodes((one.triple if isinstance(one, Quad) else one for one in triples), live.context)
    else:
        stream = BytesIO()
        pyoxigraph.serialize(triples, stream, rdf, prefixes=dict(PREFIXES))
        body = stream.getvalue()
    response = Response(body, content_type=chosen.content_type)
    set_etag(response, etag_for(f"{live.id} {key}", chosen.media_type))
    response.last_modified = live.modified
    return response
