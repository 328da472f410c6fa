"""The snapshots that are kept: their files, and what changed from one to the next, also as an Atom feed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import islice, pairwise, zip_longest

from flask import Response, jsonify, render_template, request
from pyoxigraph import NamedNode, RdfFormat, parse

from endpoint.asking import LISTS, choose
from endpoint.downloads import group_dumps, send_dump
from endpoint.formats import HTML
from endpoint.headers import etag_for, set_etag
from endpoint.live import Live, Snapshots
from endpoint.pages import Pages, choose_language
from endpoint.problems import ProblemError
from endpoint.showing import Labels, local_path, shorten_iri
from kg.snapshot import Snapshot, count_changes, find_changes

SHOWN = 500
SIDES = {"added": True, "removed": False}


class Releases:
    """Hands out earlier snapshots and the differences between two."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, str], tuple[int, int]] = {}

    def index(self) -> Response:
        """The snapshots that are kept, the newest first."""
        kept = self._snapshots.source.list_snapshots()
        if choose(LISTS) is HTML:
            shown = [
                (one, group_dumps(one.manifest.dumps), older) for one, older in zip_longest(kept, kept[1:])
            ]
            return self._pages.render("snapshots.html", kept=shown)
        root = request.url_root + "snapshots/"
        return jsonify(
            [
                {
                    "id": s.id,
                    "created": s.manifest.created,
                    "articles": s.manifest.articles,
                    "quads": s.manifest.quads,
                    "files": {
                        name: {"url": f"{root}{s.id}/{name}", "bytes": dump.bytes, "sha256": dump.sha256}
                        for name, dump in sorted(s.manifest.dumps.items())
                    },
                }
                for s in kept
            ]
        )

    def file(self, id: str, name: str) -> Response:
        """One dump of one kept snapshot."""
        return send_dump(self._find(id), name, "/snapshots")

    def difference(self, old: str, new: str) -> Response:
        """What changed from one snapshot to another, as a page."""
        live = self._snapshots.live
        before, after = self._find(old), self._find(new)
        labels = Labels(live, choose_language())
        changes = [
            (change.added, *show_line(live, labels, change.line))
            for change in islice(find_changes(before, after), SHOWN)
        ]
        added, removed = self._count(before, after)
        return self._pages.render(
            "difference.html",
            old=before,
            new=after,
            added=added,
            removed=removed,
            changes=changes,
            most=SHOWN,
        )

    def quads(self, old: str, new: str, side: str) -> Response:
        """The quads that were added, or removed, as N-Quads; streamed."""
        before, after = self._find(old), self._find(new)
        if side not in SIDES:
            raise ProblemError("not-found", "A difference has added.nq and removed.nq.")

        def write() -> Iterator[bytes]:
            for change in find_changes(before, after):
                if change.added is SIDES[side]:
                    yield change.line

        response = Response(write(), content_type="application/n-quads")
        set_etag(response, etag_for(f"{old} {new} {side}", "application/n-quads"))
        name = f"giaoban-{old}-{new}-{side}.nq"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def feed(self) -> Response:
        """The snapshots as an Atom feed (RFC 4287), each with what it changed."""
        kept = self._snapshots.source.list_snapshots()
        steps = [(new, old, *self._count(old, new)) for new, old in pairwise(kept)]
        text = render_template(
            "discovery/changes.atom",
            root=request.url_root,
            base=self._snapshots.live.base,
            updated=kept[0].manifest.created,
            steps=steps,
            first=kept[-1],
        )
        response = Response(text, content_type="application/atom+xml; charset=utf-8")
        set_etag(response, etag_for(text, self._snapshots.live.id))
        response.last_modified = self._snapshots.live.modified
        return response

    def _find(self, id: str) -> Snapshot:
        for snapshot in self._snapshots.source.list_snapshots():
            if snapshot.id == id:
                return snapshot
        raise ProblemError("not-found", "No snapshot of this id is kept; /snapshots lists them.")

    def _count(self, old: Snapshot, new: Snapshot) -> tuple[int, int]:
        """The numbers of quads added and removed; each pair is compared once."""
        key = (old.id, new.id)
        if key not in self._counts:
            with self._lock:
                self._counts.setdefault(key, count_changes(old, new))
        return self._counts[key]


def show_line(live: Live, labels: Labels, line: bytes) -> tuple[str, str, str, str]:
    """One quad for a reader: address and label of its subject, property, value."""
    (quad,) = parse(line, format=RdfFormat.N_QUADS)
    subject, value = quad.subject, quad.object
    name = subject.value if isinstance(subject, NamedNode) else str(subject)
    shown = labels.of(value.value) if isinstance(value, NamedNode) else getattr(value, "value", str(value))
    return local_path(live, name), labels.of(name), shorten_iri(quad.predicate.value, live.base), shown[:300]
