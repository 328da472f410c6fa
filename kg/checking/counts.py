"""Whether a new graph tells of far fewer things than the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from kg.checking.report import OUR_CHECKS, Finding
from kg.quads import find_quads

CHECK = "counts"
FEW = 10
"""A class that had fewer members than this may lose half of them by one article: that is a warning."""
GB = "https://w3id.org/giaoban/ontology#"
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def check_counts(
    counts: Mapping[str, int],
    before: Mapping[str, int],
    unmissed: Iterable[str] = (),
    allow_loss: bool = False,
) -> tuple[list[Finding], int]:
    """Compare the numbers of members by class with those of the snapshot before.

    :param counts: local name of the class → number of its members now.
    :param before: the same of the snapshot before; empty where there was none.
    :param unmissed: classes whose members nobody misses, such as conflicts.
    :param allow_loss: tell losses as warnings, since somebody has said that they are meant.
    :return: what is wrong, and the number of classes compared.
    """
    findings = []
    compared = sorted(before.keys() - set(unmissed))
    for name in compared:
        had, has = before[name], counts.get(name, 0)
        if has * 2 <= had:
            grave = had >= FEW and not allow_loss
            message = f"it had {had} members and has {has}"
            if grave:
                message += ": are articles missing? If the loss is meant, build with --allow-loss"
            severity = "violation" if grave else "warning"
            findings.append(Finding(severity, CHECK, GB + name, message, component=OUR_CHECKS + CHECK))  # type: ignore[arg-type]
    return findings, len(compared)


def find_unmissed(quads: Iterable[Quad]) -> frozenset[str]:
    """gb:Conflict and the classes right below it: fewer contradictions are no loss."""
    below = {
        quad.subject.value.removeprefix(GB)
        for quad in find_quads(quads, {SUBCLASS})
        if isinstance(quad.subject, NamedNode) and quad.object == NamedNode(GB + "Conflict")
    }
    return frozenset({"Conflict", *below})
