"""The graph as files: canonical N-Quads, dumps for download, and the answers of queries."""

from kg.export.dumps import (
    FORMATS,
    PREFIXES,
    DumpFormat,
    DumpSource,
    find_format,
    hash_file,
    write_dump,
    write_sums,
)
from kg.export.nquads import canonical_lines, triple_lines

__all__ = [
    "FORMATS",
    "PREFIXES",
    "DumpFormat",
    "DumpSource",
    "canonical_lines",
    "find_format",
    "hash_file",
    "triple_lines",
    "write_dump",
    "write_sums",
]
