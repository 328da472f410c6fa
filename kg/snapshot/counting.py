"""The numbers of a snapshot, counted over its columns: numpy, slow to import, is for builds alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from kg.columns import Columns
from kg.columns.table import Numbers
from kg.quads import RDF_TYPE
from kg.snapshot.statistics import Statistics

GB = b"https://w3id.org/giaoban/ontology#"
LINKS = frozenset(
    f"<{namespace}{name}>".encode()
    for namespace, names in (
        ("http://www.w3.org/2002/07/owl#", "sameAs equivalentClass equivalentProperty"),
        ("http://www.w3.org/2004/02/skos/core#", "exactMatch closeMatch broadMatch narrowMatch relatedMatch"),
        ("http://www.w3.org/2000/01/rdf-schema#", "subClassOf subPropertyOf seeAlso"),
        ("http://www.w3.org/ns/prov#", "wasDerivedFrom"),
        ("http://purl.org/dc/terms/", "license"),
    )
    for name in names.split()
)
"""The properties whose triples lead from things of ours to things of others."""
SITE = re.compile(rb"^<(https?://[^/?#>]+)")


def count_statistics(columns: Columns, base: str) -> Statistics:
    """Count the distinct triples of a graph.

    :param base: what our own IRIs begin with, besides those of the ontology.
    """
    size = len(columns)
    subjects, objects = np.zeros(size, bool), np.zeros(size, bool)
    properties: dict[int, int] = {}
    for predicate, told, values in columns.by_predicate():
        subjects[told] = objects[values] = True
        properties[predicate] = len(told)
    members, kinds = _find_types(columns)
    classes, places = np.unique(kinds, return_inverse=True)
    uses: dict[int, dict[int, int]] = {int(kind): {} for kind in classes}
    for predicate, told, _ in columns.by_predicate():
        of_members = np.bincount(told, minlength=size)[members]
        sums = np.bincount(places, weights=of_members, minlength=len(classes))
        for kind, number in zip(classes, sums, strict=True):
            if number:
                uses[int(kind)][predicate] = int(number)
    named = {columns.term(kind): kind for kind in uses}
    return Statistics(
        int(subjects.sum()),
        int(objects.sum()),
        _name(columns, dict(zip(map(int, classes), map(int, np.bincount(places)), strict=True))),
        _name(columns, properties),
        {_unwrap(term): _name(columns, uses[kind]) for term, kind in sorted(named.items())},
        _count_links(columns, (b"<" + base.encode(), b"<" + GB)),
    )


def _find_types(columns: Columns) -> tuple[Numbers, Numbers]:
    """Members of classes and those, as often as a member has a class that is an IRI."""
    wanted = columns.find(RDF_TYPE)
    for predicate, told, values in columns.by_predicate():
        if predicate == wanted:
            is_class = values >= columns.first_iri
            return told[is_class], values[is_class]
    return np.zeros(0, np.int32), np.zeros(0, np.int32)


def _count_links(columns: Columns, ours: tuple[bytes, bytes]) -> list[tuple[str, str, int]]:
    """How many triples lead from things of ours by which property to which other site."""
    found: Counter[tuple[str, str]] = Counter()
    for predicate, told, values in columns.by_predicate():
        if (name := columns.term(predicate)) in LINKS:
            for subject, value in zip(map(columns.term, told), map(columns.term, values), strict=True):
                if subject.startswith(ours) and not value.startswith(ours):
                    found.update((_unwrap(name), f"{site.decode()}/") for site in SITE.findall(value))
    return [(name, site, number) for (name, site), number in sorted(found.items())]


def _name(columns: Columns, counted: Mapping[int, int]) -> dict[str, int]:
    """Terms instead of their numbers, sorted."""
    return dict(sorted((_unwrap(columns.term(number)), count) for number, count in counted.items()))


def _unwrap(term: bytes) -> str:
    return term[1:-1].decode()
