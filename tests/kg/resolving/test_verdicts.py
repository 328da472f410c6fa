"""The file of verdicts: read whole, or refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ListError
from kg.resolving import read_verdicts

HEAD = "kind,left,right,verdict,articles,note\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "verdicts.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_missing_file_holds_no_verdicts(tmp_path: Path) -> None:
    assert read_verdicts(tmp_path / "none.csv").all == ()


def test_the_lines_become_verdicts(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "official,lê an,an nhà báo,different,b c,cùng tên\n")
    (verdict,) = read_verdicts(path).of("official")
    assert (verdict.verdict, verdict.articles, verdict.note) == ("different", ("b", "c"), "cùng tên")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("kind,left\n", "first line"),
        (HEAD + "place,a,b,same,,\n", "line 2: unknown kind"),
        (HEAD + "official,a,,same,,\n", "line 2: no verdict"),
        (HEAD + "official,a,b,maybe,,\n", "line 2: no verdict"),
        (HEAD + "official,a,b,different,,\n", "names no article"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ListError, match=complaint):
        read_verdicts(written(tmp_path, text))


def test_the_shipped_file_is_readable(repo_root: Path) -> None:
    assert read_verdicts(repo_root / "ontology" / "verdicts.csv").all == ()
