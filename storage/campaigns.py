"""Which comments are one campaign. Worked out from the words: it neither travels nor is undone."""

import sqlite3
from collections.abc import Iterable
from itertools import islice

from storage.database import transaction
from storage.rows import read_rows

_NAME = "campaigns"
_AT_ONCE = 2_000  # rows of one transaction
_OF_EXERCISE = """comment_id IN (SELECT comment.id FROM comment JOIN question
    ON question.id = question_id WHERE exercise_id = ?)"""


def texts(connection: sqlite3.Connection, exercise_id: int) -> list[tuple[int, int, str]]:
    """Every comment: id, respondent, words."""
    return connection.execute(
        """SELECT comment.id, respondent_id, text FROM comment
        JOIN response ON response.id = response_id
        WHERE exercise_id = ? ORDER BY comment.id""",
        [exercise_id],
    ).fetchall()


def state(connection: sqlite3.Connection, exercise_id: int) -> str:
    """What the words of an exercise come to: another one where comments came, went or changed."""
    row = connection.execute(
        """SELECT count(*), coalesce(max(comment.id), 0), coalesce(sum(length(text)), 0)
        FROM comment JOIN question ON question.id = question_id WHERE exercise_id = ?""",
        [exercise_id],
    ).fetchone()
    return ",".join(map(str, row))


def looked_at(connection: sqlite3.Connection, exercise_id: int) -> str:
    """The state that campaigns were last looked for in; empty: never."""
    row = connection.execute(
        "SELECT value FROM derived WHERE exercise_id = ? AND name = ?", [exercise_id, _NAME]
    ).fetchone()
    return str(row[0]) if row else ""


def keep(
    connection: sqlite3.Connection,
    exercise_id: int,
    members: Iterable[tuple[int, int, float]],
    seen: str,
) -> None:
    """Keep (comment, campaign, similarity) of an exercise in the place of what was kept before.

    In portions, so that nobody who types waits for it. Where it is broken off, campaigns are due.
    """
    waiting = iter(members)
    with transaction(connection):
        connection.execute(
            "DELETE FROM derived WHERE exercise_id = ? AND name = ?", [exercise_id, _NAME]
        )
        connection.execute(f"DELETE FROM campaign_comment WHERE {_OF_EXERCISE}", [exercise_id])
    while some := list(islice(waiting, _AT_ONCE)):
        with transaction(connection):
            connection.executemany(
                """INSERT OR REPLACE INTO campaign_comment (comment_id, campaign, similarity)
                SELECT id, ?, ? FROM comment WHERE id = ?""",
                ((campaign, similarity, key) for key, campaign, similarity in some),
            )
    with transaction(connection):
        connection.execute(
            """INSERT INTO derived (exercise_id, name, value) VALUES (?, ?, ?)
            ON CONFLICT (exercise_id, name) DO UPDATE SET value = excluded.value""",
            [exercise_id, _NAME, seen],
        )


def kept(connection: sqlite3.Connection, exercise_id: int) -> list[dict[str, object]]:
    """The campaigns, largest first: id (of the comment that stands for it), text, how many comments,
    senders, and comments with an accepted theme."""
    return read_rows(
        connection,
        f"""SELECT campaign AS id,
            (SELECT text FROM comment WHERE comment.id = campaign) AS text,
            count(*) AS comments, count(DISTINCT respondent_id) AS senders,
            sum(EXISTS (SELECT 1 FROM coding WHERE coding.comment_id = campaign_comment.comment_id
                AND status = 'accepted')) AS coded
        FROM campaign_comment JOIN comment ON comment.id = comment_id
        JOIN response ON response.id = response_id
        WHERE {_OF_EXERCISE} GROUP BY campaign ORDER BY comments DESC, campaign""",
        [exercise_id],
    )


def members(connection: sqlite3.Connection, campaign: int) -> list[tuple[int, float, str]]:
    """The comments of a campaign: id, similarity (0–1), words; the most alike first."""
    return connection.execute(
        """SELECT comment.id, similarity, text FROM campaign_comment
        JOIN comment ON comment.id = comment_id WHERE campaign = ?
        ORDER BY similarity DESC, comment.id""",
        [campaign],
    ).fetchall()


def campaign_of(connection: sqlite3.Connection, comment_id: int) -> int:
    """The campaign of a comment; 0 where it is in none."""
    row = connection.execute(
        "SELECT campaign FROM campaign_comment WHERE comment_id = ?", [comment_id]
    ).fetchone()
    return int(row[0]) if row else 0
