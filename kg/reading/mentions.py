"""What a stretch of words is seen to be before the context is asked: places, bodies, posts and persons.

``start`` and ``end`` count words of the article's Tokens.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.lexicon import Entry


class PlaceMention(NamedTuple):
    """A place. ``level`` is the slug of its level where a level word or the list tells it; ``said`` whether
    the level word stands in the text; ``entries`` are the places of the lists that may be meant."""

    start: int
    end: int
    name: str
    level: str | None = None
    said: bool = False
    entries: tuple[Entry, ...] = ()


class BodyMention(NamedTuple):
    """A body: its own ``name`` ("Ban Tổ chức"), and of what or where it is, as far as the words tell.

    ``level`` is the level that the head implies or a bare level word names ("UBND tỉnh"): the place is then
    left to the context. ``parent`` is the body whose organ it is. ``open_parent``: an organ whose body is
    not named. ``bare_level`` is the level word that stands without a place; ``sited`` says that a place
    stands inside the name.
    """

    start: int
    end: int
    name: str
    form: str
    kind: Entry | None = None
    known: Entry | None = None
    level: str | None = None
    place: PlaceMention | None = None
    parent: BodyMention | None = None
    open_parent: bool = False
    bare_level: str | None = None
    sited: bool = False


class PostMention(NamedTuple):
    """A role, with the body that stands beside it, if any. ``role`` is written out ("Phó Bí thư Thường
    trực"); ``unread`` says that a body follows whose name was not understood."""

    start: int
    end: int
    role: str
    entry: Entry
    body: BodyMention | None = None
    former: bool = False
    acting: bool = False
    shift: int = 0
    unread: bool = False


class PersonMention(NamedTuple):
    """A person's name as written; ``full`` if it has a family name, else a bare given name after an
    honorific."""

    start: int
    end: int
    name: str
    full: bool
    licence: str
    gender: str | None = None
    formal: bool = False


Mention = PlaceMention | BodyMention | PostMention | PersonMention
