"""What is answered to themes."""

import sqlite3

from engage_app.domain.answers import AnswerStatus, ThemeAnswer
from storage.rows import read_rows

_OF_EXERCISE = "theme_id IN (SELECT id FROM theme WHERE exercise_id = ?)"


def answers(connection: sqlite3.Connection, exercise_id: int) -> list[ThemeAnswer]:
    """The answers of an exercise, in the officer's order."""
    rows = read_rows(
        connection,
        f"""SELECT id, uid, theme_id, status, said, answer, owner, due_on FROM theme_answer
        WHERE {_OF_EXERCISE} ORDER BY sort, uid""",
        [exercise_id],
    )
    return [ThemeAnswer(**{**row, "status": _status(row["status"])}) for row in rows]


def next_sort(connection: sqlite3.Connection, exercise_id: int) -> int:
    """The sort number that puts a new answer last."""
    query = f"SELECT coalesce(max(sort), -1) + 1 FROM theme_answer WHERE {_OF_EXERCISE}"
    (number,) = connection.execute(query, [exercise_id]).fetchone()
    return int(number)


def _status(stored: str) -> AnswerStatus:
    """As stored; what this Engage doesn't know is open still."""
    known = {each.value for each in AnswerStatus}
    return AnswerStatus(stored) if stored in known else AnswerStatus.CONSIDERING
