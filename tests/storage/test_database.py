"""Opening a workspace file: nothing that was there before is lost, whatever the file is."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from building import contents

from engage_app.errors import WorkspaceError
from engage_app.services import workspace as workspaces
from engage_app.services.planning import add_exercise
from storage import database
from storage.identifiers import derived_uid
from storage.migrations import migrations

NOBODY = 65534
NOW = database.SCHEMA_VERSION
LATER = NOW + 1
ASIDE = f"work.before-version-{LATER}.engage"


def exercise_titles(connection: sqlite3.Connection) -> list[str]:
    return [title for (title,) in connection.execute("SELECT title FROM exercise ORDER BY id")]


def add_title(connection: sqlite3.Connection, title: str) -> None:
    connection.execute("INSERT INTO exercise (uid, title) VALUES (?, ?)", [title, title])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.engage"


@pytest.fixture
def extra_step(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One more migration, as a later version of Engage would bring; it runs the statements
    that the test puts into the list."""
    statements: list[str] = []
    known = list(migrations._migrations)
    monkeypatch.setattr(migrations, "_migrations", known)
    monkeypatch.setattr(database, "SCHEMA_VERSION", LATER)

    @migrations(name="9999_more")
    def more(db: object) -> None:
        for statement in statements:
            db.execute(statement)  # type: ignore[attr-defined]
        db.execute(f"PRAGMA user_version = {LATER}")  # type: ignore[attr-defined]

    return statements


def test_a_new_file_is_a_workspace(path: Path) -> None:
    """The header says so at once, write-ahead log or not: that is how Engage knows its files."""
    with closing(database.create(path)) as connection:
        header = path.read_bytes()[:100]
        mode = connection.execute("PRAGMA journal_mode").fetchone()
        safe = connection.execute("PRAGMA synchronous").fetchone()
        keys = connection.execute("PRAGMA foreign_keys").fetchone()
    assert int.from_bytes(header[68:72], "big") == database.APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == database.SCHEMA_VERSION
    assert (mode, safe, keys) == (("wal",), (2,), (1,))


def test_what_was_written_is_there_when_opened_again(path: Path) -> None:
    with closing(database.create(path)) as connection:
        add_title(connection, "Clinic move")
    with closing(database.open_existing(path)) as connection:
        assert exercise_titles(connection) == ["Clinic move"]


def test_an_open_file_can_be_opened_by_another_thread_or_program(path: Path) -> None:
    with closing(database.create(path)) as first, closing(database.open_existing(path)) as second:
        add_title(first, "Clinic move")
        assert exercise_titles(second) == ["Clinic move"]


def test_a_new_file_never_replaces_another(path: Path) -> None:
    path.write_text("minutes of the meeting")
    with pytest.raises(WorkspaceError, match="already a file"):
        database.create(path)
    assert path.read_text() == "minutes of the meeting"


@pytest.mark.parametrize("folder", ["missing", "a file/below"])
def test_a_folder_that_cant_be_written_gives_a_sentence(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(WorkspaceError, match="can't be created in that folder"):
        database.create(tmp_path / folder / "work.engage")


def test_a_missing_file_gives_a_sentence_and_is_not_made(path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no workspace called"):
        database.open_existing(path)
    assert not path.exists()


def another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE invoice (id INTEGER PRIMARY KEY)")


@pytest.mark.parametrize("kind", ["empty", "text", "magic alone", "another program's database"])
def test_a_foreign_file_is_refused_and_left_untouched(path: Path, kind: str) -> None:
    match kind:
        case "empty":
            path.touch()
        case "text":
            path.write_text("Respondent,Answer\n1,Yes\n" * 20)
        case "magic alone":
            path.write_bytes(b"SQLite format 3\x00")
        case _:
            another_database(path)
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="is not an Engage workspace"):
        database.open_existing(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_newer_file_is_refused_and_left_untouched(path: Path) -> None:
    with closing(database.create(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="newer version of Engage"):
        database.open_existing(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_newer_version_is_seen_in_the_log_of_a_crash(path: Path, tmp_path: Path) -> None:
    """After a crash what was done last is in the write-ahead log, not yet in the file."""
    with closing(database.create(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
        crashed = tmp_path / "crashed.engage"
        for end in ("", "-wal"):
            Path(f"{crashed}{end}").write_bytes(Path(f"{path}{end}").read_bytes())
    before = crashed.read_bytes()
    with pytest.raises(WorkspaceError, match="newer version of Engage"):
        database.open_existing(crashed)
    assert crashed.read_bytes() == before


def test_a_damaged_file_gives_a_sentence(path: Path) -> None:
    with closing(database.create(path)):
        pass
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(WorkspaceError, match="is damaged"):
        database.open_existing(path)


def test_a_file_cut_short_gives_a_sentence(path: Path) -> None:
    with closing(database.create(path)):
        pass
    path.write_bytes(path.read_bytes()[:6000])
    with pytest.raises(WorkspaceError, match="is damaged"):
        database.open_existing(path)


def test_a_full_disk_is_not_taken_for_damage(path: Path) -> None:
    """Opening needs some room beside the file; without it nobody should reach for a backup."""
    resource = pytest.importorskip("resource")
    with closing(database.create(path)):
        pass
    whole = path.read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(WorkspaceError, match="its disk is full or can't be reached"):
            database.open_existing(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == whole


def test_a_file_held_by_another_program_gives_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database._OPTIONS, "timeout", 0)
    with closing(database.create(path)):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceError, match="written by another program"):
            database.open_existing(path)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder whose rights bind the test, even where it runs as root."""
    if not hasattr(os, "geteuid"):
        pytest.skip("file rights work otherwise here")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shared"
        folder.mkdir()
        folder.parent.chmod(0o755)
        yield folder
        if os.geteuid() != os.getuid():
            os.seteuid(os.getuid())
        folder.chmod(0o755)


def test_a_folder_that_can_only_be_read_gives_a_sentence(shared_folder: Path) -> None:
    """The officer hears that the folder is the matter, not that the file is damaged."""
    path = shared_folder / "work.engage"
    with closing(database.create(path)):
        pass
    before = path.read_bytes()
    shared_folder.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(NOBODY)
    with pytest.raises(WorkspaceError, match="may not write to it or its folder"):
        database.open_existing(path)
    with pytest.raises(WorkspaceError, match="can't be created in that folder"):
        database.create(shared_folder / "new.engage")
    assert path.read_bytes() == before


def test_an_older_file_is_copied_aside_and_brought_up_to_date(
    path: Path, extra_step: list[str]
) -> None:
    older(path)
    extra_step.append("ALTER TABLE exercise ADD COLUMN district TEXT")
    with closing(database.open_existing(path)) as connection:
        assert exercise_titles(connection) == ["Clinic move"]
        assert connection.execute("SELECT district FROM exercise").fetchall() == [(None,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (LATER,)
        assert int.from_bytes(path.read_bytes()[60:64], "big") == LATER
    with closing(sqlite3.connect(path.with_name(ASIDE))) as copy:
        assert exercise_titles(copy) == ["Clinic move"]
        assert copy.execute("PRAGMA user_version").fetchone() == (NOW,)


def test_choices_of_the_first_version_are_known_alike_in_every_copy(path: Path) -> None:
    """Copies that were brought up to date apart have the same records."""
    with closing(sqlite3.connect(path)) as connection:
        import sqlite_utils

        db = sqlite_utils.Database(connection, execute_plugins=False)
        migrations.apply(db, stop_before="0002_planned_and_captured")
        add_title(connection, "Clinic move")
        connection.execute(
            "INSERT INTO question (uid, exercise_id, name, label, type, role)"
            " VALUES ('abc', 1, 'view', 'View', 'select_one', 'none')"
        )
        connection.execute("INSERT INTO choice (question_id, label) VALUES (1, 'Yes'), (1, 'No')")
        connection.commit()
    with closing(database.open_existing(path)) as connection:
        uids = dict(connection.execute("SELECT label, uid FROM choice").fetchall())
    assert uids == {label: derived_uid("abc", label) for label in ("Yes", "No")}


def test_a_file_is_brought_up_to_date_once(path: Path, extra_step: list[str]) -> None:
    older(path)
    extra_step.append("ALTER TABLE exercise ADD COLUMN district TEXT")
    for _ in range(2):
        with closing(database.open_existing(path)):
            pass
    with closing(sqlite3.connect(path.with_name(ASIDE))) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (NOW,)


@pytest.mark.usefixtures("extra_step")
def test_a_file_without_a_step_yet_takes_them_all(path: Path) -> None:
    """Version 0: only the mark of a workspace."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)")
        connection.execute("INSERT INTO note VALUES (1, 'kept')")
        connection.commit()
    with closing(database.open_existing(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (LATER,)
        assert connection.execute("SELECT words FROM note").fetchall() == [("kept",)]
    assert path.with_name(ASIDE).exists()


def test_a_failed_step_leaves_the_file_as_it_was(path: Path, extra_step: list[str]) -> None:
    """All missing steps are one transaction: a file is never left between two versions."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)")
    before = dump(path)
    extra_step += ["CREATE TABLE half (id INTEGER PRIMARY KEY)", "SELECT * FROM nowhere"]
    with pytest.raises(WorkspaceError):
        database.open_existing(path)
    assert dump(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    extra_step.pop()
    with closing(database.open_existing(path)) as connection:
        assert connection.execute("SELECT count(*) FROM half").fetchone() == (0,)


def test_an_older_file_is_not_touched_where_no_copy_can_be_put_aside(
    path: Path, extra_step: list[str]
) -> None:
    older(path)
    path.with_name(ASIDE).mkdir()
    extra_step.append("ALTER TABLE exercise ADD COLUMN district TEXT")
    before = dump(path)
    with pytest.raises(WorkspaceError, match="could not be copied"):
        database.open_existing(path)
    assert dump(path) == before


def test_a_backup_holds_everything_and_stands_alone(path: Path, tmp_path: Path) -> None:
    """One file, no log beside it: what an officer puts on a stick is whole."""
    workspace = workspaces.create(path)
    add_exercise(workspace, "Clinic move")
    database.backup(workspace.connection, tmp_path / "copy.engage")
    assert sorted(each.name for each in tmp_path.iterdir() if "copy" in each.name) == [
        "copy.engage"
    ]
    copy = workspaces.open_workspace(tmp_path / "copy.engage")
    assert contents(copy) == contents(workspace)
    copy.close()
    workspace.close()


def test_a_backup_that_doesnt_read_back_is_not_kept(path: Path, tmp_path: Path) -> None:
    with closing(database.create(path)) as connection, database.transaction(connection):
        for number in range(2000):
            add_title(connection, f"exercise {number}")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) - len(whole) // 2))
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(WorkspaceError, match="could not be copied"),
    ):
        database.backup(connection, tmp_path / "copy.engage")
    assert list(tmp_path.iterdir()) == [path]


def test_a_transaction_that_cant_be_finished_is_taken_back(path: Path) -> None:
    """A reference to nothing shows at the end only, where it is deferred; the next one works."""
    with closing(database.create(path)) as connection:
        with pytest.raises(sqlite3.IntegrityError):
            refer_to_nothing(connection)
        with database.transaction(connection):
            add_title(connection, "Clinic move")
        assert connection.execute("SELECT count(*) FROM choice").fetchone() == (0,)
        assert exercise_titles(connection) == ["Clinic move"]


def test_a_network_folder_gets_a_rollback_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(database.create(path)) as connection:
        add_title(connection, "Clinic move")
    monkeypatch.setattr(database, "on_network", lambda _: True)
    with closing(database.open_existing(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert exercise_titles(connection) == ["Clinic move"]


def refer_to_nothing(connection: sqlite3.Connection) -> None:
    with database.transaction(connection):
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("INSERT INTO choice (question_id, label) VALUES (99, 'Yes')")


def older(path: Path) -> None:
    """A file of today's version with an exercise, as it is there for a later Engage."""
    with closing(sqlite3.connect(path)) as connection:
        import sqlite_utils

        migrations.apply(
            sqlite_utils.Database(connection, execute_plugins=False), stop_before="9999_more"
        )
        add_title(connection, "Clinic move")
        connection.commit()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_what_another_process_does_leaves_this_one_its_locks(path: Path) -> None:
    """A command beside the open window must not take the write-ahead log for its own to remove:
    it would, if opening a second connection here had dropped the locks of the first."""
    look = (
        "import sys; from pathlib import Path; from storage import database;"
        "connection = database.open_existing(Path(sys.argv[1]));"
        "print([title for (title,) in connection.execute('SELECT title FROM exercise')]);"
        "connection.close()"
    )

    def from_outside() -> str:
        command = [sys.executable, "-c", look, str(path)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    with closing(database.create(path)) as window:
        with closing(database.open_existing(path)):
            pass
        assert from_outside() == "[]"
        window.execute("INSERT INTO exercise (uid, title) VALUES ('1', 'Clinic move')")
        assert path.with_name(path.name + "-wal").exists()
        assert from_outside() == "['Clinic move']"
