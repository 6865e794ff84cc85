"""The choices of closed questions: added, renamed, moved, retired; a grid's rows share them.

A choice is told by its id; in a grid, the choices of the same label in the other rows follow.
Renaming keeps answers and conditions: they know a choice by its id and by its value.
"""

from collections.abc import Sequence

from engage_app.domain.changes import Changes
from engage_app.domain.form_conditions import simple_conditions
from engage_app.domain.form_expressions import Literal, walk
from engage_app.domain.form_parser import parse
from engage_app.domain.question_items import Item
from engage_app.domain.questionnaire import Choice, Question
from engage_app.errors import NotPossible
from engage_app.services.planning import questions
from engage_app.services.questionnaire_adding import item_of
from engage_app.services.questionnaire_checks import asked_about
from engage_app.services.workspace import Workspace
from storage import questionnaire as store
from storage.questionnaire import free_uid
from storage.trail import Action


def add_choices(
    workspace: Workspace, exercise_id: int, question_id: int, labels: Sequence[str]
) -> Changes:
    """Add choices at the end; retired ones of these labels are offered again.

    Raises:
        NotPossible: all of them are there already.
    """
    item = item_of(questions(workspace, exercise_id), question_id)
    with workspace.acting("add choice", exercise_id) as action:
        for row in item.rows:
            _add(action, row, _clean(labels))
    changes = action.changes()
    if not changes:
        raise NotPossible("That choice is there already.", action="Type another one.")
    return changes


def rename_choice(workspace: Workspace, exercise_id: int, choice_id: int, label: str) -> Changes:
    """Call a choice otherwise; its answers, and conditions that ask for it, stay with it.

    Raises:
        NotPossible: the label is blank, or another choice's.
    """
    words = " ".join(label.split())
    if not words:
        raise NotPossible("A choice needs words.", action="Type some, then try again.")
    item, choice = _found(workspace, exercise_id, choice_id)
    with workspace.acting("rename choice", exercise_id) as action:
        for row, same in _alike(item, choice):
            for other in row.choices:
                if other.id != same.id and other.label.casefold() == words.casefold():
                    raise NotPossible(
                        f"There is a choice “{other.label}” already.",
                        action="It is retired: bring it back instead."
                        if other.retired
                        else "Choose other words.",
                    )
            if same.label != words:
                action.update("choice", same.id, {"label": words, "name": same.value})
    return action.changes()


def move_choice(workspace: Workspace, exercise_id: int, choice_id: int, place: int) -> Changes:
    """Put a choice before the `place`-th of the others."""
    item, choice = _found(workspace, exercise_id, choice_id)
    with workspace.acting("move choice", exercise_id) as action:
        for row, same in _alike(item, choice):
            order = [each.id for each in row.choices if each.id != same.id]
            order.insert(place, same.id)
            _resort(action, order)
    return action.changes()


def remove_choice(workspace: Workspace, exercise_id: int, choice_id: int) -> Changes:
    """Take a choice away; one that was chosen is retired: offered no longer, its answers stay.

    Raises:
        NotPossible: whether another question is shown depends on it.
    """
    listed = questions(workspace, exercise_id)
    item, choice = _found(workspace, exercise_id, choice_id)
    _check_unasked(item, choice, listed)
    used = store.usage(workspace.connection, exercise_id).choices
    ids = [same.id for _, same in _alike(item, choice)]
    kept = any(used[key] for key in ids)
    with workspace.acting("retire choice" if kept else "remove choice", exercise_id) as action:
        if kept:
            action.update_many("choice", {each: {"retired": 1} for each in ids})
        else:
            _delete(action, ids)
    return action.changes()


def bring_back_choice(workspace: Workspace, exercise_id: int, choice_id: int) -> Changes:
    """Offer a retired choice again."""
    item, choice = _found(workspace, exercise_id, choice_id)
    with workspace.acting("bring back choice", exercise_id) as action:
        ids = [same.id for _, same in _alike(item, choice)]
        action.update_many("choice", {each: {"retired": 0} for each in ids})
    return action.changes()


def use_choices(
    workspace: Workspace, exercise_id: int, question_id: int, labels: Sequence[str]
) -> Changes:
    """Take just these choices, in this order. Others go, or are retired where they were chosen.

    Raises:
        NotPossible: whether another question is shown depends on a choice that would go.
    """
    listed = questions(workspace, exercise_id)
    item = item_of(listed, question_id)
    wanted = _clean(labels)
    keys = [label.casefold() for label in wanted]
    for choice in item.choices:
        if choice.label.casefold() not in keys and not choice.retired:
            _check_unasked(item, choice, listed)
    used = store.usage(workspace.connection, exercise_id).choices
    with workspace.acting("change choices", exercise_id) as action:
        for row in item.rows:
            others = [each for each in row.choices if each.label.casefold() not in keys]
            retired = [each.id for each in others if used[each.id]]
            action.update_many("choice", {each: {"retired": 1} for each in retired})
            _delete(action, [each.id for each in others if not used[each.id]])
            ids = _add(action, row, wanted)
            _resort(action, [*(ids[key] for key in keys), *retired])
    return action.changes()


def _add(action: Action, row: Question, labels: Sequence[str]) -> dict[str, int]:
    """The ids of all these choices by their labels in small letters; those missing are added."""
    there = {choice.label.casefold(): choice for choice in row.choices}
    back = [there[key].id for label in labels if (key := label.casefold()) in there]
    action.update_many("choice", {each: {"retired": 0} for each in back})
    ids = {key: choice.id for key, choice in there.items()}
    values = {choice.value for choice in row.choices}
    (uid,) = action.connection.execute("SELECT uid FROM question WHERE id = ?", [row.id]).fetchone()
    (last,) = action.connection.execute(
        "SELECT coalesce(max(sort), -1) FROM choice WHERE question_id = ?", [row.id]
    ).fetchone()
    for label in labels:
        if label.casefold() in ids:
            continue
        last += 1
        name = _free_value(label, values)
        ids[label.casefold()] = action.insert(
            "choice",
            {
                "uid": free_uid(action.connection, "choice", uid, label),
                "question_id": row.id,
                "sort": last,
                "label": label,
                "name": "" if name == label else name,
            },
        )
    return ids


def _free_value(label: str, values: set[str]) -> str:
    """A value of its own: a choice that was renamed keeps its first label as its value."""
    value, number = label, 1
    while value in values:
        number += 1
        value = f"{label} {number}"
    values.add(value)
    return value


def _found(workspace: Workspace, exercise_id: int, choice_id: int) -> tuple[Item, Choice]:
    listed = questions(workspace, exercise_id)
    for question in listed:
        for choice in question.choices:
            if choice.id == choice_id:
                return item_of(listed, question.id), choice
    raise NotPossible("That choice is no longer there.", action="Choose another one.")


def _alike(item: Item, choice: Choice) -> list[tuple[Question, Choice]]:
    """The choice in each row of its grid."""
    return [(row, same) for row in item.rows for same in row.choices if same.label == choice.label]


def _check_unasked(item: Item, choice: Choice, listed: Sequence[Question]) -> None:
    for other in listed:
        if other.retired or other.id in item.ids:
            continue
        for row, same in _alike(item, choice):
            if row.name in asked_about(other.relevant) and _asks_for(
                other.relevant, row.name, same.value
            ):
                raise NotPossible(
                    f"Whether “{other.label}” is shown depends on “{choice.label}”.",
                    action=f"Change when “{other.label}” is shown first.",
                )


def _asks_for(text: str, name: str, value: str) -> bool:
    """Whether a condition asks for a value of a question; where it is no simple one, whether the
    value stands anywhere in it."""
    simple = simple_conditions(text)
    if simple is not None:
        return any((each.question, each.value) == (name, value) for each in simple[0])
    return Literal(value) in walk(parse(text).root)


def _delete(action: Action, ids: Sequence[int]) -> None:
    for table in ("tag_rule", "population_count"):
        action.delete_by(table, "choice_id", ids)
    action.delete_by("choice", "id", ids)


def _resort(action: Action, ids: Sequence[int]) -> None:
    action.update_many("choice", {key: {"sort": sort} for sort, key in enumerate(ids)})


def _clean(labels: Sequence[str]) -> list[str]:
    """One line each, nothing blank, and of those that differ by case alone the first."""
    found: dict[str, str] = {}
    for label in labels:
        words = " ".join(label.split())
        if words:
            found.setdefault(words.casefold(), words)
    return list(found.values())
