"""The command line: ``giaoban``. Each command stands in a module of its own."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.ask import ask
from kg.cli.build import build
from kg.cli.check import check
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.facts import facts
from kg.cli.group import CommandGroup
from kg.cli.mcp import mcp
from kg.cli.publish import publish
from kg.cli.query import query
from kg.cli.serve import serve


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="giaoban", prog_name="giaoban")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="TOML file of settings (default: what GIAOBAN_CONFIG names).",
)
@click.pass_context
def main(context: click.Context, config: Path | None) -> None:
    """Vietnamese news about Party and State in, a knowledge graph with evidence out.

    \b
    Start here:
      giaoban serve                     build the shipped articles, serve them on http://127.0.0.1:8000
      giaoban build my-articles -o out  build your own
      giaoban ask posts -d out          who holds which post?
      giaoban facts my-articles/a.txt   what is read from one article, and from which words?

    Every setting can be given as a flag, in the environment (GIAOBAN_DATA=out) or in a TOML file.
    """
    context.obj = config


for command in (build, serve, query, ask, facts, explain, export, publish, check, mcp):
    main.add_command(command)
