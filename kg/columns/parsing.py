"""Reading the kind of query that the columns can help with; all else is beyond them, and the engine's.

A query is read if it is a SELECT with aggregates, or DISTINCT of plain variables, over triples with constant
predicates (also in GRAPH, and in sequence and inverse paths), OPTIONAL of such triples, FILTER, and BIND at
the end of the group. What is read must mean here what it means by SPARQL 1.1: every doubt is a
:class:`BeyondError`, and the engine answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count, takewhile

from kg.columns.groups import GroupReader
from kg.columns.query import AGGREGATES, Aggregate, BeyondError, Expression, Query
from kg.columns.scanning import Scanner, check_expression, find_close
from kg.columns.words import FUNCTIONS, Token

ORDERED = re.compile(r"\?(?P<plain>\w+)|(?P<word>ASC|DESC) \( \?(?P<name>\w+) \)", re.ASCII | re.IGNORECASE)


class Reader:
    """Reads one query, token by token."""

    def __init__(self, text: str) -> None:
        self._scanner = Scanner(text)
        names = frozenset(t.text[1:] for t in self._scanner.tokens if t.kind == "variable")
        self.query = Query(names=names)
        self._fresh = (name for name in map("own{}".format, count()) if name not in names)
        self._prefixes: dict[str, str] = {}
        self._groups = GroupReader(self._scanner, self._prefixes, self._fresh)
        self._aliases: list[str] = []
        self._bound: set[str] = set()

    def read(self) -> Query:
        """The query.

        :raises BeyondError: if it is of another kind, or none at all.
        """
        query = self.query
        self._read_prologue()
        query.prologue = self._scanner.text[: self._scanner.now.start]
        self._scanner.need("SELECT")
        head = self._read_head()
        self._scanner.take("WHERE")
        self._scanner.need("{")
        self._groups.read(query.where, nested=False)
        self._read_keys()
        query.distinct = self._take_distinct(head)
        self._check_scope()
        query.head = self._replace_head(head)
        if self._scanner.take("HAVING"):
            self._scanner.need("(")
            query.having = self._replace(self._scanner.enclosed(), set(query.keys))
        self._read_order()
        self._read_slice()
        if not (query.aggregates or query.distinct) or not query.where.patterns:
            raise BeyondError
        self._scanner.next("end")
        return query

    def _read_prologue(self) -> None:
        while self._scanner.take("PREFIX"):
            name = self._scanner.next("name").text
            iri = self._scanner.next("iri").text[1:-1]
            if not name.endswith(":") or name in self._prefixes:
                raise BeyondError
            self._prefixes[name] = iri

    def _read_head(self) -> Sequence[Token]:
        """The tokens of the SELECT clause."""
        begin, depth = self._scanner.at, 0
        while depth or not self._scanner.sees("WHERE", "{"):
            if self._scanner.now.kind == "end":
                raise BeyondError
            depth += (self._scanner.now.text == "(") - (self._scanner.now.text == ")")
            self._scanner.at += 1
        return self._scanner.tokens[begin : self._scanner.at]

    def _read_keys(self) -> None:
        if not self._scanner.take("GROUP"):
            return
        self._scanner.need("BY")
        while self._scanner.now.kind == "variable" or self._scanner.sees("("):
            if self._scanner.take("("):
                expression = self._groups.read_binding(self._scanner.enclosed())
                self.query.computed_keys.append(expression)
                self.query.keys.append(expression.name)
            else:
                self.query.keys.append(self._scanner.next("variable").text[1:])
        if not self.query.keys:
            raise BeyondError

    def _take_distinct(self, head: Sequence[Token]) -> bool:
        """Whether it is DISTINCT of variables, which is grouped by these, each group being one solution."""
        word, *variables = head or [self._scanner.now]
        if self.query.keys or word.upper != "DISTINCT" or {token.kind for token in variables} != {"variable"}:
            return False
        self.query.keys += [token.text[1:] for token in variables]
        return True

    def _check_scope(self) -> None:
        """Every name has one meaning, and is bound before it is used."""
        query, where = self.query, self.query.where
        bound = set().union(*(pattern.names for pattern in where.patterns))
        required = set(bound)
        for optional in where.optionals:
            inside = set().union(*(pattern.names for pattern in optional.patterns))
            if not inside & required or (inside - required) & bound:
                raise BeyondError
            bound |= inside
            _check_use(optional.filters, required | inside)
        for binding in (*where.bindings, *query.computed_keys):
            _check_use([binding], bound)
            if binding.name in bound:
                raise BeyondError
            bound.add(binding.name)
        _check_use(where.filters, bound)
        if not bound.issuperset(query.keys) or len(set(query.keys)) < len(query.keys):
            raise BeyondError
        self._bound = bound

    def _replace_head(self, tokens: Sequence[Token]) -> str:
        known = set(self.query.keys)
        items: list[str] = []
        place = 0
        if tokens and tokens[0].upper == "DISTINCT":
            items.append("DISTINCT")
            place = 1
        while place < len(tokens):
            token = tokens[place]
            if token.kind == "variable" and token.text[1:] in known:
                items.append(token.text)
                place += 1
                continue
            if token.text != "(":
                raise BeyondError
            end = find_close(tokens, place)
            *inner, word, alias = tokens[place + 1 : end]
            name = alias.text[1:]
            if word.upper != "AS" or alias.kind != "variable" or name in self._bound | known:
                raise BeyondError
            items.append(f"({self._replace(inner, known)} AS ?{name})")
            known.add(name)
            self._aliases.append(name)
            place = end + 1
        if not items or items == ["DISTINCT"]:
            raise BeyondError
        return " ".join(items)

    def _replace(self, tokens: Sequence[Token], known: set[str]) -> str:
        """An expression with variables in place of its aggregates; others than ``known`` it may not have."""
        words: list[str] = []
        rest: list[Token] = []
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.kind == "word" and token.upper in AGGREGATES:
                end = find_close(tokens, place + 1)
                words.append(f"?{self._name_aggregate(token.upper, tokens[place + 2 : end])}")
                place = end + 1
                continue
            rest.append(token)
            words.append(token.text)
            place += 1
        if not words or not known.issuperset(check_expression(rest)):
            raise BeyondError
        return " ".join(words)

    def _name_aggregate(self, kind: str, tokens: Sequence[Token]) -> str:
        distinct = bool(tokens) and tokens[0].upper == "DISTINCT"
        if len(tokens) != 1 + distinct:
            raise BeyondError
        over = tokens[-1]
        variable = over.text[1:] if over.kind == "variable" else None
        if (variable is None and (over.text != "*" or kind != "COUNT" or distinct)) or (
            variable is not None and variable not in self._bound
        ):
            raise BeyondError
        for known in self.query.aggregates:
            if (known.kind, known.variable, known.distinct) == (kind, variable, distinct):
                return known.name
        name = next(self._fresh)
        self.query.aggregates.append(Aggregate(kind, variable, distinct, name))
        return name

    def _read_order(self) -> None:
        if not self._scanner.take("ORDER"):
            return
        self._scanner.need("BY")
        known = {*self.query.keys, *self._aliases}
        conditions: list[str] = []
        while not self._scanner.sees("LIMIT", "OFFSET") and self._scanner.now.kind != "end":
            conditions.append(self._read_condition(known))
        if not conditions:
            raise BeyondError
        self.query.tail = f"ORDER BY {' '.join(conditions)}"
        self.query.falling = self._find_falling(conditions[0])
        found = [ORDERED.fullmatch(condition) for condition in conditions]
        self.query.order = [
            (match["plain"] or match["name"], (match["word"] or "").upper() == "DESC")
            for match in takewhile(bool, found)
            if match
        ]

    def _read_condition(self, known: set[str]) -> str:
        if self._scanner.now.kind == "variable":
            return self._replace([self._scanner.next("variable")], known)
        begin = self._scanner.at
        if not self._scanner.take("("):
            self._scanner.need("ASC", "DESC", *FUNCTIONS, *AGGREGATES)
            self._scanner.need("(")
        self._scanner.enclosed()
        head, *inner = self._scanner.tokens[begin : self._scanner.at]
        if head.upper in ("ASC", "DESC"):
            return f"{head.text} {self._replace(inner, known)}"
        return self._replace([head, *inner], known)

    def _find_falling(self, condition: str) -> str | None:
        """The aggregate's variable by which a condition sorts, if it does so from the highest on."""
        found = re.fullmatch(r"DESC \( \?(\w+) \)", condition, re.IGNORECASE)
        if found is None:
            return None
        alias = re.search(rf"\(\?(\w+) AS \?{found[1]}\)", self.query.head)
        return alias[1] if alias else found[1]

    def _read_slice(self) -> None:
        given: dict[str, int] = {}
        while self._scanner.sees("LIMIT", "OFFSET"):
            word = self._scanner.next("word").upper
            number = self._scanner.next("number").text
            if word in given or not number.isdigit() or len(number) > 9:
                raise BeyondError
            given[word] = int(number)
            self.query.tail += f" {word} {number}"
        if "LIMIT" in given:
            self.query.most = given["LIMIT"] + given.get("OFFSET", 0)


def _check_use(expressions: Sequence[Expression], bound: set[str]) -> None:
    if not all(expression.variables <= bound for expression in expressions):
        raise BeyondError


def read_query(text: str) -> Query:
    """Read a query.

    :raises BeyondError: if the columns cannot help with it.
    """
    return Reader(text).read()
