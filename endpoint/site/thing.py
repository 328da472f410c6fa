"""Anything that has no page of its own kind: what is said of it, where it is spoken of, and the quotes."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.live import PREFIXES
from endpoint.showing import local_path
from endpoint.site.shown import Name, Shown

SHOWN_APART = frozenset(PREFIXES["gb"] + name for name in ("text", "sentence", "evidence"))


def show(shown: Shown, iri: NamedNode) -> dict[str, object]:
    """The values of template site/thing.html: terms are names, or texts with their language."""
    rows = [row for row in shown.live.rows("facts", thing=iri) if row["property"] not in SHOWN_APART]
    mentions = [
        (shown.name(row["property"]), shown.name(row["subject"]))
        for row in shown.live.rows("mentions", thing=iri)
        if row["property"].startswith(PREFIXES["gb"])
    ]
    return {
        "thing": shown.fact(iri.value),
        "text": next((row["text"] for row in shown.live.rows("text", thing=iri)), None),
        "facts": [(shown.name(row["property"]), show_value(shown, row)) for row in rows],
        "mentions": sorted(mentions, key=lambda pair: (pair[0].label, pair[1].label)),
        "quotes": [
            {**row, "sentence": row["quote"], "article_path": local_path(shown.live, row["article"])}
            for row in shown.live.rows("quotes", thing=iri)
        ],
    }


def show_value(shown: Shown, row: dict[str, str]) -> Name:
    """One object as a name; what is no thing has no address."""
    value = row["value"]
    if "language" not in row and value.startswith(("http://", "https://")):
        return shown.name(value)
    return Name("", "", value, row.get("language", ""))
