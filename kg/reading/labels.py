"""How bodies and posts are written out: labels, level words, and what stands beside a post in its title."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import Entry, fold
from kg.model import Body, Post
from kg.reading.mentions import BodyMention, PlaceMention, PostMention
from kg.reading.places import fits_level


def unplaced(mention: BodyMention) -> Body | None:
    """A committee or government whose place nothing tells, by its bare name: "Tỉnh ủy", "UBND tỉnh"."""
    inner = mention.parent or mention
    if inner.form not in {"committee", "territorial"} or inner.level is None:
        return None
    words = inner.name if not inner.bare_level else f"{inner.name} {inner.bare_level}"
    return Body(words if inner is mention else f"{mention.name} {words}", class_of(mention.kind))


def joined_label(mention: PostMention, body: Body) -> str:
    """Role and body; "Trưởng ban" of "Ban Chỉ đạo …" is "Trưởng Ban Chỉ đạo …"."""
    swallowed = mention.body is None and fold(mention.role).split()[-1] == fold(body.label).split()[0]
    role = mention.role.rsplit(" ", 1)[0] if swallowed and mention.entry.feature("headOf") else mention.role
    return f"{role} {body.label}"


def is_committee_of(kind: Entry, level: str | None) -> bool:
    """Whether a kind of body is the Party committee of a level."""
    own = kind.feature("levelOfBody")
    party = kind.feature("bodyClass") == "PartyBody" and kind.feature("bodyForm") == "committee"
    return party and own is not None and level is not None and fits_level(level, own)


def stands_alone(mention: PostMention) -> bool:
    """Whether a role needs no body: by itself, or because the hamlet stands in its name."""
    named = len(mention.role.split()) > len(mention.entry.label.split())
    return (named and mention.entry.is_true("ofHamlet")) or mention.entry.is_true("standsAlone")


def beside_in_title(mention: PostMention, chain: Sequence[PostMention]) -> list[PostMention]:
    """The other posts of a title: those after it first, nearest first, then those before it."""
    others = [other for other in chain if other is not mention]
    after = [other for other in others if other.start > mention.start]
    before = [other for other in others if other.start < mention.start]
    return [*after, *reversed(before)]


def governs_alone(body: BodyMention) -> bool:
    """Whether a body is the council or the government of a territory: Party committees beside it are the
    territory's, not its own."""
    return body.form == "territorial" and body.kind is not None and body.kind.is_true("governs")


def is_abroad(body: BodyMention | None) -> bool:
    """Whether a body is a ministry of another country: never the one that a title leaves out."""
    return body is not None and body.form.startswith("abroad:")


def heads(kind: Entry | None, body: BodyMention) -> bool:
    """Whether a role that heads a kind of body can be of this one: "Vụ trưởng" of a Vụ, not of an
    "Ủy ban"."""
    name = body.name if body.known is None else body.known.label
    if kind is None:
        return False
    unit = body.kind is kind or body.form == f"unit:{kind.slug}"
    return unit or fold(name).startswith(f"{fold(kind.label)} ")


def is_short_for(mention: BodyMention, own: Body, beside: Sequence[BodyMention]) -> bool:
    """Whether a committee or government without its place is the one that the person was said to serve:
    "Tỉnh ủy" after "Tỉnh ủy Gia Lai"; not where a place stands in the title."""
    placed = any(own_place(body) is not None for body in (mention, *beside))
    named = fold(own.label).startswith(f"{fold(mention.name)} ")
    return named and not placed and mention.parent is None and mention.form in {"committee", "territorial"}


def own_place(body: BodyMention) -> PlaceMention | None:
    """The place written in a body's name, or in that of the body it is an organ of."""
    while body.place is None and body.parent is not None:
        body = body.parent
    return body.place


def level_word(level: Entry) -> str:
    """The word before a name: the level's shortest spelling that is no abbreviation."""
    return level.feature("word") or level.label


def class_of(kind: Entry | None) -> str:
    """The ontology's class of a kind of body, by its local name."""
    return (kind.feature("bodyClass") if kind else None) or "Body"


def is_assembly(body: BodyMention) -> bool:
    """Quốc hội, its Standing Committee, a People's Council; not a delegation of deputies."""
    if body.known is not None:
        return body.known.kind == "ElectedBody"
    return body.kind is not None and body.kind.is_true("governs") and class_of(body.kind) == "ElectedBody"


def slug_of(kind: Entry | None) -> str:
    """The slug of a kind of body, "" for none."""
    return kind.slug if kind else ""


def as_past(post: Post, former: bool) -> Post:
    """The post, marked as a former one if ``former`` says so."""
    return Post(post.label, post.role, post.role_id, post.body, True, post.acting) if former else post
