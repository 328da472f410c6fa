"""Explanations as JSON objects."""

from __future__ import annotations

from dataclasses import asdict

from pyoxigraph import Triple

from kg.explaining.explanation import Explanation, Step


def as_record(explanation: Explanation) -> dict[str, object]:
    """The explanation as a JSON object; terms are written as in N-Triples."""
    return {
        "triple": _triple(explanation.triple),
        "holds": bool(explanation.proofs),
        "complete": explanation.complete,
        "proofs": [_step(step) for step in explanation.proofs],
    }


def _step(step: Step) -> dict[str, object]:
    is_triple = isinstance(step.conclusion, Triple)
    record: dict[str, object] = {
        "conclusion": _triple(step.conclusion) if isinstance(step.conclusion, Triple) else step.conclusion,
        "rule": step.rule,
    }
    if step.table:
        record |= {"table": step.table, "specification": step.specification, "says": step.says}
    if step.axiom:
        record["axiom"] = [_triple(triple) for triple in step.axiom]
        record["spelled"] = list(step.spelled)
    if step.premises:
        record["premises"] = [_step(premise) for premise in step.premises]
    if is_triple and not step.premises:
        record["sources"] = [asdict(source) for source in step.sources]
        record["more_sources"] = step.more
    return record


def _triple(triple: Triple) -> list[str]:
    return [str(term) for term in triple]
