"""The headers that each case gets are those that were looked at by hand."""

from __future__ import annotations

from pathlib import Path

from tests.endpoint.transcripts import GOLDEN, run


def test_every_case_gets_the_headers_that_were_looked_at(tmp_path: Path) -> None:
    # After a change that is meant: python -m tests.endpoint.transcripts, and look at the difference.
    assert run(tmp_path) == GOLDEN.read_text("utf-8")
