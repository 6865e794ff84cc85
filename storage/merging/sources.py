"""Files to join: looked at through a copy, so that nothing is ever written to them and nothing of
them changes meanwhile."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engage_app.errors import NotPossible, WorkspaceError
from storage import database


@contextlib.contextmanager
def copied(path: Path, into: Path) -> Iterator[Path]:
    """A private copy of a workspace, whole and up to date.

    Args:
        into: the workspace it is going to be joined into.

    Raises:
        WorkspaceError: it isn't there, is no workspace, is damaged, can't be read, or a newer
            Engage wrote it.
        NotPossible: it is the workspace itself.
    """
    check_another(path, into)
    database.check_readable(path)
    with tempfile.TemporaryDirectory(prefix="engage-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.engage"
        try:
            with (
                contextlib.closing(_opened(path)) as source,
                contextlib.closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
                (verdict,) = target.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
        except (OSError, sqlite3.Error) as error:
            raise WorkspaceError(
                f"“{path.name}” is damaged, or could not be read to its end. Nothing of it was"
                " brought in.",
                action="Check that its drive is still connected, or ask for it again.",
                detail=str(error),
            ) from error
        database.bring_up_to_date(copy)
        yield copy


def check_another(path: Path, into: Path) -> None:
    """See that a file isn't the workspace itself, under whatever name.

    Raises:
        NotPossible: it is.
    """
    if path.exists() and into.exists() and path.samefile(into):
        raise NotPossible(
            f"“{path.name}” is the very workspace it should be brought into.",
            action="Choose the others only.",
        )


def _opened(path: Path) -> sqlite3.Connection:
    """The file, to be read and nothing else; on a medium that can't be written, too."""
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=10)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError:
        connection.close()
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        connection = sqlite3.connect(f"{address}?immutable=1", uri=True)
    return connection
