"""How many comments and people lie behind a figure."""

import sqlite3
from collections.abc import Sequence

from engage_app.domain.filters import Behind, CommentFilter
from storage.comments import comment_ids
from storage.rows import batches


def tally(connection: sqlite3.Connection, exercise_id: int, wanted: CommentFilter) -> Behind:
    """The comments that pass a filter with `response_ids`, who wrote them, and who did not."""
    found = comment_ids(connection, exercise_id, wanted)
    asked = wanted.response_ids or ()
    wrote = _respondents(
        connection, "comment JOIN response ON response.id = comment.response_id", "comment", found
    )
    everyone = _respondents(connection, "response", "response", asked)
    return Behind(
        comments=len(found),
        writers=len(wrote),
        responses=len(set(asked)),
        respondents=len(everyone),
        silent=len(everyone - wrote),
    )


def _respondents(
    connection: sqlite3.Connection, tables: str, name: str, ids: Sequence[int]
) -> set[int]:
    found: set[int] = set()
    for some in batches(ids):
        marks = ", ".join("?" * len(some))
        query = f"SELECT response.respondent_id FROM {tables} WHERE {name}.id IN ({marks})"
        found.update(key for (key,) in connection.execute(query, some))
    return found
