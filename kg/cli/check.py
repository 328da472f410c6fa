"""``giaoban check``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.cli.group import settings_from, settings_options

if TYPE_CHECKING:
    from kg.checking import CheckReport
    from kg.snapshot import Snapshot

SHOWN = 20


@click.command()
@settings_options("data", short={"data": "-d"})
@click.option("-f", "--format", type=click.Choice(("text", "json", "ttl")), default="text", help="[text]")
@click.option("--allow-loss", is_flag=True, help="Only warn of classes that have lost half of their members.")
@click.pass_context
def check(context: click.Context, /, format: str, allow_loss: bool, **flags: object) -> None:
    """Check the snapshot: shapes (SHACL), evidence, references, contradictions, losses, files.

    Exit code 1 if it is broken. A build runs the same checks and publishes nothing that is broken. Articles
    that disagree are told as warnings: the graph keeps both sides. -f ttl gives a SHACL validation report.

    \b
    Examples:
      giaoban check
      giaoban check -d kg -f json | jq '.findings[].message'
      giaoban check -f ttl > report.ttl
    """
    from kg.checking import write_json, write_turtle
    from kg.snapshot import current_snapshot

    snapshot = current_snapshot(settings_from(context, flags).data)
    report = check_snapshot(snapshot, allow_loss)
    if format == "json":
        click.echo(write_json(report, snapshot.id))
    elif format == "ttl":
        click.echo(write_turtle(report), nl=False)
    else:
        click.echo(f"Snapshot {snapshot.id}")
        show_report(report)
    if report.violations:
        context.exit(1)


def check_snapshot(snapshot: Snapshot, allow_loss: bool = False) -> CheckReport:
    """All checks over a snapshot, also against the one before it; its build may have allowed losses."""
    from kg.checking import check_counts, check_graph, find_unmissed, load_shapes
    from kg.settings import ONTOLOGY
    from kg.snapshot import check_files, find_previous, read_texts

    quads = list(snapshot.open().quads())
    texts = {stored.id: stored.text for stored in read_texts(snapshot.texts_path)}
    manifest, shapes = snapshot.manifest, load_shapes(ONTOLOGY / "shapes.ttl")
    report = check_graph(quads, texts, manifest.base, shapes, quoted=manifest.publish_text != "none")
    before = find_previous(snapshot)
    counts = before.manifest.counts if before is not None else {}
    allowed = allow_loss or manifest.allowed_loss
    losses = check_counts(manifest.counts, counts, find_unmissed(quads), allowed)
    report = report.with_findings("counts", *losses)
    return report.with_findings("files", check_files(snapshot, len(quads)), len(manifest.dumps))


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
