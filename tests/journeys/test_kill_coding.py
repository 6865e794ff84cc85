"""A process that is killed outright: every finished action is there, nothing of the unfinished.

The processes kill themselves in the middle of an open action, after rows were written, so that
the moment is the same every time.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from building import contents, small_exercise

from engage_app.services import browsing, coding
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage import database, trail

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")

ROOT = Path(__file__).resolve().parents[2]
PRELUDE = """
import os, signal, sys
from pathlib import Path

def die():
    os.kill(os.getpid(), signal.SIGKILL)

path = Path(sys.argv[1])
"""

CODING = """
from engage_app.services import coding, workspace as workspaces

workspace = workspaces.open_workspace(path, "Officer")
execute = workspace.connection.execute
themes = [key for (key,) in execute("SELECT id FROM theme ORDER BY id")]
comments = [key for (key,) in execute("SELECT id FROM comment ORDER BY id")]
for theme in themes:
    coding.add_coding(workspace, comments, theme)
    print(theme, flush=True)
with workspace.acting("put codings and words aside") as action:
    action.defer_references()
    action.delete_by("coding", "theme_id", themes)
    action.update_many("comment", {key: {"text": "gone"} for key in comments})
    rows = ((f"uid {n}", 1, 1, "new words " * 50) for n in range(20_000))
    action.insert_many("comment", ("uid", "response_id", "question_id", "text"), rows)
    print("open", flush=True)
    die()
"""

UNDOING = """
from engage_app.services import workspace as workspaces
from storage import turning

workspace = workspaces.open_workspace(path, "Officer")
apply = turning._apply

def apply_and_die(*arguments, **options):
    apply(*arguments, **options)
    print("open", flush=True)
    die()

turning._apply = apply_and_die
workspaces.undo(workspace)
"""

MIGRATING = """
from storage import database
from storage.migrations import migrations

database.SCHEMA_VERSION = 2

@migrations(name="0002_more")
def more(db):
    db.execute("ALTER TABLE exercise ADD COLUMN district TEXT")
    db.execute("UPDATE exercise SET title = 'half-way', district = 'Wyre'")
    db.execute("CREATE TABLE half (id INTEGER PRIMARY KEY)")
    db.execute("PRAGMA user_version = 2")
    if len(sys.argv) > 2:
        print("open", flush=True)
        die()

database.open_existing(path).close()
"""

CREATING = """
from storage import database
from engage_app.services import planning, workspace as workspaces

workspace = workspaces.create(path, "Officer")
planning.add_exercise(workspace, "Clinic move")
print("open", flush=True)
die()
"""


def killed(program: str, path: Path, *arguments: str) -> list[str]:
    """Run a program that kills itself; what it had said by then."""
    done = run(program, path, *arguments)
    assert done.returncode == -signal.SIGKILL, done.stderr
    said = done.stdout.split()
    assert said[-1] == "open"
    return said[:-1]


def run(program: str, path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PRELUDE + textwrap.dedent(program), str(path), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with a small exercise, closed."""
    workspace = workspaces.create(tmp_path / "work.engage", "Officer")
    small_exercise(workspace)
    workspace.close()
    return tmp_path / "work.engage"


def reopened(path: Path) -> Workspace:
    """The workspace as the officer finds it, and it is whole."""
    workspace = workspaces.open_workspace(path, "Officer")
    assert workspaces.check(workspace) == []
    return workspace


def test_killed_while_coding(path: Path) -> None:
    """Every theme that was put on is on every comment; nothing is put aside."""
    finished = killed(CODING, path)
    workspace = reopened(path)
    rows = browsing.comment_rows(workspace, browsing.comment_ids(workspace, 1))
    assert len(finished) == 3
    assert [len(row.themes) for row in rows] == [3] * 5
    assert rows[0].text.startswith("Parking is hard")
    assert workspaces.undo_label(workspace) == "code comments"
    workspace.close()


def test_work_goes_on_after_a_kill(path: Path) -> None:
    killed(CODING, path)
    workspace = reopened(path)
    begun = contents(workspace)
    coding.apply_rules(workspace, 1)
    ids = browsing.comment_ids(workspace, 1)
    coding.add_coding(workspace, ids[:1], 1)
    for _ in range(3):
        assert workspaces.undo(workspace).label == "code comments"
    assert contents(workspace)["coding"] == []
    for _ in range(3):
        assert workspaces.redo(workspace)
    assert contents(workspace) == begun
    workspace.close()


def test_killed_while_undoing(path: Path) -> None:
    """The action is still done, and can be undone."""
    before = opened_contents(path)
    killed(UNDOING, path)
    workspace = reopened(path)
    assert contents(workspace) == before
    assert trail.undo_label(workspace.connection) == "bring in responses"
    assert workspaces.undo(workspace)
    assert browsing.comment_ids(workspace, 1) == []
    workspace.close()


def test_killed_right_after_a_new_workspace_was_made(tmp_path: Path) -> None:
    """What the write-ahead log alone holds is a workspace too."""
    path = tmp_path / "new.engage"
    killed(CREATING, path)
    workspace = reopened(path)
    titles = workspace.connection.execute("SELECT title FROM exercise").fetchall()
    assert titles == [("Clinic move",)]
    workspace.close()


@pytest.mark.parametrize("crashed_before", [False, True], ids=["closed", "crashed before"])
def test_killed_while_migrating(path: Path, crashed_before: bool) -> None:
    """The file is at its old version, whole, with a copy aside; then it migrates."""
    if crashed_before:
        killed(CODING, path)
    before = opened_contents(path)
    killed(MIGRATING, path, "die")
    assert opened_contents(path) == before
    copy = path.with_name("work.before-version-2.engage")
    assert opened_contents(copy) == before

    done = run(MIGRATING, path)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        districts = connection.execute("SELECT title, district FROM exercise").fetchall()
    assert districts == [("half-way", "Wyre")]
    assert opened_contents(copy) == before


def opened_contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the file holds, at this version of Engage; a copy is looked at, so that the
    write-ahead log of a crash stays where it is for who comes next."""
    aside = path.with_name("looked-at.engage")
    for end in ("", "-wal"):
        left = Path(f"{path}{end}")
        if left.exists():
            Path(f"{aside}{end}").write_bytes(left.read_bytes())
    workspace = reopened(aside)
    version = workspace.connection.execute("PRAGMA user_version").fetchone()
    assert version == (database.SCHEMA_VERSION,)
    found = contents(workspace)
    workspace.close()
    aside.unlink()
    return found
