"""The questionnaire of an exercise: questions and grids, added, changed, moved and taken away.

Whatever has been answered stays: such a question is retired, never deleted. Each function is one
action that undo takes back whole. What is said of a question goes for its whole grid.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.question_items import Item, items_of
from engage_app.domain.questionnaire import Question, QuestionType
from engage_app.errors import NotPossible
from engage_app.services import questionnaire_checks as checks
from engage_app.services.planning import questions
from engage_app.services.questionnaire_adding import (
    Meaning,
    NewQuestion,
    add_question,
    add_rows,
    duplicate,
    item_of,
    resort,
)
from engage_app.services.questionnaire_checks import Allowed, allowed
from engage_app.services.workspace import Workspace
from storage import questionnaire as store
from storage.questionnaire import Usage
from storage.trail import Action

__all__ = [
    "Allowed",
    "Meaning",
    "NewQuestion",
    "Usage",
    "add_question",
    "add_rows",
    "allowed",
    "bring_back",
    "duplicate",
    "edit_question",
    "items",
    "move",
    "move_row",
    "remove",
    "set_explains",
    "usage",
]

_OWN = ("label", "name")  # of each row; a grid shares all the rest
_COLUMNS = {"constraint": "constraint_text"}


def items(workspace: Workspace, exercise_id: int) -> list[Item]:
    """The questionnaire in order, grids as one item, retired ones among them."""
    return items_of(questions(workspace, exercise_id))


def usage(workspace: Workspace, exercise_id: int) -> Usage:
    """What of the questionnaire has been answered."""
    return store.usage(workspace.connection, exercise_id)


def edit_question(
    workspace: Workspace, exercise_id: int, question_id: int, **details: Any
) -> Changes:
    """Change a question: any of `label`, `name`, `type`, `role`, `hint`, `required`, `relevant`,
    `constraint`, `constraint_message`, and of a grid `grid`, its heading.

    A grid's rows share all but label and name. Conditions that name the question follow when its
    name changes; choices go when it is no longer a question of choice.

    Raises:
        NotPossible: a detail can't be so; answers would be lost.
    """
    listed = questions(workspace, exercise_id)
    item = item_of(listed, question_id)
    row = next(each for each in item.rows if each.id == question_id)
    own = replace(item, rows=(row, *(each for each in item.rows if each is not row)))
    found = checks.checked(own, details, usage(workspace, exercise_id), listed)
    shared = {_COLUMNS.get(k, k): v for k, v in found.items() if k not in _OWN}
    if "required" in shared:
        shared["required"] = int(shared["required"])
    with workspace.acting("edit question", exercise_id) as action:
        action.update_many("question", dict.fromkeys(item.ids, shared) if shared else {})
        mine = {key: found[key] for key in _OWN if key in found}
        if mine:
            action.update("question", question_id, mine)
        if mine.get("name", row.name) != row.name:
            _follow(action, listed, row.name, mine["name"])
        if QuestionType(found.get("type", row.type)) not in checks.CLOSED:
            choices = [choice.id for each in item.rows for choice in each.choices]
            for table in ("tag_rule", "population_count"):
                action.delete_by(table, "choice_id", choices)
            action.delete_by("choice", "id", choices)
    return action.changes()


def set_explains(
    workspace: Workspace, exercise_id: int, question_id: int, closed_id: int | None
) -> Changes:
    """Say which closed question an open one gives the reasons for; None: Engage finds it by the
    wording, where it can.

    Raises:
        NotPossible: one of them is gone; it has no comments to code; the other has no choices, or
            is one that isn't crossed with what people said.
    """
    by_id = {each.id: each for each in questions(workspace, exercise_id)}
    checks.check_explains(by_id.get(question_id), by_id.get(closed_id or 0), link=closed_id)
    with workspace.acting("link reasons to answers", exercise_id) as action:
        action.update("question", question_id, {"explains_id": closed_id})
    return action.changes()


def move(workspace: Workspace, exercise_id: int, question_id: int, place: int) -> Changes:
    """Put a question or grid before the `place`-th of the other items."""
    listed = items(workspace, exercise_id)
    moved = [item for item in listed if question_id in item.ids]
    order = [item for item in listed if question_id not in item.ids]
    order[place:place] = moved
    with workspace.acting("move question", exercise_id) as action:
        resort(action, [key for item in order for key in item.ids])
    return action.changes()


def move_row(workspace: Workspace, exercise_id: int, question_id: int, place: int) -> Changes:
    """Put a row of a grid before the `place`-th of the other rows."""
    listed = items(workspace, exercise_id)
    order: list[int] = []
    for item in listed:
        ids = list(item.ids)
        if question_id in ids:
            ids.remove(question_id)
            ids.insert(place, question_id)
        order += ids
    with workspace.acting("move row", exercise_id) as action:
        resort(action, order)
    return action.changes()


def remove(workspace: Workspace, exercise_id: int, question_ids: Sequence[int]) -> Changes:
    """Take questions out of the questionnaire: all of an item, or some rows of a grid.

    Where one of them has been answered they are retired: asked no longer, and their answers stay.

    Raises:
        NotPossible: whether another question is shown depends on one of them.
    """
    listed = questions(workspace, exercise_id)
    gone = [each for each in listed if each.id in question_ids]
    _check_unasked(gone, [each for each in listed if each not in gone])
    used = usage(workspace, exercise_id)
    kept = any(used.answered(each.id) for each in gone)
    with workspace.acting("retire question" if kept else "remove question", exercise_id) as action:
        ids = [each.id for each in gone]
        if kept:
            action.update_many("question", {each: {"retired": 1} for each in ids})
        else:
            choices = [choice.id for each in gone for choice in each.choices]
            for table in ("tag_rule", "population_count"):
                action.delete_by(table, "choice_id", choices)
            action.delete_by("choice", "id", choices)
            action.delete_by("population_source", "question_id", ids)
            explaining = [each.id for each in listed if each.explains_id in ids]
            action.update_many("question", {each: {"explains_id": None} for each in explaining})
            action.delete_by("question", "id", ids)
    return action.changes()


def bring_back(workspace: Workspace, exercise_id: int, question_ids: Sequence[int]) -> Changes:
    """Ask retired questions again."""
    with workspace.acting("bring back question", exercise_id) as action:
        action.update_many("question", {each: {"retired": 0} for each in question_ids})
    return action.changes()


def _follow(action: Action, listed: Sequence[Question], old: str, new: str) -> None:
    """Conditions that name the question name it as it is called now."""
    action.update_many(
        "question",
        {
            each.id: {
                "relevant": checks.renamed(each.relevant, old, new),
                "constraint_text": checks.renamed(each.constraint, old, new),
            }
            for each in listed
        },
    )


def _check_unasked(gone: Sequence[Question], others: Sequence[Question]) -> None:
    names = {each.name: each.label for each in gone}
    for other in others:
        asked = checks.asked_about(other.relevant) | checks.asked_about(other.constraint)
        if not other.retired and (found := sorted(asked & names.keys())):
            raise NotPossible(
                f"Whether “{other.label}” is shown depends on “{names[found[0]]}”.",
                action=f"Change when “{other.label}” is shown first.",
            )
