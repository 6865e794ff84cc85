"""Reading a sample's files: CSV with one row of headings, in which comments go by references."""

import csv
import sqlite3
from pathlib import Path

from storage import sample_lookups

CONVERSATION = "Feedback noted in conversation"
"""The question that all said in conversations answers; the files leave it empty."""

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    """The rows of a file, by its headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def on_comments(
    connection: sqlite3.Connection, exercise_id: int, path: Path
) -> list[tuple[int, Row]]:
    """The rows of a file about comments, each with the id of its comment."""
    ids = sample_lookups.comments_by_reference(connection, exercise_id)
    return [
        (ids[row["reference"], row["question"] or CONVERSATION, int(row["ordinal"])], row)
        for row in rows_of(path)
    ]


def without(row: Row, *names: str) -> Row:
    """A row less some of its columns."""
    return {name: value for name, value in row.items() if name not in names}


def number(text: str) -> int | None:
    """A number as it stands in a file; None where there is none."""
    return int(text) if text else None
