"""The verb that tells of a meeting, and whether it tells it as held, planned or denied."""

from __future__ import annotations

from kg.lexicon import Match
from kg.model import Modality
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.tokens import Tokens

_GOVERNING = ("w:hold-meeting", "w:chair")
_NAMED = 30  # words that may name a meeting before its verb


def find_verb(tokens: Tokens, sentence: Sentence, match: Match) -> Match | None:
    """The verb of holding or chairing that governs the kind of meeting: close before it, or right after its
    name."""
    near = max(sentence.start, match.start - 9)
    for at in reversed(tokens.starts_of_any(_GOVERNING, near, match.start)):
        for finder in _GOVERNING:
            verb = tokens.match(at, finder)
            if verb is not None and verb.end <= match.start:
                return verb
    there_was = tokens.match(match.start - 1, "w:consists")
    return there_was if there_was is not None and there_was.end == match.start else None


def tell_modality(story: Story, sentence: Sentence, match: Match, verb: Match | None) -> Modality | None:
    """ "sẽ tổ chức" is planned, "chưa tổ chức" denied; of "tiến tới Đại hội", "cần đề xuất Bộ Nội vụ tổ
    chức", "không biết Sở họp gì", "lên đường dự lễ" nothing is told (None)."""
    tokens = story.tokens
    start = verb.start if verb is not None else match.start
    subject = story.between(sentence.start, start)[-1:]
    if (
        subject
        and start - subject[0].end <= 1
        and any(tokens.ended_by(subject[0].start, word) for word in ("ought", "negation"))
    ):
        return None
    near = max(sentence.start, start - 4)
    if tokens.any("toward-event", near, match.start) or tokens.any("departs", sentence.start, match.start):
        return None
    if tokens.any("negation", near, match.start):
        return "denied"
    done = verb is not None and (tokens.has(verb.start, "done") or tokens.ended_by(verb.start, "done"))
    announced = not done and _is_announced(tokens, sentence, match)
    return "planned" if announced or tokens.any("planned", near, match.start) else "stated"


def _is_announced(tokens: Tokens, sentence: Sentence, match: Match) -> bool:
    """ "Hội nghị sẽ bàn …", "Hội nghị cấp cao lần thứ 12 (còn gọi là …) sẽ khai mạc": said of what is to
    come."""
    end = min(match.end + _NAMED, sentence.end)
    end = next((at for at in range(match.end, end) if tokens.key(at) == ";"), end)
    opens = next(iter(tokens.starts_of("w:hold-meeting", match.end, end)), match.end)
    if any(tokens.ended_by(at, "planned") for at in (opens, opens - 1)) and opens > match.end:
        return not tokens.any("speak", match.end, opens)
    near = min(match.end + 12, end)
    return tokens.any("planned", match.end, near) and not tokens.any("speak", match.end, near)
