"""Taking an exercise along: what a colleague needs for capturing, and no more."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from building import Small, add_response

from engage_app.errors import NotPossible, WorkspaceError
from engage_app.services import codebook, merging, planning
from engage_app.services import workspace as workspaces
from storage.identifiers import new_uid


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        tables = (
            *("question", "choice", "theme", "stakeholder_group", "place", "activity"),
            *("response", "comment", "respondent", "action", "record_version"),
        )
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
        }


def test_a_package_holds_the_plan_and_no_responses(small: Small, tmp_path: Path) -> None:
    """Not in a free page of the file either, nor in its trail."""
    planning.add_exercise(small.workspace, title="Another, not for them")
    path = merging.take_along(small.workspace, small.exercise, tmp_path / "table two")
    assert path.name == "table two.engage"
    found = counts(path)
    assert (found["question"], found["choice"], found["theme"]) == (4, 4, 3)
    assert not any(found[table] for table in ("response", "comment", "respondent", "action"))
    content = path.read_bytes()
    assert b"Parking is hard" not in content
    assert b"Another, not for them" not in content
    assert [each.name for each in tmp_path.iterdir() if "table two" in each.name] == [path.name]


def test_what_is_captured_into_a_package_comes_home(small: Small, tmp_path: Path) -> None:
    """And into an empty workspace as well: a package stands alone."""
    codebook.edit_theme(small.workspace, small.exercise, small.themes["Trust"], name="Belief")
    path = merging.take_along(small.workspace, small.exercise, tmp_path / "along.engage")
    along = workspaces.open_workspace(path, "Colleague")
    with along.acting("capture") as action:
        add_response(action, small, view="said at table two", workshop=True, group="Residents")
    codebook.add_theme(along, small.exercise, name="Buses")
    along.close()
    result = merging.bring_together(small.workspace, [path])
    assert result.added["comments"] == 1
    assert result.added["themes"] == 1
    assert result.changed == result.removed == {}
    assert not result.conflicts
    empty = workspaces.create(tmp_path / "empty.engage", "Officer")
    merging.bring_together(empty, [path])
    merging.bring_together(empty, [small.workspace.path])
    assert merging.full_export(empty) == merging.full_export(small.workspace)
    empty.close()


def personal(small: Small) -> None:
    """Give the first response what is never taken along."""
    with small.workspace.acting("personal", small.exercise) as action:
        document = action.insert(
            "document",
            {
                "uid": new_uid(),
                "activity_id": small.activities["survey"],
                "file_name": "letter.docx",
                "file_size": 9,
                "sha256": "0" * 64,
                "media_type": "text/plain",
                "added_at": "2026-01-05",
                "content": b"the letter",
            },
        )
        action.update("response", small.responses[0], {"document_id": document})
        (person,) = action.connection.execute("SELECT min(id) FROM respondent").fetchone()
        key = new_uid()
        action.update("respondent", person, {"equality_key": key})
        row = {"equality_key": key, "question_id": small.questions["role"]}
        action.insert("equality_answer", {**row, "choice_id": small.choices["Surgery"]})
        detail = {"respondent_id": person, "kind": "email", "value": "jo@example.org"}
        action.insert("contact_detail", detail)


def test_with_responses_what_is_personal_still_stays_at_home(small: Small, tmp_path: Path) -> None:
    """And nothing of it is lost when the package comes back, changed or not."""
    personal(small)
    before = merging.full_export(small.workspace)
    path = merging.take_along(
        small.workspace, small.exercise, tmp_path / "along.engage", with_responses=True
    )
    assert counts(path)["comment"] == 5
    with closing(sqlite3.connect(path)) as connection:
        for table in ("document", "contact_detail", "equality_answer", "photo"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert merging.bring_together(small.workspace, [path]).unchanged
    along = workspaces.open_workspace(path, "Colleague")
    with along.acting("change", small.exercise) as action:
        action.update("response", small.responses[0], {"position": "concern"})
    along.close()
    result = merging.bring_together(small.workspace, [path])
    assert result.changed == {"responses": 1}
    assert not result.conflicts
    after = merging.full_export(small.workspace)
    changed = [each for each in after["response"] if each not in before["response"]]
    assert [(each["position"], bool(each["document_id"])) for each in changed] == [
        ("concern", True)
    ]
    assert after["respondent"] == before["respondent"]


def test_a_package_never_takes_the_place_of_a_file(small: Small, tmp_path: Path) -> None:
    path = tmp_path / "notes.engage"
    path.write_text("minutes")
    with pytest.raises(WorkspaceError, match="already a file"):
        merging.take_along(small.workspace, small.exercise, path)
    assert path.read_text() == "minutes"
    with pytest.raises(NotPossible):
        merging.take_along(small.workspace, 99, tmp_path / "none.engage")
    with pytest.raises(WorkspaceError, match=r"could not be written|can't be created"):
        merging.take_along(small.workspace, small.exercise, tmp_path / "no folder" / "x.engage")
    assert not (tmp_path / "none.engage").exists()
