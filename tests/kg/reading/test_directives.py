"""Documents cited: type, number or gathering, issuer and date; and what is none."""

from __future__ import annotations

import pytest

from kg.model import CitationFact
from tests.kg.reading.stories import citation, citations, issues, read


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Chỉ thị số 12-CT/TU của Ban Thường vụ Tỉnh ủy",
            ("Chỉ thị", "12", "Ban Thường vụ Tỉnh ủy Hà Giang"),
        ),
        ("Quy định số 205-QĐ/TW của Bộ Chính trị", ("Quy định", "205", "Bộ Chính trị")),
        ("Chỉ thị 35 của Bộ Chính trị", ("Chỉ thị", "35", "Bộ Chính trị")),
        ("Công văn số 77 của Tỉnh ủy", ("Công văn", "77", "Tỉnh ủy Hà Giang")),
        ("nghị quyết số 35-NQ/TW", ("Nghị quyết", "35", None)),
        ("Luật số 25/2020/QH14", ("Luật", "25", None)),
        ("Chỉ thị 03 CT/TW của Bộ Chính trị", ("Chỉ thị", "03", "Bộ Chính trị")),
        ("Hướng dẫn số 30 - HD/BTCTW", ("Hướng dẫn", "30", "Ban Tổ chức Trung ương")),
        ("Quyết định số 12/QĐ-BYT", ("Quyết định", "12", "Bộ Y tế")),
        ("nghị quyết 18/2017 của Trung ương", ("Nghị quyết", "18", "Ban Chấp hành Trung ương")),
        ("Nghị định số 12/2020/NĐ-CP của Chính phủ", ("Nghị định", "12", "Chính phủ")),
    ],
)
def test_a_document_has_type_number_and_issuer(said: str, expected: tuple[str, str, str | None]) -> None:
    assert citations(read(f"Các xã thực hiện {said}.")) == [expected]


def test_the_code_of_a_sign_tells_the_issuer() -> None:
    assert citations(read("Các xã học Hướng dẫn số 36-HD/BTCTW.")) == [
        ("Hướng dẫn", "36", "Ban Tổ chức Trung ương")
    ]


@pytest.mark.parametrize("said", ["ban hành", "đã ban hành"])
def test_who_issues_it_in_the_sentence_is_the_issuer(said: str) -> None:
    told = f"Ban Thường vụ Tỉnh ủy {said} Chỉ thị số 08 về tiết kiệm."
    assert citations(read(told)) == [("Chỉ thị", "08", "Ban Thường vụ Tỉnh ủy Hà Giang")]


def test_a_document_has_the_date_that_stands_behind_its_number() -> None:
    cited = citation(read("Các xã học Thông báo số 15-TB/TW ngày 20-1-2021 của Ban Bí thư."))
    assert cited.date is not None and cited.date.iso == "2021-01-20"


def test_the_whole_sign_is_kept() -> None:
    assert citation(read("Các xã học Quy định số 205-QĐ/TW của Bộ Chính trị.")).symbol == "205-QĐ/TW"


def test_numbers_listed_are_documents_of_one_type_and_share_the_last_issuer() -> None:
    told = "Các xã học Kế hoạch số 45, Hướng dẫn số 06, 07 của Huyện ủy Vị Xuyên."
    assert citations(read(told)) == [
        ("Kế hoạch", "45", "Huyện ủy Vị Xuyên"),
        ("Hướng dẫn", "06", "Huyện ủy Vị Xuyên"),
        ("Hướng dẫn", "07", "Huyện ủy Vị Xuyên"),
    ]


@pytest.mark.parametrize(
    ("said", "gathering"),
    [
        ("Nghị quyết Đại hội XIII", "Đại hội XIII"),
        ("Nghị quyết Đại hội 13 của Đảng", "Đại hội XIII"),
        ("Nghị quyết Trung ương 4 (khóa XI)", "Hội nghị Trung ương 4 khóa XI"),
        ("Nghị quyết Trung ương 4, khóa XI", "Hội nghị Trung ương 4 khóa XI"),
        (
            "Nghị quyết Hội nghị lần thứ 11 Ban Chấp hành Trung ương Đảng khóa XIII",
            "Hội nghị Trung ương 11 khóa XIII",
        ),
    ],
)
def test_a_document_may_be_named_after_the_gathering_that_passed_it(said: str, gathering: str) -> None:
    assert citation(read(f"Các xã học {said}.")).number == gathering


def test_the_term_of_a_plenum_is_taken_from_where_the_article_says_it() -> None:
    told = "Các xã học Nghị quyết Trung ương 4 (khóa XI). Huyện học Nghị quyết Trung ương 4."
    assert citation(read(told)).number == "Hội nghị Trung ương 4 khóa XI"


@pytest.mark.parametrize(
    "text",
    [
        "Cấp trên chỉ thị 12 đơn vị báo cáo.",
        "Các xã học Kế hoạch 5 năm phát triển chè.",
        "Đảng viên nêu 3 báo cáo và 12 kế hoạch trong tháng.",
        "Huyện kỷ luật 147 đảng viên.",
        "Đoàn xem báo cáo của xã.",
    ],
)
def test_verbs_counts_and_durations_are_no_documents(text: str) -> None:
    assert citations(read(text)) == []


def test_a_sign_without_the_kind_of_document_is_a_doubt() -> None:
    assert ("document.untyped", "số 12-KH") in issues(read("Đoàn rà soát số 12-KH/HU còn thiếu."))


def test_a_document_cited_again_without_its_issuer_is_the_same_one() -> None:
    told = "Các xã học Chỉ thị số 35-CT/TW của Bộ Chính trị. Huyện học Chỉ thị số 35-CT/TW."
    assert citations(read(told)) == [("Chỉ thị", "35", "Bộ Chính trị")]


def test_a_document_may_carry_out_another() -> None:
    told = "Tỉnh ủy ban hành Kế hoạch số 123-KH/TU thực hiện Nghị quyết số 18-NQ/TW của Bộ Chính trị."
    facts = [fact for fact in read(told).facts if isinstance(fact, CitationFact)]
    assert [fact.cited_by and fact.cited_by.number for fact in facts] == [None, "123"]


def test_two_documents_named_side_by_side_do_not_cite_each_other() -> None:
    facts = read("Các xã học Chỉ thị số 35-CT/TW và Nghị quyết số 18-NQ/TW.").facts
    assert all(fact.cited_by is None for fact in facts if isinstance(fact, CitationFact))


def test_the_number_belongs_to_the_type_right_before_it() -> None:
    told = "Tỉnh đề xuất sớm có hướng dẫn triển khai Chỉ thị số 45-CT/TW của Bộ Chính trị."
    assert citations(read(told)) == [("Chỉ thị", "45", "Bộ Chính trị")]


@pytest.mark.parametrize(
    ("text", "citing"),
    [
        ("Theo Nghị quyết số 18-NQ/TW. Kế hoạch số 123-KH/TU thực hiện Nghị quyết số 18-NQ/TW.", "123"),
        ("Kết luận số 12-KL/TW thực hiện Kết luận số 12-KL/TW.", "12"),
    ],
)
def test_what_cites_a_document_named_before_is_kept(text: str, citing: str) -> None:
    numbers = [f.cited_by.number for f in read(text).facts if isinstance(f, CitationFact) and f.cited_by]
    assert numbers == [citing]


@pytest.mark.parametrize(
    ("told", "issuer"),
    [
        (
            "Ông Lê Văn Tư, Chủ tịch UBND tỉnh Hà Giang, vừa ký Công văn số 77.",
            "Ủy ban nhân dân tỉnh Hà Giang",
        ),
        ("Bộ trưởng Bộ Y tế Lê Văn Tư đã ký Quyết định số 12 về thuốc.", "Bộ Y tế"),
        ("Thủ tướng Chính phủ đã ban hành Quyết định số 12 về thuốc.", "Thủ tướng Chính phủ"),
    ],
)
def test_who_signs_signs_for_his_body(told: str, issuer: str) -> None:
    assert [body for _, _, body in citations(read(told))] == [issuer]


@pytest.mark.parametrize(
    "text",
    ["Vốn điều lệ 500 tỷ đồng đã góp đủ.", "Cửa làm bằng thép CT3 Thái Nguyên.", "Các xã học Luật 2008."],
)
def test_sums_codes_and_years_number_no_document(text: str) -> None:
    assert citations(read(text)) == []
