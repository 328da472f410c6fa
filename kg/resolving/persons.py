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
    """The sights of one person while they are being gathered, in order of time.

    ``last_in`` is the last day on which posts of just these provinces were seen, with no move told.
    """

    mentions: list[PersonMention] = field(default_factory=list)
    posts: set[str] = field(default_factory=set)
    provinces: set[str] = field(default_factory=set)
    last_in: dict[frozenset[str], int] = field(default_factory=dict)
    distinction: str = ""
    reasons: list[Reason] = field(default_factory=list)

    def add(self, seen: _Seen) -> None:
        """Take one more sight as this person's."""
        self.mentions.append(seen.mention)
        self.posts.update(fold(post.label) for post in seen.posts)
        self.provinces |= seen.provinces
        if seen.provinces and seen.day and not seen.moved:
            self.last_in[seen.provinces] = date.fromisoformat(seen.day).toordinal()

    def clash(self, seen: _Seen) -> frozenset[str] | None:
        """Other provinces in whose posts this person was seen too shortly before, or None."""
        if seen.moved or not seen.provinces or not seen.day:
            return None
        since = date.fromisoformat(seen.day).toordinal() - AT_ONE_TIME
        for provinces, last in self.last_in.items():
            if last >= since and not provinces & seen.provinces:
                return provinces
        return None

    def affinity(self, seen: _Seen) -> int:
        """How much a sight shares with what is known of this person."""
        shared = self.posts.intersection(fold(post.label) for post in seen.posts)
        return 2 * len(shared) + len(self.provinces & seen.provinces)


def resolve_persons(
    clues: Sequence[Clues], knowledge: Knowledge, verdicts: Verdicts
) -> tuple[dict[PersonMention, str], tuple[Person, ...]]:
    """Which person each (article, name) means.

    Two sights of a name are namesakes where they hold posts of different provinces within sixty days and
    neither article tells of a move (a province that went up in another is that one from then on); a sight
    that fits several people goes to the one who shares a post or province, else to the first.
    """
    by_name: dict[str, list[_Seen]] = defaultdict(list)
    for clue in clues:
        for name in clue.names:
            by_name[fold(name)].append(_sight(clue, name, knowledge))
    keys: dict[PersonMention, str] = {}
    reasons: dict[str, list[Reason]] = {}
    for name, sights in by_name.items():
        for number, cluster in enumerate(_clusters(sights)):
            key = f"{name} ({cluster.distinction})" if number else name
            reasons[key] = cluster.reasons
            keys.update(dict.fromkeys(cluster.mentions, key))
    keys = verdicts.applied("official", keys, {mention: mention[0] for mention in keys})
    return keys, _persons(clues, keys, reasons)


def _sight(clue: Clues, name: str, knowledge: Knowledge) -> _Seen:
    posts = tuple(t.post for t in clue.tenures if t.official == name and not t.post.former)
    provinces = {knowledge.province(post.body.place) for post in posts if post.body}
    moved = any(c.official == name and c.action in MOVES and c.modality == "stated" for c in clue.changes)
    held = frozenset(one for p in provinces if p for one in knowledge.territory(p, clue.published))
    return _Seen((clue.article, name), clue.published, held, posts, moved)


def _clusters(sights: list[_Seen]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for seen in sights:
        clashes = [cluster.clash(seen) for cluster in clusters]
        fitting = [cluster for cluster, clash in zip(clusters, clashes, strict=True) if clash is None]
        if fitting:
            max(fitting, key=lambda cluster: cluster.affinity(seen)).add(seen)
            continue
        clusters.append(_Cluster())
        clusters[-1].add(seen)
        if clashes and clashes[0]:
            words = f"{', '.join(sorted(seen.provinces))} / {', '.join(sorted(clashes[0]))}"
            clusters[-1].reasons.append(Reason("two-provinces-at-one-time", words, 0.8))
            clusters[-1].distinction = next(p.body.label for p in seen.posts if p.body and p.body.place)
    return clusters


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
