"""A second copy of a graph, by columns, for queries that count over much: there the engine is slow.

:func:`write_columns` makes the copy when a snapshot is built, :class:`Columns` reads it, and :func:`shorten`
turns a query of a well-defined kind into one that the engine has little left to do with.
"""

from kg.columns.shortening import shorten
from kg.columns.table import Columns
from kg.columns.writing import write_columns

__all__ = ["Columns", "shorten", "write_columns"]
