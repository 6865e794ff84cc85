"""Flags and memos: kept, undone, found again, and carried over where comments are joined."""

import pytest
from building import Small, contents, made

from engage_app.domain.activity import ActivityKind
from engage_app.domain.filters import CommentFilter, Noted
from engage_app.errors import NotPossible
from engage_app.services import (
    browsing,
    contributing,
    drafts,
    notes,
    planning,
)
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage.integrity import faults


def noted(workspace: Workspace, comment_id: int) -> tuple[bool, str]:
    (row,) = browsing.comment_rows(workspace, [comment_id])
    return row.flagged, row.memo


def test_a_flag_and_a_memo_are_kept_apart_and_both_found(small: Small) -> None:
    first, second = small.comments[:2]
    notes.set_flag(small.workspace, first, flagged=True)
    notes.set_memo(small.workspace, first, "  Ask the practice.  ")
    notes.set_memo(small.workspace, second, "Later")

    assert noted(small.workspace, first) == (True, "Ask the practice.")

    def found(what: Noted) -> list[int]:
        wanted = CommentFilter(noted=what)
        return browsing.comment_ids(small.workspace, small.exercise, wanted)

    assert found(Noted.FLAGGED) == [first]
    assert found(Noted.MEMO) == [first, second]


def test_notes_are_undone_one_by_one_and_after_a_restart(small: Small) -> None:
    before = contents(small.workspace)
    comment = small.comments[0]
    notes.set_flag(small.workspace, comment, flagged=True)
    notes.set_memo(small.workspace, comment, "Ask")
    again = workspaces.open_workspace(small.workspace.path)

    assert workspaces.undo_label(again) == "write memo"
    workspaces.undo(again)
    assert noted(again, comment) == (True, "")
    workspaces.undo(again)
    assert contents(again) == before
    again.close()


def test_nothing_noted_leaves_no_row(small: Small) -> None:
    before = contents(small.workspace)
    comment = small.comments[0]
    notes.set_flag(small.workspace, comment, flagged=True)
    notes.set_flag(small.workspace, comment, flagged=False)
    assert not notes.set_memo(small.workspace, comment, "   ")
    assert contents(small.workspace) == before


def test_a_memo_clears_its_draft_in_the_same_transaction(small: Small) -> None:
    comment = small.comments[0]
    drafts.save(small.workspace, "memo", str(comment), {"memo": "As"})
    notes.set_memo(small.workspace, comment, "Ask", draft=("memo", str(comment)))
    assert drafts.kept(small.workspace) == []


def test_a_comment_that_is_gone_takes_no_note(small: Small) -> None:
    with pytest.raises(NotPossible):
        notes.set_flag(small.workspace, 999, flagged=True)


def test_the_memo_of_a_contribution_goes_along_where_it_is_joined_to_another(
    workspace: Workspace,
) -> None:
    exercise = made(planning.add_exercise(workspace, "Hall"))
    hall = made(planning.add_activity(workspace, exercise, ActivityKind.WORKSHOP, "Hall"))
    question = made(contributing.add_question(workspace, exercise, "What matters?"))
    first = made(contributing.contribute(workspace, hall, question, "The bus"))
    second = made(contributing.contribute(workspace, hall, question, "is late"))
    notes.set_memo(workspace, first, "Who?")
    notes.set_memo(workspace, second, "Which line?")
    notes.set_flag(workspace, second, flagged=True)
    before = contents(workspace)

    contributing.merge_with_previous(workspace, second)
    assert noted(workspace, first) == (True, "Who?\nWhich line?")
    assert faults(workspace.connection) == []

    workspaces.undo(workspace)
    assert contents(workspace) == before


def test_a_contribution_that_is_split_keeps_its_memo_on_the_first_half(
    workspace: Workspace,
) -> None:
    exercise = made(planning.add_exercise(workspace, "Hall"))
    hall = made(planning.add_activity(workspace, exercise, ActivityKind.WORKSHOP, "Hall"))
    question = made(contributing.add_question(workspace, exercise, "What matters?"))
    whole = made(contributing.contribute(workspace, hall, question, "The bus is late"))
    notes.set_memo(workspace, whole, "Who?")

    second = made(contributing.split(workspace, whole, 7))
    assert noted(workspace, whole) == (False, "Who?")
    assert noted(workspace, second) == (False, "")
