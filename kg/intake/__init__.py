"""Files in, articles out: ``.txt``, ``.md``, ``.html``, ``.jsonl``, and gzip of each.

What cannot be read becomes an :class:`~kg.model.Issue` with its reason, and the others go on.
"""

from kg.intake.loading import Intake, load_articles, load_piece, tell_duplicate
from kg.intake.pieces import Piece, find_pieces
from kg.intake.sources import Source, find_sources

__all__ = [
    "Intake",
    "Piece",
    "Source",
    "find_pieces",
    "find_sources",
    "load_articles",
    "load_piece",
    "tell_duplicate",
]
