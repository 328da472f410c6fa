"""Formats and codings are chosen as RFC 9110 §12.5 has it."""

import pytest

from endpoint.formats import GRAPHS, RESULTS, find_format
from endpoint.negotiation import choose_coding, choose_format, read_ranges

JSON, XML, CSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("TEXT/CSV", "csv"),
        (f"{JSON};q=0.3, {XML};q=0.9", "xml"),
        ("*/*;q=0.1, text/csv", "csv"),
        (f"*/*, {JSON};q=0", "xml"),
        ("application/json", "json"),
        ("application/*", "json"),
        (f"application/*;q=0.9, {XML};q=0.1, {JSON};q=0.2, text/csv;q=0.5", "csv"),
        (";;q=,,/;q=banana", "json"),
    ],
)
def test_the_highest_quality_of_the_most_specific_range_wins(accept: str | None, name: str) -> None:
    chosen = choose_format(accept, RESULTS)
    assert chosen is not None
    assert chosen.name == name


@pytest.mark.parametrize("accept", ["image/png", "text/html", "*/*;q=0", f"{JSON};q=0"])
def test_nothing_is_chosen_where_nothing_suits(accept: str) -> None:
    assert choose_format(accept, RESULTS) is None


def test_a_quality_outside_its_bounds_makes_the_range_unreadable() -> None:
    assert read_ranges("text/csv;q=2, text/turtle;q=-1, a/b;q=0.5") == [("a", "b", 0.5)]


def test_a_format_is_found_by_suffix_and_by_media_type() -> None:
    assert find_format("ttl", GRAPHS) is find_format("Text/Turtle", GRAPHS)
    assert find_format("png", GRAPHS) is None


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0.5, br;q=0.9", "br"),
        ("*", "zstd"),
        ("zstd;q=0, *", "br"),
    ],
)
def test_a_coding_is_chosen_by_its_quality(accepted: str | None, coding: str | None) -> None:
    assert choose_coding(accepted, ("zstd", "br", "gzip")) == coding
