"""What the columns leave to the engine has the answer that the engine gives to the whole query."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pyoxigraph
import pytest

from kg.columns import Columns, shorten, write_columns
from kg.export import canonical_lines
from kg.store import GraphStore, Result, memory_store

BASE = "http://example.org/"
PREFIXES = "PREFIX e: <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
OBJECTS = (
    *(f"e:n{number}" for number in range(6)),
    *("1", "01", "-7", "2.50", "1e3", '"01"^^xsd:integer', '"x"^^xsd:integer', "true", '"1"^^xsd:boolean'),
    *('"a"', '"a"@vi', '"a"@VI', '"á"@en', '"b\\n\\"c\\\\"', "''", '"1"'),
    *(f'"{year}-0{month}-15"^^xsd:date' for year in (2019, 2020, 2021) for month in (1, 2)),
    *('"2020-02-30"^^xsd:date', '"2020-01-15Z"^^xsd:date', '"2020-01-15T00:00:00Z"^^xsd:dateTime'),
)
NAMES = ("b", "b c", "b!", "B", "á", "a", "đ", "b'", "b  ")
PREDICATES = ("e:p", "e:q", "e:r", "a", "e:day", "e:size", "e:name")


def make_graph(rng: random.Random, size: int) -> list[pyoxigraph.Quad]:
    """Quads in a few graphs; many triples stand in several, days and sizes are of one kind each."""
    blocks = []
    for graph in range(4):
        lines = []
        for _ in range(size):
            subject = f"e:n{rng.randrange(12)}"
            predicate = rng.choice(PREDICATES)
            object = rng.choice(OBJECTS)
            if predicate == "e:day":
                object = f'"20{rng.randrange(10, 30)}-{rng.randrange(1, 13):02}-01"^^xsd:date'
            elif predicate == "e:size":
                object = str(rng.randrange(-5, 50))
            elif predicate == "e:name":
                object = f'"{rng.choice(NAMES)}"@vi'
            elif predicate == "a":
                object = f"e:C{rng.randrange(3)}"
            elif rng.random() < 0.5:
                object = f"e:n{rng.randrange(12)}"
            lines.append(f"{subject} {predicate} {object} .")
        blocks.append(f"e:g{graph} {{ {' '.join(lines)} }}")
    text = PREFIXES.replace(">\n", "> .").replace("PREFIX", "@prefix").replace("> @", "> . @") + " ".join(
        blocks
    )
    return list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TRIG))


class Writer:
    """Writes random queries, of which most are of the kind that the columns help with."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.variables = ["?a"]

    def write(self) -> str:
        """One query."""
        rng = self.rng
        self.variables = ["?a"]
        where = " ".join([*self.triples(rng.randrange(1, 4)), *self.extras()])
        keys = rng.sample(self.variables, min(len(self.variables), rng.randrange(3)))
        grouped = list(keys)
        if rng.random() < 0.15:
            grouped.append(f"({self.expression(rng.choice(self.variables))} AS ?made)")
            keys.append("?made")
        chosen = {f"?v{k}": self.aggregate() for k in range(rng.randrange(1, 3))}
        head = " ".join([*keys, *(f"({aggregate} AS {name})" for name, aggregate in chosen.items())])
        distinct = rng.choice(["", "", "", "DISTINCT "])
        query = f"{PREFIXES}SELECT {distinct}{head} WHERE {{ {where} }}"
        if grouped:
            query += f" GROUP BY {' '.join(grouped)}"
            if rng.random() < 0.2:
                query += f" HAVING ({self.aggregate()} > {rng.randrange(4)})"
        return query + self.order([*keys, *chosen], list(chosen.values()))

    def write_distinct(self) -> str:
        """One query for different solutions, without groups."""
        self.variables = ["?a"]
        where = " ".join([*self.triples(self.rng.randrange(1, 4)), *self.extras()])
        names = self.rng.sample(self.variables, min(len(self.variables), self.rng.randrange(1, 4)))
        return f"{PREFIXES}SELECT DISTINCT {' '.join(names)} WHERE {{ {where} }}" + self.order(names, names)

    def order(self, names: Sequence[str], aggregates: Sequence[str]) -> str:
        """An order that leaves nothing open but what is the same, if there is a LIMIT."""
        rng = self.rng
        if rng.random() < 0.4:
            return ""
        wanted = rng.sample(list(names), len(names))
        first = rng.choice([wanted[0], f"DESC({wanted[0]})", f"DESC({aggregates[0]})", f"asc({wanted[-1]})"])
        text = f" ORDER BY {first} {' '.join(wanted)}"
        if rng.random() < 0.7:
            text += f" LIMIT {rng.randrange(6)}"
        return text + (f" OFFSET {rng.randrange(3)}" if rng.random() < 0.3 else "")

    def name(self) -> str:
        """A variable, mostly a new one."""
        if self.rng.random() < 0.75:
            self.variables.append(f"?{'bcdefghijkl'[len(self.variables) - 1]}")
            return self.variables[-1]
        return self.rng.choice(self.variables)

    def triples(self, count: int) -> list[str]:
        """Triples that hang together, some of them within GRAPH."""
        return [self.triple() for _ in range(count)]

    def triple(self) -> str:
        rng = self.rng
        subject = rng.choice(self.variables)
        path = rng.choice([*PREDICATES, "e:p/e:q", "^e:p", "e:p / ^ e:r"])
        object = rng.choice(
            [self.name] * 5 + [lambda: rng.choice(OBJECTS), lambda: f"e:C{rng.randrange(3)}"]
        )()
        text = f"{subject} {path} {object}"
        if rng.random() < 0.25:
            text += f" ; {rng.choice(PREDICATES)} {self.name()}"
        if rng.random() < 0.2:
            graph = rng.choice([self.name(), "e:g1", "e:nowhere"])
            return f"GRAPH {graph} {{ {text} }}"
        return f"{text} ."

    def extras(self) -> list[str]:
        """OPTIONAL, FILTER and BIND."""
        rng = self.rng
        found = []
        known = list(self.variables)
        if rng.random() < 0.3:
            inner = f"{rng.choice(known)} {rng.choice(PREDICATES)} {self.name()}"
            test = f" FILTER({self.condition()})" if rng.random() < 0.4 else ""
            found.append(f"OPTIONAL {{ {inner}{test} }}")
        if rng.random() < 0.4:
            found.append(f"FILTER({self.condition()})")
        if rng.random() < 0.1:
            found.append(f"BIND({self.expression(rng.choice(self.variables))} AS ?bound)")
        return found

    def condition(self) -> str:
        rng = self.rng
        one, other = rng.choice(self.variables), rng.choice(self.variables)
        value = rng.choice([other, *OBJECTS, '"2020-06-01"^^xsd:date', "5"])
        return rng.choice(
            [
                f"{one} {rng.choice(['=', '!=', '<', '>='])} {value}",
                f"{one} < {value} || {other} = {value} && bound({one})",
                f"REGEX(STR({one}), 'n[1-4]')",
                f"{one} IN (e:n1, e:n2, 1)",
                f"YEAR({one}) >= 2020",
                f"lang({one}) = 'vi'",
                f"!(isLiteral({one}))",
            ]
        )

    def expression(self, variable: str) -> str:
        return self.rng.choice(
            [
                f"YEAR({variable})",
                f"STR({variable})",
                f"{variable} + 1",
                f"IF({variable} = 1, e:n1, LANG({variable}))",
            ]
        )

    def aggregate(self) -> str:
        kind = self.rng.choice(["COUNT", "COUNT", "count", "MIN", "MAX", "SUM"])
        if kind == "COUNT" and self.rng.random() < 0.3:
            return "COUNT(*)"
        return f"{kind}({self.rng.choice(['', '', 'DISTINCT '])}{self.rng.choice(self.variables)})"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> tuple[GraphStore, Columns]:
    quads = make_graph(random.Random(5), 60)
    folder = tmp_path_factory.mktemp("columns") / "columns"
    write_columns(folder, canonical_lines(quads))
    return memory_store(quads), Columns(folder)


def ask(store: GraphStore) -> Callable[[str], Result]:
    return lambda text: store.query(text, base=BASE)


def find_rows(store: GraphStore, query: str) -> list[tuple[str, ...]]:
    """The solutions as written, variables' names first."""
    found = store.query(query, base=BASE)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [tuple(map(str, found.variables)), *(tuple(map(str, row)) for row in found)]


@pytest.mark.parametrize("write", [Writer.write, Writer.write_distinct])
def test_random_queries_have_the_same_answers(
    graph: tuple[GraphStore, Columns], write: Callable[[Writer], str]
) -> None:
    store, columns = graph
    writer = Writer(random.Random(7))
    helped = 0
    for _ in range(600):
        query = write(writer)
        short = shorten(query, columns, ask(store))
        if short is None:
            continue
        helped += 1
        expected, found = find_rows(store, query), find_rows(store, short)
        if "ORDER BY" in query:
            assert found == expected, f"{query}\n{short}"
        else:
            assert found[0] == expected[0], query
            assert Counter(found) == Counter(expected), f"{query}\n{short}"
    assert helped > 150
