"""Which day a meeting was held on: the one nearest to its kind that is of nothing else."""

from __future__ import annotations

from kg.lexicon import Match
from kg.reading.dates import DateMention, is_of_document
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.tokens import Tokens

_SITE = 24  # words in which a meeting is named to the full, its day last
_HEAD = 6  # words with which a sentence opens: "(HNM) - Tại cuộc họp …"


def find_day(story: Story, sentence: Sentence, match: Match) -> DateMention | None:
    """The day nearest to the kind of meeting; one right after it, or the sentence's first; a day in brackets,
    "Ngày Nhà giáo (20-11)", for want of others."""
    days = [date for date in story.dates_of(sentence) if date.is_day and not is_of_other(story, date)]
    days = [date for date in days if not _is_remark(story.tokens, date)] or days
    after = [
        date
        for date in days
        if match.end <= date.start
        and (date.start <= match.end + _SITE or _is_of_verb(story.tokens, date) or _closes(story, date))
    ]
    before = [date for date in days if date.end <= match.start]
    if after and not before:
        return after[0] if _reaches(story, match, after[0]) else None
    return before[-1] if before else None


def _is_remark(tokens: Tokens, date: DateMention) -> bool:
    """ "Ngày Nhà giáo (20-11)"; not "sáng nay (4/3)"."""
    bracketed = tokens.key(date.start - 1) == "(" and tokens.key(date.end) == ")"
    return bracketed and not tokens.ended_by(date.start - 1, "today")


def _is_of_verb(tokens: Tokens, date: DateMention) -> bool:
    """ "… do Tỉnh ủy tổ chức sáng 4/3"."""
    return any(tokens.has(date.start - back, "hold-meeting") for back in range(1, 6))


def is_of_other(story: Story, date: DateMention) -> bool:
    """A day up to which was counted, or the day of a document: "đến ngày 25-5", "Kết luận số 118 ngày
    18/1"."""
    tokens = story.tokens
    counted = tokens.any("until", date.start - 2, date.start)
    return counted or _is_anniversary(story, date) or is_of_document(story.tokens, date)


def _closes(story: Story, date: DateMention) -> bool:
    """ "… trong cuộc họp do ông triệu tập …, chiều 25/10.": a day at the very end of a sentence."""
    last = date.end >= story.sentence_at(date.start).end - 1
    return last and story.tokens.any("part-of-day", date.start - 2, date.start)


def _is_anniversary(story: Story, date: DateMention) -> bool:
    """ "(28-11-1964 - 28-11-2024)": the same day of two years."""
    near = story.dates_between(date.start - 8, date.end + 8)
    return date.year is not None and any(
        (other.day, other.month) == (date.day, date.month) and other.year not in {None, date.year}
        for other in near
    )


def _reaches(story: Story, match: Match, date: DateMention) -> bool:
    """Whether a day after the kind of meeting is its own: no comma and no verb of other doings between."""
    barred = ("planned", "born", "until")
    if (
        date.start - match.end > 4
        and not _closes(story, date)
        and _is_cut_off(story, match, date)
        and not _ends_site(story, story.sentence_at(match.start), match, date)
    ):
        return False
    return not any(story.tokens.any(word, match.end, date.start) for word in barred)


def is_dated_by(story: Story, sentence: Sentence, match: Match, day: DateMention) -> bool:
    """ "Hội nghị giao ban tuần ngày 1-3-2021", "phát biểu tại phiên họp … chiều 30/7", "Chiều 31/5, tại cuộc
    họp …"."""
    tokens = story.tokens
    sited = tokens.has(match.start - 1, "site") or tokens.has(match.start - 1, "within")
    if sited and day.end <= match.start - 1 and _leads(story, sentence, day, match.start - 1):
        return True
    if _is_cut_off(story, match, day) and not _ends_site(story, sentence, match, day):
        return False
    after = match.end <= day.start <= match.end + _SITE
    placed = _is_site(tokens, match)
    return (after and (placed or day.start - match.end <= 4)) or match.entry.is_true("needsVerb")


def _is_site(tokens: Tokens, match: Match) -> bool:
    return any(tokens.has(match.start - back, "site") for back in (1, 2, 3))


def _ends_site(story: Story, sentence: Sentence, match: Match, day: DateMention) -> bool:
    """ "Tại cuộc họp với các sở, ban, ngành (ngày 21/5), đồng chí …", "… tại cuộc giao ban với các quận,
    huyện chiều 30/5.": the day ends the phrase of the meeting, whatever it lists."""
    if not _is_site(story.tokens, match) or story.tokens.any("speak", match.end, day.start):
        return False
    if any(match.end <= person.start < day.start for person in story.persons_of(sentence)):
        return False
    opens = match.start - sentence.start <= _HEAD and story.tokens.key(day.end) in {",", ")"}
    return opens or _closes(story, day) or _is_of_verb(story.tokens, day)


def _leads(story: Story, sentence: Sentence, day: DateMention, at: int) -> bool:
    """Whether a day opens the sentence and only a comma and a place stand between it and a word."""
    tokens = story.tokens
    opens = day.start - sentence.start <= 4
    between = [at_ for at_ in range(day.end, at) if tokens.key(at_) not in {",", ")"}]
    covered = {i for mention in story.between(day.end, at) for i in range(mention.start, mention.end)}
    loose = [i for i in between if i not in covered and not tokens.has(i, "site")]
    return opens and tokens.key(day.end) in {",", ")"} and len(loose) <= 1


def _is_cut_off(story: Story, match: Match, day: DateMention) -> bool:
    """Whether a comma outside names and quotation marks parts a kind of meeting from a day further on; not
    where it goes on with ", diễn ra …"."""
    if "," not in story.tokens.keys[match.end : day.start - 1]:
        return False
    named = {at for m in story.between(match.start - 20, day.start) for at in range(m.start, m.end)}
    quoted = False
    for at in range(match.end, day.start - 1):
        quoted ^= story.tokens.key(at) == '"'
        goes_on = story.tokens.has(at + 1, "hold-meeting")
        if story.tokens.key(at) == "," and at not in named and not quoted and not goes_on:
            return True
    return False
