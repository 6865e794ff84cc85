"""Questionnaires for other programs, and from them: KoboToolbox, ODK, LimeSurvey, REDCap."""

from pathlib import Path

from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.questionnaire_import import (
    Questionnaire,
    add_questionnaire,
    read_questionnaire,
)
from engage_app.services.workspace import Workspace

__all__ = ["Questionnaire", "add_questionnaire", "read_questionnaire", "write_xlsform"]


def write_xlsform(workspace: Workspace, exercise_id: int, path: Path) -> Path:
    """Write the questions of an exercise as an XLSForm; returns the path.

    The roles of the questions are in it, so that Engage reads them again.

    Raises:
        NotPossible: there are no questions, no such exercise, or the file can't be written there.
        FileInUse: another program has the file open.
    """
    from storage.exchange.xlsform import definition_of, write_xlsform

    exercise = planning.exercise(workspace, exercise_id)
    questions = planning.questions(workspace, exercise_id)
    if not questions:
        raise NotPossible(
            f"“{exercise.title}” has no questions yet.",
            action="Add some on Plan, or import a survey first.",
        )
    return write_xlsform(definition_of(exercise.title, questions), path)
