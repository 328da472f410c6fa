"""What is known of a query that the columns can help with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

AGGREGATES = frozenset(["COUNT", "MIN", "MAX", "SUM"])


class BeyondError(Exception):
    """The columns do not help here: the engine is to answer."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the query, or one of our own that stands within a path."""

    name: str


Part = Variable | bytes


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern; constants are N-Triples. ``graph`` is None for the default graph."""

    subject: Part
    predicate: bytes
    object: Part
    graph: Part | None = None

    @property
    def parts(self) -> Sequence[Part]:
        """All but the predicate."""
        ends = (self.subject, self.object)
        return ends if self.graph is None else (*ends, self.graph)

    @property
    def names(self) -> frozenset[str]:
        """Its variables."""
        return frozenset(part.name for part in self.parts if isinstance(part, Variable))


@dataclass(frozen=True, slots=True)
class Comparison:
    """That a variable is (or is not: ``equal``) the same as another one or an IRI."""

    variable: str
    equal: bool
    other: Part


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written, with the variables in it.

    :param name: the variable that takes its value, if one does.
    :param compared: what it says, if it is no more than that.
    """

    text: str
    variables: frozenset[str]
    name: str = ""
    compared: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``kind`` of AGGREGATES over ``variable`` (None: ``*``), its value going to the variable ``name``."""

    kind: str
    variable: str | None
    distinct: bool
    name: str


@dataclass(slots=True)
class Group:
    """What stands between braces."""

    patterns: list[Pattern] = field(default_factory=list)
    filters: list[Expression] = field(default_factory=list)
    bindings: list[Expression] = field(default_factory=list)
    optionals: list[Group] = field(default_factory=list)


@dataclass(slots=True)
class Query:
    """A query that the columns can help with.

    :ivar head: the SELECT clause from DISTINCT on, its aggregates replaced by their variables; ``having``
        (an expression or "") and ``tail`` (ORDER BY, LIMIT and OFFSET) likewise.
    :ivar distinct: each group is one solution: the query has no aggregates.
    :ivar order: the variables by which the solutions are sorted first, each with whether it is falling.
    :ivar falling: the variable by which the solutions are sorted first, falling, if that is an aggregate's.
    :ivar most: how many of the sorted solutions are wanted, the skipped ones included.
    """

    prologue: str = ""
    head: str = ""
    where: Group = field(default_factory=Group)
    keys: list[str] = field(default_factory=list)
    computed_keys: list[Expression] = field(default_factory=list)
    aggregates: list[Aggregate] = field(default_factory=list)
    having: str = ""
    tail: str = ""
    distinct: bool = False
    order: list[tuple[str, bool]] = field(default_factory=list)
    falling: str | None = None
    most: int | None = None
    names: frozenset[str] = frozenset()
