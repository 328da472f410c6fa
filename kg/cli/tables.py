"""Tables of RDF terms, on a terminal or as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from pyoxigraph import Literal, NamedNode
from rich.console import Console
from rich.table import Table

from kg.export import PREFIXES


def plain(term: object) -> str:
    """The term as CSV has it: an IRI or a literal's text, empty for None."""
    return "" if term is None else str(getattr(term, "value", term))


def short(term: object) -> str:
    """The term for people: IRIs with the usual prefixes, literals as their text."""
    if isinstance(term, NamedNode):
        for prefix, iri in PREFIXES.items():
            if term.value.startswith(iri):
                return f"{prefix}:{term.value[len(iri) :]}"
        return f"<{term.value}>"
    if term is None or isinstance(term, Literal):
        return plain(term)
    return str(term)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], file: TextIO) -> None:
    """Write a header and the rows, as SPARQL 1.1 Query Results CSV has the terms."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([plain(term) for term in row] for row in rows)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print a table for people; in a pipe it is as wide as its content."""
    out = Table(*columns, title=title, title_justify="left", title_style="bold")
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - told below
        out.add_row(*[short(term) for term in row])
    console = Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else 10_000)
    console.print(out)
    console.print(f"{count} row{'' if count == 1 else 's'}")
