"""The address /reconcile: the Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/).

The paths below it suggest entities, types and properties, show a small page of a thing, and propose the
properties by which a table can be extended.
"""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Response, request
from pyoxigraph import Literal, NamedNode

from endpoint.headers import FRAMED
from endpoint.live import PREFIXES, Live, Snapshots
from endpoint.pages import Pages, choose_language
from endpoint.problems import ProblemError
from endpoint.reconciling import (
    CLASSES,
    MOST_QUERIES,
    answer_batch,
    find_identified,
    find_kind,
    make_iri,
    make_property,
)
from endpoint.searching import find_hits
from endpoint.showing import Labels
from kg.search import closeness
from kg.snapshot import find_version

MOST_IDS = 500
MOST_PROPERTIES = 20
MOST_VALUES = 50
SUGGESTED = 10
LONGEST_PREFIX = 200
DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,99}(\.[A-Za-z_$][\w$]{0,99}){0,9}\Z", re.ASCII)


class Reconciliation:
    """Answers OpenRefine and its like."""

    def __init__(self, snapshots: Snapshots, pages: Pages) -> None:
        self._snapshots = snapshots
        self._pages = pages

    def answer(self) -> Response:
        """The manifest; with ``queries`` a result batch; with ``extend`` the values of properties."""
        live = self._snapshots.live
        labels = Labels(live, choose_language())
        queries, extend = read_field("queries"), read_field("extend")
        if queries is not None:
            return reply(answer_batch(live, labels, read_json("queries", queries)))
        if extend is not None:
            return reply(extend_rows(live, labels, read_json("extend", extend)))
        if request.method == "POST":
            raise ProblemError("bad-request", "Send queries or extend as a form field holding JSON.")
        return reply(describe_service(live, labels))

    def suggest_entity(self) -> Response:
        """Entities whose name begins like ``prefix``."""
        live = self._snapshots.live
        labels = Labels(live, choose_language())
        prefix = read_prefix()
        hits = find_identified(live, prefix) or find_hits(live, prefix, [], 100)
        start = read_cursor()
        return reply(
            {
                "result": [
                    {
                        "id": hit.iri.removeprefix(live.base + "id/"),
                        "name": hit.label or labels.of(hit.iri),
                        "description": labels.of(PREFIXES["gb"] + hit.kind.capitalize()),
                        "notable": [hit.kind.capitalize()],
                    }
                    for hit in hits[start : start + SUGGESTED]
                ]
            }
        )

    def suggest_type(self) -> Response:
        """Types whose name begins like ``prefix``."""
        live = self._snapshots.live
        labels = Labels(live, choose_language())
        found = [(name, labels.of(PREFIXES["gb"] + name)) for name in CLASSES]
        return reply({"result": suggest(found, read_prefix(), read_cursor())})

    def suggest_property(self) -> Response:
        """Properties whose name begins like ``prefix``."""
        live = self._snapshots.live
        labels = Labels(live, choose_language())
        names = {name for kind in CLASSES for name in find_properties(live, kind)}
        found = [(name, labels.of(PREFIXES["gb"] + name)) for name in sorted(names)]
        return reply({"result": suggest(found, read_prefix(), read_cursor())})

    def propose_properties(self) -> Response:
        """The properties that things of ``type`` have, the most used first."""
        live = self._snapshots.live
        labels = Labels(live, choose_language())
        kind = find_kind(request.args.get("type", ""))
        limit = request.args.get("limit", "60")
        most = int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 6 else 60
        names = find_properties(live, kind.capitalize()) if kind else []
        return reply(
            {
                "type": request.args.get("type", ""),
                "limit": most,
                "properties": [{"id": n, "name": labels.of(PREFIXES["gb"] + n)} for n in names[:most]],
            }
        )

    def preview(self) -> Response:
        """A small page of one entity, which other sites may frame."""
        live = self._snapshots.live
        iri = make_iri(live, request.args.get("id", ""))
        if iri is None or not bool(live.ask("known", thing=NamedNode(iri))):
            raise ProblemError("not-found", "There is no entity of this id.")
        rows = live.rows("quotes", thing=NamedNode(iri))[:2]
        label = Labels(live, choose_language()).of(iri)
        response = self._pages.render("preview.html", live, iri=iri, label=label, quotes=rows)
        response.headers["Content-Security-Policy"] = FRAMED
        return response


def describe_service(live: Live, labels: Labels) -> dict[str, Any]:
    """The service's manifest (§3.1)."""
    root = request.url_root + "reconcile"
    return {
        "versions": ["0.2"],
        "name": "Giao Ban",
        "identifierSpace": live.base + "id/",
        "schemaSpace": PREFIXES["gb"],
        "documentation": request.url_root + "ontology",
        "serviceVersion": find_version(),
        "defaultTypes": [{"id": name, "name": labels.of(PREFIXES["gb"] + name)} for name in CLASSES],
        "view": {"url": request.url_root + "id/{{id}}"},
        "preview": {"url": root + "/preview?id={{id}}", "width": 430, "height": 300},
        "suggest": {
            name: {"service_url": root, "service_path": f"/suggest/{name}"}
            for name in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": f"The most values of a row; 0 for {MOST_VALUES}",
                }
            ],
        },
        "batchSize": MOST_QUERIES,
    }


def read_field(name: str) -> str | None:
    """A field of the query string or the form."""
    return request.form.get(name) if name in request.form else request.args.get(name)


def read_json(name: str, text: str) -> object:
    """The JSON in a field.

    :raises ProblemError: ``bad-request`` if it is none.
    """
    try:
        value: object = json.loads(text, parse_constant=refuse_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ProblemError("bad-request", f"{name} holds no JSON: {str(error)[:100]}.") from error
    return value


def refuse_constant(name: str) -> object:
    """Refuse what Python reads and JSON has not.

    :raises ValueError: always.
    """
    raise ValueError(f"{name} is no number")


def reply(body: object) -> Response:
    """An answer in JSON, or as a call of the function that ``callback`` names (JSONP, §3.3).

    :raises ProblemError: ``bad-request`` if the callback is no name of a function.
    """
    callback = request.args.get("callback")
    text = json.dumps(body, ensure_ascii=False)
    if callback is None:
        response = Response(text + "\n", content_type="application/json")
    elif CALLBACK.match(callback):
        response = Response(f"/**/{callback}({text});\n", content_type="text/javascript; charset=utf-8")
    else:
        raise ProblemError("bad-request", "callback is the name of a function.")
    return response


def read_prefix() -> str:
    """What was typed so far.

    :raises ProblemError: ``bad-request`` if it is too long.
    """
    prefix = request.args.get("prefix", "")
    if len(prefix) > LONGEST_PREFIX:
        raise ProblemError("bad-request", f"prefix has at most {LONGEST_PREFIX} characters.")
    return prefix


def read_cursor() -> int:
    """From where on suggestions are asked for."""
    cursor = request.args.get("cursor", "0")
    return int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 6 else 0


def suggest(found: list[tuple[str, str]], prefix: str, start: int) -> list[dict[str, str]]:
    """Those of (id, name) that are like the prefix, the closest first; all without a prefix."""
    scored = [
        (max(closeness(prefix, name), closeness(prefix, id)) if prefix else 1.0, id, name)
        for id, name in found
    ]
    met = sorted((-score, id, name) for score, id, name in scored if score > 0)
    return [
        {"id": id, "name": name, "description": f"gb:{id}"} for _, id, name in met[start : start + SUGGESTED]
    ]


def find_properties(live: Live, name: str) -> list[str]:
    """The local names of the properties that members of a class have, the most used first."""
    uses = live.statistics.class_properties.get(PREFIXES["gb"] + name, {})
    names = [
        property.removeprefix(PREFIXES["gb"])
        for property in sorted(uses, key=lambda property: (-uses[property], property))
        if property.startswith(PREFIXES["gb"])
    ]
    hidden = ("evidence", "statedIn", "text", "sentence")
    return [name for name in names if name not in hidden]


def extend_rows(live: Live, labels: Labels, asked: object) -> dict[str, Any]:
    """The values of properties of entities (§7.3).

    :raises ProblemError: ``bad-request`` where it is not as the schema has it; ``request-too-large``.
    """
    ids = asked.get("ids") if isinstance(asked, dict) else None
    properties = asked.get("properties") if isinstance(asked, dict) else None
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise ProblemError("bad-request", "extend is an object with lists ids and properties.")
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise ProblemError(
            "request-too-large",
            f"extend takes at most {MOST_IDS} ids and {MOST_PROPERTIES} properties; send it in parts.",
        )
    names = [entry.get("id") if isinstance(entry, dict) else None for entry in properties]
    if not all(isinstance(value, str) for value in (*ids, *names)):
        raise ProblemError("bad-request", "ids are strings, and each property has a string as id.")
    most = {str(entry["id"]): read_most(entry.get("settings", {})) for entry in properties}
    wanted = list(most)
    return {
        "meta": [
            {"id": name, "name": labels.of(node.value) if (node := make_property(name)) else name}
            for name in wanted
        ],
        "rows": {
            id: {name: find_cells(live, labels, id, name)[: most[name]] for name in wanted} for id in ids
        },
    }


def read_most(settings: object) -> int:
    """The most values that a property's settings ask for.

    :raises ProblemError: ``bad-request`` where they are not as the manifest has them.
    """
    limit = settings.get("limit", 0) if isinstance(settings, dict) else None
    limit = 0 if limit == "" else limit  # a field of a form that was left empty
    limit = int(limit) if isinstance(limit, str) and limit.isascii() and limit[:9].isdigit() else limit
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 0:
        raise ProblemError("bad-request", "settings is an object with a number as limit.")
    return int(min(limit, MOST_VALUES)) or MOST_VALUES


def find_cells(live: Live, labels: Labels, id: str, name: str) -> list[dict[str, Any]]:
    """The values of one property of one entity, as the API writes them."""
    iri, predicate = make_iri(live, id), make_property(name)
    if iri is None or predicate is None:
        return []
    nodes = {quad.object for quad in live.store.quads(subject=NamedNode(iri), predicate=predicate)}
    return [write_cell(live, labels, node) for node in sorted(nodes, key=str)[:MOST_VALUES]]


def write_cell(live: Live, labels: Labels, node: object) -> dict[str, Any]:
    """One value: an entity, a date, a whole number, or text."""
    if isinstance(node, NamedNode):
        if node.value.startswith(live.base + "id/"):
            return {"id": node.value.removeprefix(live.base + "id/"), "name": labels.of(node.value)}
        return {"str": node.value}
    assert isinstance(node, Literal)
    kind = node.datatype.value.removeprefix(PREFIXES["xsd"])
    if kind == "date" and DATE.match(node.value):
        return {"date": f"{node.value}T00:00:00"}
    if kind == "integer":
        return {"int": int(node.value)}
    if kind == "decimal":
        return {"float": float(node.value)}
    return {"str": node.value}
