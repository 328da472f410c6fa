"""Tasks that a meeting sets in numbered form: "Một là …", "Hai là …", or "1. …", "2. …" under a colon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span, TaskFact
from kg.reading.meetings import meeting_of
from kg.reading.sentences import Sentence
from kg.reading.story import Story


@dataclass(frozen=True, slots=True)
class _Item:
    """A numbered item: its number and the sentences it runs over, ``[first, last)`` in the story's
    order."""

    number: int
    first: int
    last: int


def read_tasks(story: Story) -> Iterator[TaskFact]:
    """The numbered items that follow an announcement at a meeting are tasks, set by whoever spoke last
    before them.

    Reads: "Đồng chí yêu cầu: Một là, rà soát cán bộ. Hai là, hoàn thành đề án." → two tasks in order.
    Not: "Danh sách trúng cử: 1. Ông Lê Văn Tư. 2. Bà Trần Thị Hoa." (persons, not tasks)
    """
    items = _items(story)
    speaker = _last_speaker(story, story.sentences[: items[0].first]) if items else None
    for item in items:
        sentence = story.sentences[item.first]
        meeting = meeting_of(story, sentence)
        tokens = story.tokens
        end = tokens.ends[story.sentences[item.last - 1].end - 1]
        evidence = story.evidence(sentence.start, sentence.end, sentence, "task-numbered")
        text = Span(tokens.starts[sentence.start], end)
        yield TaskFact(item.number, text, (evidence,), meeting.key if meeting else None, speaker)


def _items(story: Story) -> list[_Item]:
    """The numbered items of the story, where they count up from one and name no persons first."""
    starts: list[tuple[int, int]] = []
    for index, sentence in enumerate(story.sentences):
        number = _number_of(story, sentence)
        if number == len(starts) + 1:
            starts.append((number, index))
    if len(starts) < 2 or _lists_persons(story, starts) or not _orders(story, starts):
        return []
    ends = [index for _, index in starts[1:]]
    longest = max(end - first for (_, first), end in zip(starts, ends, strict=False))
    ends.append(min(_run_end(story, starts[-1][1]), starts[-1][1] + longest))
    return [_Item(number, first, last) for (number, first), last in zip(starts, ends, strict=True)]


def _number_of(story: Story, sentence: Sentence) -> int | None:
    """The number that opens a sentence: in words, or as a figure at the beginning of a line."""
    tokens = story.tokens
    spelled = tokens.match(sentence.start, "w:task-number")
    if spelled is not None:
        number = tokens.match(sentence.start, "NumberWord")
        return int(number.entry.feature("numberValue") or 0) if number is not None else None
    opens_line = tokens.breaks[sentence.start] and tokens.key(sentence.start + 1) in {".", ")", "/"}
    key = tokens.key(sentence.start)
    return int(key) if opens_line and key.isdecimal() and len(key) <= 2 else None


def _lists_persons(story: Story, starts: Sequence[tuple[int, int]]) -> bool:
    """Whether the items are a list of people."""
    named = sum(1 for _, index in starts if story.persons_of(story.sentences[index]))
    return named * 2 > len(starts)


def _orders(story: Story, starts: Sequence[tuple[int, int]]) -> bool:
    """Whether what announces the items, or one of them, says what is to be done: "yêu cầu", "cần", "nhiệm
    vụ"."""
    told = [index for _, index in starts]
    for index in {max(0, told[0] - 1), *told}:
        sentence = story.sentences[index]
        if any(story.tokens.any(word, sentence.start, sentence.end) for word in ("ought", "assigns")):
            return True
    return False


def _run_end(story: Story, index: int) -> int:
    """The sentence after the last item: it ends with its line."""
    line = story.sentences[index].line
    end = index + 1
    while end < len(story.sentences) and story.sentences[end].line == line:
        end += 1
    return end


def _last_speaker(story: Story, before: Sequence[Sentence]) -> str | None:
    """Who spoke last before the items."""
    for sentence in reversed(before):
        speaks = story.tokens.any("speak", sentence.start, sentence.end)
        persons = story.persons_of(sentence)
        if speaks and persons:
            return story.names[persons[0].start]
    return None
