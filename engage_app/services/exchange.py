"""Questionnaires for other programs: KoboToolbox, ODK and whatever else takes an XLSForm."""

from pathlib import Path

from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.workspace import Workspace


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
            action="Import a survey or a questionnaire first.",
        )
    return write_xlsform(definition_of(exercise.title, questions), path)
