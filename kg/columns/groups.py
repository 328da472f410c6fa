"""What stands between the braces of a query: triples, GRAPH, OPTIONAL, FILTER, BIND."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.columns.query import BeyondError, Comparison, Expression, Group, Part, Pattern, Variable
from kg.columns.scanning import Scanner, check_expression, make_iri
from kg.columns.words import FUNCTIONS, Token

PLAIN = re.compile(r"[^\x00-\x1f\x7f\"]*")
RDF_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


class GroupReader:
    """Reads groups.

    :param fresh: names that no variable of the query has.
    :raises BeyondError: in all methods, for what the columns do not help with.
    """

    def __init__(self, scanner: Scanner, prefixes: Mapping[str, str], fresh: Iterator[str]) -> None:
        self.scanner = scanner
        self.fresh = fresh
        self._prefixes = prefixes
        self._graph: Part | None = None

    def read(self, group: Group, *, nested: bool) -> None:
        """Read to the closing brace. Triples come first, then OPTIONAL, then BIND; FILTER anywhere."""
        while not self.scanner.take("}"):
            if self.scanner.take("FILTER"):
                group.filters.append(self._read_filter())
            elif not nested and self.scanner.take("BIND"):
                self.scanner.need("(")
                group.bindings.append(self.read_binding(self.scanner.enclosed()))
            elif not nested and not group.bindings and self.scanner.take("OPTIONAL"):
                self.scanner.need("{")
                group.optionals.append(Group())
                self.read(group.optionals[-1], nested=True)
                if not group.optionals[-1].patterns:
                    raise BeyondError
            elif group.optionals or group.bindings:
                raise BeyondError
            elif not nested and self.scanner.take("GRAPH"):
                self._read_graph(group)
            else:
                self._read_triples(group)
            self.scanner.take(".")

    def _read_graph(self, group: Group) -> None:
        self._graph = self._read_part()
        self.scanner.need("{")
        before = len(group.patterns)
        while not self.scanner.take("}"):
            self._read_triples(group)
            self.scanner.take(".")
        if len(group.patterns) == before:
            raise BeyondError
        self._graph = None

    def _read_filter(self) -> Expression:
        begin = self.scanner.at
        if not self.scanner.take("("):
            self.scanner.need(*FUNCTIONS)
            self.scanner.need("(")
        inner = self.scanner.enclosed()
        whole = self.scanner.tokens[begin : self.scanner.at]
        return self._make_expression(whole, compared=self._read_comparison(inner, whole))

    def read_binding(self, tokens: Sequence[Token]) -> Expression:
        """An expression with AS and its variable."""
        if len(tokens) < 3 or tokens[-2].upper != "AS" or tokens[-1].kind != "variable":
            raise BeyondError
        return self._make_expression(tokens[:-2], tokens[-1].text[1:])

    def _read_comparison(self, inner: Sequence[Token], whole: Sequence[Token]) -> Comparison | None:
        """What is compared if the filter is but ``(?variable = other)``, or != and an IRI or a variable."""
        if (
            len(inner) != 3
            or len(whole) != 5
            or inner[0].kind != "variable"
            or inner[1].text not in ("=", "!=")
        ):
            return None
        other = inner[2]
        if other.kind not in ("variable", "iri", "name"):
            return None
        return Comparison(inner[0].text[1:], inner[1].text == "=", self._make_part(other))

    def _make_expression(
        self, tokens: Sequence[Token], name: str = "", compared: Comparison | None = None
    ) -> Expression:
        text = self.scanner.text[tokens[0].start : tokens[-1].end]
        return Expression(text, frozenset(check_expression(tokens)), name, compared)

    def _read_triples(self, group: Group) -> None:
        subject = self._read_part()
        while True:
            steps = self._read_path()
            while True:
                self._add_path(group, subject, steps, self._read_part(literal=True))
                if not self.scanner.take(","):
                    break
            if not self.scanner.take(";"):
                return
            while self.scanner.take(";"):
                pass
            if self.scanner.sees(".", "}"):
                return

    def _read_path(self) -> Sequence[tuple[bytes, bool]]:
        """The steps of a path: predicates, each with whether it is gone backwards."""
        steps = []
        while True:
            back = self.scanner.take("^")
            if self.scanner.now.text == "a":
                self.scanner.at += 1
                steps.append((RDF_TYPE, back))
            else:
                part = self._read_part()
                if not isinstance(part, bytes):
                    raise BeyondError
                steps.append((part, back))
            if not self.scanner.take("/"):
                if self.scanner.now.start == self.scanner.tokens[self.scanner.at - 1].end:
                    raise BeyondError  # p?x: a variable or a path of its own kind?
                return steps

    def _add_path(self, group: Group, begin: Part, steps: Sequence[tuple[bytes, bool]], end: Part) -> None:
        ends = [Variable(next(self.fresh)) for _ in steps[1:]]
        for (predicate, back), one, other in zip(steps, [begin, *ends], [*ends, end], strict=True):
            subject, object = (other, one) if back else (one, other)
            group.patterns.append(Pattern(subject, predicate, object, self._graph))

    def _read_part(self, *, literal: bool = False) -> Part:
        token = self.scanner.now
        self.scanner.at += 1
        return self._finish_string(token) if literal and token.kind == "string" else self._make_part(token)

    def _make_part(self, token: Token) -> Part:
        if token.kind == "variable":
            return Variable(token.text[1:])
        if token.kind == "iri":
            return make_iri(token.text[1:-1])
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if f"{prefix}:" not in self._prefixes:
                raise BeyondError
            return make_iri(self._prefixes[f"{prefix}:"] + local)
        raise BeyondError

    def _finish_string(self, token: Token) -> bytes:
        value = token.text[1:-1]
        language = self.scanner.next("language").text if self.scanner.now.kind == "language" else ""
        if not PLAIN.fullmatch(value) or self.scanner.sees("^^") or language != language.lower():
            raise BeyondError
        return f'"{value}"{language}'.encode()
