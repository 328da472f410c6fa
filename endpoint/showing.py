"""What a thing's page shows: its label, what is said of it, where it is spoken of, and the quotes."""

from __future__ import annotations

from pyoxigraph import NamedNode

from endpoint.live import PREFIXES, Live


def show_thing(live: Live, iri: NamedNode) -> dict[str, object]:
    """The values of template thing.html."""
    about = live.rows("facts", thing=iri)
    return {
        "iri": iri.value,
        "path": local_path(live, iri.value),
        "label": find_label(live, iri),
        "facts": [{**row, **shorten_terms(live, row)} for row in about],
        "mentions": [{**row, **shorten_terms(live, row)} for row in live.rows("mentions", thing=iri)],
        "quotes": live.rows("quotes", thing=iri),
    }


def find_label(live: Live, iri: NamedNode) -> str:
    """The label of a thing, or the end of its IRI."""
    rows = live.rows("label", thing=iri)
    return rows[0]["label"] if rows else iri.value.rpartition("/")[2]


def shorten_terms(live: Live, row: dict[str, str]) -> dict[str, str]:
    """Prefixed names and local addresses for the IRIs of a row, under ``short_…`` and ``path_…``."""
    short = {}
    for name in ("property", "value", "subject"):
        value = row.get(name, "")
        if value.startswith(("http://", "https://")):
            short[f"short_{name}"] = shorten_iri(value)
            short[f"path_{name}"] = local_path(live, value)
    return short


def shorten_iri(iri: str) -> str:
    """The IRI as a prefixed name where one of ours fits, else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def local_path(live: Live, iri: str) -> str:
    """The address of a thing's page on this server, or the IRI itself if it is not ours."""
    if iri.startswith(live.base + "id/"):
        return "/page/" + iri.removeprefix(live.base + "id/")
    if iri.startswith(live.base + "term/"):
        return "/page/" + iri.removeprefix(live.base)
    if iri.startswith(live.base + "graph/"):
        return "/" + iri.removeprefix(live.base)
    if iri.startswith(PREFIXES["gb"]):
        return "/ontology#" + iri.removeprefix(PREFIXES["gb"])
    return iri
