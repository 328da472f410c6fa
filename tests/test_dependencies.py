"""What is installed is what is used: the ranges of pyproject.toml, the lock and the imports agree."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = PYPROJECT["project"]
BUILD = [
    Requirement(line) for line in PYPROJECT["build-system"]["requires"]
]  # of endpoint/assets' build hook
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
MCP = [Requirement(line) for line in PROJECT["optional-dependencies"]["mcp"]]
SPARK = [Requirement(line) for line in PROJECT["optional-dependencies"]["spark"]]
S3 = [Requirement(line) for line in PROJECT["optional-dependencies"]["s3"]]
DEV = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]

# Needed by another package at run time, without being imported by name here.
COMPARED_WITH = {"rdflib-endpoint", "uvicorn"}  # of tests/bench, which leaves out what is not installed
NOT_IMPORTED = {"lxml-html-clean", "s3fs"}


def read_lock() -> dict[str, str]:
    """The exact versions of constraints.txt: canonical name → version."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def find_imported(folder: str) -> set[str]:
    """The distributions outside the standard library that the code of a folder imports."""
    tops: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                tops.add(node.module.partition(".")[0])
    owners = packages_distributions()
    outside = tops - set(sys.stdlib_module_names) - {"kg", "endpoint", "tests"}
    return {canonicalize_name(owners.get(top, [top])[0]) for top in outside}


def names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def test_the_code_imports_only_what_the_project_depends_on() -> None:
    assert find_imported("kg") | find_imported("endpoint") <= names(RUNTIME + MCP + SPARK + S3 + BUILD)


def test_the_project_depends_only_on_what_the_code_imports() -> None:
    used = find_imported("kg") | find_imported("endpoint")
    assert names(RUNTIME + MCP + SPARK + S3) - used == NOT_IMPORTED


def test_the_tests_import_only_what_the_developers_extra_brings() -> None:
    assert find_imported("tests") <= names(RUNTIME + MCP + DEV) | COMPARED_WITH


@pytest.mark.parametrize("requirement", RUNTIME + MCP + SPARK + S3 + DEV, ids=str)
def test_the_lock_holds_a_version_inside_the_range(requirement: Requirement) -> None:
    assert requirement.specifier, f"{requirement.name} has no range"
    assert requirement.specifier.contains(read_lock()[canonicalize_name(requirement.name)])


def test_the_lock_is_plain_names_and_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9][\w.!+-]*", line)]
    assert odd == []
