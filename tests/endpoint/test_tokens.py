"""A glance at a query sees its words, and nothing inside strings, comments and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.tokens import calls_service, find_words, is_update, is_volatile


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 5.SERVICE ?x { } }",
        "SELECT * { ?s ?p true.SERVICE ?x { } }",
        "# a comment\nSELECT * {SERVICE?x{}}",
    ],
)
def test_a_call_of_another_endpoint_is_seen(query: str) -> None:
    assert calls_service(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a <http://example.org/service> }",
        "SELECT * { ?s ex:service 'service' ; rdfs:label \"a service\"@en # service\n }",
        'SELECT * { ?s ?p \'\'\'it\'s a "service"\'\'\' , """the "service" """ }',
        "PREFIX service: <http://example.org/> SELECT * { ?s service:x ?o }",
    ],
)
def test_the_word_service_in_names_and_strings_is_none(query: str) -> None:
    assert not calls_service(query)


def test_an_update_is_told_from_a_query_by_its_first_verb() -> None:
    assert is_update("PREFIX e: <http://example.org/> INSERT DATA { e:a e:b 1 }")
    assert is_update("# SELECT\nload <http://example.org/>")
    assert not is_update("SELECT * { ?s ?p 'DROP ALL' }")


def test_answers_that_change_by_themselves_are_known() -> None:
    assert is_volatile("SELECT (now() AS ?t) {}")
    assert not is_volatile("SELECT * { ?s ?p 'NOW()' }")


@given(st.text(alphabet="\"'\\#<>:?a.-é \n", max_size=200))
def test_any_text_is_read_to_its_end(text: str) -> None:
    assert all(word == word.upper() for word in find_words(text))


@pytest.mark.parametrize("part", ['"""\\"', "a.-", "é", "1.", "'''", "<a", "_", "a'"])
def test_a_long_text_of_one_part_is_read_in_one_pass(part: str) -> None:
    assert len(list(find_words(part * 50_000))) <= 100_000
