"""The files for containers and systemd, as far as a machine without either can try them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from endpoint.live import package_path
from kg.settings import table
from tests.endpoint.serving import ROOT, wait_until
from tests.ports import find_port

CONTAINERFILE = package_path("deploy/Containerfile")
UNIT = package_path("deploy/giaoban.service")
Step = tuple[str, str]


def read_stages() -> list[list[Step]]:
    """The instructions of the Containerfile by stage, each as its word and the rest of its line."""
    stages: list[list[Step]] = []
    for line in CONTAINERFILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            if word == "FROM":
                stages.append([])
            stages[-1].append((word, rest))
    return stages


def find(stage: list[Step], word: str) -> list[str]:
    """What follows the instruction ``word``."""
    return [rest for name, rest in stage if name == word]


def test_the_container_runs_as_an_ordinary_user_and_keeps_its_data_in_a_volume() -> None:
    last = read_stages()[-1]
    assert find(last, "USER") == ["giaoban"]
    assert find(last, "VOLUME") == ["/data"]
    assert last[-1] == ("CMD", '["giaoban", "serve"]')


@pytest.mark.parametrize("path", [CONTAINERFILE, UNIT])
def test_only_settings_that_exist_are_set(path: Path) -> None:
    named = set(re.findall(r"\bGIAOBAN_[A-Z_]+(?==)", path.read_text("utf-8"))) - {"GIAOBAN_NAME"}
    assert named
    assert named <= {setting.variable for setting in table()}


@pytest.mark.slow
def test_the_steps_of_the_container_lead_to_a_server_that_is_well(tmp_path: Path) -> None:
    made, last = read_stages()
    source, prefix = tmp_path / "source", tmp_path / "giaoban"
    source.mkdir()
    for rest in find(made, "COPY"):
        *names, _ = rest.split()
        for name in names:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, source / name)
    for rest in find(made, "RUN"):
        command = rest.replace("/opt/giaoban", str(prefix)).replace("python -m", f"{sys.executable} -m", 1)
        ran = subprocess.run(shlex.split(command), cwd=source, capture_output=True, text=True, timeout=600)
        if "No matching distribution" in ran.stderr or "new connection" in ran.stderr:
            pytest.skip("no network to install the dependencies from")
        assert ran.returncode == 0, ran.stderr
    port = str(find_port())
    environ = dict(pair.split("=", 1) for rest in find(last, "ENV") for pair in rest.split())
    environ |= {"PATH": f"{prefix}/bin:{os.environ['PATH']}", "GIAOBAN_DATA": str(tmp_path / "data")}
    environ |= {"GIAOBAN_PORT": port, "GIAOBAN_HOST": "127.0.0.1", "HOME": str(tmp_path)}
    (check,) = (rest.partition(" CMD ")[2] for rest in find(last, "HEALTHCHECK"))
    health = [part.replace("8000", port) for part in eval_list(check)]
    with subprocess.Popen(eval_list(find(last, "CMD")[0]), cwd=tmp_path, env=environ) as server:
        try:
            wait_until(lambda: subprocess.run(health, env=environ, stderr=-3).returncode == 0)
        finally:
            server.terminate()


def eval_list(text: str) -> list[str]:
    """The strings of an instruction in its exec form."""
    return re.findall(r'"((?:[^"\\]|\\.)*)"', text)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
@pytest.mark.parametrize("check", [["verify"], ["security", "--offline=true", "--threshold=15"]])
def test_systemd_finds_the_unit_sound_and_well_hardened(tmp_path: Path, check: list[str]) -> None:
    unit = tmp_path / "giaoban.service"
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/giaoban/bin/giaoban", "/bin/true"), "utf-8")
    ran = subprocess.run(["systemd-analyze", *check, str(unit)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert check != ["verify"] or not ran.stderr
