"""Exercises and what they are planned with: groups, places, activities, questions."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from engage_app.domain.activity import Activity, ActivityKind, Place
from engage_app.domain.exercise import Exercise, ExerciseSummary, Status
from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role
from engage_app.domain.stakeholders import StakeholderGroup
from storage.rows import read_rows

_EXERCISE = """id, uid, title, purpose, proposal, organisation, opens_on, closes_on, status,
    privacy_notice, retain_until, owner, position_scale, invented"""


def exercises(connection: sqlite3.Connection) -> list[ExerciseSummary]:
    """All exercises of the workspace with what they hold, in the order they were made."""
    counts = {
        row[0]: row[1:]
        for row in connection.execute(
            """SELECT exercise.id,
                (SELECT count(*) FROM response WHERE exercise_id = exercise.id),
                (SELECT count(*) FROM response JOIN comment ON comment.response_id = response.id
                 WHERE exercise_id = exercise.id),
                (SELECT count(DISTINCT comment_id) FROM coding
                 JOIN theme ON theme.id = coding.theme_id
                 WHERE theme.exercise_id = exercise.id AND status = 'accepted')
            FROM exercise"""
        )
    }
    rows = read_rows(connection, f"SELECT {_EXERCISE} FROM exercise ORDER BY id")
    return [ExerciseSummary(_exercise(row), *counts[row["id"]]) for row in rows]


def exercise(connection: sqlite3.Connection, exercise_id: int) -> Exercise | None:
    """One exercise, or None."""
    rows = read_rows(connection, f"SELECT {_EXERCISE} FROM exercise WHERE id = ?", [exercise_id])
    return _exercise(rows[0]) if rows else None


def groups(connection: sqlite3.Connection, exercise_id: int) -> list[StakeholderGroup]:
    """The stakeholder groups, brothers in their order."""
    rows = read_rows(
        connection,
        """SELECT id, uid, name, parent_id, part_name, planned FROM stakeholder_group
        WHERE exercise_id = ? ORDER BY sort, uid""",
        [exercise_id],
    )
    return [StakeholderGroup(**row) for row in rows]


def places(connection: sqlite3.Connection, exercise_id: int) -> list[Place]:
    """The places, brothers in their order."""
    return [
        Place(*row)
        for row in connection.execute(
            """SELECT id, name, parent_id, level FROM place
            WHERE exercise_id = ? ORDER BY sort, name COLLATE NOCASE, uid""",
            [exercise_id],
        )
    ]


def activities(connection: sqlite3.Connection, exercise_id: int) -> list[Activity]:
    """The activities, by date."""
    rows = read_rows(
        connection,
        """SELECT id, uid, kind, title, date, venue, facilitator, invited, attended,
            starts_at, ends_at, place_id, format, notes, sampled
        FROM activity WHERE exercise_id = ? ORDER BY date, starts_at, title, uid""",
        [exercise_id],
    )
    return [
        Activity(**{**row, "kind": ActivityKind(row["kind"]), "sampled": bool(row["sampled"])})
        for row in rows
    ]


def questions(connection: sqlite3.Connection, exercise_id: int) -> list[Question]:
    """The questions in their order, with their choices."""
    choices: dict[int, list[Choice]] = {}
    for question_id, choice_id, label, name, retired in connection.execute(
        """SELECT question_id, choice.id, choice.label, choice.name, choice.retired FROM choice
        JOIN question ON question.id = choice.question_id
        WHERE exercise_id = ? ORDER BY choice.sort, choice.uid""",
        [exercise_id],
    ):
        choices.setdefault(question_id, []).append(Choice(choice_id, label, name, bool(retired)))
    return [
        Question(
            id=row["id"],
            name=row["name"],
            label=row["label"],
            type=QuestionType(row["type"]),
            role=Role(row["role"]),
            grid=row["grid"],
            choices=tuple(choices.get(row["id"], ())),
            hint=row["hint"],
            required=bool(row["required"]),
            relevant=row["relevant"],
            constraint=row["constraint_text"],
            constraint_message=row["constraint_message"],
            retired=bool(row["retired"]),
            explains_id=row["explains_id"],
        )
        for row in read_rows(
            connection,
            """SELECT id, name, label, type, role, grid, hint, required, relevant,
                constraint_text, constraint_message, retired, explains_id FROM question
            WHERE exercise_id = ? ORDER BY sort, uid""",
            [exercise_id],
        )
    ]


def next_sort(connection: sqlite3.Connection, table: str, exercise_id: int) -> int:
    """The sort number that puts a new record of the exercise last."""
    query = f"SELECT coalesce(max(sort), -1) + 1 FROM {table} WHERE exercise_id = ?"
    (number,) = connection.execute(query, [exercise_id]).fetchone()
    return int(number)


def usage(connection: sqlite3.Connection, table: str, column: str, ids: Sequence[int]) -> int:
    """How many rows of a table refer to these records."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT count(*) FROM {table} WHERE {column} IN ({marks})"
    (count,) = connection.execute(query, ids).fetchone()
    return int(count)


def ids_by(
    connection: sqlite3.Connection, table: str, column: str, ids: Sequence[int]
) -> list[int]:
    """The rows of a table that refer to these records."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT id FROM {table} WHERE {column} IN ({marks})"
    return [key for (key,) in connection.execute(query, ids)]


def _exercise(row: dict[str, Any]) -> Exercise:
    return Exercise(**{**row, "status": Status(row["status"]), "invented": bool(row["invented"])})
