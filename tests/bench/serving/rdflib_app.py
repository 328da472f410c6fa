"""rdflib-endpoint over an N-Quads file in rdflib's own store: ``python rdflib_app.py GRAPH PORT``."""

from __future__ import annotations

import sys

import pyoxigraph
import uvicorn
from rdflib import Dataset, Literal, URIRef
from rdflib.term import Identifier
from rdflib_endpoint import SparqlEndpoint


def convert(term: object) -> Identifier:
    """The same term for rdflib."""
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return Literal(term.value, datatype=None if datatype.endswith("#string") else URIRef(datatype))
    assert isinstance(term, pyoxigraph.NamedNode)
    return URIRef(term.value)


def main() -> None:
    """Load (with a parser faster than rdflib's own) and serve."""
    dataset = Dataset(default_union=True)
    for quad in pyoxigraph.parse(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS):
        graph = dataset.graph(convert(quad.graph_name))
        graph.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    app = SparqlEndpoint(graph=dataset, path="/sparql", enable_update=False)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")


main()
