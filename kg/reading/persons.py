"""Finding persons: a capitalised run that a family name, an honorific, a rank or a post licenses.

A place or body never is a person's name, unless an honorific says so: "ông Thái Bình Dương" is one, "Thái
Bình" none.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.lexicon import Match, Memo
from kg.reading.mentions import PersonMention
from kg.reading.syllables import is_syllable
from kg.reading.tokens import Tokens

TITLES = ("Honorific", "Rank", "Degree")
_COURTEOUS = frozenset(TITLES)
_NAMED = frozenset({"FamilyName", "NamePrefix"})
_STOPS = frozenset({"RoleTerm", "RoleModifier", "BodyKind", "Place"})
_TITLED = frozenset({*TITLES, "RoleTerm", "RoleModifier", "PostState", "BodyKind", "PlaceLevel"})
_KNOWN = frozenset({"RoleTerm", "BodyKind", "KnownBody", "Place", "MeetingKind", "DocumentType"})
_LONGEST = 6
_LONGEST_FOREIGN = 12  # words, hyphens among them
_LONGEST_ROW = 12  # words of honorifics, ranks and degrees before a name


class Courtesy(NamedTuple):
    """Words of courtesy before a name: where they end, what they tell of gender, and whether a post may
    follow. ``strict`` words stand before much else, so that only a full name with a family name counts."""

    end: int
    gender: str | None
    formal: bool = False
    strict: bool = False


def find_courtesy(tokens: Tokens, at: int) -> Courtesy | None:
    """Honorifics, ranks and degrees in a row: "đồng chí", "Thượng tướng, TS", "2 đồng chí Đại tá"."""
    if not tokens.opens(at, _COURTEOUS):
        return None
    end, gender, formal, strict = at, None, False, False
    while end < len(tokens) and end - at < _LONGEST_ROW:
        match = tokens.match(end, "Honorific") or tokens.match(end, "Rank") or tokens.match(end, "Degree")
        if match is None:
            break
        gender = gender or match.entry.feature("gender")
        strict = match.entry.is_true("onlyFullNames")
        formal = formal or match.entry.kind == "Rank" or match.entry.is_true("ofPublicLife")
        end = match.end
        while tokens.key(end) in {",", "."} and tokens.opens(end + 1, _COURTEOUS):
            end += 1
        shortened = match.entry.kind == "Degree" and tokens.key(end) == "." and not tokens.spaced[end]
        end += shortened
    return Courtesy(end, gender, formal, strict) if end > at else None


def run_end(tokens: Tokens, at: int) -> int:
    """Where a run of capitalised words that may be a name ends."""
    end = tokens.runs.get(at)
    if end is None:
        end = tokens.runs[at] = _find_run_end(tokens, at)
    return end


def _find_run_end(tokens: Tokens, at: int) -> int:
    end, size = at, 0
    barred = _PLAIN if _forms[tokens.word(at)] == _SHOUTED else _SHOUTED
    while end < len(tokens) and size < _LONGEST:
        if end > at and _is_hyphened(tokens, end):
            end += 2
            continue
        if _forms[tokens.words[end]] in {_NONE, barred}:
            break
        if end > at and (tokens.breaks[end] or tokens.seams[end] or _is_stop(tokens, end, at)):
            break
        end += 1
        size += 1
    while end > at and _is_hyphened(tokens, end):
        end += 2
    return end


def _is_hyphened(tokens: Tokens, at: int) -> bool:
    """ "Kim Kwan*-jin*": a hyphen within a foreign name, and a small word that begins no title."""
    if tokens.word(at) != "-" or tokens.spaced[at] or at + 1 >= len(tokens) or tokens.spaced[at + 1]:
        return False
    small = tokens.keys[at + 1].isalpha() and not tokens.is_capital(at + 1)
    return small and not tokens.opens(at + 1, _TITLED)


def _form_of(word: str) -> str:
    """How a word can stand in a name: as it is, in capitals, as either where it is one letter, or not."""
    if not word[:1].isupper() or not word.replace("'", "").replace("’", "").isalpha():
        return _NONE
    return _LETTER if len(word) == 1 else _SHOUTED if word.isupper() else _PLAIN


_NONE, _LETTER, _SHOUTED, _PLAIN = "none", "letter", "shouted", "plain"
_forms = Memo(_form_of)


def _is_stop(tokens: Tokens, at: int, start: int) -> bool:
    """Whether a title, body or place that starts inside a run shows that the name is over."""
    if not tokens.opens(at, _STOPS):
        return False
    role = tokens.match(at, "RoleTerm")
    if role is not None and (role.end - at >= 2 or tokens.match(role.end, "BodyKind")):
        return True
    modifier = tokens.match(at, "RoleModifier")
    if modifier is not None and tokens.match(modifier.end, "RoleTerm"):
        return True
    kind = tokens.match(at, "BodyKind")
    if kind is not None and kind.end - at >= 2:
        return True
    place = tokens.match(at, "Place")
    return place is not None and at - start >= 3 and place.end - at >= 2


def find_name(
    tokens: Tokens, at: int, *, licence: str, courtesy: Courtesy | None = None
) -> PersonMention | None:
    """The name that starts here, given what licenses it: "courtesy", "post", "list", "title-after" or
    "known".

    With a courtesy one capitalised word is a bare given name ("ông Chính") and the family name need not be
    listed.
    """
    end = run_end(tokens, at)
    gender, formal = (courtesy.gender, courtesy.formal) if courtesy else (None, False)
    if end == at:
        return None
    place = tokens.match(at, "Place")
    if place is not None and place.end >= end and (licence != "courtesy" or _is_country(place)):
        return None
    if licence != "courtesy" and (tokens.has(at, "no-name") or _is_body(tokens, at, end)):
        return None
    kind = tokens.match(at, "BodyKind")
    if kind is not None and kind.end - at >= 2:
        return None
    family = has_family_name(tokens, at)
    size = end - at
    if courtesy is not None and courtesy.strict and (place is not None or not family or size < 2):
        return None
    if size == 1 and is_clan_name(tokens.word(at)):
        return PersonMention(at, end, tokens.text(at, end), True, licence, gender, formal)
    if size == 1:
        bare = licence == "courtesy" and _is_bare_name(tokens, at)
        return PersonMention(at, end, tokens.text(at, end), False, licence, gender, formal) if bare else None
    if not family and licence != "courtesy":
        return None
    if licence in {"list", "title-after", "known"} and (size > 5 or tokens.match(at, "KnownBody")):
        return None
    return PersonMention(at, end, written_name(tokens, at, end), True, licence, gender, formal)


def find_foreign_name(tokens: Tokens, at: int) -> PersonMention | None:
    """The foreign name right after a title: "Tổng thống Pháp *Jean de la Tour*"; some word of it is no
    syllable of Vietnamese."""
    if at >= len(tokens) or tokens.breaks[at] or has_family_name(tokens, at) or find_courtesy(tokens, at):
        return None
    end = foreign_end = at
    while end < len(tokens) and end - at < _LONGEST_FOREIGN and not (end > at and tokens.breaks[end]):
        if end > at and _is_hyphened(tokens, end):
            end = foreign_end = end + 2
        elif _forms[tokens.words[end]] == _PLAIN and not tokens.opens(end, _KNOWN):
            end = foreign_end = end + 1
        elif end > at and tokens.has(end, "name-particle"):
            end += 1
        else:
            break
    words = tokens.keys[at:foreign_end]
    if len(words) < 2 or all(is_syllable(word) for word in words):
        return None
    return PersonMention(at, foreign_end, written_name(tokens, at, foreign_end), True, "foreign")


def _is_body(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a run is the head of a body, with a place or without: "*Thành Đoàn*", "*Đoàn Hải Phòng*"."""
    kind = tokens.match(at, "BodyKind")
    place = tokens.match(kind.end, "Place") if kind is not None else None
    return kind is not None and (kind.end >= end or (place is not None and place.end >= end))


def _is_country(place: Match) -> bool:
    """Whether a place is a country: "trẻ em Việt Nam" names nobody."""
    return place.entry.feature("level") == "nuoc"


def has_family_name(tokens: Tokens, at: int) -> bool:
    """Whether a name may begin here: with a listed family name or mark, or with a clan's own ("K'Mák",
    "H'Yim")."""
    return tokens.opens(at, _NAMED) or is_clan_name(tokens.word(at))


def is_clan_name(word: str) -> bool:
    """Names of the Central Highlands in one word behind a mark: "K'Mák"."""
    return len(word) > 3 and word[0].isupper() and word[1] in "'’" and word[2].isupper()


def _is_bare_name(tokens: Tokens, at: int) -> bool:
    kinds = ("BodyKind", "KnownBody", "RoleTerm", "RoleModifier", "PostState")
    return tokens.word(at).isalpha() and not any(tokens.match(at, kind) for kind in kinds)


def written_name(tokens: Tokens, start: int, end: int) -> str:
    """The name with one capital a syllable, whatever the page's style: "HỒNG HIỆP" → "Hồng Hiệp"."""
    words = tokens.words[start:end]
    name = " ".join(
        word[:1] + word[1:].lower() if len(word) > 1 and word.isupper() else word for word in words
    )
    return name.replace(" - ", "-")
