"""Undo takes back what a person did last, with what Engage did by itself since."""

from typing import Any

from building import Small, contents

from engage_app.services import coding, sentiment
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage import packing, trail


def rename(workspace: Workspace, exercise: int, title: str, *, automatic: bool = False) -> None:
    with workspace.acting(f"rename to {title}", exercise, automatic=automatic) as action:
        action.update("exercise", exercise, {"title": title})


def title(small: Small) -> str:
    query = "SELECT title FROM exercise WHERE id = ?"
    (found,) = small.workspace.connection.execute(query, [small.exercise]).fetchone()
    return str(found)


def test_engages_own_work_goes_and_comes_with_the_persons(small: Small) -> None:
    workspace, exercise = small.workspace, small.exercise
    trail.keep_all(workspace.connection)
    begun = title(small)
    rename(workspace, exercise, "One")
    rename(workspace, exercise, "Two")
    rename(workspace, exercise, "Own", automatic=True)
    rename(workspace, exercise, "Own again", automatic=True)
    rename(workspace, exercise, "Three")

    assert workspaces.undo(workspace).label == "rename to Three"
    assert workspaces.undo_label(workspace) == "rename to Two"
    assert workspaces.undo(workspace).label == "rename to Two"
    assert title(small) == "One"
    workspaces.undo(workspace)
    assert title(small) == begun
    assert not workspaces.undo(workspace)

    workspaces.redo(workspace)
    assert workspaces.redo_label(workspace) == "rename to Two"
    assert workspaces.redo(workspace).label == "rename to Two"
    assert title(small) == "Own again"
    workspaces.redo(workspace)
    assert title(small) == "Three"
    assert not workspaces.redo(workspace)


def test_engages_own_work_alone_can_be_undone_too(small: Small) -> None:
    """Where what the person did before is no step any more."""
    trail.keep_all(small.workspace.connection)
    begun = title(small)
    rename(small.workspace, small.exercise, "Own", automatic=True)
    assert workspaces.undo_label(small.workspace) == "rename to Own"
    workspaces.undo(small.workspace)
    assert title(small) == begun
    workspaces.redo(small.workspace)
    assert title(small) == "Own"


def test_undo_after_responses_came_in_begins_with_them(small: Small) -> None:
    """Scoring and proposals that followed by themselves don't stand in the way."""
    workspace = small.workspace
    sentiment.score(workspace, small.exercise)
    coding.apply_rules(workspace, small.exercise, automatic=True)
    full = contents(workspace)
    assert full["coding"]
    assert workspaces.undo(workspace).label == "bring in responses"
    assert contents(workspace)["comment"] == []
    assert contents(workspace)["coding"] == []
    workspaces.redo(workspace)
    assert contents(workspace) == full


def test_who_did_it_is_in_the_audit_trail(small: Small) -> None:
    changes = coding.apply_rules(small.workspace, small.exercise, automatic=True)
    query = "SELECT who FROM action WHERE id = ?"
    row = small.workspace.connection.execute(query, [changes.action_id]).fetchone()
    assert row == (trail.AUTOMATIC,)


def test_size_says_about_how_many_rows_are_written(small: Small) -> None:
    connection = small.workspace.connection
    with small.workspace.acting("many", small.exercise) as action:
        rows: list[tuple[Any, ...]] = [(f"uid {n}", f"title {n}") for n in range(2_500)]
        action.insert_many("exercise", ("uid", "title"), rows)
    assert trail.undo_size(connection) == 2_500
    trail.undo(connection)
    assert trail.redo_size(connection) == 2_500
    rename(small.workspace, small.exercise, "One")
    assert trail.undo_size(connection) < 100


def test_rows_put_aside_come_back_as_they_were() -> None:
    """However many, and with line breaks of every kind in them."""
    rows = [{"id": n, "text": f"a\nb\r\nc\u2028d “{n}” 😀"} for n in range(2_345)]
    assert packing.unpack(packing.pack(rows)) == rows
    assert packing.unpack(packing.pack([])) == []
    assert packing.unpack(None) == []
    assert packing.pack(None) is None
