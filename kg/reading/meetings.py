"""Meetings that the article reports as held: when, by whom, how; and which meeting each sentence speaks
of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kg.lexicon import Match, fold
from kg.model import Body, Evidence, MeetingFact, Modality, PartialDate
from kg.reading.dates import DateMention
from kg.reading.meeting_days import find_day, is_dated_by
from kg.reading.meeting_verbs import find_verb, tell_modality
from kg.reading.mentions import BodyMention
from kg.reading.organisers import find_assembly, find_organiser, find_subject, opens_sentence
from kg.reading.sentences import ITEM, Sentence
from kg.reading.story import Story
from kg.reading.tokens import Tokens

_NEAR = 200  # meetings told last: what repeats one stands not farther on


_TOP = 8  # sentences at the top of a story, where it says what it tells of
_LEAD = 2  # sentences of title and lead: "Đó là chỉ đạo của ông A tại hội nghị …"
_TOP_LINES = 3  # lines there, the title among them
_OPENING = 8  # sentences before the one that takes up what the story opens with
_HEAD = 8  # words with which a sentence opens: "(GD&TĐ) - Sáng ngày 4/3, …"
_AHEAD = 3  # sentences before the one that tells of a meeting that may speak of it


class Meeting(NamedTuple):
    """A meeting of the story, and the sentence that first tells of it."""

    key: str
    sentence: Sentence
    kind: str
    date: PartialDate | None
    day: DateMention | None
    organiser: Body | None
    online: bool
    evidence: tuple[Evidence, ...]
    until: PartialDate | None = None
    modality: Modality = "stated"


def find_meetings(story: Story) -> tuple[tuple[Meeting, ...], tuple[Meeting, ...]]:
    """The meetings reported as held, and those that are only planned or denied, in the order of the text;
    what tells of one meeting twice is one meeting."""
    held: list[Meeting] = []
    unheld: dict[tuple[object, ...], Meeting] = {}
    for sentence in story.sentences_with(("MeetingKind",)):
        for found in _meetings_in(story, sentence):
            if found.modality == "stated":
                _add(held, _on_same_day(story, held, found), apart=story.tokens.word(sentence.start) == ITEM)
            else:
                key = (found.modality, found.kind, found.date, found.organiser)
                unheld.setdefault(key, found._replace(key=f"n{len(unheld) + 1}"))
    held = held or _taken_up(story)
    days = {meeting.date for meeting in held}
    return tuple(held), tuple(m for m in unheld.values() if m.date is None or m.date not in days)


def _taken_up(story: Story) -> list[Meeting]:
    """The meeting that is only taken up, never told: "phát biểu tại buổi lễ"; its day and organiser are
    those of what the story opens with: "Ngày 4/3, Huyện đoàn phát động …"."""
    tokens = story.tokens
    for sentence in story.sentences_with(("MeetingKind",)):
        for at in tokens.starts_of("MeetingKind", sentence.start, sentence.end):
            match = tokens.match(at, "MeetingKind")
            acts = any(tokens.any(word, sentence.start, at) for word in ("speak", "attend"))
            acted = acts or story.index_at(sentence.start) <= _LEAD
            if match is None or tokens.any("planned", sentence.start, at) or not _is_definite(story, at):
                continue
            opening = _opening(story, sentence)
            if opening is None and (not acted or not story.persons_of(sentence)):
                continue
            if not story.dates_of(sentence) and not _is_inside_longer(story, match):
                evidence = story.evidence(match.start, match.end, sentence, "meeting-taken-up")
                kind = match.entry.feature("meetingClass") or "Meeting"
                day, organiser = opening or (None, None)
                date = story.calendar.resolve(day) if day is not None else None
                return [Meeting("m1", sentence, kind, date, day, organiser, False, (evidence,))]
    return []


def _opening(story: Story, sentence: Sentence) -> tuple[DateMention, Body | None] | None:
    """The day and the doer of what the story opens with, by a verb of holding or of ceremony: "Ngày 4/3,
    Huyện đoàn phát động …"."""
    tokens = story.tokens
    index = story.index_at(sentence.start)
    for before in story.sentences[max(0, index - _OPENING) : index]:
        day = next(
            (day for day in story.dates_between(before.start, before.start + _HEAD) if day.is_day), None
        )
        if day is None or before.line > _TOP_LINES:
            continue
        for at in tokens.starts_of_any(("w:hold-meeting", "w:celebrate"), day.end, before.end):
            verb = next(
                m for f in ("w:hold-meeting", "w:celebrate") if (m := tokens.match(at, f)) is not None
            )
            planned = tokens.any("planned", before.start, at) or tokens.any("speak", before.start, at)
            date = story.calendar.resolve(day)
            if not planned and not (date is not None and story.calendar.is_ahead(date)):
                return day, find_subject(story, before, verb)
    return None


def _on_same_day(story: Story, meetings: list[Meeting], found: Meeting) -> Meeting:
    """ "Cùng ngày, Tỉnh ủy … tổ chức hội nghị": the day is that of the meeting told before."""
    same = story.tokens.any("same-day", found.sentence.start, found.sentence.end)
    if found.day is not None or not same or not meetings:
        return found
    return found._replace(date=meetings[-1].date, day=meetings[-1].day)


def _add(meetings: list[Meeting], found: Meeting, *, apart: bool) -> None:
    """Join a meeting to the one it repeats: same day and no other organiser, or no day of its own; not what
    opens another piece of news. What a title tells without a day is what the story then tells with one."""
    for at in range(len(meetings) if apart else max(0, len(meetings) - _NEAR), len(meetings)):
        known = meetings[at]
        organisers = {fold(m.organiser.label) for m in (known, found) if m.organiser is not None}
        headline = known.sentence.line == 0 and known.day is None
        fits = len(organisers) < 2 or (found.day is not None and _part_of(known, found))
        again = found.day is None and known is meetings[-1] and found.sentence.line == known.sentence.line
        if headline or again or (_same_day(known, found) and fits):
            later = found.organiser if headline else None
            meetings[at] = known._replace(
                date=found.date if _within(known, found) else known.date or found.date,
                until=known.until or found.until,
                day=known.day or found.day,
                organiser=later or known.organiser or found.organiser,
                online=known.online or found.online,
                evidence=(*known.evidence, *found.evidence),
            )
            return
    meetings.append(found._replace(key=f"m{len(meetings) + 1}"))


def _within(known: Meeting, found: Meeting) -> bool:
    """Whether one day of a meeting was told before all of its days."""
    if known.date is None or found.date is None or found.until is None:
        return False
    return found.date.iso <= known.date.iso <= found.until.iso


def _same_day(known: Meeting, found: Meeting) -> bool:
    if known.day is None or found.day is None or _within(known, found) or _within(found, known):
        return True
    return (known.day.month, known.day.day, known.day.relative) == (
        found.day.month,
        found.day.day,
        found.day.relative,
    ) or (known.date is not None and known.date == found.date)


def _part_of(known: Meeting, found: Meeting) -> bool:
    """Whether one organiser is an organ of the other: "Tỉnh ủy" and its "Ban Thường vụ" hold one
    meeting."""
    one = fold(known.organiser.label) if known.organiser else ""
    other = fold(found.organiser.label) if found.organiser else ""
    return one.endswith(other) or other.endswith(one)


def _meetings_in(story: Story, sentence: Sentence) -> Iterator[Meeting]:
    tokens = story.tokens
    for at in tokens.starts_of("MeetingKind", sentence.start, sentence.end):
        match = tokens.match(at, "MeetingKind")
        if match is None or _is_inside_longer(story, match) or _is_cited(story, sentence, match):
            continue
        if _are_several(tokens, match):
            continue
        found = _held(story, sentence, match)
        if found is not None:
            yield found
            return


def _is_inside_longer(story: Story, match: Match) -> bool:
    """A kind found inside a longer one that starts before, in another word ("nghỉ lễ", "hội họp"), in the
    name of a body ("Quốc hội| thảo luận") or of a venue ("Trung tâm hội nghị"), document or congress."""
    at = match.start
    tokens = story.tokens
    named = story.mention_before(at)
    after_body = isinstance(named, BodyMention) and named.end == at
    if tokens.has(at, "no-meeting") or (tokens.has(at - 1, "no-meeting") and not after_body):
        return True
    if tokens.ended_by(at, "venue-head") or (isinstance(named, BodyMention) and named.end > at):
        return True
    longer = tokens.match(at - 1, "MeetingKind") or tokens.match(at - 2, "MeetingKind")
    if longer is not None and longer.end >= match.end:
        return True
    document = tokens.match(at - 1, "DocumentType") or tokens.match(at - 2, "DocumentType")
    return document is not None and document.end == at and not tokens.has(at - 1, "present")


def _are_several(tokens: Tokens, match: Match) -> bool:
    """ "tổ chức nhiều hội nghị", "bốn cuộc tiếp xúc", "mỗi kỳ họp": none of them is told."""
    before = match.start - 1
    counted = tokens.match(before, "NumberWord") is not None or tokens.key(before).isdecimal()
    return tokens.ended_by(match.start, "several") or (counted and not tokens.breaks[match.start])


def _is_cited(story: Story, sentence: Sentence, match: Match) -> bool:
    """A plenum or congress known by its number is cited, not told: "kết quả Hội nghị Trung ương lần thứ
    7"."""
    tokens = story.tokens
    if opens_sentence(tokens, sentence, match) and any(
        date.is_day and match.end <= date.start <= match.end + 8 for date in story.dates_of(sentence)
    ):
        return False
    gathering = tokens.match(match.start, "GatheringName")
    if gathering is None or gathering.end == match.end or tokens.ended_by(match.start, "hold-meeting"):
        return False
    return gathering.entry.feature("gatheringForm") == "plenum" and not _goes_on(story, sentence, gathering)


def _goes_on(story: Story, sentence: Sentence, gathering: Match) -> bool:
    """ "Sáng 25-11, Hội nghị Trung ương 10 khai mạc tại Hà Nội": it is the subject of what happens that
    day, so it is told."""
    tokens = story.tokens
    if not any(date.is_day for date in story.dates_of(sentence)):
        return False
    leads = gathering.start == sentence.start or tokens.key(gathering.start - 1) == ","
    return leads and tokens.any("hold-meeting", gathering.end, min(gathering.end + 20, sentence.end))


def _held(story: Story, sentence: Sentence, match: Match) -> Meeting | None:
    """Whether the words around a kind of meeting say that one was held, and what they tell of it."""
    tokens = story.tokens
    day = find_day(story, sentence, match)
    verb = find_verb(tokens, sentence, match)
    done_by_person = match.entry.is_true("byPerson") and day is not None and _is_visit(story, sentence, match)
    held = verb is not None and verb.end == match.start
    if not done_by_person and match.entry.is_true("onlyAfterHold") and not held:
        return None
    if not done_by_person and match.entry.is_true("byPerson") and not match.entry.is_true("onlyAfterHold"):
        return None
    if _is_for_the_press(tokens, match) or _is_stay(match, day):
        return None
    modality = tell_modality(story, sentence, match, verb)
    if modality is None or (
        modality != "stated" and (verb is None or not tokens.has(verb.start, "hold-meeting"))
    ):
        return None
    assembly = match.entry.is_true("byAssembly")
    if assembly:
        organiser = find_assembly(story, sentence, match)
    else:
        organiser = find_organiser(story, sentence, match, verb, day)
    if assembly and (day is None or (organiser is None and not _takes_place(tokens, sentence, match))):
        return None
    definite = day is not None and (
        verb is not None
        or done_by_person
        or assembly
        or is_dated_by(story, sentence, match, day)
        or tokens.any("hold-meeting", sentence.start, sentence.end)
    )
    untold = modality == "stated" and not _is_news(story, sentence, match, verb)
    if not definite and (organiser is None or untold or not _acts_on(tokens, match, verb)):
        return None
    evidence = story.evidence(
        min(match.start, verb.start if verb else match.start), match.end, sentence, "meeting-held"
    )
    date = story.calendar.resolve(day) if day is not None else None
    if date is not None and story.calendar.is_history(date):
        return None
    until = story.calendar.resolve(day.last) if day is not None and day.last is not None else None
    if modality == "stated" and date is not None and story.calendar.is_ahead(date):
        modality = "planned"
    online = tokens.any("online", sentence.start, sentence.end)
    kind = match.entry.feature("meetingClass") or "Meeting"
    return Meeting("", sentence, kind, date, day, organiser, online, (evidence,), until, modality)


def _takes_place(tokens: Tokens, sentence: Sentence, match: Match) -> bool:
    """ "Phiên thảo luận tại hội trường … diễn ra …"."""
    return match.start == sentence.start and tokens.any("hold-meeting", match.end, sentence.end)


def _is_for_the_press(tokens: Tokens, match: Match) -> bool:
    """ "làm việc với phóng viên"; not "hội nghị giao ban báo chí"."""
    talks = tokens.starts_of("w:press-talk", match.end, match.end + 5)
    return any(match.entry.is_true("needsVerb") or tokens.ended_by(at, "toward") for at in talks)


def _is_stay(match: Match, day: DateMention | None) -> bool:
    """ "thăm và làm việc tại Việt Nam từ ngày 23 đến 29/5": a stay of days, in which meetings are held."""
    visits = match.entry.feature("meetingClass") == "WorkingVisit" and match.entry.is_true("needsVerb")
    return visits and day is not None and day.last is not None


def _is_visit(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a person with a title, or a delegation, does on a day what makes a meeting: "Sáng 31/5, Thứ
    trưởng … đã đến kiểm tra …", "… trao quyết định cho …"."""
    before = [person for person in story.persons_of(sentence) if person.end <= match.start]
    titled = any(holding.person in before for holding in story.holdings_of(sentence))
    barred = ("passive", "speak", "cited")
    return titled and not any(story.tokens.any(word, before[-1].end, match.start) for word in barred)


def _is_news(story: Story, sentence: Sentence, match: Match, verb: Match | None) -> bool:
    """Whether a meeting without a day is told as news: at the top, by some verb, as done or taken up again
    by "tại hội nghị"; "mở lớp cho cán bộ" tells of no one meeting."""
    tokens = story.tokens
    if sentence.line > 6 or story.index_at(sentence.start) > _TOP:
        return False
    start = verb.start if verb is not None else match.start
    done = tokens.any("done", max(sentence.start, start - 3), start + 1)
    timed = any(tokens.any(word, sentence.start, sentence.end) for word in ("today", "same-day"))
    if done or timed or sentence.line == 0:
        return True
    return _last_definite(story) >= sentence.end


def _last_definite(story: Story) -> int:
    """Where the last meeting stands that was told of before; -1 for none."""
    if story.last_definite is None:
        places = reversed(story.tokens.starts_of("MeetingKind", 0, len(story.tokens)))
        story.last_definite = next((at for at in places if _is_definite(story, at)), -1)
    return story.last_definite


def _is_definite(story: Story, at: int) -> bool:
    """ "Tại buổi lễ", "phát biểu tại hội nghị": a meeting that was told of before."""
    tokens = story.tokens
    match = tokens.match(at, "MeetingKind")
    if match is None or match.entry.is_true("needsVerb") or match.entry.is_true("byPerson"):
        return False
    named = tokens.key(match.end).isdecimal() or tokens.is_capital(match.end)
    return tokens.has(at - 1, "site") and not (named and not tokens.breaks[match.end])


def _acts_on(tokens: Tokens, match: Match, verb: Match | None) -> bool:
    """Whether some verb tells that the meeting was held, with or without a day."""
    return (
        verb is not None
        or match.entry.is_true("needsVerb")
        or tokens.any("hold-meeting", match.end, match.end + 24)
    )


def read_meetings(story: Story) -> Iterator[MeetingFact]:
    """A meeting told as held is one, with its days, its organiser and whether sites were joined online; one
    that is only planned or denied is kept as that.

    Reads: "Ngày 5/3, Tỉnh ủy Hà Giang tổ chức hội nghị trực tuyến." → a meeting that day, of that body,
    online.
    Not: "Đảng viên học kết quả Hội nghị Trung ương lần thứ 7." (cited, not told)
    """
    anywhere = story.tokens.any("online", 0, len(story.tokens))
    for meeting in (*story.meetings, *story.unheld):
        online = meeting.online or (anywhere and meeting in story.meetings[:1])
        yield MeetingFact(
            meeting.key,
            tuple(sorted(set(meeting.evidence))),
            meeting.date,
            meeting.organiser,
            "online" if online else "onsite",
            meeting.kind,
            modality=meeting.modality,
            until=meeting.until,
        )


def meeting_of(story: Story, sentence: Sentence) -> Meeting | None:
    """The meeting that a sentence speaks of: the last one told of so far; right before the first one, the
    first."""
    told = bisect_right(story.meetings, sentence.start, key=lambda meeting: meeting.sentence.start)
    if told:
        return story.meetings[told - 1]
    first = story.meetings[0] if story.meetings else None
    if first is None or first.sentence.line > sentence.line + 2:
        return None
    ahead = story.index_at(first.sentence.start) - story.index_at(sentence.start)
    return first if ahead <= _AHEAD else None
