"""A filed response's answers: read back as they were given, and put right."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.questionnaire import Question, QuestionType, Role
from storage.filing import AnswerRow, Reading, add, meant, read, says_something
from storage.identifiers import new_uid
from storage.imports.rewording import Rewording, reword
from storage.imports.undoing import remove_dependents
from storage.surveys.roles import contact_kind
from storage.trail import Action

_ANSWER = ("question_id", "choice_id", "number", "text")


def given(
    connection: sqlite3.Connection, response_id: int, questions: Sequence[Question]
) -> dict[str, Answer]:
    """The answers of a response, as it was filed; what identifies the respondent included."""
    rows = connection.execute(
        """SELECT question_id, choice_id, number, text FROM answer WHERE response_id = :it
        UNION ALL SELECT question_id, NULL, NULL, text FROM comment WHERE response_id = :it
        UNION ALL SELECT question_id, choice_id, number, text FROM equality_answer
        WHERE equality_key = (SELECT equality_key FROM respondent JOIN response
            ON response.respondent_id = respondent.id WHERE response.id = :it)""",
        {"it": response_id},
    ).fetchall()
    by_question: dict[int, list[AnswerRow]] = {}
    for row in rows:
        by_question.setdefault(row[0], []).append(row)
    found = {q.name: _answer(q, by_question[q.id]) for q in questions if q.id in by_question}
    return found | _contacts(connection, response_id, questions)


def rewrite(
    action: Action, response_id: int, questions: Sequence[Question], answers: Answers
) -> None:
    """Put answers in the place of those a response has; codings of words that stay the same stay.

    Groups, place and position that came from the old answers go with them; an officer's stay.
    """
    reading = read(questions, answers)
    (respondent_id, exercise_id, key) = action.connection.execute(
        """SELECT respondent_id, response.exercise_id, equality_key
        FROM response JOIN respondent ON respondent.id = respondent_id WHERE response.id = ?""",
        [response_id],
    ).fetchone()
    _tags(action, response_id, exercise_id, reading)
    action.delete_where("answer", "response_id = ?", [response_id])
    rows = ((response_id, *row) for row in reading.answers)
    add(action, "answer", ("response_id", *_ANSWER), rows)
    _comments(action, response_id, questions, reading)
    action.delete_where("contact_detail", "respondent_id = ?", [respondent_id])
    contacts = ((respondent_id, *contact) for contact in reading.contacts)
    add(action, "contact_detail", ("respondent_id", "kind", "value"), contacts)
    action.update(
        "respondent",
        respondent_id,
        {
            "kind": "organisation" if reading.organisation else "person",
            "organisation": reading.organisation,
            "equality_key": _equality(action, key, reading.equality),
        },
    )


def remove(action: Action, response_id: int) -> None:
    """Take a response out with all that hangs on it, and its respondent where nothing else is
    theirs."""
    respondent_id, key = action.connection.execute(
        """SELECT respondent_id, equality_key FROM response
        JOIN respondent ON respondent.id = respondent_id WHERE response.id = ?""",
        [response_id],
    ).fetchone()
    action.defer_references()
    remove_dependents(action, "response", "SELECT ?", [response_id], set())
    action.delete_by("response", "id", [response_id])
    others = "SELECT 1 FROM response WHERE respondent_id = ?"
    if not action.connection.execute(others, [respondent_id]).fetchone():
        action.delete_where("equality_answer", "equality_key = ?", [key])
        remove_dependents(action, "respondent", "SELECT ?", [respondent_id], set())
        action.delete_by("respondent", "id", [respondent_id])


def _contacts(
    connection: sqlite3.Connection, response_id: int, questions: Sequence[Question]
) -> dict[str, Answer]:
    """By the kind its wording asks for: contact details don't say which question they answered."""
    kept = connection.execute(
        """SELECT kind, value FROM contact_detail WHERE respondent_id =
            (SELECT respondent_id FROM response WHERE id = ?) ORDER BY id""",
        [response_id],
    ).fetchall()
    found: dict[str, Answer] = {}
    for question in questions:
        kinds = [kind for kind, _ in kept]
        kind = contact_kind(question.label)
        if question.role is Role.IDENTIFIER and kind in kinds:
            found[question.name] = kept.pop(kinds.index(kind))[1]
    return found


def _answer(question: Question, rows: Sequence[AnswerRow]) -> Answer:
    values = {choice.id: choice.value for choice in question.choices}
    said: list[str | float | None] = [
        values[key] if key is not None else number if text is None else text
        for _, key, number, text in rows
    ]
    if question.type is QuestionType.SELECT_MULTIPLE:
        return tuple(str(each) for each in said if each is not None) or None
    first = said[0]
    return int(first) if isinstance(first, float) and first.is_integer() else first


def _tags(action: Action, response_id: int, exercise_id: int, reading: Reading) -> None:
    """Groups, place and position follow the answers where they came from answers."""
    chosen = {
        key
        for (key,) in action.connection.execute(
            "SELECT choice_id FROM answer WHERE response_id = ? AND choice_id IS NOT NULL",
            [response_id],
        )
    }
    _, old_place, _ = meant(action.connection, exercise_id, chosen)
    groups, place, position = meant(action.connection, exercise_id, reading.chosen)
    tags = action.connection.execute(
        "SELECT id, group_id, origin FROM response_group WHERE response_id = ?", [response_id]
    ).fetchall()
    gone = [key for key, group, origin in tags if origin == "rule" and group not in groups]
    action.delete_by("response_group", "id", gone)
    there = {group for _, group, _ in tags}
    fresh = ((response_id, group, "rule") for group in groups if group not in there)
    add(action, "response_group", ("response_id", "group_id", "origin"), fresh)
    (place_id, origin) = action.connection.execute(
        "SELECT place_id, position_origin FROM response WHERE id = ?", [response_id]
    ).fetchone()
    changes: dict[str, Any] = {"consent": reading.consent}
    if place_id in (None, old_place):
        changes["place_id"] = place
    if origin in ("", "question"):
        changes |= {"position": position, "position_origin": "question" if position else ""}
    action.update("response", response_id, changes)


def _comments(
    action: Action, response_id: int, questions: Sequence[Question], reading: Reading
) -> None:
    query = "SELECT question_id, text FROM comment WHERE response_id = ? ORDER BY sort DESC"
    old: dict[int, str] = dict(action.connection.execute(query, [response_id]).fetchall())
    new = {question_id: (sort, text) for question_id, sort, text in reading.comments}
    asked = {question.id for question in questions if question.role is Role.COMMENT}
    changed = [
        Rewording(response_id, question_id, *new.get(question_id, (0, "")))
        for question_id in sorted(asked & (old.keys() | new.keys()))
        if old.get(question_id, "") != new.get(question_id, (0, ""))[1]
    ]
    reword(action, changed)


def _equality(action: Action, key: str | None, rows: Sequence[AnswerRow]) -> str | None:
    """Rewrite the equality answers; returns the key they are under now, or None."""
    if key:
        action.delete_where("equality_answer", "equality_key = ?", [key])
    if not says_something(rows):
        return None
    key = key or new_uid()
    add(action, "equality_answer", ("equality_key", *_ANSWER), ((key, *row) for row in rows))
    return key
