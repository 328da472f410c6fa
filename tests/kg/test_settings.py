from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import Settings, load_settings, table


def test_a_flag_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "giaoban.toml"
    file.write_text('host = "file"\nport = 1\njobs = 1\n')
    environ = {"GIAOBAN_PORT": "2", "GIAOBAN_JOBS": "2"}
    settings = load_settings({"jobs": 3, "host": None}, environ, file)
    assert (settings.host, settings.port, settings.jobs) == ("file", 2, 3)


def test_the_environment_can_name_the_file(tmp_path: Path) -> None:
    file = tmp_path / "giaoban.toml"
    file.write_text("port = 7\n")
    assert load_settings({}, {"GIAOBAN_CONFIG": str(file)}).port == 7


def test_without_any_source_the_defaults_hold() -> None:
    assert load_settings({}, {}) == Settings()


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.help.endswith(".") for setting in table())
    assert all(setting.group in ("general", "build", "publishing", "serving") for setting in table())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GIAOBAN_PORT", "eighty", "GIAOBAN_PORT: 'eighty' is no value for port"),
        ("GIAOBAN_PORT", "-1", "less than 0"),
        ("GIAOBAN_PUBLISH_TEXT", "some", "not one of licence, full"),
        ("GIAOBAN_BASE", "urn:x", "is no base IRI"),
        ("GIAOBAN_BASE", "http://x.org/a b", "is no base IRI"),
        ("GIAOBAN_BASE", "http://x.org/#", "is no base IRI"),
        ("GIAOBAN_DATA", "s3://bucket/kg", "giaoban publish --to"),
    ],
)
def test_an_impossible_value_is_named_with_its_origin(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load_settings({}, {name: value})


def test_a_base_gets_its_last_slash() -> None:
    assert load_settings({"base": "https://example.org/news"}, {}).base == "https://example.org/news/"


@pytest.mark.parametrize(
    ("content", "said"), [("prot = 1", "no setting is called 'prot'"), ("port =", "cannot be read")]
)
def test_a_wrong_settings_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "giaoban.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=said):
        load_settings({}, {}, file)
