"""Labels as compared: one case, one Unicode form, one place for the tone mark."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

TONES = "\u0300\u0301\u0309\u0303\u0323"
LATE_TONE = re.compile(f"([ou])([aey])([{TONES}])(?!\\w)")


def fold(label: str) -> str:
    """The label in lower case with single spaces and each tone mark on the first vowel of oa, oe, uy.

    "Uỷ  ban" and "Ủy ban" fold alike; marks that tell words apart stay.
    """
    decomposed = unicodedata.normalize("NFD", " ".join(label.lower().split()))
    return unicodedata.normalize("NFC", LATE_TONE.sub(r"\1\3\2", decomposed))


def commonest(labels: Iterable[str]) -> str:
    """The most frequent label, the first met of equals.

    Raises:
        ValueError: there is none.
    """
    return max(Counter(labels).items(), key=lambda item: item[1])[0]
