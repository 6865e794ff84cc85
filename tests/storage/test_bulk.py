"""Many rows at once: the same file as row by row, and the same refusals."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from building import Small

from engage_app.errors import NotPossible
from storage import bulk, integrity
from storage.identifiers import new_uid, new_uids
from storage.trail import Action

COMMENT = ("uid", "response_id", "question_id", "text")
SCHEMA = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)


def foreign_keys(small: Small) -> int:
    (on,) = small.workspace.connection.execute("PRAGMA foreign_keys").fetchone()
    return int(on)


def rows(small: Small, count: int, *, response: int | None = None) -> list[tuple[object, ...]]:
    return [
        (new_uid(), response or small.responses[0], small.questions["view"], f"bulkword {n}")
        for n in range(count)
    ]


def test_indexes_and_search_are_as_if_rows_had_come_one_by_one(small: Small) -> None:
    """They are away while the rows come, and there again, word for word, afterwards."""
    connection = small.workspace.connection
    schema = connection.execute(SCHEMA).fetchall()
    with (
        small.workspace.acting("many", small.exercise, bulk=True) as action,
        bulk.indexes_aside(connection, "comment", 50),
        bulk.searched_afterwards(connection, 50),
    ):
        action.insert_many("comment", COMMENT, rows(small, 50))
        there = {name for _, name, _ in connection.execute(SCHEMA)}
        assert not there & {"comment_response", "comment_question", "comment_added"}
    assert connection.execute(SCHEMA).fetchall() == schema
    found = "SELECT count(*) FROM comment_search WHERE comment_search MATCH 'bulkword'"
    assert connection.execute(found).fetchone() == (50,)
    assert integrity.faults(connection) == []


def test_an_index_to_keep_stays(small: Small) -> None:
    connection = small.workspace.connection
    with (
        small.workspace.acting("many", bulk=True),
        bulk.indexes_aside(connection, "answer", 1_000, keep={"answer_question"}),
    ):
        there = {name for _, name, _ in connection.execute(SCHEMA)}
        assert "answer_question" in there
        assert "answer_response" not in there


def test_few_rows_leave_the_indexes_alone(small: Small) -> None:
    """Where more is there than comes, sorting everything anew would take longer."""
    connection = small.workspace.connection
    schema = connection.execute(SCHEMA).fetchall()
    with small.workspace.acting("few", bulk=True), bulk.indexes_aside(connection, "comment", 2):
        assert connection.execute(SCHEMA).fetchall() == schema


def add_many(action: Action, loose: list[tuple[object, ...]]) -> None:
    action.insert_many("comment", COMMENT, loose)


def add_one(action: Action, loose: list[tuple[object, ...]]) -> None:
    action.insert("comment", dict(zip(COMMENT, loose[0], strict=True)))


@pytest.mark.parametrize("add", [add_many, add_one])
def test_a_reference_to_nothing_is_refused_at_the_end(
    small: Small, add: Callable[[Action, list[tuple[object, ...]]], None]
) -> None:
    """Nothing is written, and row by row checking is on again."""
    loose = rows(small, 3, response=999_999)
    before = small.workspace.connection.execute("SELECT count(*) FROM comment").fetchone()
    with (
        pytest.raises(NotPossible, match="changed or removed meanwhile"),
        small.workspace.acting("many", small.exercise, bulk=True) as action,
    ):
        add(action, loose)
    after = small.workspace.connection.execute("SELECT count(*) FROM comment").fetchone()
    assert after == before
    assert foreign_keys(small) == 1


def test_references_held_in_another_table_are_checked_there(small: Small) -> None:
    connection = small.workspace.connection
    connection.execute("CREATE TEMP TABLE meaning (question_id INTEGER, choice_id INTEGER)")
    connection.execute("INSERT INTO meaning VALUES (?, NULL)", [small.questions["view"]])
    bulk.check_references(connection, "answer", range(1), held_in="meaning")
    connection.execute("INSERT INTO meaning VALUES (?, 999)", [small.questions["view"]])
    with pytest.raises(sqlite3.IntegrityError):
        bulk.check_references(connection, "answer", range(1), held_in="meaning")


def test_another_reader_sees_the_file_as_it_was_until_the_end(small: Small) -> None:
    """Indexes that are away are away for the writer alone."""
    connection = small.workspace.connection
    with closing(sqlite3.connect(small.workspace.path)) as other:
        schema = other.execute(SCHEMA).fetchall()
        with (
            small.workspace.acting("many", bulk=True),
            bulk.indexes_aside(connection, "comment", 50),
        ):
            assert other.execute(SCHEMA).fetchall() == schema
        assert other.execute(SCHEMA).fetchall() == schema


def test_identifiers_are_different_and_of_one_length() -> None:
    made = [*new_uids(1_000), *new_uids(1_000)]
    assert len(set(made)) == 2_000
    assert {len(uid) for uid in made} == {32}
