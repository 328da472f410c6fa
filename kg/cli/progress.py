"""The progress bar of a build, and its summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.pipeline import BuildReport
from kg.pipeline import Progress as Report

ENTITIES = ("Official", "Body", "Post", "Meeting", "Directive", "Place")
FACTS = ("Tenure", "Participation", "PersonnelChange", "Citation", "Figure", "Task", "Evidence")
SHOWN = 10


@contextmanager
def show_progress() -> Iterator[Report]:
    """A bar on the terminal's error channel while the build goes on; nothing where that is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def report(stage: str, done: int, total: int | None) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield report


def summarise(report: BuildReport) -> None:
    """Print what the build did: articles, entities, facts, issues, seconds."""
    snapshot, manifest = report.snapshot, report.snapshot.manifest
    left_out = [issue for issue in report.issues if issue.reason.startswith("left out:")]
    click.echo(f"Snapshot  {snapshot.id} in {snapshot.path.parent.parent}")
    click.echo(f"Articles  {manifest.articles} in the graph, {len(left_out)} left out")
    click.echo(f"Reading   read {report.read:,}, kept {report.kept:,} from the last build")
    click.echo(f"Entities  {_count(manifest.counts, ENTITIES)}")
    click.echo(f"Facts     {_count(manifest.counts, FACTS)}")
    click.echo(f"Graph     {manifest.quads} quads in {manifest.graphs} named graphs")
    rules = Counter(issue.rule for issue in report.issues)
    kinds = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(6))
    click.echo(f"Issues    {manifest.issues}{': ' + kinds if kinds else ''}")
    warnings = len(report.checks.warnings)
    if warnings:
        click.echo(f"Warnings  {warnings} (see: giaoban check)")
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items())
    click.echo(f"Seconds   {sum(report.seconds.values()):.1f} ({stages})")
    for issue in left_out[:SHOWN]:
        click.echo(f"  {issue.article}: {issue.reason}", err=True)
    if len(left_out) > SHOWN:
        click.echo(f"  … and {len(left_out) - SHOWN} more in {snapshot.issues_path}", err=True)


def _count(counts: Mapping[str, int], names: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {counts.get(name, 0)}" for name in names)
