"""The clients that the README shows: each example is run as it stands there, against a server of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endpoint.serving import running_server

ROOT = Path(__file__).resolve().parents[2]
SHOWN = "http://127.0.0.1:8000"

pytestmark = pytest.mark.slow


def find_example(language: str, mark: str) -> str:
    """The README's example in this language that holds ``mark``."""
    blocks = re.findall(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    (found,) = (block for block in blocks if mark in block)
    return str(found)


@pytest.fixture(scope="module")
def address(corpus_data: Path) -> Iterator[str]:
    """A server of the shipped graph."""
    with running_server(corpus_data) as (served, _):
        yield served


def run(command: list[str], cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_python_example_prints_officials_and_their_posts(address: str, tmp_path: Path) -> None:
    program = tmp_path / "example.py"
    program.write_text(find_example("python", "SPARQLStore").replace(SHOWN, address), "utf-8")
    printed = run([sys.executable, str(program)], tmp_path)
    assert "Phạm Minh Chính" in printed


def test_the_curl_example_gives_the_answer_of_a_question_as_csv(address: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl here")
    script = find_example("sh", "/questions/").replace(SHOWN, address)
    printed = run(["sh", "-ec", script], tmp_path)
    assert printed.splitlines()[0].startswith("official,post,certainty")
    assert "Phạm Minh Chính" in printed


def test_the_r_example_reads_what_is_served(address: str, tmp_path: Path) -> None:
    example = find_example("r", "read.csv")
    (shown,) = re.findall(r'"(http[^"]*)"', example)
    printed = run(["curl", "-sf", shown.replace(SHOWN, address)], tmp_path)
    assert printed.splitlines()[0].startswith("official,post,certainty")
    if shutil.which("Rscript") is None:
        pytest.skip("there is no R here: the address that it reads was asked, the program was not run")
    program = tmp_path / "example.R"
    program.write_text(example.replace(SHOWN, address), "utf-8")
    assert "official" in run(["Rscript", str(program)], tmp_path)
