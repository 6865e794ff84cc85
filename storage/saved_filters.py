"""Filters of the comments that an officer keeps under a name."""

import json
import sqlite3
from typing import Any

from storage.rows import read_rows


def listed(connection: sqlite3.Connection, exercise_id: int) -> list[tuple[int, str, Any]]:
    """(id, name, details) of each, by name."""
    rows = read_rows(
        connection,
        "SELECT id, name, details FROM saved_filter WHERE exercise_id = ?"
        " ORDER BY name COLLATE NOCASE",
        [exercise_id],
    )
    return [(row["id"], row["name"], json.loads(row["details"])) for row in rows]


def id_of(connection: sqlite3.Connection, exercise_id: int, name: str) -> int:
    """The one of this name; 0 where there is none."""
    query = "SELECT id FROM saved_filter WHERE exercise_id = ? AND name = ?"
    row = connection.execute(query, [exercise_id, name]).fetchone()
    return int(row[0]) if row else 0
