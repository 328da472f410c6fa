"""What a Vietnamese syllable looks like, to take apart words that lost the space between them ("Đồng Naitổ
chức").

The pattern follows the usual description of the syllable: initial consonant, vowel nucleus with glides,
final consonant; tone marks are taken off first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "̣̀́̉̃"))
_INITIAL = "ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_OPEN = (
    "uya|uyu|oai|oay|oao|oeo|uây|iêu|yêu|uôi|ươi|ươu|ia|ya|ua|ưa|uơ|"
    "ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu"
)
_CLOSABLE = "uyê|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|oo|[aăâeêioôơuưy]"
_SYLLABLE = re.compile(f"(?:{_INITIAL})?(?:(?:{_OPEN})|(?:{_CLOSABLE})(?:(?P<stop>ch|[cpt])|ng|nh|[mn])?)")
_STOPPED = re.compile("[̣́]")


def _toneless(key: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", key).translate(_TONES))


@lru_cache(maxsize=20_000)
def is_syllable(key: str) -> bool:
    """Whether a folded word has the shape of one syllable. Before a stop only two tones are possible:
    "việc", "các"."""
    match = _SYLLABLE.fullmatch(_toneless(key))
    return bool(match and (not match["stop"] or _STOPPED.search(unicodedata.normalize("NFD", key))))


@lru_cache(maxsize=20_000)
def find_seam(key: str) -> int | None:
    """Where a folded word that is no syllable falls into two, the first as long as can be; None where it
    does not.

    "naitổ" → 3 ("nai" + "tổ").
    """
    if len(key) < 4 or is_syllable(key):
        return None
    for at in range(len(key) - 2, 1, -1):
        if is_syllable(key[:at]) and is_syllable(key[at:]):
            return at
    return None
