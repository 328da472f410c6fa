"""Records: what was read from each article, kept on disk by the digest of its bytes.

The seam for other engines of reading: `make_records` is a pure function of pieces, which may run anywhere;
an `Engine` runs it over a stream of pieces and gives the records back in the order of the pieces; the
`RecordBook` takes them in and gives readings to the stages that need all of them.
"""

from kg.records.book import BookTexts, RecordBook, open_book
from kg.records.hadoop import read_from_hadoop
from kg.records.making import (
    Engine,
    Made,
    MakeRecords,
    Read,
    Record,
    fingerprint_of,
    ignore_interrupt,
    make_records,
    read_here,
    read_in_processes,
)
from kg.records.packing import pack, unpack
from kg.records.reader import read_with_lexicon
from kg.records.spark import read_on_spark
from kg.records.tables import write_tables

__all__ = [
    "BookTexts",
    "Engine",
    "Made",
    "MakeRecords",
    "Read",
    "Record",
    "RecordBook",
    "fingerprint_of",
    "ignore_interrupt",
    "make_records",
    "open_book",
    "pack",
    "read_from_hadoop",
    "read_here",
    "read_in_processes",
    "read_on_spark",
    "read_with_lexicon",
    "unpack",
    "write_tables",
]
