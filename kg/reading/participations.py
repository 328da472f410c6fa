"""Who took part in a meeting, and how: chairing, speaking, presenting, or being there."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon import Match
from kg.model import ParticipationFact, ParticipationRole
from kg.reading.dates import DateMention
from kg.reading.meeting_days import is_of_other
from kg.reading.meetings import Meeting, meeting_of
from kg.reading.mentions import BodyMention, PersonMention, PlaceMention, PostMention
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.titles import join

_LEADING = ("w:consists", "w:possessive")
_TITLE = 30  # words of the titles between a name and its verb
_CITING = 3  # words that say that somebody is cited, at most
_RECEIVED = 2  # sentences after a visit in which "đã tiếp và làm việc với đoàn" tells who received it
_OPENING = 4  # sentences: what is told so early is what the whole story is about
_ROLES: tuple[tuple[str, ParticipationRole], ...] = (
    ("chair", "chair"),
    ("speak", "speaker"),
    ("present", "presenter"),
)


def read_participations(story: Story) -> Iterator[ParticipationFact]:
    """Who is said to attend, chair, speak, present, hand over or receive at a meeting takes part in it.

    Reads: "Phát biểu tại hội nghị, đồng chí Lê Thị Hoa nhấn mạnh …" → participant and speaker.
    Not: "Hội nghị nghe báo cáo về vụ việc của ông Lê Văn Tư." (spoken of, not there)
    """
    surely: set[tuple[str, str]] = set()
    elsewhere: set[tuple[str, str]] = set()
    for sentence in story.sentences:
        told = meeting_of(story, sentence)
        meeting = told or _only_session(story)
        if meeting is None or _is_of_another_day(story, sentence, meeting):
            continue
        for person, role, at in (
            *_acts(story, sentence),
            *_visits(story, sentence, meeting),
            *_cited(story, sentence, meeting),
        ):
            key = (meeting.key, story.names[person.start])
            debates = _debates(story, person, meeting)
            if told is None and not debates:
                continue
            if key not in surely and _is_after_other_day(story, sentence, person, meeting):
                elsewhere.add(key)
                continue
            if key in elsewhere and not _takes_up(story, sentence, meeting):
                continue
            sure = key in surely or debates
            if _is_weak(at) and not sure and not _is_there(story, sentence, meeting):
                continue
            surely.add(key)
            start, end = min(person.start, at.start), max(person.end, at.end)
            evidence = story.evidence(start, end, sentence, f"takes-part-{role}")
            name = story.names[person.start]
            if role != "participant":
                yield ParticipationFact(meeting.key, name, role, (evidence,))
            yield ParticipationFact(meeting.key, name, "participant", (evidence,))


def _is_of_another_day(story: Story, sentence: Sentence, meeting: Meeting) -> bool:
    """Whether a sentence opens with a day that is not the meeting's: "Trước đó, ngày 21/5, ông A đã trình
    bày …"."""
    first = next((day for day in story.dates_between(sentence.start, sentence.start + 6) if day.is_day), None)
    return first is not None and sentence != meeting.sentence and _is_other(story, first, meeting)


def _is_after_other_day(story: Story, sentence: Sentence, person: PersonMention, meeting: Meeting) -> bool:
    """ "… Kết thúc chuyến đi, tối 27/5, ông A đã trao …": what he then says is of that evening too."""
    said = story.dates_between(sentence.start, person.start)
    days = [day for day in said if day.is_day and not is_of_other(story, day)]
    near = bool(days) and days[-1].end == person.start - 1
    opened = bool(days) and story.tokens.any("part-of-day", days[-1].start - 2, days[-1].start)
    return (near or opened) and sentence != meeting.sentence and _is_other(story, days[-1], meeting)


def _takes_up(story: Story, sentence: Sentence, meeting: Meeting) -> bool:
    """Whether a sentence names a meeting of the same class."""
    places = story.tokens.starts_of("MeetingKind", sentence.start, sentence.end)
    named = (story.tokens.match(at, "MeetingKind") for at in places)
    return any(kind is not None and kind.entry.feature("meetingClass") == meeting.kind for kind in named)


def _is_other(story: Story, day: DateMention, meeting: Meeting) -> bool:
    told = story.calendar.resolve(day)
    if told is None or meeting.date is None:
        return False
    return not meeting.date.iso <= told.iso <= (meeting.until or meeting.date).iso


def _is_weak(verb: Match) -> bool:
    """Verbs of saying that any reporter's quotation has: "cho biết", "khẳng định"."""
    return bool(verb.entries) and verb.entry.is_true("weakSpeech")


def _is_there(story: Story, sentence: Sentence, meeting: Meeting) -> bool:
    """Whether a saying was said at the meeting: the sentence or the one before names a meeting, or the
    whole story is of it; not when it was said to the press."""
    tokens = story.tokens
    if tokens.any("press-talk", sentence.start, sentence.end):
        return False
    before = story.sentence_at(max(0, sentence.start - 1))
    if tokens.starts_of("MeetingKind", before.start, sentence.end):
        return True
    other_day = [
        d for d in story.dates_of(sentence) if d.is_day and story.calendar.resolve(d) != meeting.date
    ]
    told_early = story.index_at(meeting.sentence.start) <= _OPENING and meeting.sentence.line <= 2
    return told_early and not other_day


def _only_session(story: Story) -> Meeting | None:
    """The one session of an article about a debate: its deputies speak there also before it is named."""
    only = story.meetings[0] if story.debate is not None and len(story.meetings) == 1 else None
    return only if only is not None and only.kind == "Session" else None


def _debates(story: Story, person: PersonMention, meeting: Meeting) -> bool:
    """Whether it is a deputy who says something, in an article about a session: then it was said there."""
    named = story.debate is not None and story.names[person.start] in story.debate.names
    return named and meeting.kind == "Session"


def _cited(
    story: Story, sentence: Sentence, meeting: Meeting
) -> Iterator[tuple[PersonMention, ParticipationRole, Match]]:
    """ "Theo đại biểu Lê Thị Hoa, luật còn khó hiểu.": what a debate cites of a deputy was said in it."""
    tokens = story.tokens
    for person in story.persons_of(sentence) if story.debate is not None else ():
        first = first_word(story, person)
        for at in tokens.starts_of("w:report-says", first - _CITING, first):
            match = tokens.match(at, "w:report-says")
            if match is not None and match.end == first and _debates(story, person, meeting):
                yield person, "speaker", match


def _acts(story: Story, sentence: Sentence) -> Iterator[tuple[PersonMention, ParticipationRole, Match]]:
    """Who does what at the meeting, by the verbs of a sentence."""
    persons = story.persons_of(sentence)
    if not persons:
        return
    for word_class, role in _ROLES:
        for verb in _verbs(story, sentence, word_class):
            passive = story.tokens.ended_by(verb.start, "passive")
            if not (passive or _is_noun(story, verb) or _is_quoted(story, sentence, verb)):
                for person in _subjects(story, sentence, verb, persons):
                    if role == "speaker" or not _is_source(story, person):
                        yield person, role, verb
    for verb in _verbs(story, sentence, "attend"):
        for person in _attending(story, sentence, verb, persons):
            yield person, "participant", verb
    for person in _at_site(story, sentence, persons):
        yield person, "participant", Match(sentence.start, sentence.start + 1, ())
    for word_class in ("hand", "receive"):
        for verb in _verbs(story, sentence, word_class):
            for person in persons:
                if not any(day.is_day for day in story.dates_between(verb.end, person.start)):
                    yield person, "participant", verb


def _visits(
    story: Story, sentence: Sentence, meeting: Meeting
) -> Iterator[tuple[PersonMention, ParticipationRole, Match]]:
    """ "Thứ trưởng … đã đến kiểm tra …", "đoàn công tác của … làm việc với …": who makes the visit that the
    sentence tells, and whom it names as visited."""
    later = story.index_at(sentence.start) - story.index_at(meeting.sentence.start)
    if later and not (meeting.kind == "WorkingVisit" and 0 < later <= _RECEIVED):
        return
    persons = story.persons_of(sentence)
    for verb in _verbs(story, sentence, "visit"):
        before = [person for person in persons if person.end <= verb.start]
        visiting = list_ending(story, before) if before and verb.start - before[-1].end <= _TITLE else []
        visited = [] if later else _attending(story, sentence, verb, persons)
        for person in dict.fromkeys((*visiting, *visited)):
            yield person, "participant", verb


def _at_site(story: Story, sentence: Sentence, persons: list[PersonMention]) -> list[PersonMention]:
    """ "Ở Hà Giang có các đồng chí: …": a place of the meeting, then who was there."""
    tokens = story.tokens
    opened = tokens.match(sentence.start, "w:site")
    inside = story.between(opened.end, opened.end + 1) if opened is not None else ()
    if not inside or not isinstance(inside[0], PlaceMention) or not tokens.has(inside[0].end, "consists"):
        return []
    return [person for person in persons if person.start > inside[0].end]


def _verbs(story: Story, sentence: Sentence, word_class: str) -> list[Match]:
    """The verbs of a class in a sentence, none inside another of the class."""
    verbs: list[Match] = []
    for at in story.tokens.starts_of(f"w:{word_class}", sentence.start, sentence.end):
        match = story.tokens.match(at, f"w:{word_class}")
        other = match is not None and match.end == at + 1 and story.tokens.has(at, "no-attend")
        if match is not None and not other and (not verbs or at >= verbs[-1].end):
            verbs.append(match)
    return verbs


def _is_noun(story: Story, verb: Match) -> bool:
    """ "lễ công bố", "sẽ trình bày", "Ban Tổ chức … phát biểu", "chủ trì soạn thảo", "công tác phổ biến",
    "chưa trình bày": in the name of a meeting, still to come, of a body, of work, or denied, a verb is no
    person's act there."""
    tokens = story.tokens
    kinds = (tokens.match(verb.start - back, "MeetingKind") for back in (1, 2, 3))
    if any(kind is not None and kind.end > verb.start for kind in kinds):
        return True
    planned = any(tokens.ended_by(verb.start - back, "planned") for back in (0, 1))
    barred = any(tokens.ended_by(verb.start, word) for word in ("not-act", "possessive", "negation"))
    if planned or barred or tokens.has(verb.end, "task"):
        return True
    before = [m for m in story.between(verb.start - 24, verb.start) if m.end == verb.start]
    return bool(before) and isinstance(before[-1], BodyMention) and not _titled(story, before[-1])


def _is_source(story: Story, person: PersonMention) -> bool:
    """ "Theo ông A, tỉnh đã trình bày …": he says what others did."""
    starts = {person.start, first_word(story, person)}
    return any(story.tokens.ended_by(at, "report-says") for at in starts)


def _is_quoted(story: Story, sentence: Sentence, verb: Match) -> bool:
    """Whether a verb stands between quotation marks that the sentence opens: what is said there is done by
    whom it speaks of."""
    words = story.tokens.words[sentence.start : verb.start]
    return words.count("“") > words.count("”")


def _titled(story: Story, body: BodyMention) -> bool:
    """Whether a body ends a person's title."""
    before = story.mention_before(body.start)
    return isinstance(before, PostMention | PersonMention) and before.end == body.start


def _subjects(
    story: Story, sentence: Sentence, verb: Match, persons: list[PersonMention]
) -> list[PersonMention]:
    """Who does what the verb says: those it names after it ("Chủ trì có …"), else the last persons before
    it."""
    named = _named_after(story, sentence, verb, persons)
    if named:
        return named
    before = [person for person in persons if person.end <= verb.start]
    if before:
        listed = _past_opening(story, list_ending(story, before))
        return listed if _is_subject(story, sentence, listed, verb) else []
    opening = verb.start - sentence.start <= 12 and verb.entry.is_true("opensSentence")
    after = [person for person in persons if person.start >= verb.end]
    return after[:1] if opening and after and _is_main_clause(story, verb, after[0]) else []


def _past_opening(story: Story, listed: list[PersonMention]) -> list[PersonMention]:
    """ "Tiếp xúc với Bộ trưởng Lào A, *Bí thư B* đề nghị …": one is of the opening phrase, the other acts."""
    if len(listed) != 2 or not story.tokens.ended_by(_title_start(story, listed[0]), "toward"):
        return listed
    return listed[1:] if story.tokens.key(_title_start(story, listed[1]) - 1) == "," else listed


def _is_subject(story: Story, sentence: Sentence, listed: list[PersonMention], verb: Match) -> bool:
    """Persons right before a verb, or with whom the sentence opens; not those on whom something falls."""
    tokens = story.tokens
    first = _title_start(story, listed[0])
    while tokens.has(first - 1, "plural"):
        first -= 1
    if any(tokens.ended_by(first, word) for word in ("toward", "cited", "discipline", "appoint", "relieve")):
        return False
    last = max(
        [
            listed[-1].end,
            *(
                p.end
                for h in story.holdings_of(story.sentence_at(listed[-1].start))
                if h.person == listed[-1]
                for p in h.posts
                if p.end <= verb.start
            ),
        ]
    )
    planned = next(iter(tokens.starts_of("w:planned", last, verb.start)), None)
    if planned is not None and not tokens.any("speak", last, planned):
        return False
    opens = not any(
        m.end <= listed[0].start and isinstance(m, BodyMention) for m in story.mentions_of(sentence)
    )
    return verb.start - last <= 8 or opens


def _title_start(story: Story, person: PersonMention) -> int:
    """The first word of a name with its courtesies and the titles before it."""
    titles = [
        post.start
        for holding in story.holdings_of(story.sentence_at(person.start))
        if holding.person == person
        for post in holding.posts
        if post.start < person.start
    ]
    return min([*titles, first_word(story, person)])


def first_word(story: Story, person: PersonMention) -> int:
    """The first word of a name with its courtesies."""
    at = person.start
    for back in range(1, 4):
        if any(
            (m := story.tokens.match(at - back, kind)) and m.end == at
            for kind in ("Honorific", "Rank", "Degree")
        ):
            return at - back
    return at


def _is_main_clause(story: Story, verb: Match, person: PersonMention) -> bool:
    """ "Phát biểu tại hội nghị, đồng chí X …": a comma lies between."""
    tokens = story.tokens
    return (
        any(tokens.key(at) in {",", ":"} for at in range(verb.end, person.start))
        or person.start - verb.end <= 6
    )


def _named_after(
    story: Story, sentence: Sentence, verb: Match, persons: list[PersonMention]
) -> list[PersonMention]:
    """ "Chủ trì hội nghị có ông A", "dưới sự chủ trì của các đồng chí: A; B; C"."""
    tokens = story.tokens
    colon = next(
        (at for at in range(verb.end, min(verb.end + 8, sentence.end)) if tokens.key(at) == ":"), None
    )
    if colon is not None and verb.entry.feature("wordClass") == "chair":
        listed = next((person for person in persons if person.start > colon), None)
        return list_from(story, persons, listed) if listed is not None else []
    for at in tokens.starts_of_any(_LEADING, verb.end - 1, min(verb.end + 6, sentence.end)):
        if at >= verb.end or tokens.has(at, "possessive"):
            first = next((person for person in persons if person.start > at), None)
            is_copula = tokens.has(at, "now") and at >= verb.end
            allowed = verb.entry.feature("wordClass") == "chair" or is_copula
            if first is not None and first.start - at <= 14 and allowed:
                return list_from(story, persons, first)
    return []


def list_from(story: Story, persons: list[PersonMention], first: PersonMention) -> list[PersonMention]:
    """A person and those listed after, with their titles between."""
    listed = [first]
    for person in persons[persons.index(first) + 1 :]:
        if not is_list_gap(story, listed[-1], person):
            break
        listed.append(person)
    return listed


def list_ending(story: Story, before: list[PersonMention]) -> list[PersonMention]:
    """The last of some persons, and those joined to it by "và" or a list."""
    listed = [before[-1]]
    for person in reversed(before[:-1]):
        if not is_list_gap(story, person, listed[0]):
            break
        listed.insert(0, person)
    return listed


def is_list_gap(story: Story, one: PersonMention, other: PersonMention) -> bool:
    """Between two persons of a list stand only titles and signs."""
    at = one.end
    for mention in story.between(one.end, other.start):
        if join(story.tokens, at, mention.start).sign == "far":
            return False
        at = mention.end
    return join(story.tokens, at, other.start).sign not in {"far", ":"}


def _attending(
    story: Story, sentence: Sentence, attend: Match, persons: list[PersonMention]
) -> list[PersonMention]:
    """Those whom a list after the word names ("Dự có …", "tham dự: …"), or who stand right before it."""
    tokens = story.tokens
    after = [person for person in persons if person.start >= attend.end]
    if after:
        between = range(attend.end - 1, after[0].start)
        marked = any(
            tokens.has(at, "consists") or tokens.key(at) == ":" or tokens.has(at, "possessive")
            for at in between
        )
        if marked:
            return after
        if after[0].start - attend.end <= 4:
            return list_from(story, persons, after[0])
    before = [person for person in persons if person.end <= attend.start]
    return list_ending(story, before) if before and attend.start - before[-1].end <= _TITLE else []
