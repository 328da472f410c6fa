"""A meeting: when, where, by whom; who was there in which role; what was cited, set and counted."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.site.official import merge_roles
from endpoint.site.shown import Shown, facts_in


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/meeting.html."""
    people = shown.table("meeting_people", iri, 400, ("official", "role"))
    tasks = shown.table("meeting_tasks", iri, 50, ("by",))
    facts = [iri.value, *facts_in(people, "participation"), *facts_in(tasks, "task")]
    return {
        "told": shown.values(iri),
        "people": merge_roles(people.rows, "official"),
        "more_people": people.more,
        "tasks": tasks,
        "directives": shown.table("meeting_directives", iri, 50, ("directive",)),
        "figures": shown.table("stated_figures", iri, 50, ("place",)),
        "evidence": shown.quoted(facts),
        "articles": shown.names(iri, "statedIn"),
    }
