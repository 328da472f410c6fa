"""What a published graph amounts to, counted once: the numbers of VoID and of the service description."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from kg.errors import SnapshotError

STATISTICS_FILE = "statistics.json"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
GB = "https://w3id.org/giaoban/ontology#"
LINKS = frozenset(
    f"<{namespace}{name}>"
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
SITE = re.compile(r"^<(https?://[^/?#>]+)")
Uses = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of the union of all graphs, each triple counted once.

    ``subjects`` and ``objects`` are distinct; ``classes`` has the members of each class, ``properties`` the
    triples of each property, ``class_properties`` those whose subject is of that class; ``links`` says how
    many triples lead by which property to which other site.
    """

    subjects: int
    objects: int
    classes: Uses
    properties: Uses
    class_properties: Mapping[str, Uses]
    links: Sequence[tuple[str, str, int]]

    def write(self, path: Path) -> None:
        """Write them as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", "utf-8")


def read_statistics(path: Path) -> Statistics:
    """Read ``statistics.json``.

    :raises SnapshotError: if it is missing, as in snapshots of earlier versions, or damaged.
    """
    try:
        record = json.loads(path.read_text("utf-8"))
        return Statistics(**{**record, "links": [tuple(link) for link in record["links"]]})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"{path} cannot be read: {error}.", "Build anew with: giaoban build") from error


def count_statistics(triples: Iterable[bytes], base: str) -> Statistics:
    """Count the distinct triples of a graph in one pass.

    :param triples: lines of N-Triples, each subject's together.
    :param base: what our own IRIs begin with, besides those of the ontology.
    """
    subjects, ours = 0, (f"<{base}", f"<{GB}")
    objects: set[str] = set()
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    by_class: dict[str, Counter[str]] = defaultdict(Counter)
    links: Counter[tuple[str, str]] = Counter()
    for subject, group in groupby(triples, key=lambda line: line[: line.index(b" ")]):
        subjects += 1
        leads_out = subject.decode().startswith(ours)
        said = [line.decode().split(" ", 2)[1:] for line in group]
        used = Counter(predicate for predicate, _ in said)
        properties.update(used)
        for predicate, rest in said:
            value = rest[:-3]
            objects.add(value)
            if predicate == TYPE and value[0] == "<":
                classes[value] += 1
                by_class[value].update(used)
            elif predicate in LINKS and leads_out and not value.startswith(ours):
                links.update((predicate, f"{site}/") for site in SITE.findall(value))
    return Statistics(
        subjects,
        len(objects),
        _unwrap(classes),
        _unwrap(properties),
        {name[1:-1]: _unwrap(uses) for name, uses in sorted(by_class.items())},
        [(predicate[1:-1], site, number) for (predicate, site), number in sorted(links.items())],
    )


def _unwrap(counted: Uses) -> dict[str, int]:
    return {name[1:-1]: number for name, number in sorted(counted.items())}
