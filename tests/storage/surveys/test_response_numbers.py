"""Ids and serial numbers are identifiers, whatever they are called; numbers answered are not."""

import uuid
from pathlib import Path

import pytest
from survey_makers import write_csv

from engage_app.domain.questionnaire import Role
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyQuestion


def column(path: Path, heading: str, cells: list[str], *, first: bool = False) -> SurveyQuestion:
    """A column of a sheet of responses, behind their time, or of a table where it comes first."""
    rows = [[f"2024-01-{1 + n % 28:02} 10:{n % 60:02}:00", cell] for n, cell in enumerate(cells)]
    table = [["Timestamp", heading], *rows]
    if first:
        table = [[heading, "Area"], *([cell, "North"] for cell in cells)]
    survey = read_survey(write_csv(path / "file.csv", table))
    return next(each for each in survey.questions if each.label == heading)


@pytest.mark.parametrize(
    "heading", ["Response ID", "ID", "Respondent No", "#", "Serial number", "record_id", "No."]
)
@pytest.mark.parametrize("ordered", [True, False])
def test_a_number_that_is_called_an_id(tmp_path: Path, heading: str, ordered: bool) -> None:
    cells = [str(880 + (number * (3 if ordered else 37)) % 101) for number in range(33)]

    assert column(tmp_path, heading, cells).role is Role.IDENTIFIER


def test_an_id_of_letters_and_figures(tmp_path: Path) -> None:
    cells = [f"R-{number:04}" for number in range(30)]

    assert column(tmp_path, "Response ID", cells).role is Role.IDENTIFIER


def test_a_uuid_is_an_id_under_any_heading(tmp_path: Path) -> None:
    cells = [str(uuid.UUID(int=number)) for number in range(30)]

    assert column(tmp_path, "Made by", cells).role is Role.IDENTIFIER


def test_a_response_that_is_in_the_file_twice_leaves_the_id_an_id(tmp_path: Path) -> None:
    cells = [str(number) for number in (*range(40), 7)]

    assert column(tmp_path, "Response ID", cells).role is Role.IDENTIFIER


@pytest.mark.parametrize("step", [1, 3])
def test_a_first_column_that_counts_up_is_an_id(tmp_path: Path, step: int) -> None:
    cells = [str(100 + number * step) for number in range(25)]

    assert column(tmp_path, "Thing", cells, first=True).role is Role.IDENTIFIER
    assert column(tmp_path, "Thing", cells).role is Role.NONE


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Age", [str(age) for age in range(20, 60)]),
        ("How many visits did you make?", [str(count) for count in range(40)]),
        ("Number of children", [str(count) for count in range(9)]),
        ("Thing", ["4", "9", "11"]),
        ("Thing", [str((number * 37) % 101) for number in range(40)]),
        ("Number", ["2", "4", "4", "3", "2", "1"]),
    ],
)
def test_a_number_that_people_answered_is_no_id(
    tmp_path: Path, heading: str, cells: list[str]
) -> None:
    assert column(tmp_path, heading, cells, first=True).role is not Role.IDENTIFIER
