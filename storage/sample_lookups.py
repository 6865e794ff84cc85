"""Finding what a sample's files name: records by their names, comments by their references."""

import sqlite3


def ids_by_name(
    connection: sqlite3.Connection, table: str, exercise_id: int, column: str = "name"
) -> dict[str, int]:
    """Ids of an exercise's records by name."""
    query = f"SELECT {column}, id FROM {table} WHERE exercise_id = ?"
    return dict(connection.execute(query, [exercise_id]).fetchall())


def comments_by_reference(
    connection: sqlite3.Connection, exercise_id: int
) -> dict[tuple[str, str, int], int]:
    """Ids of comments by (reference of the response, label of the question, place from 1)."""
    found: dict[tuple[str, str, int], int] = {}
    for reference, label, key in connection.execute(
        """SELECT source_id, question.label, comment.id
        FROM comment JOIN response ON response.id = response_id
        JOIN question ON question.id = question_id
        WHERE response.exercise_id = ? ORDER BY comment.id""",
        [exercise_id],
    ):
        place = 1
        while (reference, label, place) in found:
            place += 1
        found[reference, label, place] = key
    return found
