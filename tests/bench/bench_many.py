"""Many articles: memory and time of the reading stage and of resolution, and what each costs an article.

    python tests/bench/bench_many.py --articles 100000 --jobs 1 --data /tmp/many [--resolve]

The articles are made one at a time, small and all different: the sentence of one briefing with names, bodies,
places and days that are put together anew. Nothing of them is written but their records. Peak memory is that
of this process (``ru_maxrss``), the interpreter and the compiled lists included. A second run in the same
folder shows what a build with kept records costs.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path

from kg.intake import Piece
from kg.lexicon import load_lexicon
from kg.pipeline import resolve_all
from kg.records import fingerprint_of, make_records, open_book, read_in_processes, read_with_lexicon
from kg.settings import ONTOLOGY

SAID = (
    "Ngày {day}/{month}/{year}, {place} tổ chức hội nghị giao ban công tác tổ chức xây dựng Đảng. ",
    "Đồng chí {name}, Bí thư Tỉnh ủy {short}, chủ trì hội nghị. ",
    "Dự hội nghị có đồng chí {other}, Phó Bí thư Thường trực Tỉnh ủy {short}.\n",
    "Hội nghị nghe báo cáo kết quả thực hiện Chỉ thị số {number}-CT/TW của Bộ Chính trị; "
    "đến nay {number} đảng bộ cơ sở đã tổ chức xong đại hội.\n",
)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Quang", "Thanh", "Xuân", "Ngọc", "Công")
GIVEN = (
    "Bình",
    "Hùng",
    "Lan",
    "Sơn",
    "Dũng",
    "Hà",
    "Mạnh",
    "Tâm",
    "Long",
    "Thảo",
    "Khánh",
    "Phúc",
    "Yến",
    "Trung",
)
NAMES = [" ".join(parts) for parts in product(FAMILY, MIDDLE, GIVEN)]


def write_pieces(number: int, sentences: int) -> Iterator[Piece]:
    """The articles, one at a time, with so many sentences each."""
    provinces = sorted(
        entry.label for entry in load_lexicon(ONTOLOGY).of_kind("Place") if entry.slug.startswith("tinh-")
    )
    for index in range(number):
        short = provinces[index % len(provinces)].removeprefix("Tỉnh ").removeprefix("tỉnh ")
        text = "".join(SAID[:sentences]).format(
            day=index % 28 + 1,
            month=index // 28 % 12 + 1,
            year=2013 + index // 336 % 13,
            place=f"Tỉnh ủy {short}",
            short=short,
            name=NAMES[index * 7 % len(NAMES)],
            other=NAMES[index * 11 % len(NAMES) - 1],
            number=index % 97 + 1,
        )
        yield Piece(f"n{index:06}", "txt", f"n{index:06}.txt", text.encode())


def tell(what: str, start: float, number: int) -> None:
    """One line of the table."""
    seconds, memory = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:<12} {seconds:8.1f} s {seconds / number * 1e6:8.0f} µs an article, peak {memory:7.0f} MiB",
        flush=True,
    )


def main() -> None:
    """Measure, and print as it goes."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--sentences", type=int, default=4, choices=range(1, 5))
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--resolve", action="store_true")
    given = options.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    fingerprint = fingerprint_of(read_with_lexicon, ONTOLOGY)
    make = partial(make_records, read_with_lexicon, ONTOLOGY, fingerprint)
    with open_book(given.data) as book:
        start = time.perf_counter()
        book.fill(
            write_pieces(given.articles, given.sentences), fingerprint, read_in_processes(given.jobs), make
        )
        tell("reading", start, given.articles)
        print(f"read {book.read:,}, kept {book.kept:,}")
        start = time.perf_counter()
        facts = sum(len(reading.facts) for reading in book)
        tell("unpacking", start, given.articles)
        print(f"{facts:,} facts in {len(book):,} articles")
        if given.resolve:
            start = time.perf_counter()
            entities = resolve_all(book, ONTOLOGY)
            tell("resolving", start, given.articles)
            print(f"{len(entities.persons):,} persons, {len(entities.meetings):,} meetings")


if __name__ == "__main__":
    main()
