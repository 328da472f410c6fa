"""Made articles, as many as wanted: deterministic, all different, as long and as rich as the press's.

Each tells of a briefing of one office: who chaired it, who took part, what was read there, who got a post,
what had been done where. Offices are those of the provinces and their departments. A post has one holder a
term of five years, and a name is shared by some persons: so persons, bodies and posts grow ever slower with
the articles, as in the press, while meetings and evidence grow in proportion. The sentences are our own.
Of 844 real articles near the genre one has 4,200 characters and yields 775 quads.
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
BESIDE = (
    "Trong kỳ, cấp ủy các cấp đã bám sát chương trình công tác, chủ động tháo gỡ khó khăn từ cơ sở, nhờ "
    "đó nền nếp làm việc được giữ vững, việc chậm trễ kéo dài nhiều năm nay đã giảm rõ rệt.\n",
    "Công tác phát triển đảng viên có chuyển biến, đã kết nạp {count} đảng viên mới, phần lớn là người "
    "trẻ đang làm việc ở thôn, bản, trường học và các cơ sở sản xuất nhỏ.\n",
    "Việc học tập và làm theo được gắn với việc làm cụ thể hằng ngày, tránh hình thức, tránh phô "
    "trương; nơi nào người đứng đầu làm gương thì nơi đó phong trào lên nhanh và bền.\n",
    "Qua rà soát, toàn ngành còn {few} chi bộ chưa có nơi sinh hoạt riêng; việc sửa sang được tính toán "
    "dần theo khả năng, không dàn trải, không chờ đợi cấp trên.\n",
    "Nhiều ý kiến cho rằng khâu yếu hiện nay là theo dõi sau khi giao việc: giao rồi để đó, đến kỳ mới "
    "hỏi, cho nên việc nhỏ dồn thành việc lớn, lỗi của một người thành lỗi của cả tập thể.\n",
    "Một số nơi còn lúng túng khi sắp xếp lại đầu mối, người làm lâu năm ngại đổi chỗ, người mới chưa "
    "quen việc, hồ sơ bàn giao thiếu trước hụt sau, phải làm lại nhiều lần.\n",
    "Báo cáo nêu rõ những việc chưa làm được, nguyên nhân và người chịu trách nhiệm, không nói chung "
    "chung; mỗi việc đều có thời hạn, có người nhận, có người kiểm tra.\n",
    "Từ đầu năm đến nay đã mở {few} lớp bồi dưỡng cho cán bộ ở cơ sở, nội dung ngắn gọn, đi thẳng vào "
    "những việc mà người học gặp hằng ngày, có hỏi đáp và làm thử tại chỗ.\n",
    "Các đại biểu trao đổi thẳng thắn về cách đánh giá hằng năm, đề xuất lấy kết quả công việc làm "
    "thước đo chính, giảm bớt biểu mẫu, bỏ những mục chỉ ghi cho đủ.\n",
    "Thời gian tới, trọng tâm là chuẩn bị kỹ các bước, làm đến đâu chắc đến đó, giữ ổn định trong nội "
    "bộ, lắng nghe ý kiến của người dân và trả lời đến nơi đến chốn.\n",
    "Những nơi làm tốt đều có điểm chung là bàn kỹ trước khi làm, phân vai rõ ràng, công khai kết quả, "
    "và khi có sai sót thì nhận ngay và sửa ngay.\n",
    "Cùng kỳ, đã giải quyết {count} đơn thư, trong đó phần nhiều là việc đất đai và chế độ cho người có "
    "công, không để tồn đọng sang kỳ sau.\n",
    "Về nền nếp sinh hoạt, nội dung các buổi họp thường kỳ đã bớt đọc văn bản, thêm phần trao đổi; "
    "chuyện của thôn bản được bàn ngay tại đó, việc vượt quá khả năng thì ghi lại để trình lên.\n",
    "Cuối buổi, những người dự họp thống nhất cách theo dõi mới: mỗi tuần cập nhật một lần, việc quá "
    "hạn hiện lên đầu bảng, ai xem cũng thấy, để nhắc nhau chứ không phải để phê bình.\n",
    "Việc dùng máy tính thay giấy tờ tiến bộ chậm hơn mong muốn, chủ yếu vì đường truyền ở vùng cao còn "
    "yếu và người hướng dẫn tại chỗ còn thiếu; phần này sẽ được ưu tiên trong quý tới.\n",
    "Có nơi làm việc gì cũng xin ý kiến, có nơi lại tự quyết cả những điều phải hỏi; cả hai cách đều "
    "làm chậm việc chung, vì vậy phạm vi của từng cấp cần được nói lại cho rõ bằng những thí dụ gần "
    "gũi.\n",
    "Đời sống của người làm việc ở xa được nhắc tới nhiều lần: đường đi lại khó, nhà ở tạm, con nhỏ gửi "
    "lại quê; nếu không lo được những điều đó thì khó giữ người giỏi ở lại lâu dài.\n",
    "Kinh nghiệm của mấy năm qua cho thấy, khi người dân được hỏi trước thì việc khó cũng thành dễ, còn "
    "khi mọi thứ đã định xong mới đem ra hỏi thì việc dễ cũng thành khó.\n",
    "Về tài liệu, yêu cầu viết ngắn, dùng từ dễ hiểu, nêu việc trước rồi mới nêu lý do; bản nào dài quá "
    "thì trả lại cho người viết, vì dài thường là do chưa nghĩ kỹ.\n",
    "Sau phần thảo luận, các nhóm đi xem thực tế ở vài nơi gần đó, ghi lại điều hay và điều chưa hay, "
    "rồi buổi chiều quay về cùng nhau rút ra cách làm chung cho mùa tới.\n",
)
"""What such articles tell beside: no names, and a number now and then."""
LIKELY = 0.55
"""How often a paragraph of SAID but the first is in an article."""


def write_pieces(number: int, sentences: int | None = None) -> Iterator[Piece]:
    """The articles, one at a time; with ``sentences``, short ones of the first so many paragraphs of SAID."""
    places = list_provinces()
    for index in range(number):
        paragraphs = choose_paragraphs(index) if sentences is None else SAID[:sentences]
        text = (HEAD + "".join(paragraphs)).format_map(make_facts(index, places))
        yield Piece(f"n{index:07}", "txt", f"n{index:07}.txt", text.encode())


def choose_paragraphs(index: int) -> list[str]:
    """What the article of this number is made of: what was said, with what is told beside between."""
    random = Random(f"paragraphs {index}")
    said = [SAID[0], *(paragraph for paragraph in SAID[1:] if random.random() < LIKELY)]
    beside = random.sample(BESIDE, len(BESIDE))
    for paragraph in reversed(said[1:]):
        beside.insert(random.randint(0, len(beside)), paragraph)
    return [said[0], *beside]


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
        "few": random.randint(2, 60),
    }


def find_holder(office: str, role: str, year: int) -> str:
    """Who holds the post in the term of that year."""
    return Random(f"{office}/{role}/{year // 5}").choice(NAMES)
