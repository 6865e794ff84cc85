"""The open workspace: new, open, recent, copy, check, undo and redo."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from engage_app import settings
from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible, WorkspaceBusy, WorkspaceError
from storage import database, integrity, trail, turning
from storage.connection import said
from storage.trail import Action

SUFFIX = ".engage"
A_BLINK = 150  # milliseconds that a window may stand still


class Workspace:
    """One open workspace file. Each thread reads and writes through a connection of its own.

    Args:
        path: the file.
        officer: whose name codings and actions bear.
    """

    def __init__(self, path: Path, officer: str, connection: sqlite3.Connection) -> None:
        self.path = path
        self.officer = officer
        self._local = threading.local()
        self._local.connection = connection
        self._connections = [connection]
        self._lock = threading.Lock()

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = database.open_existing(self.path)
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @contextlib.contextmanager
    def acting(
        self,
        label: str,
        exercise_id: int | None = None,
        *,
        automatic: bool = False,
        undoable: bool = True,
        bulk: bool = False,
    ) -> Iterator[Action]:
        """One action of the officer: wholly written and undoable, or not at all.

        Args:
            automatic: Engage does it by itself; undo takes it back with what the officer did last.
            undoable: False for what is worked out from other things: undo passes over it.
            bulk: it may add very many rows, and takes none away.

        Raises:
            WorkspaceError: the disk is full, or the file can't be written.
            NotPossible: what the action needs was taken away meanwhile.
        """
        try:
            with trail.acting(
                self.connection,
                label,
                who=trail.AUTOMATIC if automatic else self.officer,
                exercise_id=exercise_id,
                undoable=undoable,
                bulk=bulk,
            ) as action:
                yield action
        except sqlite3.OperationalError as error:
            raise _not_written(self.path, error) from error
        except sqlite3.IntegrityError as error:
            raise _changed_meanwhile(error) from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction outside the trail of actions, for what no officer did: a draft.

        Raises:
            WorkspaceError: the disk is full, or the file can't be written.
        """
        try:
            with database.transaction(self.connection) as connection:
                yield connection
        except sqlite3.OperationalError as error:
            raise _not_written(self.path, error) from error

    @contextlib.contextmanager
    def hurrying(self) -> Iterator[None]:
        """Inside, the calling thread waits no longer than `A_BLINK` for another writer.

        Raises:
            WorkspaceBusy: the other one was still at it; nothing was written.
        """
        try:
            with database.waiting_at_most(self.connection, A_BLINK):
                yield
        except sqlite3.OperationalError as error:  # of a look at the file before writing
            raise _not_written(self.path, error) from error

    def close(self) -> None:
        """Close every connection; what was done is on disk already."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()


def create(path: Path, officer: str = "") -> Workspace:
    """Make a new, empty workspace and open it.

    Raises:
        WorkspaceError: the file exists, or the folder can't be written.
    """
    path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    workspace = Workspace(path, officer or settings.load().officer, database.create(path))
    remember(path)
    return workspace


def open_workspace(path: Path, officer: str = "") -> Workspace:
    """Open a workspace.

    Raises:
        WorkspaceError: it isn't there, is no workspace, is damaged, or a newer Engage wrote it.
    """
    workspace = Workspace(path, officer or settings.load().officer, database.open_existing(path))
    remember(path)
    return workspace


def copy(workspace: Workspace, to: Path) -> Path:
    """Copy the workspace, whole and checked, to a file that isn't there yet.

    Raises:
        WorkspaceError: there is a file of that name, or it can't be written.
    """
    to = to if to.suffix == SUFFIX else to.with_name(to.name + SUFFIX)
    if to.exists():
        raise WorkspaceError(
            f"There is already a file called “{to.name}” in that folder.",
            action="Choose another name.",
        )
    database.backup(workspace.connection, to)
    return to


def remember(path: Path) -> None:
    """Put a workspace first among the recent ones; a settings folder that can't be written is no
    reason to stop."""
    chosen = settings.load()
    here = str(path.absolute())
    others = tuple(recent for recent in chosen.recent if recent != here)
    with contextlib.suppress(OSError):
        settings.save(replace(chosen, recent=(here, *others)[: settings.RECENT_LIMIT]))


def recent() -> list[Path]:
    """Workspaces opened lately that are still there, latest first."""
    return [Path(path) for path in settings.load().recent if Path(path).is_file()]


def check(workspace: Workspace) -> list[str]:
    """What is wrong with the file, in sentences; nothing wrong, an empty list."""
    return integrity.faults(workspace.connection)


def undo(workspace: Workspace) -> Changes:
    """Take back the last action; empty Changes where there is none."""
    return _turning(workspace, turning.undo)


def redo(workspace: Workspace) -> Changes:
    """Do the last undone action again; empty Changes where there is none."""
    return _turning(workspace, turning.redo)


def undo_label(workspace: Workspace) -> str | None:
    """What the next undo takes back, or None."""
    return turning.undo_label(workspace.connection)


def redo_label(workspace: Workspace) -> str | None:
    """What the next redo does again, or None."""
    return turning.redo_label(workspace.connection)


def undo_size(workspace: Workspace) -> int:
    """About how many rows the next undo writes."""
    return turning.undo_size(workspace.connection)


def redo_size(workspace: Workspace) -> int:
    """About how many rows the next redo writes."""
    return turning.redo_size(workspace.connection)


def _turning(workspace: Workspace, turn: Callable[[sqlite3.Connection], Changes]) -> Changes:
    try:
        return turn(workspace.connection)
    except sqlite3.OperationalError as error:
        raise _not_written(workspace.path, error) from error
    except sqlite3.IntegrityError as error:
        raise _changed_meanwhile(error) from error


def _changed_meanwhile(error: sqlite3.Error) -> NotPossible:
    return NotPossible(
        "Something that this refers to was changed or removed meanwhile, so it was not saved.",
        action="Look at it again, then try once more.",
        detail=str(error),
    )


def _not_written(path: Path, error: sqlite3.Error) -> WorkspaceError:
    words = said(error)
    if "full" in words:
        return WorkspaceError(
            "The disk is full, so this was not saved. Everything saved before is still there.",
            action="Free some space, then try again.",
            detail=words,
        )
    if "locked" in words or "busy" in words:
        return WorkspaceBusy(
            f"Another program is writing to “{path.name}”, so this was not saved.",
            action="Wait a moment, or close it there, then try again.",
            detail=words,
        )
    if "readonly" in words or "read-only" in words:
        return WorkspaceError(
            f"“{path.name}” can only be read, so this was not saved.",
            action="Copy the workspace to a folder you can save to, and open it there.",
            detail=words,
        )
    if "disk i/o" in words.lower() or "unable to open" in words:
        return WorkspaceError(
            f"“{path.name}” can't be reached, so this was not saved.",
            action="Check that its drive is connected, then try again.",
            detail=words,
        )
    raise error
