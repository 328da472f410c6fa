"""Workers are shared fairly, by the seconds that clients use."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from endpoint.admission import Admission
from endpoint.problems import ProblemError
from tests.endpoint.serving import PATIENCE, wait_until


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def make_admission(
    slots: int = 2, waiting: int = 5, clock: Clock | None = None, queue: float = 0.02
) -> Admission:
    return Admission(slots, waiting, queue, client_seconds=10.0, clock=clock or Clock())


@contextmanager
def waiting_client(admission: Admission, client: str) -> Iterator[None]:
    """Let ``client`` stand in the line while the block runs."""
    ticket = admission.enter(client, lambda: None)
    yield
    with pytest.raises(ProblemError):
        admission.abandon(ticket)


def test_one_client_never_holds_all_workers() -> None:
    admission = make_admission(slots=2)
    with admission.admit("greedy"):
        with pytest.raises(ProblemError) as caught, admission.admit("greedy"):
            pass
        assert caught.value.slug == "too-many-requests"
        assert caught.value.headers["Retry-After"]
        with admission.admit("other"):
            assert admission.running == 2


def test_who_finds_no_free_worker_in_time_is_told_to_come_back() -> None:
    admission = make_admission(slots=2)
    with (
        admission.admit("a"),
        admission.admit("b"),
        pytest.raises(ProblemError) as caught,
        admission.admit("c"),
    ):
        pass
    assert caught.value.slug == "busy"
    assert admission.length == 0


def test_a_client_in_the_line_gets_the_worker_that_becomes_free() -> None:
    admission = make_admission(slots=1, queue=PATIENCE)
    came: list[int] = []

    def wait() -> None:
        with admission.admit("b"):
            came.append(admission.running)

    thread = threading.Thread(target=wait)
    with admission.admit("a"):
        thread.start()
        wait_until(lambda: admission.length == 1)
        assert came == []
    thread.join()
    assert came == [1]


def test_a_client_that_used_up_its_seconds_waits_while_others_do() -> None:
    clock = Clock()
    admission = make_admission(slots=1, clock=clock)
    with admission.admit("greedy"):
        clock.now += 20
    with admission.admit("third"), waiting_client(admission, "other"):
        with pytest.raises(ProblemError) as caught, admission.admit("greedy"):
            pass
        assert caught.value.slug == "too-many-requests"
        assert int(caught.value.headers["Retry-After"]) > 1


def test_a_client_that_used_up_its_seconds_is_served_while_nobody_waits() -> None:
    clock = Clock()
    admission = make_admission(clock=clock)
    with admission.admit("greedy"):
        clock.now += 20
    with admission.admit("greedy"):
        assert admission.running == 1


def test_seconds_come_back_with_time() -> None:
    clock = Clock()
    admission = make_admission(slots=1, clock=clock)
    with admission.admit("greedy"):
        clock.now += 20
    clock.now += 100
    with admission.admit("third"), waiting_client(admission, "other"):
        with pytest.raises(ProblemError) as caught, admission.admit("greedy"):
            pass
        assert caught.value.slug == "busy"


def test_a_full_line_takes_nobody() -> None:
    admission = make_admission(slots=1, waiting=1)
    with admission.admit("a"), waiting_client(admission, "b"):
        with pytest.raises(ProblemError) as caught, admission.admit("c"):
            pass
        assert caught.value.detail == "The line of waiting queries is full."
