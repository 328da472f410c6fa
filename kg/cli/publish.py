"""``giaoban publish``."""

from __future__ import annotations

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import SettingsError


@click.command()
@settings_options("data", "publishing", "keep", short={"data": "-d"})
@click.pass_context
def publish(context: click.Context, /, **flags: object) -> None:
    """Load the snapshot into another SPARQL store, or into a depot, and make it the current one there.

    A depot is a folder or a bucket (file://, s3://) that servers follow: giaoban serve --depot ADDRESS.
    A SPARQL store is one at http:// or https://.

    It goes in batches, by SPARQL Update or the Graph Store Protocol, into graphs of its own; what arrived
    is counted, then the register (the graph BASE/snapshots) names it as current. A run that broke off is
    taken up by the next.

    \b
    Examples:
      giaoban publish --to http://dba:dba@127.0.0.1:8890/sparql-auth     Virtuoso
      giaoban publish -d kg --to http://127.0.0.1:3030/ds                Fuseki
      giaoban publish --protocol gsp --to http://127.0.0.1:3030/ds/data
                      --asked-at http://127.0.0.1:3030/ds/query           Graph Store Protocol
      giaoban publish --to http://127.0.0.1:7200/repositories/kg/statements
                      --asked-at http://127.0.0.1:7200/repositories/kg    GraphDB, RDF4J
      giaoban publish --to s3://bucket/kg                                 a depot
    """
    from kg.depot import send_snapshot
    from kg.remote import RemoteStore, publish_snapshot
    from kg.snapshot import current_snapshot

    settings = settings_from(context, flags)
    if not settings.to:
        raise SettingsError("No store is named.", "Give its address: --to https://user:password@host/sparql")
    if not settings.to.lower().startswith(("http://", "https://")):
        snapshot = current_snapshot(settings.data)
        sent = send_snapshot(snapshot, settings.to, settings.keep)
        click.echo(f"Current at {settings.to}: {snapshot.id}; {sent} files sent.")
        return
    store = RemoteStore(settings.to, settings.asked_at)
    snapshot = current_snapshot(settings.data)
    with click.progressbar(
        length=snapshot.manifest.quads + snapshot.manifest.triples, label="sending"
    ) as bar:
        done = publish_snapshot(
            snapshot,
            store,
            keep=settings.keep,
            protocol=settings.protocol,
            progress=lambda at, total: bar.update(at - bar.pos),
        )
    click.echo(f"Current at {store.query_url}: {done.set.value}")
    click.echo(
        f"{done.sent} quads sent, {done.found} there before, {done.removed} earlier snapshots removed."
    )
