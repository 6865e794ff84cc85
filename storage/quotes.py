"""Quotations: what an officer decided on them, whose words they are, and who covered what in them."""

import json
import sqlite3
from collections.abc import Iterable

from engage_app.domain.quotation import (
    CoveredDetail,
    PickedWords,
    PickStatus,
    QuotePick,
    Standing,
)
from engage_app.domain.redaction import DetailKind, RedactionStatus
from storage.packing import unpack
from storage.rows import read_rows


def picks(connection: sqlite3.Connection, exercise_id: int) -> list[QuotePick]:
    """What was decided in an exercise, in the officer's order; of equals the older response's first."""
    rows = read_rows(
        connection,
        """SELECT quote_pick.id, comment_id, theme_id, status, excerpt, quote_pick.sort
        FROM quote_pick JOIN theme ON theme.id = theme_id JOIN comment ON comment.id = comment_id
        WHERE theme.exercise_id = ? ORDER BY quote_pick.sort, comment.uid""",
        [exercise_id],
    )
    return [QuotePick(**{**row, "status": PickStatus(row["status"])}) for row in rows]


def pick(connection: sqlite3.Connection, comment_id: int, theme_id: int) -> QuotePick | None:
    """What was decided on a comment for a theme."""
    row = connection.execute(
        """SELECT id, status, excerpt, sort FROM quote_pick
        WHERE comment_id = ? AND theme_id = ?""",
        [comment_id, theme_id],
    ).fetchone()
    if row is None:
        return None
    key, status, excerpt, sort = row
    return QuotePick(key, comment_id, theme_id, PickStatus(status), excerpt, sort)


def next_sort(connection: sqlite3.Connection, theme_id: int) -> int:
    """The number that puts a pick last in its theme."""
    query = "SELECT coalesce(max(sort), -1) + 1 FROM quote_pick WHERE theme_id = ?"
    (number,) = connection.execute(query, [theme_id]).fetchone()
    return int(number)


def standing(connection: sqlite3.Connection, comment_id: int) -> Standing | None:
    """Whose words a comment is; None where there is no such comment."""
    row = connection.execute(
        """SELECT response.id, respondent_id, response.exercise_id, consent, comment.text,
            EXISTS (SELECT 1 FROM response AS other WHERE other.activity_id = response.activity_id
                AND trim(other.consent) <> '')
        FROM comment JOIN response ON response.id = response_id WHERE comment.id = ?""",
        [comment_id],
    ).fetchone()
    if row is None:
        return None
    response_id, respondent_id, exercise_id, consent, text, was_asked = row
    return Standing(
        comment_id, text, response_id, respondent_id, exercise_id, consent, bool(was_asked)
    )


def asked(connection: sqlite3.Connection, exercise_id: int) -> frozenset[int]:
    """The activities in which somebody was asked for consent to be quoted."""
    rows = connection.execute(
        """SELECT DISTINCT activity_id FROM response
        WHERE exercise_id = ? AND trim(consent) <> ''""",
        [exercise_id],
    )
    return frozenset(key for (key,) in rows)


def picked_for(connection: sqlite3.Connection, respondent_id: int) -> list[tuple[int, int, str]]:
    """(comment, theme, its name) of each quotation picked of a respondent."""
    return connection.execute(
        """SELECT comment_id, theme_id, theme.name
        FROM quote_pick JOIN comment ON comment.id = comment_id
        JOIN response ON response.id = response_id JOIN theme ON theme.id = theme_id
        WHERE respondent_id = ? AND status = 'picked'""",
        [respondent_id],
    ).fetchall()


def picked_words(connection: sqlite3.Connection, exercise_id: int) -> list[PickedWords]:
    """The words of each quotation picked in an exercise, and what it is picked for."""
    rows = connection.execute(
        """SELECT comment_id, theme.name, comment.text, excerpt
        FROM quote_pick JOIN theme ON theme.id = theme_id JOIN comment ON comment.id = comment_id
        WHERE theme.exercise_id = ? AND status = 'picked' ORDER BY quote_pick.id""",
        [exercise_id],
    )
    return [PickedWords(*row) for row in rows]


def is_coded(connection: sqlite3.Connection, comment_id: int, theme_id: int) -> bool:
    """Whether a comment has a theme, accepted."""
    found = connection.execute(
        """SELECT 1 FROM coding WHERE comment_id = ? AND theme_id = ? AND status = 'accepted'""",
        [comment_id, theme_id],
    ).fetchone()
    return found is not None


def details(
    connection: sqlite3.Connection, exercise_id: int, status: RedactionStatus
) -> dict[int, list[str]]:
    """By comment, the words of the personal details of an exercise in that state."""
    found: dict[int, list[str]] = {}
    for comment_id, words in connection.execute(
        """SELECT comment_id, substr(comment.text, start + 1, stop - start) FROM redaction
        JOIN comment ON comment.id = comment_id JOIN question ON question.id = question_id
        WHERE question.exercise_id = ? AND redaction.status = ?""",
        [exercise_id, status],
    ):
        found.setdefault(comment_id, []).append(words)
    return found


def covered_by(
    connection: sqlite3.Connection, comment_ids: Iterable[int]
) -> dict[int, list[CoveredDetail]]:
    """By comment, the personal details that are covered in it, in the order of its words."""
    rows = connection.execute(
        """SELECT id, comment_id, kind FROM redaction WHERE status = 'accepted'
            AND comment_id IN (SELECT value FROM json_each(?)) ORDER BY comment_id, start""",
        [json.dumps(list(comment_ids))],
    ).fetchall()
    who = _accepted_by(connection, {key for key, _, _ in rows})
    found: dict[int, list[CoveredDetail]] = {}
    for key, comment_id, kind in rows:
        one = CoveredDetail(DetailKind(kind), *who.get(key, ("", "")))
        found.setdefault(comment_id, []).append(one)
    return found


def _accepted_by(connection: sqlite3.Connection, wanted: set[int]) -> dict[int, tuple[str, str]]:
    """By redaction, who accepted it last and when, as far as the trail tells."""
    if not wanted:
        return {}
    changes = connection.execute(
        """SELECT who, at, kind, first_id, last_id, after FROM action_change
        JOIN action ON action.id = action_id
        WHERE table_name = 'redaction' AND kind <> 'delete' AND state IN ('done', 'kept')
            AND last_id >= ? AND first_id <= ? ORDER BY action_change.id""",
        [min(wanted), max(wanted)],
    )
    found: dict[int, tuple[str, str]] = {}
    for who, at, kind, first, last, after in changes:
        touched = {key for key in wanted if first <= key <= last}
        if touched and kind == "update":
            accepted = {row["id"] for row in unpack(after) if row.get("status") == "accepted"}
            touched &= accepted
        found |= dict.fromkeys(touched, (who, at))
    return found
