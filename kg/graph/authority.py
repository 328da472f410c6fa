"""The Turtle of the ontology folder as quads, and what the writer of facts must know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

import kg
from kg.errors import ListError
from kg.graph.iris import DEFAULT_BASE, Graphs
from kg.graph.vocabulary import GB, GB_NAMESPACE, RDF, SKOS

ONTOLOGY_FILES = ("giaoban.ttl", "lexicon.ttl", "alignments.ttl")
REBASED = ("id/", "term/", "graph/")
SUBCLASS_OF = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def ontology_folder() -> Path:
    """The folder ontology/ beside the package, in a checkout and in an installed wheel alike."""
    return Path(kg.__file__).resolve().parents[1] / "ontology"


@dataclass(frozen=True, slots=True)
class Authority:
    """What facts need of the lists: the class of a document's noun, which IRIs have an entry, and which a
    label.

    ``document_classes`` maps the noun in lower case ("chỉ thị") to its class. ``entries`` are all subjects
    of the lists under their base; ``labelled`` maps those with a Vietnamese skos:prefLabel to it.
    """

    document_classes: Mapping[str, NamedNode] = field(default_factory=dict)
    entries: frozenset[NamedNode] = frozenset()
    labelled: Mapping[NamedNode, Literal] = field(default_factory=dict)

    def directive_class(self, noun: str) -> NamedNode | None:
        """The class of documents of this noun, or None where neither ontology nor lists have one."""
        return self.document_classes.get(noun.lower())


def read_authority(folder: Path | None = None, base: str = DEFAULT_BASE) -> Authority:
    """Read ontology and lists once.

    Raises:
        ListError: a file is missing or no Turtle.
    """
    folder = folder or ontology_folder()
    ontology = list(_parse(folder / "giaoban.ttl"))
    lists = list(authority_quads(folder, base))
    classes = {
        t.object.value.lower(): t.subject
        for t in _of_directives(ontology)
        if isinstance(t.object, Literal) and t.object.language == "vi" and isinstance(t.subject, NamedNode)
    }
    named = {q.subject: q.object for q in lists if q.predicate == GB.documentClass}
    for quad in lists:
        if (
            quad.predicate in (SKOS.prefLabel, SKOS.altLabel)
            and quad.subject in named
            and _is_vi(quad.object)
        ):
            kind = named[quad.subject]
            if isinstance(quad.object, Literal) and isinstance(kind, NamedNode):
                classes.setdefault(quad.object.value.lower(), kind)
    return Authority(
        classes,
        frozenset(q.subject for q in lists if isinstance(q.subject, NamedNode)),
        {
            q.subject: q.object
            for q in lists
            if isinstance(q.subject, NamedNode)
            and isinstance(q.object, Literal)
            and q.predicate == SKOS.prefLabel
            and _is_vi(q.object)
        },
    )


def _is_vi(term: object) -> bool:
    return isinstance(term, Literal) and term.language == "vi"


def _of_directives(ontology: Iterable[Triple]) -> Iterator[Triple]:
    triples = list(ontology)
    kinds = {t.subject for t in triples if t.predicate == SUBCLASS_OF and t.object == GB.Directive}
    return (t for t in triples if t.predicate == RDF.label and t.subject in kinds)


def authority_quads(folder: Path | None = None, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """The lists in ``folder/lists`` and the single-holder marks as quads of the authority graph.

    Raises:
        ListError: a file is no Turtle, or holds a blank node (an entry without IRI cannot be looked up).
    """
    graph, folder = Graphs(base).authority, folder or ontology_folder()
    marks = folder / "single-holders.ttl"
    for path in [*sorted((folder / "lists").glob("*.ttl")), *([marks] if marks.exists() else [])]:
        for triple in _parse(path):
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                raise ListError(
                    f"{path.name}: an entry has no IRI.", "Give it one; lists hold no blank nodes."
                )
            quad = Quad(triple.subject, triple.predicate, triple.object, graph)
            yield quad if base == DEFAULT_BASE else _rebased(quad, base)


def ontology_quads(folder: Path | None = None, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """The ontology, with the terms of the lists and its alignments, as quads of the ontology graph.

    The cells of its RDF lists get IRIs (``gb:cell-N`` in order of appearance), so that a snapshot holds no
    blank node.

    Raises:
        ListError: a file is missing or no Turtle.
    """
    folder = folder or ontology_folder()
    graph = Graphs(base).ontology
    cells: dict[object, NamedNode] = {}

    def named(term: object) -> object:
        if isinstance(term, BlankNode):
            return cells.setdefault(term, NamedNode(f"{GB_NAMESPACE}cell-{len(cells) + 1}"))
        return term

    for name in ONTOLOGY_FILES:
        for triple in _parse(folder / name):
            yield Quad(named(triple.subject), triple.predicate, named(triple.object), graph)  # type: ignore[arg-type]


def _rebased(quad: Quad, base: str) -> Quad:
    subject = _rebase_iri(quad.subject, base) if isinstance(quad.subject, NamedNode) else quad.subject
    value = _rebase_iri(quad.object, base) if isinstance(quad.object, NamedNode) else quad.object
    return Quad(subject, quad.predicate, value, quad.graph_name)


def _rebase_iri(node: NamedNode, base: str) -> NamedNode:
    rest = node.value.removeprefix(DEFAULT_BASE)
    return NamedNode(base + rest) if node.value != rest and rest.startswith(REBASED) else node


def _parse(path: Path) -> Iterator[Triple]:
    try:
        for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE):
            yield quad.triple
    except (OSError, SyntaxError) as error:
        raise ListError(f"{path.name}: {error}.", "Mend the Turtle at that line.") from error
