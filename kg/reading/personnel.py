"""Personnel changes: who gains or loses which post, by which act, said as done or only planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from kg.lexicon import Match
from kg.model import Action, Body, ChangeFact, Evidence, Fact, Modality, PartialDate, Post, TenureFact
from kg.reading.act_details import find_date, find_decider, find_modality, is_of_past
from kg.reading.acts import Act, object_starts
from kg.reading.labels import as_past
from kg.reading.mentions import BodyMention, PersonMention, PostMention
from kg.reading.participations import first_word, is_list_gap, list_ending, list_from
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.titles import Holding, join

_TAKING = frozenset({"discipline", "relieve"})
_GIVING = frozenset({"appoint", "assign", "transfer", "elect", "approve"})


def read_changes(story: Story) -> Iterator[Fact]:
    """A verb of change, the person it falls on and the post gained or lost are a change; and the person
    held the post.

    Reads: "Ban Thường vụ Tỉnh ủy điều động bà Lê Thị Hoa giữ chức Bí thư Huyện ủy." → transfer, that post.
    Not: "Hội nghị bàn về công tác điều động, bổ nhiệm cán bộ." (nobody is named)
    """
    for sentence in story.sentences:
        subjects: list[PersonMention] = []
        acts = list(story.acts.get(sentence.start, ()))
        for index, act in enumerate(acts):
            persons = _affected(story, sentence, act, subjects) or _named_later(story, sentence, act)
            if act.of_subject and persons:
                subjects = persons
            aim = acts[index + 1] if index + 1 < len(acts) and _is_nomination(act) else None
            act = act._replace(right=aim.right) if aim else act
            yield from _changes(story, sentence, act, persons)
            yield from _further(story, sentence, act)
            yield from _elected_together(story, sentence, act)


def find_affected(story: Story) -> set[str]:
    """The names of all on whom some act falls, whether or not the post is told."""
    names: set[str] = set()
    for sentence in story.sentences:
        for act in story.acts.get(sentence.start, ()):
            names.update(story.names[person.start] for person in _affected(story, sentence, act, ()))
    return names


def _is_nomination(act: Act) -> bool:
    """ "giới thiệu ông A để bầu giữ chức …": what is aimed at stands after the next verb."""
    return act.action == "nominate"


# ---------------------------------------------------------------------- persons
def _affected(
    story: Story, sentence: Sentence, act: Act, subjects: Sequence[PersonMention]
) -> list[PersonMention]:
    """On whom the act falls."""
    persons = story.persons_of(sentence)
    before = [person for person in persons if act.left <= person.start and person.end <= act.start]
    after = [person for person in persons if act.end <= person.start < act.right]
    if act.of_subject and after and story.tokens.has(act.end, "now"):
        return list_from(story, after, after[0])
    if act.of_subject and after and not before and not subjects and _is_announced(story, act, after[0]):
        return list_from(story, after, after[0])
    if act.of_subject:
        return list_ending(story, before) if before else list(subjects)
    if after:
        return list_from(story, after, after[0])
    toward = [
        person
        for person in persons
        if person.end <= act.start and story.tokens.has(first_word(story, person) - 1, "toward")
    ]
    return toward[-1:]


def _named_later(story: Story, sentence: Sentence, act: Act) -> list[PersonMention]:
    """ "cách chức A và đề nghị Thủ tướng miễn nhiệm chức B đối với ông X": who loses two posts is named
    once, at the end."""
    if act.of_subject or act.action not in {"discipline", "relieve"}:
        return []
    later = [person for person in story.persons_of(sentence) if person.start >= act.right]
    return later[:1] if later and story.tokens.ended_by(first_word(story, later[0]), "against") else []


def _is_announced(story: Story, act: Act, person: PersonMention) -> bool:
    """ "Được bầu làm Phó Bí thư có ba người: ông A", "… gồm: A": the subject stands after what is
    gained."""
    first = first_word(story, person)
    gained = [m for m in story.between(act.end, first) if m.end <= first]
    if not gained or first - gained[-1].end > 6:
        return False
    at = gained[-1].end
    return story.tokens.key(first - 1) == ":" or join(story.tokens, at, first).sign in {"is", "consists", ":"}


# ------------------------------------------------------------------------ posts
def _changes(story: Story, sentence: Sentence, act: Act, persons: Sequence[PersonMention]) -> Iterator[Fact]:
    if not persons or (act.action == "retire" and _is_attribute(story, act)):
        return
    memberships, others, body = _objects(story, sentence, act)
    posts = [*memberships, *others] or _post_as_subject(story, act)
    modality = find_modality(story, sentence, act)
    date = find_date(story, sentence, act)
    for person in persons:
        own = posts or _own_posts(story, act, person)
        for verb in _telling(act.verbs):
            action = cast(Action, verb.entry.feature("wordClass"))
            measure = verb.entry.is_true("withoutPost")
            gained = (
                [p for p in own if p not in memberships]
                if action == "transfer" and len(own) > len(memberships)
                else own
            )
            targets: list[Post | None] = [None] if measure or not gained else [*gained]
            for post in targets:
                if post is None and body is None and action not in {"discipline", "retire"}:
                    continue
                yield _change(
                    story, sentence, act, person, action, post, None if post else body, date, modality
                )
        for post in posts:
            had = modality == "stated" or (act.action in _TAKING and modality != "denied")
            if had and not act.verbs[0].entry.is_true("withoutPost"):
                evidence = _evidence(story, sentence, act, person, "post-by-change")
                past = is_of_past(story, sentence, act.start)
                yield TenureFact(story.names[person.start], as_past(post, past), (evidence,))


def _further(story: Story, sentence: Sentence, act: Act) -> Iterator[Fact]:
    """ "bầu ông A làm Bí thư; ông B và ông C làm Phó Bí thư": the same act, for the next persons."""
    objects = object_starts(story, sentence, act)
    action = act.action
    if not objects or action not in _GIVING or find_modality(story, sentence, act) != "stated":
        return
    persons: list[PersonMention] = []
    last = -1
    for mention in story.between(objects[-1], act.right):
        if isinstance(mention, PersonMention) and mention.start in story.names:
            listed = bool(persons) and is_list_gap(story, persons[-1], mention)
            goes_on = join(story.tokens, last, mention.start).sign in {",", ";", "and"}
            persons = [*persons, mention] if listed else [mention] if goes_on else []
        elif isinstance(mention, PostMention) and mention.start not in story.held:
            taken = any(story.tokens.has(mention.start - back, "take-post") for back in (1, 2, 3))
            past = is_of_past(story, sentence, mention.start)
            post = story.posts.get(mention.start)
            if post is not None and taken and not past:
                for person in persons:
                    change = _given(story, sentence, act, person, mention, post)
                    yield from (change, TenureFact(change.official, post, change.evidence))
            last, persons = mention.end, []


def _elected_together(story: Story, sentence: Sentence, act: Act) -> Iterator[Fact]:
    """ "bầu 2 Phó Bí thư gồm các ông A, B": the title that a list shares stands right after the verb."""
    if act.action not in _GIVING or act.of_subject:
        return
    for holding in story.holdings_of(sentence):
        led = holding.rule == "shared-title" and 0 <= holding.posts[0].start - act.end <= 3
        if led and find_modality(story, sentence, act) == "stated":
            yield from _held_by_act(story, sentence, holding, act)


def _telling(verbs: tuple[Match, ...]) -> tuple[Match, ...]:
    """ "thi hành kỷ luật cách chức" is a dismissal, "phê chuẩn miễn nhiệm" a relief: the first verb only
    leads to the second."""
    with_post = tuple(verb for verb in verbs if not verb.entry.is_true("withoutPost"))
    if len(with_post) > 1 and with_post[0].entry.feature("wordClass") == "approve":
        return with_post[1:] if with_post[0].end == with_post[1].start else with_post
    return with_post or verbs


def _change(
    story: Story,
    sentence: Sentence,
    act: Act,
    person: PersonMention,
    action: Action,
    post: Post | None,
    body: Body | None,
    date: PartialDate | None,
    modality: Modality,
) -> ChangeFact:
    evidence = _evidence(story, sentence, act, person, f"change-{action}")
    return ChangeFact(
        story.names[person.start], action, (evidence,), post, body, date, find_decider(story, act), modality
    )


def _evidence(story: Story, sentence: Sentence, act: Act, person: PersonMention, rule: str) -> Evidence:
    start, end = min(act.start, person.start), max(act.end, person.end)
    return story.evidence(max(start, sentence.start), end, sentence, rule)


def _objects(story: Story, sentence: Sentence, act: Act) -> tuple[list[Post], list[Post], Body | None]:
    """The memberships and the other posts that the act gives or takes, or the body it leads to."""
    mentions = [m for m in story.mentions_of(sentence) if act.end <= m.start < act.right]
    joined = _joined_bodies(story, act, mentions)
    posts = [post for at in object_starts(story, sentence, act) if (post := story.posts.get(at)) is not None]
    body = _destination(story, act, mentions) if not posts and not joined else None
    return joined, [*posts, *_charges(story, act, mentions)], body


def _joined_bodies(story: Story, act: Act, mentions: Sequence[object]) -> list[Post]:
    """ "tham gia Ban Chấp hành, Ban Thường vụ": membership of each."""
    tokens = story.tokens
    member = story.lexicon.entry("RoleTerm", "uy-vien")
    posts: list[Post] = []
    expected = -1
    for mention in mentions:
        if not isinstance(mention, BodyMention) or member is None:
            continue
        led = tokens.ended_by(mention.start, "join-body") and mention.form != "territorial"
        if led or (expected >= 0 and join(tokens, expected, mention.start).sign in {",", "and"}):
            body = story.bodies.get(mention.start)
            expected = mention.end
            if body is not None:
                posts.append(Post(f"{member.label} {body.label}", member.label, member.slug, body))
    return posts


def _charges(story: Story, act: Act, mentions: Sequence[object]) -> list[Post]:
    """ "phân công đồng chí A phụ trách Văn phòng …": in charge of the body."""
    charge = next(iter(story.lexicon.of_word_class("in-charge")), None)
    for mention in mentions:
        if isinstance(mention, BodyMention) and charge and story.tokens.ended_by(mention.start, "in-charge"):
            body = story.bodies.get(mention.start)
            if body is not None:
                role = charge.label[:1].upper() + charge.label[1:]
                return [Post(f"{role} {body.label}", role, charge.slug, body, acting=True)]
    return []


def _destination(story: Story, act: Act, mentions: Sequence[object]) -> Body | None:
    """Where a transfer leads when no post is named."""
    if all(verb.entry.feature("wordClass") != "transfer" for verb in act.verbs):
        return None
    for mention in mentions:
        if isinstance(mention, BodyMention):
            near = mention.start == act.end or story.tokens.has(mention.start - 1, "gone-to")
            return story.bodies.get(mention.start) if near else None
    return None


def _is_attribute(story: Story, act: Act) -> bool:
    """Whether "về hưu" only says what somebody is: "ông A (Đại tá về hưu)", "bà B, là công chức về hưu"."""
    tokens = story.tokens
    for at in range(act.start - 1, act.start - 5, -1):
        if any(tokens.has(at, word) for word in ("done", "passive", "purpose")):
            return False
        if tokens.key(at) in {"(", ","} or tokens.has(at, "now"):
            return at < act.start - 1
    return False


def _post_as_subject(story: Story, act: Act) -> list[Post]:
    """ "Hai Phó Bí thư Tỉnh ủy tái đắc cử là ông A và ông B": the title right before the verb is gained."""
    if not act.of_subject or not story.tokens.has(act.end, "now"):
        return []
    before = [m for m in story.between(act.left, act.start) if m.end == act.start]
    post = story.posts.get(before[-1].start) if before and isinstance(before[-1], PostMention) else None
    return [post] if post is not None and before[-1].start not in story.held else []


def _own_posts(story: Story, act: Act, person: PersonMention) -> list[Post]:
    """Who is dismissed without the post being named loses the one in the title."""
    verb = act.verbs[-1].entry
    if verb.feature("wordClass") not in {"discipline", "relieve"} or verb.is_true("withoutPost"):
        return []
    holdings = story.holdings_of(story.sentence_at(person.start))
    held = [holding for holding in holdings if holding.person.start == person.start]
    return [
        post for holding in held for m in holding.posts if (post := story.posts.get(m.start)) is not None
    ][:1]


def read_listed_changes(story: Story) -> Iterator[Fact]:
    """A list under a sentence of change, and a shared title right after one, name those whom it falls on.

    Reads: "Danh sách bí thư chi bộ được chuẩn y: 1. Đồng chí Lê Văn Tư, Bí thư Chi bộ khoa Toán." →
    approve, that post.
    Not: "Dự lễ có: 1. Đồng chí Lê Văn Tư, Bí thư Chi bộ khoa Toán." (no act)
    """
    for index, sentence in enumerate(story.sentences):
        acts = list(story.acts.get(sentence.start, ()))
        if acts and story.tokens.word(sentence.end - 1) == ":" and not story.persons_of(sentence):
            yield from _under(story, index, acts[-1])
        if acts and not story.persons_of(sentence) and index + 1 < len(story.sentences):
            yield from _named_next(story, story.sentences[index + 1], acts[-1])
        if acts and story.persons_of(sentence) and index + 1 < len(story.sentences):
            yield from _shared_after(story, story.sentences[index + 1 : index + 4], acts[-1])


def _under(story: Story, index: int, act: Act) -> Iterator[Fact]:
    """The items of a list: lines of one person each, until one has none."""
    seen = False
    for at in range(index + 1, len(story.sentences)):
        sentence = story.sentences[at]
        holdings = story.holdings_of(sentence)
        if not holdings and (sentence.end - sentence.start > 3 or sentence.start in story.acts):
            return
        for holding in holdings:
            seen = True
            yield from _held_by_act(story, sentence, holding, act)
        if not seen and sentence.end - sentence.start > 3:
            return


def _named_next(story: Story, sentence: Sentence, act: Act) -> Iterator[Fact]:
    """ "… khai trừ Đảng năm người. Đó là ông A, …; bà B, …": the next sentence says on whom the act
    fell."""
    if not story.tokens.has(sentence.start, "those-are") or not act.verbs[-1].entry.is_true("withoutPost"):
        return
    for person in story.persons_of(sentence):
        action = act.action
        evidence = story.evidence(person.start, person.end, sentence, f"change-{action}-listed")
        yield ChangeFact(story.names[person.start], action, (evidence,))


def _shared_after(story: Story, sentences: Sequence[Sentence], act: Act) -> Iterator[Fact]:
    """ "Các Phó Trưởng ban gồm …" in one of the next sentences: the same act gave them the title."""
    if act.action not in {"elect", "assign", "appoint"}:
        return
    for sentence in sentences:
        for holding in story.holdings_of(sentence):
            opens = holding.posts and holding.posts[0].start - sentence.start <= 2
            if holding.rule == "shared-title" and opens:
                yield from _held_by_act(story, sentence, holding, act)


def _held_by_act(story: Story, sentence: Sentence, holding: Holding, act: Act) -> Iterator[Fact]:
    for mention in holding.posts:
        post = story.posts.get(mention.start)
        if post is not None:
            yield _given(story, sentence, act, holding.person, mention, post)


def _given(
    story: Story, sentence: Sentence, act: Act, person: PersonMention, mention: PostMention, post: Post
) -> ChangeFact:
    """The change that an act told elsewhere brought to a person, the post standing next to the name."""
    action = act.action
    start, end = min(mention.start, person.start), max(mention.end, person.end)
    evidence = story.evidence(start, end, sentence, f"change-{action}-listed")
    return ChangeFact(story.names[person.start], action, (evidence,), post)
