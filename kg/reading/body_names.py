"""Where the free name of a body ends: "Sở *Lao động - Thương binh và Xã hội*", "Trường *Đại học Khoa học Tự
nhiên*"."""

from __future__ import annotations

from kg.lexicon import Match
from kg.reading.syllables import is_syllable
from kg.reading.tokens import Tokens

_MAX_NAME = 14
_MAX_TAIL = 8
_LONGEST_PERSON = 4  # words of a name
_BRAND = 6  # letters: no syllable of Vietnamese is as long without a mark
_TITLES = frozenset({"Rank", "Degree"})  # before a person's name, in no name of a body
_INERT = frozenset(
    f"w:{name}"
    for name in (
        "ordinal",
        "not-person",
        "no-pair",
        "no-meeting",
        "celebrate",
        "assigns",
        "unit-end",
        "those-two",
        "scale",
        "time-unit",
        "joiner",
        "range",
        "age",
        "photo",
        "demonstrative",
        "hamlet",
        "name-particle",
        "country",
        "people",
    )
)


def name_end(tokens: Tokens, match: Match) -> int:
    """Where the free name after a head ends: domains first, then capitalised words and what joins them; of
    those that a place closes with the small words before it, "Hội Bảo trợ người nghèo *và trẻ em mồ côi*
    Việt Nam"."""
    end = _open_end(tokens, match)
    return _closed_end(tokens, end) if end > match.end and match.entry.is_true("closedName") else end


def _open_end(tokens: Tokens, match: Match) -> int:
    at = match.end
    if at < len(tokens) and tokens.breaks[at]:
        return at
    domain = tokens.match(at, "DomainTerm")
    if domain is not None and not tokens.is_capital(at) and tokens.has(at, "hold-meeting"):
        return at
    if domain is not None:
        at = domain.end
        if match.entry.is_true("freeTail"):
            return _tail_end(tokens, at, match)
        return _past_central(tokens, _beyond_domain(tokens, match, _joined_end(tokens, at)))
    if match.entry.is_true("freeTail"):
        past = _past_central(tokens, at)
        person = tokens.match(past, "FamilyName") is not None and tokens.is_capital(past + 1)
        opened = (tokens.is_capital(past) and not person) or tokens.has(past, "tail-start")
        return _tail_end(tokens, at, match) if opened else past
    if not _is_name_start(tokens, at):
        return _closed_end(tokens, at) if match.entry.is_true("closedName") else at
    return _capital_end(tokens, at, match)


def _closed_end(tokens: Tokens, at: int) -> int:
    """The end of a name in small letters that a place closes: "Hiệp hội *các trường đại học, cao đẳng* Việt
    Nam"; ``at`` where none does."""
    end = at
    while end < len(tokens) and end - at < _MAX_NAME and not tokens.breaks[end]:
        if tokens.is_capital(end):
            return end if end - at >= 2 and tokens.match(end, "Place") is not None else at
        listed = (
            tokens.key(end) == "," or tokens.has(end, "joiner") or (end == at and tokens.has(end, "plural"))
        )
        if not (listed or _is_small(tokens, end)):
            return at
        end += 1
    return at


def small_name_end(tokens: Tokens, match: Match) -> int:
    """The end of a name in small letters after a role: "Chủ tịch Hội *khoa học lịch sử* Việt Nam"; without a
    place or body at its end it might be anything, and is none."""
    at = match.end
    while at - match.end < _MAX_TAIL and _is_small(tokens, at):
        at += 1
    closed = tokens.match(at, "Place") is not None or starts_body(tokens, at)
    return at if at - match.end >= 2 and closed and tokens.is_capital(at) else match.end


def _is_name_start(tokens: Tokens, at: int) -> bool:
    capital = tokens.is_capital(at) and at < len(tokens) and not tokens.breaks[at]
    return (capital or tokens.key(at).isdecimal()) and not _is_other(tokens, at)


def _is_other(tokens: Tokens, at: int) -> bool:
    """Whether something else starts here: a role, a place, a person's title; "Hòa bình" is no province."""
    role = tokens.match(at, "RoleTerm")
    if role is not None and role.end > at + 1:
        return True
    place = tokens.match(at, "Place")
    small = place is not None and not tokens.is_capital(place.end - 1)
    word = small and place is not None and place.entry.feature("level") not in {"nuoc", "vung"}
    return (place is not None and not word) or any(tokens.match(at, kind) for kind in ("Rank", "Honorific"))


def _joined_end(tokens: Tokens, at: int) -> int:
    """Further domains joined to the first: "Khoa học và Công nghệ" beyond what the lists hold."""
    if tokens.word(at) and all(letter in "IVX" for letter in tokens.word(at)):
        return at + 1
    while tokens.has(at, "joiner"):
        further = tokens.match(at + 1, "DomainTerm")
        if further is None or starts_body(tokens, at + 1) or not tokens.is_capital(at + 1):
            return at
        at = further.end
    return at


def _beyond_domain(tokens: Tokens, match: Match, at: int) -> int:
    """What follows a domain and is of the name still: a further domain, "Tham mưu *Tổng hợp*"; of schools,
    companies and others that a domain alone does not name also words that no list knows, "Tổng hợp
    *Lomonosov*"."""
    if at >= len(tokens) or tokens.breaks[at] or tokens.seams[at]:
        return at
    joined = at + 1 if tokens.key(at) == "-" or tokens.has(at, "joiner") else at
    if (noun := _small_noun(tokens, joined)) is not None:
        return _beyond_domain(tokens, match, noun.end)
    if not tokens.is_capital(at):
        return at
    further = tokens.match(at, "DomainTerm")
    if further is not None:
        return _beyond_domain(tokens, match, further.end)
    free = _is_unknown(tokens, at) and tokens.key(at).isalpha() and not match.entry.is_true("smallName")
    return _capital_end(tokens, at, match) if free else at


def _is_unknown(tokens: Tokens, at: int) -> bool:
    """Whether no list knows a word; a quarter of the compass may begin any name: "Học viện … *Bắc Kinh*"."""
    return all(finder == "w:direction" for finder in tokens.found[at] or ())


def opens_unread(tokens: Tokens, at: int) -> bool:
    """Whether a head with a small name that has no clear end stands here ("Hiệp hội các trường …"), or a
    brand ("Sacombank")."""
    head = tokens.match(at, "BodyKind")
    if at >= len(tokens) or tokens.breaks[at] or not tokens.is_capital(at):
        return False
    if head is None:
        word = tokens.word(at)
        brand = word.isascii() and len(word) >= _BRAND
        initials = word.isupper() and len(word) > 1
        return word.isalpha() and (brand or initials) and not tokens.found[at]
    return _is_small(tokens, head.end) or tokens.has(head.end, "plural")


def _capital_end(tokens: Tokens, at: int, match: Match) -> int:
    """The end of a run of capitalised words, each with the small second syllables that belong to it."""
    last = end = at
    whole = False
    titled = _follows_role(tokens, match.start)
    while end < len(tokens) and end - match.start < _MAX_NAME:
        if end > at and (tokens.seams[end] or (titled and _is_bearer(tokens, end))):
            break
        if end > at and (tokens.breaks[end] or _is_person(tokens, end)):
            break
        if end > at and (_is_other(tokens, end) or _opens_level(tokens, end)):
            break
        unit = _unit_at(tokens, end) if tokens.is_capital(end) else None
        if unit is not None:
            last = end = unit.end
            whole = True
        elif tokens.is_capital(end) or (_is_number(tokens, end) and end == last):
            whole = end == last and end > at and tokens.is_capital(end - 1)
            end += 1
            last = end
        elif tokens.has(end, "joiner") and (starts_body(tokens, end + 1) or _is_bearer(tokens, end + 1)):
            break
        elif (
            tokens.has(end, "joiner") and (tokens.is_capital(end + 1) or tokens.match(end + 1, "DomainTerm"))
        ) or (end == last and _runs_on(tokens, end)):
            end += 1
        else:
            break
    word = tokens.word(last - 1)
    foreign = word.isascii() and not word.isupper() and not is_syllable(tokens.key(last - 1))
    past = last if whole or foreign else _small_tail(tokens, last, at)
    if past > last and _goes_on(tokens, past, match):
        return _capital_end(tokens, past, match)
    last = past
    small = tokens.match(last, "DomainTerm")
    if small is not None and not tokens.breaks[last] and not tokens.has(last, "hold-meeting"):
        last = small.end
    while (noun := _small_noun(tokens, last)) is not None:
        last = noun.end
    return _past_central(tokens, last)


def _goes_on(tokens: Tokens, at: int, match: Match) -> bool:
    """Whether a name goes on in capitals after small words, "Nhà máy Xử lý nước thải kênh *Bến Đá*", and no
    person's begins."""
    named = tokens.match(at, "FamilyName") is None or match.entry.is_true("isCompany")
    free = tokens.is_capital(at) and not tokens.breaks[at] and not tokens.seams[at]
    other = _is_other(tokens, at) or _opens_level(tokens, at) or starts_body(tokens, at)
    return free and named and not other


def _opens_level(tokens: Tokens, at: int) -> bool:
    """Whether a level of territory stands here: "Sở Công Thương *Thành phố*", but not "Viện *Xã* hội học"."""
    return tokens.match(at, "PlaceLevel") is not None and not _is_in_noun(tokens, at)


def end_beyond_place(tokens: Tokens, at: int, match: Match) -> int:
    """Where a company's or school's name ends that goes on after a place: "Công ty Hà Nội *Sao Mai*"."""
    own = match.entry.feature("bodyClass") == "Body" and tokens.match(at, "FamilyName") is None
    return _capital_end(tokens, at, match) if own and _goes_on(tokens, at, match) else at


def _follows_role(tokens: Tokens, start: int) -> bool:
    """Whether a role ends right before a head or in it ("Trưởng *ban*"): its bearer's name may follow."""
    roles = (tokens.match(at, "RoleTerm") for at in range(max(0, start - 3), start))
    return any(role is not None and role.end >= start for role in roles)


def _is_bearer(tokens: Tokens, at: int) -> bool:
    """Whether the last words of a run are a person's full name: "Tổng Biên tập Báo Sao Mai *Lê Văn Sơn*"."""
    if tokens.match(at, "FamilyName") is None:
        return False
    end = at
    while end - at <= _LONGEST_PERSON and tokens.is_capital(end) and (end == at or not tokens.breaks[end]):
        end += 1
    return end - at == 3 or (end - at == _LONGEST_PERSON and tokens.match(at + 1, "NamePrefix") is not None)


def _is_number(tokens: Tokens, at: int) -> bool:
    """A number of a name, "Công ty cổ phần *479*"; before a measure it counts something else."""
    return tokens.key(at).isdecimal() and not tokens.has(at + 1, "measure")


def _unit_at(tokens: Tokens, at: int) -> Match | None:
    """Words that stand in a name as one: a domain, "Trung ương"."""
    return tokens.match(at, "DomainTerm") or tokens.match(at, "w:central")


def _past_central(tokens: Tokens, end: int) -> int:
    """Past "Trung ương" at the end of a name: "Trường Cán bộ Phụ nữ Trung ương"."""
    central = tokens.match(end, "w:central")
    return central.end if central is not None and not tokens.breaks[end] else end


def _is_person(tokens: Tokens, at: int) -> bool:
    """A family name right behind a numeral or "Trung ương" begins a person: "Vụ Địa phương I *Trần Văn
    Bình*"."""
    before = tokens.word(at - 1)
    numbered = before.isdecimal() or (bool(before) and all(letter in "IVX" for letter in before))
    return (numbered or _is_central(tokens, at)) and tokens.match(at, "FamilyName") is not None


def _is_central(tokens: Tokens, end: int) -> bool:
    """Whether "Trung ương" ends here: with it a name is whole."""
    return tokens.ended_by(end, "central")


def starts_body(tokens: Tokens, at: int) -> bool:
    """Whether another body's head follows "và", so that the name is over."""
    kind = tokens.match(at, "BodyKind")
    named = kind is not None and tokens.is_capital(at) and tokens.match(kind.end, "DomainTerm") is not None
    return named or tokens.match(at, "KnownBody") is not None or (kind is not None and kind.end - at >= 2)


def _runs_on(tokens: Tokens, at: int) -> bool:
    """A small second syllable inside a name: "Đại *học* Khoa *học* Tự *nhiên*"; a capital must come
    again."""
    ended = tokens.has(at, "body-break") or tokens.has(at, "after-name")
    if ended or tokens.opens(at + 1, _TITLES) or not tokens.key(at).isalpha():
        return False
    follower = tokens.has(at + 1, "joiner")
    return tokens.is_capital(at + 1) or (follower and tokens.is_capital(at + 2))


def _small_tail(tokens: Tokens, end: int, start: int) -> int:
    """The small syllables that end a name: "Viện Nghiên *cứu chiến lược quốc tế*". A name that would stop
    inside a word, because what follows has no end, is none: then ``start``."""
    at = end
    while at - end <= _MAX_TAIL and _is_small(tokens, at):
        domain = tokens.match(at, "DomainTerm")
        at = domain.end if domain is not None else at + 1
    if at - end <= _MAX_TAIL:
        return at
    return start if end - start == 1 else end


def _small_noun(tokens: Tokens, at: int) -> Match | None:
    """A noun of names in small letters, in the same line."""
    noun = tokens.match(at, "w:noun")
    return noun if noun is not None and not tokens.is_capital(at) and not tokens.breaks[at] else None


def _is_in_noun(tokens: Tokens, at: int) -> bool:
    """Whether a word is of a noun of names, though it might be a verb elsewhere: "Đăng *ký*", "xã *hội*"."""
    nouns = (tokens.match(start, "w:noun") for start in tokens.starts_of("w:noun", at - 2, at + 1))
    return any(noun is not None and noun.end > at for noun in nouns)


def _is_small(tokens: Tokens, at: int) -> bool:
    """A small syllable that can belong to a name: no word that carries a clause on, no role, no level."""
    if at >= len(tokens) or tokens.breaks[at] or not tokens.key(at).isalpha() or tokens.is_capital(at):
        return False
    if _is_in_noun(tokens, at):
        return True
    if tokens.match(at, "RoleTerm") or tokens.match(at, "PlaceLevel") or tokens.match(at, "MeetingKind"):
        return False
    return not any(finder.startswith("w:") and finder not in _INERT for finder in tokens.found[at] or ())


def _tail_end(tokens: Tokens, at: int, match: Match) -> int:
    """A free tail: "Ban Chỉ đạo … về phòng, chống dịch bệnh COVID-19": up to a verb, a date or the clause's
    end."""
    end = at
    commas = 0
    titled = _follows_role(tokens, match.start)
    while end < len(tokens) and end - at < 24 and not tokens.breaks[end]:
        key = tokens.key(end)
        if titled and end > at and _is_bearer(tokens, end):
            break
        if key == ",":
            commas += 1
            if (
                commas > 3
                or tokens.has(end, "after-name")
                or tokens.is_capital(end + 1)
                or tokens.has(end + 1, "plural")
            ):
                break
        elif (
            (key.isdecimal() and end > at and tokens.spaced[end] and _is_small(tokens, end + 1))
            or not (key.replace(",", "").isalnum() or key == "-")
            or _ends_tail(tokens, end, at)
        ):
            break
        end += 1
    while end > at and (
        tokens.key(end - 1) == "," or tokens.has(end - 1, "joiner") or tokens.has(end - 1, "possessive")
    ):
        end -= 1
    return end


def _ends_tail(tokens: Tokens, end: int, at: int) -> bool:
    verbs = (
        "w:chair",
        "w:attend",
        "w:hold-meeting",
        "w:part-of-day",
        "w:passive",
        "w:site",
        "w:consists",
        "w:planned",
        "w:done",
        "w:possessive",
        "w:issue",
        "w:by-agent",
        "w:speak",
        "w:after-name",
    )
    if (
        end > at
        and any(tokens.match(end, verb) is not None for verb in verbs)
        and not _is_in_noun(tokens, end)
    ):
        return True
    if end > at and tokens.has(end, "joiner") and tokens.is_capital(end + 1) and starts_body(tokens, end + 1):
        return True
    if end > at and (tokens.match(end, "MeetingKind") or _opens_level(tokens, end)):
        return True
    courtesy = tokens.match(end, "Honorific")
    person = tokens.match(end, "Rank") or (courtesy is not None and tokens.is_capital(courtesy.end))
    return end > at and (bool(person) or tokens.match(end, "RoleTerm") is not None)
