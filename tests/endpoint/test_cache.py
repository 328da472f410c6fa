"""Answers are kept within bounds, the latest used longest."""

from endpoint.cache import OVERHEAD, AnswerCache
from endpoint.pool import Answer


def make_answer(size: int) -> Answer:
    return Answer(b"x" * size, "text/csv", "results")


def test_an_answer_is_found_again() -> None:
    cache = AnswerCache(100_000)
    cache.keep("a", make_answer(10))
    assert cache.find("a") == make_answer(10)
    assert cache.find("b") is None


def test_the_least_recently_used_goes_first() -> None:
    cache = AnswerCache(8 * (1001 + OVERHEAD))
    for name in "abcdefgh":
        cache.keep(name, make_answer(1000))
    cache.find("a")
    cache.keep("i", make_answer(1000))
    assert cache.find("a")
    assert cache.find("b") is None


def test_an_answer_that_is_too_large_is_not_kept() -> None:
    cache = AnswerCache(8000)
    cache.keep("a", make_answer(2000))
    assert cache.find("a") is None
