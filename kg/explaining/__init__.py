"""Why something stands in a snapshot: proofs over the stored graph, down to articles and quoted sentences."""

from __future__ import annotations

from kg.explaining.explanation import Explanation, SnapshotExplainer, Step
from kg.explaining.records import as_record
from kg.explaining.sources import Quote, Source
from kg.explaining.terms import read_object, read_resource, shorten

__all__ = [
    "Explanation",
    "Quote",
    "SnapshotExplainer",
    "Source",
    "Step",
    "as_record",
    "read_object",
    "read_resource",
    "shorten",
]
