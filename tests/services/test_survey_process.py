"""A large file is read in a process of its own: the same survey, and the same refusals."""

import csv
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from engage_app.errors import SurveyFileError
from engage_app.progress import Cancelled
from engage_app.services import importing, survey_process

ROWS = 25_000  # more than two portions


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export that counts as large."""
    monkeypatch.setattr(survey_process, "LARGE", 1)
    made = tmp_path / "large.csv"
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("ID", "Submitted", "Do you agree?", "Why?"))
        for number in range(ROWS):
            words = f"Because of “reason” {number}\nand no other 😀" if number % 3 else ""
            writer.writerow((number, "2026-03-01 10:00", ("Yes", "No")[number % 2], words))
    return made


def test_it_is_the_same_survey(path: Path) -> None:
    told: list[tuple[int, int]] = []
    apart = importing.inspect_apart(path, lambda *now: told.append(now))
    here = importing.inspect(path)
    assert apart.columns == here.columns
    assert apart.source_ids == here.source_ids
    assert list(apart.row_numbers) == list(here.row_numbers)
    numbers = tuple(here.row_numbers)
    assert replace(apart, row_numbers=numbers) == replace(here, row_numbers=numbers)
    assert told[-1][0] == told[-1][1] > 0


def test_a_refusal_is_the_same(path: Path) -> None:
    path.write_bytes(b"ID,Why?\n1,\0\0\0\n" * 10)
    with pytest.raises(SurveyFileError) as here:
        importing.inspect(path)
    with pytest.raises(SurveyFileError) as apart:
        importing.inspect_apart(path)
    assert str(apart.value) == str(here.value)
    assert apart.value.action == here.value.action


def test_a_file_that_is_gone_is_refused_alike(tmp_path: Path) -> None:
    with pytest.raises(SurveyFileError) as here:
        importing.inspect(tmp_path / "gone.csv")
    with pytest.raises(SurveyFileError) as apart:
        importing.inspect_apart(tmp_path / "gone.csv")
    assert str(apart.value) == str(here.value)


def test_cancelling_ends_the_process(path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        importing.inspect_apart(path, cancel)
    assert multiprocessing.active_children() == []


def test_a_process_that_was_ended_gives_a_sentence(path: Path) -> None:
    """The system may end a process that takes much memory."""

    def end(done: int, total: int) -> None:
        for child in multiprocessing.active_children():
            child.kill()
            child.join()

    with pytest.raises(SurveyFileError, match=r"“large\.csv” was ended from outside"):
        importing.inspect_apart(path, end)
    assert multiprocessing.active_children() == []
