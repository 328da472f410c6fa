"""One pass over the words: persons, posts, bodies and places in the order of the text, none inside
another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.reading.bodies import find_body
from kg.reading.mentions import BodyMention, Mention, PersonMention, PlaceMention, PostMention
from kg.reading.persons import (
    TITLES,
    Courtesy,
    find_courtesy,
    find_foreign_name,
    find_name,
    has_family_name,
    is_clan_name,
    run_end,
    written_name,
)
from kg.reading.places import PROVINCE_LEVELS, find_place, fits_level
from kg.reading.posts import find_post
from kg.reading.tokens import Tokens

_LISTED = (",", ";")
_OPENERS = (
    *TITLES,
    "PostState",
    "RoleModifier",
    "RoleTerm",
    "BodyKind",
    "PlaceLevel",
)
_NAMES = ("FamilyName", "NamePrefix", "KnownBody", "Place")  # only in capitals
_SHARING = ("committee", "territorial")


@dataclass(slots=True)
class _Scan:
    """Where the pass stands: the mentions so far and the names licensed so far."""

    tokens: Tokens
    mentions: list[Mention]
    names: set[str]


def scan(tokens: Tokens) -> tuple[Mention, ...]:
    """All mentions of an article, in order. A name that is licensed anywhere counts wherever else it
    stands."""
    openings = _openings(tokens)
    first = _run(tokens, openings, set())
    names = {mention.name for mention in first if isinstance(mention, PersonMention) and mention.full}
    again = _named_again(tokens, first, names)
    mentions = _sharing_place(tokens, _run(tokens, openings, names) if again else first)
    return tuple(_sharing_head(tokens, mentions))


def _sharing_place(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """ "Huyện ủy - HĐND - UBND huyện Hoài Ân": in a list of bare bodies the place of the last is all's."""
    shared = list(mentions)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        if not (isinstance(here, BodyMention) and isinstance(after, BodyMention)):
            continue
        bare = here.place is None and here.form in _SHARING and here.bare_level is None
        if not bare or after.place is None or after.form not in _SHARING or after.start != here.end + 1:
            continue
        joined = tokens.key(here.end) in {",", "-"} or tokens.has(here.end, "joiner")
        if joined and not tokens.breaks[after.start] and fits_level(after.place.level, here.level):
            shared[at] = here._replace(place=after.place, level=after.place.level)
    return shared


def _sharing_head(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """ "UBND tỉnh Hà Nam, *Nam Định* và *Thái Bình*": each place of a list is that of a body of its own."""
    shared = list(mentions)
    for at, mention in enumerate(mentions):
        if not isinstance(mention, BodyMention) or not _may_share_head(mention):
            continue
        last, end, closed = at, mention.end, False
        while not closed and last + 1 < len(mentions) and _is_next_province(tokens, end, mentions[last + 1]):
            closed = tokens.key(end) != ","
            last, end = last + 1, mentions[last + 1].end
        for back in range(at + 1, last + 1) if closed else ():
            place = mentions[back]
            if isinstance(place, PlaceMention):
                said = place.said or (mention.place is not None and mention.place.said)
                own = place._replace(said=said)
                shared[back] = mention._replace(start=own.start, end=own.end, place=own, level=own.level)
    return shared


def _may_share_head(body: BodyMention) -> bool:
    """Whether a body is one that every province has."""
    kind = body.kind
    everywhere = body.form in _SHARING or (kind is not None and kind.feature("levelOfBody") == "tinh")
    return everywhere and body.parent is None and body.place is not None and _is_province(body.place)


def _is_next_province(tokens: Tokens, end: int, other: Mention) -> bool:
    """Whether a mention is a province, joined to what ends before it."""
    joined = other.start == end + 1 and (tokens.key(end) == "," or tokens.has(end, "joiner"))
    return joined and isinstance(other, PlaceMention) and _is_province(other)


def _is_province(place: PlaceMention) -> bool:
    return bool(place.entries) and place.entries[0].feature("level") in PROVINCE_LEVELS


def _named_again(tokens: Tokens, mentions: list[Mention], names: set[str]) -> bool:
    """Whether a name that is licensed somewhere stands elsewhere with nothing beside it."""
    persons = {mention.start for mention in mentions if isinstance(mention, PersonMention)}
    for at in (
        *tokens.starts_of("FamilyName", 0, len(tokens)),
        *tokens.starts_of("NamePrefix", 0, len(tokens)),
    ):
        if at not in persons and tokens.is_capital(at) and tokens.text(at, run_end(tokens, at)) in names:
            return True
    return False


def _run(tokens: Tokens, openings: Sequence[int], names: set[str]) -> list[Mention]:
    state = _Scan(tokens, [], names)
    past = 0
    for at in openings:
        mention = _mention_at(state, at) if at >= past else None
        if mention is not None:
            state.mentions.append(mention)
            past = mention.end
        if isinstance(mention, PostMention) and _may_be_foreign(mention):
            foreign = find_foreign_name(tokens, past)
            state.mentions += [foreign] if foreign is not None else []
            past = foreign.end if foreign is not None else past
    return _with_hosts(state.mentions)


def _may_be_foreign(post: PostMention) -> bool:
    """Whether a title is one that leaders abroad bear: of a country, a ministry or a body that all know."""
    role, body = post.entry, post.body
    if body is None:
        return role.is_true("ofCountry") or role.is_true("standsAlone")
    return body.known is not None or body.form.startswith(("unit:", "abroad:"))


def _with_hosts(mentions: list[Mention]) -> list[Mention]:
    """The mentions without the leaders of other countries where nobody of ours with a title is named: news
    from abroad are no news of this genre."""
    persons = [mention for mention in mentions if isinstance(mention, PersonMention)]
    hosts = any(person.licence == "post" for person in persons)
    if hosts or not any(person.licence == "foreign" for person in persons):
        return mentions
    return [m for m in mentions if not (isinstance(m, PersonMention) and m.licence == "foreign")]


def _openings(tokens: Tokens) -> list[int]:
    """The only words that can begin a mention: those of the classes that one opens with, and clans' names."""
    size, words = len(tokens), tokens.words
    named = (at for at in tokens.starts_of_any(_NAMES, 0, size) if words[at][0].isupper())
    marked = "'" in "".join(tokens.keys)
    clans = (at for at, word in enumerate(words) if is_clan_name(word)) if marked else ()
    return sorted({*tokens.starts_of_any(_OPENERS, 0, size), *named, *clans})


def _mention_at(state: _Scan, at: int) -> Mention | None:
    tokens = state.tokens
    courtesy = find_courtesy(tokens, at)
    if courtesy is not None:
        person = _called_person(tokens, courtesy)
        if person is not None and not tokens.breaks[courtesy.end]:
            return person
        if _is_pronoun(tokens, at, courtesy):
            return PersonMention(at, courtesy.end, "", False, "pronoun", courtesy.gender)
    person = _person_at(state, at)
    if person is not None:
        return person
    post = find_post(tokens, at)
    if post is not None:
        return post
    body = find_body(tokens, at)
    if body is not None:
        return body
    return find_place(tokens, at)


def _called_person(tokens: Tokens, courtesy: Courtesy) -> PersonMention | None:
    """The name after a courtesy. After a strict one a title behind it licenses a name without a family name:
    "đại biểu *Thuần Phong*, Chủ tịch Hội …"."""
    person = find_name(tokens, courtesy.end, licence="courtesy", courtesy=courtesy)
    at = courtesy.end
    if person is not None or not courtesy.strict or tokens.match(at, "Place") is not None:
        return person
    end = run_end(tokens, at)
    titled = end - at >= 2 and _is_before_title(tokens, end)
    freely = courtesy._replace(strict=False)
    return find_name(tokens, at, licence="courtesy", courtesy=freely) if titled else None


_PREDICATES = frozenset(
    {
        "w:passive",
        "w:past-career",
        "w:take-post",
        "w:relieve",
        "w:retire",
        "w:now",
        "w:speak",
        "w:chair",
        "w:elect",
        "w:join-body",
        "w:transfer",
    }
)


def _is_pronoun(tokens: Tokens, at: int, courtesy: Courtesy) -> bool:
    """ "Ông từng giữ chức …", "…, bà được bầu …": a courtesy alone, as the subject of what is said next."""
    adverbs = (tokens.match(courtesy.end, f"w:{word}") for word in ("done", "also", "still"))
    follower = next((adverb.end for adverb in adverbs if adverb is not None), courtesy.end)
    if tokens.has(courtesy.end, "demonstrative"):
        return True
    if tokens.key(at - 1).isdecimal() or any(
        tokens.match(place, "NumberWord") or tokens.has(place, "plural") for place in (at - 1, at)
    ):
        return False
    return tokens.opens(follower, _PREDICATES)


def _person_at(state: _Scan, at: int) -> PersonMention | None:
    """A name without courtesy: after a post, in a list of persons, before a title, or known from
    elsewhere."""
    tokens = state.tokens
    if not tokens.is_capital(at) or not has_family_name(tokens, at):
        return None
    licence = _licence(state, at)
    person = find_name(tokens, at, licence=licence) if licence else None
    first = _rare_family_name(state, at) if person is not None else None
    if person is None or first is None:
        return person
    return person._replace(start=first, name=written_name(tokens, first, person.end))


def _rare_family_name(state: _Scan, at: int) -> int | None:
    """A family name that no list holds, before the middle name that shows it: "*Choỏng* Văn Bình"."""
    tokens, last = state.tokens, state.mentions[-1] if state.mentions else None
    named = tokens.match(at, "FamilyName") or tokens.match(at, "NamePrefix")
    free = at > 0 and (last is None or last.end < at) and not tokens.found[at - 1]
    middle = named is not None and named.entry.is_true("middleName")
    return at - 1 if middle and free and tokens.is_capital(at - 1) and not tokens.breaks[at] else None


def _licence(state: _Scan, at: int) -> str | None:
    tokens, last = state.tokens, state.mentions[-1] if state.mentions else None
    if isinstance(last, PostMention) and last.end == at and not tokens.breaks[at]:
        return "post"
    if (
        last is not None
        and last.end == at
        and isinstance(last, PlaceMention | BodyMention)
        and _after_title(state, at)
    ):
        return "post"
    if _after_remark(state, at):
        return "post"
    end = run_end(tokens, at)
    if end - at < 2 or tokens.has(at - 1, "not-person"):
        return None
    if tokens.text(at, end) in state.names:
        return "known"
    if _is_listed(state, at):
        return "list"
    return "title-after" if _is_before_title(tokens, end) else None


def _after_remark(state: _Scan, at: int) -> bool:
    """ "Bí thư Đảng ủy phường Tân Bình (thị xã Tam Điệp) Lê Xuân Hòa": a remark parts the title from the
    name."""
    tokens = state.tokens
    if tokens.word(at - 1) != ")" or tokens.breaks[at]:
        return False
    opened = next((back for back in range(at - 2, max(0, at - 12), -1) if tokens.word(back) == "("), None)
    before = next((m for m in reversed(state.mentions[-4:]) if opened is not None and m.end <= opened), None)
    return isinstance(before, PostMention) and before.end == opened


def _after_title(state: _Scan, at: int) -> bool:
    """A post whose body the scan took as a mention of its own still licenses the name after it."""
    earlier = state.mentions[-2] if len(state.mentions) > 1 else None
    return isinstance(earlier, PostMention) and earlier.end == state.mentions[-1].start


def _is_listed(state: _Scan, at: int) -> bool:
    """After another person and a comma, semicolon or "và": lists name persons alike."""
    tokens, last = state.tokens, state.mentions[-1] if state.mentions else None
    joined = tokens.key(at - 1) in _LISTED or tokens.has(at - 1, "joiner")
    if not joined:
        announced = isinstance(last, PostMention) and at - last.end <= 2
        return tokens.key(at - 1) == ":" and (announced or _people_announced(state, at))
    if isinstance(last, PersonMention) and at - last.end <= 2:
        return True
    if _is_place_of_person(state, at - 1):
        return True
    return isinstance(last, PostMention) and at - last.end <= 2 and tokens.key(at - 1) in {";", ","}


def _is_place_of_person(state: _Scan, end: int) -> bool:
    """ "đại biểu Lê Văn Tư (Hà Giang), Lê Thị Hoa (đoàn Hà Nội)": a bracket that ends here tells where the
    person before is from."""
    tokens, before = state.tokens, state.mentions[-2:]
    if len(before) < 2 or not (isinstance(before[0], PersonMention) and isinstance(before[1], PlaceMention)):
        return False
    person, place = before
    bracketed = tokens.word(person.end) == "(" and tokens.word(place.end) == ")"
    return bracketed and place.start - person.end <= 2 and place.end + 1 == end


def _people_announced(state: _Scan, at: int) -> bool:
    """ "… có các đồng chí: Thào Hồng Sơn", "phó bí thư gồm: …": a courtesy or post right before the
    colon."""
    tokens = state.tokens
    for back in range(at - 2, max(-1, at - 8), -1):
        if find_courtesy(tokens, back) is not None or tokens.match(back, "RoleTerm"):
            return True
    return False


def _is_before_title(tokens: Tokens, end: int) -> bool:
    """ "Dương Đức Tuấn – Thành ủy viên", "Hồ Lâm, Giám đốc Sở …", "Phạm Văn A (Trưởng phòng …)"."""
    if tokens.key(end) not in {",", "-", "("} or (end < len(tokens) and tokens.breaks[end]):
        return False
    return find_post(tokens, end + 1) is not None
