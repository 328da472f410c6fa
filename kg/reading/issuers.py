"""Who issued a document: the body that owns it, who issues or signs it in the sentence, or the code of its
sign."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Body
from kg.reading.mentions import BodyMention, Mention, PostMention
from kg.reading.sentences import Sentence
from kg.reading.story import Story


def find_owner(story: Story, at: int) -> tuple[Body | None, int]:
    """The body that the words after the number name as the document's own."""
    owner = story.tokens.match(at, "w:possessive")
    start = owner.end if owner else at
    for mention in story.between(start, start + 1):
        if mention.start == start:
            if isinstance(mention, BodyMention):
                return story.bodies.get(start), mention.end
            if isinstance(mention, PostMention) and owner:
                return _office(story, mention), mention.end
    central = story.tokens.match(start, "w:central") if owner else None
    label = central.entry.feature("issuesAs") if central is not None else None
    if central is not None and label is not None:
        return _named_body(story, label), central.end
    return None, at


def _office(story: Story, mention: PostMention) -> Body | None:
    """An office that issues in its own name: "quyết định 1444 của Thủ tướng"."""
    post = story.posts.get(mention.start)
    label = mention.entry.feature("issuesAs") or (post.label if post else None)
    return Body(label, "StateBody") if label else None


def find_signer(story: Story, sentence: Sentence, start: int) -> Body | None:
    """ "Bộ Chính trị ban hành Quy định số …", "Chủ tịch UBND tỉnh Lê Văn Tư vừa ký Công văn số …": who
    issues it, or the body of who signs it."""
    tokens = story.tokens
    for back in range(start - 1, max(sentence.start, start - 4), -1):
        verb = tokens.match(back, "w:issue")
        if verb is None or verb.end != start:
            continue
        before = [m for m in story.mentions_of(sentence) if m.end <= back]
        near = back - 1 - tokens.ended_by(back, "done")
        if not before or before[-1].end < near:
            return None
        if isinstance(before[-1], BodyMention):
            return story.bodies.get(before[-1].start)
        return _signing(story, sentence, before[-1])
    return None


def _signing(story: Story, sentence: Sentence, mention: Mention) -> Body | None:
    """The body in whose name a post, or a person by a post of the sentence, signs."""
    posts = [mention] if isinstance(mention, PostMention) else []
    for holding in story.holdings_of(sentence):
        if holding.person == mention:
            posts = [post for post in holding.posts if not post.former]
    for post in posts:
        if post.entry.feature("issuesAs"):
            return _office(story, post)
        written = story.posts.get(post.start)
        if written is not None and post.body is not None:
            return written.body
    return None


def find_coded(story: Story, codes: Sequence[str]) -> Body | None:
    """The body that a code of a sign stands for: "36-HD/BTCTW"."""
    for code in codes:
        entry = story.lexicon.coded("IssuerCode", code)
        if entry is not None:
            return _named_body(story, entry.label)
    return None


def _named_body(story: Story, label: str) -> Body:
    known = story.lexicon.named("KnownBody", label)
    return Body(label, known.kind if known else "Body", known=known.slug if known else None)
