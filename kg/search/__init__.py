"""Search by name as people type Vietnamese: an index that is part of the snapshot, and finding in it."""

from kg.search.entries import KINDS, Entry, find_entries
from kg.search.finding import Hit, SearchIndex, closeness
from kg.search.index import INDEX_FILE, write_index

__all__ = ["INDEX_FILE", "KINDS", "Entry", "Hit", "SearchIndex", "closeness", "find_entries", "write_index"]
