"""An official: posts with their spans, meetings, whom they met, changes, and the sentences that say so."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.site.shown import Name, Row, Shown, facts_in


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/official.html."""
    tenures = shown.table("official_tenures", iri, 100, ("post", "body"))
    meetings = shown.table("official_meetings", iri, 200, ("meeting", "role", "organiser"))
    changes = shown.table("official_changes", iri, 100, ("class", "post", "decided"))
    facts = [
        *facts_in(tenures, "tenure"),
        *facts_in(changes, "change"),
        *facts_in(meetings, "participation"),
    ]
    return {
        "tenures": tenures,
        "meetings": merge_roles(meetings.rows, "meeting"),
        "more_meetings": meetings.more,
        "met": shown.table("official_met", iri, 40, ("other",)),
        "changes": changes,
        "evidence": shown.quoted(facts),
        "articles": shown.articles(iri),
    }


def merge_roles(rows: list[Row], key: str) -> list[dict[str, object]]:
    """One row for each thing in column ``key``, with all its roles, in the order of first mention."""
    merged: dict[str, dict[str, object]] = {}
    roles: dict[str, list[Name]] = {}
    for row in rows:
        thing = row[key]
        assert isinstance(thing, Name)
        held = roles.setdefault(thing.iri, [])
        merged.setdefault(thing.iri, {**row, "roles": held})
        role = row.get("role")
        if isinstance(role, Name) and role not in held:
            held.append(role)
    return list(merged.values())
