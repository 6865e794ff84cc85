"""Settings survive what happens to their file; the log costs nothing where it can't be written."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from engage_app import logs, settings
from engage_app.settings import Settings


def stored(**values: object) -> Settings:
    """What is loaded where the file holds these values."""
    folder = settings.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text(json.dumps(values), encoding="utf-8")
    return settings.load()


def test_what_was_saved_is_loaded() -> None:
    chosen = Settings("R. Khan", 10, ("one.engage", "two.engage"))
    settings.save(chosen)
    assert settings.load() == chosen
    assert [path.name for path in settings.data_folder().iterdir()] == ["settings.json"]


def test_without_a_file_the_defaults_hold() -> None:
    found = settings.load()
    assert found == Settings(officer=found.officer)
    assert found.officer


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"null"])
def test_a_damaged_file_costs_no_more_than_the_settings(content: bytes) -> None:
    settings.data_folder().mkdir(parents=True, exist_ok=True)
    (settings.data_folder() / "settings.json").write_bytes(content)
    assert settings.load().suppress_below == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("suppress_below", "none"),
        ("suppress_below", -1),
        ("suppress_below", True),
        ("suppress_below", 2.5),
        ("officer", 7),
        ("recent", "one.engage"),
        ("unknown", "anything"),
    ],
)
def test_a_value_that_makes_no_sense_takes_its_default(name: str, value: object) -> None:
    """One bad value doesn't cost the good ones; a threshold is never lost to a slip."""
    found = stored(officer="R. Khan", **{name: value}) if name != "officer" else stored(officer=7)
    default = Settings(officer=found.officer)
    assert found == default


@pytest.fixture
def _quiet() -> Iterator[None]:
    """The log as it was, afterwards."""
    handlers = list(logs.log.handlers)
    logs.log.handlers.clear()
    yield
    for handler in logs.log.handlers:
        handler.close()
    logs.log.handlers[:] = handlers


@pytest.mark.usefixtures("_quiet")
def test_the_log_is_written_once(tmp_path: Path) -> None:
    logs.start(tmp_path / "new folder")
    logs.start(tmp_path / "new folder")
    logs.log.info("opened %s", "work.engage")
    lines = (tmp_path / "new folder" / "engage.log").read_text("utf-8").splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("INFO opened work.engage")


@pytest.mark.usefixtures("_quiet")
def test_a_folder_that_cant_be_written_costs_only_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "engage.log").mkdir()  # in the log's way
    logs.start(tmp_path)
    logs.log.info("opened")
    assert capsys.readouterr().err == ""
    assert isinstance(logs.log.handlers[0], logging.NullHandler)
