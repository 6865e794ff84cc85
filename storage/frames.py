"""The columns that findings are made of: a few plain queries, integers where there is a choice.

Nothing is joined row by row and no comment's words are read unless asked for; what belongs
together is crossed in memory. 0 stands for "none" in columns of ids.
"""

import sqlite3
from typing import Any

Rows = list[tuple[Any, ...]]

_QUESTIONS = "(SELECT id FROM question WHERE exercise_id = ?)"


def responses(connection: sqlite3.Connection, exercise_id: int) -> Rows:
    """(id, respondent, activity, place or 0, position or None, consent), by id."""
    return connection.execute(
        """SELECT id, respondent_id, activity_id, coalesce(place_id, 0), position, consent
        FROM response WHERE exercise_id = ? ORDER BY id""",
        [exercise_id],
    ).fetchall()


def came(connection: sqlite3.Connection, exercise_id: int) -> dict[int, tuple[str, str]]:
    """By response, when it was captured or submitted and its uid: an order that is the same in
    every copy of the workspace."""
    rows = connection.execute(
        """SELECT id, coalesce(nullif(captured_at, ''), submitted_at), uid FROM response
        WHERE exercise_id = ?""",
        [exercise_id],
    )
    return {key: (moment, uid) for key, moment, uid in rows}


def organisations(connection: sqlite3.Connection, exercise_id: int) -> list[int]:
    """The respondents who answer for an organisation."""
    return [
        key
        for (key,) in connection.execute(
            "SELECT id FROM respondent WHERE exercise_id = ? AND kind = 'organisation'",
            [exercise_id],
        )
    ]


def groups(connection: sqlite3.Connection, exercise_id: int) -> Rows:
    """(response, stakeholder group)."""
    return connection.execute(
        """SELECT response_id, group_id FROM response_group
        WHERE group_id IN (SELECT id FROM stakeholder_group WHERE exercise_id = ?)""",
        [exercise_id],
    ).fetchall()


def comments(connection: sqlite3.Connection, exercise_id: int) -> Rows:
    """(id, response, question, sentiment or None), by id; a person's correction wins."""
    return connection.execute(
        f"""SELECT id, response_id, question_id, coalesce(corrected_sentiment, sentiment)
        FROM comment WHERE question_id IN {_QUESTIONS} ORDER BY id""",
        [exercise_id],
    ).fetchall()


def comment_responses(connection: sqlite3.Connection, exercise_id: int) -> Rows:
    """(comment, response) of the exercise's responses and those stored between them: read from an
    index alone, five times quicker than `comments`."""
    return connection.execute(
        """SELECT id, response_id FROM comment WHERE response_id BETWEEN
            (SELECT min(id) FROM response WHERE exercise_id = ?) AND
            (SELECT max(id) FROM response WHERE exercise_id = ?)""",
        [exercise_id, exercise_id],
    ).fetchall()


def codings(connection: sqlite3.Connection, exercise_id: int) -> Rows:
    """(comment, theme, origin) of the accepted codings."""
    return connection.execute(
        """SELECT comment_id, theme_id, origin FROM coding
        WHERE theme_id IN (SELECT id FROM theme WHERE exercise_id = ?) AND status = 'accepted'""",
        [exercise_id],
    ).fetchall()


def answers(connection: sqlite3.Connection, exercise_id: int) -> Rows:
    """(response, question, choice or 0, 1 where something was answered else 0)."""
    return connection.execute(
        f"""SELECT response_id, question_id, coalesce(choice_id, 0),
            coalesce(choice_id, number, text) IS NOT NULL
        FROM answer WHERE question_id IN {_QUESTIONS}""",
        [exercise_id],
    ).fetchall()


def numbers(connection: sqlite3.Connection, exercise_id: int, question_id: int) -> Rows:
    """(response, number) of a question answered with a number, in the order given."""
    return connection.execute(
        f"""SELECT response_id, number FROM answer
        WHERE question_id = ? AND question_id IN {_QUESTIONS} AND number IS NOT NULL
        ORDER BY id""",
        [question_id, exercise_id],
    ).fetchall()


def submitted_between(
    connection: sqlite3.Connection, exercise_id: int
) -> dict[int, tuple[str, str]]:
    """By activity, the first and the last day on which a response was submitted, ISO."""
    rows = connection.execute(
        """SELECT activity_id, min(substr(submitted_at, 1, 10)), max(substr(submitted_at, 1, 10))
        FROM response WHERE exercise_id = ? AND submitted_at <> '' GROUP BY 1""",
        [exercise_id],
    )
    return {key: (first, last) for key, first, last in rows}


def organisations_present(
    connection: sqlite3.Connection, exercise_id: int
) -> list[tuple[int, str]]:
    """(activity, name) of the organisations noted as present, by name."""
    return connection.execute(
        """SELECT activity_id, name FROM activity_organisation
        WHERE activity_id IN (SELECT id FROM activity WHERE exercise_id = ?)
        ORDER BY name COLLATE NOCASE, uid""",
        [exercise_id],
    ).fetchall()


def organisation_names(connection: sqlite3.Connection, exercise_id: int) -> dict[int, str]:
    """By respondent who answers for an organisation, its name; empty where it gave none."""
    return dict(
        connection.execute(
            "SELECT id, organisation FROM respondent"
            " WHERE exercise_id = ? AND kind = 'organisation'",
            [exercise_id],
        ).fetchall()
    )


def equality_answers(connection: sqlite3.Connection, exercise_id: int) -> Rows:
    """(equality key, question, choice or 0, 1 where something was answered else 0) of people.

    The key tells people apart; no response can be reached from what is read here.
    """
    return connection.execute(
        f"""SELECT equality_key, question_id, coalesce(choice_id, 0),
            coalesce(choice_id, number, text) IS NOT NULL
        FROM equality_answer WHERE question_id IN {_QUESTIONS} AND equality_key NOT IN
            (SELECT equality_key FROM respondent
             WHERE exercise_id = ? AND kind = 'organisation' AND equality_key IS NOT NULL)""",
        [exercise_id, exercise_id],
    ).fetchall()


def words(connection: sqlite3.Connection, exercise_id: int) -> list[tuple[int, str]]:
    """(comment, its words) of every comment, by id."""
    return connection.execute(
        f"SELECT id, text FROM comment WHERE question_id IN {_QUESTIONS} ORDER BY id",
        [exercise_id],
    ).fetchall()
