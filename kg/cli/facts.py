"""``giaoban facts``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import InputError
from kg.model import Article


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@settings_options("data", short={"data": "-d"})
@click.option("-f", "--format", type=click.Choice(("text", "json")), default="text", help="[text]")
@click.pass_context
def facts(context: click.Context, /, article: Path, format: str, **flags: object) -> None:
    """Show what is read from one ARTICLE, in its text: a file, or the id of an article of the snapshot.

    In colour on a terminal; in a pipe, [words]{kind} marks what was read.

    \b
    Examples:
      giaoban facts corpus/some-article.md
      giaoban facts my-article.txt -f json | jq '.facts[].kind'
    """
    from kg.cli.showing import as_record, show_reading
    from kg.pipeline import find_doubts
    from kg.records import read_with_lexicon
    from kg.settings import ONTOLOGY

    for one in find_articles(article, settings_from(context, flags).data):
        reading = read_with_lexicon(one, ONTOLOGY)
        doubts = (*reading.issues, *find_doubts(reading))
        if format == "json":
            click.echo(json.dumps(as_record(reading, doubts), ensure_ascii=False))
        else:
            show_reading(reading, doubts, colour=sys.stdout.isatty())


def find_articles(path: Path, data: Path) -> list[Article]:
    """The articles of a file, or the one with this id in the snapshot.

    :raises InputError: if there is neither.
    """
    from kg.pipeline import take_in
    from kg.snapshot import current_id, current_snapshot

    if path.exists():
        return list(take_in([path]).articles)
    stored = current_snapshot(data).text(str(path)) if current_id(data) else None
    if stored is None:
        raise InputError(
            f"{path} is no file, and no article of a snapshot in {data}.", "Name a file or an id."
        )
    return [stored.as_article()]
