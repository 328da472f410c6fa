"""Tasks that a meeting sets in numbered form."""

from __future__ import annotations

import pytest

from kg.model import TaskFact
from tests.kg.reading.stories import read, tasks

MEETING = (
    "Sáng 4/3, Tỉnh ủy Hà Giang tổ chức hội nghị. Kết luận hội nghị, đồng chí Lê Thị Hoa yêu cầu rõ ràng."
)


def test_items_spelled_one_and_two_are_tasks_in_order() -> None:
    told = f"{MEETING}\nMột là, rà soát cán bộ.\nHai là, hoàn thành đề án."
    assert tasks(read(told)) == [(1, "Một là, rà soát cán bộ."), (2, "Hai là, hoàn thành đề án.")]


@pytest.mark.parametrize("text", ["Một là, rà soát cán bộ.", "Rà soát cán bộ. Hoàn thành đề án."])
def test_one_item_alone_or_none_is_no_list_of_tasks(text: str) -> None:
    assert tasks(read(f"{MEETING}\n{text}")) == []


def test_a_task_is_set_at_the_meeting_by_who_spoke_last() -> None:
    reading = read(f"{MEETING}\nMột là, rà soát cán bộ.\nHai là, hoàn thành đề án.")
    found = [fact for fact in reading.facts if isinstance(fact, TaskFact)]
    assert {(task.meeting, task.set_by) for task in found} == {("m1", "Lê Thị Hoa")}


def test_the_last_item_ends_with_its_line() -> None:
    told = f"{MEETING}\nMột là, rà soát cán bộ. Làm ngay.\nHai là, hoàn thành đề án. Làm kỹ.\nBế mạc."
    assert [text for _, text in tasks(read(told))] == [
        "Một là, rà soát cán bộ. Làm ngay.",
        "Hai là, hoàn thành đề án. Làm kỹ.",
    ]


def test_items_may_follow_their_announcement_in_its_line() -> None:
    told = "Đồng chí Lê Thị Hoa yêu cầu: Một là, rà soát cán bộ. Hai là, hoàn thành đề án."
    assert tasks(read(told)) == [(1, "Một là, rà soát cán bộ."), (2, "Hai là, hoàn thành đề án.")]


def test_a_numbered_list_of_persons_sets_no_tasks() -> None:
    assert tasks(read("Danh sách trúng cử:\n1. Ông Lê Văn Tư.\n2. Bà Trần Thị Hoa.")) == []


def test_what_asks_nothing_of_anybody_is_no_task() -> None:
    told = "Chúng tôi xin nói rõ như sau:\nMột là, bến xe quá tải.\nHai là, đường hẹp."
    assert tasks(read(told)) == []


def test_the_last_item_is_no_longer_than_the_others() -> None:
    told = f"{MEETING}\nMột là, rà soát cán bộ. Hai là, hoàn thành đề án. Bế mạc hội nghị. Mọi người về."
    assert [text for _, text in tasks(read(told))] == ["Một là, rà soát cán bộ.", "Hai là, hoàn thành đề án."]
