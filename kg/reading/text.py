"""An article's text in one normal form, with the way back to the file's own offsets."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NormalText:
    """``text`` in NFC; ``offsets[i]`` is where its ``i``-th code point starts in the file, or None for the
    same place.

    ``offsets`` has one entry more than ``text``, so that half-open spans map to half-open spans.
    """

    text: str
    offsets: Sequence[int] | None = None

    def offset(self, at: int) -> int:
        """The file's offset of a place in the normal text."""
        return at if self.offsets is None else self.offsets[at]

    def file_offsets(self, places: list[int]) -> list[int]:
        """The file's offsets of many places."""
        offsets = self.offsets
        return places if offsets is None else [offsets[at] for at in places]


def normalise(text: str) -> NormalText:
    """NFC of a text, code point by code point mapped; free of charge where the text is NFC already."""
    if unicodedata.is_normalized("NFC", text):
        return NormalText(text)
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and unicodedata.combining(text[at]):
            continue
        piece = unicodedata.normalize("NFC", text[start:at])
        pieces.append(piece)
        offsets += [start] * len(piece)
        start = at
    offsets.append(len(text))
    return NormalText("".join(pieces), offsets)
