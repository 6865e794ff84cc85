"""What keyword rules are asked about: what an officer decided, and where a coding comes from."""

import sqlite3

from engage_app.domain.coding import Coding, CodingStatus
from storage.codebook import codings_of, split_keywords


def decisions(connection: sqlite3.Connection, theme_id: int) -> dict[int, CodingStatus]:
    """Comments that an officer has decided on for a theme; accepted where any of their codings is."""
    return {
        comment_id: CodingStatus.ACCEPTED if accepted else CodingStatus.REJECTED
        for comment_id, accepted in connection.execute(
            """SELECT comment_id, max(status = 'accepted') FROM coding
            WHERE theme_id = ? AND status <> 'proposed' GROUP BY comment_id""",
            [theme_id],
        )
    }


def coding_in_context(
    connection: sqlite3.Connection, coding_id: int
) -> tuple[Coding, str, tuple[str, ...]] | None:
    """A coding, the words of its comment, and the keywords of its theme; None where it is gone."""
    row = connection.execute(
        """SELECT comment_id, comment.text, keywords FROM coding
        JOIN comment ON comment.id = comment_id JOIN theme ON theme.id = theme_id
        WHERE coding.id = ?""",
        [coding_id],
    ).fetchone()
    if row is None:
        return None
    comment_id, text, keywords = row
    (coding,) = (each for each in codings_of(connection, comment_id) if each.id == coding_id)
    return coding, text, split_keywords(keywords)
