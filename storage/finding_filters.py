"""What filters of findings refer to, and what they ask of responses beside the usual columns."""

import sqlite3

_TABLES = {
    "group": "SELECT id, uid FROM stakeholder_group WHERE exercise_id = ?",
    "place": "SELECT id, uid FROM place WHERE exercise_id = ?",
    "activity": "SELECT id, uid FROM activity WHERE exercise_id = ?",
    "theme": "SELECT id, uid FROM theme WHERE exercise_id = ?",
    "question": "SELECT id, uid FROM question WHERE exercise_id = ?",
    "choice": """SELECT choice.id, choice.uid FROM choice JOIN question
        ON question.id = question_id WHERE exercise_id = ?""",
}


def uids(connection: sqlite3.Connection, exercise_id: int) -> dict[str, dict[int, str]]:
    """By field of a filter, the uid of each record it may refer to, by id."""
    return {
        name: dict(connection.execute(query, [exercise_id]).fetchall())
        for name, query in _TABLES.items()
    }


def days(connection: sqlite3.Connection, exercise_id: int) -> list[tuple[int, str]]:
    """(response, ISO date or empty): when it was submitted, else when its activity was."""
    return connection.execute(
        """SELECT response.id, substr(coalesce(nullif(submitted_at, ''), activity.date), 1, 10)
        FROM response JOIN activity ON activity.id = activity_id
        WHERE response.exercise_id = ? ORDER BY response.id""",
        [exercise_id],
    ).fetchall()
