"""A place: its bodies, the posts there and who held them last, the meetings of its bodies."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.site.shown import Shown


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/place.html."""
    return {
        "told": shown.values(iri),
        "bodies": shown.table("place_bodies", iri, 100, ("body",)),
        "posts": shown.table("place_posts", iri, 100, ("post", "official")),
        "meetings": shown.table("place_meetings", iri, 100, ("meeting", "organiser")),
        "articles": shown.articles(iri),
    }
