"""The shape of the code: who may import whom, how long things may be, where words may stand."""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path for folder in ("kg", "endpoint") for path in (ROOT / folder).rglob("*.py") if path.is_file()
)
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

# Literals with a Vietnamese word that have to stand in code: (module, literal). Words belong in ontology/.
ALLOWED_WORDS: frozenset[tuple[str, str]] = frozenset()

# Where the folder of real articles beside the checkout may be named.
MAY_NAME_SHARED = (".ci/", "tests/")


def name_of(path: Path) -> str:
    """The dotted name of a module file: ``kg/reading/rules.py`` is ``kg.reading.rules``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_layers() -> dict[str, int]:
    """The layers as ARCHITECTURE.md lists them: module → number of its line, counted from the left."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = re.search(r"```layers\n(.*?)```", text, re.S)
    assert block, "ARCHITECTURE.md has no block ```layers"
    lines = [line.split("  ")[0].split() for line in block[1].splitlines() if line.strip()]
    return {module: number for number, modules in enumerate(lines) for module in modules}


LAYERS = read_layers()


def layer_of(module: str) -> int | None:
    """The layer of a module or of the nearest package around it; None where it has none."""
    while module:
        if module in LAYERS:
            return LAYERS[module]
        module = module.rpartition(".")[0]
    return None


def find_imports(tree: ast.AST, module: str) -> Iterator[tuple[str, int]]:
    """Every name that the code imports, dotted and in full, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: write the import in full"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def find_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def find_docstrings(tree: ast.AST) -> set[int]:
    """The ids of the constant nodes that are docstrings (also those below an attribute)."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def is_vietnamese_word(run: str) -> bool:
    """Whether a run of letters is a word with Vietnamese marks, rather than a table of letters.

    A syllable of Vietnamese has three to seven letters, one of them a consonant; shorter and longer runs of
    marked letters are what tables for tone marks and folding are made of.
    """
    bare = unicodedata.normalize("NFD", run.lower().replace("đ", "d"))
    marked = len(bare) > len(run) or "đ" in run.lower()
    return marked and 3 <= len(run) <= 7 and any(letter in "bcdghklmnpqrstvx" for letter in bare)


def find_vietnamese(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """String literals outside docstrings that hold a Vietnamese word, with their line."""
    docstrings = find_docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            runs = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", node.value))
            if any(is_vietnamese_word(run) for run in runs):
                yield node.value, node.lineno


def list_committed_files() -> list[str]:
    """The paths that git knows, relative to the root; skipped where this is no checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(params=MODULES, ids=name_of, name="module")
def each_module(request: pytest.FixtureRequest) -> tuple[str, ast.Module, str]:
    """Each module of kg and endpoint: its dotted name, its syntax tree, its source."""
    path: Path = request.param
    source = path.read_text(encoding="utf-8")
    return name_of(path), ast.parse(source), source


def test_every_module_has_its_layer(module: tuple[str, ast.Module, str]) -> None:
    name, _, _ = module
    assert name == "kg" or layer_of(name) is not None, f"give {name} a place in ARCHITECTURE.md's layers"


def test_every_layer_stands_for_code_that_exists() -> None:
    names = {name_of(path) for path in MODULES}
    assert sorted(set(LAYERS) - names) == []


def test_a_module_imports_nothing_to_its_right(module: tuple[str, ast.Module, str]) -> None:
    name, tree, _ = module
    own = layer_of(name)
    wrong = [
        f"{name}:{line} imports {imported}"
        for imported, line in find_imports(tree, name)
        if imported.partition(".")[0] in ("kg", "endpoint")
        and own is not None
        and (layer_of(imported) or 0) > own
    ]
    assert wrong == []


def test_only_the_store_module_opens_the_engine(module: tuple[str, ast.Module, str]) -> None:
    name, tree, _ = module
    opened = [imported for imported, _ in find_imports(tree, name) if imported == "pyoxigraph.Store"]
    opened += [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "pyoxigraph.Store"
    ]
    assert opened == [] or name == "kg.store" or name.startswith("kg.store.")


def test_a_file_stays_short(module: tuple[str, ast.Module, str]) -> None:
    _, _, source = module
    assert len(source.splitlines()) <= MAX_FILE_LINES


def test_a_function_stays_short(module: tuple[str, ast.Module, str]) -> None:
    name, tree, _ = module
    long = [
        f"{name}.{function.name}: {(function.end_lineno or 0) - function.lineno + 1} lines"
        for function in find_functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert long == []


def test_a_function_says_what_it_returns(module: tuple[str, ast.Module, str]) -> None:
    name, tree, _ = module
    silent = [f"{name}.{function.name}" for function in find_functions(tree) if function.returns is None]
    assert silent == []


def test_public_things_have_a_docstring(module: tuple[str, ast.Module, str]) -> None:
    name, tree, _ = module
    assert ast.get_docstring(tree), f"{name} has no docstring"
    bare = [
        f"{name}.{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_no_vietnamese_word_stands_in_code(module: tuple[str, ast.Module, str]) -> None:
    name, tree, _ = module
    found = [
        f"{name}:{line}: {literal!r}"
        for literal, line in find_vietnamese(tree)
        if (name, literal) not in ALLOWED_WORDS
    ]
    assert found == [], "words belong in ontology/, page text in templates"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('ROLE = "Bí thư"', True),
        ('ROLES = {"chủ tịch": 1}', True),
        ('def f():\n    """Reads "Bí thư Tỉnh ủy"."""', False),
        ('TONES = {"uỷ": "ủy", "oà": "òa"}', False),
        ('VOWELS = "aàáảãạăằắẳẵặ"', False),
        ('D = str.maketrans("đĐ", "dD")', False),
        ('NAME = "role"', False),
    ],
)
def test_the_search_for_words_tells_words_from_letters(code: str, found: bool) -> None:
    assert bool(list(find_vietnamese(ast.parse(code)))) is found


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    machine = re.compile(
        rb"(?<![\w.:/])/(?:work|root|Users)/\w|https?://[\w.-]*(?:pypi|pythonhosted|npmjs)\b"
    )
    named = [
        f"{name}: {found[0].decode()}"
        for name in list_committed_files()
        if (found := machine.search((ROOT / name).read_bytes()))
    ]
    assert named == []


def test_the_product_never_names_the_folder_beside_it() -> None:
    named = [
        name
        for name in list_committed_files()
        if not name.startswith(MAY_NAME_SHARED) and b"../shared" in (ROOT / name).read_bytes()
    ]
    assert named == []


def test_nothing_made_by_a_tool_is_committed() -> None:
    made = re.compile(
        r"(^|/)(__pycache__|\.venv|\.mypy_cache|\.ruff_cache|\.pytest_cache|node_modules)/|\.pyc$"
    )
    assert [name for name in list_committed_files() if made.search(name)] == []
