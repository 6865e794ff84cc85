"""Taking an exercise along: a package that a colleague opens and captures into."""

from pathlib import Path

from engage_app.errors import WorkspaceError
from engage_app.services import planning
from engage_app.services.workspace import SUFFIX, Workspace
from storage.merging import packages


def take_along(
    workspace: Workspace, exercise_id: int, to: Path, *, with_responses: bool = False
) -> Path:
    """Write one exercise as a workspace of its own; returns the file.

    It holds the exercise, its questionnaire, groups, places, activities, codebook and rules.
    Contact details, equality answers, photos and documents always stay at home.

    Args:
        workspace: the open workspace.
        exercise_id: which exercise.
        to: a file that isn't there yet.
        with_responses: take along responses, comments and codings too.

    Raises:
        NotPossible: there is no such exercise.
        WorkspaceError: there is a file of that name, or it can't be written.
    """
    planning.exercise(workspace, exercise_id)
    to = to if to.suffix == SUFFIX else to.with_name(to.name + SUFFIX)
    if to.exists():
        raise WorkspaceError(
            f"There is already a file called “{to.name}” in that folder.",
            action="Choose another name.",
        )
    packages.write(workspace.connection, exercise_id, to, with_responses=with_responses)
    return to
