"""A body: what it is part of, its parts, its posts with their holders, its meetings and directives."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.site.shown import Name, Row, Shown, Table, facts_in
from endpoint.site.spans import with_gaps


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/body.html."""
    tenures = shown.table("body_tenures", iri, 300, ("post", "official"))
    return {
        "told": shown.values(iri),
        "parents": shown.table("body_parents", iri, 19, ("parent",)),
        "above": shown.table("body_above", iri, 29, ("parent",)),
        "parts": shown.table("body_parts", iri, 100, ("part",)),
        "posts": group_posts(tenures, shown.table("body_posts", iri, 100, ("post",))),
        "more_tenures": tenures.more,
        "meetings": shown.table("body_meetings", iri, 100, ("meeting",)),
        "directives": shown.table("body_directives", iri, 100, ("directive",)),
        "evidence": shown.quoted([*facts_in(tenures, "tenure"), iri.value]),
        "articles": shown.articles(iri),
    }


def group_posts(tenures: Table, posts: Table) -> list[tuple[Name, list[Row]]]:
    """Each post with the rows of its holders; gaps are shown where one person holds it at a time."""
    held: dict[Name, list[Row]] = {}
    for row in [*tenures.rows, *posts.rows]:
        post = row["post"]
        assert isinstance(post, Name)
        rows = held.setdefault(post, [])
        if "tenure" in row:
            rows.append(row)
    return [
        (post, with_gaps(rows) if rows and rows[0].get("single") == "true" else rows)
        for post, rows in held.items()
    ]
