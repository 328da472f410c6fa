"""Bodies by authority entry, name and place; posts by role and body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.model import Body, Post
from kg.resolving.clues import Clues
from kg.resolving.entities import Organisation, Position, Reason
from kg.resolving.knowledge import Knowledge
from kg.resolving.labels import commonest
from kg.resolving.verdicts import Verdicts

PostWords = tuple[str, str | None, Body | None]


def resolve_bodies(
    clues: Sequence[Clues], verdicts: Verdicts, knowledge: Knowledge
) -> tuple[dict[Body, str], tuple[Organisation, ...]]:
    """Which body each naming means.

    A naming with an authority entry is that entry. Another one is the entry that goes by the same name, if
    there is just one; else it is known by name and place, and without a place it is the one body of that
    name that has one.
    """
    attested: dict[Body, list[str]] = defaultdict(list)
    for clue in clues:
        for body in clue.bodies:
            attested[body].append(clue.article)
    name_of = {body: knowledge.full_name(body.label) for body in attested}
    entries: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for body in attested:
        if body.known:
            entries[name_of[body]].add(body.known)
        elif body.place:
            places[name_of[body]].add(body.place)
    decided = {body: _decide_body(body, name_of[body], entries, places) for body in attested}
    keys = {body: key for body, (key, _) in decided.items()}
    keys = verdicts.applied("body", keys, dict.fromkeys(keys))
    reasons = {body: reason for body, (_, reason) in decided.items()}
    return keys, tuple(_organisations(attested, keys, reasons))


def _decide_body(
    body: Body, name: str, entries: dict[str, set[str]], places: dict[str, set[str]]
) -> tuple[str, Reason | None]:
    if body.known:
        return body.known, None
    if len(entries[name]) == 1 and not body.place:
        (entry,) = entries[name]
        return entry, Reason("same-name-as-entry", body.label, 0.95)
    if body.place:
        return f"{name} @ {body.place}", None
    if len(places[name]) == 1:
        (place,) = places[name]
        return f"{name} @ {place}", Reason("one-place-for-name", f"{body.label}, {place}", 0.8)
    return name, None


def _organisations(
    attested: dict[Body, list[str]], keys: dict[Body, str], reasons: dict[Body, Reason | None]
) -> list[Organisation]:
    groups: dict[str, list[Body]] = defaultdict(list)
    for body in attested:
        groups[keys[body]].append(body)
    made = []
    for key, group in groups.items():
        articles = tuple(dict.fromkeys(a for body in group for a in attested[body]))
        parents = [keys[body.parent] for body in group if body.parent and keys[body.parent] != key]
        made.append(
            Organisation(
                key,
                commonest(body.label for body in group for _ in attested[body]),
                commonest(sorted((b.kind for b in group), key=lambda kind: kind == "Body")),
                next((body.known for body in group if body.known), None),
                next((body.place for body in group if body.place), None),
                parents[0] if parents else None,
                articles,
                tuple(sorted({reason for body in group if (reason := reasons[body])})),
            )
        )
    return made


def resolve_posts(
    clues: Sequence[Clues], bodies: dict[Body, str], knowledge: Knowledge
) -> tuple[dict[PostWords, str], tuple[Position, ...]]:
    """Which post each naming means: the role's name in the body that was resolved.

    A role that stands alone is one post whether its body is named or not.
    """
    keys: dict[PostWords, str] = {}
    labels: dict[str, list[str]] = defaultdict(list)
    first: dict[str, Post] = {}
    articles: dict[str, dict[str, None]] = defaultdict(dict)
    for clue in clues:
        for post in clue.posts:
            body = bodies[post.body] if post.body and not knowledge.stands_alone(post) else None
            role = knowledge.role_key(post)
            key = f"{role} · {body}" if body else role
            keys[post.role, post.role_id, post.body] = key
            labels[key].append(post.label)
            first.setdefault(key, post)
            articles[key][clue.article] = None
    return keys, tuple(
        Position(
            key,
            commonest(labels[key]),
            knowledge.role_key(post),
            bodies[post.body] if post.body and not knowledge.stands_alone(post) else None,
            knowledge.single(post),
            tuple(articles[key]),
        )
        for key, post in first.items()
    )
