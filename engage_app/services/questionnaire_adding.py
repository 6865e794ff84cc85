"""Adding to a questionnaire: questions, grids and their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from engage_app.domain.changes import Changes
from engage_app.domain.question_items import Item, items_of
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.services import questionnaire_checks as checks
from engage_app.services.planning import exercise, questions
from engage_app.services.workspace import Workspace
from storage.questionnaire import free_uid
from storage.trail import Action


@dataclass(frozen=True)
class Meaning:
    """What a choice means for the response: a tagging rule.

    Attributes:
        kind: "group", "place" or "position".
        target: the id of the group or place, or the code of the position.
    """

    kind: str
    target: int | str


@dataclass(frozen=True)
class NewQuestion:
    """A question to add, or a grid.

    Attributes:
        label: its wording; of a grid, the heading.
        choices: the labels of its choices.
        rows: the wordings of a grid's rows; none for a plain question.
        names: its XLSForm name, or those of the rows; without them they are made of the wording.
        values: by a choice's label, its XLSForm name where that is another.
        meanings: by a choice's label, what it means.
    """

    label: str
    type: QuestionType
    role: Role = Role.NONE
    choices: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    values: tuple[tuple[str, str], ...] = ()
    meanings: tuple[tuple[str, Meaning], ...] = ()


def add_question(
    workspace: Workspace, exercise_id: int, wanted: NewQuestion, *, after: int | None = None
) -> Changes:
    """Add a question or a grid; `created` is its id, or that of the first row.

    Args:
        after: a question behind whose item it comes; None puts it last.

    Raises:
        NotPossible: it has no words, or a grid of that heading is there.
    """
    order = items_of(questions(workspace, exercise_id))
    with workspace.acting("add question", exercise_id) as action:
        ids = insert(action, workspace, exercise_id, wanted)
        place = next((n for n, item in enumerate(order, 1) if after in item.ids), len(order))
        before, behind = order[:place], order[place:]
        flat = [key for item in before for key in item.ids]
        resort(action, [*flat, *ids, *(key for item in behind for key in item.ids)])
        action.created = ids[0]
    return action.changes()


def insert(
    action: Action, workspace: Workspace, exercise_id: int, wanted: NewQuestion
) -> list[int]:
    """Write a question, or the rows of a grid, within an action; returns the ids.

    Raises:
        NotPossible: as `add_question`.
    """
    label = " ".join(wanted.label.split())
    if not label:
        raise NotPossible("A question needs words.", action="Type some, then try again.")
    there = questions(workspace, exercise_id)
    if wanted.rows and any((q.grid, q.type) == (label, wanted.type) for q in there):
        raise NotPossible(f"There is a grid “{label}” already.", action="Choose another heading.")
    taken = [question.name for question in there]
    uid = exercise(workspace, exercise_id).uid
    found = []
    rows = wanted.rows or (label,)
    for row, given in zip_longest(rows, wanted.names[: len(rows)], fillvalue=""):
        name = given if given and given not in taken else checks.free_name(given or row, taken)
        taken.append(name)
        question_uid = free_uid(action.connection, "question", uid, name)
        own = {"exercise_id": exercise_id, "sort": len(taken), "name": name, "label": row}
        row_id = action.insert("question", {"uid": question_uid, **own, **_shared(wanted, label)})
        _insert_choices(action, question_uid, row_id, wanted)
        found.append(row_id)
    return found


def duplicate(workspace: Workspace, exercise_id: int, question_id: int) -> Changes:
    """Add a copy of a question or grid behind it, without answers and tagging rules."""
    item = item_of(questions(workspace, exercise_id), question_id)
    first = item.first
    wanted = NewQuestion(
        f"{item.title} (copy)",
        first.type,
        first.role,
        tuple(choice.label for choice in item.choices if not choice.retired),
        tuple(row.label for row in item.rows if not row.retired) if item.is_grid else (),
        hint=first.hint,
        required=first.required,
        relevant=first.relevant,
        constraint=first.constraint,
        constraint_message=first.constraint_message,
        values=tuple((choice.label, choice.name) for choice in item.choices if choice.name),
    )
    return add_question(workspace, exercise_id, wanted, after=question_id)


def add_rows(
    workspace: Workspace, exercise_id: int, question_id: int, labels: Sequence[str]
) -> Changes:
    """Add rows to a grid, with its choices and all that its rows share.

    Raises:
        NotPossible: all of the rows are there already.
    """
    listed = items_of(questions(workspace, exercise_id))
    item = next(each for each in listed if question_id in each.ids)
    there = {row.label.casefold(): row for row in item.rows}
    clean = dict.fromkeys(" ".join(label.split()) for label in labels)
    fresh = [label for label in clean if label and label.casefold() not in there]
    back = [there[key].id for each in clean if (key := each.casefold()) in there]
    back = [row.id for row in item.rows if row.id in back and row.retired]
    if not fresh and not back:
        raise NotPossible("The grid has that row already.", action="Type another one.")
    ids = [key for each in listed for key in each.ids]
    with workspace.acting("add row", exercise_id) as action:
        action.update_many("question", {each: {"retired": 0} for each in back})
        place = ids.index(item.ids[-1]) + 1
        for label in fresh:
            (row_id,) = insert(action, workspace, exercise_id, _row_like(item, label))
            action.update("question", row_id, {"grid": item.first.grid})
            ids.insert(place, row_id)
            place += 1
            action.created = row_id
        resort(action, ids)
    return action.changes()


def item_of(listed: Sequence[Question], question_id: int) -> Item:
    """The item a question belongs to.

    Raises:
        NotPossible: it isn't there any more.
    """
    for item in items_of(listed):
        if question_id in item.ids:
            return item
    raise NotPossible("That question is no longer there.", action="Choose another one.")


def resort(action: Action, ids: Sequence[int]) -> None:
    """Put the questions of an exercise in this order."""
    action.update_many("question", {key: {"sort": sort} for sort, key in enumerate(ids)})


def _row_like(item: Item, label: str) -> NewQuestion:
    first = item.first
    active = [choice for choice in item.choices if not choice.retired]
    return NewQuestion(
        label,
        first.type,
        first.role,
        tuple(choice.label for choice in active),
        hint=first.hint,
        required=first.required,
        relevant=first.relevant,
        values=tuple((choice.label, choice.name) for choice in active if choice.name),
    )


def _shared(wanted: NewQuestion, heading: str) -> dict[str, str | int]:
    return {
        "type": wanted.type,
        "role": wanted.role,
        "grid": heading if wanted.rows else "",
        "hint": wanted.hint,
        "required": int(wanted.required),
        "relevant": wanted.relevant,
        "constraint_text": wanted.constraint,
        "constraint_message": wanted.constraint_message,
    }


def _insert_choices(
    action: Action, question_uid: str, question_id: int, wanted: NewQuestion
) -> None:
    values, meanings = dict(wanted.values), dict(wanted.meanings)
    for sort, label in enumerate(dict.fromkeys(wanted.choices)):
        choice_id = action.insert(
            "choice",
            {
                "uid": free_uid(action.connection, "choice", question_uid, label),
                "question_id": question_id,
                "sort": sort,
                "label": label,
                "name": values.get(label, ""),
            },
        )
        if label in meanings:
            meant = meanings[label]
            column = "position" if meant.kind == "position" else f"{meant.kind}_id"
            rule = {"choice_id": choice_id, "kind": meant.kind, column: meant.target}
            action.insert("tag_rule", rule)
