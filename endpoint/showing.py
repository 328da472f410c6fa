"""How a thing is named to readers, and where its page is."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from endpoint.documents import term
from endpoint.live import PREFIXES, Live

LABELS = (term("skos:prefLabel"), term("gb:title"), term("rdfs:label"))
"""What a thing is labelled by, the preferred first."""


class Labels:
    """Labels from the graph in one language, else in Vietnamese, else any; each is looked up once."""

    def __init__(self, live: Live, language: str) -> None:
        self._live = live
        self._languages = (language, "vi", "")
        self._found: dict[str, tuple[str, str]] = {}

    def of(self, iri: str) -> str:
        """The label of a thing, or its short name where it has none."""
        return self.labelled(iri)[0]

    def labelled(self, iri: str) -> tuple[str, str]:
        """The label of a thing and its language; a short name counts as English."""
        if iri not in self._found:
            self._found[iri] = self._find(iri)
        return self._found[iri]

    def _find(self, iri: str) -> tuple[str, str]:
        """The first label in the languages wanted, of the first property that the thing is labelled by."""
        for predicate in LABELS:
            found = {
                (quad.object.value, quad.object.language or "")
                for quad in self._live.store.quads(NamedNode(iri), predicate)
                if isinstance(quad.object, Literal)
            }
            for wanted in self._languages:
                for label, language in sorted(found):
                    if language == wanted:
                        return label, language or "vi"
            if found:
                return min(found)
        return shorten_iri(iri, self._live.base), "en"


def shorten_iri(iri: str, base: str) -> str:
    """The IRI as a prefixed name where one of ours fits, without the base where it has it, else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(base)


def local_path(live: Live, iri: str) -> str:
    """The address of a thing's page on this server, or the IRI itself if it is not ours.

    The parts of an evidence have no pages of their own: they are told on that of the whole.
    """
    local = iri.removeprefix(live.base)
    if iri.startswith(PREFIXES["gb"]):
        return "/ontology#" + iri.removeprefix(PREFIXES["gb"])
    if local != iri and local.startswith("id/"):
        return "/page/" + local.removeprefix("id/").partition("#")[0]
    if local != iri and local.startswith("term/"):
        return "/page/" + local
    if local != iri and local.startswith("graph/"):
        return "/" + local
    return iri
