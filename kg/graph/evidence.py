"""Evidence as Web Annotations: a target in the article with a quote selector and a position selector.

https://www.w3.org/TR/annotation-model/ §4.2.4 (quote) and §4.2.5 (position); positions count Unicode code
points.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.iris import Iris
from kg.graph.literals import integer, vi
from kg.graph.vocabulary import GB, OA, RDF
from kg.model import Article, Evidence

SURROUND = 32


def evidence_iri(article: Article, evidence: Evidence, iris: Iris) -> NamedNode:
    """The IRI of one piece of evidence."""
    return iris.evidence(article.id, evidence.span.start, evidence.span.end, evidence.rule)


def evidence_triples(article: Article, evidence: Evidence, iris: Iris) -> Iterator[Triple]:
    """The 17 triples of one piece of evidence: annotation, target, the two selectors, the sentence, the
    rule."""
    node = evidence_iri(article, evidence, iris)
    target, quote, place = (NamedNode(f"{node.value}#{part}") for part in ("target", "quote", "position"))
    start, end = evidence.span.start, evidence.span.end
    sentence = evidence.sentence
    yield Triple(node, RDF.type, GB.Evidence)
    yield Triple(node, GB.rule, Literal(evidence.rule))
    yield Triple(node, GB.sentence, vi(article.text[sentence.start : sentence.end]))
    yield Triple(node, GB.sentenceStart, integer(sentence.start))
    yield Triple(node, GB.sentenceEnd, integer(sentence.end))
    yield Triple(node, OA.hasTarget, target)
    yield Triple(target, RDF.type, OA.SpecificResource)
    yield Triple(target, OA.hasSource, iris.article(article.id))
    yield Triple(target, OA.hasSelector, quote)
    yield Triple(target, OA.hasSelector, place)
    yield Triple(quote, RDF.type, OA.TextQuoteSelector)
    yield Triple(quote, OA.exact, Literal(article.text[start:end]))
    yield Triple(quote, OA.prefix, Literal(article.text[max(0, start - SURROUND) : start]))
    yield Triple(quote, OA.suffix, Literal(article.text[end : end + SURROUND]))
    yield Triple(place, RDF.type, OA.TextPositionSelector)
    yield Triple(place, OA.start, integer(start))
    yield Triple(place, OA.end, integer(end))
