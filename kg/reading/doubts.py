"""What looked like a title, a body, a name or a document and was not understood: the work list for better
reading."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Issue
from kg.reading.mentions import BodyMention, PersonMention, PostMention
from kg.reading.persons import run_end
from kg.reading.story import Story


def find_doubts(story: Story) -> Iterator[Issue]:
    """Everything left aside, with the words and the reason."""
    yield from _posts_without_body(story)
    yield from _names_without_licence(story)
    yield from _numbers_without_document(story)


def _issue(story: Story, rule: str, start: int, end: int, reason: str) -> Issue:
    return Issue(story.article.id, rule, story.tokens.text(start, end), reason, story.tokens.span(start, end))


def _posts_without_body(story: Story) -> Iterator[Issue]:
    for mention in story.mentions:
        if (
            isinstance(mention, PostMention)
            and story.posts.get(mention.start) is None
            and mention.start in story.held
        ):
            yield _issue(
                story, "post.open", mention.start, mention.end, "nothing tells of which body the post is"
            )
        if (
            isinstance(mention, BodyMention)
            and story.bodies.get(mention.start) is None
            and not mention.open_parent
        ):
            yield _issue(
                story, "body.open", mention.start, mention.end, "nothing tells of what or where the body is"
            )


def _names_without_licence(story: Story) -> Iterator[Issue]:
    """Three capitalised words and more behind a family name that neither title nor courtesy vouches for."""
    tokens = story.tokens
    covered = story.covered()
    past = 0
    for at in tokens.starts_of("FamilyName", 0, len(tokens)):
        if at < past or at in covered or not tokens.is_capital(at):
            continue
        end = run_end(tokens, at)
        past = end
        if 3 <= end - at <= 5 and not any(place in covered for place in range(at, end)):
            yield _issue(
                story, "name.unlicensed", at, end, "no title, rank or courtesy stands beside the name"
            )
    for mention in story.mentions:
        bare = isinstance(mention, PersonMention) and not mention.full and mention.name
        if bare and mention.start not in story.names:
            yield _issue(
                story, "name.bare", mention.start, mention.end, "no full name in the article ends like this"
            )


def _numbers_without_document(story: Story) -> Iterator[Issue]:
    """ "số 12-…" with the sign of a document and no type before it."""
    tokens = story.tokens
    for at in tokens.starts_of("w:document-number", 0, len(tokens)):
        signed = (
            tokens.key(at + 1).isdecimal() and tokens.word(at + 2) in {"-", "/"} and not tokens.spaced[at + 2]
        )
        typed = any(tokens.starts_of("DocumentType", max(0, at - 4), at))
        if signed and not typed and tokens.word(at + 3).isalpha():
            yield _issue(
                story, "document.untyped", at, at + 4, "a document's sign without the kind of document"
            )
