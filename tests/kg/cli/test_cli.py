from __future__ import annotations

import csv
import hashlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import kg.cli.ask
import kg.pipeline
import kg.questions
import kg.records
import kg.settings
from kg.cli import main
from kg.settings import table
from kg.snapshot import current_id, current_snapshot
from tests.kg.factories import NAME, STORY, read_name, stages_for_tests, write_articles, write_ontology

QUESTION = """# vi: Ai được nêu tên?
# en: Who is named?
# columns: article,official
# param id: a — bài — the article
SELECT ?article ?official WHERE {
  VALUES ?id { "a" }
  ?official <https://w3id.org/giaoban/ontology#statedIn> ?a .
  ?a <https://w3id.org/giaoban/ontology#articleId> ?article .
  FILTER(?id = ?article)
} ORDER BY ?article
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A built snapshot of the articles a and b; the product's stages, ontology and questions replaced."""
    ontology = write_ontology(tmp_path / "ontology")
    (ontology / "questions").mkdir()
    (ontology / "questions" / "names.rq").write_text(QUESTION, "utf-8")
    questions = kg.questions.load_questions(ontology / "questions")
    build = kg.pipeline.build

    def build_small(*args: Any, **named: Any) -> Any:
        return build(*args, **named, stages=stages_for_tests(), ontology=ontology)

    monkeypatch.setattr(kg.pipeline, "build", build_small)
    monkeypatch.setattr(kg.records, "read_with_lexicon", read_name)
    monkeypatch.setattr(kg.questions, "load_questions", lambda: questions)
    monkeypatch.setattr(kg.settings, "ONTOLOGY", ontology)
    monkeypatch.chdir(tmp_path)
    for setting in table():
        monkeypatch.delenv(setting.variable, raising=False)
    done = giaoban("build", write_articles(tmp_path / "in", "a", "b"), "--jobs", 1)
    assert done.exit_code == 0, done.output
    yield tmp_path / "data"


def giaoban(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def assert_told(done: Result, said: str) -> None:
    """The command failed, in words and not with a traceback."""
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr


def test_build_sums_up(tmp_path: Path, data: Path) -> None:
    write_articles(tmp_path / "in", "c", text="The committee met on Monday.")
    done = giaoban("build", tmp_path / "in", "-o", tmp_path / "other", "--jobs", 1)
    assert done.exit_code == 0
    assert "Articles  2 in the graph, 1 left out" in done.stdout
    assert "Reading   read 3, kept 0" in done.stdout
    assert "Official 1" in done.stdout
    assert "Evidence 2" in done.stdout
    assert "article.undated 2" in done.stdout
    assert "  c: left out: this is not Vietnamese" in done.stderr
    assert current_id(tmp_path / "other")


def test_building_nothing_fails_and_the_snapshot_stays(tmp_path: Path, data: Path) -> None:
    before = current_id(data)
    (tmp_path / "empty").mkdir()
    assert_told(giaoban("build", tmp_path / "empty"), "There is no article in")
    assert_told(giaoban("build", tmp_path / "nothing"), "does not exist")
    assert current_id(data) == before


def test_query_answers_as_csv(data: Path) -> None:
    text = "SELECT ?id { ?a <https://w3id.org/giaoban/ontology#articleId> ?id } ORDER BY ?id"
    done = giaoban("query", "-f", "csv", "-", stdin=text)
    assert done.exit_code == 0, done.output
    assert done.stdout.split() == ["id", "a", "b"]


@pytest.mark.parametrize(
    ("query", "format", "said"),
    [
        ("ASK { ?s ?p ?o }", "table", "true"),
        ("ASK { ?s ?p ?o }", "json", '"boolean":true'),
        ("SELECT * { ?s a ?c } LIMIT 1", "xml", "<sparql"),
        ("SELECT ?c { ?s a ?c } LIMIT 1", "tsv", "?c"),
        ("SELECT ?c { ?s a ?c } LIMIT 1", "table", "1 row"),
        (
            "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 1",
            "nt",
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
        ),
    ],
)
def test_query_answers_in_each_format(data: Path, query: str, format: str, said: str) -> None:
    done = giaoban("query", "-f", format, "-", stdin=query)
    assert done.exit_code == 0, done.output
    assert said in done.stdout


def test_query_reads_a_file(tmp_path: Path, data: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?s ?p ?o }")
    assert giaoban("query", tmp_path / "q.rq").stdout == "true\n"


def test_query_takes_the_query_itself(data: Path) -> None:
    assert giaoban("query", "ASK { ?s ?p ?o }").stdout == "true\n"


@pytest.mark.parametrize(
    ("arguments", "query", "said"),
    [
        (["-"], "SELEC ?s", "The query cannot be run: error at 1:"),
        (["-f", "ttl", "-"], "ASK {}", "cannot be answered as ttl"),
        (["-f", "csv", "-"], "CONSTRUCT WHERE { ?s ?p ?o }", "cannot be answered as csv"),
        (["nothing.rq"], "", "nothing.rq cannot be read"),
        (["-d", "elsewhere", "-"], "ASK {}", "There is no snapshot in elsewhere"),
    ],
)
def test_a_query_that_cannot_be_answered_is_told(
    data: Path, arguments: list[str], query: str, said: str
) -> None:
    assert_told(giaoban("query", *arguments, stdin=query), said)


def test_ask_lists_the_questions_in_both_languages(data: Path) -> None:
    for arguments in (["--list"], []):
        done = giaoban("ask", *arguments)
        assert done.exit_code == 0, done.output
        for said in ("names", "Ai được nêu tên?", "Who is named?", "-p id=a"):
            assert said in done.stdout


def test_ask_writes_a_csv_of_each_question(tmp_path: Path, data: Path) -> None:
    assert giaoban("ask", "-o", tmp_path / "out").exit_code == 0
    with (tmp_path / "out" / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [{"article": "a", "official": "https://w3id.org/giaoban/id/official/lo-thi-may"}]


def test_ask_shows_a_table_and_takes_parameters(data: Path) -> None:
    done = giaoban("ask", "names", "-p", "id=b")
    assert done.exit_code == 0, done.output
    assert "Who is named?" in done.stdout
    assert "1 row" in done.stdout
    assert "0 rows" in giaoban("ask", "names", "-p", 'id=b" } #').stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nams"], "no question 'nams'"),
        (["names", "-p", "id"], "no NAME=VALUE"),
        (["names", "-p", "day=1"], "has a parameter 'day'"),
    ],
)
def test_a_wrong_question_is_told(data: Path, arguments: list[str], said: str) -> None:
    assert_told(giaoban("ask", *arguments), said)


def test_facts_marks_what_was_read_in_a_pipe(tmp_path: Path, data: Path) -> None:
    done = giaoban("facts", tmp_path / "in" / "a.txt")
    assert done.exit_code == 0, done.output
    assert f"đồng chí [{NAME}]{{official}} chủ trì" in done.stdout
    start = STORY.index(NAME)
    assert f"official      name: {NAME}  [{start}-{start + len(NAME)} test.name]" in done.stdout
    assert "? article.undated" in done.stdout
    assert "\x1b" not in done.stdout


def test_facts_as_json_quotes_the_text(tmp_path: Path, data: Path) -> None:
    (record,) = map(json.loads, giaoban("facts", "-f", "json", tmp_path / "in" / "a.txt").stdout.splitlines())
    start = STORY.index(NAME)
    assert record["article"] == "a"
    assert record["facts"] == [
        {
            "kind": "official",
            "name": NAME,
            "evidence": [{"start": start, "end": start + len(NAME), "quote": NAME, "rule": "test.name"}],
        }
    ]


def test_facts_finds_an_article_of_the_snapshot_by_its_id(data: Path) -> None:
    assert f"[{NAME}]{{official}}" in giaoban("facts", "b").stdout
    assert_told(giaoban("facts", "zz"), "zz is no file, and no article of a snapshot")


def test_facts_keeps_control_characters_off_the_terminal(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(STORY + "\x1b]0;x\x07")
    assert "\x1b" not in giaoban("facts", path).stdout


def test_export_writes_dumps_with_their_sums(tmp_path: Path, data: Path) -> None:
    done = giaoban("export", "-f", "ttl", "-f", "nq", "-o", tmp_path / "dumps")
    assert done.exit_code == 0, done.output
    lines = (tmp_path / "dumps" / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == {"giaoban.ttl", "giaoban.nq.gz"}
    for name, digest in sums.items():
        assert hashlib.sha256((tmp_path / "dumps" / name).read_bytes()).hexdigest() == digest


def test_export_refuses_a_format_and_a_dump_that_are_wrong(tmp_path: Path, data: Path) -> None:
    assert_told(giaoban("export", "-f", "doc", "-o", tmp_path / "dumps"), "no dump format 'doc'")
    (current_snapshot(data).dumps_path / "giaoban.ttl").write_text("#")
    assert_told(giaoban("export", "-f", "ttl", "-o", tmp_path / "dumps"), "is not what its manifest says")


def test_a_build_writes_and_export_knows_the_chosen_dumps_only(tmp_path: Path, data: Path) -> None:
    assert_told(giaoban("build", tmp_path, "--dumps", "nq,doc"), "no dump format 'doc'")
    (tmp_path / "b.txt").write_text(STORY)
    assert giaoban("build", tmp_path / "b.txt", "--dumps", "nq").exit_code == 0
    assert_told(giaoban("export", "-f", "ttl", "-o", tmp_path / "dumps"), "without the dump ttl")
    assert giaoban("export", "-o", tmp_path / "dumps").exit_code == 0
    assert {path.name for path in (tmp_path / "dumps").iterdir()} == {"giaoban.nq.gz", "SHA256SUMS"}


def test_check_finds_a_sound_snapshot_sound(data: Path) -> None:
    done = giaoban("check")
    assert done.exit_code == 0, done.output
    assert "evidence    2 examined, none wrong" in done.stdout


def test_check_finds_a_changed_text_and_fails(data: Path) -> None:
    path = current_snapshot(data).texts_path
    path.write_text(path.read_text().replace(NAME, "Lò Văn Mẩy", 1))
    done = giaoban("check")
    assert done.exit_code == 1
    assert "violations of evidence:" in done.stdout
    assert f"not '{NAME}'" in done.stdout
    record = json.loads(giaoban("check", "-f", "json").stdout)
    assert [finding["check"] for finding in record["findings"]] == ["evidence"]


def test_check_finds_a_changed_dump(data: Path) -> None:
    (current_snapshot(data).dumps_path / "giaoban.rdf").unlink()
    done = giaoban("check")
    assert done.exit_code == 1
    assert "files" in done.stdout


def test_a_port_in_use_is_told_before_anything_is_built(tmp_path: Path, data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = giaoban("serve", "-d", tmp_path / "new", "--port", port)
    assert_told(done, f"Cannot listen on 127.0.0.1 port {port}")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--base", "nowhere"], "is no base IRI"),
        (["--config", "nothing.toml", "check"], "nothing.toml cannot be read"),
    ],
)
def test_a_wrong_setting_is_told(data: Path, arguments: list[str], said: str) -> None:
    assert_told(giaoban(*arguments), said)


def test_the_environment_names_the_data(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIAOBAN_DATA", str(tmp_path / "nowhere"))
    assert_told(giaoban("check"), "There is no snapshot in")
    assert giaoban("check", "-d", data).exit_code == 0


@pytest.mark.parametrize("command", sorted(main.commands))
def test_help_teaches_with_examples_and_the_table_of_settings(command: str) -> None:
    done = giaoban(command, "--help")
    assert done.exit_code == 0
    assert f"giaoban {command}" in done.stdout
    assert "Examples:" in done.stdout


def test_every_setting_is_an_option_of_some_command() -> None:
    options = {
        option
        for command in main.commands.values()
        for parameter in command.params
        for option in parameter.opts
    }
    assert {setting.flag for setting in table()} <= options
