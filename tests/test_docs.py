"""What the documents say is so: commands, settings, targets, links and the query a reader tries first."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.settings import table

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
MANUALS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def list_commands() -> set[str]:
    """The commands that ``giaoban`` has."""
    assert isinstance(main, click.Group)
    return set(main.commands)


def list_targets() -> set[str]:
    """The targets that ``make help`` shows."""
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(re.findall(r"^  make (\S+)", shown.stdout, re.M))


def write_settings_table() -> str:
    """The README's table of settings, made from the one table of ``kg.settings``."""
    rows = ["| | | |", "|---|---|---|"]
    for setting in table():
        default = f" (`{setting.default}`)" if setting.default not in (None, "") else ""
        rows.append(f"| `{setting.flag}` | `{setting.variable}` | {setting.help}{default} |")
    return "\n".join(rows)


def find_query(document: str) -> str:
    """The SPARQL query in the curl command of a document."""
    found = re.search(r"--data-urlencode 'query=(.*?)'", read(document), re.S)
    assert found, f"{document} shows no query with curl"
    return found[1]


@pytest.mark.parametrize("document", MANUALS)
def test_a_document_names_only_commands_that_exist(document: str) -> None:
    named = set(re.findall(r"\bgiaoban ([a-z]+)\b", read(document)))
    assert named <= list_commands()


def test_the_readme_names_every_command() -> None:
    assert set(re.findall(r"^\| `giaoban ([a-z]+)", read("README.md"), re.M)) == list_commands()


def test_the_readme_shows_only_options_that_exist() -> None:
    assert isinstance(main, click.Group)
    for name, rest in re.findall(r"^\| `giaoban ([a-z]+)(.*?)`", read("README.md"), re.M):
        known = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<![\w-])--?[a-z-]+", rest)) <= known, name


@pytest.mark.parametrize("document", MANUALS)
def test_a_document_names_only_make_targets_that_exist(document: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", read(document), re.M))
    assert named <= list_targets()


def test_the_readme_lists_the_settings_as_they_are() -> None:
    block = re.search(r"<!-- settings -->\n(.*?)<!-- /settings -->", read("README.md"), re.S)
    assert block
    wanted = write_settings_table()
    assert block[1].strip() == wanted, f"put this between the marks in README.md:\n{wanted}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_link_to_a_file_finds_it(document: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", read(document))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("document", MANUALS)
def test_a_path_that_a_document_names_is_there(document: str) -> None:
    named = re.findall(r"`((?:kg|endpoint|ontology|corpus|tests)/[\w./-]*)`", read(document))
    named = [path for path in named if "NAME" not in path]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.slow
def test_the_query_of_the_readme_finds_who_chaired_with_the_sentence(tmp_path: Path) -> None:
    query = tmp_path / "readme.rq"
    query.write_text(find_query("README.md"), encoding="utf-8")
    runner = CliRunner()
    built = runner.invoke(main, ["build", "-o", str(tmp_path / "data")])
    assert built.exit_code == 0, built.output
    asked = runner.invoke(main, ["query", "-d", str(tmp_path / "data"), "-f", "csv", str(query)])
    assert asked.exit_code == 0, asked.output
    header, *rows = asked.stdout.splitlines()
    assert header == "date,chair,sentence"
    assert len(rows) >= 3
