"""A connection that tells a damaged or unreachable file in a sentence, wherever it is noticed.

SQLite notices a damaged page only when a query comes across it: in the middle of any read.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any, Self

from engage_app.errors import WorkspaceError

_NOT_TEXT = "Could not decode to UTF-8"  # Python's own words, without an error code


class Unreadable(WorkspaceError, sqlite3.OperationalError):  # noqa: N818 - as errors.py names them
    """A read or write came across damage, or the drive is gone; `detail` is what SQLite said.

    It is SQLite's error too, so that whoever tells a failed write in its own words still can.
    """


class Cursor(sqlite3.Cursor):
    """Rows, or `Unreadable`; every other error as SQLite gives it."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        """As sqlite3's."""
        with _told():
            return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Self:
        """As sqlite3's."""
        with _told():
            return super().executemany(sql, parameters)

    def fetchone(self) -> Any:
        """As sqlite3's."""
        with _told():
            return super().fetchone()

    def fetchmany(self, size: int | None = None, /) -> list[Any]:
        """As sqlite3's."""
        with _told():
            return super().fetchmany(self.arraysize if size is None else size)

    def fetchall(self) -> list[Any]:
        """As sqlite3's."""
        with _told():
            return super().fetchall()

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        """The rows left, read at once: asking Python for each would take twice as long."""
        return iter(self.fetchall())


class Connection(sqlite3.Connection):
    """A connection whose cursors are ours."""

    def cursor(self, factory: Any = Cursor) -> Any:
        """As sqlite3's."""
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """As sqlite3's, which would use a cursor of its own."""
        cursor: Cursor = self.cursor()
        return cursor.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        """As sqlite3's, which would use a cursor of its own."""
        cursor: Cursor = self.cursor()
        return cursor.executemany(sql, parameters)


def said(error: sqlite3.Error) -> str:
    """What SQLite said, for the log and for telling one failure from another."""
    return error.detail if isinstance(error, Unreadable) else str(error)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says where it happened
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or _NOT_TEXT in str(error):
            raise Unreadable(
                "The workspace is damaged: a part of it can't be read.",
                action="Open your latest backup; keep this file for your IT support.",
                detail=str(error),
            ) from error
        if code == sqlite3.SQLITE_IOERR:
            raise Unreadable(
                "The workspace can't be reached, or its disk is full.",
                action="Check that its drive is connected and has free space, then try again.",
                detail=str(error),
            ) from error
        raise
