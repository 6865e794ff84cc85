"""The open workspace: new, open, recent, copy, check, undo and redo."""

import threading
from pathlib import Path

import pytest
from building import Small, contents, small_exercise

from engage_app import settings
from engage_app.errors import NotPossible, WorkspaceError
from engage_app.services import planning
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


def test_a_new_workspace_gets_its_ending(tmp_path: Path) -> None:
    made = workspaces.create(tmp_path / "clinic.move", "Officer")
    made.close()
    assert made.path.name == "clinic.move.engage"
    assert made.path.is_file()


def test_a_workspace_is_one_file_once_closed(tmp_path: Path) -> None:
    """What an officer copies to a stick is everything."""
    folder = tmp_path / "exercises"
    folder.mkdir()
    made = workspaces.create(folder / "clinic")
    small_exercise(made)
    made.close()
    assert [each.name for each in folder.iterdir()] == ["clinic.engage"]
    again = workspaces.open_workspace(made.path)
    assert [each.exercise.title for each in planning.exercises(again)] == ["Clinic move"]
    again.close()


def test_the_officer_is_the_one_of_the_settings(tmp_path: Path) -> None:
    settings.save(settings.Settings(officer="R. Khan"))
    made = workspaces.create(tmp_path / "clinic")
    planning.add_exercise(made, "Clinic move")
    assert made.connection.execute("SELECT who FROM action").fetchall() == [("R. Khan",)]
    made.close()


def test_a_workspace_holds_several_exercises(workspace: Workspace) -> None:
    for title in ("Clinic move", "Library hours"):
        small_exercise(workspace, title)
    summaries = planning.exercises(workspace)
    assert [(each.exercise.title, each.responses, each.comments) for each in summaries] == [
        ("Clinic move", 5, 5),
        ("Library hours", 5, 5),
    ]


def test_recent_workspaces_come_latest_first_without_those_gone(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        workspaces.create(tmp_path / name).close()
    workspaces.open_workspace(tmp_path / "one.engage").close()
    (tmp_path / "two.engage").unlink()
    assert [path.stem for path in workspaces.recent()] == ["one", "three"]


def test_only_a_few_recent_workspaces_are_kept(tmp_path: Path) -> None:
    for number in range(settings.RECENT_LIMIT + 3):
        workspaces.remember(tmp_path / f"{number}.engage")
    assert len(settings.load().recent) == settings.RECENT_LIMIT


def test_a_settings_folder_that_cant_be_written_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("ENGAGE_DATA", str(tmp_path / "a file" / "below"))
    workspaces.create(tmp_path / "clinic").close()
    assert workspaces.recent() == []


def test_a_copy_holds_everything_and_goes_its_own_way(small: Small, tmp_path: Path) -> None:
    copied = workspaces.copy(small.workspace, tmp_path / "copy")
    assert copied.name == "copy.engage"
    before = contents(small.workspace)
    copy = workspaces.open_workspace(copied)
    assert contents(copy) == before
    planning.add_exercise(copy, "Only in the copy")
    copy.close()
    assert contents(small.workspace) == before


def test_a_copy_never_replaces_a_file(small: Small, tmp_path: Path) -> None:
    (tmp_path / "copy.engage").write_text("minutes")
    with pytest.raises(WorkspaceError, match="already a file"):
        workspaces.copy(small.workspace, tmp_path / "copy")
    assert (tmp_path / "copy.engage").read_text() == "minutes"


def test_a_copy_that_cant_be_written_gives_a_sentence(small: Small, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="could not be copied"):
        workspaces.copy(small.workspace, tmp_path / "missing" / "copy")


def test_each_thread_has_a_connection_of_its_own(small: Small) -> None:
    """A job writes while the window reads."""
    seen: list[object] = []

    def job() -> None:
        planning.add_exercise(small.workspace, "From a job")
        seen.append(small.workspace.connection)

    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    assert seen
    assert seen[0] is not small.workspace.connection
    assert len(planning.exercises(small.workspace)) == 2
    assert workspaces.undo(small.workspace).label == "add exercise"


def test_undo_and_redo_tell_what_they_do(workspace: Workspace) -> None:
    assert workspaces.undo_label(workspace) is None
    assert not workspaces.undo(workspace)
    planning.add_exercise(workspace, "Clinic move")
    assert workspaces.undo_label(workspace) == "add exercise"
    assert workspaces.undo(workspace)
    assert planning.exercises(workspace) == []
    assert workspaces.redo_label(workspace) == "add exercise"
    assert workspaces.redo(workspace)
    assert [each.exercise.title for each in planning.exercises(workspace)] == ["Clinic move"]
    assert not workspaces.redo(workspace)


def test_a_full_disk_costs_nothing_that_was_there(small: Small) -> None:
    """SQLite's limit on pages stands for the disk."""
    before = contents(small.workspace)
    connection = small.workspace.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WorkspaceError, match="disk is full"):
        planning.edit_exercise(small.workspace, small.exercise, purpose="words " * 100_000)
    assert contents(small.workspace) == before
    planning.edit_exercise(small.workspace, small.exercise, purpose="fewer words")
    assert planning.exercise(small.workspace, small.exercise).purpose == "fewer words"


def test_a_workspace_another_program_writes_to_gives_a_sentence(small: Small) -> None:
    before = contents(small.workspace)
    other = workspaces.open_workspace(small.workspace.path, "Other")
    other.connection.execute("PRAGMA busy_timeout = 0")
    with (
        small.workspace.acting("long work"),
        pytest.raises(WorkspaceError, match="Another program is writing"),
    ):
        planning.add_exercise(other, "Meanwhile")
    with (
        small.workspace.acting("long work"),
        pytest.raises(WorkspaceError, match="Another program is writing"),
    ):
        workspaces.undo(other)
    other.close()
    assert contents(small.workspace) == before


def test_a_whole_file_has_no_faults(small: Small) -> None:
    assert workspaces.check(small.workspace) == []


def test_faults_are_told_in_sentences(small: Small) -> None:
    execute = small.workspace.connection.execute
    execute("PRAGMA foreign_keys = OFF")
    execute("DROP TRIGGER comment_reworded")
    execute("UPDATE comment SET text = 'zebra' WHERE id = ?", [small.comments[0]])
    for key in small.comments[1:3]:
        execute(
            "INSERT INTO coding (uid, comment_id, theme_id, start, stop, coder, origin, status)"
            " VALUES (?, ?, 999, 0, 5000, '', 'officer', 'accepted')",
            [str(key), key],
        )
    assert workspaces.check(small.workspace) == [
        "2 records in coding refer to one in theme that isn't there.",
        "The search index doesn't match the comments.",
        "2 codings lie outside the words of their comment.",
    ]


def test_a_damaged_file_is_told_not_raised(tmp_path: Path) -> None:
    made = workspaces.create(tmp_path / "clinic")
    with made.acting("many") as action:
        rows = ((f"{n}", "words " * 50) for n in range(3000))
        action.insert_many("exercise", ("uid", "title"), rows)
    made.close()
    whole = made.path.read_bytes()
    half = len(whole) // 2
    made.path.write_bytes(whole[:half] + b"\xff" * (len(whole) - half))
    again = workspaces.open_workspace(made.path)
    faults = workspaces.check(again)
    again.close()
    assert faults
    assert all(fault.startswith("The file is damaged") for fault in faults)


def test_what_is_mixed_up_between_exercises_is_told(small: Small) -> None:
    other = small_exercise(small.workspace, "Another")
    execute = small.workspace.connection.execute
    execute(
        "INSERT INTO coding (uid, comment_id, theme_id, coder, origin, status)"
        " VALUES ('x', ?, ?, '', 'officer', 'accepted')",
        [small.comments[0], other.themes["Trust"]],
    )
    execute(
        "INSERT INTO response_group (response_id, group_id, origin) VALUES (?, ?, 'officer')",
        [small.responses[0], other.groups["Residents"]],
    )
    place = [other.places["North"], small.responses[0]]
    execute("UPDATE response SET place_id = ?, position = 'elsewhere' WHERE id = ?", place)
    assert workspaces.check(small.workspace) == [
        "1 codings put a theme of another exercise on a comment.",
        "1 responses carry a stakeholder group of another exercise.",
        "1 responses have a place of another exercise.",
        "1 responses have a position that the scale doesn't have.",
    ]


def test_what_changed_meanwhile_is_told_in_a_sentence(small: Small) -> None:
    before = contents(small.workspace)
    with (
        pytest.raises(NotPossible, match="changed or removed meanwhile"),
        small.workspace.acting("tag") as action,
    ):
        action.insert("response_group", {"response_id": 999, "group_id": 1, "origin": "officer"})
    assert contents(small.workspace) == before
