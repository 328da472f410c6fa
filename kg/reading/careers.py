"""Posts that a life's story tells: what a person once was, and what the lines of a biography list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from kg.lexicon import Match, fold
from kg.model import Post, TenureFact
from kg.reading.acts import acted_posts
from kg.reading.labels import as_past
from kg.reading.mentions import PersonMention, PostMention
from kg.reading.officials import read_titles
from kg.reading.personnel import read_changes
from kg.reading.sentences import Sentence
from kg.reading.story import Story

_Holders = Callable[[], Sequence[Mapping[str, Mapping[str, str]]]]  # see _find_holders; asked for seldom


def read_careers(story: Story) -> Iterator[TenureFact]:
    """The posts after "từng giữ chức" and its like are former posts of the sentence's subject.

    Reads: "Ông Lê Văn Tư từng là Bí thư Huyện ủy, Phó Chủ tịch UBND tỉnh." → two former posts.
    Not: "Ông Lê Văn Tư, Bí thư Huyện ủy, từng được bằng khen của Chủ tịch UBND tỉnh." (another's post)
    """
    taken = acted_posts(story) | story.held
    holders = cache(partial(_find_holders, story))
    for sentence in story.sentences_with(("w:past-career",)):
        seen: set[int] = set()
        for at in story.tokens.starts_of("w:past-career", sentence.start, sentence.end):
            cue = _cue(story, at)
            name = _subject(story, sentence, cue, holders) if cue is not None else None
            if cue is None or name is None:
                continue
            told = list(_posts_after(story, sentence, cue.end, taken))
            if told and story.tokens.ended_by(told[0][0].start, "possessive"):
                continue
            for mention, post in told:
                if mention.start not in seen:
                    evidence = story.evidence(cue.start, mention.end, sentence, "career-past")
                    yield TenureFact(name, as_past(post, True), (evidence,))
                seen.add(mention.start)


def _cue(story: Story, at: int) -> Match | None:
    """The cue that starts here; what one was "trước khi giữ chức" may be held still."""
    before = story.tokens.match(at - 1, "w:past-time")
    overlaps = before is not None and before.end > at
    return None if overlaps else story.tokens.match(at, "w:past-career")


def _subject(story: Story, sentence: Sentence, cue: Match, holders: _Holders) -> str | None:
    """The last person before the word; else who alone holds the post that is the subject ("Tân Bí thư từng
    …")."""
    persons = [person for person in story.persons_of(sentence) if person.end <= cue.start]
    later = [person for person in story.persons_of(sentence) if person.start >= cue.end]
    if later and cue.entry.is_true("subjectAfter"):
        return story.names[later[0].start]
    if persons:
        return story.names[persons[-1].start]
    if later and later[0].start - cue.end <= 2:
        return story.names[later[0].start]
    for mention in story.mentions_of(sentence):
        post = story.posts.get(mention.start) if isinstance(mention, PostMention) else None
        if post is not None and mention.end <= cue.start:
            return _sole_holder(holders, post)
    return None


def _sole_holder(holders: _Holders, post: Post) -> str | None:
    """Who alone is said to have got the post; where nobody is, who alone bears it as a title."""
    for told in holders():
        names = told.get(fold(post.label))
        if names:
            return next(iter(names.values())) if len(names) == 1 else None
    return None


def _find_holders(story: Story) -> Sequence[Mapping[str, Mapping[str, str]]]:
    """By the folded labels of posts who is said to have got them, and who bears them as titles."""
    found: tuple[dict[str, dict[str, str]], ...] = ({}, {})
    for holders, rule in zip(found, (read_changes, read_titles), strict=True):
        for fact in rule(story):
            if isinstance(fact, TenureFact):
                holders.setdefault(fold(fact.post.label), {})[fold(fact.official)] = fact.official
    return found


def _posts_after(
    story: Story, sentence: Sentence, at: int, taken: set[int]
) -> Iterator[tuple[PostMention, Post]]:
    """The posts after a word, up to another person or to a word that takes the story elsewhere."""
    for mention in story.mentions_of(sentence):
        if mention.start < at:
            continue
        if isinstance(mention, PersonMention) and mention.start in story.names:
            return
        post = story.posts.get(mention.start) if isinstance(mention, PostMention) else None
        if isinstance(mention, PostMention) and post is not None and mention.start not in taken:
            yield mention, post


def read_biographies(story: Story) -> Iterator[TenureFact]:
    """The posts that the lines of a biography list after birth, age and home are the person's.

    Reads: "Bà Lê Thị Hoa sinh năm 1970; quê Hà Nam; Ủy viên Trung ương Đảng khóa XII." → Ủy viên Trung ương
    Đảng.
    Not: "Bà Lê Thị Hoa sinh năm 1970, từng là Bí thư Huyện ủy." (a former post, read as a career)
    """
    taken = acted_posts(story) | story.held
    lives = (s for s in story.sentences if story.tokens.any("born", s.start, s.end + 4))
    for sentence in lives:
        for person in story.persons_of(sentence):
            born = next(iter(story.tokens.starts_of("w:born", person.end, person.end + 4)), None)
            if born is None:
                continue
            past = next((at for at in range(born, sentence.end) if _cue(story, at)), sentence.end)
            for mention, post in _posts_after(story, sentence, born, taken):
                if mention.start < past:
                    evidence = story.evidence(person.start, mention.end, sentence, "biography")
                    yield TenureFact(story.names[person.start], post, (evidence,))
            break
