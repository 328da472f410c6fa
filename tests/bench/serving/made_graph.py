"""A made-up graph in the shapes of the real one, of any size: the same size gives the same bytes.

One article in a named graph of its own is about 37 quads: a meeting with its participants, and every second,
third or fourth time a tenure, a participation, a change, a cited directive, an evidence. Real articles carry
more evidence (two thirds of their quads); here there is less, so that a graph of a million quads has the
27,000 meetings that make grouping and joining hard.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

GB = "https://w3id.org/giaoban/ontology#"
BASE = "https://w3id.org/giaoban/"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
PREF_LABEL = f"<{SKOS}prefLabel>"
XSD = "http://www.w3.org/2001/XMLSchema#"
ENTITIES, INFERRED = f"<{BASE}graph/entities>", f"<{BASE}graph/inferred>"
QUADS_AN_ARTICLE = 37
FIRST_DAY = date(2010, 1, 1)
DAYS = 6000
KINDS = ("Conference", "Briefing", "Session", "WorkingVisit", "Ceremony")
ACTIONS = ("Appointment", "Transfer", "Relief", "Election", "Discipline")
PUBLISHERS = 40
Quad = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class World:
    """How many of each kind a graph of some size tells of."""

    articles: int

    @classmethod
    def of_size(cls, quads: int) -> World:
        """The world of a graph with about ``quads`` quads."""
        return cls(max(10, quads // QUADS_AN_ARTICLE))

    @property
    def officials(self) -> int:
        return self.articles // 3 + 5

    @property
    def bodies(self) -> int:
        return self.articles // 30 + 5

    @property
    def posts(self) -> int:
        return self.bodies * 4

    @property
    def directives(self) -> int:
        return self.articles // 8 + 5


def name(kind: str, number: int) -> str:
    """The IRI of an entity in angle brackets."""
    return f"<{BASE}id/{kind}/{kind}-{number}>"


def term(local: str) -> str:
    """A term of the ontology in angle brackets."""
    return f"<{GB}{local}>"


def day(number: int) -> str:
    """A typed date, ``number`` days after the first."""
    return f'"{FIRST_DAY + timedelta(days=number)}"^^<{XSD}date>'


def text(words: str) -> str:
    """A Vietnamese literal."""
    return f'"{words}"@vi'


def some(rng: random.Random, count: int) -> int:
    """A number below ``count``; the low ones come much oftener, as the well-known do in the news."""
    return int(count * rng.random() ** 2)


def write_graph(path: Path, quads: int) -> int:
    """Write a graph of about ``quads`` quads as N-Quads; the number that was written."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for quad in make_quads(World.of_size(quads)):
            file.write(" ".join(quad) + " .\n")
            count += 1
    return count


def make_quads(world: World) -> Iterator[Quad]:
    """All quads of a world; a few that several articles lead to come more than once."""
    yield from tell_entities(world)
    for number in range(world.articles):
        yield from dict.fromkeys(tell_article(world, number))


def tell_entities(world: World) -> Iterator[Quad]:
    """What resolution knows: labels, the posts' bodies, the tree of bodies, who issued what."""
    for number in range(world.officials):
        yield name("official", number), TYPE, term("Official"), ENTITIES
        yield name("official", number), PREF_LABEL, text(f"Nguyễn Văn Mẫu {number}"), ENTITIES
    for number in range(world.bodies):
        yield name("body", number), TYPE, term("Body"), ENTITIES
        yield name("body", number), PREF_LABEL, text(f"Ủy ban thứ {number}"), ENTITIES
        if number:
            yield name("body", number), term("subBodyOf"), name("body", number // 8), ENTITIES
    for number in range(world.posts):
        yield name("post", number), TYPE, term("Post"), ENTITIES
        yield name("post", number), PREF_LABEL, text(f"Chức vụ thứ {number}"), ENTITIES
        yield name("post", number), term("body"), name("body", number // 4), ENTITIES
    rng = random.Random(0)
    for number in range(world.directives):
        yield name("directive", number), TYPE, term("Directive"), ENTITIES
        yield name("directive", number), PREF_LABEL, text(f"Chỉ thị {number}-CT/TW"), ENTITIES
        yield name("directive", number), term("number"), f'"{number}"', ENTITIES
        issuer = name("body", some(rng, world.bodies))
        yield name("directive", number), term("issuedBy"), issuer, ENTITIES
        yield name("directive", number), term("issuedOn"), day(rng.randrange(DAYS)), ENTITIES


def tell_article(world: World, number: int) -> Iterator[Quad]:
    """What one article says, and what follows from it."""
    rng = random.Random(number + 1)
    when = rng.randrange(DAYS)
    article, graph = name("article", number), f"<{BASE}graph/article/article-{number}>"
    say = partial(_quad, graph)
    yield say(article, TYPE, term("Article"))
    yield say(article, term("articleId"), f'"article-{number}"')
    yield say(article, term("title"), text(f"Bài số {number} về công tác tổ chức xây dựng Đảng"))
    yield say(article, term("publishedOn"), day(when))
    yield say(article, term("publisherName"), f'"Báo {number % PUBLISHERS}"')
    evidence = name("evidence", number)
    if number % 3 == 0:
        yield from tell_evidence(graph, article, evidence, number)
    people = [name("official", some(rng, world.officials)) for _ in range(3)]
    meeting = name("meeting", number)
    yield from tell_meeting(world, rng, graph, number, people, when)
    yield say(meeting, term("evidence"), evidence)
    yield say(meeting, term("statedIn"), article)
    if number % 2:
        yield from tell_tenure(world, rng, graph, article, people[0], when)
    if number % 4 == 0:
        yield from tell_change(world, rng, graph, number, people[1], when)
    if number % 2 == 0:
        citation = name("citation", number)
        yield say(citation, TYPE, term("Citation"))
        yield say(citation, term("directive"), name("directive", some(rng, world.directives)))
        yield say(citation, term("statedIn"), article)
    for person in people:
        yield say(article, term("mentions"), person)


def _quad(graph: str, subject: str, predicate: str, object: str) -> Quad:
    return subject, predicate, object, graph


def tell_meeting(
    world: World, rng: random.Random, graph: str, number: int, people: list[str], when: int
) -> Iterator[Quad]:
    """A meeting, who led it, who was there, and who thereby met whom."""
    meeting = name("meeting", number)
    yield meeting, TYPE, term("Meeting"), graph
    yield meeting, TYPE, term(KINDS[number % len(KINDS)]), graph
    yield meeting, PREF_LABEL, text(f"Cuộc họp thứ {number}"), ENTITIES
    yield meeting, term("heldOn"), day(when), graph
    yield meeting, term("organiser"), name("body", some(rng, world.bodies)), graph
    yield meeting, term("mode"), term("Online" if number % 3 else "Onsite"), graph
    yield meeting, term("chairedBy"), people[0], graph
    for person in people:
        yield meeting, term("participant"), person, graph
    if number % 3 == 0:
        part = name("participation", number)
        yield part, TYPE, term("Participation"), graph
        yield part, term("official"), people[0], graph
        yield part, term("meeting"), meeting, graph
        yield part, term("inRole"), term("ChairRole"), graph
    if people[0] != people[1]:
        yield people[0], term("metWith"), people[1], INFERRED
        yield people[1], term("metWith"), people[0], INFERRED


def tell_tenure(
    world: World, rng: random.Random, graph: str, article: str, person: str, when: int
) -> Iterator[Quad]:
    """That someone holds a post on the day of the article."""
    post = some(rng, world.posts)
    holder = person.rsplit("-", 1)[1][:-1]
    tenure = f"<{BASE}id/tenure/{holder}-{post}>"
    yield tenure, TYPE, term("Tenure"), graph
    yield tenure, term("holder"), person, graph
    yield tenure, term("post"), name("post", post), graph
    yield tenure, term("attestedOn"), day(when), graph
    yield tenure, term("statedIn"), article, graph
    yield tenure, term("startLatest"), day(when), ENTITIES
    yield tenure, term("endEarliest"), day(when), ENTITIES
    yield person, term("holds"), name("post", post), INFERRED


def tell_change(
    world: World, rng: random.Random, graph: str, number: int, person: str, when: int
) -> Iterator[Quad]:
    """That someone was given or has lost a post."""
    change = name("change", number)
    yield change, TYPE, term("PersonnelChange"), graph
    yield change, TYPE, term(ACTIONS[number // 4 % len(ACTIONS)]), graph
    yield change, term("official"), person, graph
    yield change, term("post"), name("post", some(rng, world.posts)), graph
    yield change, term("effectiveOn"), day(when), graph


def tell_evidence(graph: str, article: str, evidence: str, number: int) -> Iterator[Quad]:
    """The sentence that says it, in the terms of Web Annotation."""
    stem = evidence[:-1]
    target, quote, place = f"{stem}#target>", f"{stem}#quote>", f"{stem}#position>"
    say = partial(_quad, graph)
    yield say(evidence, TYPE, term("Evidence"))
    yield say(evidence, f"<{OA}hasTarget>", target)
    yield say(evidence, term("rule"), '"meeting-held"')
    yield say(evidence, term("sentence"), text(f"Ngày ấy, cơ quan thứ {number} tổ chức hội nghị giao ban."))
    yield say(target, f"<{OA}hasSource>", article)
    yield say(target, f"<{OA}hasSelector>", quote)
    yield say(target, f"<{OA}hasSelector>", place)
    yield say(quote, TYPE, f"<{OA}TextQuoteSelector>")
    yield say(quote, f"<{OA}exact>", '"hội nghị giao ban"')
    yield say(quote, f"<{OA}prefix>", f'"cơ quan thứ {number} tổ chức "')
    yield say(quote, f"<{OA}suffix>", '"."')
    yield say(place, TYPE, f"<{OA}TextPositionSelector>")
    yield say(place, f"<{OA}start>", f'"{number % 900}"^^<{XSD}integer>')
    yield say(place, f"<{OA}end>", f'"{number % 900 + 17}"^^<{XSD}integer>')
