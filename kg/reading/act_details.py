"""What an act of personnel change says besides: whether it was done, when, and who decided it."""

from __future__ import annotations

from kg.model import Body, Modality, PartialDate
from kg.reading.acts import Act
from kg.reading.dates import DateMention, is_of_document
from kg.reading.mentions import BodyMention
from kg.reading.sentences import Sentence
from kg.reading.story import Story

_UNDONE = ("w:negation", "w:planned", "w:proposed")


def find_modality(story: Story, sentence: Sentence, act: Act) -> Modality:
    """ "dự kiến bổ nhiệm", "đề nghị miễn nhiệm", "không bổ nhiệm" are not said as done; nor is what follows
    the colon of "sẽ xem xét việc: …"."""
    tokens = story.tokens
    for at in tokens.starts_of_any(_UNDONE, max(act.left, act.start - 5), act.start):
        if tokens.has(at, "negation"):
            return "denied"
        if tokens.has(at, "planned"):
            return "planned"
        if tokens.has(at, "proposed") and act.verbs[0].entry.feature("wordClass") != "nominate":
            return "proposed"
    colon = next((at for at in range(act.start - 1, sentence.start, -1) if tokens.keys[at] == ":"), None)
    return "planned" if colon is not None and tokens.any("planned", sentence.start, colon) else "stated"


def find_date(story: Story, sentence: Sentence, act: Act) -> PartialDate | None:
    """The date of the clause: one that directly follows what is given or taken ("bổ nhiệm Thứ trưởng vào
    tháng 8/2014"), else the last one before the act and after any other, else the first after it."""
    tokens = story.tokens
    dates = [
        date
        for date in story.dates_of(sentence)
        if not tokens.any("born", date.start - 2, date.start) and not _is_remark(story, date)
    ]
    before = [date for date in dates if act.left <= date.start and date.end <= act.start]
    after = [date for date in dates if act.end <= date.start < act.right]
    closing = [date for date in after if _closes(story, act, date)]
    chosen = closing or before[-1:] or after
    return story.calendar.resolve(chosen[0]) if chosen else None


def _is_remark(story: Story, date: DateMention) -> bool:
    """ "công văn số 2036 (ngày 15/5/2015)": the day of a paper, told in brackets."""
    tokens = story.tokens
    bracketed = "(" in tokens.keys[max(0, date.start - 2) : date.start]
    return bracketed and is_of_document(tokens, date)


def _closes(story: Story, act: Act, date: DateMention) -> bool:
    """Whether a date stands right after the act or after its last mention."""
    inside = [m.end for m in story.between(act.end, date.start) if m.end <= date.start]
    last = max([act.end, *inside])
    return date.start - last <= 1 and "," not in story.tokens.keys[last : date.start]


def is_of_past(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a word tells of a past career: after "từng", not after "từng … trước khi"."""
    tokens = story.tokens
    once = tokens.starts_of("w:past-career", sentence.start, at)
    until = tokens.starts_of("w:past-time", sentence.start, at)
    return bool(once) and not (until and until[-1] > once[-1])


def find_decider(story: Story, act: Act) -> Body | None:
    """The body right before the verb as its subject or agent."""
    before = [m for m in story.between(act.left, act.start) if m.end <= act.start]
    if before and isinstance(before[-1], BodyMention) and act.start - before[-1].end <= 3:
        return story.bodies.get(before[-1].start)
    return None
