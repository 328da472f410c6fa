"""Files in, articles out: ``.txt``, ``.md``, ``.html``, ``.jsonl``, and gzip of each.

What cannot be read becomes an :class:`~kg.model.Issue` with its reason, and the others go on.
"""

from kg.intake.loading import Intake, load_articles
from kg.intake.sources import Source, find_sources

__all__ = ["Intake", "Source", "find_sources", "load_articles"]
