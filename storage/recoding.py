"""Coded comments to look at again: the table `recode`."""

import json
import sqlite3
from collections.abc import Collection, Sequence

from engage_app.domain.codebook import LookAgain
from storage.redactions import covered
from storage.rows import Row, read_rows

_LOOK = """SELECT recode.comment_id, recode.theme_id, theme.name AS theme, reason, comment.text
    FROM recode JOIN theme ON theme.id = recode.theme_id
    JOIN comment ON comment.id = recode.comment_id"""


def waiting(connection: sqlite3.Connection, exercise_id: int) -> int:
    """How many comments are to be looked at again."""
    (count,) = connection.execute(
        """SELECT count(DISTINCT comment_id) FROM theme JOIN recode ON theme_id = theme.id
        WHERE exercise_id = ?""",
        [exercise_id],
    ).fetchone()
    return int(count)


def listed(connection: sqlite3.Connection, exercise_id: int, most: int) -> list[LookAgain]:
    """The first of those to look at again, by theme and then as the comments came."""
    query = f"{_LOOK} WHERE theme.exercise_id = ? ORDER BY theme.sort, theme.id, 1 LIMIT ?"
    return _outside(connection, read_rows(connection, query, [exercise_id, most]))


def reasons(connection: sqlite3.Connection, comment_id: int) -> list[LookAgain]:
    """Why a comment is to be looked at again; none where it isn't."""
    query = f"{_LOOK} WHERE recode.comment_id = ? ORDER BY theme.sort, theme.id"
    return _outside(connection, read_rows(connection, query, [comment_id]))


def _outside(connection: sqlite3.Connection, rows: list[Row]) -> list[LookAgain]:
    """The rows, with accepted personal details covered."""
    shown = covered(connection, {row["comment_id"]: row["text"] for row in rows})
    return [LookAgain(**{**row, "text": shown[row["comment_id"]]}) for row in rows]


def row_ids(
    connection: sqlite3.Connection, comment_ids: Sequence[int], theme_id: int | None
) -> list[int]:
    """The rows of these comments, for one theme or for all."""
    query = """SELECT id FROM recode WHERE comment_id IN (SELECT value FROM json_each(?))
        AND (?2 IS NULL OR theme_id = ?2)"""
    values = [json.dumps(list(comment_ids)), theme_id]
    return [key for (key,) in connection.execute(query, values)]


def rows_of_codings(connection: sqlite3.Connection, coding_ids: Sequence[int]) -> list[int]:
    """The rows of the comments and themes of these codings."""
    query = """SELECT recode.id FROM coding JOIN recode
        ON recode.comment_id = coding.comment_id AND recode.theme_id = coding.theme_id
        WHERE coding.id IN (SELECT value FROM json_each(?))"""
    return sorted({key for (key,) in connection.execute(query, [json.dumps(list(coding_ids))])})


def rows_of_exercise(connection: sqlite3.Connection, exercise_id: int) -> list[int]:
    """Every row of an exercise."""
    query = """SELECT recode.id FROM theme JOIN recode ON theme_id = theme.id
        WHERE exercise_id = ?"""
    return [key for (key,) in connection.execute(query, [exercise_id])]


def standing(connection: sqlite3.Connection, theme_id: int) -> dict[int, int]:
    """Comment to row, of one theme."""
    query = "SELECT comment_id, id FROM recode WHERE theme_id = ?"
    return dict(connection.execute(query, [theme_id]).fetchall())


def coded_texts(
    connection: sqlite3.Connection, exercise_id: int, undecided: int
) -> list[tuple[int, str]]:
    """The coded comments on whose being of theme `undecided` nobody has decided: id, text."""
    return connection.execute(
        """SELECT id, text FROM comment WHERE id IN (
            SELECT comment_id FROM theme JOIN coding ON coding.theme_id = theme.id
            WHERE exercise_id = ? AND status = 'accepted')
        AND NOT EXISTS (SELECT 1 FROM coding WHERE comment_id = comment.id
            AND theme_id = ? AND status <> 'proposed') ORDER BY id""",
        [exercise_id, undecided],
    ).fetchall()


def coded_to(connection: sqlite3.Connection, theme_ids: Collection[int]) -> dict[int, int]:
    """Comments coded to one of these themes, to the first of those themes."""
    return dict(
        connection.execute(
            """SELECT comment_id, min(theme_id) FROM coding WHERE status = 'accepted'
            AND theme_id IN (SELECT value FROM json_each(?)) GROUP BY comment_id""",
            [json.dumps(sorted(theme_ids))],
        ).fetchall()
    )
