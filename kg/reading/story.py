"""An article on its way through the rules: its words, sentences, mentions and what the context makes of
them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kg.lexicon import Lexicon, fold
from kg.model import Article, Body, Evidence, Post, Span
from kg.reading.context import Context, find_home
from kg.reading.dates import Calendar, DateMention, find_dates, find_telling, make_calendar
from kg.reading.mentions import BodyMention, Mention, PersonMention, PlaceMention, PostMention
from kg.reading.page import Page, read_page
from kg.reading.scan import scan
from kg.reading.sentences import Sentence, find_sentences
from kg.reading.text import NormalText, normalise
from kg.reading.titles import Holding, find_holdings, is_plural, join
from kg.reading.tokens import Tokens, tokenise
from kg.reading.writer import Writer

if TYPE_CHECKING:
    from kg.reading.acts import Act
    from kg.reading.deputies import Debate
    from kg.reading.meetings import Meeting


@dataclass(slots=True)
class Story:
    """All that the rules read. ``posts`` and ``bodies`` hold what mentions are written out as, by their
    first word; ``names`` the full name that a person mention stands for."""

    article: Article
    lexicon: Lexicon
    page: Page
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    calendar: Calendar
    holdings: list[Holding] = field(default_factory=list)
    posts: dict[int, Post | None] = field(default_factory=dict)
    bodies: dict[int, Body | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    meetings: tuple[Meeting, ...] = ()
    unheld: tuple[Meeting, ...] = ()
    debate: Debate | None = None
    acts: dict[int, tuple[Act, ...]] = field(default_factory=dict)
    held: frozenset[int] = frozenset()
    last_definite: int | None = None
    _sentence_starts: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _by_sentence: dict[int, list[Mention]] = field(default_factory=dict)
    _named: list[PersonMention] = field(default_factory=list)
    _held_in: dict[int, list[Holding]] = field(default_factory=dict)
    _covered: frozenset[int] | None = None
    _spans: dict[int, Span] = field(default_factory=dict)

    def mentions_of(self, sentence: Sentence) -> Sequence[Mention]:
        """The mentions inside a sentence, in order."""
        return self._by_sentence.get(sentence.start, ())

    def sentences_with(self, finders: Iterable[str]) -> Iterator[Sentence]:
        """The sentences in which an entry of any of these classes begins, in order."""
        end = 0
        for at in self.tokens.starts_of_any(finders, 0, len(self.tokens)):
            if at >= end:
                sentence = self.sentence_at(at)
                end = sentence.end
                yield sentence

    def holdings_of(self, sentence: Sentence) -> Sequence[Holding]:
        """The holdings told in a sentence, in order."""
        return self._held_in.get(sentence.start, ())

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin at words ``[start, end)``, in order."""
        starts = self._starts
        return self.mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    def persons_of(self, sentence: Sentence) -> list[PersonMention]:
        """The persons of a sentence whose full name is known, in order."""
        return [
            m for m in self.mentions_of(sentence) if isinstance(m, PersonMention) and m.start in self.names
        ]

    def person_before(self, at: int) -> PersonMention | None:
        """The last person whose full name is known and stands before a word."""
        index = bisect_left(self._named, at, key=_start) - 1
        while index >= 0 and self._named[index].end > at:
            index -= 1
        return self._named[index] if index >= 0 else None

    def mention_before(self, at: int) -> Mention | None:
        """The last mention that begins before a word."""
        index = bisect_left(self._starts, at)
        return self.mentions[index - 1] if index else None

    def dates_of(self, sentence: Sentence) -> Sequence[DateMention]:
        """The dates inside a sentence, in order."""
        return self.dates_between(sentence.start, sentence.end)

    def dates_between(self, start: int, end: int) -> Sequence[DateMention]:
        """The dates that begin at words ``[start, end)``, in order."""
        first = bisect_left(self.dates, start, key=_start)
        return self.dates[first : bisect_left(self.dates, end, first, key=_start)]

    def evidence(self, start: int, end: int, sentence: Sentence, rule: str) -> Evidence:
        """Evidence for words ``[start, end)``."""
        whole = self._spans.get(sentence.start)
        if whole is None:
            whole = self._spans[sentence.start] = sentence.span(self.tokens)
        return Evidence(self.tokens.span(start, end), whole, rule)

    def covered(self) -> frozenset[int]:
        """The words that are part of some mention."""
        if self._covered is None:
            words = chain.from_iterable(range(m.start, m.end) for m in self.mentions)
            self._covered = frozenset(words)
        return self._covered

    def sentence_at(self, at: int) -> Sentence:
        """The sentence that holds a word."""
        return self.sentences[self.index_at(at)]

    def index_at(self, at: int) -> int:
        """Which sentence holds a word, counted from the article's first."""
        return bisect_right(self._sentence_starts, at) - 1


def open_story(article: Article, lexicon: Lexicon) -> Story:
    """Everything before the rules: page, words, mentions, dates, titles, and the context applied in text
    order."""
    normal = normalise(article.text)
    page = read_page(normal.text, _normal_span(normal, article.body), lexicon)
    tokens = tokenise(normal, Span(page.title_span.start, page.story.end), lexicon)
    tokens = _without(tokens, page)
    mentions = scan(tokens)
    sentences = find_sentences(tokens)
    dates = find_dates(tokens)
    published = article.published or page.published
    telling = dates if published else find_telling(tokens, dates)
    first_day = next((d for d in telling if d.is_day), None)
    calendar = make_calendar(
        published, telling, _plan_years(dates), first_day, _term_year(tokens, sentences[:4])
    )
    story = Story(article, lexicon, page, tokens, sentences, mentions, dates, calendar)
    _group(story)
    _name_persons(story)
    _write_out(story, lexicon)
    return story


def _normal_span(normal: NormalText, body: Span) -> Span:
    """A span of the file in the normal text's own offsets."""
    if normal.offsets is None:
        return body
    inside = [at for at, offset in enumerate(normal.offsets) if body.start <= offset <= body.end]
    return Span(inside[0], inside[-1]) if inside else Span(0, 0)


def _without(tokens: Tokens, page: Page) -> Tokens:
    """The words outside the page's furniture; a line's end stays where something was taken out."""
    if not page.furniture:
        return tokens
    starts = tokens.starts
    cuts = [(bisect_left(starts, line.start), bisect_left(starts, line.end)) for line in page.furniture]
    for start, end in cuts:
        if start < end < len(tokens):
            tokens.breaks[end] = True
    return tokens.without(cuts)


def _plan_years(dates: Sequence[DateMention]) -> Iterator[int]:
    """The years that stand alone: "tổng kết năm 2020, triển khai nhiệm vụ năm 2021"."""
    return (date.year for date in dates[:6] if date.year is not None and date.month is None)


def _term_year(tokens: Tokens, sentences: Sequence[Sentence]) -> int | None:
    """The first year of the term that a congress or election told at the top opens: "Đại hội … nhiệm kỳ
    2025-2030"."""
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        congress = any(_is_congress(tokens, at) for at in tokens.starts_of("MeetingKind", start, end))
        elects = congress or tokens.any("elect", start, end)
        term = next((tokens.match(at, "w:term") for at in tokens.starts_of("w:term", start, end)), None)
        year = tokens.key(term.end) if term is not None else ""
        if elects and len(year) == 4 and year.isdecimal():
            return int(year)
    return None


def _is_congress(tokens: Tokens, at: int) -> bool:
    match = tokens.match(at, "MeetingKind")
    return match is not None and match.entry.feature("meetingClass") == "Congress"


def _group(story: Story) -> None:
    story._sentence_starts = [sentence.start for sentence in story.sentences]
    story._starts = [mention.start for mention in story.mentions]
    for sentence in story.sentences:
        story._by_sentence[sentence.start] = []
    at = 0
    for mention in story.mentions:
        while at < len(story.sentences) and story.sentences[at].end <= mention.start:
            at += 1
        if at < len(story.sentences):
            story._by_sentence[story.sentences[at].start].append(mention)


def _name_persons(story: Story) -> None:
    """Give every person mention the full name it stands for: a bare given name or pronoun is the last one
    that fits; "ông Hoài Anh" is "Nguyễn Hoài Anh" of the same article, "Nguyễn Hoài anh" a slip for it."""
    spelled: dict[str, str] = {}
    by_given: dict[str, list[PersonMention]] = {}
    for named in (m for m in story.mentions if isinstance(m, PersonMention) and m.full):
        folded = fold(named.name)
        spelled.setdefault(folded, named.name)
        by_given.setdefault(folded.rsplit(None, 1)[-1], []).append(named)
    longer = {" ".join(name.split()[-2:]): name for name in spelled if len(name.split()) > 2}
    author = fold(story.page.author or "")
    persons = [m for m in story.mentions if isinstance(m, PersonMention)]
    for mention in persons:
        if mention.full and fold(mention.name) != author:
            called = longer.get(fold(mention.name)) if mention.licence == "courtesy" else None
            slip = f"{fold(mention.name)} {story.tokens.key(mention.end)}"
            whole = slip if slip in spelled and mention.licence != "foreign" else fold(mention.name)
            story.names[mention.start] = spelled[called or whole]
        elif not mention.full and not story.tokens.ended_by(mention.start, "several"):
            name = _antecedent(story, mention, by_given)
            if name is not None:
                story.names[mention.start] = spelled[fold(name)]
    story._named = [person for person in persons if person.start in story.names]


def _antecedent(
    story: Story, bare: PersonMention, by_given: Mapping[str, Sequence[PersonMention]]
) -> str | None:
    """The last full name before it whose given name it is; a pronoun is the first person of the sentence
    before."""
    if bare.licence == "pronoun":
        return _pronoun_antecedent(story, bare)
    fitting = by_given.get(fold(bare.name), ())
    before = bisect_left(fitting, bare.start, key=_start)
    return fitting[max(0, before - 1)].name if fitting else None


def _start(mention: PersonMention | DateMention) -> int:
    return mention.start


def _pronoun_antecedent(story: Story, pronoun: PersonMention) -> str | None:
    index = story.index_at(pronoun.start)
    for sentence in [story.sentences[index], *reversed(story.sentences[max(0, index - 3) : index])]:
        for mention in story.mentions_of(sentence):
            named = (
                isinstance(mention, PersonMention)
                and mention.start < pronoun.start
                and mention.start in story.names
            )
            if named and isinstance(mention, PersonMention) and _same_gender(mention, pronoun):
                return story.names[mention.start]
    return None


def _same_gender(one: PersonMention, other: PersonMention) -> bool:
    return one.gender is None or other.gender is None or one.gender == other.gender


def _write_out(story: Story, lexicon: Lexicon) -> None:
    """Write bodies and posts out in the order of the text, so that the context knows what a reader
    would."""
    tokens = story.tokens
    title_end = next((s.end for s in story.sentences if s.line > 0), len(tokens))
    publisher = story.article.publisher or story.page.publisher
    writer = Writer(Context(lexicon, find_home(lexicon, story.mentions, title_end, publisher)))
    writer.foresee(story.mentions)
    for sentence in story.sentences:
        mentions = story.mentions_of(sentence)
        if not mentions:
            continue
        holdings = find_holdings(tokens, sentence, mentions)
        story._held_in[sentence.start] = [h for h in holdings if h.person.start in story.names]
        story.holdings += story.holdings_of(sentence)
        chains = _chains(tokens, mentions, holdings)
        holders = {
            post.start: story.names[held.person.start]
            for held in story.holdings_of(sentence)
            for post in held.posts
        }
        everything = [m for m in mentions if isinstance(m, PostMention)]
        for mention in mentions:
            if isinstance(mention, PostMention):
                story.posts[mention.start] = writer.post(
                    mention,
                    chains.get(mention.start, (mention,)),
                    everything,
                    holders.get(mention.start, ""),
                )
                shared = mention.body is not None and mention.body.open_parent and is_plural(tokens, mention)
                if mention.body is not None and not shared:
                    _note_bodies(story, writer, mention.body)
            elif isinstance(mention, BodyMention):
                story.bodies[mention.start] = writer.named_body(mention, _after(mention, mentions))
            elif isinstance(mention, PlaceMention):
                writer.note_place(tokens, mention)
    story.held = frozenset(post.start for holding in story.holdings for post in holding.posts)


def _after(mention: BodyMention, mentions: Sequence[Mention]) -> list[BodyMention]:
    """The bodies that the rest of the sentence names, for an organ whose body comes later: "tham gia Ban
    Chấp hành, Ban Thường vụ và giữ chức Bí thư Tỉnh ủy …"."""
    if not (mention.open_parent or (mention.parent is not None and mention.parent.open_parent)):
        return []
    later = (m.body if isinstance(m, PostMention) else m for m in mentions if m.start >= mention.end)
    return [body for body in later if isinstance(body, BodyMention)]


def _note_bodies(story: Story, writer: Writer, mention: BodyMention) -> None:
    """The body inside a title is named too; its own first word is not the title's."""
    story.bodies.setdefault(mention.start, writer.last_body)


def _chains(
    tokens: Tokens, mentions: Sequence[Mention], holdings: Sequence[Holding]
) -> dict[int, tuple[PostMention, ...]]:
    """For each post the posts of its title: those held together, or joined by commas where no person is
    named."""
    chains: dict[int, tuple[PostMention, ...]] = {}
    for holding in holdings:
        for post in holding.posts:
            chains[post.start] = holding.posts
    run: list[PostMention] = []
    for mention in [*mentions, None]:
        joined = (
            isinstance(mention, PostMention)
            and mention.start not in chains
            and (not run or join(tokens, run[-1].end, mention.start).sign in {",", "-", "and", ""})
        )
        if not joined:
            for post in run:
                chains[post.start] = tuple(run)
            run = []
        if isinstance(mention, PostMention) and mention.start not in chains:
            run.append(mention)
    return chains
