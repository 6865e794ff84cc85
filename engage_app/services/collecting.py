"""Responses filled in on this computer: self-completion and paper forms."""

from datetime import UTC, datetime

from engage_app.domain.changes import Changes
from engage_app.domain.form_values import Answers
from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from storage import drafts, exercises, filing
from storage.trail import Action


def file_response(
    workspace: Workspace,
    activity_id: int,
    answers: Answers,
    *,
    label: str = "file a response",
    draft: tuple[str, str] | None = None,
) -> Changes:
    """File one filled-in questionnaire; `created` is the response's id.

    Tagging rules put it into groups, a place and a position, as they do for an imported one.

    Args:
        answers: by question name, as `form_logic.settled` gives them: None was shown and skipped,
            no key was not shown.
        draft: surface and key of the draft this was, forgotten in the same transaction.

    Raises:
        NotPossible: the activity isn't there any more.
    """
    exercise_id = exercise_of(workspace, activity_id)
    with workspace.acting(label, exercise_id) as action:
        action.created = add_response(workspace, action, activity_id, answers)
        if draft:
            drafts.clear(action.connection, *draft)
    return action.changes()


def add_response(workspace: Workspace, action: Action, activity_id: int, answers: Answers) -> int:
    """As `file_response`, within an action; returns the response's id."""
    exercise_id = exercise_of(workspace, activity_id)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    reading = filing.read(exercises.questions(action.connection, exercise_id), answers)
    facts = {"captured_by": workspace.officer, "captured_at": now}
    return filing.write(action, (exercise_id, activity_id), reading, facts)


def exercise_of(workspace: Workspace, activity_id: int) -> int:
    """The exercise an activity belongs to.

    Raises:
        NotPossible: the activity isn't there any more.
    """
    row = workspace.connection.execute(
        "SELECT exercise_id FROM activity WHERE id = ?", [activity_id]
    ).fetchone()
    if row is None:
        raise NotPossible(
            "That activity is no longer in this workspace.", action="Choose another one."
        )
    return int(row[0])
