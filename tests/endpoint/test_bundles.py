"""The browser's files: named by their content, packed, kept for good; pages do without them."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from endpoint.assets import build_assets
from endpoint.bundles import Bundles
from endpoint.site.asked import order_by_topic
from kg.questions import load_questions
from kg.settings import ONTOLOGY

LOCK = Path(build_assets.__file__).parent / "package-lock.json"


@pytest.fixture
def built(tmp_path: Path) -> Flask:
    (tmp_path / "manifest.json").write_text('{"site.js": "site-A1.js"}')
    (tmp_path / "site-A1.js").write_text("let one = 1;")
    (tmp_path / "site-A1.js.gz").write_bytes(gzip.compress(b"let one = 1;"))
    app, bundles = Flask("endpoint"), Bundles(tmp_path)
    app.add_url_rule("/assets/<path:name>", view_func=bundles.answer)
    return app


def test_a_file_is_kept_for_good_and_packed_as_the_client_takes_it(built: Flask) -> None:
    plain = built.test_client().get("/assets/site-A1.js")
    packed = built.test_client().get("/assets/site-A1.js", headers={"Accept-Encoding": "gzip"})
    assert plain.mimetype == "text/javascript"
    assert "immutable" in plain.headers["Cache-Control"]
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == b"let one = 1;"


@pytest.mark.parametrize(
    "name", ["none.js", ".hidden.js", "manifest", "site-A1.js.gz", "../bundles.py", "%2e%2e/x.js"]
)
def test_no_other_file_is_handed_out(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404


def test_without_built_files_a_template_gets_no_address(tmp_path: Path) -> None:
    with Flask("endpoint").test_request_context("/"):
        assert Bundles(tmp_path).address("site.js") == ""


def test_the_lock_names_no_registry_and_holds_every_checksum() -> None:
    packages = json.loads(LOCK.read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_a_failing_npm_is_told_with_cause_and_cure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build_assets, "WORKSHOP", tmp_path)
    with pytest.raises(build_assets.AssetsError, match=r"(?s)make assets.*Cause: missing ended with 1"):
        build_assets.run_node("missing.mjs")


def test_every_question_stands_under_one_topic() -> None:
    topics = tomllib.loads((ONTOLOGY / "questions" / "topics.toml").read_text("utf-8"))
    listed = [name for names in topics.values() for name in names]
    assert sorted(listed) == sorted(question.name for question in load_questions())
    assert all(questions for _, questions in order_by_topic(load_questions()))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_editor_has_a_plain_form_and_no_inline_script(client: FlaskClient, language: str) -> None:
    answer = client.get(f"/query?lang={language}&query=ASK+%7B%7D")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<textarea id="query" name="query" rows="14" spellcheck="false">ASK {}</textarea>' in page
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
