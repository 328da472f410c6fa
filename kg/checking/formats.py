"""A report as JSON and as a SHACL validation report (https://www.w3.org/TR/shacl/#validation-report)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.checking.report import OUR_CHECKS, CheckReport, Finding

SH = "http://www.w3.org/ns/shacl#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD_BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
PREFIXES = {"sh": SH, "gb": "https://w3id.org/giaoban/ontology#", "check": OUR_CHECKS}


def write_json(report: CheckReport, snapshot: str) -> str:
    """The report of one snapshot as a JSON object."""
    findings = [finding.as_record() for finding in report.findings]
    record = {
        "snapshot": snapshot,
        "conforms": not report.findings,
        "publishable": not report.violations,
        "examined": report.examined,
        "findings": findings,
    }
    return json.dumps(record, ensure_ascii=False)


def write_turtle(report: CheckReport) -> str:
    """The report as sh:ValidationReport in Turtle; the checks of ours are constraint components too."""
    return (serialize(report_triples(report), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def report_triples(report: CheckReport) -> Iterator[Triple]:
    """The triples of the report; it conforms where nothing was found, warnings included (SHACL §3.6.1)."""
    top = BlankNode("report")
    yield Triple(top, RDF_TYPE, NamedNode(SH + "ValidationReport"))
    conforms = "false" if report.findings else "true"
    yield Triple(top, NamedNode(SH + "conforms"), Literal(conforms, datatype=XSD_BOOLEAN))
    for number, finding in enumerate(report.findings):
        node = BlankNode(f"result{number}")
        yield Triple(top, NamedNode(SH + "result"), node)
        yield Triple(node, RDF_TYPE, NamedNode(SH + "ValidationResult"))
        for name, term in result_members(finding):
            yield Triple(node, NamedNode(SH + name), term)


def result_members(finding: Finding) -> Iterator[tuple[str, NamedNode | Literal]]:
    """The members of one sh:ValidationResult, in the words of SHACL."""
    yield "resultSeverity", NamedNode(SH + ("Violation" if finding.severity == "violation" else "Warning"))
    yield "focusNode", NamedNode(finding.focus) if "://" in finding.focus else Literal(finding.focus)
    yield "resultMessage", Literal(finding.message, language="en")
    yield "sourceConstraintComponent", NamedNode(finding.component or OUR_CHECKS + finding.check)
    if finding.shape:
        yield "sourceShape", NamedNode(finding.shape)
    for name, text in (("resultPath", finding.path), ("value", finding.value)):
        term = read_term(text)
        if term is not None:
            yield name, term


def read_term(text: str) -> NamedNode | Literal | None:
    """A term as N-Triples has it; None for none and for what has no name."""
    if not text or text.startswith(("_:", "[", "(")):
        return None
    (quad,) = parse(f"<x:> <x:> {text} .", format=RdfFormat.TURTLE)
    return quad.object if isinstance(quad.object, NamedNode | Literal) else None
