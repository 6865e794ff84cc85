"""What an officer is shown of files to bring together, and of versions to choose between."""

from datetime import datetime
from pathlib import Path

import pytest
from building import Small

from engage_app.errors import NotPossible
from engage_app.services import codebook, merging, planning, together
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


@pytest.fixture
def package(small: Small, tmp_path: Path) -> Path:
    """The exercise, taken along; a colleague called Parking otherwise."""
    path = merging.take_along(small.workspace, small.exercise, tmp_path / "ann.engage")
    laptop = workspaces.open_workspace(path, "Ann")
    (listed,) = planning.exercises(laptop)
    (parking,) = laptop.connection.execute("SELECT id FROM theme WHERE name = 'Parking'").fetchone()
    codebook.edit_theme(laptop, listed.exercise.id, parking, name="Parking places")
    laptop.close()
    return path


def test_what_cannot_be_read_does_not_keep_the_others_from_being_looked_at(
    small: Small, package: Path, tmp_path: Path
) -> None:
    missing, text = tmp_path / "gone.engage", tmp_path / "notes.engage"
    text.write_text("not a workspace")
    found = together.look(small.workspace, [missing, package, text])
    assert found.paths == [package]
    assert [each.path for each in found.refused] == [missing, text]
    assert "is not an Engage workspace" in found.refused[1].error.message
    assert found.result is not None
    assert found.result.changed == {"themes": 1}


def test_files_none_of_which_can_be_read_have_no_result(workspace: Workspace) -> None:
    found = together.look(workspace, [workspace.path])
    assert found.result is None
    assert found.paths == []
    assert isinstance(found.refused[0].error, NotPossible)


def test_who_made_a_version_is_known_only_of_what_was_made_here(
    small: Small, package: Path
) -> None:
    workspace = small.workspace
    before = datetime.now().astimezone()
    codebook.edit_theme(workspace, small.exercise, small.themes["Parking"], name="Car parks")
    merging.bring_together(workspace, [package])
    (conflict,) = merging.conflicts(workspace)
    made = {
        dict(version.fields)["name"]: together.made(workspace, conflict, version)
        for version in conflict.versions
    }
    assert made["Car parks"].who == workspace.officer
    at = made["Car parks"].at
    assert at is not None
    assert abs((at - before).total_seconds()) < 60
    assert made["Parking places"].who == ""
    assert made["Parking places"].at is not None
