"""Every change of a record that travels leaves a version; what was never changed costs nothing."""

from collections.abc import Callable

import pytest
from building import Small, add_response

from engage_app.services import codebook, planning, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.merging import full_export
from storage.merging.joining import State, state_of
from storage.records import Record, implicit_dot, read
from storage.trail import Action
from storage.travelling import BY_TABLE
from storage.version_rows import all_versions


def count(small: Small) -> int:
    return int(
        small.workspace.connection.execute("SELECT count(*) FROM record_version").fetchone()[0]
    )


def states(small: Small, table: str) -> dict[str, State]:
    """What the file has of the records of a table, removed ones included."""
    connection, spec = small.workspace.connection, BY_TABLE[table]
    versions = all_versions(connection, table)
    rows: dict[str, Record] = {record.key: record for record in read(connection, spec)}
    return {
        key: state
        for key in {*versions, *rows}
        if (state := state_of(spec, rows.get(key), versions.get(key)))
    }


def state(small: Small, table: str, row_id: int) -> State:
    spec = BY_TABLE[table]
    (record,) = read(small.workspace.connection, spec, "id = ?", [row_id])
    return states(small, table)[record.key]


def test_what_is_only_added_has_no_version(small: Small) -> None:
    """An import of any size leaves no row here; changes within the same action neither."""
    with small.workspace.acting("add") as action:
        response, _ = add_response(action, small, view="words", group="Residents")
        action.update("response", response, {"position": "concern"})
        added = action.insert("respondent", {"uid": "a" * 32, "exercise_id": small.exercise})
        action.delete_by("respondent", "id", [added])
    assert count(small) == 0


def test_a_change_has_seen_what_was_there(small: Small) -> None:
    """Its dot is new, and every earlier one is among those it saw."""
    theme = small.themes["Trust"]
    first = state(small, "theme", theme)
    codebook.edit_theme(small.workspace, small.exercise, theme, name="Confidence")
    second = state(small, "theme", theme)
    codebook.edit_theme(small.workspace, small.exercise, theme, definition="Being believed")
    third = state(small, "theme", theme)
    assert len(third.siblings) == 1
    assert first.seen < second.seen < third.seen
    assert third.shown()[0] > second.shown()[0] > first.shown()[0]


def test_one_action_is_one_version_of_each_record(small: Small) -> None:
    with small.workspace.acting("change") as action:
        for name in ("one", "two", "three"):
            action.update("theme", small.themes["Trust"], {"name": name})
        action.update("theme", small.themes["Access"], {"name": "four"})
    dots = {version.dot for version in all_versions(action.connection, "theme").values()}
    assert len(dots) == 1
    assert all(len(each.seen) <= 2 for each in states(small, "theme").values())


def test_the_first_value_is_known_however_many_columns_changed_since(small: Small) -> None:
    """So that a copy in which nothing was changed is seen to be older."""
    theme = small.themes["Trust"]
    (first,) = state(small, "theme", theme).siblings
    codebook.edit_theme(small.workspace, small.exercise, theme, name="Confidence")
    codebook.edit_theme(small.workspace, small.exercise, theme, definition="x", keywords="y")
    codebook.move_theme(small.workspace, small.exercise, theme, small.themes["Access"])
    assert first in state(small, "theme", theme).seen
    response = small.responses[0]
    (first,) = state(small, "response", response).siblings
    tagging.set_place(small.workspace, [response], small.places["South"])
    tagging.set_place(small.workspace, [response], None)
    tagging.set_position(small.workspace, [response], "concern")
    assert first in state(small, "response", response).seen


def test_the_machines_sentiment_is_no_change(small: Small) -> None:
    """It follows from the words, on every laptop alike."""
    with small.workspace.acting("score") as action:
        action.update("comment", small.comments[0], {"sentiment": "neutral", "compound": 0.0})
    assert count(small) == 0


def test_a_removal_is_remembered_with_what_it_took(small: Small) -> None:
    """So that it can come back where another laptop used it meanwhile."""
    group = small.groups["Surgeries"]
    before = state(small, "stakeholder_group", group)
    planning.remove_group(small.workspace, small.exercise, group)
    removed = [each for each in states(small, "stakeholder_group").values() if each.shown()[1]]
    assert [each.shown()[2] for each in removed] == [before.shown()[2]]
    assert before.seen < removed[0].seen


def test_undo_and_redo_are_changes_too(small: Small) -> None:
    """What was undone here is not to come back from a copy made before."""
    theme = small.themes["Trust"]
    before = state(small, "theme", theme)
    codebook.edit_theme(small.workspace, small.exercise, theme, name="Confidence")
    done = state(small, "theme", theme)
    workspaces.undo(small.workspace)
    undone = state(small, "theme", theme)
    assert undone.shown()[2] == before.shown()[2]
    assert done.seen < undone.seen
    workspaces.redo(small.workspace)
    assert undone.seen < state(small, "theme", theme).seen


def test_what_was_added_and_undone_leaves_no_trace_unless_it_was_known_before(
    small: Small,
) -> None:
    """An import of any size is undone at the same price; of what had been there once and was
    removed, its being removed again is remembered."""
    codebook.add_theme(small.workspace, small.exercise, name="New")
    workspaces.undo(small.workspace)
    assert count(small) == 0
    workspaces.redo(small.workspace)
    assert count(small) == 0
    rows = small.workspace.connection.execute("SELECT * FROM theme WHERE name = 'New'")
    names = [column[0] for column in rows.description]
    (row,) = rows.fetchall()
    new = dict(zip(names, row, strict=True))
    codebook.remove_theme(small.workspace, small.exercise, new["id"])
    with small.workspace.acting("put back", small.exercise) as action:
        action.insert("theme", new)
    assert not states(small, "theme")[new["uid"]].shown()[1]
    workspaces.undo(small.workspace)
    assert states(small, "theme")[new["uid"]].shown()[1]


def choose(action: Action, small: Small, *choices: str) -> None:
    """Put these choices in the place of what the first response answers."""
    response, question = small.responses[0], small.questions["role"]
    action.delete_where("answer", "response_id = ? AND question_id = ?", [response, question])
    for choice in choices:
        row = {"response_id": response, "question_id": question}
        action.insert("answer", {**row, "choice_id": small.choices[choice]})


def test_all_that_is_answered_to_a_question_is_one_record(small: Small) -> None:
    """Replacing it, adding a choice and taking one away are changes of the same record."""
    spec, connection = BY_TABLE["answer"], small.workspace.connection
    where = "response_id = ? AND question_id = ?"
    parameters = [small.responses[0], small.questions["role"]]
    (record,) = read(connection, spec, where, parameters)
    seen = [states(small, "answer")[record.key].seen]
    steps: tuple[Callable[[Action], object], ...] = (
        lambda action: choose(action, small, "Resident"),
        lambda action: action.insert(
            "answer",
            {
                "response_id": small.responses[0],
                "question_id": small.questions["role"],
                "choice_id": small.choices["Surgery"],
            },
        ),
        lambda action: action.delete_where(
            "answer", "choice_id = ? AND response_id = ?",
            [small.choices["Resident"], small.responses[0]],
        ),
        lambda action: choose(action, small),
    )  # fmt: skip
    for step in steps:
        with small.workspace.acting("correct answer") as action:
            step(action)
        now = states(small, "answer")[record.key]
        assert len(now.siblings) == 1
        assert seen[-1] < now.seen
        seen.append(now.seen)
    assert now.shown()[1], "the last step took all of it away"
    before = full_export(small.workspace)
    for _ in steps:
        workspaces.undo(small.workspace)
    assert [each.values for each in read(connection, spec, where, parameters)] == [record.values]
    for _ in steps:
        workspaces.redo(small.workspace)
    assert full_export(small.workspace) == before


def test_the_first_version_is_a_hash_of_the_value() -> None:
    """Made alike on two laptops, it is the same record in the same version."""
    assert implicit_dot('{"name":"North"}') == implicit_dot('{"name":"North"}')
    assert implicit_dot('{"name":"North"}') < "018d0000000-0"


@pytest.mark.parametrize("table", ["theme", "response", "comment"])
def test_a_clock_that_runs_ahead_does_not_hide_what_is_changed_next(
    small: Small, table: str
) -> None:
    """Beside a version from the future, the next change is later still."""
    key = {"theme": small.themes["Trust"], "response": small.responses[0]}.get(
        table, small.comments[0]
    )
    column, first, then = {
        "theme": ("name", "One", "Two"),
        "response": ("table_name", "1", "2"),
        "comment": ("text", "one", "two"),
    }[table]
    with small.workspace.acting("change") as action:
        action.update(table, key, {column: first})
    future = "fffffffff00-abc"
    text = next(iter(state(small, table, key).siblings.values()))[1].replace(first, "other")
    small.workspace.connection.execute(
        "UPDATE record_version SET siblings = json_array(json_array(?, 0, ?))", [future, text]
    )
    with small.workspace.acting("change") as action:
        action.update(table, key, {column: then})
    dot, _, shown = state(small, table, key).shown()
    assert then in shown
    assert dot > future
