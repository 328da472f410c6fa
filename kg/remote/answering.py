"""From a plan to its answer: what the store says, put in the form that was asked for, and never short."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Triple

from kg.errors import CutAnswerError
from kg.remote.layout import Layout
from kg.remote.protocol import LONGEST_ANSWER, RemoteStore
from kg.remote.rewriting import Plan, write_description
from kg.remote.terminals import Token, join_tokens

SMALL = 8 * 1024
MOST_KEPT = 10_000
"""Answers of up to SMALL bytes that are remembered, the oldest forgotten first."""
DESCRIBED = 200
"""Things described by one request."""
HOLE = "urn:giaoban:variable:"
Found = QuerySolutions | QueryBoolean | list[Triple]


class Answerer:
    """Asks a store for what plans need.

    :param most_rows: rows at which it is known to cut answers without a word; 0 where it does not.
    :param remembers: whether small answers are kept, for questions that come again about what never changes.
    """

    def __init__(
        self, store: RemoteStore, layout: Layout, most_rows: int = 0, remembers: bool = False
    ) -> None:
        self._store, self._layout, self._most_rows = store, layout, most_rows
        self._remembers = remembers
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, plan: Plan, variables: Sequence[str], longest: int = LONGEST_ANSWER) -> Found:
        """The solutions, the truth value or the triples.

        :param variables: what a SELECT selects, in order.
        :param longest: bytes that an answer of the store may have.
        :raises RemoteError: if the store cannot be reached, refuses it, or its answer is not whole.
        """
        if plan.form == "ASK":
            return self._decide(self._fetch(plan.text, longest, None))
        if plan.form == "SELECT":
            return self._select(plan.text, variables, longest, plan.limit)
        if plan.form == "CONSTRUCT":
            return list(fill_template(plan.template, self._select(plan.text, None, longest, plan.limit)))
        return list(self._describe(plan, longest))

    def _select(
        self, text: str, variables: Sequence[str] | None, longest: int, limit: int | None
    ) -> QuerySolutions:
        body = self._fetch(text, longest, limit)
        found, rows = self._store.parse(body)
        if self._most_rows and rows >= self._most_rows and (limit is None or limit > rows):
            raise CutAnswerError(
                f"The store gives no more than {self._most_rows} rows.", "Ask for fewer with LIMIT.", "rows"
            )
        if variables is not None and (
            isinstance(found, QueryBoolean) or [one.value for one in found.variables] != list(variables)
        ):
            found, _ = self._store.parse(set_variables(body, variables))
        return cast(QuerySolutions, found)

    def _fetch(self, text: str, longest: int, limit: int | None) -> bytes:
        """The store's answer in SPARQL's JSON."""
        body = self._bodies.get(text)
        if body is not None:
            return body
        body = self._store.fetch(text, longest, limit).body
        if self._remembers and len(body) <= SMALL:
            with self._lock:
                self._bodies[text] = body
                if len(self._bodies) > MOST_KEPT:
                    self._bodies.popitem(last=False)
        return body

    def _decide(self, body: bytes) -> QueryBoolean:
        """A truth value, also where it is told as a row (Virtuoso: __ASK_RETVAL) or as none."""
        found, _ = self._store.parse(body)
        if isinstance(found, QueryBoolean):
            return found
        first = next(iter(found), None)
        value = first is not None and (
            len(first) == 0 or getattr(first[0], "value", "1") not in ("0", "false")
        )
        told = json.dumps({"head": {}, "boolean": value}).encode()
        return cast(QueryBoolean, self._store.parse(told)[0])

    def _describe(self, plan: Plan, longest: int) -> Iterator[Triple]:
        """All that is said of what the plan names and of what its variables are bound to."""
        iris = dict.fromkeys(plan.described)
        if plan.text:
            for row in self._select(plan.text, None, longest, plan.limit):
                iris.update((node.value, None) for node in row if isinstance(node, NamedNode))
        named = list(iris)
        for at in range(0, len(named), DESCRIBED):
            text = write_description(plan, named[at : at + DESCRIBED], self._layout)
            for subject, predicate, object in self._select(text, ("s", "p", "o"), longest, None):
                yield Triple(subject, predicate, object)


def set_variables(body: bytes, variables: Sequence[str]) -> bytes:
    """An answer in SPARQL's JSON with exactly these columns, the others left out."""
    answer = json.loads(body)
    rows = [{name: row[name] for name in variables if name in row} for row in answer["results"]["bindings"]]
    return json.dumps({"head": {"vars": list(variables)}, "results": {"bindings": rows}}).encode()


def fill_template(template: Sequence[Token], rows: QuerySolutions) -> Iterator[Triple]:
    """The triples of a CONSTRUCT (SPARQL 1.1 §16.2): the template once for each row, blank nodes anew, each
    triple once; what would be none is left out."""
    names = {variable.value for variable in rows.variables}
    patterns = read_template(template)
    told: set[Triple] = set()
    for row in rows:
        blanks: dict[BlankNode, BlankNode] = {}
        for pattern in patterns:
            nodes = [_fill(node, row, names, blanks) for node in pattern]
            if None in nodes:
                continue
            try:
                triple = Triple(*nodes)  # type: ignore[arg-type]
            except (TypeError, ValueError):
                continue
            if triple not in told:
                told.add(triple)
                yield triple


def read_template(template: Iterable[Token]) -> list[list[object]]:
    """The triples of a template: Turtle but for its variables, which stand in it as IRIs."""
    tokens = [
        Token("iri", f"<{HOLE}{token.term}>", token.spaced) if token.kind == "variable" else token
        for token in template
    ]
    if tokens and tokens[-1].text != ".":
        tokens.append(Token("mark", "."))
    quads = pyoxigraph.parse(join_tokens(tokens), format=RdfFormat.TURTLE)
    return [[quad.subject, quad.predicate, quad.object] for quad in quads]


def _fill(node: object, row: object, names: set[str], blanks: dict[BlankNode, BlankNode]) -> object:
    if isinstance(node, BlankNode):
        return blanks.setdefault(node, BlankNode())
    if isinstance(node, NamedNode) and node.value.startswith(HOLE):
        name = node.value.removeprefix(HOLE)
        return row[name] if name in names else None  # type: ignore[index]
    return node
