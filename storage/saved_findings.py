"""Findings that an officer keeps under a name."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.rows import read_rows


@dataclass(frozen=True)
class StoredFinding:
    """A row: the name of a table, and in `details` how it is cut and split."""

    id: int
    uid: str
    name: str
    finding: str
    details: dict[str, Any]
    in_report: bool


def listed(connection: sqlite3.Connection, exercise_id: int) -> list[StoredFinding]:
    """Those of an exercise in the order the officer gave them."""
    rows = read_rows(
        connection,
        """SELECT id, uid, name, finding, details, in_report FROM saved_finding
        WHERE exercise_id = ? ORDER BY sort, uid""",
        [exercise_id],
    )
    return [
        StoredFinding(
            row["id"],
            row["uid"],
            row["name"],
            row["finding"],
            json.loads(row["details"]),
            bool(row["in_report"]),
        )
        for row in rows
    ]


def last_place(connection: sqlite3.Connection, exercise_id: int) -> int:
    """The highest sort of an exercise's; -1 where there are none."""
    query = "SELECT coalesce(max(sort), -1) FROM saved_finding WHERE exercise_id = ?"
    (place,) = connection.execute(query, [exercise_id]).fetchone()
    return int(place)
