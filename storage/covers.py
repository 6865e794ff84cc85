"""What an officer decided for the report of an exercise, kept as JSON."""

import sqlite3


def details(connection: sqlite3.Connection, exercise_id: int) -> tuple[int, str]:
    """The id of the record and its JSON; (0, "{}") where nothing was decided yet."""
    row = connection.execute(
        "SELECT id, details FROM report_cover WHERE exercise_id = ?", [exercise_id]
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "{}")
