"""Bodies by authority entry, name and place; posts by role and body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.model import Body, Post
from kg.resolving.clues import Attested
from kg.resolving.entities import Organisation, Position, Reason
from kg.resolving.knowledge import Knowledge
from kg.resolving.labels import commonest
from kg.resolving.verdicts import Verdicts

PostWords = tuple[str, str | None, Body | None]


def resolve_bodies(
    attested: Sequence[Attested[Body]], verdicts: Verdicts, knowledge: Knowledge
) -> tuple[dict[Body, str], tuple[Organisation, ...]]:
    """Which body each naming means.

    A naming with an authority entry is that entry. Another one is the entry that goes by the same name, if
    there is just one; else it is known by name and place, and without a place it is the one body of that
    name that has one. Names are the same whatever joins their words and with or without the level word
    before the place ("tỉnh"); the fullest of them is the name.
    """
    counts = {one.thing: one.count for one in attested}
    name_of = _full_names(counts, knowledge)
    entries: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for body in counts:
        if body.known:
            entries[name_of[body]].add(body.known)
        elif body.place:
            places[name_of[body]].add(body.place)
    decided = {body: _decide_body(body, name_of[body], entries, places, knowledge) for body in counts}
    keys = {body: verdicts.decide("body", key) for body, (key, _) in decided.items()}
    reasons = {body: reason for body, (_, reason) in decided.items()}
    full = {body for body in counts if body.known or knowledge.full_name(body.label) == name_of[body]}
    return keys, tuple(_organisations(counts, keys, reasons, full))


def _full_names(attested: Iterable[Body], knowledge: Knowledge) -> dict[Body, str]:
    """The name of each body: of all that are the same one in their place, the fullest."""
    bare = {body: (knowledge.bare_name(body.label, body.place), body.place) for body in attested}
    names: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for body, name in bare.items():
        names[name].add(knowledge.full_name(body.label))
    fullest = {name: max(spelled, key=lambda s: (len(s.split()), s)) for name, spelled in names.items()}
    return {body: fullest[name] for body, name in bare.items()}


def _decide_body(
    body: Body,
    name: str,
    entries: dict[str, set[str]],
    places: dict[str, set[str]],
    knowledge: Knowledge,
) -> tuple[str, Reason | None]:
    if body.known:
        return body.known, None
    if not body.place or body.place in knowledge.home:
        for spelled in (name, knowledge.without_country(name, body.place)):
            if len(entries.get(spelled, ())) == 1:
                (entry,) = entries[spelled]
                return entry, Reason("same-name-as-entry", body.label, 0.95)
    if body.place:
        return f"{name} @ {body.place}", None
    if len(places[name]) == 1:
        (place,) = places[name]
        return f"{name} @ {place}", Reason("one-place-for-name", f"{body.label}, {place}", 0.8)
    return name, None


def _organisations(
    counts: dict[Body, int],
    keys: dict[Body, str],
    reasons: dict[Body, Reason | None],
    full: set[Body],
) -> list[Organisation]:
    """One organisation a key; its label is the commonest of those in ``full``, that write its name out."""
    groups: dict[str, list[Body]] = defaultdict(list)
    for body in counts:
        groups[keys[body]].append(body)
    made = []
    for key, group in groups.items():
        parents = [keys[body.parent] for body in group if body.parent and keys[body.parent] != key]
        made.append(
            Organisation(
                key,
                commonest(body.label for body in _written_out(group, full) for _ in range(counts[body])),
                commonest(sorted((b.kind for b in group), key=lambda kind: kind == "Body")),
                next((body.known for body in group if body.known), None),
                next((body.place for body in group if body.place), None),
                parents[0] if parents else None,
                tuple(sorted({reason for body in group if (reason := reasons[body])})),
            )
        )
    return made


def _written_out(group: list[Body], full: set[Body]) -> list[Body]:
    return [body for body in group if body in full] or group


def resolve_posts(
    attested: Sequence[Attested[Post]], bodies: dict[Body, str], knowledge: Knowledge
) -> tuple[dict[PostWords, str], tuple[Position, ...]]:
    """Which post each naming means: the role's name in the body that was resolved.

    A role that stands alone is one post whether its body is named or not.
    """
    keys: dict[PostWords, str] = {}
    labels: dict[str, list[str]] = defaultdict(list)
    first: dict[str, Post] = {}
    for one in attested:
        post = one.thing
        body = bodies[post.body] if post.body and not knowledge.stands_alone(post) else None
        role = knowledge.role_key(post)
        key = f"{role} · {body}" if body else role
        keys[post.role, post.role_id, post.body] = key
        labels[key] += [post.label] * one.count
        first.setdefault(key, post)
    return keys, tuple(
        Position(
            key,
            commonest(labels[key]),
            knowledge.role_key(post),
            bodies[post.body] if post.body and not knowledge.stands_alone(post) else None,
            knowledge.single(post),
        )
        for key, post in first.items()
    )
