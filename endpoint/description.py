"""The service description and VoID, with the counts of the snapshot being served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import pyoxigraph
from flask import Response
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from endpoint.catalogue import describe_catalogue
from endpoint.formats import Format
from endpoint.headers import etag_for, set_etag
from endpoint.live import PREFIXES, Live, package_path
from kg.export import write_nodes
from kg.settings import Settings

VOID = PREFIXES["void"]
SD = PREFIXES["sd"]
RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
XSD_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")


def describe_service(live: Live, settings: Settings, address: str, chosen: Format) -> Response:
    """The service description (SPARQL 1.1 Service Description) of the endpoint at ``address``."""
    return write_graph((*read_service(address), *count_dataset(live, address)), chosen, live, address)


def describe_dataset(live: Live, address: str, sparql: str, chosen: Format) -> Response:
    """VoID and DCAT at ``address``: sizes, vocabularies, classes, dumps and the endpoint ``sparql``."""
    root = sparql.removesuffix("sparql")
    return write_graph(
        sorted({*count_classes(live, address, sparql), *describe_catalogue(live, address, root)}, key=str),
        chosen,
        live,
        address,
    )


def read_service(address: str) -> Iterator[Triple]:
    """What does not depend on the data: features, formats; from endpoint/rdf/service.ttl."""
    for quad in pyoxigraph.parse(
        path=package_path("rdf/service.ttl"), format=RdfFormat.TURTLE, base_iri=address
    ):
        yield quad.triple


def count_dataset(live: Live, address: str) -> Iterator[Triple]:
    """The dataset's size and each of its named graphs with its own."""
    manifest = live.snapshot.manifest
    yield from _count(NamedNode(f"{address}#default-graph"), manifest.triples)
    dataset = NamedNode(f"{address}#dataset")
    for number, (iri, triples) in enumerate(live.graph_sizes, start=1):
        named, graph = NamedNode(f"{address}#named-{number}"), NamedNode(f"{address}#graph-{number}")
        yield Triple(dataset, NamedNode(SD + "namedGraph"), named)
        yield Triple(named, RDF_TYPE, NamedNode(SD + "NamedGraph"))
        yield Triple(named, NamedNode(SD + "name"), NamedNode(iri))
        yield Triple(named, NamedNode(SD + "graph"), graph)
        yield Triple(graph, RDF_TYPE, NamedNode(SD + "Graph"))
        yield from _count(graph, triples)


def count_classes(live: Live, address: str, sparql: str) -> Iterator[Triple]:
    """The dataset in VoID's terms."""
    dataset = NamedNode(f"{address}#dataset")
    yield Triple(dataset, RDF_TYPE, NamedNode(VOID + "Dataset"))
    yield Triple(dataset, NamedNode(VOID + "sparqlEndpoint"), NamedNode(sparql))
    yield Triple(dataset, NamedNode(VOID + "uriSpace"), Literal(live.base))
    yield from _count(dataset, live.snapshot.manifest.triples)
    for number, (name, members) in enumerate(live.class_sizes, start=1):
        part = NamedNode(f"{address}#class-{number}")
        yield Triple(dataset, NamedNode(VOID + "classPartition"), part)
        yield Triple(part, NamedNode(VOID + "class"), NamedNode(name))
        yield Triple(part, NamedNode(VOID + "entities"), Literal(str(members), datatype=XSD_INTEGER))
    for file in live.snapshot.manifest.dumps:
        dump = NamedNode(sparql.removesuffix("sparql") + "download/" + file)
        yield Triple(dataset, NamedNode(VOID + "dataDump"), dump)


def _count(thing: NamedNode, triples: int) -> Iterator[Triple]:
    yield Triple(thing, NamedNode(VOID + "triples"), Literal(str(triples), datatype=XSD_INTEGER))


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
