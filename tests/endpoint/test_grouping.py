"""Mistakes in grouping are found, and nothing else is taken for one."""

import pytest

from endpoint.grouping import find_mistake


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT (SUM(COUNT(?x)) AS ?n) { ?x ?p ?o }", "COUNT stands within"),
        ("SELECT (1 + MAX(DISTINCT 2 * (min(?x))) AS ?n) { ?x ?p ?o }", "MIN stands within"),
        ("SELECT * { ?x ?p ?o } GROUP BY ?x", "SELECT *"),
        ("SELECT DISTINCT * { ?x ?p ?o } HAVING (COUNT(?x) > 1)", "SELECT *"),
        ("SELECT * { { SELECT * { ?x ?p ?o } GROUP BY ?x } }", "SELECT *"),
        ("SELECT ?x { ?x ?p ?o } GROUP BY (?x AS ?x)", "?x is the name"),
        ("SELECT (COUNT(?x) AS ?x) { ?x ?p ?o }", "?x is the name"),
        ("SELECT (COUNT(DISTINCT ?x) + 1 AS $x) { ?x ?p ?o }", "?x is the name"),
    ],
)
def test_a_mistake_is_found(query: str, message: str) -> None:
    mistake = find_mistake(query)
    assert mistake is not None
    assert message in mistake.message


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) (SUM(?x) AS ?m) { ?x ?p ?o }",
        "SELECT (SUM(?n) AS ?m) { { SELECT (COUNT(?x) AS ?n) { ?x ?p ?o } } }",
        "SELECT * { { SELECT ?x { ?x ?p ?o } GROUP BY ?x HAVING (COUNT(*) > 1) } }",
        "SELECT ?x (COUNT(?o) AS ?n) { { SELECT * { ?x ?p ?o } } } GROUP BY ?x",
        "SELECT (COUNT(IF(EXISTS { SELECT (COUNT(?a) AS ?b) { ?a ?c ?d } }, 1, 2)) AS ?n) { ?x ?p ?o }",
        "SELECT (COUNT(?x) AS ?n) (?n * 2 AS ?m) { ?x ?p ?o } GROUP BY (STR(?x) AS ?s)",
        'SELECT (COUNT("SUM(COUNT(?x)) AS ?x") AS ?x) { ?y ?p ?o }',
        "SELECT (COUNT(?x) AS ?n) { ?x <urn:count> ?o } # SELECT * GROUP BY",
        "PREFIX count: <urn:sum> SELECT (SUM(?x) AS ?n) { ?x count:max (1 2) }",
        "SELECT (SUM(?count) AS ?n) { ?x ?p ?count }",
        "SELECT * { ?x ?p ?o }",
        "(((((",
        "))))}}",
    ],
)
def test_what_is_right_is_let_pass(query: str) -> None:
    assert find_mistake(query) is None
