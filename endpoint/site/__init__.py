"""The pages of things by their kind: each kind a module, each module from an IRI to its template's values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pyoxigraph import NamedNode

from endpoint.site import article, body, directive, meeting, official, place, post
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
"""Kind of thing → what fills its page, templates/site/KIND.html; every other kind has thing.html."""

__all__ = ["KINDS", "Show", "Shown"]
