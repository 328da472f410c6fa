"""Schema.org descriptions of pages as JSON-LD, for the search engines that read pages."""

from __future__ import annotations

from typing import Any

from flask import request
from pyoxigraph import Literal, NamedNode

from endpoint.documents import LICENCE, term
from endpoint.links import schema_types
from endpoint.live import PREFIXES, Live
from endpoint.showing import Labels
from kg.snapshot import Manifest

SCHEMA = PREFIXES["schema"]
CONTEXT = "https://schema.org"
MOST = 50
HOLDS = term("gb:holds")


def describe_site(live: Live) -> dict[str, Any]:
    """The site with its search, which every page belongs to."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": live.base,
        "name": "Giao Ban",
        "inLanguage": ["vi", "en"],
        "license": LICENCE.value,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": request.url_root + "search?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def describe_thing_page(live: Live, thing: NamedNode, labels: Labels) -> dict[str, Any]:
    """The page about a thing: the licence is the page's, not that of what it is about."""
    return {
        "@context": CONTEXT,
        "@type": "AboutPage",
        "@id": request.base_url,
        "name": labels.of(thing.value),
        "license": LICENCE.value,
        "isPartOf": {"@type": "Dataset", "@id": live.base + "void#dataset", "name": "Giao Ban"},
        "mainEntity": describe_in_schema(live, thing, labels),
    }


def describe_in_schema(live: Live, thing: NamedNode, labels: Labels) -> dict[str, Any]:
    """A thing in Schema.org's terms, as the graph has them; the posts of an official as job titles."""
    described: dict[str, Any] = {
        "@id": thing.value,
        "@type": [kind.removeprefix(SCHEMA) for kind in schema_types(live, thing)],
        "name": labels.of(thing.value),
    }
    for triple in sorted({quad.triple for quad in live.store.quads(subject=thing)}, key=str):
        name = triple.predicate.value.removeprefix(SCHEMA)
        if name != triple.predicate.value:
            values = described.setdefault(name, [])
            if isinstance(values, list) and len(values) < MOST:
                values.append(_value(triple.object, labels))
    held = {quad.object for quad in live.store.quads(subject=thing, predicate=HOLDS)}
    titles = sorted(labels.of(post.value) for post in held if isinstance(post, NamedNode))
    return {**described, "jobTitle": titles[:MOST]} if titles else described


def describe_dataset_page(live: Live) -> dict[str, Any]:
    """The dataset with its files."""
    manifest: Manifest = live.snapshot.manifest
    root = request.url_root
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": live.base + "void#dataset",
        "name": "Giao Ban",
        "description": "Who held which post, who met whom, which directive was issued: from Vietnamese news.",
        "license": LICENCE.value,
        "creator": {"@type": "Organization", "name": "Giao Ban", "@id": live.base + "id/agent/giaoban"},
        "version": live.id,
        "dateModified": manifest.created,
        "isAccessibleForFree": True,
        "inLanguage": "vi",
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{root}download/{name}",
                "encodingFormat": dump.media_type,
                "contentSize": str(dump.bytes),
                "sha256": dump.sha256,
            }
            for name, dump in sorted(manifest.dumps.items())
        ],
    }


def describe_ontology_page(live: Live, terms: list[dict[str, str]]) -> dict[str, Any]:
    """The ontology as a set of defined terms."""
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": PREFIXES["gb"].rstrip("#"),
        "name": "Giao Ban",
        "license": LICENCE.value,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": row["term"],
                "name": row.get("en") or row.get("vi") or row["term"],
                "termCode": row["term"].rpartition("#")[2],
            }
            for row in terms
        ],
    }


def _value(node: object, labels: Labels) -> object:
    if isinstance(node, NamedNode):
        return {"@id": node.value, "name": labels.of(node.value)}
    return node.value if isinstance(node, Literal) else str(node)
