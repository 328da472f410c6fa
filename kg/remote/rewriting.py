"""A query on our dataset written as one on the set of graphs that a snapshot is in another store.

Engines differ in what their default graph is, and other sets and strangers' graphs lie beside ours. So the
query names every graph itself, in standard SPARQL, and no dataset is asked for by the protocol:

- what stands outside GRAPH is asked of the graph of all triples: ``{ … }`` becomes ``{ GRAPH <set> { … } }``;
- ``GRAPH <g>`` names the graph by its name there, ``GRAPH ?g`` is bound to our name by the list of the set;
- with a dataset (FROM, default-graph-uri) those graphs are its clauses, under their names there;
- CONSTRUCT and DESCRIBE become a SELECT, from whose rows the triples are made here: what a store describes is
  its own affair, and only of a SELECT can be seen whether its rows were cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.remote.layout import Layout
from kg.remote.terminals import Token, join_tokens, read_tokens

DCTERMS = "http://purl.org/dc/terms/"
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
Term = NamedNode | Literal
Graphs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the store, and what to make of its answer.

    :param form: SELECT, ASK, CONSTRUCT or DESCRIBE, as was asked.
    :param text: the SELECT or ASK to send; "" where a DESCRIBE names all that it describes.
    :param template: the triples of a CONSTRUCT.
    :param described: the IRIs that a DESCRIBE names.
    :param limit: the most rows that the query itself allows.
    """

    form: str
    text: str
    template: tuple[Token, ...] = ()
    described: tuple[str, ...] = ()
    dataset: tuple[Graphs, Graphs] | None = None
    limit: int | None = None


def rewrite_query(
    query: str,
    layout: Layout,
    *,
    variables: Sequence[str] = (),
    dataset: tuple[Graphs, Graphs] | None = None,
    bound: Mapping[str, Term] | None = None,
) -> Plan:
    """The plan of a query that the engine's own parser has found well-formed.

    :param variables: what ``SELECT *`` selects.
    :param dataset: default and named graphs asked for by the protocol, which go before those of the query.
    :param bound: variables that have these values; they may stand in sub-selects only if selected there.
    :raises QueryError: if it cannot be sent on.
    """
    tokens = read_tokens(query, layout.base)
    return _Rewriting(tokens, layout, variables, dataset, bound or {}).plan()


def write_description(plan: Plan, iris: Sequence[str], layout: Layout) -> str:
    """The SELECT of all triples (?s ?p ?o) that have one of these subjects."""
    values = " ".join(f"<{iri}>" for iri in iris)
    said = f"VALUES ?s {{ {values} }} ?s ?p ?o"
    if plan.dataset is None:
        return f"SELECT ?s ?p ?o {{ GRAPH {layout.union} {{ {said} }} }}"
    return f"SELECT ?s ?p ?o {write_dataset(plan.dataset, layout)} {{ {said} }}"


def write_dataset(dataset: tuple[Graphs, Graphs], layout: Layout) -> str:
    """FROM and FROM NAMED clauses; never none, since without one a store's own dataset would be asked."""
    default = [layout.rename(graph) for graph in dataset[0]] or [layout.nothing]
    named = [layout.rename(graph) for graph in dataset[1]]
    clauses = [*(f"FROM {graph}" for graph in default), *(f"FROM NAMED {graph}" for graph in named)]
    return " ".join(dict.fromkeys(clauses))


class _Rewriting:
    def __init__(
        self,
        tokens: list[Token],
        layout: Layout,
        variables: Sequence[str],
        dataset: tuple[Graphs, Graphs] | None,
        bound: Mapping[str, Term],
    ) -> None:
        self._layout, self._variables, self._bound = layout, variables, bound
        self._tokens = tokens
        self._ends = _match_braces(tokens)
        self._form = tokens[0].keyword if tokens else ""
        if self._form not in FORMS:
            raise QueryError("This is no query that can be sent on.")
        if any(token.keyword == "SERVICE" for token in tokens):
            raise QueryError("SERVICE is not offered: no store is made to call another.")
        asked = self._take_dataset()
        self._dataset = dataset or asked
        self._helpers = 0
        self._helper = "giaoban"
        while any(token.term.startswith(self._helper) for token in tokens if token.kind == "variable"):
            self._helper += "_"

    def plan(self) -> Plan:
        """The plan, part by part: head, dataset, groups, modifiers."""
        main = self._find_main()
        head, template = self._read_head(main)
        rest = list(self._wrap_groups(main))
        described: tuple[str, ...] = ()
        if self._form == "DESCRIBE":
            described = tuple(token.term for token in head if token.kind == "iri")
            names = [token for token in head if token.kind == "variable" or token.text == "*"]
            head = [Token("word", "SELECT"), Token("word", "DISTINCT"), *names] if names else []
        elif self._form == "CONSTRUCT":
            names = list(dict.fromkeys(replace(t, spaced=True) for t in template if t.kind == "variable"))
            head = [Token("word", "SELECT"), *(names or [Token("mark", f"(1 AS ?{self._helper})")])]
        dataset = [Token("word", write_dataset(self._dataset, self._layout))] if self._dataset else []
        text = join_tokens([*head, *dataset, *rest]) if head else ""
        return Plan(self._form, text, tuple(template), described, self._dataset, self._find_limit(main))

    def _take_dataset(self) -> tuple[Graphs, Graphs] | None:
        """The graphs of the FROM clauses, which are taken out of the tokens."""
        default: list[str] = []
        named: list[str] = []
        kept: list[Token] = []
        at, depth = 0, 0
        while at < len(self._tokens):
            token = self._tokens[at]
            depth += (token.text in "{(") - (token.text in "})") if token.kind == "mark" else 0
            if token.keyword != "FROM" or depth:
                kept.append(token)
                at += 1
                continue
            is_named = self._tokens[at + 1].keyword == "NAMED"
            at += 3 if is_named else 2
            (named if is_named else default).append(self._tokens[at - 1].term)
        self._tokens, self._ends = kept, _match_braces(kept)
        return (tuple(default), tuple(named)) if default or named else None

    def _find_main(self) -> int:
        """Where the WHERE clause begins, its keyword included; the end if there is none."""
        at, parens = 1, 0
        while at < len(self._tokens):
            token = self._tokens[at]
            parens += (token.text == "(") - (token.text == ")") if token.kind == "mark" else 0
            if token.keyword == "WHERE":
                return at
            if token.text == "{":
                is_template = self._form == "CONSTRUCT" and at == 1
                if not parens and not is_template:
                    return at
                at = self._ends[at]
            at += 1
        return at

    def _read_head(self, main: int) -> tuple[list[Token], list[Token]]:
        """What stands before the WHERE clause, and the template of a CONSTRUCT."""
        if self._form == "CONSTRUCT":
            opening = 1 if self._tokens[1].text == "{" else main + 1
            template = self._tokens[opening + 1 : self._ends[opening]]
            return [], list(self._bind(template))
        if self._form == "DESCRIBE":
            return self._tokens[1:main], []
        head = list(self._wrap_groups(0, main))
        if self._variables:
            names = [Token("variable", f"?{name}") for name in self._variables]
            star = next((n for n, t in enumerate(head[:3]) if t.text == "*" and n), None)
            head = head if star is None else [*head[:star], *names, *head[star + 1 :]]
        return head, []

    def _wrap_groups(self, start: int, end: int | None = None) -> Iterator[Token]:
        """The tokens from ``start``, each group that stands in no other asked of the graph of all triples."""
        at, is_data, is_main = start, False, start > 0
        while at < (len(self._tokens) if end is None else end):
            token = self._tokens[at]
            if token.text != "{" or token.kind != "mark":
                is_data = is_data or token.keyword == "VALUES"
                yield token
                at += 1
                continue
            inner = self._tokens[at + 1 : self._ends[at]]
            at = self._ends[at] + 1
            if is_data:
                yield from (Token("mark", "{"), *inner, Token("mark", "}"))
                is_data = False
                continue
            yield from self._wrap(inner, is_main)
            is_main = False

    def _wrap(self, inner: list[Token], is_main: bool) -> Iterator[Token]:
        """One group; the main one says also what the bound variables are."""
        opening, closing = "{", "}"
        if self._dataset is None:
            opening, closing = f"{{ GRAPH {self._layout.union} {{", "} }"
        yield Token("mark", opening)
        yield from self._name_graphs(list(self._bind(_unfold_lateral(inner))))
        if is_main:
            for name, term in self._bound.items():
                yield Token("word", f"VALUES ?{name} {{ {term} }}")
        yield Token("mark", closing)

    def _bind(self, tokens: list[Token]) -> Iterator[Token]:
        """The tokens with the bound variables' values, sub-selects left as they are."""
        ends = _match_braces(tokens) if self._bound else {}
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if at in ends and tokens[at + 1].keyword == "SELECT":
                yield from tokens[at : ends[at]]
                at = ends[at]
                continue
            is_bound = token.kind == "variable" and token.term in self._bound
            yield Token("iri", str(self._bound[token.term])) if is_bound else token
            at += 1

    def _name_graphs(self, tokens: list[Token]) -> Iterator[Token]:
        """The tokens with every GRAPH named as it is there."""
        for previous, token in zip([None, *tokens], tokens, strict=False):
            if token.keyword == "GRAPH":
                continue
            if previous is None or previous.keyword != "GRAPH":
                yield token
            elif token.kind == "iri":
                yield Token("iri", f"GRAPH {self._find_graph(token.term)}")
            else:
                yield Token("word", self._range_over_graphs(token))

    def _find_graph(self, graph: str) -> NamedNode:
        is_there = self._dataset is None or graph in self._dataset[1]
        return self._layout.rename(graph) if is_there else self._layout.nothing

    def _range_over_graphs(self, variable: Token) -> str:
        """GRAPH ?g with ?g our name, and a variable of its own for the name there."""
        self._helpers += 1
        there, layout = f"?{self._helper}{self._helpers}", self._layout
        if self._dataset is not None:
            pairs = " ".join(f"({layout.rename(name)} <{name}>)" for name in self._dataset[1])
            return f"VALUES ({there} {variable.text}) {{ {pairs} }} GRAPH {there}"
        noted = f"{there} <{DCTERMS}isVersionOf> {variable.text}"
        return f"GRAPH {layout.listing} {{ {noted} }} GRAPH {there}"

    def _find_limit(self, main: int) -> int | None:
        """The number after the LIMIT that stands behind the WHERE clause."""
        opening = main + (self._tokens[main].keyword == "WHERE") if main < len(self._tokens) else main
        after = self._tokens[self._ends.get(opening, opening) :]
        for token, following in pairwise(after):
            if token.keyword == "LIMIT" and following.kind == "number":
                return int(following.text)
        return None


def _unfold_lateral(tokens: list[Token]) -> list[Token]:
    """The tokens with every ``LATERAL { … }`` (SEP 6, an extension) as plain parts of the group around it.

    That says the same where no sub-select stands in it; where one does, the store may know LATERAL or refuse.
    """
    ends = _match_braces(tokens)
    edges: set[int] = set()
    for at, (token, end) in enumerate((token, ends.get(at + 1)) for at, token in enumerate(tokens)):
        if token.keyword == "LATERAL" and end and not _has_select(tokens[at + 1 : end]):
            edges |= {at + 1, end}
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        if at not in edges and not (token.keyword == "LATERAL" and at + 1 in edges):
            kept.append(token)
        elif at in edges and kept and kept[-1].text not in ("{", "}", "."):
            kept.append(Token("mark", "."))
    return kept


def _has_select(tokens: Iterable[Token]) -> bool:
    return any(token.keyword == "SELECT" for token in tokens)


def _match_braces(tokens: list[Token]) -> dict[int, int]:
    """Opening brace → closing brace, by place.

    :raises QueryError: if they do not match.
    """
    ends: dict[int, int] = {}
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "mark" and token.text == "{":
            opened.append(at)
        elif token.kind == "mark" and token.text == "}":
            if not opened:
                raise QueryError("The braces of the query do not match.")
            ends[opened.pop()] = at
    if opened:
        raise QueryError("The braces of the query do not match.")
    return ends
