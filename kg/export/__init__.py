"""The graph as files: canonical N-Quads, dumps for download, and the answers of queries."""

from kg.export.crate import CRATE_FILE, CRATE_MEDIA_TYPE, write_crate
from kg.export.dumps import (
    FORMATS,
    DumpFormat,
    DumpSource,
    find_format,
    find_formats,
    hash_file,
    write_dump,
    write_part,
    write_sums,
)
from kg.export.jsonld import make_context, write_nodes
from kg.export.nquads import (
    canonical_lines,
    drop_first,
    put_graph_first,
    triple_lines,
)
from kg.export.packing import (
    GraphSize,
    measure_graph,
    name_graph_dump,
    pack_bytes,
    pack_dump,
    render_graph,
    split_graphs,
)
from kg.export.prefixes import PREFIXES

__all__ = [
    "CRATE_FILE",
    "CRATE_MEDIA_TYPE",
    "FORMATS",
    "PREFIXES",
    "DumpFormat",
    "DumpSource",
    "GraphSize",
    "canonical_lines",
    "drop_first",
    "find_format",
    "find_formats",
    "hash_file",
    "make_context",
    "measure_graph",
    "name_graph_dump",
    "pack_bytes",
    "pack_dump",
    "put_graph_first",
    "render_graph",
    "split_graphs",
    "triple_lines",
    "write_crate",
    "write_dump",
    "write_nodes",
    "write_part",
    "write_sums",
]
