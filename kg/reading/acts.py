"""Acts: verbs of personnel change that stand together, the words that can belong to them, and the posts
they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from kg.lexicon import Match
from kg.model import Action
from kg.reading.mentions import PersonMention, PostMention
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.titles import join
from kg.reading.tokens import Tokens

_LONGEST_AGENT = 8  # words: "được cán bộ công nhân lao động tín nhiệm bầu"
_ACTIONS = (
    "appoint",
    "assign",
    "transfer",
    "relieve",
    "elect",
    "approve",
    "retire",
    "discipline",
    "nominate",
)


class Act(NamedTuple):
    """Verbs of change that stand together ("điều động, bổ nhiệm") at words ``[start, end)``; ``left`` and
    ``right`` bound the words that can belong to them."""

    verbs: tuple[Match, ...]
    left: int
    right: int
    passive: bool

    @property
    def start(self) -> int:
        """Where the first verb starts."""
        return self.verbs[0].start

    @property
    def end(self) -> int:
        """Where the last verb ends."""
        return self.verbs[-1].end

    @property
    def action(self) -> Action:
        """What the last verb does."""
        return cast(Action, self.verbs[-1].entry.feature("wordClass"))

    @property
    def of_subject(self) -> bool:
        """Whether the post is the subject's."""
        return self.passive or self.verbs[-1].entry.feature("voice") == "subject"


def find_acts(story: Story) -> dict[int, tuple[Act, ...]]:
    """The acts of each sentence that has any, by the sentence's first word."""
    told: dict[Sentence, list[Match]] = {}
    for verb in _verbs(story.tokens):
        told.setdefault(story.sentence_at(verb.start), []).append(verb)
    found = ((sentence, _acts(story, sentence, verbs)) for sentence, verbs in told.items())
    return {sentence.start: tuple(acts) for sentence, acts in found if acts}


def _acts(story: Story, sentence: Sentence, verbs: Sequence[Match]) -> list[Act]:
    """The acts of a sentence, each bounded by its neighbours."""
    tokens = story.tokens
    groups: list[list[Match]] = []
    at = sentence.start
    for verb in verbs:
        if verb.start < at or _is_named(story, verb):
            continue
        near = groups and join(tokens, groups[-1][-1].end, verb.start).sign in {",", "and", ""}
        if near:
            groups[-1].append(verb)
        else:
            groups.append([verb])
        at = verb.end
    acts = []
    for index, group in enumerate(groups):
        left = groups[index - 1][-1].end if index else sentence.start
        right = groups[index + 1][0].start if index + 1 < len(groups) else sentence.end
        acts.append(Act(tuple(group), left, right, _is_passive(story, left, group[0].start)))
    return acts


def _verbs(tokens: Tokens) -> list[Match]:
    """All verbs of change, in order."""
    found: dict[int, Match] = {}
    for action in _ACTIONS:
        for at in tokens.starts_of(f"w:{action}", 0, len(tokens)):
            match = tokens.match(at, f"w:{action}")
            if match is not None and (at not in found or match.end > found[at].end):
                found[at] = match
    return [found[at] for at in sorted(found)]


def _is_named(story: Story, verb: Match) -> bool:
    """Inside a name, or behind "tuổi", "chế độ", the word is no verb: "Ủy ban bầu cử", "tuổi nghỉ hưu"."""
    noun = {"retire": "not-act", "discipline": "breach"}.get(verb.entry.feature("wordClass") or "")
    spoken_of = noun is not None and story.tokens.ended_by(verb.start, noun)
    inside = story.between(verb.start - 24, verb.start)
    return spoken_of or any(m.start < verb.start < m.end for m in inside if not isinstance(m, PersonMention))


def _is_passive(story: Story, left: int, start: int) -> bool:
    """ "được/bị", with at most the agent between it and the verb: "được Bộ Chính trị phân công"."""
    tokens = story.tokens
    marks = tokens.starts_of("w:passive", max(left, start - 16), start)
    return bool(marks) and _only_agent(story, marks[-1] + 1, start)


def _only_agent(story: Story, at: int, end: int) -> bool:
    inside = [m for m in story.between(at, end) if m.end <= end]
    if any(isinstance(m, PersonMention) and m.full for m in inside) and inside[0].start != at:
        return False
    covered = sum(m.end - m.start for m in inside)
    return end - at - covered <= (3 if inside or "," in story.tokens.keys[at:end] else _LONGEST_AGENT)


def acted_posts(story: Story) -> set[int]:
    """The first words of all posts that some act gives or takes."""
    return {
        start
        for sentence in story.sentences
        for act in story.acts.get(sentence.start, ())
        for start in object_starts(story, sentence, act)
    }


def object_starts(story: Story, sentence: Sentence, act: Act) -> list[int]:
    """The first words of the posts that the act is about, in order: the first one led to, and those listed
    after."""
    held = story.held
    starts: list[int] = []
    last: PostMention | None = None
    for mention in story.mentions_of(sentence):
        if (
            not isinstance(mention, PostMention)
            or mention.start in held
            or not act.end <= mention.start < act.right
        ):
            continue
        if last is not None and join(story.tokens, last.end, mention.start).sign not in {
            ",",
            "and",
            "-",
            ";",
        }:
            break
        if last is not None or _is_led_to(story, act, mention):
            starts.append(mention.start)
            last = mention
    return starts


def _is_led_to(story: Story, act: Act, mention: PostMention) -> bool:
    """Whether the post is the verb's: right after it, or after a word for taking a post; whoever leaves one
    post "để giữ chức" another does not leave that one."""
    tokens = story.tokens
    if tokens.any("past-career", act.end, mention.start):
        return False
    if act.action == "relieve" and tokens.any("purpose", act.end, mention.start):
        return False
    if mention.start - act.end <= 1:
        return True
    return (
        any(tokens.has(mention.start - back, "take-post") for back in (1, 2, 3))
        or tokens.word(mention.start - 1) == "("
    )
