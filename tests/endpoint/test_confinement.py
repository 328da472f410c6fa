"""A confined process can do less, whatever it tries."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run_confined(code: str) -> str:
    """What a process prints that refuses itself sockets and then runs ``code``."""
    text = f"from endpoint.confinement import *\nimport os, socket, subprocess\nrefuse_sockets()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, timeout=60
    ).stdout.strip()


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.create_connection(('127.0.0.1', 9))",
        "os.execv('/bin/true', ['true'])",
        "__import__('threading').Thread(target=socket.socket).start() or socket.socket()",
    ],
)
def test_no_socket_is_opened_and_no_program_started(attempt: str) -> None:
    code = f"try:\n    {attempt}\n    print('done')\nexcept PermissionError:\n    print('refused')"
    assert run_confined(code) == "refused"


def test_files_can_still_be_opened() -> None:
    assert run_confined("print(len(open('/proc/self/statm').read()) > 0)") == "True"
