"""The installed wheel works far from the checkout: built, put into an empty environment, and used."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

OFFLINE = re.compile(
    r"Failed to establish a new connection|Name or service not known|Temporary failure in name"
)
COUNT = "SELECT (COUNT(DISTINCT ?article) AS ?n) WHERE { ?article a gb:Article }"
PREFIX = "PREFIX gb: <https://w3id.org/giaoban/ontology#>\n"


def run(command: list[str | Path], cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, free of the settings of this environment."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIAOBAN", "PYTHON"))
    }
    environ["PYTHONUTF8"] = "1"
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=600,
        env=environ,
    )


def run_pip(command: list[str | Path], cwd: Path) -> None:
    """Run pip; skip the test where the machine is offline, except in CI, where that is a failure."""
    done = run([*command, "--quiet", "--disable-pip-version-check"], cwd)
    if done.returncode and OFFLINE.search(done.stderr) and "CI" not in os.environ:
        pytest.skip("no network to install the wheel's dependencies from")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    run_pip([*pip, "--wheel-dir", folder, repo_root], folder)
    (built,) = folder.glob("giaoban-*.whl")
    return built


@pytest.fixture(scope="module")
def giaoban(wheel: Path, repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``giaoban`` of an empty environment into which only the wheel was installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True, symlinks=True)
    pip: list[str | Path] = [folder / "bin" / "python", "-m", "pip", "install"]
    run_pip([*pip, "--constraint", repo_root / "constraints.txt", wheel], folder)
    return folder / "bin" / "giaoban"


@pytest.fixture(scope="module")
def shipped(repo_root: Path) -> set[str]:
    """The ids of the articles that the project ships."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (repo_root / "corpus").glob("*.md")}
    return {name for name, text in texts.items() if text.startswith("---\n")}


@pytest.fixture(scope="module")
def built(giaoban: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder away from the checkout in whose ``data`` the shipped corpus was built."""
    folder = tmp_path_factory.mktemp("elsewhere")
    done = run([giaoban, "build"], folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_wheel_holds_code_and_data_side_by_side(wheel: Path, repo_root: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(repo_root).as_posix()
        for folder in ("kg", "endpoint", "ontology", "corpus")
        for path in (repo_root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert wanted - held == set()
    assert {name.partition("/")[0] for name in held if ".dist-info" not in name} == {
        "kg",
        "endpoint",
        "ontology",
        "corpus",
    }


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_the_installed_command_builds_the_shipped_corpus(built: Path) -> None:
    assert (built / "data" / "current" / "manifest.json").is_file()


def test_the_installed_command_answers_the_fixed_questions(
    giaoban: Path, built: Path, shipped: set[str]
) -> None:
    done = run([giaoban, "ask", "articles", "officials", "-o", "answers"], built)
    assert done.returncode == 0, done.stderr
    for question in ("articles", "officials"):
        with (built / "answers" / f"{question}.csv").open(encoding="utf-8", newline="") as file:
            assert {row["article"] for row in csv.DictReader(file)} == shipped


def test_the_installed_command_runs_a_query(giaoban: Path, built: Path, shipped: set[str]) -> None:
    done = run([giaoban, "query", "-f", "csv", "-"], built, stdin=PREFIX + COUNT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["n", str(len(shipped))]
