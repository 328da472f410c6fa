"""``giaoban mcp``."""

from __future__ import annotations

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import SettingsError


@click.command()
@settings_options("data", "serving", short={"data": "-d"})
@click.option(
    "--http", is_flag=True, help="Serve streamable HTTP at /mcp instead of standard input and output."
)
@click.pass_context
def mcp(context: click.Context, /, http: bool, **flags: object) -> None:
    """Serve the graph to agents: the Model Context Protocol, with typed tools.

    \b
    Examples:
      giaoban mcp -d data                    over standard input and output, as agents start it
      giaoban mcp -d data --http --port 8001 at http://127.0.0.1:8001/mcp
    """
    settings = settings_from(context, flags)
    try:
        from endpoint.agents.server import serve_agents
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"The package {error.name} is not installed.", "Install it with: pip install 'giaoban[mcp]'"
        ) from error
    serve_agents(settings, http)
