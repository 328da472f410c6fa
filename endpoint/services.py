"""The services beside SPARQL and linked data, each with its addresses and methods."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Flask, Response

from endpoint.application import Parts
from endpoint.asking import Asking
from endpoint.bundles import Bundles
from endpoint.discovery import Discovery
from endpoint.editing import Editing
from endpoint.jsonld import Context
from endpoint.reconciliation import Reconciliation
from endpoint.releases import Releases
from endpoint.searching import Searching
from endpoint.site.about import About
from endpoint.site.lists import LISTS, Lists
from endpoint.views import Views

Service = tuple[str, Callable[..., Response], tuple[str, ...]]


def add_services(app: Flask, parts: Parts) -> Flask:
    """The application with the addresses of all services."""
    bundles = Bundles()
    bundles.add_to(app)
    app.add_url_rule("/assets/<path:name>", endpoint="/assets", view_func=bundles.answer, methods=["GET"])
    for rule, view, methods in list_services(parts):
        app.add_url_rule(rule, endpoint=rule, view_func=view, methods=methods)
    return app


def list_services(parts: Parts) -> tuple[Service, ...]:
    """Address, what answers there, and its methods."""
    snapshots, pages = parts.snapshots, parts.pages
    discovery = Discovery(snapshots)
    asking = Asking(parts.settings, snapshots, pages, parts.sparql.admission)
    releases = Releases(snapshots, pages)
    lists = Lists(snapshots, pages)
    views = Views(snapshots, pages)
    desk = Reconciliation(snapshots, pages)
    return (
        *((f"/{name}", partial(lists.answer, name), ("GET",)) for name in LISTS),
        ("/about", About(snapshots, pages).page, ("GET",)),
        ("/search", Searching(snapshots, pages).answer, ("GET",)),
        ("/reconcile", desk.answer, ("GET", "POST")),
        ("/reconcile/suggest/entity", desk.suggest_entity, ("GET",)),
        ("/reconcile/suggest/type", desk.suggest_type, ("GET",)),
        ("/reconcile/suggest/property", desk.suggest_property, ("GET",)),
        ("/reconcile/properties", desk.propose_properties, ("GET",)),
        ("/reconcile/preview", desk.preview, ("GET",)),
        ("/questions", asking.index, ("GET",)),
        ("/views", views.page, ("GET",)),
        ("/views/<name>.json", views.answer, ("GET",)),
        ("/query", Editing(snapshots, pages).page, ("GET",)),
        ("/questions/<name>", asking.answer, ("GET",)),
        ("/openapi.json", asking.openapi, ("GET",)),
        ("/snapshots", releases.index, ("GET",)),
        ("/snapshots/<id>/<name>", releases.file, ("GET",)),
        ("/changes/<old>/<new>", releases.difference, ("GET",)),
        ("/changes/<old>/<new>/<any(added, removed):side>.nq", releases.quads, ("GET",)),
        ("/changes.atom", releases.feed, ("GET",)),
        ("/context.jsonld", Context(snapshots).answer, ("GET",)),
        ("/robots.txt", discovery.robots, ("GET",)),
        ("/llms.txt", discovery.llms, ("GET",)),
        ("/opensearch.xml", discovery.opensearch, ("GET",)),
        ("/sitemap.xml", discovery.sitemap, ("GET",)),
        ("/sitemap-<int:part>.xml", discovery.sitemap_part, ("GET",)),
        ("/favicon.svg", discovery.icon, ("GET",)),
        ("/favicon.ico", discovery.icon, ("GET",)),
    )
