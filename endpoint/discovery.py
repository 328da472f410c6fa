"""Where machines look first: robots.txt, sitemap.xml, llms.txt, the OpenSearch description, an icon."""

from __future__ import annotations

from flask import Response, render_template, request, send_file

from endpoint.headers import etag_for, set_etag
from endpoint.live import Live, Snapshots, package_path
from endpoint.problems import ProblemError
from endpoint.showing import local_path
from kg.questions import load_questions

PART = 40_000


PAGES = (
    "",
    "about",
    "articles",
    "bodies",
    "conflicts",
    "directives",
    "download/",
    "meetings",
    "officials",
    "ontology",
    "places",
    "query",
    "questions",
    "snapshots",
    "sparql",
    "views",
)
"""The pages that are always there, for site maps."""


class Discovery:
    """Small files about the site, written from templates."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    def robots(self) -> Response:
        """Who may crawl what, and where the site map is."""
        return self._write("robots.txt", "text/plain; charset=utf-8")

    def llms(self) -> Response:
        """The site told to language models."""
        return self._write("llms.txt", "text/markdown; charset=utf-8", questions=load_questions())

    def opensearch(self) -> Response:
        """How browsers search here."""
        return self._write("opensearch.xml", "application/opensearchdescription+xml")

    def sitemap(self) -> Response:
        """The site maps, PART addresses each."""
        parts = range(1, len(self._find_listed()) // PART + 2)
        return self._write("sitemap-index.xml", "application/xml", parts=parts)

    def sitemap_part(self, part: int) -> Response:
        """One site map.

        :raises ProblemError: ``not-found`` if there is no such part.
        """
        live = self._snapshots.live
        listed = self._find_listed()
        shown = listed[(part - 1) * PART : part * PART] if part > 0 else []
        if not shown:
            raise ProblemError("not-found", "There is no such part of the site map.")
        addresses = [local_path(live, iri).removeprefix("/").removeprefix(live.base) for iri in shown]
        return self._write("sitemap.xml", "application/xml", addresses=addresses)

    def icon(self) -> Response:
        """The site's icon."""
        return send_file(package_path("static/favicon.svg"), mimetype="image/svg+xml", conditional=True)

    def _find_listed(self) -> list[str]:
        live = self._snapshots.live
        pages = [live.base + name for name in PAGES]
        return pages + [row["thing"] for row in live.rows("listed") if row["thing"].startswith(live.base)]

    def _write(self, template: str, content_type: str, **values: object) -> Response:
        live: Live = self._snapshots.live
        lastmod = live.modified.date().isoformat()
        text = render_template(f"discovery/{template}", root=request.url_root, lastmod=lastmod, **values)
        response = Response(text, content_type=content_type)
        set_etag(response, etag_for(text, live.id))
        response.last_modified = live.modified
        return response
