"""The tools for agents, called by the protocol's own client."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from endpoint.agents.server import make_server
from endpoint.agents.tools import GraphTools
from endpoint.live import Snapshots
from kg.settings import Settings
from tests.endpoint.conftest import publish_sample
from tests.endpoint.serving import FAR, wait_until
from tests.ports import find_port, listens

BASE = "https://w3id.org/giaoban/id/"
OFFICIAL = BASE + "official/le-van-mau"
MEETING = BASE + "meeting/2024-05-06-ban-to-chuc-thanh-uy-mau"
GB = "https://w3id.org/giaoban/ontology#"
ARTICLE = BASE + "article/one"
MORE = """
@prefix gb: <https://w3id.org/giaoban/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/giaoban/> .
<graph/article/one> {
    <id/tenure/t> a gb:Tenure ; gb:holder <id/official/le-van-mau> ; gb:post <id/post/p> ;
        gb:statedIn <id/article/one> ;
        gb:startLatest "2024-05-06"^^xsd:date ; gb:endEarliest "2024-05-07"^^xsd:date ;
        gb:endLatest "2024-12-31"^^xsd:date ; gb:evidence <id/evidence/one-10-60> .
    <id/post/p> a gb:Post ; gb:body <id/body/b> .
    <id/participation/two> gb:meeting <id/meeting/2024-05-06-ban-to-chuc-thanh-uy-mau> ;
        gb:official <id/official/x> .
}"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agents")
    publish_sample(folder, MORE)
    return folder


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Any]:
    settings = Settings(data=data, workers=1, **FAR)
    snapshots = Snapshots(settings)
    yield make_server(GraphTools(settings, snapshots))
    snapshots.close()


def call(server: Any, tool: str, /, **arguments: object) -> Any:
    """What a tool answers to the client, or the words of its refusal."""

    async def run() -> Any:
        async with Client(server) as client:
            result = await client.call_tool(tool, arguments)
            if result.is_error:
                return result.content[0].text  # type: ignore[union-attr]
            answer = result.structured_content
            assert answer is not None
            return answer["result"] if set(answer) == {"result"} else answer

    return asyncio.run(run())


def test_the_tools_are_these_each_with_a_schema(server: Any) -> None:
    async def run() -> Any:
        async with Client(server) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(run())}
    assert set(tools) == {
        "find_entity",
        "describe",
        "holders_on_date",
        "meetings_between",
        "evidence_for",
        "run_sparql",
        "list_questions",
    }
    for tool in tools.values():
        assert tool.description
        assert tool.input_schema["type"] == "object"
        assert tool.output_schema


def test_a_name_leads_to_its_iri(server: Any) -> None:
    (first, *_) = call(server, "find_entity", name="le van mau", kind="official")
    assert (first["iri"], first["label"]) == (OFFICIAL, "Lê Văn Mẫu")


def test_a_description_has_facts_with_labels_and_quotes_with_articles(server: Any) -> None:
    described = call(server, "describe", iri=MEETING)
    facts = {fact["property"].rpartition("#")[2]: fact["values"] for fact in described["facts"]}
    assert facts["chairedBy"] == [{"value": OFFICIAL, "label": "Lê Văn Mẫu"}]
    assert described["quotes"][0]["article"] == ARTICLE
    assert "chủ trì" in described["quotes"][0]["quote"]


@pytest.mark.parametrize(
    ("day", "certainty"), [("2024-05-06", "certain"), ("2024-06-01", "possible"), ("2020-01-01", "possible")]
)
@pytest.mark.parametrize("asked", ["post/p", "body/b"])
def test_holders_of_a_post_or_body_come_with_bounds_and_quotes(
    server: Any, asked: str, day: str, certainty: str
) -> None:
    (holder,) = call(server, "holders_on_date", post_or_body=BASE + asked, on=day)
    assert (holder["official"]["value"], holder["certainty"]) == (OFFICIAL, certainty)
    assert holder["quotes"][0]["article"] == ARTICLE


def test_nobody_is_named_after_the_latest_end(server: Any) -> None:
    assert call(server, "holders_on_date", post_or_body=BASE + "post/p", on="2025-01-01") == []


def test_meetings_of_two_people_come_with_dates_and_quotes(server: Any) -> None:
    (meeting,) = call(server, "meetings_between", first=OFFICIAL, second=BASE + "official/x")
    assert (meeting["iri"], meeting["date"]) == (MEETING, "2024-05-06")
    assert meeting["quotes"]
    later = call(server, "meetings_between", first=OFFICIAL, second=BASE + "official/x", start="2024-06-01")
    assert later == []


def test_a_fact_has_its_sentences(server: Any) -> None:
    (quote, *_) = call(server, "evidence_for", iri=BASE + "participation/one")
    assert quote["article"] == ARTICLE


def test_a_query_gives_a_table(server: Any) -> None:
    query = f'PREFIX gb: <{GB}> SELECT ?who {{ ?who gb:matches "mau" . ?who a gb:Official }}'
    assert call(server, "run_sparql", query=query)["rows"] == [[OFFICIAL]]
    assert call(server, "run_sparql", query="ASK {}")["rows"] == [["true"]]
    assert "<x:a>" in call(server, "run_sparql", query="CONSTRUCT { <x:a> <x:b> 1 } {}")["text"]


def test_the_questions_come_with_their_queries(server: Any) -> None:
    questions = {question["name"]: question for question in call(server, "list_questions")}
    assert "SELECT" in questions["holders-on-date"]["query"]
    assert "date" in questions["holders-on-date"]["parameters"]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("describe", {"iri": "no iri"}, "is no IRI"),
        ("describe", {"iri": BASE + "official/nobody"}, "says nothing"),
        ("find_entity", {"name": "x", "kind": "ghost"}, "no kind"),
        ("find_entity", {"name": "x" * 999}, "200 characters"),
        ("holders_on_date", {"post_or_body": BASE + "post/p", "on": "2024-02-30"}, "is no date"),
        ("run_sparql", {"query": "SELEC"}, "not valid SPARQL"),
        ("run_sparql", {"query": "DROP ALL"}, "Only queries"),
        ("run_sparql", {"query": "SELECT * { SERVICE <http://x/> {} }"}, "Only queries"),
    ],
)
def test_what_is_refused_is_explained(server: Any, tool: str, arguments: dict[str, str], told: str) -> None:
    assert told in call(server, tool, **arguments)


@pytest.mark.slow
def test_the_command_speaks_over_standard_input_and_output(data: Path) -> None:
    async def run() -> str:
        command = ["-c", "from kg.cli import main; main()", "mcp", "-d", str(data), "--workers", "1"]
        async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
            result = await client.call_tool("find_entity", {"name": "Lê Văn Mẫu"})
            assert result.structured_content is not None
            label: str = result.structured_content["result"][0]["label"]
            return label

    assert asyncio.run(run()) == "Lê Văn Mẫu"


@pytest.mark.slow
def test_the_command_speaks_streamable_http(data: Path) -> None:
    port = find_port()
    command = ["-c", "from kg.cli import main; main()", "mcp", "-d", str(data), "--workers", "1", "--http"]
    with subprocess.Popen([sys.executable, *command, "--port", str(port)]) as process:
        try:
            wait_until(lambda: listens(port))

            async def run() -> int:
                async with Client(f"http://127.0.0.1:{port}/mcp") as client:
                    return len((await client.list_tools()).tools)

            assert asyncio.run(run()) == 7
        finally:
            process.terminate()
