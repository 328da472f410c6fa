"""Made articles, as many as wanted: deterministic, all different, of the length of the press's.

Each tells of a briefing of one office: who chaired it, who took part, what was read there, who got a post,
what had been done where. Offices are those of the provinces and their departments. A post has one holder a
term of five years, and a name is shared by some persons: so persons, bodies and posts grow ever slower with
the articles, as in the press, while meetings and evidence grow in proportion. The sentences are our own; they
are denser in facts than the press, which tells two thirds as much in five times the length.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from kg.intake import Piece
from kg.lexicon import load_lexicon
from kg.settings import ONTOLOGY

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Quang", "Thanh", "Xuân", "Ngọc", "Công")
GIVEN = ("Bình", "Hùng", "Lan", "Sơn", "Dũng", "Hà", "Mạnh", "Tâm", "Long", "Thảo", "Khánh", "Phúc", "Yến")
NAMES = [" ".join(parts) for parts in product(FAMILY, MIDDLE, GIVEN)]
OFFICES = (
    ("Tỉnh ủy {place}", ("Bí thư", "Phó Bí thư Thường trực", "Phó Bí thư")),
    ("Ban Tổ chức Tỉnh ủy {place}", ("Trưởng Ban", "Phó Trưởng Ban Thường trực", "Phó Trưởng Ban")),
    ("Ban Tuyên giáo Tỉnh ủy {place}", ("Trưởng Ban", "Phó Trưởng Ban Thường trực", "Phó Trưởng Ban")),
    ("Ủy ban Kiểm tra Tỉnh ủy {place}", ("Chủ nhiệm", "Phó Chủ nhiệm Thường trực", "Phó Chủ nhiệm")),
    ("UBND tỉnh {place}", ("Chủ tịch", "Phó Chủ tịch Thường trực", "Phó Chủ tịch")),
    ("Sở Nội vụ tỉnh {place}", ("Giám đốc", "Phó Giám đốc Thường trực", "Phó Giám đốc")),
)
HEAD = "{office} giao ban công tác tháng {month}\n{day:02}/{month:02}/{year}\n"
SAID = (
    "Ngày {day}/{month}/{year}, {office} tổ chức hội nghị giao ban công tác tháng {month}. "
    "Đồng chí {chair}, {head} {office}, chủ trì hội nghị.\n",
    "Dự hội nghị có đồng chí {second}, {deputy} {office}; đồng chí {third}, {other} {office}; "
    "đồng chí {guest}, {guest_post}.\n",
    "Hội nghị nghe báo cáo kết quả thực hiện Chỉ thị số {number}-CT/TW của Bộ Chính trị và "
    "Kết luận số {number2}-KL/TW của Ban Bí thư. "
    "Đến nay {count} đảng bộ cơ sở trong toàn tỉnh đã tổ chức xong đại hội.\n",
    "Phát biểu tại hội nghị, đồng chí {guest}, {guest_post}, đề nghị các đơn vị tập trung hoàn thành "
    "nhiệm vụ của năm, giữ gìn đoàn kết nội bộ và nâng cao chất lượng sinh hoạt chi bộ.\n",
    "Tại hội nghị, {office} công bố Quyết định bổ nhiệm đồng chí {new}, giữ chức {other} {office}.\n",
    "Kết luận hội nghị, đồng chí {chair} yêu cầu các cấp ủy triển khai Nghị quyết số {number}-NQ/TU, "
    "chuẩn bị tốt nhân sự và báo cáo trước ngày {end}/{month}/{year}.\n",
)


def write_pieces(number: int, sentences: int = len(SAID)) -> Iterator[Piece]:
    """The articles, one at a time, each with its first so many paragraphs."""
    places = list_provinces()
    for index in range(number):
        text = (HEAD + "".join(SAID[:sentences])).format_map(make_facts(index, places))
        yield Piece(f"n{index:07}", "txt", f"n{index:07}.txt", text.encode())


def list_provinces() -> list[str]:
    """The names of the provinces, without what they are."""
    entries = load_lexicon(ONTOLOGY).of_kind("Place")
    provinces = (entry.label for entry in entries if entry.slug.startswith("tinh-"))
    return sorted(label.removeprefix("Tỉnh ").removeprefix("tỉnh ") for label in provinces)


def make_facts(index: int, places: list[str]) -> dict[str, object]:
    """What the article of this number tells."""
    random = Random(index)
    place = places[index % len(places)]
    year = random.randint(2013, 2025)
    name, roles = OFFICES[random.randrange(len(OFFICES))]
    guest_name, guest_roles = OFFICES[random.randrange(len(OFFICES))]
    office, guests = name.format(place=place), guest_name.format(place=random.choice(places))
    guest_role = random.choice(guest_roles)
    number = random.randint(1, 97)
    return {
        "office": office,
        "day": random.randint(1, 24),
        "month": random.randint(1, 12),
        "year": year,
        "head": roles[0],
        "deputy": roles[1],
        "other": roles[2],
        "chair": find_holder(office, roles[0], year),
        "second": find_holder(office, roles[1], year),
        "third": find_holder(office, roles[2], year),
        "new": find_holder(office, roles[2], year + 5),
        "guest": find_holder(guests, guest_role, year),
        "guest_post": f"{guest_role} {guests}",
        "number": number,
        "number2": 98 - number,
        "count": random.randint(10, 400),
        "end": 28,
    }


def find_holder(office: str, role: str, year: int) -> str:
    """Who holds the post in the term of that year."""
    return Random(f"{office}/{role}/{year // 5}").choice(NAMES)
