"""Comments in another order than they came in, for a table that is sorted by any of its columns."""

import sqlite3
from array import array

from engage_app.domain.filters import CommentFilter
from storage.comment_conditions import of_exercise

ORDERS: dict[str, str] = {
    "comment": "comment.text COLLATE NOCASE",
    "length": "length(comment.text)",
    "flagged": "(SELECT flagged FROM comment_note WHERE comment_id = comment.id)",
    "themes": """(SELECT group_concat(name, ', ') FROM (
        SELECT DISTINCT theme.name, theme.sort FROM coding JOIN theme ON theme.id = theme_id
        WHERE comment_id = comment.id AND status = 'accepted' ORDER BY theme.sort, theme.id))""",
    "position": "response.position",
    "sentiment": "coalesce(comment.compound, 0)",
    "groups": """(SELECT min(name) FROM response_group
        JOIN stakeholder_group ON stakeholder_group.id = group_id
        WHERE response_id = response.id)""",
    "place": "(SELECT name FROM place WHERE place.id = response.place_id)",
    "activity": "(SELECT title FROM activity WHERE activity.id = response.activity_id)",
    "question": "(SELECT sort FROM question WHERE question.id = comment.question_id)",
}
"""By the name of an order, what SQL sorts by. Blanks come last either way."""


def in_order(
    connection: sqlite3.Connection,
    exercise_id: int,
    wanted: CommentFilter,
    order: str,
    *,
    descending: bool = False,
) -> "array[int]":
    """The comments that pass the filter, sorted; equal ones as they came in.

    Raises:
        KeyError: there is no such order.
    """
    by, way = ORDERS[order], "DESC" if descending else "ASC"
    query, values = of_exercise(exercise_id, wanted)
    rows = connection.execute(
        f"""SELECT comment.id FROM comment JOIN response ON response.id = comment.response_id
        WHERE comment.id IN ({query})
        ORDER BY nullif({by}, '') IS NULL, {by} {way}, comment.id""",
        values,
    )
    return array("q", (key for (key,) in rows))
