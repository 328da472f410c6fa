"""Persons: one name is one person unless there is evidence of namesakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter, itemgetter

from kg.model import Post
from kg.resolving.clues import Clues
from kg.resolving.entities import Person, Reason
from kg.resolving.knowledge import Knowledge, Office
from kg.resolving.labels import commonest, fold
from kg.resolving.rows import Rank, Ranked
from kg.resolving.verdicts import Verdicts

AT_ONE_TIME = 60
MOVES = frozenset({"appoint", "assign", "transfer", "elect", "approve", "nominate", "relieve"})
PersonMention = tuple[str, str]
Clash = tuple[str, frozenset[str], frozenset[str]]
"""The rule by which two sights are of two people, and what each was seen in."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One article's sight of a name: when, in which provinces' posts, in offices of the centre or of a
    district, and whether it tells of a move."""

    mention: PersonMention
    day: str | None
    provinces: frozenset[str]
    offices: frozenset[Office]
    posts: tuple[Post, ...]
    moved: bool


@dataclass(slots=True)
class _Cluster:
    """The sights of one person while they are being gathered, in order of time.

    ``last_in`` is the last day on which posts of just these provinces were seen, with no move told;
    ``last_as`` the last day in offices of just these kinds; ``last_move`` the last one with a move told.
    """

    mentions: list[PersonMention] = field(default_factory=list)
    posts: set[str] = field(default_factory=set)
    provinces: set[str] = field(default_factory=set)
    last_in: dict[frozenset[str], int] = field(default_factory=dict)
    last_as: dict[frozenset[Office], int] = field(default_factory=dict)
    last_move: int = 0
    distinction: str = ""
    reasons: list[Reason] = field(default_factory=list)

    def add(self, seen: _Seen) -> None:
        """Take one more sight as this person's."""
        self.mentions.append(seen.mention)
        self.posts.update(fold(post.label) for post in seen.posts)
        self.provinces |= seen.provinces
        if not seen.day:
            return
        today = date.fromisoformat(seen.day).toordinal()
        if seen.moved:
            self.last_move = today
        elif seen.provinces:
            self.last_in[seen.provinces] = today
        if seen.offices and not seen.moved:
            self.last_as[seen.offices] = today

    def clash(self, seen: _Seen) -> Clash | None:
        """What the sight cannot be at one time with what was seen of this person shortly before, or None.

        After a move that was told, old and new posts stand side by side in the papers for a while.
        """
        if seen.moved or not seen.day:
            return None
        since = date.fromisoformat(seen.day).toordinal() - AT_ONE_TIME
        for provinces, last in self.last_in.items():
            moved = self.last_move >= since and seen.provinces & self.provinces
            if last >= since and seen.provinces and not provinces & seen.provinces and not moved:
                return "two-provinces-at-one-time", seen.provinces, provinces
        for offices, last in self.last_as.items():
            if last >= since and seen.offices and not offices & seen.offices and self.last_move < since:
                return "centre-and-district-at-one-time", seen.offices, offices
        return None

    def affinity(self, seen: _Seen) -> int:
        """How much a sight shares with what is known of this person."""
        shared = self.posts.intersection(fold(post.label) for post in seen.posts)
        return 2 * len(shared) + len(self.provinces & seen.provinces)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an article means by a name, and, where the key is one that namesakes have, why."""

    rank: Rank
    article: str
    name: str
    key: str
    reasons: tuple[Reason, ...] = ()


def find_sights(knowledge: Knowledge, clue: Clues) -> Iterator[tuple[str, Ranked[_Seen]]]:
    """The article's sight of each name, by the name as compared: others are never one person."""
    for number, name in enumerate(clue.names):
        yield fold(name), (clue.rank(number), _sight(clue, name, knowledge))


def tell_apart(verdicts: Verdicts, name: str, seen: Iterable[Ranked[_Seen]]) -> Iterator[Named]:
    """Which person each sight of one name is of.

    Two sights of a name are namesakes where they hold posts of different provinces within sixty days and
    neither article tells of a move (a province that went up in another is that one from then on), or where
    one leads a body of the centre and the other one of a district or commune; a sight that fits several
    people goes to the one who shares a post or province, else to the first.
    """
    sights = sorted(seen, key=itemgetter(0))
    ranks = {sight.mention: rank for rank, sight in sights}
    clusters = _clusters([sight for _, sight in sights])
    keys = [f"{name} ({cluster.distinction})" if number else name for number, cluster in enumerate(clusters)]
    reasons = {key: tuple(cluster.reasons) for key, cluster in zip(keys, clusters, strict=True)}
    for given, cluster in zip(keys, clusters, strict=True):
        for article, called in cluster.mentions:
            key = verdicts.decide("official", given, article)
            why = reasons[given] if key == given else ()
            yield Named(ranks[article, called], article, called, key, why)


def make_person(key: str, mentions: Sequence[Named]) -> Iterator[Ranked[Person]]:
    """The person whom these mentions mean."""
    mentions = sorted(mentions, key=attrgetter("rank"))
    label = commonest(named.name for named in mentions)
    distinction = key.partition(" (")[2].removesuffix(")") or None
    reasons = next((named.reasons for named in mentions if named.reasons), ())
    yield mentions[0].rank, Person(key, label, distinction, reasons)


def _sight(clue: Clues, name: str, knowledge: Knowledge) -> _Seen:
    posts = tuple(t.post for t in clue.tenures if t.official == name and not t.post.former)
    provinces = {knowledge.province(post.body.place) for post in posts if post.body}
    moved = any(c.official == name and c.action in MOVES and c.modality == "stated" for c in clue.changes)
    held = frozenset(
        one
        for p in provinces
        if p and p not in knowledge.countries
        for one in knowledge.territory(p, clue.published)
    )
    offices = frozenset(office for post in posts if (office := knowledge.office(post)))
    return _Seen((clue.article, name), clue.published, held, offices, posts, moved)


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
            rule, seen_in, known_in = clashes[0]
            words = f"{', '.join(sorted(seen_in))} / {', '.join(sorted(known_in))}"
            clusters[-1].reasons.append(Reason(rule, words, 0.8))
            bodies = [post.body for post in seen.posts if post.body]
            clusters[-1].distinction = next((b.label for b in bodies if b.place), bodies[0].label)
    return clusters
