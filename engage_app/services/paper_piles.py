"""Piles of paper forms: begun, edited and taken away. What is keyed in from them: paper_forms."""

from engage_app.domain.activity import ActivityKind
from engage_app.domain.changes import Changes
from engage_app.domain.paper_forms import Pile
from engage_app.errors import NotPossible
from engage_app.services import collecting
from engage_app.services.activities import check_count
from engage_app.services.planning import needed
from engage_app.services.workspace import Workspace
from storage import paper_forms as store
from storage.identifiers import new_uid


def piles(workspace: Workspace, exercise_id: int) -> list[Pile]:
    """The piles of an exercise."""
    return store.piles(workspace.connection, exercise_id)


def pile(workspace: Workspace, pile_id: int) -> Pile:
    """One pile.

    Raises:
        NotPossible: it isn't there any more.
    """
    row = workspace.connection.execute(
        "SELECT exercise_id FROM paper_pile JOIN activity ON activity.id = activity_id"
        " WHERE paper_pile.id = ?",
        [pile_id],
    ).fetchone()
    for each in piles(workspace, row[0]) if row else ():
        if each.id == pile_id:
            return each
    raise NotPossible(
        "That pile of forms is no longer in this workspace.", action="Choose another one."
    )


def begin_pile(
    workspace: Workspace,
    exercise_id: int,
    activity: int | str,
    title: str,
    *,
    expected: int | None = None,
    double_entry: bool = False,
) -> Changes:
    """Begin a pile; `created` is its id.

    Args:
        activity: its id, or the title of a survey to add with it.

    Raises:
        NotPossible: a title is blank, the count can't be, or the activity is gone.
    """
    title = needed(title, "A pile of forms needs a name.")
    check_count(expected)
    if isinstance(activity, str):
        activity = needed(activity, "An activity needs a title.")
    elif collecting.exercise_of(workspace, activity) != exercise_id:
        raise NotPossible("That activity is of another exercise.", action="Choose another one.")
    with workspace.acting("begin a pile of paper forms", exercise_id) as action:
        if isinstance(activity, str):
            survey = {"kind": ActivityKind.SURVEY, "format": "paper", "title": activity}
            own = {"uid": new_uid(), "exercise_id": exercise_id}
            activity = action.insert("activity", {**own, **survey})
        action.created = action.insert(
            "paper_pile",
            {
                "uid": new_uid(),
                "activity_id": activity,
                "title": title,
                "expected": expected,
                "double_entry": int(double_entry),
            },
        )
    return action.changes()


def edit_pile(
    workspace: Workspace, pile_id: int, *, title: str, expected: int | None, double_entry: bool
) -> Changes:
    """Rename a pile, say how many forms it has and whether they are keyed in twice.

    Raises:
        NotPossible: the title is blank, the count can't be, or forms of it wait for their second
            entry.
    """
    there = pile(workspace, pile_id)
    title = needed(title, "A pile of forms needs a name.")
    check_count(expected)
    if there.double_entry and not double_entry and there.keyed > there.filed:
        raise NotPossible(
            "Some forms of this pile wait for their second entry or to be settled.",
            action="Finish those first; then the rest can be keyed in once.",
        )
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting("edit a pile of paper forms", exercise_id) as action:
        values = {"title": title, "expected": expected, "double_entry": int(double_entry)}
        action.update("paper_pile", pile_id, values)
    return action.changes()


def remove_pile(workspace: Workspace, pile_id: int) -> Changes:
    """Remove a pile of which nothing was keyed in.

    Raises:
        NotPossible: something was.
    """
    there = pile(workspace, pile_id)
    if there.keyed:
        raise NotPossible(
            f"Forms of “{there.title}” are keyed in, so it can't be removed.",
            action="Remove those forms first.",
        )
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting("remove a pile of paper forms", exercise_id) as action:
        action.delete_by("paper_pile", "id", [pile_id])
    return action.changes()
