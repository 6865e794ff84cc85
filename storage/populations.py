"""The populations that an equality profile is compared with: people by choice, and their source."""

import sqlite3

_OF = "question_id IN (SELECT id FROM question WHERE exercise_id = ?)"


def sources(connection: sqlite3.Connection, exercise_id: int) -> dict[int, tuple[str, str]]:
    """By question: where its figures are from, and of what date."""
    return {
        key: (source, counted_on)
        for key, source, counted_on in connection.execute(
            f"SELECT question_id, source, counted_on FROM population_source WHERE {_OF}",
            [exercise_id],
        )
    }


def people(connection: sqlite3.Connection, exercise_id: int) -> dict[int, float]:
    """By choice: how many people of the population would choose it, or their share.

    Where two laptops loaded different populations, and nobody has decided yet, only figures of the
    one whose source is shown: see storage.merging.populations.
    """
    return dict(
        connection.execute(
            """SELECT p.choice_id, p.people FROM population_count AS p
            JOIN choice AS c ON c.id = p.choice_id JOIN question AS q ON q.id = c.question_id
            LEFT JOIN record_version AS source ON source.table_name = 'population_source'
                AND source.record = q.uid AND source.siblings <> '' AND source.dot NOT LIKE '0-%'
            LEFT JOIN record_version AS figure ON figure.table_name = 'population_count'
                AND figure.record = c.uid
            WHERE q.exercise_id = ? AND (source.id IS NULL OR figure.dot = source.dot)""",
            [exercise_id],
        ).fetchall()
    )


def source_ids(connection: sqlite3.Connection, question_id: int) -> list[int]:
    """The record of a question's source, if there is one."""
    query = "SELECT id FROM population_source WHERE question_id = ?"
    return [key for (key,) in connection.execute(query, [question_id])]


def count_ids(connection: sqlite3.Connection, question_id: int) -> dict[int, int]:
    """By choice of a question, the record of its people."""
    return dict(
        connection.execute(
            """SELECT choice_id, id FROM population_count
            WHERE choice_id IN (SELECT id FROM choice WHERE question_id = ?)""",
            [question_id],
        ).fetchall()
    )
