"""The graph against the SHACL shapes of ``ontology/shapes.ttl`` (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pyoxigraph import Quad
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.checking.parts import find_targets, index_quads
from kg.checking.report import Finding
from kg.checking.screening import make_screen
from kg.closing.conversion import to_rdflib
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


def check_shapes(quads: Collection[Quad], shapes: Graph) -> tuple[list[Finding], int]:
    """Validate the union of the quads, part by part; nodes that plainly conform are passed over.

    :return: what is wrong, and the number of nodes that shapes were applied to (of triples, where the
        shapes need the whole graph).
    """
    targets = find_targets(shapes)
    if targets is None:
        data = to_rdflib({quad.triple for quad in quads})
        return list(validate(data, shapes)), len(data)
    index = index_quads(quads, shapes)
    findings: set[Finding] = set()
    examined = 0
    for target in targets:
        focus = index.focus_of(target)
        examined += len(focus)
        conforms = make_screen(shapes, target.shape, index)
        for part in index.parts(target, [name for name in focus if not conforms(name)]):
            findings.update(validate(part.data, part.shapes(shapes)))
    return sorted(findings), examined


def validate(data: Graph, shapes: Graph) -> Iterator[Finding]:
    """What pyshacl finds; of a shape nested in another, what the outer one says."""
    import pyshacl  # slow to import, and most commands do not need it

    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", meta_shacl=False)
    assert isinstance(results, Graph)
    for result in results.objects(None, SH.result):
        yield Finding(
            "violation" if results.value(result, SH.resultSeverity) == SH.Violation else "warning",
            CHECK,
            str(results.value(result, SH.focusNode)),
            _message(results, result),
            _term(results.value(result, SH.resultPath)),
            _term(results.value(result, SH.value)),
            str(results.value(result, SH.sourceConstraintComponent) or ""),
            _name(results.value(result, SH.sourceShape)),
        )


def _term(term: Node | None) -> str:
    return "" if term is None else term.n3()


def _name(shape: Node | None) -> str:
    return str(shape) if isinstance(shape, URIRef) else ""


def _message(results: Graph, result: Node) -> str:
    path = results.value(result, SH.resultPath)
    value = results.value(result, SH.value)
    message = min(results.objects(result, SH.resultMessage), default="", key=_message_order)
    where = f"{path}: " if path is not None else ""
    what = f" (value: {value})" if value is not None else ""
    return f"{where}{message}{what}"


def _message_order(message: Node) -> tuple[bool, str]:
    """English first, so that a message is the same in every run."""
    return getattr(message, "language", None) != "en", str(message)
