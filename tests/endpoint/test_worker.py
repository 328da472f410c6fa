"""The worker's own pure parts: what it says of mistakes, and how much it writes."""

import mmap
from pathlib import Path

import pyoxigraph
import pytest

from endpoint.worker import CappedBuffer, MemoryGauge, RefusalError, explain


def explanation(query: str) -> dict[str, object]:
    with pytest.raises((SyntaxError, RuntimeError)) as caught:
        pyoxigraph.Store().query(query)
    return explain(caught.value).header


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("SELECT ?x WHERE { ?x }", "Line 1, column 23: expected one of BIND."),
        ("", "Line 1, column 1: unexpected text."),
        ("SELECT *\n{ ?s nosuch:p\n ?o}", "Line 2, column 14: Prefix not found."),
    ],
)
def test_a_syntax_error_is_told_with_its_place_in_few_words(query: str, detail: str) -> None:
    assert explanation(query)["detail"] == detail


def test_a_long_list_of_what_was_expected_is_shortened() -> None:
    assert len(str(explanation("ASK {")["detail"])) < 400


def test_an_unknown_function_is_told_by_its_name() -> None:
    header = explanation("SELECT (<http://example.org/f>(1) AS ?x) {}")
    assert header["slug"] == "query-refused"
    assert "http://example.org/f" in str(header["detail"])


def test_a_full_buffer_refuses_more() -> None:
    buffer = CappedBuffer(5)
    buffer.write(b"12345")
    with pytest.raises(RefusalError):
        buffer.write(b"6")


def test_pages_of_mapped_files_are_not_what_a_worker_took_itself(tmp_path: Path) -> None:
    size = 64 << 20
    (tmp_path / "columns").write_bytes(bytes(size))
    gauge = MemoryGauge()
    before = gauge.own()
    with (
        (tmp_path / "columns").open("rb") as file,
        mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped,
    ):
        assert not any(mapped[at] for at in range(0, size, mmap.PAGESIZE))
        assert gauge.own() - before < size // 4
    taken = b"\1" * size
    assert gauge.own() - before > size // 2
    del taken
