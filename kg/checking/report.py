"""What a check found: findings that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

OUR_CHECKS = "https://w3id.org/giaoban/ontology/checks#"
"""What the IRIs of the checks of ours begin with, where SHACL wants a constraint component."""
Severity = Literal["violation", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong. ``focus`` is the IRI it is about, ``message`` says what is wrong and where.

    ``path`` and ``value`` are the property and the value at fault (N-Triples terms), ``component`` the IRI
    of the SHACL constraint component or of the check of ours, ``shape`` that of the shape; each where known.
    """

    severity: Severity
    check: str
    focus: str
    message: str
    path: str = ""
    value: str = ""
    component: str = ""
    shape: str = ""

    def as_record(self) -> dict[str, str]:
        """The finding as a JSON object, without what is not known."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings, sorted, and how many things each check looked at."""

    findings: tuple[Finding, ...]
    examined: Mapping[str, int]

    def with_findings(self, check: str, findings: Iterable[Finding], examined: int) -> CheckReport:
        """This report and those of one more check."""
        return CheckReport(tuple(sorted((*self.findings, *findings))), {**self.examined, check: examined})

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that make a snapshot unfit to be published."""
        return tuple(finding for finding in self.findings if finding.severity == "violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that a person should look at."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")
