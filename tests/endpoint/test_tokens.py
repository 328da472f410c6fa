"""A glance at a query sees its words, and nothing inside strings, comments and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.tokens import (
    calls_service,
    escapes_backslash,
    find_words,
    is_update,
    is_volatile,
    resolve_escapes,
)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 5.SERVICE ?x { } }",
        "SELECT * { ?s ?p true.SERVICE ?x { } }",
        "# a comment\nSELECT * {SERVICE?x{}}",
        r"SELECT * { ?s e:a\#b ?o . SERVICE <x:> {} }",
        r"SELECT * { ?s <x:\u0041#b> ?o . SERVICE <x:> {} }",
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


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"ASK { ?na\u006De e:\U00000070 1 }", "ASK { ?name e:p 1 }"),
        (r"ASK { SERV\u0049CE <x:> {} }", "ASK { SERVICE <x:> {} }"),
        (r'ASK { <\u0078> e:a\-b "\u0022" } # \u0041', r'ASK { <\u0078> e:a\-b "\u0022" } # \u0041'),
        (r"ASK { ?a\uD800 e:b\U00110000 1 }", r"ASK { ?a\uD800 e:b\U00110000 1 }"),
    ],
)
def test_escapes_in_names_are_read_and_others_left_to_the_engine(written: str, read: str) -> None:
    assert resolve_escapes(written) == read


@pytest.mark.parametrize("text", [r'"\u005CU0001F46A"', r"'a\U0000005cu0041'", r'"\\\u005c"', r"<x:\u005C>"])
def test_a_backslash_written_as_a_code_point_is_seen(text: str) -> None:
    assert escapes_backslash(f"ASK {{ ?s ?p {text} }}")


@pytest.mark.parametrize("text", [r'"\\u005C"', r'"\u0041"', r'"u005C" # \u005C'])
def test_what_is_no_escape_of_a_backslash_is_let_through(text: str) -> None:
    assert not escapes_backslash(f"ASK {{ ?s ?p {text} }}")
