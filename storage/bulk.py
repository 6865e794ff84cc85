"""Adding very many rows in one action: what SQLite would do for each row is done once for all.

Everything is part of the action's transaction, the indexes that go and come again too: whoever is
killed meanwhile leaves the file as it was.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from storage.rows import SEARCH_TRIGGER

MANY = 10_000  # rows; for fewer, an index is kept up to date as quickly as it is made anew
_CACHE = 200_000  # KiB of pages in memory, so that none is written twice
_TEMPORARY = 50_000  # KiB of them for temporary tables


@contextmanager
def in_bulk(connection: sqlite3.Connection) -> Iterator[None]:
    """Around a transaction: it may use more memory, and looks up no foreign key row by row.

    Of 1.6 million answers that is half the time. Whoever adds rows inside has to call
    `check_references` before the transaction ends.
    """
    (cache,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute(f"PRAGMA temp.cache_size = -{_TEMPORARY}")
    connection.execute("PRAGMA foreign_keys = OFF")  # does nothing inside a transaction
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = {cache:d}")
        connection.execute("PRAGMA shrink_memory")


def check_references(
    connection: sqlite3.Connection, table: str, rows: range, *, held_in: str = ""
) -> None:
    """That whatever these rows refer to is there.

    Args:
        rows: the ids of the rows, which follow each other.
        held_in: another table that holds all the different references of these rows, in columns
            of the same names; columns that it doesn't have are not looked at.

    Raises:
        sqlite3.IntegrityError: as SQLite does by itself where it checks row by row.
    """
    source = held_in or f"{table} WHERE id BETWEEN {rows.start} AND {rows.stop - 1}"
    joined = "WHERE" if held_in else "AND"
    there = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({held_in or table})")}
    for key in connection.execute(f"PRAGMA foreign_key_list({table})"):
        parent, column = key[2], key[3]
        loose = f"{column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {parent})"
        query = f"SELECT 1 FROM {source} {joined} {loose} LIMIT 1"
        if column in there and connection.execute(query).fetchone():
            raise sqlite3.IntegrityError("FOREIGN KEY constraint failed")


@contextmanager
def indexes_aside(
    connection: sqlite3.Connection, table: str, added: int, *, keep: Collection[str] = ()
) -> Iterator[None]:
    """Inside, a table that gets more rows than it has does without its indexes.

    Sorting all rows once is quicker than finding the place of each. A failure is for the
    transaction to take back.

    Args:
        added: about how many rows are to come.
        keep: indexes that grow at their end, which costs next to nothing.
    """
    (there,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    if added < max(MANY, there):
        yield
        return
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema"
        " WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        [table],
    ).fetchall()
    aside = {name: sql for name, sql in found if name not in keep}
    for name in aside:
        connection.execute(f"DROP INDEX {name}")
    yield
    for sql in aside.values():
        connection.execute(sql)


@contextmanager
def searched_afterwards(connection: sqlite3.Connection, added: int) -> Iterator[None]:
    """Inside, very many comments go into the table alone, and at the end all of them at once into
    the search index, as its trigger would do one by one.

    Args:
        added: how many are to come. They come as new rows; none is reworded or removed meanwhile.
    """
    if added < MANY:
        yield
        return
    (highest,) = connection.execute("SELECT coalesce(max(id), 0) FROM comment").fetchone()
    query = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?"
    (trigger,) = connection.execute(query, [SEARCH_TRIGGER]).fetchone()
    connection.execute(f"DROP TRIGGER {SEARCH_TRIGGER}")
    yield
    connection.execute(
        "INSERT INTO comment_search (rowid, text)"
        " SELECT id, text FROM comment WHERE id > ? ORDER BY id",
        [highest],
    )
    connection.execute(trigger)
