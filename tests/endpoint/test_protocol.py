"""Requests are read as the SPARQL 1.1 Protocol §2.1 says, and refused with a reason otherwise."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.problems import ProblemError
from endpoint.protocol import DIRECT, FORM, UPDATE, QueryRequest, read_fields, read_request

ASK = QueryRequest("ASK {}")


def refusal(query_string: str = "", content_type: str = "", body: bytes = b"") -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read_request(query_string, content_type, body)
    return caught.value


def test_a_query_comes_in_the_address_in_a_form_or_as_the_body() -> None:
    assert read_request("query=ASK%20%7B%7D", "", b"") == ASK
    assert read_request("query=ASK+{}", "", b"") == ASK
    assert read_request("", FORM + "; charset=UTF-8", b"query=ASK%20%7B%7D") == ASK
    assert read_request("", "Application/SPARQL-Query", b"ASK {}") == ASK


def test_no_query_at_all_asks_for_the_description() -> None:
    assert read_request("", "", b"") is None


def test_percent_signs_are_decoded_once() -> None:
    asked = read_request("query=ASK%20%7B%3Chttp%3A//e/%25C4%2590%3E%20a%201%7D", "", b"")
    assert asked is not None
    assert asked.query == "ASK {<http://e/%C4%90> a 1}"


@given(
    st.lists(st.sampled_from([*'%&=+\\\n"x4zđ', "%41", "%C4%91", "%c3", "%5C", "%25", "%00", "\\x41"])).map(
        "".join
    )
)
def test_fields_are_decoded_as_by_the_standard_library(encoded: str) -> None:
    try:
        expected = parse_qsl(encoded, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(ProblemError):
            read_fields(encoded.encode())
    else:
        assert read_fields(encoded.encode()) == expected


def test_unescaped_utf8_in_the_address_is_read() -> None:
    asked = read_request("query=ASK{?s ?p 'Hà'}".encode().decode("latin-1"), "", b"")
    assert asked is not None
    assert "Hà" in asked.query


@pytest.mark.parametrize("query", [b"query=%FF", b"query=\xff"])
def test_text_that_is_not_utf8_is_refused(query: bytes) -> None:
    assert refusal(query.decode("latin-1")).code == 400
    assert refusal("", FORM, query).code == 400
    assert refusal("", DIRECT, b'ASK { FILTER("\xff" = "") }').code == 400


def test_another_charset_is_refused() -> None:
    assert refusal("", DIRECT + "; charset=UTF-16", "ASK {}".encode("utf-16")).code == 415


@pytest.mark.parametrize("query_string", ["query=ASK{}&query=ASK{}", "x=1", "query=", "query=%20%0A"])
def test_there_is_exactly_one_query(query_string: str) -> None:
    assert refusal(query_string).code == 400


def test_a_query_in_the_address_and_in_the_body_are_two() -> None:
    assert refusal("query=ASK{}", DIRECT, b"ASK {}").code == 400


def test_a_dataset_comes_with_the_request() -> None:
    asked = read_request("query=ASK{}&named-graph-uri=http://e/g", "", b"")
    assert asked == QueryRequest("ASK{}", default_graphs=(), named_graphs=("http://e/g",))


def test_a_graph_is_named_by_an_absolute_iri() -> None:
    assert refusal("query=ASK{}&default-graph-uri=not%20an%20iri").code == 400


@pytest.mark.parametrize(
    ("content_type", "body"), [("text/plain", b"ASK {}"), ("", b"ASK {}"), ("application/json", b"{}")]
)
def test_another_media_type_is_refused_by_415(content_type: str, body: bytes) -> None:
    assert refusal("", content_type, body).code == 415


def test_updates_are_refused_wherever_they_stand() -> None:
    assert refusal("update=DROP+ALL").slug == "read-only"
    assert refusal("", UPDATE, b"DROP ALL").slug == "read-only"
    assert refusal("query=DROP+ALL").slug == "query-refused"


def test_calls_of_other_endpoints_are_refused() -> None:
    assert refusal("query=ASK{SERVICE+<http://e/>{}}").slug == "query-refused"


def test_too_many_parameters_are_refused() -> None:
    assert refusal("", FORM, b"a=1&" * 3000).code == 400


@pytest.mark.parametrize(("given", "seconds"), [("2", 2.0), ("0.5", 0.5), ("2500", 2.5), ("", None)])
def test_a_timeout_is_in_seconds_or_if_large_in_milliseconds(given: str, seconds: float | None) -> None:
    asked = read_request(f"query=ASK{{}}&timeout={given}", "", b"")
    assert asked is not None
    assert asked.timeout == seconds


@pytest.mark.parametrize("given", ["-1", "soon", "nan", "0"])
def test_an_impossible_timeout_is_refused(given: str) -> None:
    assert refusal(f"query=ASK{{}}&timeout={given}").code == 400
