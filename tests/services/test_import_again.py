"""Imports: whole or not at all, never twice, and taken out again as a whole."""

from pathlib import Path
from typing import Any

import pytest
from clinic_survey import ROWS, column, counts, write

from engage_app.errors import EngageError, NotPossible, SurveyFileError
from engage_app.progress import Cancelled
from engage_app.services import importing, planning
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


@pytest.fixture
def exercise_id(workspace: Workspace) -> int:
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    return created


def test_the_same_file_again_adds_nothing(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    path = write(tmp_path / "s.csv")
    first = importing.run_import(workspace, exercise_id, importing.inspect(path))
    before = counts(workspace)

    again = importing.run_import(workspace, exercise_id, importing.inspect(path))

    assert not again.changes
    assert (again.added, again.unchanged) == (0, 5)
    assert again.activity_id == first.activity_id
    assert "all here already" in again.summary
    assert counts(workspace) == before


def test_the_same_file_is_refused_in_another_activity(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Everybody in it would count twice; the sentence names the earlier import."""
    path = write(tmp_path / "s.csv")
    importing.run_import(workspace, exercise_id, importing.inspect(path), activity="First")
    before = counts(workspace)
    renamed = path.rename(tmp_path / "renamed.csv")
    with pytest.raises(NotPossible, match=r"into “First” on .*, as “s\.csv”"):
        importing.run_import(workspace, exercise_id, importing.inspect(renamed), activity="Second")
    assert counts(workspace) == before

    same = importing.run_import(
        workspace, exercise_id, importing.inspect(renamed), activity="first"
    )
    assert (same.added, same.unchanged) == (0, 5)
    (record,) = importing.imports(workspace, exercise_id)
    importing.undo_import(workspace, record.id)
    again = importing.run_import(
        workspace, exercise_id, importing.inspect(renamed), activity="Second"
    )
    assert again.added == 5


def test_a_longer_export_adds_what_is_new(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """New choices join their question; groups are made for them; nothing doubles."""
    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))
    new = [
        "06",
        "2022-06-01",
        "Carers",
        "I welcome it",
        "Cost;",
        "1",
        "East",
        "65+",
        "",
        "",
        "",
        "Yes",
    ]
    longer = importing.inspect(write(tmp_path / "longer.csv", [*ROWS, new]))

    result = importing.run_import(workspace, exercise_id, longer)

    assert (result.added, result.unchanged) == (1, 5)
    assert len(importing.imports(workspace, exercise_id)) == 2
    assert counts(workspace)["question"] == 10
    assert column(workspace, "SELECT name FROM stakeholder_group")[-1] == "Carers"
    assert column(workspace, "SELECT count(*) FROM activity") == [1]


def test_repeated_ids_are_kept(workspace: Workspace, exercise_id: int, tmp_path: Path) -> None:
    survey = importing.inspect(write(tmp_path / "s.csv", [*ROWS, ROWS[0]]))

    result = importing.run_import(workspace, exercise_id, survey)

    assert result.added == 6
    assert [(problem.row, problem.column) for problem in result.problems] == [(7, "ID")]


def test_undo_and_redo_of_an_import(workspace: Workspace, exercise_id: int, tmp_path: Path) -> None:
    before = counts(workspace)
    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))
    after = counts(workspace)

    workspaces.undo(workspace)
    assert counts(workspace) == before
    workspaces.redo(workspace)
    assert counts(workspace) == after
    assert not workspaces.check(workspace)


def test_an_import_is_taken_out_as_a_whole_later(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """With the codings that were put on it since; and that can be undone."""
    before = counts(workspace)
    result = importing.run_import(
        workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv"))
    )
    _code_every_comment(workspace, exercise_id)
    full = counts(workspace)

    changes = importing.undo_import(workspace, result.import_id)

    assert changes
    assert counts(workspace) == {**before, "import_profile": 1}
    assert not workspaces.check(workspace)
    workspaces.undo(workspace)
    assert counts(workspace) == full
    assert not workspaces.check(workspace)


def test_taking_out_one_import_leaves_what_another_uses(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """A later export keeps questions, tags and activity, until it is taken out itself."""
    before = counts(workspace)
    first = importing.run_import(
        workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv", ROWS[:3]))
    )
    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))

    importing.undo_import(workspace, first.import_id)

    assert column(workspace, "SELECT source_id FROM response") == ["04", "05"]
    assert counts(workspace)["question"] == 10
    assert column(workspace, "SELECT position FROM response") == [None, "welcomed"]
    assert counts(workspace)["activity"] == 1
    assert not workspaces.check(workspace)
    with pytest.raises(NotPossible, match="not in this workspace any more"):
        importing.undo_import(workspace, first.import_id)
    (second,) = importing.imports(workspace, exercise_id)
    importing.undo_import(workspace, second.id)
    assert counts(workspace) == {**before, "import_profile": 1}


def test_what_an_officer_added_stays_though_an_undone_import_had_its_ids(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """SQLite gives ids again: a row belongs to the last action that stands, not to a former one."""
    survey = importing.inspect(write(tmp_path / "s.csv"))
    importing.run_import(workspace, exercise_id, survey)
    workspaces.undo(workspace)
    planning.add_group(workspace, exercise_id, "Pharmacists")
    result = importing.run_import(workspace, exercise_id, survey)
    last = planning.groups(workspace, exercise_id)[-1]
    planning.remove_group(workspace, exercise_id, last.id)
    planning.add_group(workspace, exercise_id, "Optometrists")
    assert planning.groups(workspace, exercise_id)[-1].id == last.id

    importing.undo_import(workspace, result.import_id)

    assert column(workspace, "SELECT name FROM stakeholder_group") == [
        "Pharmacists",
        "Optometrists",
    ]


def test_cancelling_leaves_no_trace(workspace: Workspace, exercise_id: int, tmp_path: Path) -> None:
    """At every report of progress that the import makes."""
    survey = importing.inspect(write(tmp_path / "s.csv"))
    before = counts(workspace)
    told: list[int] = []
    importing.run_import(workspace, exercise_id, survey, progress=lambda d, _: told.append(d))
    workspaces.undo(workspace)
    assert len(told) >= 5
    assert told == sorted(told)

    for stop_at in range(len(told)):
        seen = iter(range(len(told)))

        def stop(done: int, total: int, seen: Any = seen, stop_at: int = stop_at) -> None:
            if next(seen) == stop_at:
                raise Cancelled

        with pytest.raises(Cancelled):
            importing.run_import(workspace, exercise_id, survey, progress=stop)
        assert counts(workspace) == before


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04xl/ broken", b"ID,Why\n1,a\n2,b,c\n", b"a\x00b"]
)
def test_a_bad_file_leaves_the_workspace_as_it_was(
    workspace: Workspace, exercise_id: int, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(data)
    before = counts(workspace)

    with pytest.raises(SurveyFileError) as caught:
        importing.run_import(workspace, exercise_id, importing.inspect(path))

    assert caught.value.message.endswith(".")
    assert counts(workspace) == before


def test_another_survey_is_not_taken_for_this_one(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Its ids would look like responses that are here already."""
    importing.run_import(
        workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")), activity="Survey"
    )
    other = tmp_path / "other.csv"
    other.write_text("ID,Why not?\n01,because\n", encoding="utf-8")
    survey = importing.inspect(other)

    with pytest.raises(NotPossible, match="another survey"):
        importing.run_import(workspace, exercise_id, survey, activity="survey")
    assert importing.run_import(workspace, exercise_id, survey).added == 1
    with pytest.raises(NotPossible, match="no such activity"):
        importing.run_import(workspace, exercise_id, survey, activity=999)


def test_a_full_disk_is_a_sentence_and_leaves_no_trace(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """SQLite's own limit on pages stands in for the disk."""
    rows = [[f"{n:05}", *ROWS[n % 5][1:]] for n in range(2000)]
    survey = importing.inspect(write(tmp_path / "s.csv", rows))
    before = counts(workspace)
    (pages,) = workspace.connection.execute("PRAGMA page_count").fetchone()
    workspace.connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    with pytest.raises(EngageError, match="disk is full"):
        importing.run_import(workspace, exercise_id, survey)

    assert counts(workspace) == before


def _code_every_comment(workspace: Workspace, exercise_id: int) -> None:
    with workspace.acting("code", exercise_id) as action:
        theme = action.insert("theme", {"uid": "t", "exercise_id": exercise_id, "name": "Parking"})
        ids = column(workspace, "SELECT id FROM comment")
        action.insert_many(
            "coding",
            ("uid", "comment_id", "theme_id", "coder", "origin", "status"),
            ((f"c{key}", key, theme, "Test", "officer", "accepted") for key in ids),
        )
