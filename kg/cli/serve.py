"""``giaoban serve``."""

from __future__ import annotations

import socket

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import SettingsError


@click.command()
@settings_options("data", "publish_text", "base", "serving", short={"data": "-d"})
@click.pass_context
def serve(context: click.Context, /, **flags: object) -> None:
    """Serve the graph over HTTP: SPARQL, linked data, downloads, pages.

    Where there is no snapshot yet, the shipped articles are built first. A new snapshot (giaoban build) is
    picked up while the server runs.

    \b
    Examples:
      giaoban serve
      giaoban serve -d kg --port 9000
      GIAOBAN_HOST=0.0.0.0 giaoban serve
      giaoban serve --store http://127.0.0.1:8890/sparql    what giaoban publish took there
      giaoban serve -d cache --depot s3://bucket/kg         copies of what giaoban publish put there
    """
    from kg.cli.progress import show_progress, summarise
    from kg.pipeline import build as build_snapshot
    from kg.snapshot import current_id

    settings = settings_from(context, flags)
    refuse_taken_port(settings.host, settings.port)
    if not (settings.store or settings.depot) and current_id(settings.data) is None:
        click.echo(f"There is no snapshot in {settings.data} yet: building the shipped articles.")
        with show_progress() as report:
            done = build_snapshot(settings, progress=report)
        summarise(done)
    from endpoint.server import serve as serve_forever

    serve_forever(settings)


def refuse_taken_port(host: str, port: int) -> None:
    """Look, before anything else is done, whether the address can be listened on.

    :raises SettingsError: if it cannot.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SettingsError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}.",
            "Stop what runs there, or give another address: --port 8001",
        ) from error
