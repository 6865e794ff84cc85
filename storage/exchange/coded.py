"""What an exercise holds of responses, comments and codings, read at once for another program."""

import sqlite3
from typing import Any

from storage.rows import read_rows

Row = dict[str, Any]


def responses(connection: sqlite3.Connection, exercise_id: int) -> list[Row]:
    """One row a response with a comment: id, uid, reference, activity, date, place, position."""
    return read_rows(
        connection,
        """SELECT response.id, response.uid, source_id AS reference, activity.title AS activity,
            coalesce(nullif(substr(submitted_at, 1, 10), ''), activity.date) AS date,
            coalesce(place.name, '') AS place, coalesce(position, '') AS position,
            respondent.organisation
        FROM response JOIN activity ON activity.id = activity_id
        JOIN respondent ON respondent.id = respondent_id
        LEFT JOIN place ON place.id = response.place_id
        WHERE response.exercise_id = ?
            AND EXISTS (SELECT 1 FROM comment WHERE response_id = response.id)
        ORDER BY response.id""",
        [exercise_id],
    )


def comments(connection: sqlite3.Connection, exercise_id: int) -> list[Row]:
    """Every comment, with its response, the words of its question and what was noted about it."""
    return read_rows(
        connection,
        """SELECT comment.id, comment.uid, response_id, text, question.id AS question_id,
            question.label AS question, coalesce(memo, '') AS memo,
            coalesce(corrected_sentiment, sentiment, '') AS sentiment
        FROM comment JOIN question ON question.id = question_id
        LEFT JOIN comment_note ON comment_note.comment_id = comment.id
        WHERE question.exercise_id = ?
        ORDER BY response_id, question.sort, comment.sort, comment.id""",
        [exercise_id],
    )


def codings(connection: sqlite3.Connection, exercise_id: int) -> list[Row]:
    """Every coding, decided or not."""
    return read_rows(
        connection,
        """SELECT coding.id, comment_id, theme_id, theme.uid AS theme, start, stop, coder, origin,
            status FROM coding JOIN theme ON theme.id = theme_id
        WHERE exercise_id = ? ORDER BY comment_id, theme.sort, theme_id, start, coding.id""",
        [exercise_id],
    )


def groups(connection: sqlite3.Connection, exercise_id: int) -> dict[int, list[str]]:
    """The names of the stakeholder groups of each response."""
    found: dict[int, list[str]] = {}
    for response_id, name in connection.execute(
        """SELECT response_id, name FROM response_group
        JOIN stakeholder_group ON stakeholder_group.id = group_id
        WHERE exercise_id = ? ORDER BY response_id, sort, group_id""",
        [exercise_id],
    ):
        found.setdefault(response_id, []).append(name)
    return found


def answers(connection: sqlite3.Connection, exercise_id: int) -> list[tuple[int, str, str]]:
    """Closed answers in words: response, question, value. Equality answers are in a table of their
    own, and stay there."""
    return connection.execute(
        """SELECT response_id, CASE grid WHEN '' THEN question.label
                ELSE grid || ': ' || question.label END,
            coalesce(choice.label, answer.text, CAST(answer.number AS TEXT), '')
        FROM answer JOIN question ON question.id = answer.question_id
        LEFT JOIN choice ON choice.id = choice_id
        WHERE exercise_id = ? AND role NOT IN ('identifier', 'equality')
        ORDER BY response_id, question.sort, question.id, choice.sort""",
        [exercise_id],
    ).fetchall()
