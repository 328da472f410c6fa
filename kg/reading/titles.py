"""Who holds which posts: titles before and after names, shared titles, lists, and careers.

The result is one Holding for each person and title, in the order of the text; posts are still mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.reading.mentions import Mention, PersonMention, PostMention
from kg.reading.persons import find_courtesy
from kg.reading.sentences import Sentence
from kg.reading.tokens import Tokens


class Holding(NamedTuple):
    """A person and the posts of one title. ``rule`` names how they were joined; ``former`` that all are
    past."""

    person: PersonMention
    posts: tuple[PostMention, ...]
    rule: str
    former: bool = False


class Joint(NamedTuple):
    """What stands between two mentions: ``sign`` is one of '' ',' '-' '(' ':' ';' 'and' 'is' 'consists' or
    'far'."""

    sign: str
    plural: bool = False


def join(tokens: Tokens, start: int, end: int) -> Joint:
    """What the words ``[start, end)`` between two mentions say, courtesies and ages left out."""
    at, sign, plural = start, "", False
    while at < end:
        courtesy = find_courtesy(tokens, at)
        if courtesy is not None and courtesy.end <= end:
            at = courtesy.end
            continue
        if tokens.keys[at].isdecimal() and tokens.has(at + 1, "age"):
            at += 2
            continue
        remark = _remark_end(tokens, at, end)
        if remark is not None:
            at = remark
            continue
        step = _step(tokens, at)
        if step is None:
            return Joint("far", plural)
        word, at = step
        plural = plural or word == "plural"
        sign = _stronger(sign, word)
    return Joint(sign, plural)


_SIGNS = {"w:also": "and", "w:now": "is", "w:plural": "plural", "w:consists": "consists"}
_JOINING = frozenset(_SIGNS)


def _remark_end(tokens: Tokens, at: int, end: int) -> int | None:
    """Past a remark in brackets that names nobody: "(sinh năm 1968, quê huyện Vị Xuyên)"; None where none
    begins here."""
    if tokens.keys[at] != "(":
        return None
    return next((close + 1 for close in range(at, end) if tokens.keys[close] == ")"), None)


def _step(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """One joining word: its sign and where it ends."""
    key = tokens.keys[at]
    if key in {",", ";", ":", "(", "-", "/"}:
        return ("-" if key == "/" else key), at + 1
    if key == ")":
        return ")", at + 1
    if not tokens.opens(at, _JOINING):
        return None
    for finder, sign in _SIGNS.items():
        match = tokens.match(at, finder)
        if match is not None:
            return sign, match.end
    return None


_ORDER = ("", "plural", ",", "-", "and", "is", "(", ")", "consists", ":", ";", "far")
_LONG = 9  # digits: no count of persons
_STRENGTH = {sign: strength for strength, sign in enumerate(_ORDER)}


def _stronger(one: str, other: str) -> str:
    found = other if _STRENGTH[other] > _STRENGTH[one] else one
    return "" if found == "plural" else found


def find_holdings(tokens: Tokens, sentence: Sentence, mentions: Sequence[Mention]) -> list[Holding]:
    """All holdings of one sentence. ``mentions`` are those inside the sentence, in order."""
    items = [mention for mention in mentions if isinstance(mention, PersonMention | PostMention)]
    if not any(isinstance(item, PostMention) for item in items):
        return []
    taken: set[int] = set()
    holdings: list[Holding] = []
    for index, item in enumerate(items):
        if isinstance(item, PersonMention):
            before = _posts_before(tokens, items, index, taken)
            if before:
                holdings.append(Holding(item, before, "title-before-name"))
                taken.update(post.start for post in before)
    for index, item in enumerate(items):
        if isinstance(item, PersonMention):
            after = _posts_after(tokens, items, index, taken)
            if after:
                holdings.append(Holding(item, after, "title-after-name"))
                taken.update(post.start for post in after)
    holdings += _shared(tokens, items, taken)
    holdings += _named_together(tokens, items, taken)
    return _distributed(tokens, items, holdings)


def _distributed(tokens: Tokens, items: Sequence[Mention], holdings: list[Holding]) -> list[Holding]:
    """ "A và B (Giám đốc và Phó Giám đốc Sở …)": one post each, in order."""
    for at, holding in enumerate(holdings):
        index = items.index(holding.person)
        first = items[index - 1] if index else None
        posts = holding.posts
        bracketed = holding.rule == "title-after-name" and tokens.word(posts[0].start - 1) == "("
        pair = len(posts) == 2 and join(tokens, posts[0].end, posts[1].start).sign == "and"
        if not (bracketed and pair and isinstance(first, PersonMention)):
            continue
        if join(tokens, first.end, holding.person.start).sign == "and" and not any(
            h.person == first for h in holdings
        ):
            holdings[at : at + 1] = [
                Holding(first, posts[:1], "titles-in-order"),
                Holding(holding.person, posts[1:], "titles-in-order"),
            ]
    return holdings


def _posts_before(
    tokens: Tokens, items: Sequence[Mention], index: int, taken: set[int]
) -> tuple[PostMention, ...]:
    """The posts right before a name: the last one touches it, the others are joined by commas."""
    chain: list[PostMention] = []
    right: Mention = items[index]
    at = index - 1
    while at >= 0 and isinstance(post := items[at], PostMention) and post.start not in taken:
        joint = join(tokens, post.end, right.start)
        allowed = {""} if right is items[index] else {",", "-", "and"}
        if (
            right is items[index]
            and joint.sign in {",", "-"}
            and _has_courtesy(tokens, post.end, right.start)
        ):
            led = any(
                tokens.ended_by(post.start, word) for word in ("take-post", "elect", "appoint", "relieve")
            )
            allowed = set() if led else {joint.sign}
        shared = is_plural(tokens, post) or joint.plural
        if (
            right is items[index]
            and joint.sign == "is"
            and not shared
            and _has_courtesy(tokens, post.end, right.start)
        ):
            allowed = {"is"}
        if joint.sign not in allowed or (joint.plural and right is items[index]):
            break
        chain.append(post)
        right = post
        at -= 1
    chain.reverse()
    if len(chain) > 1 and tokens.ended_by(chain[0].start, "answering"):
        chain = chain[1:]
    if len(chain) == 1 and is_plural(tokens, chain[0]) and index + 1 < len(items):
        return ()
    return tuple(_leave_to_left(tokens, items, at, chain, items[index]))


def _has_courtesy(tokens: Tokens, start: int, end: int) -> bool:
    return any(find_courtesy(tokens, at) is not None for at in range(start, end))


def _leave_to_left(
    tokens: Tokens, items: Sequence[Mention], at: int, chain: list[PostMention], person: Mention
) -> list[PostMention]:
    """In "A, Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh B" only the last post is B's: the others are A's.

    If A has a title before the name, the list puts titles before names, and all are B's.
    """
    left = items[at] if at >= 0 else None
    if not chain or not isinstance(left, PersonMention):
        return chain
    apart = join(tokens, chain[-1].end, person.start).sign != ""
    if len(chain) < 2 and not apart:
        return chain
    if _takes(tokens, left.end, chain[0].start):
        return chain[1:]
    joined = join(tokens, left.end, chain[0].start).sign in {",", "-", "("}
    titled = (
        at >= 1
        and isinstance(items[at - 1], PostMention)
        and not join(tokens, items[at - 1].end, left.start).sign
    )
    if not joined or titled:
        return chain
    return [] if apart else chain[-1:]


def _takes(tokens: Tokens, start: int, end: int) -> bool:
    """ "ông A làm Trưởng ban": nothing but a word for taking a post between a name and a post."""
    taken = tokens.match(start, "w:take-post")
    return taken is not None and taken.end == end


def _posts_after(
    tokens: Tokens, items: Sequence[Mention], index: int, taken: set[int]
) -> tuple[PostMention, ...]:
    """The posts after a name: joined to it by comma, dash, bracket or "là"; the others by commas."""
    chain: list[PostMention] = []
    left: Mention = items[index]
    at = index + 1
    while at < len(items) and isinstance(post := items[at], PostMention) and post.start not in taken:
        joint = join(tokens, left.end, post.start)
        first = left is items[index]
        allowed = {",", "-", "(", "is", ")"} if first else {",", "-", "and", "is"}
        told = first and _is_told_in_bracket(tokens, left.end, post.start)
        if not told and (joint.sign not in allowed or joint.plural):
            break
        if first and tokens.breaks[post.start]:
            break
        chain.append(post)
        left = post
        at += 1
    return tuple(chain)


def _is_told_in_bracket(tokens: Tokens, start: int, at: int) -> bool:
    """ "ông A (SN 1976, trú tại phường Vĩnh Tuy - Bí thư Đảng ủy phường)": the title ends what a bracket
    tells of birth and home."""
    inside = tokens.keys[start:at]
    if not inside or inside[0] != "(" or ")" in inside or inside[-1] not in {",", "-", ";"}:
        return False
    aged = tokens.has(start + 1, "ordinal") or tokens.key(start + 1).isdecimal()
    return aged or tokens.any("born", start, at)


def _shared(tokens: Tokens, items: Sequence[Mention], taken: set[int]) -> list[Holding]:
    """A title that a list shares: "các Ủy viên Bộ Chính trị: A, B", "các thứ trưởng gồm các ông A, B và
    C"."""
    holdings: list[Holding] = []
    for index, item in enumerate(items):
        if not isinstance(item, PostMention) or item.start in taken or index + 1 >= len(items):
            continue
        plural = is_plural(tokens, item) or join(tokens, item.end, items[index + 1].start).plural
        joint = join(tokens, item.end, items[index + 1].start)
        if (
            not plural
            or joint.sign not in {"", ":", "consists", "is", ","}
            or (joint.sign == "," and not joint.plural)
        ):
            continue
        taken.add(item.start)
        if item.body is None and _is_repeated(item, items[index + 1 : index + 3]):
            continue
        for person in _listed(tokens, items, index + 1):
            holdings.append(Holding(person, (item,), "shared-title"))
    return holdings


def _is_repeated(title: PostMention, following: Sequence[Mention]) -> bool:
    """ "các bộ trưởng: A, Bộ trưởng Y tế; B, Bộ trưởng …": each has the title again, with its body."""
    heads = title.entry.feature("headOf") is not None
    return heads and any(isinstance(item, PostMention) and item.entry is title.entry for item in following)


def _named_together(tokens: Tokens, items: Sequence[Mention], taken: set[int]) -> list[Holding]:
    """ "Bà A - Trưởng đoàn … và ông B - Chủ tịch … là hai phó bí thư": a title of all who were listed."""
    holdings: list[Holding] = []
    for index, item in enumerate(items):
        if not isinstance(item, PostMention) or item.start in taken or not index:
            continue
        joint = join(tokens, items[index - 1].end, item.start)
        if joint.sign == "is" and is_plural(tokens, item):
            persons = _list_before(tokens, items, index)
            holdings += [Holding(person, (item,), "shared-title") for person in persons]
            taken.add(item.start)
    return holdings


def _list_before(tokens: Tokens, items: Sequence[Mention], index: int) -> list[PersonMention]:
    """The persons of the list that ends right before an item, in order."""
    persons: list[PersonMention] = []
    for at in range(index - 1, -1, -1):
        item = items[at]
        if at < index - 1 and join(tokens, item.end, items[at + 1].start).sign not in {
            "",
            ",",
            "-",
            "(",
            "and",
            ";",
            ")",
        }:
            break
        if isinstance(item, PersonMention):
            persons.insert(0, item)
    return persons


def is_plural(tokens: Tokens, post: PostMention) -> bool:
    """Whether a plural mark stands right before a title: "các", "2 đồng chí"."""
    at = post.start - 1
    key = tokens.key(at)
    if tokens.match(at, "NumberWord") or (key.isdecimal() and len(key) < _LONG and 1 < int(key) < 100):
        return True
    return tokens.any("plural", at - 2, at + 1)


def _listed(tokens: Tokens, items: Sequence[Mention], index: int) -> list[PersonMention]:
    """The persons of a list, each with titles of their own or none, until something else intervenes."""
    persons: list[PersonMention] = []
    left: Mention | None = None
    for item in items[index:]:
        if left is not None and join(tokens, left.end, item.start).sign in {"far", ":"}:
            break
        if isinstance(item, PersonMention):
            persons.append(item)
        left = item
    return persons
