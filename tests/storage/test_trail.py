"""Every action is one transaction, written down, and undoable: across restarts too."""

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from building import Small, contents, small_exercise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_app.errors import NotPossible
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage import integrity, turning
from storage.identifiers import new_uid
from storage.trail import Action

Doing = Callable[[Action, Small], None]


def new_comments(small: Small, count: int) -> list[tuple[Any, ...]]:
    question = small.questions["view"]
    return [
        (new_uid(), small.responses[0], question, f"comment {number}: façade “quoted” 😀")
        for number in range(count)
    ]


COMMENT = ("uid", "response_id", "question_id", "text")


def insert(action: Action, small: Small) -> None:
    (row,) = new_comments(small, 1)
    action.insert("comment", dict(zip(COMMENT, row, strict=True)))


def insert_many(action: Action, small: Small) -> None:
    action.insert_many("comment", COMMENT, new_comments(small, 25))


def update(action: Action, small: Small) -> None:
    action.update("comment", small.comments[0], {"compound": 0.5, "sentiment": "positive"})


def reword(action: Action, small: Small) -> None:
    action.update("comment", small.comments[1], {"text": "Quite other words"})


def update_many(action: Action, small: Small) -> None:
    changes = {key: {"position": "concern", "place_id": None} for key in small.responses}
    action.update_many("response", changes)


def delete(action: Action, small: Small) -> None:
    action.delete_where("comment", "response_id = ?", [small.responses[2]])


def delete_by(action: Action, small: Small) -> None:
    action.defer_references()
    action.delete_by("response_group", "response_id", small.responses)
    action.delete_by("stakeholder_group", "id", list(small.groups.values()))


def several(action: Action, small: Small) -> None:
    """Rows added, changed and removed within one action."""
    added = action.insert_many("comment", COMMENT, new_comments(small, 5))
    action.update("comment", added[1], {"text": "changed at once"})
    action.delete_by("comment", "id", [added[0], added[4], small.comments[0]])
    insert(action, small)
    action.update("exercise", small.exercise, {"title": "Renamed"})


WORK: dict[str, Doing] = {
    doing.__name__: doing
    for doing in (insert, insert_many, update, reword, update_many, delete, delete_by, several)
}


def do(small: Small, doing: Doing, label: str = "work") -> None:
    with small.workspace.acting(label, small.exercise) as action:
        doing(action, small)


@pytest.mark.parametrize("doing", WORK.values(), ids=WORK)
def test_undo_takes_back_and_redo_does_again(small: Small, doing: Doing) -> None:
    before = contents(small.workspace)
    do(small, doing)
    after = contents(small.workspace)
    assert after != before
    for _ in range(2):
        assert turning.undo(small.workspace.connection)
        assert contents(small.workspace) == before
        assert turning.redo(small.workspace.connection)
        assert contents(small.workspace) == after
    assert integrity.faults(small.workspace.connection) == []


def test_undo_works_after_a_restart(small: Small) -> None:
    before = contents(small.workspace)
    do(small, several)
    small.workspace.close()
    again = workspaces.open_workspace(small.workspace.path, "Another Officer")
    assert workspaces.undo(again).label == "work"
    assert contents(again) == before
    again.close()


STEPS = st.lists(st.sampled_from([*WORK, "undo", "redo"]), max_size=14)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_sequence_can_be_taken_back_and_done_again(steps: list[str]) -> None:
    """However work, undo and redo follow each other: undoing all gives the file as it began,
    redoing all gives it as it was, and the search index follows."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = workspaces.create(Path(folder) / "work.engage", "Officer")
        small = small_exercise(workspace)
        turning.keep_all(workspace.connection)
        begun = contents(workspace)
        for step in steps:
            if step in WORK:
                do(small, WORK[step], step)
            else:
                getattr(turning, step)(workspace.connection)
        ended = contents(workspace)
        undone = 0
        while turning.undo(workspace.connection):
            undone += 1
        assert contents(workspace) == begun
        assert integrity.faults(workspace.connection) == []
        for _ in range(undone):
            turning.redo(workspace.connection)
        assert contents(workspace) == ended
        assert integrity.faults(workspace.connection) == []
        workspace.close()


def stumble(action: Action, small: Small) -> None:
    several(action, small)
    raise RuntimeError("stumbled")


def refer_to_nothing(action: Action, small: Small) -> None:
    several(action, small)
    action.insert("choice", {"uid": "u", "question_id": 999, "label": "Yes"})


def refer_to_nothing_at_the_end(action: Action, small: Small) -> None:
    action.defer_references()
    refer_to_nothing(action, small)


@pytest.mark.parametrize(
    ("doing", "error"),
    [
        (stumble, RuntimeError),
        (refer_to_nothing, NotPossible),
        (refer_to_nothing_at_the_end, NotPossible),
    ],
)
def test_an_action_that_fails_leaves_nothing(
    small: Small, doing: Doing, error: type[Exception]
) -> None:
    before, trail_before = contents(small.workspace), actions(small.workspace)
    with pytest.raises(error):
        do(small, doing)
    assert contents(small.workspace) == before
    assert actions(small.workspace) == trail_before
    do(small, insert)  # the connection works on
    assert contents(small.workspace) != before


def nothing(action: Action, small: Small) -> None:
    """Asked for, but it is so already, or there is nothing to do it to."""
    action.update("exercise", small.exercise, {"title": "Clinic move"})
    action.update("exercise", 999, {"title": "Nowhere"})
    action.update_many("comment", {})
    action.insert_many("comment", COMMENT, [])
    action.delete_by("coding", "id", [])
    action.delete_where("coding", "id = ?", [999])


def test_what_writes_nothing_is_no_action(small: Small) -> None:
    """Undo would seem to do nothing; and what can be redone still can."""
    do(small, insert)
    turning.undo(small.workspace.connection)
    known = actions(small.workspace)
    with small.workspace.acting("nothing", small.exercise) as action:
        nothing(action, small)
    assert not action.changes()
    assert action.changes().count == 0
    assert actions(small.workspace) == known
    assert turning.redo(small.workspace.connection)


def test_changes_say_what_was_touched(small: Small) -> None:
    with small.workspace.acting("work") as action:
        several(action, small)
    changes = action.changes()
    assert changes
    assert (changes.label, set(changes.tables)) == ("work", {"comment", "exercise"})
    assert changes.count == 5 + 1 + 3 + 1 + 1
    assert turning.undo(small.workspace.connection).tables == changes.tables


def test_rows_that_stay_as_they_are_are_not_written(small: Small) -> None:
    first, second = small.responses[:2]
    do(small, lambda action, _: action.update("response", first, {"position": "concern"}))
    with small.workspace.acting("again") as action:
        action.update_many("response", {key: {"position": "concern"} for key in (first, second)})
    assert action.changes().count == 1


def test_columns_may_come_in_any_order(small: Small) -> None:
    """Each value goes to its own column, in whatever order a caller names them."""
    first, second = small.comments[:2]
    changes: dict[int, dict[str, Any]] = {
        first: {"sentiment": "positive", "corrected_sentiment": "negative"},
        second: {"corrected_sentiment": "neutral", "sentiment": "positive"},
    }
    do(small, lambda action, _: action.update_many("comment", changes))
    query = "SELECT sentiment, corrected_sentiment FROM comment WHERE id IN (?, ?) ORDER BY id"
    rows = small.workspace.connection.execute(query, [first, second]).fetchall()
    assert rows == [("positive", "negative"), ("positive", "neutral")]


def test_something_new_ends_what_could_be_redone(small: Small) -> None:
    connection = small.workspace.connection
    do(small, insert, "first")
    do(small, update, "second")
    turning.undo(connection)
    assert turning.redo_label(connection) == "second"
    do(small, reword, "third")
    assert turning.redo_label(connection) is None
    assert not turning.redo(connection)
    assert turning.undo_label(connection) == "third"
    states = [state for _, label, state in actions(small.workspace) if label == "second"]
    assert states == ["dropped"]  # the audit trail still tells of it


def test_kept_actions_stay_done(small: Small) -> None:
    connection = small.workspace.connection
    do(small, insert)
    turning.keep_all(connection)
    kept = contents(small.workspace)
    assert turning.undo_label(connection) is None
    assert not turning.undo(connection)
    do(small, update)
    assert turning.undo(connection)
    assert not turning.undo(connection)
    assert contents(small.workspace) == kept


def test_the_trail_says_who_and_what(small: Small) -> None:
    do(small, update, "correct sentiment")
    row = small.workspace.connection.execute(
        "SELECT who, label, exercise_id, state FROM action ORDER BY id DESC"
    ).fetchone()
    assert row == (small.workspace.officer, "correct sentiment", small.exercise, "done")


def test_two_writers_queue(small: Small) -> None:
    """A second connection can't slip in between, and reads what was there before."""
    other = sqlite3.connect(small.workspace.path, isolation_level=None, timeout=0)
    with closing(other), small.workspace.acting("work") as action:
        insert(action, small)
        count = other.execute("SELECT count(*) FROM comment").fetchone()
        assert count == (len(small.comments),)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def actions(workspace: Workspace) -> list[tuple[Any, ...]]:
    return workspace.connection.execute(
        "SELECT id, label, state FROM action ORDER BY id"
    ).fetchall()
