"""Shortening a query: what counts over much is done here, what is left is written as a query for the engine.

The engine gets the groups as VALUES, with the expressions, HAVING, ORDER BY and the slice as they were
written, and so remains the one that computes, compares, sorts and writes terms. Expressions over solutions
(FILTER, BIND) are its work too: it is asked for their value once for each different argument.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import numpy as np
from pyoxigraph import Literal, QuerySolutions

from kg.columns.grouping import Groups, aggregate, densify, densify_back, rank
from kg.columns.joining import join_patterns
from kg.columns.parsing import read_query
from kg.columns.query import BeyondError, Comparison, Expression, Group, Query, Variable
from kg.columns.table import UNBOUND, Columns, Numbers, Table
from kg.columns.terms import Terms
from kg.errors import QueryError
from kg.store import Result

MOST_ARGUMENTS = 20_000
"""Different arguments up to which an expression is computed for each."""
MOST_KEPT = 2_000
"""Different solutions up to which it pays to hand them to the engine."""
IRI = re.compile(r"(?<!:)(?<!:\s)(?<!\^\^)<[^<>\"{}|^`\\\s]+>")
"""An IRI in full, mostly a thing's, if it is not that of a prefix or a datatype."""
Ask = Callable[[str], Result]


def shorten(text: str, columns: Columns, ask: Ask, fewest: int = 0) -> str | None:
    """A query with the same answer as ``text`` that is less work for the engine; None if there is none known.

    :param ask: the engine's answer to a query.
    :param fewest: triples of its rarest thing from which on the query is worth reading; once it is read, a
        third as many matches of its rarest pattern will do.
    """
    if fewest and any(columns.is_rare(found[0].encode(), fewest) for found in IRI.finditer(text)):
        return None
    try:
        query = read_query(text)
        return Shortener(query, columns, ask, fewest).shorten()
    except (BeyondError, MemoryError, QueryError):
        return None


class Shortener:
    """Computes the groups of one query."""

    def __init__(self, query: Query, columns: Columns, ask: Ask, fewest: int) -> None:
        self._query = query
        self._columns = columns
        self._terms = Terms(columns)
        self._ask = ask
        self._fewest = fewest

    def shorten(self) -> str:
        """The query that is left for the engine.

        :raises BeyondError: if the columns do not help.
        """
        query = self._query
        table = self._solve(query.where)
        for expression in query.computed_keys:
            table[expression.name] = self._compute(expression, table)
        groups = Groups(table, query.keys, count_rows(table))
        values = {wanted.name: aggregate(groups, wanted, table, self._terms) for wanted in query.aggregates}
        kept = self._choose(groups, values)
        if query.distinct and len(kept) > MOST_KEPT:
            raise BeyondError
        lines = [
            [self._terms.write(int(number)) for number in column[kept]] for column in groups.keys.values()
        ]
        lines += [[column[place] for place in kept] for column in values.values()]
        data = b"\n".join(b"(%s)" % b" ".join(row) for row in zip(*lines, strict=True)).decode()
        names = " ".join(f"?{name}" for name in (*groups.keys, *values))
        having = f" FILTER ({query.having})" if query.having else ""
        where = f"VALUES ({names}) {{ {data} }}{having}"
        return f"{query.prologue}SELECT {query.head} WHERE {{ {where} }} {query.tail}"

    def _choose(self, groups: Groups, values: dict[str, list[bytes]]) -> Numbers:
        """The groups that may be in the answer: where only the highest are wanted, these and their equals."""
        query = self._query
        if query.distinct:
            return self._choose_first(groups)
        counted = {wanted.name for wanted in query.aggregates if wanted.kind in ("COUNT", "SUM")}
        simple = not query.having and not query.head.startswith("DISTINCT")
        if query.most is None or query.falling not in counted or not simple or query.most >= groups.count:
            return np.arange(groups.count)
        if not query.most:
            return np.arange(0)
        numbers = np.array(list(map(int, values[query.falling])))
        return np.flatnonzero(numbers >= np.partition(numbers, -query.most)[-query.most])

    def _choose_first(self, groups: Groups) -> Numbers:
        """The groups that may be in the answer: of a sorted one that is cut the first, and their equals."""
        most = self._query.most
        if most is None or not most < groups.count:
            return np.arange(groups.count)
        codes = np.zeros(groups.count, np.int64)
        for name, falling in self._query.order[:2]:
            ranks = rank(groups.keys[name], self._terms)
            if ranks is None:
                break
            width = int(ranks.max()) + 1
            codes = codes * width + (width - 1 - ranks if falling else ranks)
        return np.flatnonzero(codes <= np.partition(codes, most - 1)[most - 1]) if most else np.arange(0)

    def _solve(self, group: Group) -> Table:
        fewest = 0 if self._query.distinct else self._fewest // 3
        table = join_patterns(self._columns, group.patterns, fewest=fewest)
        for optional in group.optionals:
            table = self._add_optional(table, optional)
        for expression in group.bindings:
            table[expression.name] = self._compute(expression, table)
        return self._filter(table, group.filters)

    def _add_optional(self, table: Table, optional: Group) -> Table:
        """A left join: rows that find nothing stay, with what they lack unbound."""
        row = "row of the table"
        numbered = table | {row: np.arange(count_rows(table))}
        found = self._filter(join_patterns(self._columns, optional.patterns, numbered), optional.filters)
        is_alone = np.ones(count_rows(table), bool)
        is_alone[found.pop(row)] = False
        alone = int(is_alone.sum())
        return {
            name: np.concatenate(
                [column, table[name][is_alone] if name in table else np.full(alone, UNBOUND)]
            )
            for name, column in found.items()
        }

    def _filter(self, table: Table, filters: Sequence[Expression]) -> Table:
        for expression in filters if count_rows(table) else ():
            same = self._compare(expression.compared, table)
            if same is not None:
                table = {other: column[same] for other, column in table.items()}
                continue
            arguments, places = self._find_arguments(expression, table)
            name, text = self._write_arguments(expression, arguments)
            query = f"SELECT ?{name} WHERE {{ {text} FILTER {expression.text} }}"
            passes = np.zeros(len(next(iter(arguments.values()))), bool)
            for number, *_ in self._ask_rows(query):
                passes[number] = True
            table = {other: column[passes[places]] for other, column in table.items()}
        return table

    def _compare(self, compared: Comparison | None, table: Table) -> Numbers | None:
        """The rows that pass a comparison, if it is of IRIs of the graph: these are as their numbers are."""
        if compared is None or not count_rows(table):
            return None
        columns = [table[compared.variable]]
        if isinstance(compared.other, Variable):
            columns.append(table[compared.other.name])
        if any(c.min() < self._columns.first_iri or c.max() >= len(self._columns) for c in columns):
            return None
        number = self._columns.find(compared.other) if isinstance(compared.other, bytes) else columns[1]
        passes: Numbers = (columns[0] == number) == compared.equal
        return passes

    def _compute(self, expression: Expression, table: Table) -> Numbers:
        """The numbers of an expression's values, UNBOUND where it is an error."""
        if not count_rows(table):
            return np.zeros(0, np.int64)
        arguments, places = self._find_arguments(expression, table)
        name, text = self._write_arguments(expression, arguments)
        query = f"SELECT ?{name} ({expression.text} AS ?{expression.name}) WHERE {{ {text} }}"
        values = np.full(len(next(iter(arguments.values()))), UNBOUND, np.int64)
        for number, value in self._ask_rows(query):
            if value is not None:
                values[number] = self._terms.add(str(value).encode())
        return values[places]

    def _ask_rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The engine's solutions, each begun by the number of its row."""
        for first, *rest in cast(QuerySolutions, self._ask(self._query.prologue + query)):
            yield int(cast(Literal, first).value), *rest

    def _find_arguments(self, expression: Expression, table: Table) -> tuple[Table, Numbers]:
        """The different values of an expression's variables, and which of them each row has."""
        names = sorted(expression.variables)
        if not names:
            raise BeyondError
        count, places = 1, np.zeros(count_rows(table), np.int64)
        for name in names:
            width, codes = densify(table[name])
            count, places = densify_back(places * width + codes)
        if count > MOST_ARGUMENTS:
            raise BeyondError
        first = np.zeros(count, np.int64)
        first[places] = np.arange(len(places))
        return {name: table[name][first] for name in names}, places

    def _write_arguments(self, expression: Expression, arguments: Table) -> tuple[str, str]:
        """VALUES that number the arguments, and the variable of the number."""
        name = next(n for n in (f"row{k}" for k in range(10**6)) if n not in self._query.names)
        rows = zip(*(column.tolist() for column in arguments.values()), strict=True)
        lines = (
            b"(%d %s)" % (number, b" ".join(map(self._terms.write, row))) for number, row in enumerate(rows)
        )
        variables = " ".join(f"?{variable}" for variable in arguments)
        return name, f"VALUES (?{name} {variables}) {{ {b' '.join(lines).decode()} }}"


def count_rows(table: Table) -> int:
    """How many rows a table has, which has at least one column."""
    return len(next(iter(table.values())))
