"""Finding bodies by the grammar of their names: head, domain, level, place, and the body that they are part
of."""

from __future__ import annotations

from kg.lexicon import Entry, Match
from kg.reading.body_names import end_beyond_place, name_end, small_name_end
from kg.reading.mentions import BodyMention, PlaceMention
from kg.reading.places import find_hamlet_end, find_level, find_place
from kg.reading.spellings import written_as, written_named
from kg.reading.syllables import is_syllable
from kg.reading.tokens import Tokens, is_short

_DEEPEST = 4  # "Vụ … Bộ …" is two deep; no name is as deep as this
_OPENERS = frozenset({"KnownBody", "BodyKind"})


def find_body(tokens: Tokens, at: int, *, lower: bool = False, depth: int = 0) -> BodyMention | None:
    """The body whose name starts at this word, or None. ``lower`` allows a head in small letters (after a
    role); ``depth`` counts the bodies whose names led here."""
    if not tokens.opens(at, _OPENERS):
        return None
    known = _find_known(tokens, at, lower)
    match = tokens.match(at, "BodyKind")
    if match is None or not (lower or _is_written_as_name(tokens, match)):
        return known
    built = _build(tokens, match, depth + 1, lower) if depth < _DEEPEST else None
    if built is None or (known is not None and _is_whole(tokens, known, built)):
        return known
    return built


def _is_whole(tokens: Tokens, known: BodyMention, built: BodyMention) -> bool:
    """Whether a listed name is all of a body's. That of an assembly's organ is even where small words
    follow: "Ủy ban Thường vụ Quốc hội| hoàn thiện"."""
    more = range(known.end, built.end)
    of_assembly = known.known is not None and known.known.kind == "ElectedBody"
    return not more or (of_assembly and not any(tokens.is_capital(at) for at in more))


def _is_written_as_name(tokens: Tokens, match: Match) -> bool:
    """A head names a body with a capital; small letters do where the head is no common word ("tỉnh ủy")."""
    press = match.entry.feature("bodyClass") == "PressBody" and not tokens.match(match.end, "Degree")
    paper = press and tokens.is_capital(match.end)
    return tokens.is_capital(match.start) or not match.entry.is_true("weak") or paper


def _find_known(tokens: Tokens, at: int, lower: bool) -> BodyMention | None:
    match = tokens.match(at, "KnownBody")
    if match is None or not (lower or tokens.is_capital(at)):
        return None
    entry = match.entry
    initials = match.end - at == 1 and tokens.words[at].isupper()
    if (initials and entry.kind == "PressBody") or (
        tokens.word(at - 1) in {"/", "-"} and not tokens.spaced[at]
    ):
        return None
    return BodyMention(at, match.end, written_as(tokens, match), "known", known=entry)


def _build(tokens: Tokens, match: Match, depth: int, lower: bool) -> BodyMention | None:
    form = match.entry.feature("bodyForm")
    if form == "committee":
        return _build_committee(tokens, match)
    if form == "territorial":
        return _build_territorial(tokens, match, depth)
    if form == "organ":
        return _build_organ(tokens, match, depth, lower)
    if form == "unique":
        return _build_unique(tokens, match)
    return _build_named(tokens, match, depth, lower)


def _build_committee(tokens: Tokens, match: Match) -> BodyMention | None:
    """ "Tỉnh ủy" + place, or alone: then the context tells the place."""
    level = match.entry.feature("levelOfBody")
    place = _place_after(tokens, match.end, level)
    end = place.end if place else match.end
    if place is None and tokens.has(match.start - 1, "plural"):
        return None
    return BodyMention(
        match.start, end, match.entry.label, "committee", match.entry, level=level, place=place
    )


def _build_territorial(tokens: Tokens, match: Match, depth: int) -> BodyMention | None:
    """ "UBND" + "tỉnh" + place; "UBND tỉnh"; "UBND" of all levels is no one's name."""
    end, name = match.end, written_as(tokens, match)
    central = _central_after(tokens, end)
    if central is not None:
        return BodyMention(match.start, central.end, f"{name} {central.entry.label}", "known", match.entry)
    place = _place_after(tokens, end)
    if place is not None:
        return BodyMention(
            match.start, place.end, name, "territorial", match.entry, place=place, level=place.level
        )
    level = _level_after(tokens, end)
    if level is not None:
        return _of_level(tokens, match, name, end, level)
    if _is_generic(tokens, match.start, end):
        return None
    owner = _find_parent(tokens, end, depth) if match.entry.is_true("ofBody") else None
    if owner is not None:
        return BodyMention(match.start, owner.end, name, "organ", match.entry, parent=owner)
    return BodyMention(match.start, end, name, "territorial", match.entry)


def _of_level(tokens: Tokens, match: Match, name: str, end: int, level: tuple[int, str]) -> BodyMention:
    """ "UBND tỉnh": of a level, its place left to the context."""
    word = tokens.text(end, level[0])
    return BodyMention(
        match.start, level[0], name, "territorial", match.entry, level=level[1], bare_level=word
    )


def _is_enumerated(tokens: Tokens, at: int) -> bool:
    """ "tỉnh, thành phố", "quận, huyện": different levels listed are no one level."""
    if tokens.key(at) not in {",", "-", "/"}:
        return False
    following = find_level(tokens, at + 1)
    own = next(
        (found[1] for back in (1, 2) if (found := find_level(tokens, at - back)) and found[0] == at), None
    )
    return following is not None and following[1] != own


def _is_generic(tokens: Tokens, start: int, end: int) -> bool:
    """ "các …", "… các cấp": all bodies of a kind, none by name."""
    return tokens.has(start - 1, "plural") or tokens.has(end, "plural")


def _build_organ(tokens: Tokens, match: Match, depth: int, lower: bool) -> BodyMention | None:
    """ "Ban Tổ chức" + the body it is of; "Đảng bộ" + territory; alone its body is left to the context."""
    start, end, name = match.start, match.end, written_as(tokens, match)
    central = _central_after(tokens, end)
    if central is not None and not _leads_on(tokens, end):
        return BodyMention(
            start, central.end, f"{name} {tokens.text(end, central.end)}", "known", match.entry
        )
    if match.entry.is_true("weak") and tokens.match(end, "MeetingKind") is not None:
        return None
    agency = tokens.match(end, "w:agency-mark")
    at = agency.end if agency else end
    parent = None if _is_generic(tokens, start, end) else _find_parent(tokens, at, depth)
    if parent is not None:
        if at > end:
            parent = parent._replace(name=f"{tokens.text(end, at)} {parent.name}")
        return BodyMention(start, parent.end, name, "organ", match.entry, parent=parent)
    place = _place_after(tokens, end)
    if place is not None:
        return BodyMention(start, place.end, name, "territorial", match.entry, place=place, level=place.level)
    people = _people_end(tokens, end) if match.entry.is_true("ofTerritory") else end
    if people > end and (place := _place_after(tokens, people)) is not None:
        return BodyMention(start, place.end, name, "territorial", match.entry, place=place, level=place.level)
    hamlet = find_hamlet_end(tokens, end) if match.entry.is_true("ofUnit") else None
    if hamlet is not None:
        return BodyMention(start, hamlet, f"{name} {tokens.text(end, hamlet)}", "known", match.entry)
    level = _level_after(tokens, end)
    if level is not None:
        return _of_level(tokens, match, name, end, level)
    if _is_generic(tokens, start, end) or (not lower and _is_common(tokens, match)):
        return None
    return BodyMention(start, end, name, "organ", match.entry, open_parent=True)


def _people_end(tokens: Tokens, at: int) -> int:
    """Past those who share the place of a Party organisation: "Đảng bộ*, chính quyền và nhân dân* xã …"."""
    while tokens.key(at) == "," or tokens.has(at, "joiner"):
        people = tokens.match(at + 1, "w:people")
        if people is None:
            return at
        at = people.end
    return at


def _is_common(tokens: Tokens, match: Match) -> bool:
    """An organ alone in small letters: "mỗi *chi bộ*" is any, and "*Ban tổ chức* trao giải" an event's."""
    small = not tokens.is_capital(match.start)
    return (
        small
        if match.entry.is_true("ofUnit")
        else match.entry.is_true("weak") and not tokens.is_capital(match.start + 1)
    )


def _leads_on(tokens: Tokens, at: int) -> bool:
    """Whether "Trung ương" begins a longer name: "Ủy ban Kiểm tra Trung ương Đoàn"."""
    match = tokens.match(at, "BodyKind")
    return match is not None and match.end > at + 2


def _find_parent(tokens: Tokens, at: int, depth: int) -> BodyMention | None:
    """The body that directly follows an organ's name, as its owner."""
    bloc = tokens.match(at, "PartyBloc")
    if bloc is not None:
        return BodyMention(at, bloc.end, written_as(tokens, bloc), "known")
    parent = find_body(tokens, at, lower=True, depth=depth) or find_again(tokens, at)
    if (
        parent is None
        or tokens.breaks[at]
        or (parent.form == "named" and not _is_capital_named(tokens, parent))
    ):
        return None
    follower = parent.end
    if tokens.has(follower, "joiner"):
        second = find_body(tokens, follower + 1, depth=depth)
        if second is not None and parent.form == "territorial" and second.form == "territorial":
            both = f"{parent.name} {tokens.word(follower)} {second.name}"
            return second._replace(start=parent.start, name=both)
    return parent


def find_again(tokens: Tokens, at: int) -> BodyMention | None:
    """A head alone for the body named before: "Đảng ủy Tổng cục", "Ban Giám hiệu Trường"."""
    match = tokens.match(at, "BodyKind")
    if match is None or match.entry.feature("bodyForm") != "named" or not tokens.is_capital(at):
        return None
    return BodyMention(at, match.end, match.entry.label, "again", match.entry)


def _is_capital_named(tokens: Tokens, body: BodyMention) -> bool:
    """Names such as "khoa Vật lý" may have a small head, but then a capital follows."""
    return tokens.is_capital(body.start) or tokens.is_capital(body.start + 1)


def _build_unique(tokens: Tokens, match: Match) -> BodyMention:
    end = match.end
    name = match.entry.label
    known = tokens.match(end - 1, "KnownBody")
    if known is not None and known.end > end:
        name, end = f"{tokens.text(match.start, end - 1)} {written_as(tokens, known)}", known.end
    return BodyMention(match.start, end, name, "known", match.entry)


def _build_named(tokens: Tokens, match: Match, depth: int, lower: bool) -> BodyMention | None:
    """A head with a free name: its domain from the lists, or the capitalised words that follow; after a role
    (``lower``) small ones too."""
    place = _place_after(tokens, match.end) if match.entry.is_true("namedByPlace") else None
    if tokens.has(match.start, "no-body") or tokens.has(match.end, "all-levels"):
        return None
    if tokens.ended_by(match.start, "some"):
        return None
    if place is not None and (place.level != "nuoc" or match.entry.is_true("ofCountry")):
        end = abroad_end(tokens, place.end) if match.entry.is_true("abroad") else place.end
        name = f"{written_as(tokens, match)} {tokens.text(match.end, end)}"
        return BodyMention(match.start, end, name, "known", match.entry)
    end = name_end(tokens, match)
    in_small = end == match.end and lower and tokens.is_capital(match.start)
    if in_small:
        end = small_name_end(tokens, match)
    place_name = tokens.match(match.start, "Place")
    if (place_name is not None and tokens.is_capital(match.start)) or match.entry.is_true("onlyAgain"):
        return None
    if tokens.has(end, "all-levels") and not (tokens.breaks[end] or match.entry.is_true("freeTail")):
        return None
    if end == match.end or (
        tokens.match(match.start, "FamilyName") and not tokens.match(match.end, "DomainTerm")
    ):
        return None
    closed = match.entry.is_true("closedName") and not tokens.match(match.end, "DomainTerm")
    small = not (tokens.is_capital(match.end) or match.entry.is_true("smallName") or closed)
    if tokens.has(match.start - 1, "plural") or (
        small and not in_small and not match.entry.is_true("freeTail")
    ):
        return None
    name = written_named(tokens, match, end)
    level = match.entry.feature("levelOfBody")
    abroad = _past_country(tokens, end) if level is None and end < len(tokens) else end
    if abroad > end:
        return BodyMention(match.start, abroad, f"{name} {tokens.text(end, abroad)}", "known", match.entry)
    bloc = tokens.match(end, "PartyBloc") if end < len(tokens) and not tokens.breaks[end] else None
    if bloc is not None:
        return BodyMention(match.start, bloc.end, f"{name} {written_as(tokens, bloc)}", "known", match.entry)
    place = _place_after(tokens, end)
    if place is not None:
        whole = end_beyond_place(tokens, place.end, match)
        if whole > place.end:
            return BodyMention(match.start, whole, f"{name} {tokens.text(end, whole)}", "named", match.entry)
        place = _as_in_name(tokens, match, place)
        return BodyMention(match.start, place.end, name, "named", match.entry, place=place, level=place.level)
    bare = _level_after(tokens, end)
    if bare is not None:
        word = tokens.text(end, bare[0])
        return BodyMention(match.start, bare[0], name, "named", match.entry, level=bare[1], bare_level=word)
    parent = _owner_after(tokens, end, match, depth)
    if parent is not None:
        return BodyMention(match.start, parent.end, name, "named", match.entry, parent=parent, level=level)
    sited = any(tokens.is_capital(at) for at in tokens.starts_of("Place", match.end, end))
    return BodyMention(match.start, end, name, "named", match.entry, level=level, sited=sited)


def abroad_end(tokens: Tokens, at: int) -> int:
    """Past the country where a mission is: "Đại sứ quán Việt Nam *tại Lào*"; ``at`` where none is named."""
    site = tokens.match(at, "w:site")
    host = find_place(tokens, site.end) if site is not None and not tokens.breaks[at] else None
    return host.end if host is not None else at


def _as_in_name(tokens: Tokens, match: Match, place: PlaceMention) -> PlaceMention:
    """The place as a company's or school's own name has it: "Tổng công ty Du lịch *Sài Gòn*"."""
    said = tokens.text(place.start, place.end)
    own = match.entry.feature("bodyClass") == "Body" and not place.said and not is_short(said)
    return place._replace(name=said) if own else place


def _past_country(tokens: Tokens, end: int) -> int:
    """Past a country's short name at a name's end: "Viện Vật lý *Mỹ*"; not where it begins a person's."""
    country = tokens.match(end, "w:country")
    if country is None or tokens.breaks[end]:
        return end
    person = tokens.is_capital(country.end) and is_syllable(tokens.key(country.end))
    return end if person and not tokens.breaks[country.end] else country.end


def _place_after(tokens: Tokens, end: int, wanted: str | None = None) -> PlaceMention | None:
    """The place right after a name, in its line."""
    if end >= len(tokens) or tokens.breaks[end]:
        return None
    return find_place(tokens, end, wanted)


def _central_after(tokens: Tokens, end: int) -> Match | None:
    """ "Trung ương" right after a name, in its line."""
    return None if end >= len(tokens) or tokens.breaks[end] else tokens.match(end, "w:central")


def _level_after(tokens: Tokens, end: int) -> tuple[int, str] | None:
    """The one level named right after a name, in its line: where it ends, and the level."""
    level = find_level(tokens, end)
    if level is None or tokens.breaks[end] or _is_enumerated(tokens, level[0]):
        return None
    return level


def _owner_after(tokens: Tokens, end: int, kind: Match, depth: int) -> BodyMention | None:
    """The body that a unit belongs to: "Vụ Tài chính Bộ Y tế", "Vụ Tài chính (Bộ Y tế)", "… trực thuộc Sở
    …"."""
    if end >= len(tokens) or tokens.breaks[end]:
        return None
    at = end + 1 if tokens.key(end) in {"(", ",", "-"} else end
    capital = tokens.is_capital(at)
    return (
        _owner_at(tokens, at, kind, depth)
        if capital and (at == end or kind.entry.is_true("unitOfNext"))
        else None
    )


def _owner_at(tokens: Tokens, at: int, kind: Match, depth: int) -> BodyMention | None:
    owner = find_body(tokens, at, depth=depth)
    if owner is None or owner.kind is kind.entry or not _is_larger(owner.kind, kind.entry):
        return None
    named = owner.form in {"named", "known", "territorial", "organ"}
    return owner if named and not owner.open_parent else None


def _is_larger(owner: Entry | None, unit: Entry) -> bool:
    """Whether a body of one kind can own one of another: a "Cục" has a "Phòng", none has a "Trung tâm" that
    follows it in a list."""
    sizes = [kind.feature("unitSize") if kind is not None else None for kind in (owner, unit)]
    return sizes[0] is None or sizes[1] is None or sizes[0] > sizes[1]
