"""Finding posts: [state] [modifier] role [modifier] [body] [term of office]."""

from __future__ import annotations

from kg.lexicon import Match, fold
from kg.reading.bodies import abroad_end, find_again, find_body
from kg.reading.body_names import opens_unread
from kg.reading.mentions import BodyMention, PostMention
from kg.reading.places import find_hamlet_end, find_place
from kg.reading.tokens import Tokens

_HOME = "viet-nam"  # the country whose posts need no country's name
_OPENERS = frozenset({"PostState", "RoleModifier", "RoleTerm"})


def find_post(tokens: Tokens, at: int) -> PostMention | None:
    """The post whose title starts at this word, or None.

    "Phó Trưởng ban Thường trực Ban Tổ chức T.Ư", "nguyên Bí thư Tỉnh ủy", "Thứ trưởng Công Thương", "Tỉnh
    ủy viên".
    """
    if not tokens.opens(at, _OPENERS):
        return None
    state = tokens.match(at, "PostState")
    start = state.end if state else at
    before = _modifier(tokens, start, "before")
    head = before.end if before else start
    role = tokens.match(head, "RoleTerm")
    if role is not None and (_is_inside_word(tokens, head) or _opens_longer_body(tokens, role)):
        return None
    if role is None:
        return _deputy_of_body(tokens, at, start, before, state)
    parts = [tokens.text(start, head)] if before else []
    mention = _with_role(tokens, at, parts, role, state)
    if mention is None or (mention.body is None and not _may_stand_alone(tokens, role)):
        return None
    return mention


def _is_inside_word(tokens: Tokens, at: int) -> bool:
    """Whether the word ends another one: "chức *vụ* phó bí thư" is no "Vụ phó"."""
    taken = (tokens.match(start, "w:take-post") for start in tokens.starts_of("w:take-post", at - 3, at))
    return any(match is not None and match.end > at for match in taken)


def _opens_longer_body(tokens: Tokens, role: Match) -> bool:
    """Whether the role is the beginning of a body's name: "*Đại sứ* quán"."""
    kind = tokens.match(role.start, "BodyKind")
    return kind is not None and kind.end > role.end


def _modifier(tokens: Tokens, at: int, position: str) -> Match | None:
    match = tokens.match(at, "RoleModifier")
    return match if match is not None and match.entry.feature("position") == position else None


def _may_stand_alone(tokens: Tokens, role: Match) -> bool:
    """Roles that are common words too ("trưởng", "thành viên") are posts only with a body beside them."""
    return not role.entry.is_true("needsBodyBeside") and role.entry.feature("onlyWith") is None


def _deputy_of_body(
    tokens: Tokens, at: int, start: int, before: Match | None, state: Match | None
) -> PostMention | None:
    """ "Phó Ban Tổ chức Tỉnh ủy": the modifier alone, right before a body."""
    head = tokens.match(start - 1, "RoleTerm")
    if before is None or head is not None:
        return None
    body = find_body(tokens, before.end, lower=True)
    if body is None or body.form == "territorial":
        return None
    return _mention(tokens, at, body.end, tokens.text(start, before.end), before, body, state)


def _with_role(
    tokens: Tokens, at: int, parts: list[str], role: Match, state: Match | None
) -> PostMention | None:
    if role.entry.feature("memberOfKind"):
        return _committee_member(tokens, at, role, state)
    swallowed = None if parts and _modifier(tokens, role.end, "after") else _swallowed_body(tokens, role)
    if swallowed is not None:
        words, own = swallowed
        return _mention(tokens, at, own.end, _written(parts, words), role, own, state, bool(parts))
    end, words = _modified(tokens, role, deputy=bool(parts))
    if role.entry.is_true("ofCountry") and (country := _country_after(tokens, end)) is not None:
        named = _written(parts, f"{words} {tokens.text(end, country)}")
        return _mention(tokens, at, country, named, role, None, state)
    if role.entry.is_true("abroad") and (mission := _mission_end(tokens, end)) > end:
        named = _written(parts, f"{words} {tokens.text(end, mission)}")
        return _mention(tokens, at, mission, named, role, None, state)
    if role.entry.is_true("ofHamlet"):
        return None if tokens.match(role.end, "BodyKind") else _head_of_hamlet(tokens, at, role, state)
    body = _abroad(tokens, _body_of(tokens, end, role))
    only = role.entry.feature("onlyWith")
    if only and (body is None or body.known is None or body.known.slug != only):
        return None
    return _mention(
        tokens, at, body.end if body else end, _written(parts, words), role, body, state, bool(parts)
    )


def _head_of_hamlet(tokens: Tokens, at: int, role: Match, state: Match | None) -> PostMention:
    """ "Trưởng thôn *Đông Hải*": the hamlet is of the title, whose last word names its kind."""
    numbered = tokens.key(role.end).isdecimal()
    end = (None if numbered else find_hamlet_end(tokens, role.end - 1)) or role.end
    return _mention(tokens, at, end, tokens.text(role.start, end), role, None, state)


def _abroad(tokens: Tokens, body: BodyMention | None) -> BodyMention | None:
    """ "Bộ trưởng Quốc phòng *Lào*": a ministry's field, then the country whose ministry it is."""
    unit = body is not None and body.form.startswith("unit:") and body.parent is None
    country = _country_after(tokens, body.end) if body is not None and unit else None
    if body is None or country is None:
        return body
    form = body.form.replace("unit:", "abroad:")
    return body._replace(end=country, name=f"{body.name} {tokens.text(body.end, country)}", form=form)


def _country_after(tokens: Tokens, at: int) -> int | None:
    """Past another country's name right after a role: "Thủ tướng *Lào*", also a short one that is a common
    word elsewhere: "Thủ tướng *Anh*"."""
    if at >= len(tokens) or tokens.breaks[at] or not tokens.is_capital(at):
        return None
    place, short = find_place(tokens, at), tokens.match(at, "w:country")
    if place is None and short is not None:
        return short.end
    if place is None or place.level != "nuoc" or place.entries[0].slug == _HOME:
        return None
    return place.end


def _mission_end(tokens: Tokens, at: int) -> int:
    """Past the two countries of a mission: "Đại sứ *Việt Nam tại Lào*"; ``at`` where no host is named."""
    sender = find_place(tokens, at) if at < len(tokens) and not tokens.breaks[at] else None
    start = sender.end if sender is not None else at
    end = abroad_end(tokens, start)
    return end if end > start else at


def _written(parts: list[str], words: str) -> str:
    text = " ".join([*parts, words])
    return text[:1].upper() + text[1:]


def _mention(
    tokens: Tokens,
    start: int,
    end: int,
    role: str,
    match: Match,
    body: BodyMention | None,
    state: Match | None,
    deputy: bool = False,
) -> PostMention:
    end = _term_end(tokens, end)
    former = state is not None and state.entry.is_true("former")
    acting = state is not None and state.entry.is_true("acting")
    role = role[:1].upper() + role[1:]
    unread = body is None and opens_unread(tokens, end)
    return PostMention(start, end, role, match.entry, body, former, acting, int(deputy), unread)


def _committee_member(tokens: Tokens, at: int, role: Match, state: Match | None) -> PostMention:
    """ "Tỉnh ủy viên" is "Ủy viên Tỉnh ủy"."""
    committee = tokens.match(role.start, "BodyKind")
    member = role.entry.label.split(" ", 1)[1]
    kind = committee.entry if committee else None
    wanted = kind.feature("levelOfBody") if kind else None
    place = find_place(tokens, role.end, wanted) if wanted else None
    end = place.end if place else role.end
    form = "committee" if wanted else "organ"
    name = kind.label if kind else ""
    body = BodyMention(
        role.start, end, name, form, kind, level=wanted, place=place, open_parent=wanted is None
    )
    return _mention(tokens, at, end, member[:1].upper() + member[1:], role, body, state)


def _swallowed_body(tokens: Tokens, role: Match) -> tuple[str, BodyMention] | None:
    """Roles whose last word begins the body: "Trưởng | ban Tổ chức Tỉnh ủy", "Chánh | Văn phòng …"."""
    if role.entry.feature("headOf") and role.end - role.start >= 2:
        at = role.end - 1
    elif role.entry.is_true("needsBodyBeside") and role.end - role.start == 1:
        at = role.end
    else:
        return None
    if role.entry.feature("headOf") and tokens.key(role.start) == tokens.key(role.end - 1):
        return None
    if tokens.key(role.end) == tokens.key(role.end - 1) and at < role.end:
        doubled = find_body(tokens, role.end, lower=True)
        return None if doubled is None else (tokens.text(role.start, at), doubled)
    body = find_body(tokens, at, lower=True)
    return None if body is None or body.end <= role.end else (tokens.text(role.start, at), body)


def _modified(tokens: Tokens, role: Match, *, deputy: bool) -> tuple[int, str]:
    """The role with the modifiers after it: "Bí thư" + "thứ nhất", "Phó Bí thư" + "Thường trực"."""
    deputy = deputy or role.entry.feature("rank") == "2"
    end = role.end
    said = tokens.text(role.start, role.end)
    words = role.entry.label if said.isupper() and role.end - role.start == 1 else said
    while (after := _modifier(tokens, end, "after")) is not None and (deputy or not _opens_body(tokens, end)):
        words = f"{words} {after.entry.label}"
        end = after.end
    return end, words


def _opens_body(tokens: Tokens, at: int) -> bool:
    """Whether a modifier is rather the head of a body: "Ủy viên Thường trực HĐND"."""
    body = find_body(tokens, at)
    return (
        body is not None
        and body.end > at + 2
        and not body.open_parent
        and body.start == at
        and body.parent is not None
    )


def _body_of(tokens: Tokens, at: int, role: Match) -> BodyMention | None:
    """The body right after a role; for some roles a domain ("Thứ trưởng Công Thương") or a territory stands
    for it."""
    if at >= len(tokens) or tokens.breaks[at]:
        return None
    charge = None if role.entry.is_true("standsAlone") else _charge_end(tokens, at)
    if role.entry.is_true("takesOwner") and tokens.has(at, "possessive"):
        charge = at + 1
    body = find_body(tokens, charge or at, lower=True)
    unit = _headed_unit(tokens, at, role)
    if unit is not None and (
        body is None or body.kind is None or body.kind.slug != role.entry.feature("headOf")
    ):
        return unit if body is None or body.known is None else body
    again = None if opens_unread(tokens, at) else find_again(tokens, at)
    return body or _territory_of(tokens, at, role) or again or _initials(tokens, at, role)


def _charge_end(tokens: Tokens, at: int) -> int | None:
    """ "Phó Bí thư Thường trực, phụ trách Thành ủy": past the word, before the body that one is in charge
    of."""
    after = at + 1 if tokens.key(at) == "," else at
    charge = tokens.match(after, "w:in-charge")
    return charge.end if charge is not None and not tokens.breaks[after] else None


def _initials(tokens: Tokens, at: int, role: Match) -> BodyMention | None:
    """ "Chủ tịch VFF", "Phó Chủ tịch TLĐLĐVN": capitals that the lists do not know name the body by
    themselves."""
    word = tokens.word(at)
    named = 2 <= len(word) <= 8 and word.isupper() and word.isalpha() and not tokens.breaks[at]
    shouted = tokens.word(at + 1).isupper() and len(tokens.word(at + 1)) > 1
    common = role.entry.is_true("needsBodyBeside") or role.entry.is_true("standsAlone")
    return BodyMention(at, at + 1, word, "known") if named and not shouted and not common else None


def _headed_unit(tokens: Tokens, at: int, role: Match) -> BodyMention | None:
    """ "Vụ trưởng Quản lý các khu kinh tế": the unit's head word is in the role, its domain follows."""
    kind = role.entry.feature("headOf")
    domain = tokens.match(at, "DomainTerm")
    if kind is None or domain is None:
        return None
    said = tokens.text(at, domain.end)
    plain = all(part.isalpha() and not part.isupper() for part in said.split())
    words = said if plain and not _leaves_out_and(said, domain.entry.label) else domain.entry.label
    owner, end = None, domain.end
    after = end + 1 if tokens.word(end) == "(" else end
    if tokens.is_capital(after):
        owner = find_body(tokens, after)
    if owner is not None:
        end = owner.end + (after > end)
    return BodyMention(at, end, words, f"unit:{kind}", parent=owner)


def _leaves_out_and(said: str, label: str) -> bool:
    """Whether a field is said without the "và" of its name: "Bộ trưởng *Tài nguyên Môi trường*"."""
    words = fold(label).split()
    return len(fold(said).split()) < len(words) and set(fold(said).split()) < set(words)


def _territory_of(tokens: Tokens, at: int, role: Match) -> BodyMention | None:
    """ "Bí thư Quảng Bình", "Chủ tịch huyện Văn Lâm": the territory stands for its committee or
    government."""
    form = role.entry.feature("ofTerritory")
    place = find_place(tokens, at) if form else None
    if place is None or (form == "government" and not place.said):
        return None
    return BodyMention(at, place.end, "", f"territory:{form}", place=place, level=place.level)


def _term_end(tokens: Tokens, end: int) -> int:
    """Past a term of office: "khóa XII", "các khóa IX, X", "nhiệm kỳ 2020 - 2025"."""
    opened = tokens.word(end) == "("
    match = tokens.match(end + 1 if opened else end, "w:term")
    if match is None or tokens.breaks[end]:
        return end
    at = match.end
    while at < len(tokens) and (
        _is_numeral(tokens, at) or (tokens.key(at) in {",", "-"} and _is_numeral(tokens, at + 1))
    ):
        at += 1
    if at == match.end:
        return end
    return at + 1 if opened and tokens.word(at) == ")" else at


def _is_numeral(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    return word.isdecimal() or (bool(word) and all(letter in "IVXL" for letter in word))
