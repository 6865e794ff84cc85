"""Opening a workspace: refuse what is foreign or newer, copy aside, migrate.

Reads and writes go through `sqlite3` itself. sqlite-utils brings the migrations and is imported
only when there is one to run: it imports pandas, 0.5 s that an officer would wait for at start.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engage_app.errors import WorkspaceError
from storage.connection import Connection, said
from storage.network import on_network

APPLICATION_ID = 0x456E6761  # "Enga", in the file's header
SCHEMA_VERSION = 4  # how many migrations have shipped
PATIENCE = 10_000  # milliseconds a writer waits for another one
_OPTIONS: dict[str, Any] = {
    "factory": Connection,
    "isolation_level": None,
    "timeout": PATIENCE / 1000,
    "check_same_thread": False,
}


def create(path: Path) -> sqlite3.Connection:
    """Make a new workspace file and open it.

    Raises:
        WorkspaceError: a file is there already, or the folder can't be written.
    """
    if path.exists():
        raise WorkspaceError(
            f"There is already a file called “{path.name}” in that folder.",
            action="Choose another name, or open that workspace instead.",
        )
    try:
        with _closed_on_failure(sqlite3.connect(path, **_OPTIONS)) as connection:
            _migrate(connection)  # before the write-ahead log: a new file is whole from the start
            _prepare(connection, path)
    except sqlite3.OperationalError as error:
        with contextlib.suppress(OSError):
            path.unlink()  # it wasn't there before, and there is nothing in it
        raise WorkspaceError(
            f"“{path.name}” can't be created in that folder.",
            action="Choose a folder you can save to, with some free space.",
            detail=said(error),
        ) from error
    return connection


def open_existing(path: Path) -> sqlite3.Connection:
    """Open a workspace, bringing an older one up to date after copying it aside.

    Raises:
        WorkspaceError: there is no such file, it is no workspace, it is damaged or can't be
            written, or a newer Engage wrote it.
    """
    version = _version_of(path)
    try:
        with _closed_on_failure(sqlite3.connect(path, **_OPTIONS)) as connection:
            _prepare(connection, path)
            if version < SCHEMA_VERSION:
                aside = f"{path.stem}.before-version-{SCHEMA_VERSION}.engage"
                backup(connection, path.with_name(aside))
                _migrate(connection)
                # So that the header says the version, and whoever reads no more than that knows.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from error
    return connection


def check_readable(path: Path) -> None:
    """Look at a file's header, and change nothing of it.

    Raises:
        WorkspaceError: there is no such file, it is no workspace, or a newer Engage wrote it.
    """
    _version_of(path)


def bring_up_to_date(copy: Path) -> None:
    """Migrate a file that is nobody's but ours, without the log that an open workspace has.

    Raises:
        WorkspaceError: it is damaged.
    """
    try:
        with contextlib.closing(sqlite3.connect(copy, **_OPTIONS)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version < SCHEMA_VERSION:
                _migrate(connection)
    except sqlite3.DatabaseError as error:
        raise _unreadable(copy, error) from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of what is written inside, or none of it.

    BEGIN IMMEDIATE takes the write lock at once, so that two writers queue (the busy timeout)
    where a plain BEGIN would fail when the second one first writes.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")  # may fail too: a full disk, a reference to nothing
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def waiting_at_most(connection: sqlite3.Connection, milliseconds: int) -> Iterator[None]:
    """Inside, whatever finds the file locked gives up after so long, not after `PATIENCE`."""
    connection.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")


def backup(connection: sqlite3.Connection, to: Path) -> None:
    """Copy the open workspace to `to` (SQLite's online backup) and check the copy by opening it.

    Raises:
        WorkspaceError: the copy can't be written or doesn't read back whole.
    """
    part = to.with_name(to.name + ".part")
    try:
        discard(part)
        with contextlib.closing(sqlite3.connect(part)) as copy:
            copy.execute("PRAGMA locking_mode = EXCLUSIVE")  # works on a network folder too
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        with contextlib.closing(sqlite3.connect(part)) as copy:
            (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            discard(part)
        raise WorkspaceError(
            f"The workspace could not be copied to “{to.name}”.",
            action="Check that the folder can be written and has free space, then try again.",
            detail=str(error),
        ) from error


def discard(part: Path) -> None:
    """Remove an unfinished file, with what SQLite put beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def _version_of(path: Path) -> int:
    """The schema version of the file, read without changing a byte of it."""
    if not path.is_file():
        raise WorkspaceError(
            f"There is no workspace called “{path.name}” there any more.",
            action="Check whether it was moved or renamed, and open it from where it is now.",
        )
    application, version = _in_header(path)
    if version <= SCHEMA_VERSION:
        application, version = _logged(path, application, version)
    if application != APPLICATION_ID:
        raise WorkspaceError(
            f"“{path.name}” is not an Engage workspace.",
            action="Choose a file whose name ends in .engage. To bring in a survey, use Import.",
        )
    if version > SCHEMA_VERSION:
        raise WorkspaceError(
            f"“{path.name}” was written by a newer version of Engage and has been left untouched.",
            action="Open it with that version, or update Engage on this computer.",
        )
    return version


def _in_header(path: Path) -> tuple[int, int]:
    """The application and version that the file's header names; (0, 0) for what is no database.

    Through SQLite, never through a file of our own: closing one would drop the locks that another
    connection of this process holds on the workspace (POSIX), and what that one then writes could
    be lost.
    """
    address = path.absolute().as_uri() + "?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as reader:
            (application,) = reader.execute("PRAGMA application_id").fetchone()
            (version,) = reader.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError as error:
        raise WorkspaceError(
            f"“{path.name}” can't be read.",
            action="Check that you may open it, and that its drive is connected.",
            detail=str(error),
        ) from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            return 0, 0
        return APPLICATION_ID, SCHEMA_VERSION  # damaged: whoever opens it says so
    return application, version


def _logged(path: Path, application: int, version: int) -> tuple[int, int]:
    """What the file's header will say once the write-ahead log beside it is brought in.

    After a crash the log holds what was done last; a file that is open here has one too.
    """
    log = path.with_name(path.name + "-wal")
    if application not in (0, APPLICATION_ID) or not log.exists() or not log.stat().st_size:
        return application, version
    with contextlib.suppress(sqlite3.Error):
        address = path.absolute().as_uri() + "?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=10)) as reader:
            (application,) = reader.execute("PRAGMA application_id").fetchone()
            (version,) = reader.execute("PRAGMA user_version").fetchone()
    return application, version


@contextlib.contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # Write-ahead logging needs shared memory, which a network folder doesn't give.
    mode = "DELETE" if on_network(path) else "WAL"
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("SELECT count(*) FROM sqlite_schema")  # a damaged file fails here


def _migrate(connection: sqlite3.Connection) -> None:
    """Take every step that is missing: all of them or, on error, none."""
    import sqlite_utils

    from storage.migrations import migrations

    db = sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)
    with transaction(connection):
        migrations.apply(db)


def _unreadable(path: Path, error: sqlite3.Error) -> WorkspaceError:
    words = said(error)
    if "locked" in words:
        return WorkspaceError(
            f"“{path.name}” is being written by another program.",
            action="Close it there, then try again.",
            detail=words,
        )
    if "readonly" in words or "unable to open" in words:
        return WorkspaceError(
            f"“{path.name}” can't be opened, because Engage may not write to it or its folder.",
            action="Copy the workspace to a folder you can save to, and open it there.",
            detail=words,
        )
    if "full" in words:
        return WorkspaceError(
            f"“{path.name}” can't be opened, because the disk is full.",
            action="Free some space, then try again.",
            detail=words,
        )
    if "disk i/o" in words.lower():  # no room for the log beside it, or a drive gone
        return WorkspaceError(
            f"“{path.name}” can't be opened, because its disk is full or can't be reached.",
            action="Check that its drive is connected and has free space, then try again.",
            detail=words,
        )
    return WorkspaceError(
        f"“{path.name}” is damaged and can't be opened.",
        action="Open your latest backup; keep this file for your IT support.",
        detail=words,
    )
