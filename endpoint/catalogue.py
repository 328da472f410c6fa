"""The dataset for catalogues: VoID partitions and linksets, DCAT 3 with SPDX checksums, all counts true."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from endpoint.documents import LICENCE, term
from endpoint.live import PREFIXES, Live

SPDX = "http://spdx.org/rdf/terms#"
MEDIA = "https://www.iana.org/assignments/media-types/"
CODINGS = {".gz": "application/gzip", ".zst": "application/zstd"}
VOCABULARIES = ("gb", "skos", "foaf", "schema", "org", "prov", "oa", "dcterms")
XSD = PREFIXES["xsd"]


def number(value: int, kind: str = "integer") -> Literal:
    """A whole number as a literal."""
    return Literal(str(value), datatype=NamedNode(XSD + kind))


def describe_catalogue(live: Live, address: str, root: str) -> Iterator[Triple]:
    """What VoID and DCAT say of the dataset at ``address#dataset``.

    :param root: the address of the server, with a slash at its end.
    """
    dataset = NamedNode(f"{address}#dataset")
    yield from describe_dataset(live, dataset, root)
    yield from count_properties(live, address, dataset)
    yield from count_linksets(live, address, dataset)
    for file, dump in sorted(live.snapshot.manifest.dumps.items()):
        node = NamedNode(f"{address}#file-{file}")
        yield Triple(dataset, term("dcat:distribution"), node)
        yield Triple(node, term("rdf:type"), term("dcat:Distribution"))
        yield Triple(node, term("dcterms:title"), Literal(file))
        yield Triple(node, term("dcat:downloadURL"), NamedNode(f"{root}download/{file}"))
        yield Triple(node, term("dcat:accessURL"), NamedNode(f"{root}download/"))
        yield Triple(node, term("dcat:mediaType"), NamedNode(MEDIA + dump.media_type))
        yield Triple(node, term("dcat:byteSize"), number(dump.bytes, "nonNegativeInteger"))
        yield Triple(node, term("dcterms:license"), LICENCE)
        for suffix, coding in CODINGS.items():
            if file.endswith(suffix):
                yield Triple(node, term("dcat:compressFormat"), NamedNode(MEDIA + coding))
        checksum = NamedNode(f"{address}#sha256-{file}")
        yield Triple(node, NamedNode(SPDX + "checksum"), checksum)
        yield Triple(checksum, term("rdf:type"), NamedNode(SPDX + "Checksum"))
        yield Triple(checksum, NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256"))
        digest = Literal(dump.sha256, datatype=NamedNode(XSD + "hexBinary"))
        yield Triple(checksum, NamedNode(SPDX + "checksumValue"), digest)


def describe_dataset(live: Live, dataset: NamedNode, root: str) -> Iterator[Triple]:
    """Title, licence, version, endpoint, vocabularies and size."""
    manifest = live.snapshot.manifest
    yield Triple(dataset, term("rdf:type"), term("dcat:Dataset"))
    yield Triple(dataset, term("dcterms:title"), Literal("Giao Ban"))
    yield Triple(dataset, term("dcterms:license"), LICENCE)
    yield Triple(dataset, term("dcterms:publisher"), NamedNode(live.base + "id/agent/giaoban"))
    created = Literal(manifest.created, datatype=NamedNode(XSD + "dateTime"))
    yield Triple(dataset, term("dcterms:modified"), created)
    yield Triple(dataset, term("dcterms:identifier"), Literal(live.base))
    yield Triple(dataset, term("dcat:version"), Literal(live.id))
    yield Triple(dataset, term("dcat:landingPage"), NamedNode(root))
    yield Triple(dataset, term("foaf:homepage"), NamedNode(root))
    for prefix in VOCABULARIES:
        yield Triple(dataset, term("void:vocabulary"), NamedNode(PREFIXES[prefix]))
    (sizes,) = live.whole_size
    yield Triple(dataset, term("void:distinctSubjects"), number(int(sizes["subjects"])))
    yield Triple(dataset, term("void:distinctObjects"), number(int(sizes["objects"])))
    yield Triple(dataset, term("void:properties"), number(len(live.property_sizes)))
    yield Triple(dataset, term("void:classes"), number(len(live.class_sizes)))
    yield Triple(dataset, term("void:exampleResource"), NamedNode(live.base + "id/agent/giaoban"))
    yield Triple(dataset, term("void:openSearchDescription"), NamedNode(root + "opensearch.xml"))


def count_properties(live: Live, address: str, dataset: NamedNode) -> Iterator[Triple]:
    """A partition for each property with its number of triples."""
    for at, (name, triples) in enumerate(live.property_sizes, start=1):
        part = NamedNode(f"{address}#property-{at}")
        yield Triple(dataset, term("void:propertyPartition"), part)
        yield Triple(part, term("void:property"), NamedNode(name))
        yield Triple(part, term("void:triples"), number(triples))


def count_linksets(live: Live, address: str, dataset: NamedNode) -> Iterator[Triple]:
    """A linkset for each other site that things of ours are linked to."""
    for at, row in enumerate(live.rows("linksets"), start=1):
        if "site" not in row:
            continue
        linkset, target = NamedNode(f"{address}#linkset-{at}"), NamedNode(f"{address}#site-{at}")
        yield Triple(linkset, term("rdf:type"), term("void:Linkset"))
        yield Triple(linkset, term("void:subjectsTarget"), dataset)
        yield Triple(linkset, term("void:objectsTarget"), target)
        yield Triple(target, term("void:uriSpace"), Literal(row["site"]))
        yield Triple(linkset, term("void:linkPredicate"), NamedNode(row["property"]))
        yield Triple(linkset, term("void:triples"), number(int(row["links"])))
        yield Triple(dataset, term("void:subset"), linkset)
