"""What cannot be true for what the things are becomes a conflict; what only looks so does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Body, CitationFact, MeetingFact, PartialDate, Post
from kg.resolving import read_knowledge, resolve
from kg.resolving.contradictions import find_incompatible_posts
from kg.resolving.entities import Disagreement, Position
from kg.resolving.knowledge import Knowledge
from tests.kg.graph.factories import CENTRAL, LAI_CHAU, POLITBURO, Telling
from tests.kg.graph.sample import ONTOLOGY

PRESIDENT, PREMIER = Post("Chủ tịch nước", "Chủ tịch nước"), Post("Thủ tướng", "Thủ tướng")


def conflicts(*tellings: Telling) -> list[Disagreement]:
    knowledge = read_knowledge(ONTOLOGY)
    return list(resolve([told.reading() for told in tellings], knowledge=knowledge).conflicts)


def kinds(*tellings: Telling) -> list[tuple[str, str]]:
    return [(conflict.kind, conflict.severity) for conflict in conflicts(*tellings)]


def in_office(id: str, name: str, held: Post, day: str) -> Telling:
    told = Telling(id, day)
    told.holds(name, held, day)
    return told


def test_two_offices_that_nobody_holds_together_are_a_conflict() -> None:
    one = in_office("a", "Nguyễn Văn An", PRESIDENT, "2020-06-01")
    other = in_office("b", "Nguyễn Văn An", PREMIER, "2020-06-01")
    assert kinds(one, other) == [("incompatible-posts", "warning")]


def test_two_offices_one_after_the_other_are_none() -> None:
    one = in_office("a", "Nguyễn Văn An", PREMIER, "2020-06-01")
    other = in_office("b", "Nguyễn Văn An", PRESIDENT, "2021-06-01")
    assert kinds(one, other) == []


@pytest.mark.parametrize(("place", "found"), [("tinh-lai-chau", 1), ("tinh-hau-giang", 0), (None, 0)])
def test_one_role_in_two_provinces_on_one_day_is_a_conflict(place: str | None, found: int) -> None:
    posts = {key: Position(key, key, "bí thư", body, True) for key, body in (("p", "a"), ("q", "b"))}
    told = [("p", "an", "2020-06-01", "one"), ("q", "an", "2020-06-01", "two")]
    places = {"a": "tinh-hau-giang", "b": place}
    assert len(list(find_incompatible_posts("an", told, posts, places, Knowledge()))) == found


def test_who_moves_from_one_post_to_another_is_in_no_conflict() -> None:
    told = in_office("a", "Nguyễn Văn An", PREMIER, "2020-06-01")
    told.holds("Nguyễn Văn An", PRESIDENT, "2020-06-01")
    told.change("Nguyễn Văn An", "elect", PRESIDENT)
    told.change("Nguyễn Văn An", "relieve", PREMIER)
    assert kinds(told) == []


def met(id: str, day: str, *names: str, kind: str = "Conference", organiser: Body = CENTRAL) -> Telling:
    told = Telling(id, day)
    told.meeting("m1", day, organiser, kind=kind)
    for name in names:
        told.attends("m1", name)
    return told


def test_one_meeting_on_two_days_is_a_conflict() -> None:
    one = met("a", "2020-06-01", "Trần Văn Bình", "Lê Thị Cúc", "Hoàng Văn Dũng")
    other = met("b", "2020-06-02", "Trần Văn Bình", "Lê Thị Cúc")
    (conflict,) = conflicts(one, other)
    assert (conflict.kind, conflict.articles) == ("two-dates", ("a", "b"))
    assert len({key for _, key in conflict.sides}) == 2


@pytest.mark.parametrize(
    "other",
    [
        met("b", "2020-06-02", "Trần Văn Bình"),
        met("b", "2020-06-20", "Trần Văn Bình", "Lê Thị Cúc"),
        met("b", "2020-06-02", "Trần Văn Bình", "Lê Thị Cúc", organiser=LAI_CHAU),
        met("b", "2020-06-02", "Trần Văn Bình", "Lê Thị Cúc", kind="Briefing"),
        met("b", "2020-06-01", "Trần Văn Bình", "Lê Thị Cúc"),
    ],
    ids=["one person", "weeks apart", "other organiser", "regular", "same day"],
)
def test_two_meetings_are_no_conflict(other: Telling) -> None:
    one = met("a", "2020-06-01", "Trần Văn Bình", "Lê Thị Cúc", kind=_kind_of(other))
    assert kinds(one, other) == []


def _kind_of(told: Telling) -> str:
    return next(fact.kind for fact in told.facts if isinstance(fact, MeetingFact))


@pytest.mark.parametrize(("until", "found"), [("2020-05-18", 1), ("2020-05-22", 0), ("2020-05", 0)])
def test_a_meeting_that_ended_before_it_began_is_a_conflict(until: str, found: int) -> None:
    told = met("a", "2020-05-20", "Trần Văn Bình")
    told.facts = [
        replace(fact, until=PartialDate(until)) if isinstance(fact, MeetingFact) else fact
        for fact in told.facts
    ]
    assert kinds(told) == [("ends-before-start", "error")] * found


@pytest.mark.parametrize(("number", "found"), [("12", 1), ("13", 0)])
def test_a_document_that_cites_itself_is_a_conflict(number: str, found: int) -> None:
    told = Telling("a")
    citing = CitationFact("Kết luận", told.say("Kết luận 12"), "12", None, POLITBURO)
    told.facts.append(replace(told.cites("Kết luận", number, POLITBURO), cited_by=citing))
    assert kinds(told) == [("cites-itself", "error")] * found
