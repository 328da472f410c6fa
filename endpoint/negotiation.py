"""Choosing a format by the Accept header as RFC 9110 §12.5.1 has it: q-values, q=0, the most specific range.

The most specific range that covers a media type sets its quality, so ``application/*;q=0.9,
application/json;q=0.2`` gives JSON 0.2. What cannot be read in a header is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from endpoint.formats import Format

MAX_RANGES = 400
REMEMBERED = 400
"""Length of an Accept header, in characters, up to which what it chose is remembered."""
Range = tuple[str, str, float]


def choose_format(accept: str | None, formats: tuple[Format, ...]) -> Format | None:
    """The format of highest quality, the first listed among equals; None if every one is excluded.

    :param accept: the header's value; None or blank means that anything will do.
    :param formats: what can be served, in the server's order of preference.
    """
    if accept is None or not accept.strip():
        return formats[0]
    return _choose_again(accept, formats) if len(accept) <= REMEMBERED else _choose(accept, formats)


def _choose(accept: str, formats: tuple[Format, ...]) -> Format | None:
    ranges = read_ranges(accept)
    if not ranges:
        return formats[0]
    best: Format | None = None
    best_quality = 0.0
    for entry in formats:
        quality = judge_format(entry, ranges)
        if quality > best_quality:
            best, best_quality = entry, quality
    return best


_choose_again = lru_cache(maxsize=256)(_choose)


def judge_format(entry: Format, ranges: Sequence[Range]) -> float:
    """The quality of a format: its own media type's, or that of an alias that is named in full.

    An alias counts only where it is named, and never against a q=0 of the format's own type.
    """
    own = find_quality(entry.media_type, ranges)
    if own == 0.0 and any("/".join(r[:2]) == entry.media_type for r in ranges):
        return 0.0
    aliases = (q for kind, subtype, q in ranges if f"{kind}/{subtype}" in entry.aliases)
    return max(own, *aliases, 0.0)


def read_ranges(accept: str) -> list[Range]:
    """The ranges of an Accept header as (type, subtype, q), lower case; unreadable parts are left out."""
    ranges = []
    for part in accept.lower().split(",")[:MAX_RANGES]:
        media, *parameters = part.split(";")
        kind, slash, subtype = media.strip().partition("/")
        quality = _read_quality(parameters)
        if slash and kind and subtype and quality is not None and (kind != "*" or subtype == "*"):
            ranges.append((kind.strip(), subtype.strip(), quality))
    return ranges


def _read_quality(parameters: list[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return None
            return quality if 0.0 <= quality <= 1.0 else None
    return 1.0


def find_quality(media_type: str, ranges: Sequence[Range]) -> float:
    """The quality that the most specific range covering ``media_type`` gives it; 0 where none covers it."""
    kind, _, subtype = media_type.partition("/")
    for covering in ((kind, subtype), (kind, "*"), ("*", "*")):
        qualities = [q for *covered, q in ranges if tuple(covered) == covering]
        if qualities:
            return max(qualities)
    return 0.0


def choose_coding(accept_encoding: str | None, codings: Sequence[str]) -> str | None:
    """The content coding to use, the first listed among equals, or None for no coding (RFC 9110 §12.5.3)."""
    if not accept_encoding:
        return None
    qualities: dict[str, float] = {}
    for part in accept_encoding.lower().split(",")[:MAX_RANGES]:
        name, *parameters = part.split(";")
        quality = _read_quality(parameters)
        if quality is not None:
            qualities[name.strip()] = quality
    best: str | None = None
    best_quality = 0.0
    for coding in codings:
        quality = qualities.get(coding, qualities.get("*", 0.0))
        if quality > best_quality:
            best, best_quality = coding, quality
    return best
