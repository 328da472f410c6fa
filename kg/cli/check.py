"""``giaoban check``."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.cli.group import settings_from, settings_options

if TYPE_CHECKING:
    from kg.checking import CheckReport

SHOWN = 20


@click.command()
@settings_options("data", short={"data": "-d"})
@click.option("-f", "--format", type=click.Choice(("text", "json")), default="text", help="[text]")
@click.pass_context
def check(context: click.Context, /, format: str, **flags: object) -> None:
    """Check the snapshot: shapes (SHACL), evidence, references, files. Exit code 1 if it is broken.

    \b
    Examples:
      giaoban check
      giaoban check -d kg -f json | jq '.findings[].message'
    """
    from kg.checking import check_graph, load_shapes
    from kg.settings import ONTOLOGY
    from kg.snapshot import check_files, current_snapshot, read_texts

    snapshot = current_snapshot(settings_from(context, flags).data)
    quads = list(snapshot.open().quads())
    texts = {stored.id: stored.text for stored in read_texts(snapshot.texts_path)}
    manifest, shapes = snapshot.manifest, load_shapes(ONTOLOGY / "shapes.ttl")
    report = check_graph(quads, texts, manifest.base, shapes, quoted=manifest.publish_text != "none")
    report = report.with_findings("files", check_files(snapshot, len(quads)), len(manifest.dumps))
    if format == "json":
        findings = [finding.as_record() for finding in report.findings]
        click.echo(json.dumps({"snapshot": snapshot.id, "examined": report.examined, "findings": findings}))
    else:
        click.echo(f"Snapshot {snapshot.id}")
        show_report(report)
    if report.violations:
        context.exit(1)


def show_report(report: CheckReport) -> None:
    """Print what was looked at and what is wrong, by check."""
    for name, examined in report.examined.items():
        wrong = sum(1 for finding in report.findings if finding.check == name)
        click.echo(f"{name:<11} {examined} examined, {wrong or 'none'} wrong")
    for (severity, name), group in groupby(report.findings, key=lambda found: (found.severity, found.check)):
        findings = list(group)
        click.echo(f"\n{severity}s of {name}:")
        for finding in findings[:SHOWN]:
            click.echo(f"  {finding.focus}\n    {finding.message}")
        if len(findings) > SHOWN:
            click.echo(f"  … and {len(findings) - SHOWN} more (all with -f json)")
