"""The dumps of the snapshot: a list of them, and each as a file with ranges."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from endpoint.files import stream_file
from endpoint.graphfiles import PACKED
from endpoint.links import add_links, dataset_links, part_links
from endpoint.live import Snapshots
from endpoint.pages import Pages
from endpoint.problems import ProblemError
from endpoint.structured import describe_dataset_page
from kg.questions import load_questions
from kg.snapshot import Dump, Snapshot

SUMS = "SHA256SUMS"


class Downloads:
    """Hands out what the manifest names, and nothing else."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def index(self) -> Response:
        """What there is, with sizes and checksums."""
        live = self._snapshots.live
        about = describe_dataset_page(live)
        names = [question.name for question in load_questions()]
        manifest = live.snapshot.manifest
        parts = group_dumps(manifest.dumps)
        page = self._pages.render(
            "downloads.html", live, manifest=manifest, parts=parts, about=about, questions=names
        )
        return add_links(page, dataset_links(live))

    def file(self, name: str) -> Response:
        """One dump; ranges and If-None-Match are honoured, the tag is its SHA-256.

        :raises ProblemError: ``not-found`` if the manifest names no such file.
        """
        live = self._snapshots.live
        response = send_dump(live.snapshot, name, "/download/")
        return add_links(response, part_links(live, live.base, f"{request.script_root}/void"))


def group_dumps(dumps: Mapping[str, Dump]) -> dict[str, dict[str, list[tuple[str, Dump]]]]:
    """The files by part ("" is the whole, first) and format, each format's plain file before packed ones.

    "giaoban-entities.nt.gz" is of the part "entities" and the format "nt".
    """
    parts: dict[str, dict[str, list[tuple[str, Dump]]]] = {}
    for name, dump in sorted(dumps.items(), key=lambda item: (item[0].partition(".")[0], item[0])):
        stem, _, suffixes = name.partition(".")
        part = parts.setdefault(stem.partition("-")[2], {})
        part.setdefault(suffixes.partition(".")[0], []).append((name, dump))
    return parts


def send_dump(snapshot: Snapshot, name: str, listing: str) -> Response:
    """One file of a snapshot's dumps; ``listing`` is the page that lists them.

    :raises ProblemError: ``not-found`` if the manifest names no such file.
    """
    dump = snapshot.manifest.dumps.get(name)
    if dump is None and name != SUMS:
        raise ProblemError("not-found", f"There is no dump of this name; {listing} lists them.")
    return stream_file(
        snapshot.dumps_path.resolve() / name,
        content_type_of(name, dump.media_type if dump else "text/plain"),
        dump.sha256 if dump else snapshot.id,
        name,
        digest=dump.sha256 if dump else "",
    )


def content_type_of(name: str, media_type: str) -> str:
    """The media type of a file as it lies there: a packed dump is a packed file, whatever is in it."""
    return next((packed for suffix, packed in PACKED.items() if name.endswith(suffix)), media_type)
