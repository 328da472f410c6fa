"""A directive: who issued it, which articles cite it and when, what it implements and what implements it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.site.shown import Name, Shown, facts_in


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/directive.html."""
    citations = shown.table("directive_citations", iri, 100, ("article",))
    ways: dict[str, list[Name]] = {}
    for row in shown.table("directive_links", iri, 99, ("other",)).rows:
        other = row["other"]
        assert isinstance(other, Name)
        ways.setdefault(str(row["way"]), []).append(other)
    return {
        "told": shown.values(iri),
        "citations": citations,
        "ways": ways,
        "evidence": shown.quoted([iri.value, *facts_in(citations, "citation")]),
    }
