"""Why a triple is in the graph, as a page or as JSON-LD: ``/explain?s=…&p=…&o=…``."""

from __future__ import annotations

import json

from flask import Response, request
from pyoxigraph import Literal, NamedNode, Triple

from endpoint.formats import GRAPHS, HTML
from endpoint.headers import etag_for, set_etag
from endpoint.live import PREFIXES, Live, Snapshots
from endpoint.pages import Pages, choose_language
from endpoint.problems import ProblemError
from endpoint.showing import Labels, local_path
from endpoint.things import choose_by_request
from kg.errors import QueryError
from kg.explaining import Explanation, SnapshotExplainer, Step, read_object, read_resource

CHOICES = (*(entry for entry in GRAPHS if entry.name == "jsonld"), HTML)
MOST_PROOFS = 5
CONTEXT: dict[str, object] = {
    **{name: PREFIXES[name] for name in ("rdf", "rdfs", "prov", "oa", "gb", "dcterms")},
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": "rdf:object",
    "rule": "rdfs:label",
    "says": "rdfs:comment",
    "specification": {"@id": "dcterms:conformsTo", "@type": "@id"},
    "spelled": "dcterms:description",
    "axioms": {"@id": "prov:wasDerivedFrom", "@container": "@set"},
    "premises": {"@id": "prov:wasDerivedFrom", "@container": "@set"},
    "sources": {"@id": "prov:hadPrimarySource", "@container": "@set"},
    "quotes": {"@id": "prov:wasQuotedFrom", "@container": "@set"},
    "article": {"@id": "oa:hasSource", "@type": "@id"},
    "articleId": "gb:articleId",
    "words": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
    "sentence": "gb:sentence",
    "readBy": "gb:rule",
    "reasons": {"@id": "gb:reason", "@container": "@set"},
}
"""How the answer's members read as RDF: each step of a proof is an rdf:Statement."""


class Explanations:
    """Answers why the graph says something; the rules of a snapshot are compiled when first asked for."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages
        self._explainers: dict[str, SnapshotExplainer] = {}

    def explain(self) -> Response:
        """The proofs of the triple ``s p o``, or of every triple about ``s``."""
        live = self._snapshots.live
        chosen = choose_by_request(CHOICES)
        found = self._find(live)
        if chosen is HTML:
            return self._pages.render("explain.html", live, **show(live, found))
        body = json.dumps(as_json_ld(found), ensure_ascii=False)
        response = Response(body, content_type=chosen.content_type)
        set_etag(response, etag_for(f"{live.id} {request.full_path}", chosen.media_type))
        return response

    def _find(self, live: Live) -> list[Explanation]:
        """What the request asks for.

        :raises ProblemError: ``bad-request`` for wrong parameters, ``not-found`` for what the graph lacks.
        """
        given = {name: request.args.get(name, "").strip() for name in ("s", "p", "o")}
        explainer = self._explainer(live)
        try:
            if given["s"] and given["p"] and given["o"]:
                subject, predicate = (read_resource(given[name], live.base) for name in ("s", "p"))
                triple = Triple(subject, predicate, read_object(given["o"], live.base))
                found = [explainer.explain(triple, MOST_PROOFS)]
            elif given["s"] and not given["p"] and not given["o"]:
                found = list(explainer.explain_thing(read_resource(given["s"], live.base)))
            else:
                raise ProblemError("bad-request", "Give s, p and o, or s alone.")
        except QueryError as error:
            raise ProblemError("bad-request", str(error)) from error
        if not any(one.proofs for one in found):
            raise ProblemError("not-found", "The graph does not say this.")
        return found

    def _explainer(self, live: Live) -> SnapshotExplainer:
        if live.id not in self._explainers:
            self._explainers = {live.id: SnapshotExplainer(live.store, live.base)}
        return self._explainers[live.id]


def show(live: Live, found: list[Explanation]) -> dict[str, object]:
    """The values of template explain.html."""
    labels = Labels(live, choose_language())

    def name(term: object) -> dict[str, object]:
        if isinstance(term, NamedNode):
            return {"text": labels.of(term.value), "iri": term.value, "path": local_path(live, term.value)}
        text = term.value if isinstance(term, Literal) else str(term)
        return {"text": text, "iri": None, "path": None}

    def show_step(step: Step) -> dict[str, object]:
        is_triple = isinstance(step.conclusion, Triple)
        return {
            "terms": [name(term) for term in step.conclusion] if is_triple else None,
            "words": None if is_triple else step.conclusion,
            "step": step,
            "axioms": [
                {"terms": [name(term) for term in axiom], "spelled": spelled}
                for axiom, spelled in zip(step.axiom, step.spelled, strict=True)
            ],
            "premises": [show_step(premise) for premise in step.premises],
            "article_path": lambda iri: local_path(live, iri),
        }

    return {
        "explanations": [
            {
                "terms": [name(term) for term in one.triple],
                "proofs": [show_step(step) for step in one.proofs],
                "complete": one.complete,
            }
            for one in found
        ]
    }


def as_json_ld(found: list[Explanation]) -> dict[str, object]:
    """The proofs as JSON-LD: each step a statement, derived from its axioms and premises."""
    return {"@context": CONTEXT, "@graph": [_statement(step) for one in found for step in one.proofs]}


def _statement(step: Step) -> dict[str, object]:
    members: dict[str, object] = {"@type": "rdf:Statement"}
    if isinstance(step.conclusion, Triple):
        members |= _ends(step.conclusion)
    else:
        members["dcterms:description"] = step.conclusion
    members["rule"] = step.rule
    if step.says:
        members |= {"says": step.says, "specification": step.specification}
    if step.axiom:
        members["axioms"] = [
            {"@type": "rdf:Statement", **_ends(axiom), "spelled": spelled}
            for axiom, spelled in zip(step.axiom, step.spelled, strict=True)
        ]
    if step.premises:
        members["premises"] = [_statement(premise) for premise in step.premises]
    for source in step.sources:
        quotes = [
            {
                "@id": quote.evidence,
                "@type": "gb:Evidence",
                "article": quote.iri,
                "articleId": quote.article,
                "words": quote.words,
                "sentence": {"@value": quote.sentence, "@language": "vi"},
                "start": quote.start,
                "end": quote.end,
                "readBy": quote.rule,
            }
            for quote in source.quotes
        ]
        told = members.setdefault("sources", [])
        assert isinstance(told, list)
        told.append({"@id": source.graph, "quotes": quotes, "reasons": list(source.reasons)})
    return members


def _ends(triple: Triple) -> dict[str, object]:
    subject = getattr(triple.subject, "value", str(triple.subject))
    return {"subject": subject, "predicate": triple.predicate.value, "object": _value(triple.object)}


def _value(term: object) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": getattr(term, "value", str(term))}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return {"@value": term.value, "@type": term.datatype.value}
