"""Questions and choices of an exercise: found again by name, or added."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from engage_app.domain.questionnaire import QuestionType, Role
from storage.identifiers import new_uid
from storage.rows import read_rows
from storage.surveys.survey_file import SurveyQuestion
from storage.trail import Action


@dataclass(frozen=True)
class StoredQuestion:
    """A question in the workspace.

    Attributes:
        choices: label to id.
        added: the choices that this import added.
    """

    id: int
    name: str
    type: QuestionType
    role: Role
    choices: dict[str, int] = field(default_factory=dict)
    added: frozenset[str] = frozenset()


def stored_questions(connection: sqlite3.Connection, exercise_id: int) -> dict[str, StoredQuestion]:
    """The questions of an exercise, by name."""
    choices: dict[int, dict[str, int]] = {}
    for choice_id, question_id, label in connection.execute(
        """SELECT choice.id, question_id, choice.label FROM choice
        JOIN question ON question.id = question_id
        WHERE exercise_id = ? ORDER BY choice.sort, choice.id""",
        [exercise_id],
    ):
        choices.setdefault(question_id, {})[label] = choice_id
    return {
        row["name"]: StoredQuestion(
            id=row["id"],
            name=row["name"],
            type=QuestionType(row["type"]),
            role=Role(row["role"]),
            choices=choices.get(row["id"], {}),
        )
        for row in read_rows(
            connection,
            "SELECT id, name, type, role FROM question WHERE exercise_id = ?",
            [exercise_id],
        )
    }


def ensure_questions(
    action: Action, exercise_id: int, questions: Sequence[SurveyQuestion]
) -> dict[str, StoredQuestion]:
    """The questions in the workspace, by their names in the file; what is missing is added.

    A question is found again by its name. Where the one of that name has another type or role,
    answers to it mean something else, and the new one gets a name of its own.
    """
    there = stored_questions(action.connection, exercise_id)
    (last,) = action.connection.execute(
        "SELECT coalesce(max(sort), -1) FROM question WHERE exercise_id = ?", [exercise_id]
    ).fetchone()
    found: dict[str, StoredQuestion] = {}
    for question in questions:
        name = _name_for(question, there)
        if name not in there:
            last += 1
            there[name] = _add_question(action, exercise_id, question, name, last)
        found[question.name] = _with_choices(action, there[name], question.choices)
    return found


def _name_for(question: SurveyQuestion, there: dict[str, StoredQuestion]) -> str:
    name, number = question.name, 1
    while (other := there.get(name)) and (other.type, other.role) != (question.type, question.role):
        number += 1
        name = f"{question.name}_{question.role}_{number}"
    return name


def _add_question(
    action: Action, exercise_id: int, question: SurveyQuestion, name: str, sort: int
) -> StoredQuestion:
    question_id = action.insert(
        "question",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "sort": sort,
            "name": name,
            "label": question.label,
            "type": question.type,
            "role": question.role,
            "grid": question.grid,
        },
    )
    return StoredQuestion(question_id, name, question.type, question.role)


def _with_choices(action: Action, stored: StoredQuestion, labels: Sequence[str]) -> StoredQuestion:
    """The question with all of the labels among its choices; case alone makes no new choice."""
    there = {label.casefold(): key for label, key in stored.choices.items()}
    missing = [label for label in labels if label.casefold() not in there]
    fresh: dict[str, int] = {}
    if missing:
        start = len(stored.choices)
        # "Yes" and "yes" in one file stay two choices: an officer may merge them, never we.
        rows = [(stored.id, sort, label) for sort, label in enumerate(missing, start)]
        ids = action.insert_many("choice", ("question_id", "sort", "label"), rows)
        fresh = dict(zip(missing, ids, strict=True))
    known = {label: there[label.casefold()] for label in labels if label.casefold() in there}
    return StoredQuestion(
        id=stored.id,
        name=stored.name,
        type=stored.type,
        role=stored.role,
        choices={**stored.choices, **known, **fresh},
        added=frozenset(fresh),
    )
