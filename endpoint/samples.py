"""The sample queries that the pages show: endpoint/queries/sample/*.rq, titles in their head comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.live import package_path


@dataclass(frozen=True, slots=True)
class Sample:
    """One query to try: its titles by language and its text without the head."""

    name: str
    titles: Mapping[str, str]
    query: str


def read_samples() -> tuple[Sample, ...]:
    """All sample queries in the order of their file names."""
    samples = []
    for path in sorted(package_path("queries/sample").glob("*.rq")):
        lines = path.read_text("utf-8").splitlines()
        titles = {}
        while lines and lines[0].startswith("# "):
            language, _, title = lines.pop(0).removeprefix("# ").partition(": ")
            titles[language] = title
        samples.append(Sample(path.stem, titles, "\n".join(lines).strip()))
    return tuple(samples)
