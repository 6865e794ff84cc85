"""Contributions typed in a workshop, in the order they were captured. Nothing here takes longer
the more of them there are."""

import sqlite3
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

from engage_app.domain.contribution import Contribution, Marks
from storage.rows import batches

LATELY = 500  # responses looked through for the names of tables
_COLUMNS = """comment.id, response.id, comment.question_id, comment.text, comment.sort,
    response.captured_by, response.captured_at, response.position, comment.is_quote,
    response.table_name"""
_FROM = "FROM comment JOIN response ON response.id = comment.response_id"
_ORDER = "response.id DESC, comment.sort DESC, comment.id DESC"


@dataclass(frozen=True)
class Captured:
    """Where a contribution belongs, for changing it; `by_hand` says whether it was typed here."""

    response_id: int
    respondent_id: int
    activity_id: int
    exercise_id: int
    question_id: int
    sort: int
    text: str
    _: KW_ONLY
    is_quote: bool
    position: str | None
    by_hand: bool


def captured(connection: sqlite3.Connection, comment_id: int) -> Captured | None:
    """A contribution and where it belongs, or None."""
    row = connection.execute(
        f"""SELECT response.id, respondent_id, activity_id, exercise_id, question_id, sort,
            comment.text, is_quote, position, captured_at <> '' AND import_id IS NULL
        {_FROM} WHERE comment.id = ?""",
        [comment_id],
    ).fetchone()
    if row is None:
        return None
    *facts, is_quote, position, by_hand = row
    return Captured(*facts, is_quote=bool(is_quote), position=position, by_hand=bool(by_hand))


def homes(
    connection: sqlite3.Connection, activity_id: int, question_id: int
) -> tuple[int, int, str]:
    """The exercise of an activity, that of a question, and the question's type; 0 where gone."""
    row: tuple[int, int, str] = connection.execute(
        """SELECT coalesce((SELECT exercise_id FROM activity WHERE id = ?), 0),
            coalesce((SELECT exercise_id FROM question WHERE id = ?), 0),
            coalesce((SELECT type FROM question WHERE id = ?), '')""",
        [activity_id, question_id, question_id],
    ).fetchone()
    return row


def elsewhere(
    connection: sqlite3.Connection, table: str, keys: Sequence[int], exercise_id: int
) -> bool:
    """Whether one of these records isn't in the exercise."""
    query = f"SELECT exercise_id FROM {table} WHERE id = ?"
    return any(connection.execute(query, [key]).fetchone() != (exercise_id,) for key in keys)


def latest(
    connection: sqlite3.Connection,
    activity_id: int,
    *,
    before: Contribution | None,
    table: str | None,
    limit: int,
) -> list[Contribution]:
    """The last contributions of an activity that were captured by hand, the latest last.

    Args:
        before: only those captured before this one.
        table: only those of this table; None: of all.
    """
    where = ["activity_id = ?", "captured_at <> ''"]
    values: list[object] = [activity_id]
    if before is not None:
        # The first condition is implied by the second, and lets the index begin there.
        where += ["response.id <= ?", "(response.id, comment.sort, comment.id) < (?, ?, ?)"]
        values += [before.response_id, before.response_id, before.sort, before.id]
    if table is not None:
        where.append("table_name = ?")
        values.append(table)
    # CROSS JOIN keeps the order of the loops: responses by their index from the end, no sorting.
    query = f"""SELECT {_COLUMNS} FROM response CROSS JOIN comment ON response_id = response.id
        WHERE {" AND ".join(where)} ORDER BY {_ORDER} LIMIT ?"""
    return _with_tags(connection, connection.execute(query, [*values, limit]).fetchall()[::-1])


def one(connection: sqlite3.Connection, comment_id: int) -> Contribution | None:
    """A contribution, or None."""
    query = f"SELECT {_COLUMNS} {_FROM} WHERE comment.id = ?"
    found = _with_tags(connection, connection.execute(query, [comment_id]).fetchall())
    return found[0] if found else None


def tables(connection: sqlite3.Connection, activity_id: int) -> list[str]:
    """The names of the tables used lately in an activity, in alphabetical order."""
    rows = connection.execute(
        """SELECT DISTINCT table_name FROM (
            SELECT table_name FROM response WHERE activity_id = ? ORDER BY id DESC LIMIT ?)
        WHERE table_name <> '' ORDER BY table_name""",
        [activity_id, LATELY],
    )
    return [name for (name,) in rows]


def next_sort(connection: sqlite3.Connection, response_id: int) -> int:
    """The number that puts a contribution last among those of its speaker."""
    query = "SELECT coalesce(max(sort), -1) + 1 FROM comment WHERE response_id = ?"
    (number,) = connection.execute(query, [response_id]).fetchone()
    return int(number)


def after(connection: sqlite3.Connection, response_id: int, sort: int) -> dict[int, int]:
    """The later contributions of a speaker: id to sort."""
    query = "SELECT id, sort FROM comment WHERE response_id = ? AND sort > ?"
    return dict(connection.execute(query, [response_id, sort]).fetchall())


def is_empty(connection: sqlite3.Connection, response_id: int) -> bool:
    """Whether nothing is left of a response but its tags."""
    query = """SELECT EXISTS (SELECT 1 FROM comment WHERE response_id = :key)
        OR EXISTS (SELECT 1 FROM answer WHERE response_id = :key)"""
    (something,) = connection.execute(query, {"key": response_id}).fetchone()
    return not something


def _with_tags(
    connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]
) -> list[Contribution]:
    themes = _by_first(
        connection,
        "SELECT comment_id, theme_id FROM coding WHERE status = 'accepted' AND comment_id",
        [row[0] for row in rows],
    )
    groups = _by_first(
        connection,
        "SELECT response_id, group_id FROM response_group WHERE response_id",
        [row[1] for row in rows],
    )
    found = []
    for *facts, position, is_quote, table in rows:
        key, speaker = facts[0], facts[1]
        marks = Marks(groups.get(speaker, ()), position, themes.get(key, ()), bool(is_quote), table)
        found.append(Contribution(*facts, marks=marks))
    return found


def _by_first(
    connection: sqlite3.Connection, query: str, keys: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for some in batches(sorted(set(keys))):
        marks = ", ".join("?" * len(some))
        for first, second in connection.execute(f"{query} IN ({marks}) ORDER BY id", some):
            if second not in found.get(first, ()):
                found[first] = (*found.get(first, ()), second)
    return found
