"""A post: its body, who held it one after the other, and what changed."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.site.shown import Shown, facts_in
from endpoint.site.spans import with_gaps


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/post.html."""
    told = shown.values(iri)
    tenures = shown.table("post_tenures", iri, 100, ("official",))
    changes = shown.table("post_changes", iri, 100, ("class", "official", "decided"))
    single = "true" in told.get("singleHolder", [])
    return {
        "told": told,
        "single": single,
        "holders": with_gaps(tenures.rows) if single else tenures.rows,
        "more_holders": tenures.more,
        "changes": changes,
        "evidence": shown.quoted([*facts_in(tenures, "tenure"), *facts_in(changes, "change")]),
        "articles": shown.articles(iri),
    }
