"""IRIs are readable, made from what they name, and told apart where two would meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import DEFAULT_BASE, Graphs, mint_iris
from kg.graph.iris import article_slug, slug, telex
from kg.resolving import Document, Entities, Gathering, Organisation, Person, Position

CENTRAL = Organisation("ban-to-chuc-trung-uong", "Ban Tổ chức Trung ương", known="ban-to-chuc-trung-uong")


@pytest.mark.parametrize(
    ("label", "made"),
    [
        ("Phạm Minh Chính", "pham-minh-chinh"),
        ("Ban Tổ chức Trung ương", "ban-to-chuc-trung-uong"),
        ("Đắk Lắk", "dak-lak"),
        ("Nay H'Nan", "nay-h-nan"),
        ("48,5 % / ĐẠI HỘI", "48-5-dai-hoi"),
    ],
)
def test_a_slug_is_readable_ascii(label: str, made: str) -> None:
    assert slug(label) == made


def test_a_slug_does_not_depend_on_the_unicode_form() -> None:
    assert slug("Hậu Giang") == slug("Hậu Giang")


def test_text_without_a_latin_letter_still_gets_a_slug_of_its_own() -> None:
    assert slug("北京") != slug("东京")
    assert slug("北京").isascii()


def test_an_overlong_label_is_cut_and_stays_apart_from_its_like() -> None:
    one, other = slug("x " * 200 + "a"), slug("x " * 200 + "b")
    assert one != other
    assert len(one) < 140


@given(st.text(min_size=1))
def test_any_text_gives_a_slug_that_an_iri_may_hold(text: str) -> None:
    made = slug(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_telex_keeps_tones_and_hats() -> None:
    assert telex("Trần Văn Hưng") == "traanf-vawn-huwng"
    assert telex("Đỗ") == "ddoox"


def test_an_article_id_stands_as_it_is_where_an_iri_may_hold_it() -> None:
    assert article_slug("000_e0456705ac5faa42") == "000_e0456705ac5faa42"
    assert article_slug("bài một") != article_slug("bai mot")
    assert article_slug("bài một").startswith("bai-mot-")


def test_entities_get_the_iris_of_the_design() -> None:
    entities = Entities(
        persons=(Person("phạm minh chính", "Phạm Minh Chính"),),
        bodies=(CENTRAL, Organisation("bo-chinh-tri", "Bộ Chính trị", known="bo-chinh-tri")),
        posts=(Position("p", "Trưởng Ban Tổ chức Trung ương", "trưởng", CENTRAL.key),),
        meetings=(Gathering("m", "m", date="2020-06-01", organiser=CENTRAL.key, articles=("a",)),),
        directives=(Document("d", "Quy định 205", "Quy định", "205", "bo-chinh-tri"),),
    )
    iris = mint_iris(entities)
    assert [node.value.removeprefix(DEFAULT_BASE) for node in (
        iris.official("phạm minh chính"), iris.post("p"), iris.meeting("m"), iris.directive("d"),
        iris.tenure("phạm minh chính", "p", False), iris.tenure("phạm minh chính", "p", True),
    )] == [
        "id/official/pham-minh-chinh",
        "id/post/truong-ban-to-chuc-trung-uong",
        "id/meeting/2020-06-01-ban-to-chuc-trung-uong",
        "id/directive/bo-chinh-tri-quy-dinh-205",
        "id/tenure/pham-minh-chinh-truong-ban-to-chuc-trung-uong",
        "id/tenure/pham-minh-chinh-truong-ban-to-chuc-trung-uong-acting",
    ]  # fmt: skip


def test_names_that_differ_in_their_tones_alone_are_told_apart_by_them() -> None:
    iris = mint_iris(Entities(persons=(Person("a", "Trần Văn Hùng"), Person("b", "Trần Văn Hưng"))))
    assert iris.official("a").value.endswith("/tran-van-hung")
    assert iris.official("b").value.endswith("/traanf-vawn-huwng")


def test_namesakes_are_told_apart_by_what_distinguishes_them() -> None:
    persons = (Person("a", "Trần Văn Bình"), Person("b", "Trần Văn Bình", "Tỉnh ủy Lai Châu"))
    assert (
        mint_iris(Entities(persons=persons)).official("b").value.endswith("/tran-van-binh-tinh-uy-lai-chau")
    )


def test_a_body_of_the_authority_list_keeps_its_slug_before_any_other() -> None:
    other = Organisation("x", "Ban tổ chức Trung Ương", place="tinh-x")
    iris = mint_iris(Entities(bodies=(other, CENTRAL)))
    assert iris.body(CENTRAL.key).value.endswith("/ban-to-chuc-trung-uong")
    assert iris.body("x") != iris.body(CENTRAL.key)


def test_two_meetings_of_one_body_on_one_day_are_two_iris() -> None:
    meetings = tuple(
        Gathering(key, key, date="2020-06-01", organiser=CENTRAL.key, distinction=title, articles=("a",))
        for key, title in (("m", None), ("n", "Lễ trao giải"))
    )
    iris = mint_iris(Entities(bodies=(CENTRAL,), meetings=meetings))
    assert iris.meeting("n").value.endswith("2020-06-01-ban-to-chuc-trung-uong-le-trao-giai")


def test_a_meeting_of_which_little_is_known_is_known_by_its_article() -> None:
    meetings = (Gathering("m", "m", articles=("a1",)), Gathering("n", "n", articles=("a2",)))
    iris = mint_iris(Entities(meetings=meetings))
    assert iris.meeting("m") != iris.meeting("n")


def test_another_base_changes_entities_and_graphs() -> None:
    iris = mint_iris(Entities(persons=(Person("a", "Lê An"),)), "https://example.org/gb/")
    assert iris.official("a").value == "https://example.org/gb/id/official/le-an"
    assert Graphs("https://example.org/gb/").article("x").value == "https://example.org/gb/graph/article/x"
