"""``giaoban export``."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import SnapshotError


@click.command()
@settings_options("data", short={"data": "-d"})
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    help="ttl, nq, nt, trig, jsonld or rdf; several allowed. [all there are]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder to write into. [.]",
)
@click.pass_context
def export(context: click.Context, /, formats: tuple[str, ...], output: Path, **flags: object) -> None:
    """Write the graph as files, with their SHA-256 sums in SHA256SUMS.

    \b
    Examples:
      giaoban export -f ttl
      giaoban export -d kg -o dumps && cd dumps && sha256sum -c SHA256SUMS
    """
    from kg.export import FORMATS, find_format, hash_file, write_sums
    from kg.snapshot import current_snapshot

    snapshot = current_snapshot(settings_from(context, flags).data)
    dumps = snapshot.manifest.dumps
    chosen = [find_format(name) for name in formats] or [one for one in FORMATS if one.file_name in dumps]
    if missing := [format.name for format in chosen if format.file_name not in dumps]:
        raise SnapshotError(
            f"Snapshot {snapshot.id} was built without the dump {missing[0]}.",
            f"Build again, with {missing[0]} among --dumps.",
        )
    output.mkdir(parents=True, exist_ok=True)
    sums = []
    for format in chosen:
        name = format.file_name
        target = shutil.copyfile(snapshot.dumps_path / name, output / name)
        digest = hash_file(target)
        if digest != dumps[name].sha256:
            raise SnapshotError(
                f"{snapshot.dumps_path / name} is not what its manifest says.",
                "Build anew with: giaoban build",
            )
        sums.append((name, digest))
        click.echo(target)
    write_sums(sums, output)
