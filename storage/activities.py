"""What belongs to an activity: heads counted, organisations present, the agenda, and its use."""

import sqlite3
from collections.abc import Sequence

from engage_app.domain.activity import AgendaItem
from storage.rows import read_rows


def headcounts(connection: sqlite3.Connection, activity_id: int) -> dict[int, int]:
    """The heads counted of each stakeholder group."""
    query = "SELECT group_id, attended FROM activity_headcount WHERE activity_id = ?"
    return dict(connection.execute(query, [activity_id]).fetchall())


def headcount_id(connection: sqlite3.Connection, activity_id: int, group_id: int) -> int:
    """The record of a group's heads counted."""
    query = "SELECT id FROM activity_headcount WHERE activity_id = ? AND group_id = ?"
    (key,) = connection.execute(query, [activity_id, group_id]).fetchone()
    return int(key)


def organisations(connection: sqlite3.Connection, activity_id: int) -> list[tuple[int, str]]:
    """(id, name) of the organisations present, by name."""
    return connection.execute(
        "SELECT id, name FROM activity_organisation WHERE activity_id = ?"
        " ORDER BY name COLLATE NOCASE, uid",
        [activity_id],
    ).fetchall()


def agenda(connection: sqlite3.Connection, activity_id: int) -> list[AgendaItem]:
    """The items of the agenda, in order."""
    rows = read_rows(
        connection,
        "SELECT id, title, minutes FROM agenda_item WHERE activity_id = ? ORDER BY sort, uid",
        [activity_id],
    )
    return [AgendaItem(**row) for row in rows]


def home(connection: sqlite3.Connection, activity_id: int) -> tuple[int, str, str] | None:
    """(exercise, uid, title) of an activity; None where there is none."""
    row: tuple[int, str, str] | None = connection.execute(
        "SELECT exercise_id, uid, title FROM activity WHERE id = ?", [activity_id]
    ).fetchone()
    return row


def responses(connection: sqlite3.Connection, exercise_id: int) -> dict[int, int]:
    """How many responses each activity has that has any."""
    # Counted in the index on activities alone, where the table itself would be read otherwise.
    query = """SELECT activity_id, count(*) FROM response
        WHERE activity_id IN (SELECT id FROM activity WHERE exercise_id = ?) GROUP BY activity_id"""
    return dict(connection.execute(query, [exercise_id]).fetchall())


def counted_in(connection: sqlite3.Connection, table: str, activity_id: int) -> int:
    """How many rows of a table belong to an activity."""
    query = f"SELECT count(*) FROM {table} WHERE activity_id = ?"
    (count,) = connection.execute(query, [activity_id]).fetchone()
    return int(count)


def entered_on_paper(connection: sqlite3.Connection, activity_id: int) -> int:
    """How many paper forms of an activity have been entered, filed as responses or not."""
    (count,) = connection.execute(
        "SELECT count(*) FROM paper_entry JOIN paper_pile ON paper_pile.id = pile_id"
        " WHERE activity_id = ?",
        [activity_id],
    ).fetchone()
    return int(count)


def uid_taken(connection: sqlite3.Connection, table: str, uid: str) -> bool:
    """Whether a record bears this identifier already."""
    query = f"SELECT 1 FROM {table} WHERE uid = ?"
    return connection.execute(query, [uid]).fetchone() is not None


def ids_in(
    connection: sqlite3.Connection, table: str, exercise_id: int, ids: Sequence[int]
) -> set[int]:
    """Those of the ids that are records of this exercise."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT id FROM {table} WHERE exercise_id = ? AND id IN ({marks})"
    return {key for (key,) in connection.execute(query, [exercise_id, *ids])}


def places_used(connection: sqlite3.Connection, exercise_id: int) -> dict[int, list[int]]:
    """By place: the responses, activities and tagging rules that name it itself."""
    found: dict[int, list[int]] = {}
    for column, source in enumerate(
        (
            "response WHERE exercise_id = ? AND",
            "activity WHERE exercise_id = ? AND",
            "tag_rule WHERE place_id IN (SELECT id FROM place WHERE exercise_id = ?) AND",
        )
    ):
        query = f"SELECT place_id, count(*) FROM {source} place_id IS NOT NULL GROUP BY place_id"
        for place_id, count in connection.execute(query, [exercise_id]):
            found.setdefault(place_id, [0, 0, 0])[column] = count
    return found
