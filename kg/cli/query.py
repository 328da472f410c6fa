"""``giaoban query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.store import Result

TABLES = ("csv", "tsv", "json", "xml")
GRAPHS = ("ttl", "nt", "rdf", "jsonld")


@click.command()
@click.argument("query")
@settings_options("data", short={"data": "-d"})
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice(("table", *TABLES, *GRAPHS)),
    help="Of a SELECT or ASK: table, csv, tsv, json, xml; of a CONSTRUCT or DESCRIBE: ttl, nt, rdf, jsonld. "
    "[default: table or ttl]",
)
@click.pass_context
def query(context: click.Context, /, query: str, format: str | None, **flags: object) -> None:
    """Run a SPARQL query on the snapshot.

    QUERY is the query itself, a file that holds it, or - for standard input.
    The default graph is the union of all named graphs.

    \b
    Examples:
      giaoban query who-met-whom.rq
      giaoban query -f csv 'SELECT * { ?body a <https://w3id.org/giaoban/ontology#Body> } LIMIT 9'
      echo 'SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g' | giaoban query -f csv -
    """
    from kg.snapshot import current_snapshot

    text = read_query(query)
    settings = settings_from(context, flags)
    snapshot = current_snapshot(settings.data)
    result = snapshot.open().query(text, base=snapshot.manifest.base)
    write_result(result, format)


def read_query(query: str) -> str:
    """The query's text: given as such (it has a brace, which names of query files have not), or in a file.

    :raises QueryError: if the file cannot be read.
    """
    if "{" in query:
        return query
    try:
        content = sys.stdin.buffer.read() if query == "-" else Path(query).read_bytes()
        return content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        cure = "Give the query itself, a UTF-8 file that holds it, or - for standard input."
        raise QueryError(f"{query} cannot be read: {error}.", cure) from error


def write_result(result: Result, format: str | None) -> None:
    """Write an answer to standard output.

    :raises QueryError: for a format that does not fit the form of the query.
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat

    from kg.cli.tables import show_table

    is_graph = isinstance(result, QueryTriples)
    format = format or ("ttl" if is_graph else "table")
    fitting = GRAPHS if is_graph else ("table", *TABLES)
    if format not in fitting:
        raise QueryError(f"This query cannot be answered as {format}.", f"Take -f {', '.join(fitting)}.")
    if isinstance(result, QueryTriples):
        click.echo(result.serialize(format=RdfFormat.from_extension(format)), nl=False)
    elif format != "table":
        click.echo(result.serialize(format=QueryResultsFormat.from_extension(format)))
    elif isinstance(result, QueryBoolean):
        click.echo("true" if result else "false")
    else:
        columns = [variable.value for variable in result.variables]
        show_table(columns, ([solution[column] for column in columns] for solution in result))
