"""The pages of things by their kind: each kind a module, each module from an IRI to its template's values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pyoxigraph import NamedNode

from endpoint.site import article, body, directive, meeting, official, place, post, thing
from endpoint.site.shown import Shown

Show = Callable[[Shown, NamedNode], dict[str, object]]

KINDS: Mapping[str, Show] = {
    "official": official.show,
    "body": body.show,
    "post": post.show,
    "meeting": meeting.show,
    "directive": directive.show,
    "article": article.show,
    "place": place.show,
}
"""Kind of thing → what fills its page, templates/site/KIND.html; every other kind has site/thing.html."""


def show_page(shown: Shown, iri: NamedNode, kind: str) -> tuple[str, dict[str, object]]:
    """The template of a thing's page, and its values."""
    name, show = (kind, KINDS[kind]) if kind in KINDS else ("thing", thing.show)
    named = {"thing": shown.name(iri.value), "kinds": shown.kinds(iri)}
    return f"site/{name}.html", {**named, **show(shown, iri)}


__all__ = ["KINDS", "Show", "Shown", "show_page"]
