"""`kill -9` in the middle of an import: every finished action is there, and none of the import."""

import subprocess
import sys
from pathlib import Path

import pytest

from engage_app.services import importing, planning
from engage_app.services import workspace as workspaces

ROWS = 3000
SCHEMA = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
IMPORTER = """
import sys
from pathlib import Path
from engage_app.services import importing, workspace as workspaces
from storage import bulk

bulk.MANY = 1  # indexes and the search trigger go and come again, as for 100,000 responses
place, survey, exercise, share = sys.argv[1:]
opened = workspaces.open_workspace(Path(place))

def wait_at_the_point(done, total):
    if done >= float(share) * total:
        print("here", flush=True)
        sys.stdin.read()  # until it is killed

importing.run_import(
    opened, int(exercise), importing.inspect(Path(survey)), progress=wait_at_the_point
)
"""


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 1.0])
def test_kill_in_the_middle_of_an_import(tmp_path: Path, share: float) -> None:
    """At four points, the last one just before the commit."""
    opened = workspaces.create(tmp_path / "work.engage", officer="Test Officer")
    exercise = planning.add_exercise(opened, "Moving the clinic").created
    assert exercise
    planning.add_group(opened, exercise, "Hospices")
    schema = opened.connection.execute(SCHEMA).fetchall()
    opened.close()
    survey = tmp_path / "survey.csv"
    lines = [f"{n},Hospices,North,Because of reason {n} and no other" for n in range(ROWS)]
    survey.write_text("\n".join(["ID,Stakeholder group,Place,Why?", *lines]), encoding="utf-8")

    _import_and_kill(opened.path, survey, exercise, share)

    reopened = workspaces.open_workspace(opened.path, officer="Test Officer")
    connection = reopened.connection
    assert connection.execute(SCHEMA).fetchall() == schema
    assert connection.execute("SELECT name FROM stakeholder_group").fetchall() == [("Hospices",)]
    for table in ("activity", "survey_import", "question", "respondent", "response", "comment"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert not workspaces.check(reopened)
    assert (
        workspaces.undo_label(reopened)
        == connection.execute("SELECT label FROM action ORDER BY id DESC LIMIT 1").fetchone()[0]
    )
    assert importing.run_import(reopened, exercise, importing.inspect(survey)).added == ROWS
    reopened.close()


def _import_and_kill(workspace: Path, survey: Path, exercise: int, share: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(workspace), str(survey), str(exercise), str(share)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == b"here"
        process.kill()
        process.wait()
