"""Flags and memos on comments."""

import sqlite3


def note(connection: sqlite3.Connection, comment_id: int) -> tuple[bool, str]:
    """(flagged, memo) of a comment."""
    query = "SELECT flagged, memo FROM comment_note WHERE comment_id = ?"
    row = connection.execute(query, [comment_id]).fetchone()
    return (bool(row[0]), str(row[1])) if row else (False, "")


def note_id(connection: sqlite3.Connection, comment_id: int) -> int:
    """The row that holds them; 0 where there is none."""
    query = "SELECT id FROM comment_note WHERE comment_id = ?"
    row = connection.execute(query, [comment_id]).fetchone()
    return int(row[0]) if row else 0


def is_there(connection: sqlite3.Connection, comment_id: int) -> bool:
    """Whether there is such a comment."""
    return bool(connection.execute("SELECT 1 FROM comment WHERE id = ?", [comment_id]).fetchone())
