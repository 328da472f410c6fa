"""Deputies in a debate: whom an article about a sitting calls "đại biểu", and whose delegation they lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from kg.lexicon import Entry, fold
from kg.model import Body, Post, TenureFact
from kg.reading.labels import class_of, is_assembly, level_word
from kg.reading.mentions import BodyMention, PersonMention, PostMention
from kg.reading.persons import find_courtesy
from kg.reading.places import PROVINCE_LEVELS, find_place
from kg.reading.sentences import Sentence
from kg.reading.story import Story

_LONGEST_COURTESY = 6  # words of honorifics and degrees before a name
_BRACKETED = 24  # words of a remark in brackets, at most
_ELECTED = "ElectedBody"


class Debate(NamedTuple):
    """The assembly whose sitting an article tells, and its deputies whom the article names in full, each with
    the first word of what calls so; ``names`` are their names."""

    assembly: Body
    deputies: tuple[tuple[PersonMention, int], ...]
    names: frozenset[str]


def find_debate(story: Story) -> Debate | None:
    """The debate that an article tells, if it calls anybody a deputy."""
    named = dict(_named_deputies(story))
    assembly = _find_assembly(story) if named else None
    if assembly is None:
        return None
    deputies = tuple(chain.from_iterable(_deputies_of(story, s, named) for s in story.sentences))
    return Debate(assembly, deputies, frozenset(story.names[person.start] for person, _ in deputies))


def read_deputies(story: Story) -> Iterator[TenureFact]:
    """Who is called "đại biểu" where a sitting of an assembly is told is its deputy; a bracket may tell which
    delegation a deputy is of, or leads.

    Reads: "Tại phiên họp Quốc hội, đại biểu Lê Thị Hoa (Phó đoàn Hà Giang) đề nghị sửa luật." → Lê Thị Hoa is
    Đại biểu Quốc hội, and Phó Trưởng Đoàn đại biểu Quốc hội tỉnh Hà Giang.
    Not: "Chào mừng hội nghị, đại biểu Lê Thị Hoa đọc một bài thơ." (no assembly sits)
    """
    if story.debate is None:
        return
    assembly = story.debate.assembly
    for person, start in story.debate.deputies:
        led = _led_delegation(story, person) if assembly.known else None
        evidence = story.evidence(start, person.end, story.sentence_at(person.start), "deputy-in-debate")
        for post in (_seat_in(story, assembly), led):
            if post is not None:
                yield TenureFact(story.names[person.start], post, (evidence,))


def _find_assembly(story: Story) -> Body | None:
    """The assembly whose sitting the article tells: the National Assembly or a People's Council, whichever is
    named more; no congress, which has delegates."""
    if any(meeting.kind == "Congress" for meeting in story.meetings):
        return None
    named: Counter[Body] = Counter()
    for mention in story.mentions:
        body = mention.body if isinstance(mention, PostMention) else mention
        assembly = _assembly_of(story, body) if isinstance(body, BodyMention) else None
        if assembly is not None:
            named[assembly] += 1
    if not named or not _tells_sitting(story):
        return None
    return max(named, key=lambda body: (named[body], body.known is not None))


def _assembly_of(story: Story, mention: BodyMention) -> Body | None:
    """The assembly that a body is, or is an organ of; a council by its place."""
    if not is_assembly(mention):
        return None
    if (known := mention.known) is not None:
        while (owner := story.lexicon.entry(_ELECTED, known.feature("subBodyOf"))) is not None:
            known = owner
        return Body(known.label, known.kind, known=known.slug)
    body = story.bodies.get(mention.start)
    return body if body is not None and body.place is not None else None


def _tells_sitting(story: Story) -> bool:
    """Whether a session is spoken of, or somebody is told to be of a delegation."""
    tokens = story.tokens
    kinds = (tokens.match(at, "MeetingKind") for at in tokens.starts_of("MeetingKind", 0, len(tokens)))
    if any(kind is not None and kind.entry.feature("meetingClass") == "Session" for kind in kinds):
        return True
    return any(isinstance(m, PersonMention) and _find_delegation(story, m) for m in story.mentions)


# --------------------------------------------------------------------- persons
def _named_deputies(story: Story) -> Iterator[tuple[int, int]]:
    """Who is called "đại biểu" or named with a delegation in brackets: the first word of the name, and of
    what calls so."""
    for mention in story.mentions:
        if isinstance(mention, PersonMention) and mention.start in story.names:
            called = _called_from(story, mention)
            if called is not None or _find_delegation(story, mention) is not None:
                yield mention.start, mention.start if called is None else called


def _deputies_of(
    story: Story, sentence: Sentence, named: Mapping[int, int]
) -> Iterator[tuple[PersonMention, int]]:
    """The deputies whom a sentence names in full, also those listed after one, and where their mention
    begins."""
    last: PersonMention | None = None
    for person in story.persons_of(sentence):
        listed = last is not None and _is_next(story, last, person)
        last = person if listed or person.start in named else None
        if last is not None and person.full:
            yield person, named.get(person.start, person.start)


def _called_from(story: Story, person: PersonMention) -> int | None:
    """Where the courtesy that calls somebody a deputy begins: "*đại biểu* Lê Thị Hoa", "*ĐB*, GS Lê Văn Tư",
    "các *đại biểu*: Lê Thị Hoa"."""
    tokens = story.tokens
    for at in tokens.starts_of("RoleTerm", person.start - _LONGEST_COURTESY, person.start):
        courtesy = find_courtesy(tokens, at)
        if courtesy is None:
            continue
        if courtesy.end + (tokens.key(courtesy.end) == ":") == person.start:
            return at
    return None


def _is_next(story: Story, one: PersonMention, other: PersonMention) -> bool:
    """ "đại biểu Lê Văn Tư (đoàn Hà Nội), *Lê Thị Hoa*": nothing but a remark in brackets and a sign
    between."""
    tokens = story.tokens
    at = tokens.past_bracket(one.end, _BRACKETED)
    return at + 1 == other.start and (tokens.key(at) == "," or tokens.has(at, "joiner"))


# ---------------------------------------------------------------------- posts
def _seat_in(story: Story, assembly: Body) -> Post | None:
    """The post of a deputy of an assembly."""
    role = next((role for role in story.lexicon.of_kind("RoleTerm") if role.is_true("ofAssembly")), None)
    if role is None:
        return None
    return Post(f"{role.label} {assembly.label}", role.label, role.slug, assembly)


def _led_delegation(story: Story, person: PersonMention) -> Post | None:
    """ "(Phó đoàn Thái Bình)": the post of one who leads the delegation of a province."""
    found = _find_delegation(story, person)
    head = found[0] if found is not None else None
    if found is None or head is None:
        return None
    _, deputy, delegation = found
    words = head.label.split()[0]
    role = f"{deputy} {words}" if deputy else words
    return Post(f"{role} {delegation.label}", role, head.slug, delegation)


def _find_delegation(story: Story, person: PersonMention) -> tuple[Entry | None, str, Body] | None:
    """What a bracket after a name tells of a delegation: the role at its head if told, the word for its
    deputy, and the delegation: "(đoàn Hà Giang)", "(Phó Trưởng đoàn Hà Giang)"."""
    tokens, at = story.tokens, person.end
    if tokens.word(at) != "(":
        return None
    before = tokens.match(at + 1, "RoleModifier")
    deputy = before is not None and before.entry.feature("position") == "before"
    at = before.end if before is not None and deputy else at + 1
    unit, role = tokens.match(at, "BodyKind"), tokens.match(at, "RoleTerm")
    if unit is None and role is None:
        return None
    head, end = (role.entry, role.end) if role is not None else (None, unit.end if unit is not None else at)
    kind = _delegation_kind(story, tokens.word(end - 1))
    place = find_place(tokens, end) if kind is not None else None
    entry = place.entries[0] if place is not None and place.entries else None
    if kind is None or entry is None or entry.feature("level") not in PROVINCE_LEVELS:
        return None
    if head is None and deputy and unit is not None:
        head = next(
            (r for r in story.lexicon.of_kind("RoleTerm") if r.feature("headOf") == unit.entry.slug), None
        )
    level = story.lexicon.entry("PlaceLevel", entry.feature("level"))
    where = f"{level_word(level)} {entry.label}" if level is not None else entry.label
    body = Body(f"{kind.label} {where}", class_of(kind), place=entry.slug)
    return head, before.entry.label if before is not None and deputy else "", body


def _delegation_kind(story: Story, word: str) -> Entry | None:
    """The kind of body that a province's deputies are, where a word is the head of its name: "đoàn"."""
    for kind in story.lexicon.of_kind("BodyKind"):
        elected = class_of(kind) == _ELECTED and not kind.is_true("governs")
        if elected and fold(kind.label).startswith(f"{fold(word)} "):
            return kind
    return None
