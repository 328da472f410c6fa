"""Candidates for the names in somebody's table: the matching of the Reconciliation API 0.2.

A candidate's score is that of the search, from 0 to 100; where the query gives properties, it is 70 % the
name and 30 % the mean of the properties. The features say both, so that a client can weigh them anew. A
candidate is a certain match if its name is met whole at CERTAIN or more and no other comes within MARGIN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.live import PREFIXES, Live
from endpoint.problems import ProblemError
from endpoint.showing import Labels
from kg.errors import GiaoBanError
from kg.search import KINDS, Hit, closeness

MOST_QUERIES = 500
MOST_PROPERTIES = 20
MOST_CANDIDATES = 50
USUAL = 10
CERTAIN = 90.0
MARGIN = 5.0
NAME_SHARE = 0.7
CLASSES = {kind.capitalize(): kind for kind in KINDS}
STRICT = ("any", "should", "all")
MEMBERS = frozenset(("query", "type", "limit", "properties", "type_strict"))


def answer_batch(live: Live, labels: Labels, batch: object) -> dict[str, Any]:
    """The result batch for a query batch (§4.3, §4.5).

    :raises ProblemError: ``bad-request`` where the batch is not as the schema has it, ``request-too-large``
        for more than MOST_QUERIES queries.
    """
    if not isinstance(batch, dict):
        raise ProblemError("bad-request", "queries is a JSON object of queries by key.")
    if len(batch) > MOST_QUERIES:
        detail = f"A batch holds at most {MOST_QUERIES} queries, this one has {len(batch)}; send it in parts."
        raise ProblemError("request-too-large", detail, {"limit": {"name": "queries", "value": MOST_QUERIES}})
    return {key: {"result": answer_query(live, labels, key, query)} for key, query in batch.items()}


def answer_query(live: Live, labels: Labels, key: str, query: object) -> list[dict[str, Any]]:
    """The candidates for one query, the best first."""
    if not isinstance(query, dict):
        raise wrong(key, "is a JSON object")
    if unknown := sorted(query.keys() - MEMBERS):
        raise wrong(key, f"has no member {unknown[0][:50]!r}, only {', '.join(sorted(MEMBERS))}")
    text, limit = query.get("query", ""), query.get("limit", USUAL)
    if not isinstance(text, str) or isinstance(limit, bool) or not isinstance(limit, int | float):
        raise wrong(key, "has a string as query and a number as limit")
    if limit < 1:
        raise wrong(key, "has a limit of 1 or more")
    properties = read_properties(key, query)
    if "query" not in query and not properties:
        raise wrong(key, "has a query, or properties")
    most = int(min(limit, MOST_CANDIDATES))
    try:
        hits = find_candidates(live, text, read_kinds(key, query), properties)
    except GiaoBanError as error:
        raise wrong(key, f"has a text that can be searched for ({error})") from error
    scored = sorted(
        (score_candidate(live, labels, hit, properties, bool(text)) for hit in hits),
        key=lambda candidate: -candidate["score"],
    )
    if scored and is_certain(scored):
        scored[0]["match"] = True
    return scored[:most]


def wrong(key: str, must: str) -> ProblemError:
    """The problem with one query of a batch."""
    return ProblemError("bad-request", f"The query {key[:50]!r} is not right: a query {must}.")


def read_kinds(key: str, query: Mapping[str, Any]) -> list[str]:
    """The kinds that the query's types stand for; none for any, [""] where no type is one of ours."""
    types, strict = query.get("type", []), query.get("type_strict", "any")
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(entry, str) for entry in types):
        raise wrong(key, "has a type as string or list of strings")
    if strict not in STRICT:
        raise wrong(key, f"has one of {', '.join(STRICT)} as type_strict")
    if not types or strict == "should":
        return []
    known = [kind for kind in map(find_kind, types) if kind]
    if strict == "all" and len(set(known)) != 1:
        return [""]
    return known or [""]


def find_kind(name: str) -> str | None:
    """The kind that a type's identifier stands for: "Official", or its full IRI."""
    return CLASSES.get(name.removeprefix(PREFIXES["gb"]))


def read_properties(key: str, query: Mapping[str, Any]) -> list[tuple[str, list[Any]]]:
    """The query's properties as (identifier, values)."""
    given = query.get("properties", [])
    if not isinstance(given, list) or len(given) > MOST_PROPERTIES:
        raise wrong(key, f"has a list of at most {MOST_PROPERTIES} properties")
    properties = []
    for entry in given:
        if not isinstance(entry, dict) or not isinstance(entry.get("pid"), str) or "v" not in entry:
            raise wrong(key, "has properties with pid and v")
        values = entry["v"] if isinstance(entry["v"], list) else [entry["v"]]
        if not all(map(is_value, values)):
            raise wrong(key, "has strings, numbers, booleans or entities with an id as values v")
        properties.append((entry["pid"], values[:MOST_PROPERTIES]))
    return properties


def is_value(value: object) -> bool:
    """Whether this can be a property's value (§2.5)."""
    return isinstance(value, str | int | float) or (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("name", ""), str)
    )


def find_candidates(
    live: Live, text: str, kinds: list[str], properties: list[tuple[str, list[Any]]]
) -> list[Hit]:
    """What the text finds; without a text, what has one of the properties' values."""
    if text:
        known = find_identified(live, text)
        named = [hit for hit in known if hit.kind in (kinds or KINDS)]
        return named or live.search.find(text, kinds, MOST_CANDIDATES)
    found: dict[str, Hit] = {}
    for pid, values in properties:
        predicate = make_property(pid)
        for iri in find_values(live, values) if predicate else ():
            for quad in live.store.quads(predicate=predicate, object=NamedNode(iri)):
                if isinstance(quad.subject, NamedNode) and len(found) < MOST_CANDIDATES:
                    kind = quad.subject.value.removeprefix(live.base + "id/").partition("/")[0]
                    if kind in (kinds or KINDS):
                        found[quad.subject.value] = Hit(quad.subject.value, kind, "", "", 0.0, (), 0)
    return list(found.values())


def find_identified(live: Live, identifier: str) -> list[Hit]:
    """The entity with this identifier or IRI, if there is one: a client may ask for it as for a name."""
    kind = identifier.removeprefix(live.base + "id/").partition("/")[0]
    iri = make_iri(live, identifier) if kind in KINDS else None
    if iri is None or not bool(live.ask("known", thing=NamedNode(iri))):
        return []
    return [Hit(iri, kind, "", identifier, 100.0, ("identifier",), 0)]


def find_values(live: Live, values: Iterable[Any]) -> list[str]:
    """The IRIs of the things that the values name, by identifier or name."""
    iris: list[str] = []
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            iris += [iri for iri in [make_iri(live, value["id"])] if iri]
        elif isinstance(value, str):
            iris += [hit.iri for hit in live.search.find(value, limit=3)]
    return iris


def make_iri(live: Live, identifier: str) -> str | None:
    """The IRI of an identifier ("official/pham-minh-chinh", or the IRI itself); None if it is none."""
    iri = identifier if identifier.startswith(live.base) else f"{live.base}id/{identifier}"
    try:
        return NamedNode(iri).value
    except ValueError:
        return None


def make_property(identifier: str) -> NamedNode | None:
    """The property with this identifier ("holds", or its IRI); None if it can be none."""
    try:
        return NamedNode(identifier if "://" in identifier else PREFIXES["gb"] + identifier)
    except ValueError:
        return None


def score_candidate(
    live: Live, labels: Labels, hit: Hit, properties: list[tuple[str, list[Any]]], named: bool
) -> dict[str, Any]:
    """The candidate with its score and the features that it is made of."""
    features = [{"id": "name", "value": hit.score}] if named else []
    parts = []
    for pid, values in properties:
        value = score_property(live, labels, hit.iri, pid, values)
        parts.append(value)
        features.append({"id": f"property:{pid}", "value": value})
    mean = sum(parts) / len(parts) if parts else 0.0
    share = (NAME_SHARE if parts else 1.0) if named else 0.0
    return {
        "id": hit.iri.removeprefix(live.base + "id/"),
        "name": hit.label or labels.of(hit.iri),
        "description": "; ".join(hit.reasons),
        "type": [{"id": hit.kind.capitalize(), "name": labels.of(PREFIXES["gb"] + hit.kind.capitalize())}],
        "score": round(share * hit.score + (1 - share) * mean, 2),
        "features": features,
        "match": False,
    }


def score_property(live: Live, labels: Labels, iri: str, pid: str, values: list[Any]) -> float:
    """How well the best of the thing's values meets the best of the given ones, from 0 to 100."""
    predicate = make_property(pid)
    if predicate is None:
        return 0.0
    best = 0.0
    for node in {quad.object for quad in live.store.quads(subject=NamedNode(iri), predicate=predicate)}:
        for value in values:
            if isinstance(value, dict):
                met = isinstance(node, NamedNode) and make_iri(live, str(value.get("id"))) == node.value
                best = max(best, 100.0 if met else 0.0)
            else:
                text = labels.of(node.value) if isinstance(node, NamedNode) else ""
                text = node.value if isinstance(node, Literal) else text
                best = max(best, closeness(str(value)[:200], text))
    return best


def is_certain(scored: list[dict[str, Any]]) -> bool:
    """Whether the first candidate is beyond doubt."""
    ahead = scored[0]["score"] - (scored[1]["score"] if len(scored) > 1 else 0.0)
    whole = "missing" not in scored[0]["description"] and "part" not in scored[0]["description"]
    return scored[0]["score"] >= CERTAIN and ahead >= MARGIN and whole
