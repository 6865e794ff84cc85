"""Reading rows, asking for many of them at once, and adding many at once."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Row = dict[str, Any]
SEARCH_TRIGGER = "comment_added"  # feeds the search index


def read_rows(
    connection: sqlite3.Connection, query: str, parameters: Sequence[Any] = ()
) -> list[Row]:
    """The rows of a query as dictionaries."""
    cursor = connection.execute(query, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def batches(keys: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    """The keys in pieces that fit SQLite's limit on parameters."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def rows_by_id(
    connection: sqlite3.Connection, table: str, keys: Sequence[int], names: Sequence[str]
) -> dict[int, Row]:
    """Some columns of the rows of these ids; ids of none are left out."""
    found: dict[int, Row] = {}
    columns = ", ".join(["id", *names])
    for some in batches(keys):
        marks = ", ".join("?" * len(some))
        query = f"SELECT {columns} FROM {table} WHERE id IN ({marks})"
        for row in read_rows(connection, query, some):
            found[row.pop("id")] = row
    return found


def insert_all(
    connection: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> int:
    """Add rows; returns how many.

    The search index writes itself to disk at the start of every statement, so 20,000 comments in
    as many statements take five times as long as in one: those go by way of a temporary table.
    """
    columns = ", ".join(names)
    staged = _searched(connection, table)
    target = "temp.staged" if staged else table
    if staged:
        connection.execute(f"CREATE TEMP TABLE staged ({columns})")
    cursor = connection.executemany(
        f"INSERT INTO {target} ({columns}) VALUES ({', '.join('?' * len(names))})", rows
    )
    added = max(cursor.rowcount, 0)
    if staged:
        connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM temp.staged")
        connection.execute("DROP TABLE temp.staged")
    return added


def _searched(connection: sqlite3.Connection, table: str) -> bool:
    """Whether a row added to the table goes into the search index at once."""
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ? AND tbl_name = ?"
    return connection.execute(query, [SEARCH_TRIGGER, table]).fetchone() is not None
