"""What several pages' tests use: a session with an imported survey open."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from engage_app.services import importing, planning
from engage_app.services.workspace import Workspace
from ui.session import Session
from ui.tasks import TaskRunner

CLINIC_ROLES = ("GP", "Nurse", "Councillor", "Someone else")
CLINIC_VIEWS = ("I welcome it", "I have some concern", "I am concerned")


@pytest.fixture
def clinic(qapp: QApplication, workspace: Workspace, tmp_path: Path) -> Iterator[Session]:
    """A session with a survey of 24 responses open, "100" to "123" in order of arrival.

    Every fourth is from the same role, every second from the same place, every third of the same
    view; every fifth left no comment. Each role is a stakeholder group and has its rule. There is
    a question no rule starts from ("Do you drive?").
    """
    exercise_id = planning.add_exercise(workspace, "Clinic move").created
    assert exercise_id
    survey = importing.inspect(_clinic_survey(tmp_path / "clinic.csv"))
    importing.run_import(workspace, exercise_id, survey, activity="Online survey")
    session = Session(TaskRunner())
    assert session.open(workspace.path)
    session.choose_exercise(exercise_id)
    yield session
    session.runner.close()
    session.close()


def _clinic_survey(path: Path) -> Path:
    headings = (
        "ID",
        "Completion time",
        "Which of these best describes you?",
        "Which place do you live in?",
        "What is your view of the proposal?",
        "Do you drive?",
        "Name of your organisation",
        "What would help you most?",
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for number in range(24):
            writer.writerow(
                (
                    100 + number,
                    f"2024-03-{number + 1:02d} 10:00",
                    CLINIC_ROLES[number % 4],
                    ("Northtown", "Southtown")[number % 2],
                    CLINIC_VIEWS[number % 3],
                    ("Yes", "No")[number % 2],
                    "Harbour Town Council" if number == 2 else "",
                    f"Comment {number}: {_WORDS[number % 4]}." if number % 5 else "",
                )
            )
    return path


_WORDS = (
    "the bus stops running at six in the evening",
    "parking near the new site worries my neighbours",
    "longer opening hours would help shift workers",
    "please keep the pharmacy beside the clinic",
)
