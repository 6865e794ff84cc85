"""Keying in paper forms: piles, single or double entry, the differences, corrections."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.paper_forms import Difference, Entry, Pile, differences
from engage_app.errors import NotPossible
from engage_app.services import collecting
from engage_app.services.workspace import Workspace
from storage import drafts, exercises, refiling
from storage import paper_forms as store
from storage.identifiers import new_uid
from storage.trail import Action


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


def add_pile(
    workspace: Workspace,
    activity_id: int,
    title: str,
    *,
    expected: int | None = None,
    double_entry: bool = False,
) -> Changes:
    """Begin a pile; `created` is its id.

    Raises:
        NotPossible: the title is blank, or the activity is gone.
    """
    if not title.strip():
        raise NotPossible("A pile of forms needs a name.", action="Type one, then try again.")
    exercise_id = collecting.exercise_of(workspace, activity_id)
    with workspace.acting("begin a pile of paper forms", exercise_id) as action:
        action.created = action.insert(
            "paper_pile",
            {
                "uid": new_uid(),
                "activity_id": activity_id,
                "title": title.strip(),
                "expected": expected,
                "double_entry": int(double_entry),
            },
        )
    return action.changes()


def edit_pile(workspace: Workspace, pile_id: int, *, title: str, expected: int | None) -> Changes:
    """Rename a pile, or say how many forms it has."""
    there = pile(workspace, pile_id)
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting("edit a pile of paper forms", exercise_id) as action:
        values = {"title": title.strip() or there.title, "expected": expected}
        action.update("paper_pile", pile_id, values)
    return action.changes()


def entries(workspace: Workspace, pile_id: int) -> list[Entry]:
    """What was keyed in from a pile, by form and pass."""
    return store.entries(workspace.connection, pile_id)


def next_number(workspace: Workspace, pile_id: int, pass_: int = 1) -> int:
    """The first form not yet keyed in this time; of the second pass, one the first has done."""
    done = {(entry.number, entry.pass_) for entry in entries(workspace, pile_id)}
    filed = {entry.number for entry in entries(workspace, pile_id) if entry.response_id}
    number = 1
    while (number, pass_) in done or number in filed:
        number += 1
    return number


def enter(
    workspace: Workspace,
    pile_id: int,
    number: int,
    answers: Answers,
    *,
    pass_: int = 1,
    draft: tuple[str, str] | None = None,
) -> Changes:
    """Keep one form as keyed in. It becomes a response at once where forms are keyed in once, or
    where the other entry of it says the same; `created` is then the response's id.

    Raises:
        NotPossible: the form of that number was keyed in already.
    """
    there = pile(workspace, pile_id)
    of_form = store.entries(workspace.connection, pile_id, [number])
    if any(entry.pass_ == pass_ or entry.response_id for entry in of_form):
        raise NotPossible(
            f"Form {number} of “{there.title}” was keyed in already.",
            action="Take the next number, or correct that form in the list.",
        )
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    questions = exercises.questions(workspace.connection, exercise_id)
    agreed = not there.double_entry or any(
        not differences(questions, entry.answers, answers) for entry in of_form
    )
    with workspace.acting(f"key in form {number}", exercise_id) as action:
        entry_id = _add_entry(workspace, action, there, (number, pass_), {} if agreed else answers)
        if agreed:
            ids = [entry_id, *(entry.id for entry in of_form)]
            action.created = _file(workspace, action, there, ids, answers)
        if draft:
            drafts.clear(action.connection, *draft)
    return action.changes()


def disagreements(workspace: Workspace, pile_id: int) -> dict[int, list[Difference]]:
    """By form: every question that its two entries answer differently."""
    there = pile(workspace, pile_id)
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    questions = exercises.questions(workspace.connection, exercise_id)
    by_form: dict[int, list[Entry]] = {}
    for entry in entries(workspace, pile_id):
        if entry.response_id is None:
            by_form.setdefault(entry.number, []).append(entry)
    return {
        number: differences(questions, both[0].answers, both[1].answers)
        for number, both in by_form.items()
        if len(both) > 1
    }


def settle(workspace: Workspace, pile_id: int, number: int, answers: Answers) -> Changes:
    """File a form whose entries differed, with the answers the officer chose; `created` is its
    response's id."""
    there = pile(workspace, pile_id)
    waiting = store.entries(workspace.connection, pile_id, [number])
    if not waiting or any(entry.response_id for entry in waiting):
        raise NotPossible(f"Form {number} isn’t waiting to be settled.", action="Take another one.")
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting(f"settle form {number}", exercise_id) as action:
        ids = [entry.id for entry in waiting]
        action.created = _file(workspace, action, there, ids, answers)
    return action.changes()


def answers_of(workspace: Workspace, entry: Entry, exercise_id: int) -> dict[str, Answer]:
    """What a form says: as it was keyed in or, once filed, as its response has it."""
    if entry.response_id is None:
        return dict(entry.answers)
    questions = exercises.questions(workspace.connection, exercise_id)
    return refiling.given(workspace.connection, entry.response_id, questions)


def correct(workspace: Workspace, pile_id: int, entry: Entry, answers: Answers) -> Changes:
    """Put other answers in the place of those a form has; codings of unchanged words stay."""
    there = pile(workspace, pile_id)
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting(f"correct form {entry.number}", exercise_id) as action:
        if entry.response_id is None:
            action.update("paper_entry", entry.id, {"answers": _packed(answers)})
        else:
            questions = exercises.questions(action.connection, exercise_id)
            refiling.rewrite(action, entry.response_id, questions, answers)
    return action.changes()


def _add_entry(
    workspace: Workspace,
    action: Action,
    there: Pile,
    form: tuple[int, int],
    answers: Answers,
) -> int:
    number, pass_ = form
    return action.insert(
        "paper_entry",
        {
            "uid": new_uid(),
            "pile_id": there.id,
            "number": number,
            "pass": pass_,
            "answers": _packed(answers),
            "entered_by": workspace.officer,
            "entered_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        },
    )


def _file(
    workspace: Workspace, action: Action, there: Pile, entry_ids: list[int], answers: Answers
) -> int:
    response_id = collecting.add_response(workspace, action, there.activity_id, answers)
    # The response holds the answers from here on, those on equality in a table of their own.
    filed: Mapping[str, Any] = {"response_id": response_id, "answers": ""}
    action.update_many("paper_entry", dict.fromkeys(entry_ids, filed))
    return response_id


def _packed(answers: Answers) -> str:
    return json.dumps(dict(answers), ensure_ascii=False, default=list) if answers else ""
