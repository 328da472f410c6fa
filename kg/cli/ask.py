"""``giaoban ask``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.questions import Question


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@settings_options("data", short={"data": "-d"})
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write NAME.csv into, one a question; without NAME, for all questions.",
)
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter's value.")
@click.option("--list", "list_only", is_flag=True, help="List the questions and their parameters.")
@click.pass_context
def ask(
    context: click.Context,
    /,
    names: tuple[str, ...],
    output: Path | None,
    params: tuple[str, ...],
    list_only: bool,
    **flags: object,
) -> None:
    """Ask the ready-made questions.

    \b
    Examples:
      giaoban ask --list
      giaoban ask posts
      giaoban ask holders-on-date -p date=2020-06-01
      giaoban ask -o answers              all of them, as CSV files
    """
    from kg.cli.tables import show_table, write_csv
    from kg.questions import find_question, load_questions, run_question
    from kg.snapshot import current_snapshot

    questions = load_questions()
    if list_only or not (names or output):
        list_questions(questions)
        return
    chosen = [find_question(questions, name) for name in names] or list(questions)
    arguments = parse_arguments(params)
    refuse_unknown(arguments, chosen)
    snapshot = current_snapshot(settings_from(context, flags).data)
    store = snapshot.open()
    for question in chosen:
        own = {parameter.name: arguments[parameter.name] for parameter in question.parameters
               if parameter.name in arguments}  # fmt: skip
        answer = run_question(store, question, snapshot.manifest.base, own)
        if output is None:
            show_table(answer.columns, answer.rows, f"{question.name}: {question.title_en}")
            continue
        output.mkdir(parents=True, exist_ok=True)
        with (output / f"{question.name}.csv").open("w", encoding="utf-8", newline="") as file:
            write_csv(answer.columns, answer.rows, file)


def list_questions(questions: tuple[Question, ...]) -> None:
    """Print each question's name, what it asks in both languages, and its parameters with their defaults."""
    for question in questions:
        click.echo(click.style(question.name, bold=True))
        click.echo(f"    {question.title_vi}\n    {question.title_en}")
        for parameter in question.parameters:
            click.echo(f"    -p {parameter.name}={parameter.default}   {parameter.label_en}")


def parse_arguments(params: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` pairs as a mapping.

    :raises QueryError: for one that is no pair.
    """
    arguments = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise QueryError(f"-p {param} is no NAME=VALUE.", "Write it like -p date=2020-06-01.")
        arguments[name] = value
    return arguments


def refuse_unknown(arguments: dict[str, str], chosen: list[Question]) -> None:
    """Stop where a parameter belongs to none of the questions asked.

    :raises QueryError: naming it.
    """
    known = {parameter.name for question in chosen for parameter in question.parameters}
    for name in arguments:
        if name not in known:
            raise QueryError(f"No question asked has a parameter {name!r}.", "See: giaoban ask --list")
