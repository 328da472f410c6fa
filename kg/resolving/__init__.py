"""Resolution: which mentions of all articles are the same person, body, post, meeting or directive.

The one entry is `resolve`; it imports nothing of `kg.graph`, which mints IRIs from what is concluded here.
"""

from __future__ import annotations

from kg.resolving.entities import (
    Disagreement,
    Document,
    Entities,
    Gathering,
    Organisation,
    Person,
    Position,
    Reason,
    TenureBounds,
)
from kg.resolving.knowledge import Knowledge, read_knowledge
from kg.resolving.resolution import resolve
from kg.resolving.verdicts import Verdict, Verdicts, read_verdicts

__all__ = [
    "Disagreement",
    "Document",
    "Entities",
    "Gathering",
    "Knowledge",
    "Organisation",
    "Person",
    "Position",
    "Reason",
    "TenureBounds",
    "Verdict",
    "Verdicts",
    "read_knowledge",
    "read_verdicts",
    "resolve",
]
