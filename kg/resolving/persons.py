"""Persons: one name is one person unless there is evidence of namesakes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.model import Post
from kg.resolving.clues import Clues
from kg.resolving.entities import Person, Reason
from kg.resolving.knowledge import Knowledge
from kg.resolving.labels import commonest, fold
from kg.resolving.verdicts import Verdicts

AT_ONE_TIME = 60
MOVES = frozenset({"appoint", "assign", "transfer", "elect", "approve", "nominate", "relieve"})
PersonMention = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One article's sight of a name: when, in which provinces' posts, and whether it tells of a move."""

    mention: PersonMention
    day: str | None
    provinces: frozenset[str]
    posts: tuple[Post, ...]
    moved: bool


@dataclass(slots=True)
class _Cluster:
    """The sights of one person while they are being gathered."""

    seen: list[_Seen] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


def resolve_persons(
    clues: Sequence[Clues], knowledge: Knowledge, verdicts: Verdicts
) -> tuple[dict[PersonMention, str], tuple[Person, ...]]:
    """Which person each (article, name) means.

    Two sights of a name are namesakes where they hold posts of different provinces within sixty days and
    neither article tells of a move; a sight that fits several people goes to the one who shares a post or
    province, else to the first.
    """
    by_name: dict[str, list[_Seen]] = defaultdict(list)
    for clue in clues:
        for name in clue.names:
            by_name[fold(name)].append(_sight(clue, name, knowledge))
    keys: dict[PersonMention, str] = {}
    reasons: dict[str, list[Reason]] = {}
    for name, sights in by_name.items():
        for number, cluster in enumerate(_clusters(sights)):
            key = f"{name} ({_distinction(cluster)})" if number else name
            reasons[key] = cluster.reasons
            keys.update({seen.mention: key for seen in cluster.seen})
    keys = verdicts.applied("official", keys, {mention: mention[0] for mention in keys})
    return keys, _persons(clues, keys, reasons)


def _sight(clue: Clues, name: str, knowledge: Knowledge) -> _Seen:
    posts = tuple(t.post for t in clue.tenures if t.official == name and not t.post.former)
    provinces = {knowledge.province(post.body.place) for post in posts if post.body}
    moved = any(c.official == name and c.action in MOVES and c.modality == "stated" for c in clue.changes)
    return _Seen((clue.article, name), clue.published, frozenset(p for p in provinces if p), posts, moved)


def _clusters(sights: list[_Seen]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for seen in sights:
        fitting = [c for c in clusters if not any(_clash(seen, other) for other in c.seen)]
        if fitting:
            max(fitting, key=lambda cluster: _affinity(seen, cluster)).seen.append(seen)
            continue
        clusters.append(_Cluster([seen]))
        if len(clusters) > 1:
            other = next(o for c in clusters for o in c.seen if _clash(seen, o))
            words = f"{', '.join(sorted(seen.provinces))} / {', '.join(sorted(other.provinces))}"
            clusters[-1].reasons.append(Reason("two-provinces-at-one-time", words, 0.8))
    return clusters


def _clash(one: _Seen, other: _Seen) -> bool:
    if one.moved or other.moved or not one.provinces or not other.provinces:
        return False
    if one.provinces & other.provinces or one.day is None or other.day is None:
        return False
    return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days) <= AT_ONE_TIME


def _affinity(seen: _Seen, cluster: _Cluster) -> int:
    posts = {fold(p.label) for other in cluster.seen for p in other.posts}
    provinces = {p for other in cluster.seen for p in other.provinces}
    return 2 * len(posts & {fold(p.label) for p in seen.posts}) + len(provinces & seen.provinces)


def _distinction(cluster: _Cluster) -> str:
    """The body of the first local post that the person is seen in; a cluster of its own always has one."""
    seen = cluster.seen[0]
    return next(p.body.label for p in seen.posts if p.body and p.body.place)


def _persons(
    clues: Sequence[Clues], keys: dict[PersonMention, str], reasons: dict[str, list[Reason]]
) -> tuple[Person, ...]:
    names: dict[str, list[str]] = defaultdict(list)
    articles: dict[str, dict[str, None]] = defaultdict(dict)
    for clue in clues:
        for name in clue.names:
            key = keys[clue.article, name]
            names[key].append(name)
            articles[key][clue.article] = None
    return tuple(
        Person(
            key,
            commonest(names[key]),
            key.partition(" (")[2].removesuffix(")") or None,
            articles=tuple(articles[key]),
            reasons=tuple(reasons.get(key, ())),
        )
        for key in names
    )
