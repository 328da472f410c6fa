"""The graph against the SHACL shapes of ``ontology/shapes.ttl`` (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, serialize
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.checking.report import Finding
from kg.errors import ListError

CHECK = "shapes"


def load_shapes(path: Path) -> Graph:
    """The shapes.

    :raises ListError: if the file is missing or damaged.
    """
    try:
        return Graph().parse(path, format="turtle")
    except (OSError, BadSyntax) as error:
        raise ListError(f"{path} cannot be read: {error}.", "Correct the Turtle there.") from error


def check_shapes(quads: Iterable[Quad], shapes: Graph) -> tuple[list[Finding], int]:
    """Validate the union of the quads.

    :return: what is wrong, and the number of triples looked at.
    """
    from pyshacl import validate  # slow to import, and most commands do not need it

    data = Graph()
    data.parse(data=_ntriples({quad.triple for quad in quads}), format="nt")
    _, results, _ = validate(data, shacl_graph=shapes, inference="none", meta_shacl=False)
    findings = [
        Finding(
            "violation" if results.value(result, SH.resultSeverity) == SH.Violation else "warning",
            CHECK,
            str(results.value(result, SH.focusNode)),
            _message(results, result),
        )
        for result in results.subjects(predicate=None, object=SH.ValidationResult)
    ]
    return findings, len(data)


def _ntriples(triples: Iterable[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _message(results: Graph, result: Node) -> str:
    path = results.value(result, SH.resultPath)
    value = results.value(result, SH.value)
    message = results.value(result, SH.resultMessage)
    where = f"{path}: " if path is not None else ""
    what = f" (value: {value})" if value is not None else ""
    return f"{where}{message}{what}"
