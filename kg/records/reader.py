"""The product's own reader: an article and the folder of the ontology in, its reading out.

It imports no more than reading needs, since every process that reads articles starts with it.
"""

from __future__ import annotations

import gc
from functools import cache
from pathlib import Path

from kg.lexicon import Lexicon, load_lexicon
from kg.model import Article, Reading
from kg.reading import read_article


@cache
def lexicon_of(ontology: Path) -> Lexicon:
    """The lexicon of this folder, compiled once a process; it stays, so no collection looks at it again."""
    lexicon = load_lexicon(ontology)
    gc.freeze()
    return lexicon


def read_with_lexicon(article: Article, ontology: Path) -> Reading:
    """Read one article with the lexicon of this folder."""
    return read_article(article, lexicon_of(ontology))
