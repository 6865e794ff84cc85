"""The letters of an exercise: what reached it by correspondence, or as a file."""

import sqlite3
from dataclasses import dataclass

from storage.rows import read_rows


@dataclass(frozen=True)
class Letter:
    """A response that came as a letter.

    Attributes:
        activity: the title of what it was filed under.
        dated: whether that has a date, which is the one that the paper prints.
        placed: whether it was put into a stakeholder group.
    """

    response_id: int
    activity: str
    dated: bool
    placed: bool


def letters(connection: sqlite3.Connection, exercise_id: int) -> list[Letter]:
    """Every letter, in the order in which they were filed."""
    rows = read_rows(
        connection,
        """SELECT response.id AS response_id, activity.title AS activity,
            trim(activity.date) <> '' AS dated,
            EXISTS (SELECT 1 FROM response_group WHERE response_id = response.id) AS placed
        FROM response JOIN activity ON activity.id = response.activity_id
        WHERE response.exercise_id = ?
            AND (activity.kind = 'correspondence' OR response.document_id IS NOT NULL)
        ORDER BY response.id""",
        [exercise_id],
    )
    return [
        Letter(row["response_id"], row["activity"], bool(row["dated"]), bool(row["placed"]))
        for row in rows
    ]
