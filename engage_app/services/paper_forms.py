"""Keying in paper forms: single or double entry, the differences, corrections."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from engage_app.domain import paper_forms
from engage_app.domain.changes import Changes
from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.paper_forms import (
    Difference,
    Entry,
    FormState,
    KeyedForm,
    Pile,
    differences,
    keyed_forms,
)
from engage_app.domain.questionnaire import Question
from engage_app.errors import NotPossible
from engage_app.services import collecting
from engage_app.services.paper_piles import pile
from engage_app.services.workspace import Workspace
from storage import drafts, exercises, refiling
from storage import paper_forms as store
from storage.identifiers import new_uid
from storage.trail import Action


def entries(workspace: Workspace, pile_id: int) -> list[Entry]:
    """What was keyed in from a pile, by form and pass."""
    return store.entries(workspace.connection, pile_id)


def forms(workspace: Workspace, pile_id: int) -> list[KeyedForm]:
    """The forms of a pile that were keyed in, by number."""
    return keyed_forms(entries(workspace, pile_id))


def still_to_key(workspace: Workspace, pile_id: int, pass_: int = 1) -> list[int]:
    """The numbers of the forms to key in, this time; see `domain.paper_forms.still_to_key`."""
    expected = pile(workspace, pile_id).expected
    return paper_forms.still_to_key(entries(workspace, pile_id), pass_, expected)


def enter(
    workspace: Workspace,
    pile_id: int,
    number: int,
    answers: Answers,
    *,
    pass_: int = 1,
    note: str = "",
    draft: tuple[str, str] | None = None,
) -> Changes:
    """Keep one form as keyed in. It becomes a response at once where forms are keyed in once, or
    where the other entry of it says the same; `created` is then the response's id.

    Args:
        note: the questions whose answers are as the paper has them, though a check objects.
        draft: surface and key of the draft this was, forgotten in the same transaction.

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
    said = [answers, *(entry.answers for entry in of_form)]
    twice = not there.double_entry or bool(of_form)
    agreed = twice and not differences(_questions(workspace, there), *said)
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting(f"key in form {number}", exercise_id) as action:
        row = {"pile_id": there.id, "number": number, "pass": pass_, "note": note}
        # What agrees goes to the response at once, and isn't kept twice.
        entry_id = _add_entry(workspace, action, row, {} if agreed else answers)
        if agreed:
            ids = [entry_id, *(entry.id for entry in of_form)]
            noted = next(filter(None, [note, *(entry.note for entry in of_form)]), "")
            action.created = _file(workspace, action, there, ids, answers, note=noted)
        _forget(action, draft)
    return action.changes()


def disagreements(workspace: Workspace, pile_id: int) -> dict[int, list[Difference]]:
    """By form that waits to be settled: every question that its entries answer differently; none
    where entries that agree came together from two computers."""
    questions = _questions(workspace, pile(workspace, pile_id))
    return {
        form.number: differences(questions, *(entry.answers for entry in form.entries))
        for form in forms(workspace, pile_id)
        if form.state is FormState.TO_SETTLE
    }


def settle(
    workspace: Workspace,
    pile_id: int,
    number: int,
    answers: Answers,
    *,
    note: str = "",
    draft: tuple[str, str] | None = None,
) -> Changes:
    """File a form whose entries differed, with the answers the officer chose; `created` is its
    response's id. `note` and `draft` as for `enter`.

    Raises:
        NotPossible: it isn't waiting to be settled.
    """
    there = pile(workspace, pile_id)
    waiting = store.entries(workspace.connection, pile_id, [number])
    if len(waiting) < 2 or any(entry.response_id for entry in waiting):
        raise NotPossible(f"Form {number} isn’t waiting to be settled.", action="Take another one.")
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting(f"settle form {number}", exercise_id) as action:
        ids = [entry.id for entry in waiting]
        action.created = _file(workspace, action, there, ids, answers, note=note)
        _forget(action, draft)
    return action.changes()


def answers_of(workspace: Workspace, entry: Entry, exercise_id: int) -> dict[str, Answer]:
    """What a form says: as it was keyed in or, once filed, as its response has it."""
    if entry.response_id is None:
        return dict(entry.answers)
    questions = exercises.questions(workspace.connection, exercise_id)
    return refiling.given(workspace.connection, entry.response_id, questions)


def correct(
    workspace: Workspace,
    pile_id: int,
    entry: Entry,
    answers: Answers,
    *,
    note: str = "",
    draft: tuple[str, str] | None = None,
) -> Changes:
    """Put other answers in the place of those a form has; codings of unchanged words stay.

    An entry that agrees with the other one now becomes a response, as in `enter`.

    Raises:
        NotPossible: it isn't there any more, or was filed meanwhile.
    """
    there = pile(workspace, pile_id)
    of_form = store.entries(workspace.connection, pile_id, [entry.number])
    if (entry.id, entry.response_id) not in [(each.id, each.response_id) for each in of_form]:
        raise NotPossible(
            f"Form {entry.number} is another one by now.", action="Open it again from the list."
        )
    questions = _questions(workspace, there)
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    unlike = differences(questions, answers_of(workspace, entry, exercise_id), answers)
    others = [each.answers for each in of_form if each.id != entry.id]
    with workspace.acting(f"correct form {entry.number}", exercise_id) as action:
        if entry.response_id is not None:
            if unlike:
                refiling.rewrite(action, entry.response_id, questions, answers)
            ids = [each.id for each in of_form if each.response_id == entry.response_id]
            action.update_many("paper_entry", {key: {"note": note} for key in ids})
        elif others and not differences(questions, answers, *others):
            ids = [each.id for each in of_form]
            action.created = _file(workspace, action, there, ids, answers, note=note)
        elif unlike or note != entry.note:
            kept = {"answers": _packed(answers), "note": note}
            action.update("paper_entry", entry.id, kept)
        _forget(action, draft)
    return action.changes()


def remove_form(workspace: Workspace, pile_id: int, form: KeyedForm) -> Changes:
    """Take a form out again: what was keyed in, and the response it became. Undoable."""
    there = pile(workspace, pile_id)
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    with workspace.acting(f"remove form {form.number}", exercise_id) as action:
        if form.response_id is not None:
            refiling.remove(action, form.response_id)
        action.delete_by("paper_entry", "id", [entry.id for entry in form.entries])
    return action.changes()


def _questions(workspace: Workspace, there: Pile) -> list[Question]:
    exercise_id = collecting.exercise_of(workspace, there.activity_id)
    return exercises.questions(workspace.connection, exercise_id)


def _add_entry(workspace: Workspace, action: Action, form: dict[str, Any], answers: Answers) -> int:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    who = {"entered_by": workspace.officer, "entered_at": now}
    return action.insert(
        "paper_entry", {"uid": new_uid(), **form, **who, "answers": _packed(answers)}
    )


def _forget(action: Action, draft: tuple[str, str] | None) -> None:
    if draft:
        drafts.clear(action.connection, *draft)


def _file(
    workspace: Workspace,
    action: Action,
    there: Pile,
    entry_ids: list[int],
    answers: Answers,
    *,
    note: str,
) -> int:
    response_id = collecting.add_response(workspace, action, there.activity_id, answers)
    # The response holds the answers from here on, those on equality in a table of their own.
    filed: Mapping[str, Any] = {"response_id": response_id, "answers": "", "note": note}
    action.update_many("paper_entry", dict.fromkeys(entry_ids, filed))
    return response_id


def _packed(answers: Answers) -> str:
    return json.dumps(dict(answers), ensure_ascii=False, default=list) if answers else ""
