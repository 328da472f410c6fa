"""Times of which no article says who held a post."""

from endpoint.site.shown import Row
from endpoint.site.spans import with_gaps


def held(first: str, until: str) -> Row:
    return {"startLatest": first, "endEarliest": until}


def test_between_two_holders_stands_the_gap() -> None:
    one, two = held("2018-01-01", "2019-01-01"), held("2021-01-01", "2022-01-01")
    assert with_gaps([two, one]) == [one, {"gap": "gap", "from": "2019-01-01", "to": "2021-01-01"}, two]


def test_there_is_no_gap_where_one_holder_covers_the_next() -> None:
    one, two, three = (
        held("2018-01-01", "2024-01-01"),
        held("2019-01-01", "2020-01-01"),
        held("2023-01-01", "2023-01-01"),
    )
    assert with_gaps([one, two, three]) == [one, two, three]


def test_a_tenure_without_a_certain_day_opens_no_gap() -> None:
    one: Row = {"endLatest": "2013-01-01"}
    two = held("2018-01-01", "2018-01-01")
    assert with_gaps([one, two]) == [one, two]
