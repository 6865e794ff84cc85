"""Drafted texts of a report that the officer edited."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """An edited text: what was drafted when it was edited, and what the officer made of it."""

    id: int
    key: str
    drafted: str
    edited: str


def edits(connection: sqlite3.Connection, exercise_id: int) -> dict[str, Edit]:
    """The edits of an exercise by the key of their text."""
    rows = connection.execute(
        "SELECT id, key, drafted, edited FROM report_text WHERE exercise_id = ? ORDER BY key",
        [exercise_id],
    )
    return {key: Edit(row_id, key, drafted, edited) for row_id, key, drafted, edited in rows}
