"""The Model Context Protocol server: the tools over standard input and output, or over HTTP."""

from __future__ import annotations

from contextlib import closing
from functools import wraps
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from endpoint.agents.tools import GraphTools
from endpoint.live import Snapshots
from endpoint.problems import ProblemError
from kg.errors import GiaoBanError
from kg.settings import Settings
from kg.snapshot import find_version

INSTRUCTIONS = (
    "A knowledge graph made from Vietnamese news: who held which post when, who met whom, which body issued "
    "which directive. Begin with find_entity to get IRIs; every answer has IRIs and the sentences that "
    "say it. Cite the article's IRI and the quote. Dates are bounds: a tenure may have begun before it is "
    "first attested."
)


def make_server(tools: GraphTools) -> MCPServer:
    """The server with every tool; what a tool refuses, the agent is told with the cure."""
    server = MCPServer("giaoban", instructions=INSTRUCTIONS, version=find_version(), log_level="WARNING")
    for tool in tools.all():
        server.add_tool(explain_refusals(tool), structured_output=True)
    return server


def explain_refusals(tool: Any) -> Any:
    """The tool, with our own errors told as the protocol tells them."""

    @wraps(tool)
    def told(*args: Any, **values: Any) -> Any:
        try:
            return tool(*args, **values)
        except (GiaoBanError, ProblemError) as error:
            detail = error.detail if isinstance(error, ProblemError) else str(error)
            raise ToolError(detail) from error

    return told


def serve_agents(settings: Settings, over_http: bool) -> None:
    """Serve until the client goes (standard input), or until told to stop (streamable HTTP at /mcp).

    :raises SnapshotError: if there is no snapshot to serve.
    """
    with closing(Snapshots(settings)) as snapshots:
        server = make_server(GraphTools(settings, snapshots))
        if over_http:
            server.run("streamable-http", host=settings.host, port=settings.port, stateless_http=True)
        else:
            server.run("stdio")
