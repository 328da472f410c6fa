"""Which queries the columns help with, and which they leave alone."""

import pytest

from kg.columns.parsing import read_query
from kg.columns.query import Aggregate, BeyondError, Pattern, Variable

PREFIX = "PREFIX e: <http://example.org/> "


def test_a_path_becomes_triples_with_variables_of_our_own() -> None:
    query = read_query(PREFIX + "SELECT ?a (COUNT(*) AS ?n) { ?a e:p/^e:q 'x'@vi } GROUP BY ?a")
    between = Variable("own0")
    assert query.where.patterns == [
        Pattern(Variable("a"), b"<http://example.org/p>", between),
        Pattern(b'"x"@vi', b"<http://example.org/q>", between),
    ]
    assert query.keys == ["a"]
    assert query.aggregates == [Aggregate("COUNT", None, False, "own1")]


def test_the_same_aggregate_is_computed_once() -> None:
    query = read_query(
        "SELECT (COUNT(?b) AS ?n) { ?a a ?b } HAVING (count(?b) > 1) ORDER BY DESC(COUNT(?b)) LIMIT 3"
    )
    assert [found.name for found in query.aggregates] == ["own0"]
    assert (query.having, query.falling, query.most) == ("?own0 > 1", "own0", 3)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { ?a e:p ?b }",
        "SELECT (COUNT(*) AS ?n) { ?a ?p ?b }",
        "SELECT (COUNT(*) AS ?n) FROM e:g { ?a e:p ?b }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p+ ?b }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p|e:q ?b }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b . ?b e:p/e:q*/e:r ?c }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p [] }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p 1 }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p <relative> }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p <http://example.org/a/../b> }",
        "SELECT (COUNT(*) AS ?n) { ?a f:p ?b }",
        "SELECT (COUNT(*) AS ?n) { ?a A ?b }",
        "SELECT (COUNT(*) AS ?n) { { ?a e:p ?b } UNION { ?a e:q ?b } }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b MINUS { ?a e:q ?b } }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b FILTER EXISTS { ?a e:q ?b } }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b FILTER(RAND() < 0.5) }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b FILTER(e:f(?b)) }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b FILTER(?unknown = 1) }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b OPTIONAL { ?a e:q ?c } ?c e:r ?d }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b OPTIONAL { ?a e:q ?c } OPTIONAL { ?a e:q ?c } }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b BIND(1 AS ?c) ?a e:q ?d }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b } GROUP BY ?c",
        "SELECT ?b (COUNT(*) AS ?n) { ?a e:p ?b } GROUP BY ?a",
        "SELECT (COUNT(?a) AS ?b) { ?a e:p ?b }",
        "SELECT (COUNT(?a) AS ?n) (COUNT(?b) AS ?n) { ?a e:p ?b }",
        "SELECT (SUM(COUNT(?a)) AS ?n) { ?a e:p ?b }",
        "SELECT (AVG(?b) AS ?n) { ?a e:p ?b }",
        "SELECT (COUNT(DISTINCT *) AS ?n) { ?a e:p ?b }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b } ORDER BY ?b",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b } LIMIT 1 LIMIT 2",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b } VALUES ?a { e:x }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b } trailing",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b",
        "SELECT (COUNT(*) AS ?n) { }",
        "SELECT (COUNT(*) AS ?n) { ?a e:p ?b } # \N{SNOWMAN}\n \N{SNOWMAN}",
        "SELECT (COUNT(*) AS ?n { ?a e:p ?b }",
        "",
    ],
)
def test_what_is_not_surely_understood_is_left_to_the_engine(query: str) -> None:
    with pytest.raises(BeyondError):
        read_query(PREFIX + query)
