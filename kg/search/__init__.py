"""Search by name as people type Vietnamese: an index that is part of the snapshot, and finding in it."""

from kg.search.entries import KINDS, Entry, find_entries
from kg.search.facets import FACETS, Listed, list_things
from kg.search.finding import Hit, SearchIndex, closeness
from kg.search.index import INDEX_FILE, write_index
from kg.search.listing import ORDERS, Item, Listing

__all__ = [
    "FACETS",
    "INDEX_FILE",
    "KINDS",
    "ORDERS",
    "Entry",
    "Hit",
    "Item",
    "Listed",
    "Listing",
    "SearchIndex",
    "closeness",
    "find_entries",
    "list_things",
    "write_index",
]
