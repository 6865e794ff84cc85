"""The tone of comments as it was scored and as people corrected it."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class TonedComment:
    """A comment that has been scored; `question` is the label of the one it answers, or empty.

    Attributes:
        corrected: positive, neutral or negative as a person read it; None where nobody did.
    """

    comment_id: int
    text: str
    question: str
    corrected: str | None


def toned_comments(connection: sqlite3.Connection, exercise_id: int) -> list[TonedComment]:
    """The comments of an exercise that have been scored or corrected."""
    rows = connection.execute(
        """SELECT comment.id, comment.text, coalesce(question.label, ''),
            comment.corrected_sentiment
        FROM comment JOIN question ON question.id = comment.question_id
        WHERE question.exercise_id = ?
            AND (comment.sentiment IS NOT NULL OR comment.corrected_sentiment IS NOT NULL)
        ORDER BY comment.id""",
        [exercise_id],
    )
    return [TonedComment(*row) for row in rows]
