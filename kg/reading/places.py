"""Finding places: a name of the lists, or a level word and a name ("phường Đồng Xuân")."""

from __future__ import annotations

from kg.lexicon import Entry, Match, fold
from kg.reading.mentions import PlaceMention
from kg.reading.tokens import Tokens

CITY_LEVELS = frozenset({"thanh-pho-truc-thuoc-trung-uong", "thanh-pho-thuoc-tinh"})
PROVINCE_LEVELS = frozenset({"tinh", "thanh-pho-truc-thuoc-trung-uong"})
COMMUNE_LEVELS = frozenset({"xa", "phuong", "thi-tran", "dac-khu"})
_LONGEST_RUN = 7  # words of a place of two and a name of five
_UNIT_LEVELS = frozenset({"quan", "huyen", "thi-xa"}) | CITY_LEVELS | PROVINCE_LEVELS | COMMUNE_LEVELS
_OPENERS = frozenset({"Place", "PlaceLevel"})


def fits_level(level: str | None, wanted: str | None) -> bool:
    """Whether a place's level answers a level word; "thanh-pho" stands for both kinds of city."""
    if wanted is None or level is None:
        return True
    return level == wanted or (level in CITY_LEVELS and (wanted == "thanh-pho" or wanted in CITY_LEVELS))


def find_level(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """A level word at a place in the text: where it ends, and the level ("thanh-pho" for any city)."""
    match = tokens.match(at, "PlaceLevel")
    if match is None or match.entry.slug not in _UNIT_LEVELS:
        return None
    level = match.entry.slug
    return match.end, "thanh-pho" if level in CITY_LEVELS else level


def find_place(tokens: Tokens, at: int, wanted: str | None = None) -> PlaceMention | None:
    """The place that starts here, with or without its level word; ``wanted`` is the level that a head asks
    for."""
    if not tokens.opens(at, _OPENERS):
        return None
    level = find_level(tokens, at)
    if level is None:
        return _find_listed(tokens, at, at, wanted, said=False)
    end, slug = level
    listed = _find_listed(tokens, at, end, slug, said=True) or _find_listed(
        tokens, at, at, wanted, said=False
    )
    if listed is not None:
        return listed
    return _find_unlisted(tokens, at, end, slug)


def _find_listed(
    tokens: Tokens, start: int, at: int, wanted: str | None, *, said: bool
) -> PlaceMention | None:
    match = tokens.match(at, "Place")
    if match is None or not tokens.is_capital(at):
        return None
    longer = _overlapping(tokens, match)
    if longer is not None:
        return _find_directed(tokens, start, at, longer, wanted, said=said)
    fitting = tuple(entry for entry in match.entries if fits_level(entry.feature("level"), wanted))
    if not fitting:
        return None
    entry = fitting[0]
    return PlaceMention(
        start, match.end, _written(tokens, match, entry), entry.feature("level"), said, _ordered(fitting)
    )


def _overlapping(tokens: Tokens, match: Match) -> Match | None:
    """A place that begins inside another and ends beyond it: "Nam *Hà Tĩnh*" is no "Nam Hà"."""
    inside = (tokens.match(at, "Place") for at in range(match.start + 1, match.end) if tokens.is_capital(at))
    return next((other for other in inside if other is not None and other.end > match.end), None)


def _find_directed(
    tokens: Tokens, start: int, at: int, inner: Match, wanted: str | None, *, said: bool
) -> PlaceMention | None:
    """ "Nam Hà Tĩnh": a quarter of the compass before a place; other names that overlap are none's ("Thái
    Bình Dương")."""
    place = _find_listed(tokens, start, inner.start, wanted, said=said)
    if place is None or inner.start != at + 1 or not tokens.has(at, "direction"):
        return None
    return place._replace(name=tokens.text(at, place.end))


def _ordered(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Provinces before districts: a bare name is the larger unit's."""
    return tuple(sorted(entries, key=lambda entry: entry.feature("level") not in PROVINCE_LEVELS))


def _written(tokens: Tokens, match: Match, entry: Entry) -> str:
    """The place's name as the text spells it, where only hyphens differ ("Thừa Thiên-Huế"); else the
    list's."""
    said = tokens.text(match.start, match.end)
    same = fold(said).replace("-", "").replace(" ", "") == fold(entry.label).replace("-", "").replace(" ", "")
    return said if same else entry.label


def _find_unlisted(tokens: Tokens, start: int, at: int, level: str) -> PlaceMention | None:
    """A level word and a capitalised name or a number that the lists do not hold: "xã Bình Liêu", "phường
    5"."""
    if tokens.key(at).isdecimal() and level in {"quan", "phuong"}:
        return PlaceMention(start, at + 1, tokens.word(at), level, True)
    end = _unlisted_end(tokens, at, _run_end(tokens, at))
    if end is None or level in PROVINCE_LEVELS or level == "thanh-pho":
        return None
    return PlaceMention(start, end, tokens.text(at, end), level, True)


def find_hamlet_end(tokens: Tokens, at: int) -> int | None:
    """Where a hamlet's name ends: "thôn *Đông Hải*", "khu phố *5*"; None where no hamlet stands here."""
    hamlet = tokens.match(at, "w:hamlet")
    if hamlet is None or tokens.breaks[at]:
        return None
    if tokens.key(hamlet.end).isdecimal():
        return hamlet.end + 1
    return _unlisted_end(tokens, hamlet.end, _run_end(tokens, hamlet.end))


def _run_end(tokens: Tokens, at: int) -> int:
    """Where the capitalised words after a level word end: a place, a person's name, or both in one run."""
    end = at
    while end < len(tokens) and end - at <= _LONGEST_RUN and tokens.is_capital(end):
        if _starts_title(tokens, end) or (end > at and (tokens.breaks[end] or tokens.seams[end])):
            break
        end += 1
    return end


def _unlisted_end(tokens: Tokens, at: int, end: int) -> int | None:
    """Where the place ends in a run; None where the run is a person's name: "xã *Thái Mỹ* Dương Thị Thu",
    "xã *Vĩnh Lộc A*", "phường *Trần Hưng Đạo*", but "xã" + "Nguyễn Văn An"."""
    namesake = tokens.match(at, "w:namesake")
    if namesake is not None and namesake.end <= end:
        return namesake.end
    family, size = tokens.match(at, "FamilyName"), end - at
    for cut, least in ((at + 2, 5 if family else 4), (at + 1, 4), (at + 3, 5)):
        named = tokens.match(cut, "FamilyName") or tokens.match(cut, "NamePrefix")
        if named is not None and size >= least and end - cut >= 2 and not named.entry.is_true("middleName"):
            return cut
    lettered = size == 3 and len(tokens.word(end - 1)) == 1
    return end if lettered or 0 < size <= (2 if family else 3) else None


def _starts_title(tokens: Tokens, at: int) -> bool:
    """Whether a role or a kind of body starts here, so that a name cannot run on; a word that is one only
    with a body beside it may be the name's: "phường Hiệp An *Chánh*", "thị trấn *Trường* Sơn"."""
    role, kind = tokens.match(at, "RoleTerm"), tokens.match(at, "BodyKind")
    if role is not None and (not role.entry.is_true("needsBodyBeside") or tokens.match(role.end, "BodyKind")):
        return True
    return kind is not None and (kind.end - at > 1 or not kind.entry.is_true("weak"))
