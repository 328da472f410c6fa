"""Who organised a meeting: the subject or agent of its verb, who meets, whose meeting it is called, or who
acts at it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import Match
from kg.model import Body
from kg.reading.dates import DateMention
from kg.reading.labels import is_assembly
from kg.reading.mentions import BodyMention, Mention, PlaceMention, PostMention
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.tokens import Tokens

_ADVERBS = 6  # words between an assembly and its verb: "Quốc hội đã tiếp tục …", "dành một ngày để …"
_BRACKETED = 16  # words of a remark in brackets, at most


def find_organiser(
    story: Story, sentence: Sentence, match: Match, verb: Match | None, day: DateMention | None
) -> Body | None:
    """The body that held the meeting ``match``: by its verb, else by its name, else by who acts there."""
    found = find_subject(story, sentence, verb) if verb is not None else None
    found = found or _agent_after(story, sentence, match) or _who_meets(story, match)
    return found or _owner_after(story, sentence, match, day) or _convener(story, sentence, match, day)


def find_subject(story: Story, sentence: Sentence, verb: Match) -> Body | None:
    """The body that is the subject of "tổ chức": the last one before it, nothing but adverbs and the day
    between."""
    does = any(story.tokens.has(verb.start, word) for word in ("hold-meeting", "chair", "celebrate"))
    if not does or verb.entry.is_true("takesPlace"):
        return None
    named = [m for m in story.mentions_of(sentence) if m.end <= verb.start and not _is_bracketed(story, m)]
    before = _without_joined_places(story, named)
    if not before or not isinstance(before[-1], BodyMention):
        return None
    gap = range(story.tokens.past_bracket(named[-1].end, _BRACKETED), verb.start)
    loose = sum(1 for at in gap if not (story.tokens.has(at, "done") or story.tokens.has(at, "hold-meeting")))
    if loose > 3:
        return None
    listed = _first_of_list(story, before)
    return story.bodies.get(listed.start)


def _is_bracketed(story: Story, mention: Mention) -> bool:
    """Whether a mention stands in brackets: "(Bộ Công an)", "(Bộ LĐ, TB và XH)"."""
    opened = range(mention.start - 1, max(-1, mention.start - _BRACKETED), -1)
    for at in opened:
        if story.tokens.word(at) in {"(", ")"}:
            return story.tokens.word(at) == "(" and story.tokens.past_bracket(at, _BRACKETED) > mention.end
    return False


def _agent_after(story: Story, sentence: Sentence, match: Match) -> Body | None:
    """ "Hội nghị do Tỉnh ủy tổ chức", "lễ trao quyết định được Bộ Công an tổ chức"."""
    tokens = story.tokens
    for at in tokens.starts_of("w:hold-meeting", match.end, sentence.end):
        before = story.between(match.end, at)
        agent = before[-1] if before else None
        if isinstance(agent, BodyMention) and at - agent.end <= 1:
            first = _first_of_list(story, before)
            return story.bodies.get(first.start) if tokens.ended_by(first.start, "by-agent") else None
    return None


def _who_meets(story: Story, match: Match) -> Body | None:
    """ "Ban Bí thư họp ngày 28/7": who meets convenes."""
    if not match.entry.is_true("needsVerb"):
        return None
    tokens = story.tokens
    before = _without_joined_places(story, story.between(match.start - 30, match.start))
    body = before[-1] if before else None
    done = tokens.has(match.start - 1, "done")
    last = story.between(match.start - 30, match.start)[-1:]
    near = body is not None and match.start - story.tokens.past_bracket(last[0].end, _BRACKETED) - done <= 0
    if not (isinstance(body, BodyMention) and near):
        return None
    return story.bodies.get(_first_of_list(story, before).start)


def _without_joined_places(story: Story, before: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions without the places that share the body before them: "Tỉnh ủy Hà Giang và Cao Bằng"."""
    while len(before) > 1 and isinstance(before[-1], PlaceMention):
        gap = range(before[-2].end, before[-1].start)
        if len(gap) != 1 or not (story.tokens.key(gap[0]) == "," or story.tokens.has(gap[0], "joiner")):
            break
        before = before[:-1]
    return before


def _first_of_list(story: Story, before: Sequence[Mention]) -> BodyMention:
    """The first of bodies that hold a meeting together: "Bộ Chính trị, Ban Bí thư tổ chức …", "Ban Tuyên
    giáo phối hợp với Sở Nội vụ tổ chức …", "Hội Luật gia thuộc Liên hiệp …"; not "tại Học viện, Đảng ủy tổ
    chức …"."""
    tokens = story.tokens
    found = before[-1]
    for earlier in reversed(before[:-1]):
        gap = range(story.tokens.past_bracket(earlier.end, _BRACKETED), found.start)
        comma = len(gap) == 1 and tokens.key(gap[0]) in {",", "-"}
        linked = comma or any(
            tokens.has(at, word) for at in gap[:1] for word in ("jointly", "belongs", "also")
        )
        placed = tokens.has(earlier.start - 1, "possessive") or any(
            tokens.has(earlier.start - back, "site") for back in (1, 2, 3)
        )
        if not isinstance(earlier, BodyMention) or not linked or placed:
            break
        found = earlier
    assert isinstance(found, BodyMention)
    return found


def _owner_after(story: Story, sentence: Sentence, match: Match, day: DateMention | None) -> Body | None:
    """ "Hội nghị giao ban tuần ngày 1-3-2021 của Ban Tổ chức Trung ương"."""
    tokens = story.tokens
    limit = (day.end if day is not None and day.start >= match.end else match.end) + 1
    for mention in story.mentions_of(sentence):
        near = isinstance(mention, BodyMention) and match.end < mention.start <= limit + 1
        if near and tokens.has(mention.start - 1, "possessive"):
            return story.bodies.get(mention.start)
    return None


def find_assembly(story: Story, sentence: Sentence, match: Match) -> Body | None:
    """ "Quốc hội thảo luận ở tổ", "thảo luận tổ, các đại biểu Quốc hội cho rằng …": the assembly whose
    sitting the sentence tells. The bare verb is its own only right after it."""
    tokens = story.tokens
    bare = match.end - match.start == 2
    for mention in reversed(story.mentions_of(sentence)):
        body = mention.body if isinstance(mention, PostMention) else mention
        if not isinstance(body, BodyMention) or not is_assembly(body):
            continue
        if match.start <= body.start < match.end:
            return story.bodies.get(body.start)
        gap = range(body.end, match.start)
        does = 0 <= match.start - body.end <= _ADVERBS and not any(tokens.key(at) == "," for at in gap)
        if does or (not bare and body.end <= match.start) or (not bare and body.start >= match.end):
            return story.bodies.get(body.start)
    return None


def _convener(story: Story, sentence: Sentence, match: Match, day: DateMention | None) -> Body | None:
    """ "Tại cuộc họp ngày 28/7, Ban Bí thư xem xét …": who acts at its own meeting convened it."""
    tokens = story.tokens
    if day is None or not opens_sentence(tokens, sentence, match) or tokens.key(day.end) != ",":
        return None
    if not match.end <= day.start <= match.end + 5 or "," in tokens.keys[match.end : day.start]:
        return None
    for mention in story.mentions_of(sentence):
        if mention.start == day.end + 1 and isinstance(mention, BodyMention):
            return story.bodies.get(mention.start)
    return None


def opens_sentence(tokens: Tokens, sentence: Sentence, match: Match) -> bool:
    """ "Tại hội nghị …", "Trong phiên họp …" at the head of a sentence."""
    before = match.start - 1
    return before == sentence.start and (tokens.has(before, "site") or tokens.has(before, "within"))
