"""Files in, articles out: ``.txt``, ``.md``, ``.html``, ``.jsonl``, and gzip of each;
pages of the web by their addresses, by lists of these and by feeds.

What cannot be read becomes an :class:`~kg.model.Issue` with its reason, and the others go on.
"""

from kg.intake.addresses import fetch_pieces, named_hosts, part_hadoop, part_inputs
from kg.intake.downloading import Downloader
from kg.intake.loading import Intake, load_articles, load_piece, tell_duplicate
from kg.intake.pieces import Piece, find_pieces
from kg.intake.sources import Source, describe_name, find_sources, is_note, unpack_file

__all__ = [
    "Downloader",
    "Intake",
    "Piece",
    "Source",
    "describe_name",
    "fetch_pieces",
    "find_pieces",
    "find_sources",
    "is_note",
    "load_articles",
    "load_piece",
    "named_hosts",
    "part_hadoop",
    "part_inputs",
    "tell_duplicate",
    "unpack_file",
]
