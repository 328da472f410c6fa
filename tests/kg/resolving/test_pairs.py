"""Pairs told by two articles: half are one thing, half look so and are two. One line a pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Body
from kg.pipeline import resolve_all, take_in
from kg.records import read_with_lexicon
from kg.resolving import read_knowledge, resolve
from kg.settings import ONTOLOGY
from tests.kg.graph.factories import CENTRAL, HAU_GIANG, LAI_CHAU, POLITBURO, Telling, post
from tests.kg.resolving.test_resolution import DISTRICT, resolved, same_person

MINISTRY = Body("Bộ Nội vụ", "StateBody", known="bo-noi-vu")
COUNCIL = Body("Hội đồng nhân dân tỉnh Hậu Giang", "ElectedBody", place="tinh-hau-giang")
STATE_BANK = Body("Ngân hàng Nhà nước Việt Nam", "StateBody", known="ngan-hang-nha-nuoc-viet-nam")
COMMUNE = Body("Ủy ban nhân dân xã Đông Phú", "StateBody", place="huyen-chau-thanh-hau-giang")
CENTRAL_OFFICE = Body("Văn phòng Trung ương Đảng", "PartyBody", known="van-phong-trung-uong-dang")
TUYEN_GIAO = Body("Ban Tuyên giáo Trung ương", "PartyBody", known="ban-tuyen-giao-trung-uong")
NEW_NAME = Body(
    "Ban Tuyên giáo và Dân vận Trung ương", "PartyBody", known="ban-tuyen-giao-va-dan-van-trung-uong"
)

PERSONS = [
    ("a province's post, then none", "Bí thư", HAU_GIANG, "2020-06-01", None, None, "2020-06-02", True),
    ("one post, years apart", "Bí thư", HAU_GIANG, "2015-06-01", "Bí thư", HAU_GIANG, "2020-06-02", True),
    ("deputy, then head", "Phó Bí thư", HAU_GIANG, "2020-06-01", "Bí thư", HAU_GIANG, "2020-06-20", True),
    ("party and council", "Bí thư", HAU_GIANG, "2020-06-01", "Chủ tịch", COUNCIL, "2020-06-02", True),
    ("province, then centre", "Bí thư", LAI_CHAU, "2020-06-01", "Phó Trưởng", CENTRAL, "2020-06-30", True),
    ("centre and ministry", "Phó Trưởng", CENTRAL, "2020-06-01", "Bộ trưởng", MINISTRY, "2020-06-02", True),
    ("member of the centre", "Ủy viên", CENTRAL, "2020-06-01", "Bí thư", DISTRICT, "2020-06-02", True),
    ("district, then minister", "Bí thư", DISTRICT, "2015-06-01", "Bộ trưởng", MINISTRY, "2020-06-02", True),
    (
        "minister and district",
        "Thứ trưởng",
        MINISTRY,
        "2020-06-01",
        "Chủ tịch",
        DISTRICT,
        "2020-06-02",
        False,
    ),
    ("61 days between provinces", "Bí thư", LAI_CHAU, "2020-06-01", "Bí thư", HAU_GIANG, "2020-08-02", True),
    ("two provinces, one day", "Bí thư", LAI_CHAU, "2020-06-01", "Bí thư", HAU_GIANG, "2020-06-01", False),
    (
        "two provinces, other roles",
        "Bí thư",
        LAI_CHAU,
        "2020-06-01",
        "Ủy viên",
        HAU_GIANG,
        "2020-06-09",
        False,
    ),
    (
        "province and other council",
        "Bí thư",
        LAI_CHAU,
        "2020-06-01",
        "Đại biểu",
        COUNCIL,
        "2020-06-02",
        False,
    ),
    ("59 days between provinces", "Bí thư", LAI_CHAU, "2020-06-01", "Bí thư", HAU_GIANG, "2020-07-30", False),
]

DOCUMENTS = [
    ("symbol and bare number", ("Chỉ thị", "35", POLITBURO, None), ("Chỉ thị", "35", POLITBURO, None), True),
    ("issuer left out", ("Kết luận", "21", POLITBURO, None), ("Kết luận", "21", None, None), True),
    (
        "issuer and year left out",
        ("Quy định", "205", POLITBURO, "2019"),
        ("Quy định", "205", None, None),
        True,
    ),
    (
        "the year and the day",
        ("Quy định", "5", POLITBURO, "2019"),
        ("Quy định", "5", POLITBURO, "2019-09-23"),
        True,
    ),
    (
        "one congress",
        ("Nghị quyết", "Đại hội XII", None, None),
        ("Nghị quyết", "Đại hội XII", None, None),
        True,
    ),
    ("other issuer", ("Chỉ thị", "35", POLITBURO, None), ("Chỉ thị", "35", HAU_GIANG, None), False),
    ("two provinces", ("Nghị quyết", "4", LAI_CHAU, None), ("Nghị quyết", "4", HAU_GIANG, None), False),
    ("other type", ("Chỉ thị", "35", POLITBURO, None), ("Quy định", "35", POLITBURO, None), False),
    ("other number", ("Chỉ thị", "35", POLITBURO, None), ("Chỉ thị", "36", POLITBURO, None), False),
    ("other year", ("Nghị quyết", "4", HAU_GIANG, "2015"), ("Nghị quyết", "4", HAU_GIANG, "2021"), False),
    (
        "other congress",
        ("Nghị quyết", "Đại hội XII", None, None),
        ("Nghị quyết", "Đại hội XIII", None, None),
        False,
    ),
    ("plans without number", ("Kế hoạch", None, LAI_CHAU, None), ("Kế hoạch", None, HAU_GIANG, None), False),
]

MEETINGS = [
    (
        "one organiser, one day",
        ("2020-06-01", CENTRAL, "Hội nghị"),
        ("2020-06-01", CENTRAL, "Hội nghị"),
        "",
        True,
    ),
    ("named differently", ("2020-06-01", CENTRAL, "Giao ban"), ("2020-06-01", CENTRAL, "Hội nghị"), "", True),
    (
        "no organiser, same people",
        ("2020-06-01", CENTRAL, None),
        ("2020-06-01", None, None),
        "Lê An,Bùi Bình",
        True,
    ),
    ("nobody's, same people", ("2020-06-01", None, None), ("2020-06-01", None, None), "Lê An,Bùi Bình", True),
    ("next day", ("2020-06-01", CENTRAL, "Hội nghị"), ("2020-06-02", CENTRAL, "Hội nghị"), "", False),
    (
        "other organiser",
        ("2020-06-01", LAI_CHAU, "Hội nghị"),
        ("2020-06-01", HAU_GIANG, "Hội nghị"),
        "",
        False,
    ),
    ("one guest in common", ("2020-06-01", CENTRAL, None), ("2020-06-01", None, None), "Lê An", False),
    (
        "a guest at two meetings",
        ("2020-06-01", LAI_CHAU, None),
        ("2020-06-01", HAU_GIANG, None),
        "Lê An",
        False,
    ),
    (
        "nobody's, a common title",
        ("2020-06-01", None, "Hội nghị"),
        ("2020-06-01", None, "Hội nghị"),
        "",
        False,
    ),
    ("one year later", ("2020-06-01", CENTRAL, "Tổng kết"), ("2021-06-01", CENTRAL, "Tổng kết"), "", False),
]

ROAD = "thông xe đoạn đường vòng quanh hồ qua ba xã vùng cao"
SAVING = "về thực hành tiết kiệm, chống lãng phí trong các cơ quan"
MINISTRY_OF_ROADS = Body("Bộ Giao thông vận tải", "StateBody", known="bo-giao-thong-van-tai")
SUBJECTS = [
    ("one subject, nobody's", (None, ROAD, ""), (None, ROAD, ""), True),
    ("one subject in other words", (None, ROAD, ""), (None, f"khánh thành, {ROAD} hôm nay", ""), True),
    ("one subject, its organiser left out", (CENTRAL, SAVING, "Lê An"), (None, SAVING, ""), True),
    ("two organisers together", (MINISTRY_OF_ROADS, ROAD, "Lê An"), (HAU_GIANG, ROAD, "Lê An"), True),
    ("one subject in two provinces", (LAI_CHAU, SAVING, ""), (HAU_GIANG, SAVING, ""), False),
    ("one subject, other people", (None, SAVING, "Lê An"), (None, SAVING, "Bùi Bình"), False),
    ("a guest of two subjects", (None, ROAD, "Lê An"), (None, SAVING, "Lê An"), False),
    ("two subjects of one organiser", (CENTRAL, ROAD, ""), (CENTRAL, SAVING, ""), False),
    ("a word in common", (None, "ra mắt sách", "Lê An"), (None, "ra mắt sách ảnh", "Lê An"), False),
    ("a set phrase", (None, "tổng kết công tác năm", ""), (None, "tổng kết công tác năm", ""), False),
]

BODIES = [
    ("an entry and its name", CENTRAL, Body("Ban Tổ chức Trung ương", "PartyBody"), True),
    ("written in capitals", HAU_GIANG, Body("TỈNH ỦY HẬU GIANG", "PartyBody", place="tinh-hau-giang"), True),
    ("old tone marks", HAU_GIANG, Body("Tỉnh uỷ Hậu Giang", "PartyBody", place="tinh-hau-giang"), True),
    ("without its place", HAU_GIANG, Body("Tỉnh ủy Hậu Giang", "PartyBody"), True),
    (
        "with and without the level word",
        Body("Công an tỉnh Hậu Giang", place="tinh-hau-giang"),
        Body("Công an Hậu Giang", place="tinh-hau-giang"),
        True,
    ),
    (
        "joined by a dash",
        Body("Sở Giao thông – Vận tải Hậu Giang", place="tinh-hau-giang"),
        Body("Sở Giao thông vận tải tỉnh Hậu Giang", place="tinh-hau-giang"),
        True,
    ),
    ("with the country's name", MINISTRY, Body("Bộ Nội vụ Việt Nam", place="viet-nam"), True),
    ("another country's", MINISTRY, Body("Bộ Nội vụ Lào", place="lao"), False),
    (
        "a province and its city",
        Body("Tòa án nhân dân tỉnh Sơn La", place="tinh-son-la"),
        Body("Tòa án nhân dân thành phố Sơn La", place="thanh-pho-son-la-son-la"),
        False,
    ),
    ("two provinces", HAU_GIANG, LAI_CHAU, False),
    ("two offices of the centre", CENTRAL, CENTRAL_OFFICE, False),
    ("a body and its successor", TUYEN_GIAO, NEW_NAME, False),
    ("party and state", HAU_GIANG, COUNCIL, False),
    (
        "one name in two provinces",
        Body("Huyện ủy Châu Thành", "PartyBody", place="huyen-chau-thanh-hau-giang"),
        Body("Huyện ủy Châu Thành", "PartyBody", place="huyen-chau-thanh-long-an"),
        False,
    ),
]


@pytest.mark.parametrize("case", PERSONS, ids=lambda case: case[0])
def test_persons(case: tuple[str, str, Body, str, str | None, Body | None, str, bool]) -> None:
    _, role, body, day, other_role, other_body, other_day, same = case
    one, other = Telling("a", day), Telling("b", other_day)
    one.holds("Trần Văn Bình", post(role, body))
    if other_role:
        other.holds("Trần Văn Bình", post(other_role, other_body))
    else:
        other.official("Trần Văn Bình")
    assert same_person(one, other) == same


Cited = tuple[str, str | None, Body | None, str | None]


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case[0])
def test_directives(case: tuple[str, Cited, Cited, bool]) -> None:
    _, first, second, same = case
    tellings = [Telling("a"), Telling("b")]
    for told, (kind, number, issuer, date) in zip(tellings, (first, second), strict=True):
        told.cites(kind, number, issuer, date=date)
    assert len(resolved(*tellings).directives) == (1 if same else 2)


Held = tuple[str, Body | None, str | None]


@pytest.mark.parametrize("case", MEETINGS, ids=lambda case: case[0])
def test_meetings(case: tuple[str, Held, Held, str, bool]) -> None:
    _, first, second, people, same = case
    tellings = [Telling("a"), Telling("b")]
    for told, (day, organiser, title) in zip(tellings, (first, second), strict=True):
        told.meeting("m1", day, organiser, title=title)
        for name in filter(None, people.split(",")):
            told.attends("m1", name)
    assert len(resolved(*tellings).meetings) == (1 if same else 2)


Told = tuple[Body | None, str, str]


@pytest.mark.parametrize("case", SUBJECTS, ids=lambda case: case[0])
def test_meetings_by_what_they_are_about(case: tuple[str, Told, Told, bool]) -> None:
    _, first, second, same = case
    tellings = [Telling("a"), Telling("b")]
    for told, (organiser, about, people) in zip(tellings, (first, second), strict=True):
        told.meeting("m1", "2020-06-01", organiser, about=about)
        for name in filter(None, people.split(",")):
            told.attends("m1", name)
    assert len(resolved(*tellings).meetings) == (1 if same else 2)


@pytest.mark.parametrize("case", BODIES, ids=lambda case: case[0])
def test_bodies(case: tuple[str, Body, Body, bool]) -> None:
    _, first, second, same = case
    one, other = Telling("a"), Telling("b")
    one.body(first)
    other.body(second)
    assert len(resolved(one, other).bodies) == (1 if same else 2)


@pytest.mark.parametrize(("second", "same"), [("2025-07-05", True), ("2025-06-25", False)])
def test_a_merger_of_provinces_makes_no_namesakes(second: str, same: bool) -> None:
    knowledge = read_knowledge(ONTOLOGY)
    one, other = Telling("a", "2025-06-20"), Telling("b", second)
    one.holds("Trần Văn Bình", post("Bí thư", Body("Tỉnh ủy Bắc Giang", place="tinh-bac-giang")))
    other.holds("Trần Văn Bình", post("Phó Bí thư", Body("Tỉnh ủy Bắc Ninh", place="tinh-bac-ninh")))
    persons = resolve([one.reading(), other.reading()], None, knowledge).persons
    assert len(persons) == (1 if same else 2)


def test_half_of_the_pairs_are_two_things() -> None:
    pairs = [case[-1] for cases in (PERSONS, DOCUMENTS, MEETINGS, BODIES) for case in cases]
    assert len(pairs) >= 40
    assert pairs.count(False) >= len(pairs) / 2


def test_an_article_under_two_names_is_one_source() -> None:
    one, other = Telling("a"), Telling("a")
    for told in (one, other):
        for number in range(5):
            told.holds(f"Lò Thị Mẩy {number}", post("Bí thư", LAI_CHAU))
    other.id = "b"
    assert set(resolved(one, other).reprints.values()) == {"a"}


def test_the_seeds_disagree_on_one_name(repo_root: Path) -> None:
    seeds = repo_root.parent / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("no folder shared beside the checkout")
    readings = [read_with_lexicon(article, ONTOLOGY) for article in take_in([seeds]).articles]
    found = [(conflict.kind, conflict.about[0]) for conflict in resolve_all(readings, ONTOLOGY).conflicts]
    assert found == [("two-names", "post")]


@pytest.mark.parametrize(
    ("short", "same"), [("Sở GD&ĐT Hà Giang", True), ("Sở GDĐT Hà Giang", True), ("Sở GTVT Hà Giang", False)]
)
def test_a_short_form_of_a_field_of_work_is_that_field(short: str, same: bool) -> None:
    one, other = Telling("a"), Telling("b")
    one.body(Body("Sở Giáo dục và Đào tạo Hà Giang", "StateBody", place="tinh-ha-giang"))
    other.body(Body(short, "StateBody", place="tinh-ha-giang"))
    found = resolve([one.reading(), other.reading()], knowledge=read_knowledge(ONTOLOGY))
    assert len(found.bodies) == (1 if same else 2)
