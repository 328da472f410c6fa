"""Pairs of mentions that are one thing, and pairs that look so and are two."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Action, Body, Post
from kg.resolving import Entities, Knowledge, Reason, Verdict, Verdicts, read_knowledge, resolve
from kg.resolving import meetings as meetings_of_resolution
from kg.resolving.labels import fold
from kg.resolving.meetings import _Told
from kg.settings import ONTOLOGY
from tests.kg.graph.factories import CENTRAL, HAU_GIANG, LAI_CHAU, POLITBURO, Telling, post

SECRETARIAT = Body("Ban Bí thư", "PartyBody", known="ban-bi-thu")
DISTRICT = Body("Huyện ủy Châu Thành", "PartyBody", place="huyen-chau-thanh-hau-giang")
KNOWLEDGE = Knowledge(
    province_of={"huyen-chau-thanh-hau-giang": "tinh-hau-giang"},
    single_roles=frozenset({"bí thư", "tổng bí thư", "phó bí thư thường trực"}),
    many_heads=frozenset({"ban-bi-thu"}),
    alone=frozenset({"tổng bí thư"}),
    swallowing=frozenset({"trưởng ban"}),
    countries=frozenset({"viet-nam"}),
    home=frozenset({"viet-nam"}),
    place_names={"viet-nam": "việt nam", "tinh-hau-giang": "hậu giang", "tinh-son-la": "sơn la"},
    levels=frozenset({"tỉnh", "thành phố"}),
    joiners=frozenset({"và", "-", "&"}),
    leading=frozenset({"bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch", "bộ trưởng", "thứ trưởng"}),
)


def resolved(*tellings: Telling, verdicts: Verdicts | None = None) -> Entities:
    return resolve([told.reading() for told in tellings], verdicts, KNOWLEDGE)


def two(first: str = "2020-06-03", second: str = "2020-06-05") -> tuple[Telling, Telling]:
    return Telling("a", first), Telling("b", second)


def same_person(one: Telling, other: Telling, name: str = "Trần Văn Bình") -> bool:
    entities = resolved(one, other)
    return entities.person("a", name) == entities.person("b", name)


# ------------------------------------------------------------------------- persons


def test_one_name_is_one_person() -> None:
    one, other = two()
    one.official("Trần Văn Bình")
    other.holds("Trần Văn Bình", post("Bí thư", HAU_GIANG))
    assert same_person(one, other)


def test_a_name_in_capitals_is_the_same_name() -> None:
    one, other = two()
    one.official("TRẦN VĂN BÌNH")
    other.official("Trần Văn Bình")
    entities = resolved(one, other)
    assert entities.person("a", "TRẦN VĂN BÌNH") == entities.person("b", "Trần Văn Bình")


@pytest.mark.parametrize(("one", "other"), [("Lê Thuý Hoà", "Lê Thúy Hòa"), ("Bùi Uỷ", "Bùi Ủy")])
def test_old_and_new_tone_marks_are_the_same_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Trần Văn Hùng", "Trần Văn Hưng"), ("Mẫn", "Mạn"), ("Đỗ", "Dỗ"), ("Huỳnh", "Huỷnh")]
)
def test_another_tone_is_another_name(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_posts_of_two_provinces_at_one_time_are_namesakes() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG))
    other.holds("Trần Văn Bình", post("Phó Bí thư", LAI_CHAU))
    entities = resolved(one, other)
    assert [p.distinction for p in entities.persons] == [None, "Tỉnh ủy Lai Châu"]
    assert entities.persons[1].reasons[0].rule == "two-provinces-at-one-time"


def test_posts_of_two_provinces_years_apart_are_one_career() -> None:
    one, other = two("2015-01-01", "2020-06-05")
    one.holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG))
    other.holds("Trần Văn Bình", post("Phó Bí thư", LAI_CHAU))
    assert same_person(one, other)


def test_a_told_transfer_joins_posts_of_two_provinces() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG))
    other.holds("Trần Văn Bình", post("Phó Bí thư", LAI_CHAU))
    other.change("Trần Văn Bình", "transfer", post("Phó Bí thư", LAI_CHAU))
    assert same_person(one, other)


def test_a_proposed_transfer_joins_nothing() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG))
    other.holds("Trần Văn Bình", post("Phó Bí thư", LAI_CHAU))
    other.change("Trần Văn Bình", "transfer", post("Phó Bí thư", LAI_CHAU), modality="proposed")
    assert not same_person(one, other)


def test_posts_of_a_province_and_of_its_district_are_one_person() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Ủy viên", HAU_GIANG))
    other.holds("Trần Văn Bình", post("Bí thư", DISTRICT))
    assert same_person(one, other)


def test_a_central_post_beside_a_local_one_is_one_person() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Ủy viên", CENTRAL))
    other.holds("Trần Văn Bình", post("Bí thư", HAU_GIANG))
    assert same_person(one, other)


def test_old_and_new_post_stand_side_by_side_after_a_told_move() -> None:
    days = ["2020-06-01", "2020-06-04", "2020-06-05", "2020-06-06"]
    tellings = [Telling(f"a{number}", day) for number, day in enumerate(days)]
    for telling, body in zip(tellings, (HAU_GIANG, LAI_CHAU, LAI_CHAU, HAU_GIANG), strict=True):
        telling.holds("Trần Văn Bình", post("Phó Bí thư", body))
    tellings[1].holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG))
    tellings[1].change("Trần Văn Bình", "transfer", post("Phó Bí thư", LAI_CHAU))
    assert len(resolved(*tellings).persons) == 1


def test_a_country_is_no_province() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Phó Chủ tịch", Body("Hội Nhà báo Việt Nam", place="viet-nam")))
    other.holds("Trần Văn Bình", post("Chủ tịch", Body("Hội Nhà báo Lai Châu", place="tinh-lai-chau")))
    assert same_person(one, other)


def test_a_former_post_elsewhere_makes_no_namesake() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG, former=True))
    other.holds("Trần Văn Bình", post("Phó Bí thư", LAI_CHAU))
    assert same_person(one, other)


# ------------------------------------------------------------------------- bodies, posts


def test_an_entry_and_its_bare_name_are_one_body() -> None:
    one, other = two()
    bare = Body("Ban tổ chức Trung ương")
    one.body(CENTRAL)
    other.body(bare)
    entities = resolved(one, other)
    assert entities.body(bare) == entities.body(CENTRAL)


def test_bodies_of_one_name_in_two_places_are_two() -> None:
    one, other = two()
    elsewhere = Body("Huyện ủy Châu Thành", "PartyBody", place="huyen-chau-thanh-tien-giang")
    one.body(DISTRICT)
    other.body(elsewhere)
    entities = resolved(one, other)
    assert entities.body(DISTRICT) != entities.body(elsewhere)


def test_a_name_without_place_is_the_one_body_of_that_name() -> None:
    one, other = two()
    bare = Body("Huyện ủy Châu Thành")
    one.body(DISTRICT)
    other.body(bare)
    assert resolved(one, other).body(bare) == resolved(one, other).body(DISTRICT)


def test_a_name_without_place_stays_apart_where_two_bodies_have_it() -> None:
    one, other = two()
    bare = Body("Huyện ủy Châu Thành")
    one.body(DISTRICT)
    one.body(Body("Huyện ủy Châu Thành", place="huyen-chau-thanh-tien-giang"))
    other.body(bare)
    entities = resolved(one, other)
    assert len({entities.body(bare), entities.body(DISTRICT)}) == 2


def test_the_swallowed_word_of_a_post_may_be_written_twice() -> None:
    one, other = two()
    short = Post("Trưởng Ban Tổ chức Trung ương", "Trưởng", None, CENTRAL)
    long = Post("Trưởng ban Ban Tổ chức Trung ương", "Trưởng ban", None, CENTRAL)
    one.holds("Lê An", short)
    other.holds("Lê An", long)
    assert len(resolved(one, other).posts) == 1


def test_a_deputy_is_another_post() -> None:
    one, other = two()
    one.holds("Lê An", post("Bí thư", HAU_GIANG))
    other.holds("Lê An", post("Phó Bí thư", HAU_GIANG))
    assert len(resolved(one, other).posts) == 2


def test_a_role_that_stands_alone_is_one_post_with_or_without_its_body() -> None:
    one, other = two()
    one.holds("Lê An", post("Tổng Bí thư"))
    other.holds("Lê An", post("Tổng Bí thư", SECRETARIAT))
    assert len(resolved(one, other).posts) == 1


def test_the_same_role_in_a_foreign_party_is_another_post() -> None:
    one, other = two()
    one.holds("Lê An", post("Tổng Bí thư"))
    other.holds("Ba Na", post("Tổng Bí thư", Body("Đảng Nhân dân một nước khác")))
    assert len(resolved(one, other).posts) == 2


# ------------------------------------------------------------------------- directives


def documents(*tellings: Telling) -> list[str]:
    return [document.key for document in resolved(*tellings).directives]


def test_a_number_without_issuer_is_the_only_document_of_that_number() -> None:
    one, other = two()
    one.cites("Chỉ thị", "35")
    other.cites("Chỉ thị", "35", POLITBURO)
    assert documents(one, other) == ["bo-chinh-tri · chỉ thị · 35"]


def test_a_number_without_issuer_stays_apart_where_two_bodies_issued_it() -> None:
    one, other = two()
    one.cites("Chỉ thị", "35")
    other.cites("Chỉ thị", "35", POLITBURO)
    other.cites("Chỉ thị", "35", HAU_GIANG)
    assert len(documents(one, other)) == 3


def test_the_issuer_named_in_the_same_article_wins() -> None:
    one, other = two()
    one.cites("Chỉ thị", "35")
    one.cites("Chỉ thị", "35", POLITBURO)
    other.cites("Chỉ thị", "35", HAU_GIANG)
    assert len(documents(one, other)) == 2


def test_another_type_or_number_is_another_document() -> None:
    one, other = two()
    one.cites("Chỉ thị", "35", POLITBURO)
    other.cites("Quy định", "35", POLITBURO)
    other.cites("Chỉ thị", "36", POLITBURO)
    assert len(documents(one, other)) == 3


def test_one_number_in_two_years_is_two_documents() -> None:
    one, other = two()
    one.cites("Chỉ thị", "35", POLITBURO, date="2014-05-30")
    other.cites("Chỉ thị", "35", POLITBURO, date="2019-05-30")
    assert len(documents(one, other)) == 2


def test_a_gathering_names_its_resolution_everywhere() -> None:
    one, other = two()
    one.cites("Nghị quyết", "Đại hội XIII")
    other.cites("Nghị quyết", "Đại hội XIII")
    assert len(documents(one, other)) == 1


def test_unnumbered_plans_of_two_articles_are_two() -> None:
    one, other = two()
    one.cites("Kế hoạch", None, subject="thi đua")
    other.cites("Kế hoạch", None, subject="thi đua")
    assert len(documents(one, other)) == 2


# ------------------------------------------------------------------------- meetings


def meetings(*tellings: Telling) -> int:
    return len(resolved(*tellings).meetings)


def test_one_organiser_on_one_day_is_one_meeting() -> None:
    one, other = two()
    one.meeting("m1", "2020-06-01", CENTRAL)
    other.meeting("m4", "2020-06-01", CENTRAL)
    assert meetings(one, other) == 1


def test_two_meetings_of_one_article_stay_two() -> None:
    one = Telling("a")
    one.meeting("m1", "2020-06-01", CENTRAL, title="Hội nghị")
    one.meeting("m2", "2020-06-01", CENTRAL, title="Lễ trao giải")
    assert meetings(one) == 2


def test_a_meeting_is_called_by_its_title_or_by_its_kind_then_its_organiser_and_day() -> None:
    told = Telling("a")
    told.meeting("m1", "2020-06-01", CENTRAL)
    told.meeting("m2", "2020-06-02", title="Lễ trao giải")
    told.meeting("m3", "2020-06-03")
    found = resolve([told.reading()], knowledge=read_knowledge(ONTOLOGY)).meetings
    assert [one.label for one in found] == [
        "Hội nghị Ban Tổ chức Trung ương, 01/06/2020",
        "Lễ trao giải, 02/06/2020",
        "Hội nghị, 03/06/2020",
    ]


def test_another_day_or_organiser_is_another_meeting() -> None:
    one, other = two()
    one.meeting("m1", "2020-06-01", CENTRAL)
    other.meeting("m1", "2020-06-02", CENTRAL)
    other.meeting("m2", "2020-06-01", HAU_GIANG)
    assert meetings(one, other) == 3


def test_a_meeting_without_organiser_is_known_by_those_present() -> None:
    one, other = two()
    one.meeting("m1", "2020-06-01", CENTRAL)
    other.meeting("m1", "2020-06-01")
    for told in (one, other):
        told.attends("m1", "Lê An")
        told.attends("m1", "Bùi Bình")
    assert meetings(one, other) == 1


def test_one_person_in_common_makes_no_meeting_the_same() -> None:
    one, other = two()
    one.meeting("m1", "2020-06-01", CENTRAL)
    other.meeting("m1", "2020-06-01")
    for told in (one, other):
        told.attends("m1", "Lê An")
    assert meetings(one, other) == 2


def test_a_planned_meeting_is_not_the_one_that_took_place() -> None:
    one, other = two()
    one.meeting("m1", "2020-06-04", CENTRAL, modality="planned")
    other.meeting("m1", "2020-06-04", CENTRAL)
    assert meetings(one, other) == 2


def test_two_reports_that_a_third_is_like_are_one_meeting() -> None:
    one, other, third = Telling("a"), Telling("b"), Telling("c")
    one.meeting("m1", "2020-06-01", CENTRAL)
    other.meeting("m1", "2020-06-01", about="về thực hành tiết kiệm, chống lãng phí trong cơ quan")
    third.meeting(
        "m1", "2020-06-01", CENTRAL, about="về thực hành tiết kiệm, chống lãng phí trong mọi cơ quan"
    )
    assert meetings(one, other) == 2
    assert meetings(one, other, third) == 1


def test_meetings_known_by_month_only_are_never_joined() -> None:
    one, other = two()
    one.meeting("m1", "2020-06", CENTRAL)
    other.meeting("m1", "2020-06", CENTRAL)
    assert meetings(one, other) == 2


# ------------------------------------------------------------------------- tenures


def test_the_bounds_of_a_tenure_come_from_all_that_is_known() -> None:
    tellings = [Telling("a", "2020-03-01"), Telling("b", "2021-05-01"), Telling("c", "2022-01-01")]
    held = post("Bí thư", HAU_GIANG)
    tellings[0].change("Lê An", "appoint", held, "2020-02")
    tellings[0].holds("Lê An", held)
    tellings[1].holds("Lê An", held)
    tellings[2].holds("Lê An", post("Bí thư", HAU_GIANG, former=True))
    (tenure,) = resolved(*tellings).tenures
    assert (tenure.first_attested, tenure.last_attested) == ("2020-03-01", "2021-05-01")
    assert (tenure.start_earliest, tenure.start_latest) == ("2020-02-01", "2020-02-29")
    assert (tenure.end_earliest, tenure.end_latest) == ("2021-05-01", "2022-01-01")


def test_a_loss_before_a_later_attestation_ends_nothing() -> None:
    one, other = two("2020-03-01", "2021-05-01")
    one.change("Lê An", "relieve", post("Bí thư", HAU_GIANG), "2020-02-01")
    other.holds("Lê An", post("Bí thư", HAU_GIANG))
    assert resolved(one, other).tenures[0].end_latest is None


def test_a_post_approved_and_then_given_began_between_the_two() -> None:
    one, other = two()
    one.change("Lê An", "approve", post("Bộ trưởng", HAU_GIANG), "2013-05-24")
    other.change("Lê An", "appoint", post("Bộ trưởng", HAU_GIANG), "2013-05-31")
    (tenure,) = resolved(one, other).tenures
    assert (tenure.start_earliest, tenure.start_latest) == ("2013-05-24", "2013-05-31")


def test_a_post_lost_and_then_won_again_has_not_ended() -> None:
    one, other = two()
    one.change("Lê An", "relieve", post("Bí thư", HAU_GIANG), "2018-02-01")
    other.change("Lê An", "elect", post("Bí thư", HAU_GIANG), "2020-02-01")
    assert resolved(one, other).tenures[0].end_latest is None


DAYS = st.sampled_from(
    ["2018", "2019", "2020", "2019-03", "2020-06", "2018-05-01", "2019-03-09", "2020-06-10"]
)
TOLD = st.tuples(st.sampled_from(["holds", "held", "elect", "appoint", "relieve", "retire"]), DAYS)


@settings(max_examples=150)
@given(st.lists(TOLD, min_size=1, max_size=5))
def test_the_bounds_of_a_tenure_never_cross(told: list[tuple[str, str]]) -> None:
    tellings = []
    for number, (what, day) in enumerate(told):
        telling = Telling(f"a{number}", None)
        if what in ("holds", "held"):
            telling.holds("Lê An", post("Bí thư", HAU_GIANG, former=what == "held"), day)
        else:
            telling.change("Lê An", cast(Action, what), post("Bí thư", HAU_GIANG), day)
        tellings.append(telling)
    (tenure,) = resolved(*tellings).tenures
    far = ("0001-01-01", "9999-12-31")
    earliest, latest = tenure.start_earliest or far[0], tenure.start_latest or far[1]
    assert earliest <= latest
    assert (tenure.end_earliest or far[0]) <= (tenure.end_latest or far[1])
    assert earliest <= (tenure.end_latest or far[1])


def test_a_reprint_is_no_second_source() -> None:
    one, other = two()
    for told in (one, other):
        told.id = "cùng một bài"
        told.holds("Lê An", post("Bí thư", HAU_GIANG))
    one.id, other.id = "a", "b"
    assert resolved(one, other).tenures[0].independent_sources == 1


def test_two_texts_of_their_own_are_two_sources() -> None:
    one, other = two()
    one.holds("Lê An", post("Bí thư", HAU_GIANG))
    other.text = (
        "Một bài khác hẳn, dài hơn và không có chữ nào giống bài kia cả, viết riêng cho tờ báo này.\n"
    )
    other.holds("Lê An", post("Bí thư", HAU_GIANG))
    assert resolved(one, other).tenures[0].independent_sources == 2


# ------------------------------------------------------------------------- conflicts


def conflicts(*tellings: Telling) -> list[str]:
    return [conflict.kind for conflict in resolved(*tellings).conflicts]


def test_two_holders_of_a_single_post_on_one_day_are_a_conflict() -> None:
    one, other = two("2020-06-03", "2020-06-03")
    one.holds("Lê An", post("Bí thư", HAU_GIANG))
    other.holds("Bùi Văn Bình", post("Bí thư", HAU_GIANG))
    assert conflicts(one, other) == ["two-holders"]


def test_a_successor_is_no_conflict() -> None:
    one, other = two("2020-06-03", "2020-09-03")
    one.holds("Lê An", post("Bí thư", HAU_GIANG))
    other.holds("Bùi Văn Bình", post("Bí thư", HAU_GIANG))
    assert conflicts(one, other) == []


def test_a_handover_on_the_day_is_no_conflict() -> None:
    one, other = two("2020-06-03", "2020-06-03")
    one.holds("Lê An", post("Bí thư", HAU_GIANG))
    other.holds("Bùi Văn Bình", post("Bí thư", HAU_GIANG))
    other.change("Bùi Văn Bình", "appoint", post("Bí thư", HAU_GIANG), "2020-06-03")
    assert conflicts(one, other) == []


@pytest.mark.parametrize(
    "shared", [post("Phó Bí thư", HAU_GIANG), post("Bí thư", SECRETARIAT), post("Bí thư")]
)
def test_posts_that_several_hold_are_no_conflict(shared: Post) -> None:
    one, other = two("2020-06-03", "2020-06-03")
    one.holds("Lê An", shared)
    other.holds("Bùi Văn Bình", shared)
    assert conflicts(one, other) == []


def test_names_one_syllable_apart_in_one_single_post_are_a_warning() -> None:
    one, other = two("2018-01-19", "2021-03-12")
    one.holds("Nguyễn Văn An", post("Phó Bí thư Thường trực", HAU_GIANG))
    other.holds("Phan Văn An", post("Phó Bí thư Thường trực", HAU_GIANG))
    assert [(c.kind, c.severity) for c in resolved(one, other).conflicts] == [("two-names", "warning")]


def test_one_symbol_of_two_issuers_is_a_conflict() -> None:
    one, other = two()
    one.cites("Chỉ thị", "35", POLITBURO, symbol="35-CT/TW")
    other.cites("Chỉ thị", "35", SECRETARIAT, symbol="35-CT/TW")
    assert conflicts(one, other) == ["two-issuers"]


def test_one_symbol_in_two_years_is_no_conflict() -> None:
    one, other = two()
    one.cites("Chỉ thị", "35", POLITBURO, symbol="35-CT/TW", date="2014")
    other.cites("Chỉ thị", "35", SECRETARIAT, symbol="35-CT/TW", date="2019")
    assert conflicts(one, other) == []


# ------------------------------------------------------------------------- verdicts, order


def test_a_verdict_of_same_joins_two_people() -> None:
    one, other = two()
    one.holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG))
    other.holds("Trần Văn Bình", post("Phó Bí thư", LAI_CHAU))
    same = Verdict("official", "trần văn bình", "trần văn bình (Tỉnh ủy Lai Châu)", "same")
    assert len(resolved(one, other, verdicts=Verdicts((same,))).persons) == 1


def test_a_verdict_of_different_parts_the_articles_it_names() -> None:
    one, other = two()
    one.official("Trần Văn Bình")
    other.official("Trần Văn Bình")
    parted = Verdict("official", "trần văn bình", "nhà báo", "different", ("b",))
    entities = resolved(one, other, verdicts=Verdicts((parted,)))
    assert [person.distinction for person in entities.persons] == [None, "nhà báo"]


def test_the_order_of_the_readings_changes_nothing() -> None:
    one, other = two()
    for told in (one, other):
        told.holds("Trần Văn Bình", post("Bí thư", HAU_GIANG))
        told.meeting("m1", "2020-06-01", CENTRAL)
        told.cites("Chỉ thị", "35", POLITBURO)
    assert resolved(one, other) == resolved(other, one)


def test_nothing_read_resolves_to_nothing() -> None:
    assert resolve([]) == Entities()


@pytest.mark.parametrize("number", [50, 400])
def test_the_work_on_one_day_and_one_organiser_grows_with_the_articles(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    compared = 0
    alike = meetings_of_resolution._likeness

    def count(one: _Told, other: _Told, share: float | None) -> Reason:
        nonlocal compared
        compared += 1
        return alike(one, other, share)

    monkeypatch.setattr(meetings_of_resolution, "_likeness", count)
    tellings = [Telling(f"a{index:04}", "2020-06-03") for index in range(number)]
    for index, told in enumerate(tellings):
        told.meeting("m1", "2020-06-01", Body(f"Huyện ủy {index // 2}", "PartyBody"))
    assert meetings(*tellings) == number // 2
    assert compared == number // 2
