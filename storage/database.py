"""Opening a workspace: refuse what is foreign or newer, copy aside, migrate.

Reads and writes go through `sqlite3` itself. sqlite-utils brings the migrations and is imported
only when there is one to run: it imports pandas, 0.5 s that an officer would wait for at start.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from engage_app.errors import WorkspaceError
from storage.network import on_network

APPLICATION_ID = 0x456E6761  # "Enga", in the file's header
SCHEMA_VERSION = 1  # how many migrations have shipped
_SQLITE_HEADER = b"SQLite format 3\x00"


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
        connection = _connect(path)
        _migrate(connection)
    except sqlite3.OperationalError as error:
        raise WorkspaceError(
            f"“{path.name}” can't be created in that folder.",
            action="Choose a folder you can save to, with some free space.",
            detail=str(error),
        ) from error
    return connection


def open_existing(path: Path) -> sqlite3.Connection:
    """Open a workspace, bringing an older one up to date after copying it aside.

    Raises:
        WorkspaceError: there is no such file, it is no workspace, or a newer Engage wrote it.
    """
    version = _version_of(path)
    try:
        connection = _connect(path)
        if version < SCHEMA_VERSION:
            backup(
                connection, path.with_name(f"{path.stem}.before-version-{SCHEMA_VERSION}.engage")
            )
            _migrate(connection)
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from error
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of what is written inside, or none of it.

    BEGIN IMMEDIATE takes the write lock at once, so that two writers queue (the busy timeout)
    where a plain BEGIN would fail when the second one first writes.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    else:
        connection.execute("COMMIT")


def backup(connection: sqlite3.Connection, to: Path) -> None:
    """Copy the open workspace to `to` (SQLite's online backup) and check the copy by opening it.

    Raises:
        WorkspaceError: the copy can't be written or doesn't read back whole.
    """
    part = to.with_name(to.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
        if verdict != "ok":
            raise WorkspaceError("The copy could not be read back.", detail=verdict)
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise WorkspaceError(
            f"The workspace could not be copied to “{to.name}”.",
            action="Check that the folder can be written and has free space, then try again.",
            detail=str(error),
        ) from error


def _version_of(path: Path) -> int:
    """The schema version in the file, read without changing a byte of it."""
    if not path.is_file():
        raise WorkspaceError(
            f"There is no workspace called “{path.name}” there any more.",
            action="Check whether it was moved or renamed, and open it from where it is now.",
        )
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise WorkspaceError(
            f"“{path.name}” can't be read.",
            action="Check that you may open it, and that its drive is connected.",
            detail=str(error),
        ) from error
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(_SQLITE_HEADER) or application != APPLICATION_ID:
        raise WorkspaceError(
            f"“{path.name}” is not an Engage workspace.",
            action="Choose a file whose name ends in .engage. To bring in a survey, use Import.",
        )
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise WorkspaceError(
            f"“{path.name}” was written by a newer version of Engage and has been left untouched.",
            action="Open it with that version, or update Engage on this computer.",
        )
    return version


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    # Write-ahead logging needs shared memory, which a network folder doesn't give.
    mode = "DELETE" if on_network(path) else "WAL"
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -32000")
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    import sqlite_utils

    from storage.migrations import migrations

    migrations.apply(sqlite_utils.Database(connection, execute_plugins=False))


def _unreadable(path: Path, error: sqlite3.Error) -> WorkspaceError:
    if "locked" in str(error):
        return WorkspaceError(
            f"“{path.name}” is being written by another program.",
            action="Close it there, then try again.",
            detail=str(error),
        )
    return WorkspaceError(
        f"“{path.name}” is damaged and can't be opened.",
        action="Open your latest backup; keep this file for your IT support.",
        detail=str(error),
    )
