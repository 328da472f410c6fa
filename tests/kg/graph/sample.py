"""One small world in five articles, rich enough that every competency question has an answer in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from pyoxigraph import Quad

from kg.graph import build_quads
from kg.model import Body, FigureFact, PartialDate, Reading
from kg.resolving import Entities, read_knowledge, resolve
from tests.kg.graph.factories import CENTRAL, HAU_GIANG, LAI_CHAU, POLITBURO, Telling, post

ONTOLOGY = Path(__file__).resolve().parents[3] / "ontology"
OFFICE = Body("Văn phòng Ban Tổ chức Trung ương", "PartyBody", parent=CENTRAL)
SECRETARIAT = Body("Ban Bí thư", "PartyBody", known="ban-bi-thu")


def sample_readings() -> list[Reading]:
    """A briefing told twice (once reprinted), a handover, a plan, figures, tasks, and two contradictions."""
    return [t.reading() for t in (_briefing(), _reprint(), _personnel(), _elsewhere(), _former())]


def _briefing() -> Telling:
    told = Telling("giao-ban", "2020-06-03", author="Người Viết")
    told.body(CENTRAL)
    told.body(HAU_GIANG)
    told.holds("Phạm Minh Chính", post("Trưởng ban", CENTRAL), "2020-06-01")
    told.holds("Huỳnh Thanh Tạo", post("Bí thư", HAU_GIANG), "2020-06-01")
    told.holds("Trần Văn Bình", post("Phó Bí thư", HAU_GIANG))
    told.meeting("m1", "2020-06-01", CENTRAL, mode="online", title="Hội nghị giao ban")
    told.attends("m1", "Phạm Minh Chính", "chair", "speaker")
    told.attends("m1", "Huỳnh Thanh Tạo")
    told.meeting("m2", "2020-07", HAU_GIANG, modality="planned")
    told.attends("m2", "Huỳnh Thanh Tạo")
    told.cites("Chỉ thị", "35")
    told.cites("Nghị quyết", "Đại hội XII")
    may = PartialDate("2020-05-25")
    told.figure(FigureFact(Decimal("99"), "đại hội cơ sở", (), True, "tinh-hau-giang", None, may))
    told.task(1, "một là rà soát quy hoạch", "m1", "Phạm Minh Chính")
    return told


def _reprint() -> Telling:
    """The same words under another id, as a site that copies a paper would have them."""
    told = _briefing()
    told.id, told.published, told.publisher = "giao-ban-lai", "2020-06-04", "Trang Mẫu"
    return told


def _personnel() -> Telling:
    told = Telling("nhan-su", "2020-06-20")
    chief = post("Chánh Văn phòng", OFFICE)
    told.official("Hoàng Trọng Hưng")
    told.body(OFFICE)
    told.change("Hoàng Trọng Hưng", "relieve", chief, "2020-06-15", decided_by=CENTRAL)
    told.change("Nguyễn Văn An", "appoint", chief, "2020-06", decided_by=CENTRAL)
    told.change("Nguyễn Văn An", "transfer", None, body=HAU_GIANG)
    told.change("Lê Thị Cúc", "appoint", chief, modality="proposed")
    told.cites("Chỉ thị", "35", POLITBURO, date="2019-05-30", symbol="35-CT/TW")
    told.cites("Kết luận", "12", POLITBURO, symbol="12-KL/TW")
    return told


def _elsewhere() -> Telling:
    told = Telling("lai-chau", "2020-06-10")
    told.holds("Trần Văn Bình", post("Phó Bí thư", LAI_CHAU))
    told.holds("Nguyễn Thị Mai", post("Bí thư", HAU_GIANG), "2020-06-01")
    told.holds("Đỗ Văn Nam", post("Giám đốc Sở Nội vụ", acting=True))
    told.cites("Kết luận", "12", SECRETARIAT, date="2019", symbol="12-KL/TW")
    return told


def _former() -> Telling:
    told = Telling("gap-mat", "2022-01-05")
    told.holds("Phạm Minh Chính", post("Trưởng ban", CENTRAL, former=True))
    return told


def sample_entities(readings: Sequence[Reading]) -> Entities:
    """What resolution makes of the sample."""
    return resolve(readings, knowledge=read_knowledge(ONTOLOGY))


@cache
def sample_quads() -> tuple[Quad, ...]:
    """All quads of the sample before inference, with the shipped ontology and lists; made once."""
    readings = sample_readings()
    return tuple(build_quads(readings, sample_entities(readings)))
