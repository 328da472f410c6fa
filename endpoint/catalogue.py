"""The dataset for catalogues: VoID partitions and linksets, DCAT 3 with SPDX checksums, all counts true.

The dataset's IRI is under the base whatever the server is called; addresses of files are those of the server.
What depends on neither stands in endpoint/rdf/dataset.ttl.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from pyoxigraph import Literal, NamedNode, Triple

from endpoint.documents import LICENCE, term
from endpoint.graphfiles import GraphFile, find_files
from endpoint.live import MOST_GRAPHS, PREFIXES, Live, read_rdf
from kg.export import CRATE_FILE
from kg.snapshot import GRAPHS_FILE, Statistics

SPDX = "http://spdx.org/rdf/terms#"
MEDIA = "https://www.iana.org/assignments/media-types/"
CODINGS = {".gz": "application/gzip", ".zst": "application/zstd"}
VOCABULARIES = ("gb", "skos", "foaf", "schema", "org", "prov", "oa", "dcterms")
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
SERVICES = (
    ("sparql", "SPARQL", "sparql", "https://www.w3.org/TR/sparql11-protocol/"),
    ("questions", "ready-made questions, each answered as CSV, JSON and more", "openapi.json", OPENAPI),
    ("search", "search by name", "openapi.json", OPENAPI),
    ("reconcile", "reconciliation", "reconcile", "https://reconciliation-api.github.io/specs/0.2/"),
)
"""Path, title, path of the description, and what it conforms to."""
XSD = PREFIXES["xsd"]
TYPE = term("rdf:type")


def number(value: int, kind: str = "integer") -> Literal:
    """A whole number as a literal."""
    return Literal(str(value), datatype=NamedNode(XSD + kind))


def describe_catalogue(live: Live, root: str) -> Iterator[Triple]:
    """What VoID and DCAT say of the dataset, its service, its graphs and its files.

    :param root: the address of the server, with a slash at its end.
    :raises SnapshotError: if the snapshot has no statistics, as those of earlier versions.
    """
    document = live.base + "void"
    dataset, statistics = NamedNode(f"{document}#dataset"), live.statistics
    yield from read_rdf("dataset", document)
    yield from describe_dataset(live, dataset, root)
    yield from describe_services(dataset, document, root)
    yield from count_whole(live, dataset)
    yield from count_classes(document, dataset, statistics)
    yield from count_properties(document, dataset, statistics.properties, "property")
    yield from count_linksets(document, dataset, statistics)
    yield from list_graphs(live, dataset, root)
    for name, dump in sorted(live.snapshot.manifest.dumps.items()):
        address = f"{root}download/{name}"
        if name in (CRATE_FILE, GRAPHS_FILE) or is_whole(name):
            file = GraphFile(name, address, dump.media_type, dump.bytes, dump.sha256)
            yield from describe_file(live, dataset, f"{document}#file-{name}", file, f"{root}download/")
        if is_whole(name):
            yield Triple(dataset, term("void:dataDump"), NamedNode(address))


def is_whole(name: str) -> bool:
    """Whether this file holds the whole graph as RDF."""
    return name.partition(".")[0] == "giaoban"


def describe_dataset(live: Live, dataset: NamedNode, root: str) -> Iterator[Triple]:
    """Version, date, addresses and vocabularies."""
    created = Literal(live.snapshot.manifest.created, datatype=NamedNode(XSD + "dateTime"))
    for thing in (NamedNode(live.base + "void"), NamedNode(f"{live.base}void#catalogue"), dataset):
        yield Triple(thing, term("dcterms:modified"), created)
    yield Triple(dataset, term("dcterms:identifier"), Literal(live.base))
    yield Triple(dataset, term("dcat:version"), Literal(live.id))
    yield Triple(dataset, term("dcat:landingPage"), NamedNode(root))
    yield Triple(dataset, term("foaf:homepage"), NamedNode(root))
    yield Triple(dataset, term("void:uriSpace"), Literal(live.base))
    yield Triple(dataset, term("void:openSearchDescription"), NamedNode(root + "opensearch.xml"))
    for prefix in VOCABULARIES:
        yield Triple(dataset, term("void:vocabulary"), NamedNode(PREFIXES[prefix]))


def describe_services(dataset: NamedNode, document: str, root: str) -> Iterator[Triple]:
    """What answers over the dataset, as data services of DCAT: each is named after its address."""
    yield Triple(dataset, term("void:sparqlEndpoint"), NamedNode(root + "sparql"))
    for path, title, description, standard in SERVICES:
        endpoint = NamedNode(root + path)
        service = NamedNode(endpoint.value + "#service")
        yield Triple(NamedNode(f"{document}#catalogue"), term("dcat:service"), service)
        yield Triple(service, TYPE, term("dcat:DataService"))
        yield Triple(service, term("dcterms:title"), Literal(f"Giao Ban: {title}", language="en"))
        yield Triple(service, term("dcterms:license"), LICENCE)
        yield Triple(service, term("dcterms:conformsTo"), NamedNode(standard))
        yield Triple(service, term("dcat:endpointURL"), endpoint)
        yield Triple(service, term("dcat:endpointDescription"), NamedNode(root + description))
        yield Triple(service, term("dcat:servesDataset"), dataset)


def count_whole(live: Live, dataset: NamedNode) -> Iterator[Triple]:
    """The sizes of the dataset."""
    statistics = live.statistics
    for name, value in (
        ("triples", live.snapshot.manifest.triples),
        ("distinctSubjects", statistics.subjects),
        ("distinctObjects", statistics.objects),
        ("properties", len(statistics.properties)),
        ("classes", len(statistics.classes)),
    ):
        yield Triple(dataset, term(f"void:{name}"), number(value))


def count_classes(document: str, dataset: NamedNode, statistics: Statistics) -> Iterator[Triple]:
    """A partition for each class with its members; in those of our classes, one for each property."""
    for at, (name, members) in enumerate(statistics.classes.items(), start=1):
        part = NamedNode(f"{document}#class-{at}")
        yield Triple(dataset, term("void:classPartition"), part)
        yield Triple(part, term("void:class"), NamedNode(name))
        yield Triple(part, term("void:entities"), number(members))
        if name.startswith(PREFIXES["gb"]):
            uses = statistics.class_properties[name]
            yield from count_properties(document, part, uses, f"class-{at}-property")


def count_properties(
    document: str, dataset: NamedNode, uses: Mapping[str, int], prefix: str
) -> Iterator[Triple]:
    """A partition for each property with its number of triples."""
    for at, (name, triples) in enumerate(uses.items(), start=1):
        part = NamedNode(f"{document}#{prefix}-{at}")
        yield Triple(dataset, term("void:propertyPartition"), part)
        yield Triple(part, term("void:property"), NamedNode(name))
        yield Triple(part, term("void:triples"), number(triples))


def count_linksets(document: str, dataset: NamedNode, statistics: Statistics) -> Iterator[Triple]:
    """A linkset for each other site that things of ours are linked to."""
    for at, (name, site, links) in enumerate(statistics.links, start=1):
        linkset, target = NamedNode(f"{document}#linkset-{at}"), NamedNode(f"{document}#site-{at}")
        yield Triple(linkset, TYPE, term("void:Linkset"))
        yield Triple(linkset, term("void:subjectsTarget"), dataset)
        yield Triple(linkset, term("void:objectsTarget"), target)
        yield Triple(target, TYPE, term("void:Dataset"))
        yield Triple(target, term("void:uriSpace"), Literal(site))
        yield Triple(linkset, term("void:linkPredicate"), NamedNode(name))
        yield Triple(linkset, term("void:triples"), number(links))
        yield Triple(dataset, term("void:subset"), linkset)


def list_graphs(live: Live, dataset: NamedNode, root: str) -> Iterator[Triple]:
    """The first named graphs (MOST_GRAPHS) with their sizes, and where each is described."""
    for size in islice(live.snapshot.graphs(), MOST_GRAPHS):
        graph = NamedNode(size.graph)
        yield Triple(dataset, term("void:subset"), graph)
        yield Triple(dataset, term("dcterms:hasPart"), graph)
        yield Triple(graph, TYPE, term("void:Dataset"))
        yield Triple(graph, term("void:triples"), number(size.triples))
        described = f"{root}download/graphs/{size.graph.removeprefix(live.base + 'graph/')}"
        yield Triple(graph, term("dcat:landingPage"), NamedNode(described))


def describe_graph(live: Live, name: str, root: str) -> Iterator[Triple]:
    """One named graph as a dataset of DCAT, with a distribution for each of its files.

    :param name: what follows ``graph/`` in its IRI.
    """
    graph, document = NamedNode(f"{live.base}graph/{name}"), NamedNode(f"{live.base}void")
    landing = f"{root}download/graphs/{name}"
    created = Literal(live.snapshot.manifest.created, datatype=NamedNode(XSD + "dateTime"))
    yield Triple(graph, TYPE, term("dcat:Dataset"))
    yield Triple(graph, TYPE, term("void:Dataset"))
    yield Triple(graph, term("dcterms:title"), Literal(f"Giao Ban: {name}", language="en"))
    yield Triple(graph, term("dcterms:identifier"), Literal(graph.value))
    yield Triple(graph, term("dcterms:isPartOf"), NamedNode(f"{document.value}#dataset"))
    yield Triple(graph, term("dcterms:license"), LICENCE)
    yield Triple(graph, term("dcterms:publisher"), NamedNode(live.base + "id/agent/giaoban"))
    yield Triple(graph, term("dcterms:modified"), created)
    yield Triple(graph, term("dcat:version"), Literal(live.id))
    yield Triple(graph, term("dcat:landingPage"), NamedNode(landing))
    for file in find_files(live, name, root):
        yield Triple(graph, term("void:dataDump"), NamedNode(file.address))
        yield from describe_file(live, graph, f"{landing}#{file.name}", file, landing)


def describe_file(live: Live, dataset: NamedNode, iri: str, file: GraphFile, page: str) -> Iterator[Triple]:
    """A distribution: where it is, its media type and packing, its bytes and their SHA-256.

    :param iri: its own IRI; :param page: the address that lists it.
    """
    node, checksum = NamedNode(iri), NamedNode(iri + "-sha256")
    yield Triple(dataset, term("dcat:distribution"), node)
    yield Triple(node, TYPE, term("dcat:Distribution"))
    yield Triple(node, term("dcterms:title"), Literal(file.name))
    yield Triple(node, term("dcterms:license"), LICENCE)
    created = Literal(live.snapshot.manifest.created, datatype=NamedNode(XSD + "dateTime"))
    yield Triple(node, term("dcterms:modified"), created)
    yield Triple(node, term("dcat:downloadURL"), NamedNode(file.address))
    yield Triple(node, term("dcat:accessURL"), NamedNode(page))
    yield Triple(node, term("dcat:mediaType"), NamedNode(MEDIA + file.media_type))
    yield Triple(node, term("dcat:byteSize"), number(file.bytes, "nonNegativeInteger"))
    for suffix, coding in CODINGS.items():
        if file.name.endswith(suffix):
            yield Triple(node, term("dcat:compressFormat"), NamedNode(MEDIA + coding))
    yield Triple(node, NamedNode(SPDX + "checksum"), checksum)
    yield Triple(checksum, TYPE, NamedNode(SPDX + "Checksum"))
    yield Triple(checksum, NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256"))
    digest = Literal(file.sha256, datatype=NamedNode(XSD + "hexBinary"))
    yield Triple(checksum, NamedNode(SPDX + "checksumValue"), digest)
