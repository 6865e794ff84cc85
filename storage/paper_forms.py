"""Piles of paper forms, and what was keyed in from them."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from engage_app.domain.form_values import Answer
from engage_app.domain.paper_forms import Entry, Pile
from storage.rows import read_rows


def piles(connection: sqlite3.Connection, exercise_id: int) -> list[Pile]:
    """The piles of an exercise, in the order they were begun, with their counts."""
    return [
        Pile(**{**row, "double_entry": bool(row["double_entry"])})
        for row in read_rows(
            connection,
            """SELECT paper_pile.id, activity_id, activity.title AS activity, paper_pile.title,
                expected, double_entry,
                (SELECT count(DISTINCT number) FROM paper_entry WHERE pile_id = paper_pile.id)
                    AS keyed,
                (SELECT count(DISTINCT number) FROM paper_entry
                 WHERE pile_id = paper_pile.id AND response_id IS NOT NULL) AS filed,
                (SELECT count(*) FROM (SELECT 1 FROM paper_entry WHERE pile_id = paper_pile.id
                 GROUP BY number HAVING count(*) > 1 AND count(response_id) = 0)) AS to_settle
            FROM paper_pile JOIN activity ON activity.id = activity_id
            WHERE exercise_id = ? ORDER BY paper_pile.id""",
            [exercise_id],
        )
    ]


def entries(
    connection: sqlite3.Connection, pile_id: int, numbers: Sequence[int] = ()
) -> list[Entry]:
    """What was keyed in from a pile, by form and pass; of some forms only, where they are named."""
    wanted = f"AND number IN ({', '.join('?' * len(numbers))})" if numbers else ""
    rows = read_rows(
        connection,
        f"""SELECT id, number, pass AS pass_, answers, note, entered_by, entered_at,
            response_id
        FROM paper_entry WHERE pile_id = ? {wanted} ORDER BY number, pass, entered_at, uid""",
        [pile_id, *numbers],
    )
    return [_entry(row) for row in rows]


def _entry(row: dict[str, Any]) -> Entry:
    answers: dict[str, Answer] = json.loads(row["answers"]) if row["answers"] else {}
    return Entry(**{**row, "answers": answers})
