"""``giaoban build``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.group import settings_from, settings_options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@settings_options("data", "build", short={"data": "-o"})
@click.option("--allow-loss", is_flag=True, help="Publish although a class has lost half of its members.")
@click.pass_context
def build(context: click.Context, /, paths: tuple[Path, ...], allow_loss: bool, **flags: object) -> None:
    """Read articles and publish a verified snapshot of their graph.

    PATH is a file or a folder of .txt, .md, .html and .jsonl files, each also gzipped; without one, the
    shipped articles are built. The snapshot being served stays whole until the new one is finished and
    checked. An article that cannot be read is left out and named with the reason.

    \b
    Examples:
      giaoban build                          the shipped articles into ./data
      giaoban build news/ -o kg --jobs 4     a folder of articles into ./kg, four processes
      giaoban build news.jsonl.gz --base https://example.org/news/
    """
    from kg.cli.progress import show_progress, summarise
    from kg.pipeline import build as build_snapshot

    settings = settings_from(context, flags)
    with show_progress() as report:
        done = build_snapshot(settings, paths, progress=report, allow_loss=allow_loss)
    summarise(done)
