"""Exercises, and what they are planned with: stakeholder groups, places, activities, questions."""

from typing import Any

from engage_app.domain.activity import Activity, ActivityKind, Place
from engage_app.domain.changes import Changes
from engage_app.domain.exercise import Exercise, ExerciseSummary
from engage_app.domain.questionnaire import Question
from engage_app.domain.stakeholders import StakeholderGroup
from engage_app.domain.tree import descendants
from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from storage import exercises as store
from storage.identifiers import new_uid


def exercises(workspace: Workspace) -> list[ExerciseSummary]:
    """The exercises of the workspace, with what they hold."""
    return store.exercises(workspace.connection)


def exercise(workspace: Workspace, exercise_id: int) -> Exercise:
    """One exercise.

    Raises:
        NotPossible: it isn't there any more.
    """
    found = store.exercise(workspace.connection, exercise_id)
    if found is None:
        raise NotPossible(
            "That exercise is no longer in this workspace.", action="Choose one from Exercises."
        )
    return found


def add_exercise(workspace: Workspace, /, title: str, **details: Any) -> Changes:
    """Start an exercise; `details` are columns of domain.Exercise. `created` is its id.

    Raises:
        NotPossible: the title is blank.
    """
    title = needed(title, "An exercise needs a title.")
    with workspace.acting("add exercise") as action:
        action.created = action.insert("exercise", {"uid": new_uid(), "title": title, **details})
    return action.changes()


def edit_exercise(workspace: Workspace, exercise_id: int, **details: Any) -> Changes:
    """Change details of an exercise.

    Raises:
        NotPossible: the title is blank.
    """
    if "title" in details:
        details["title"] = needed(details["title"], "An exercise needs a title.")
    with workspace.acting("edit exercise", exercise_id) as action:
        action.update("exercise", exercise_id, details)
    return action.changes()


def groups(workspace: Workspace, exercise_id: int) -> list[StakeholderGroup]:
    """The stakeholder groups of an exercise."""
    return store.groups(workspace.connection, exercise_id)


def places(workspace: Workspace, exercise_id: int) -> list[Place]:
    """The places of an exercise."""
    return store.places(workspace.connection, exercise_id)


def activities(workspace: Workspace, exercise_id: int) -> list[Activity]:
    """The activities of an exercise, by date."""
    return store.activities(workspace.connection, exercise_id)


def questions(workspace: Workspace, exercise_id: int) -> list[Question]:
    """The questions of an exercise, in order."""
    return store.questions(workspace.connection, exercise_id)


def add_activity(
    workspace: Workspace, exercise_id: int, kind: ActivityKind, title: str, **details: Any
) -> Changes:
    """Add an activity; `created` is its id."""
    title = needed(title, "An activity needs a title.")
    with workspace.acting("add activity", exercise_id) as action:
        action.created = action.insert(
            "activity",
            {"uid": new_uid(), "exercise_id": exercise_id, "kind": kind, "title": title, **details},
        )
    return action.changes()


def add_group(
    workspace: Workspace, exercise_id: int, name: str, parent_id: int | None = None
) -> Changes:
    """Add a stakeholder group as the last child of `parent_id`, or at the top.

    Raises:
        NotPossible: the name is blank, or a brother bears it.
    """
    name = needed(name, "A stakeholder group needs a name.")
    brothers = [g for g in groups(workspace, exercise_id) if g.parent_id == parent_id]
    unlike(name, [brother.name for brother in brothers])
    with workspace.acting("add stakeholder group", exercise_id) as action:
        action.created = action.insert(
            "stakeholder_group",
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "parent_id": parent_id,
                "sort": store.next_sort(workspace.connection, "stakeholder_group", exercise_id),
                "name": name,
            },
        )
    return action.changes()


def edit_group(
    workspace: Workspace,
    exercise_id: int,
    group_id: int,
    *,
    name: str,
    part_name: str = "",
    planned: int | None = None,
) -> Changes:
    """Rename a group, and set how a part of it is called and how many are to be heard.

    Raises:
        NotPossible: the name is blank, or a brother bears it.
    """
    name = needed(name, "A stakeholder group needs a name.")
    listed = {group.id: group for group in groups(workspace, exercise_id)}
    parent = listed[group_id].parent_id
    unlike(name, [g.name for g in listed.values() if g.parent_id == parent and g.id != group_id])
    with workspace.acting("edit stakeholder group", exercise_id) as action:
        values = {"name": name, "part_name": part_name.strip(), "planned": planned}
        action.update("stakeholder_group", group_id, values)
    return action.changes()


def move_group(
    workspace: Workspace, exercise_id: int, group_id: int, parent_id: int | None, place: int = -1
) -> Changes:
    """Put a group under another (None: at the top), before its `place`-th child; −1 is last.

    Raises:
        NotPossible: a group can't go below itself, nor beside another of its name.
    """
    listed = groups(workspace, exercise_id)
    parents = {group.id: group.parent_id for group in listed}
    if parent_id in descendants(group_id, parents):
        raise NotPossible(
            "A group can't be moved below itself.", action="Choose another place for it."
        )
    brothers = [g for g in listed if g.parent_id == parent_id and g.id != group_id]
    for group in listed:
        if group.id == group_id:
            unlike(group.name, [brother.name for brother in brothers])
    order = [brother.id for brother in brothers]
    order.insert(place if place >= 0 else len(order), group_id)
    with workspace.acting("move stakeholder group", exercise_id) as action:
        action.update("stakeholder_group", group_id, {"parent_id": parent_id})
        changes = {brother: {"sort": sort} for sort, brother in enumerate(order)}
        action.update_many("stakeholder_group", changes)
    return action.changes()


def remove_group(workspace: Workspace, exercise_id: int, group_id: int) -> Changes:
    """Remove a group and those below it; their responses lose the tag and stay. Undoable."""
    parents = {group.id: group.parent_id for group in groups(workspace, exercise_id)}
    below = sorted(descendants(group_id, parents), reverse=True)
    with workspace.acting("remove stakeholder group", exercise_id) as action:
        action.defer_references()
        action.delete_by("response_group", "group_id", below)
        action.delete_by("tag_rule", "group_id", below)
        action.delete_by("activity_headcount", "group_id", below)
        action.delete_by("stakeholder_group", "id", below)
    return action.changes()


def group_usage(workspace: Workspace, exercise_id: int, group_id: int) -> int:
    """How many responses carry the group or one below it."""
    parents = {group.id: group.parent_id for group in groups(workspace, exercise_id)}
    below = sorted(descendants(group_id, parents))
    return store.usage(workspace.connection, "response_group", "group_id", below)


def needed(words: str, sentence: str) -> str:
    """The words without blanks around them.

    Raises:
        NotPossible: with this sentence, where nothing is left.
    """
    if not words.strip():
        raise NotPossible(sentence, action="Type one, then try again.")
    return words.strip()


def unlike(name: str, others: list[str], what: str = "group called “{}” there") -> None:
    """Check that nothing of that name is there, in any case.

    Raises:
        NotPossible: something is; `what` says what.
    """
    if name.casefold() in (other.casefold() for other in others):
        raise NotPossible(f"There is already a {what.format(name)}.", action="Choose another name.")
