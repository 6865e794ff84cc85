"""Reads of a damaged file end in a sentence, whatever notices the damage."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engage_app.errors import WorkspaceError
from storage import database
from storage.connection import Unreadable, said
from storage.trail import acting


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A workspace whose pages of responses' words are overwritten; its schema is whole."""
    path = tmp_path / "clinic.engage"
    with closing(database.create(path)) as connection, acting(connection, "many", who="") as action:
        rows = ((f"{n}", "words " * 50) for n in range(3000))
        action.insert_many("exercise", ("uid", "title"), rows)
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(whole[:half] + b"\xff" * (len(whole) - half))
    return path


QUERY = "SELECT title FROM exercise"


@pytest.mark.parametrize(
    "read",
    [
        lambda connection: connection.execute(QUERY).fetchall(),
        lambda connection: list(connection.execute(QUERY)),
        lambda connection: connection.execute("SELECT count(title || '') FROM exercise").fetchone(),
        lambda connection: connection.executemany("UPDATE exercise SET title = ?", [["x"]]),
    ],
)
def test_a_damaged_page_gives_a_sentence(damaged: Path, read: object) -> None:
    assert callable(read)
    with closing(database.open_existing(damaged)) as connection:
        with pytest.raises(WorkspaceError, match=r"damaged.*backup") as told:
            read(connection)
        assert isinstance(told.value, Unreadable)
        assert "malformed" in said(told.value)


def test_words_that_are_no_text_give_a_sentence(tmp_path: Path) -> None:
    with (
        closing(database.create(tmp_path / "clinic.engage")) as connection,
        pytest.raises(WorkspaceError, match="damaged"),
    ):
        connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()


def test_other_errors_stay_as_sqlite_gives_them(tmp_path: Path) -> None:
    with closing(database.create(tmp_path / "clinic.engage")) as connection:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO choice (question_id, label) VALUES (999, 'Yes')")
        with pytest.raises(sqlite3.OperationalError) as told:
            connection.execute("SELECT nothing FROM nowhere")
        assert not isinstance(told.value, WorkspaceError)


def test_rows_come_one_by_one_too(tmp_path: Path) -> None:
    with closing(database.create(tmp_path / "clinic.engage")) as connection:
        cursor = connection.execute("SELECT 1 UNION SELECT 2 UNION SELECT 3")
        assert cursor.fetchone() == (1,)
        assert list(cursor) == [(2,), (3,)]
