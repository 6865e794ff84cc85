"""Questions and choices of an exercise: found again by name, or added."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engage_app.domain.questionnaire import QuestionType, Role
from storage.identifiers import derived_uid
from storage.imports.identities import free_uids, uid_of
from storage.questionnaire import free_uid
from storage.rows import read_rows
from storage.surveys.survey_file import Match, SurveyQuestion
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
    label: str
    grid: str
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
            label=row["label"],
            grid=row["grid"],
            type=QuestionType(row["type"]),
            role=Role(row["role"]),
            choices=choices.get(row["id"], {}),
        )
        for row in read_rows(
            connection,
            "SELECT id, name, label, grid, type, role FROM question WHERE exercise_id = ?"
            " ORDER BY sort, id",
            [exercise_id],
        )
    }


def known_questions(
    connection: sqlite3.Connection,
    exercise_id: int,
    questions: Sequence[SurveyQuestion],
    same_as: Mapping[str, Match],
) -> dict[str, StoredQuestion]:
    """Those of the questions that the workspace has already, by their names in the file."""
    there = stored_questions(connection, exercise_id)
    names = {question.name: _name_for(question, there, same_as) for question in questions}
    return {
        question.name: _recognised(there[name], question.choices, same_as.get(question.name))
        for question in questions
        if (name := names[question.name]) in there
    }


def ensure_questions(
    action: Action,
    exercise_id: int,
    questions: Sequence[SurveyQuestion],
    same_as: Mapping[str, Match],
) -> dict[str, StoredQuestion]:
    """The questions in the workspace, by their names in the file; what is missing is added.

    A question is found again by its name, or as the officer matched it. Where the one of that
    name has another type or role, answers to it mean something else, and the new one gets a name
    of its own.
    """
    there = stored_questions(action.connection, exercise_id)
    (last,) = action.connection.execute(
        "SELECT coalesce(max(sort), -1) FROM question WHERE exercise_id = ?", [exercise_id]
    ).fetchone()
    found: dict[str, StoredQuestion] = {}
    for question in questions:
        name = _name_for(question, there, same_as)
        if name not in there:
            last += 1
            there[name] = _add_question(action, exercise_id, question, name, last)
        known = _recognised(there[name], question.choices, same_as.get(question.name))
        found[question.name] = _with_choices(action, known, question.choices)
    return found


def _name_for(
    question: SurveyQuestion, there: Mapping[str, StoredQuestion], same_as: Mapping[str, Match]
) -> str:
    """The question's name in the exercise; a name of its own where that one is taken."""
    match = same_as.get(question.name)
    if match and (one := there.get(match.name)) and one.role is question.role:
        return match.name
    taken = {each.name for each in same_as.values()}
    name, number = question.name, 1
    while name in taken or (
        (other := there.get(name)) and (other.type, other.role) != (question.type, question.role)
    ):
        number += 1
        name = f"{question.name}_{question.role}_{number}"
    return name


def _add_question(
    action: Action, exercise_id: int, question: SurveyQuestion, name: str, sort: int
) -> StoredQuestion:
    question_id = action.insert(
        "question",
        {
            "uid": free_uid(
                action.connection,
                "question",
                uid_of(action.connection, "exercise", exercise_id),
                name,
            ),
            "exercise_id": exercise_id,
            "sort": sort,
            "name": name,
            "label": question.label,
            "type": question.type,
            "role": question.role,
            "grid": question.grid,
            "hint": question.hint,
        },
    )
    return StoredQuestion(
        question_id, name, question.label, question.grid, question.type, question.role
    )


def _recognised(
    stored: StoredQuestion, labels: Sequence[str], match: Match | None
) -> StoredQuestion:
    """The question with those of the labels that it has already; case alone makes no new one."""
    there = {label.casefold(): key for label, key in stored.choices.items()}
    same = match.choices if match else {}
    wanted = {label: same.get(label, label) for label in labels}
    known = {
        label: key
        for label, own in wanted.items()
        if (key := stored.choices.get(own) or there.get(own.casefold()))
    }
    return replace(stored, choices={**stored.choices, **known})


def _with_choices(action: Action, stored: StoredQuestion, labels: Sequence[str]) -> StoredQuestion:
    """The question with all of the labels among its choices."""
    missing = [label for label in labels if label not in stored.choices]
    if not missing:
        return stored
    start = len(set(stored.choices.values()))
    # "Yes" and "yes" in one file stay two choices: an officer may merge them, never we.
    question = uid_of(action.connection, "question", stored.id)
    uids = free_uids(action.connection, "choice", [derived_uid(question, each) for each in missing])
    rows = [
        (uid, stored.id, sort, label)
        for sort, (uid, label) in enumerate(zip(uids, missing, strict=True), start)
    ]
    ids = action.insert_many("choice", ("uid", "question_id", "sort", "label"), rows)
    fresh = dict(zip(missing, ids, strict=True))
    return replace(stored, choices={**stored.choices, **fresh}, added=frozenset(fresh))
